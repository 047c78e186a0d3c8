/** All surface forms of the articles by code points, in parts. */

class Lexicon {
  /** @param {Corpus} corpus */
  constructor(corpus) {
    this.store = corpus.store;
    this.columns = corpus.columns;
    this.count = corpus.root.series.words.count;
    /** Of which languages each form has its stem told, by number. */
    this.languages = corpus.languages.filter(({ name }) => name !== ENGLISH);
  }

  /** The first form of each part. */
  get firsts() {
    return this.columns.read("words", (reader) => {
      const found = [];
      while (reader.isOpen) found.push(reader.string());
      return found;
    });
  }

  /**
   * @param {number} number
   * @returns {WordsPart}
   */
  part(number) {
    const make = (/** @type {string} */ payload) =>
      new WordsPart(
        payload,
        this.languages.map((each) => each.number),
      );
    return this.store.read("words", number, make);
  }

  /**
   * The number of the part that a form is in if it is anywhere.
   * @param {string} surface
   */
  partOf(surface) {
    const firsts = this.firsts;
    let [low, high] = [0, firsts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (byCodePoint(firsts[middle], surface) <= 0) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }

  /**
   * The parts of all forms that begin with some letters.
   * @param {string} letters
   */
  beginning(letters) {
    if (this.count === 0) return [];
    const first = letters ? this.partOf(letters) : 0;
    const last = letters ? this.partOf(letters + BEHIND_ALL) : this.count - 1;
    const numbers = Array.from({ length: last - first + 1 }, (_, i) => first + i);
    return gathered(numbers, (number) => this.part(number));
  }

  /**
   * The stem of a form in a language given by number; itself where no article has it.
   * @param {string} surface
   * @param {number} language
   */
  stem(surface, language) {
    if (this.count === 0) return surface;
    return this.part(this.partOf(surface)).stems.get(language)?.get(surface) ?? surface;
  }
}

/** @param {Corpus} corpus */
const lexiconOf = (corpus) => new Lexicon(corpus);

/** Some surface forms, in how many paragraphs each is, and its stems where they are not itself. */
class WordsPart {
  /**
   * @param {string} payload
   * @param {number[]} languages
   */
  constructor(payload, languages) {
    const reader = new Reader(payload);
    this.surfaces = [];
    this.frequencies = [];
    /** By language, by surface form. */
    this.stems = new Map(languages.map((language) => [language, new Map()]));
    let surface = "";
    while (reader.isOpen) {
      surface = reader.stringAfter(surface);
      this.surfaces.push(surface);
      this.frequencies.push(reader.number());
      for (const stems of this.stems.values()) {
        const told = reader.number();
        if (told) stems.set(surface, surface.slice(0, surface.length + 1 - told) + reader.string());
      }
    }
  }
}
