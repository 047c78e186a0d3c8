/**
 * Where a leaf of the query occurs, what to mark there, and what it is worth.
 *
 * Places are indices into the tokens of the corpus.
 */

const IDF_STEP = 2 ** 20;

/** Inverse document frequency of what `frequency` of the corpus's paragraphs have. */
function idf(corpus, frequency) {
  const ratio = (corpus.paragraphs.length - frequency + 0.5) / (frequency + 0.5);
  return Math.floor(Math.log(1 + ratio) * IDF_STEP + 0.5) / IDF_STEP;
}

const sum = (values) => values.reduce((total, value) => total + value, 0);

/** The first index whose value is not below `value`. */
function lowerBound(values, value) {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * What all leaves have in common: `places`, in order, each of which counts once; `idf`; `missing`,
 * what of the leaf no paragraph has; `note`, what is to be said about it.
 */
class Occurrences {
  note = "";
  /** Paragraphs that answer for titles that have it. */
  leads = [];

  /** The places in a paragraph, or a part of it, that begins at one token and ends at another. */
  between(start, end) {
    return this.places.subarray(lowerBound(this.places, start), lowerBound(this.places, end));
  }

  /** How often it stands in the title and heading of a paragraph. */
  inContext() {
    return 0;
  }

  /**
   * The first and last token of each piece to mark in a paragraph.
   * @returns {[number, number][]}
   */
  marks(start, end) {
    return Array.from(this.between(start, end), (at) => [at, at]);
  }
}

/** A word in any of its forms. */
class WordOccurrences extends Occurrences {
  constructor(corpus, { surface }) {
    super();
    this.surface = surface;
    this.places = corpus.postingsOfWord(surface);
    this.leads = corpus.leadsOfWord(surface);
    this.idf = idf(corpus, corpus.wordFrequency(surface));
    this.missing = this.places.length || this.leads.length ? [] : [surface];
  }

  inContext(corpus, p) {
    const language = corpus.languageOf[p];
    const stem = language.stemId(this.surface);
    if (stem === undefined) return 0;
    const stemOf = language.stemOf.values;
    return corpus.contexts[p].reduce((n, id) => n + (stemOf[id] === stem ? 1 : 0), 0);
  }
}

/** Surface forms side by side; each place is that of the first. */
class PhraseOccurrences extends Occurrences {
  constructor(corpus, { surfaces }) {
    super();
    const frequencies = surfaces.map((surface) => corpus.surfaceFrequency(surface));
    this.width = surfaces.length;
    this.places = corpus.postingsOfPhrase(surfaces);
    this.idf = sum(frequencies.map((frequency) => idf(corpus, frequency)));
    this.missing = surfaces.filter((_, i) => frequencies[i] === 0);
  }

  marks(start, end) {
    return Array.from(this.between(start, end), (at) => [at, at + this.width - 1]);
  }
}

/** Words in any of their forms and any order, the first and last at most `distance` apart. */
class NearOccurrences extends Occurrences {
  constructor(corpus, { surfaces, distance }) {
    super();
    const frequencies = surfaces.map((surface) => corpus.wordFrequency(surface));
    this.idf = sum(frequencies.map((frequency) => idf(corpus, frequency)));
    this.missing = surfaces.filter((_, i) => frequencies[i] === 0);
    const inLanguages = corpus.languages.map((language) => {
      const stems = surfaces.map((surface) => language.stemId(surface));
      const words = stems.includes(undefined) ? new Int32Array(0) : wordsOf(corpus, stems);
      return { words, stretches: stretchesOf(corpus, stems, words, distance) };
    });
    this.words = joined(inLanguages.map(({ words }) => words));
    const stretches = inLanguages.flatMap((each) => each.stretches).sort((a, b) => a[0] - b[0]);
    this.places = Int32Array.from(stretches, ([start]) => start);
    this.ends = Int32Array.from(stretches, ([, end]) => end);
  }

  /** Each word by itself, and not what stands between. */
  marks(start, end) {
    const marks = [];
    let next = 0;
    for (let i = lowerBound(this.places, start); this.places[i] < end; i++) {
      next = Math.max(next, lowerBound(this.words, this.places[i]));
      for (; this.words[next] <= this.ends[i]; next++) {
        marks.push([this.words[next], this.words[next]]);
      }
    }
    return marks;
  }
}

/** A pattern or a fuzzy word: the forms it stands for, as if they were one word. */
class FormsOccurrences extends Occurrences {
  constructor(corpus, leaf) {
    super();
    const { forms, total } = formsOf(corpus, leaf);
    this.places = corpus.postingsOfForms(forms);
    this.idf = idf(corpus, Math.max(0, ...forms.map((id) => corpus.surfaceFrequencies[id])));
    this.missing = forms.length ? [] : [leaf.surface ?? leaf.text];
    this.note = noteOn(leaf, total);
  }
}

/** A word or what synonyms have for it, as if they were one word; its phrases begin at a place. */
class AlternativeOccurrences extends Occurrences {
  constructor(corpus, { surfaces, others }) {
    super();
    const own = surfaces.length === 1 ? [{ type: "word", surface: surfaces[0] }] : [];
    this.parts = [...own, ...others].map((part) => occurrencesOf(corpus, part));
    this.places = Int32Array.from(this.parts.flatMap(({ places }) => [...places])).sort();
    this.leads = this.parts.flatMap(({ leads }) => leads);
    this.idf = Math.min(...this.parts.map((part) => part.idf));
    // Beside several words that stand in the query themselves nothing is missed.
    const isFound = this.places.length || this.leads.length;
    this.missing = surfaces.length > 1 || isFound ? [] : surfaces;
  }

  inContext(corpus, p) {
    return sum(this.parts.map((part) => part.inContext(corpus, p)));
  }

  marks(start, end) {
    return this.parts.flatMap((part) => part.marks(start, end));
  }
}

/**
 * Every stretch that has all of some stems, no longer than it must be: its first word and its last.
 * One pass with two ends, of which neither ever goes back.
 * @param {Int32Array} words the places of these stems, in order
 * @returns {[number, number][]}
 */
function stretchesOf(corpus, stems, words, distance) {
  const found = [];
  const window = new Window(corpus, stems);
  let behind = 0;
  for (const start of words) {
    const inReach = (at) =>
      at - start <= distance && corpus.paragraphOf[at] === corpus.paragraphOf[start];
    while (window.lacking && behind < words.length && inReach(words[behind])) {
      window.add(words[behind++]);
    }
    if (window.lacking === 0) found.push([start, words[behind - 1]]);
    window.remove(start);
  }
  return found;
}

/** All places of the words of some stems, in order. */
function wordsOf(corpus, stems) {
  const found = new Numbers();
  for (const stem of new Set(stems)) for (const at of corpus.postingsOfStem(stem)) found.push(at);
  return found.trimmed().sort();
}

/** Which of the words wanted a moving window lacks. */
class Window {
  constructor(corpus, stems) {
    this.corpus = corpus;
    /** By number of the stem, how many more are wanted; below 0 there are some to spare. */
    this.wanted = new Map();
    for (const stem of stems) this.change(stem, 1);
    this.lacking = this.wanted.size;
  }

  change(stem, by) {
    const wanted = (this.wanted.get(stem) ?? 0) + by;
    this.wanted.set(stem, wanted);
    return wanted;
  }

  stemAt(at) {
    return this.corpus.stemAt[at];
  }

  add(at) {
    if (this.change(this.stemAt(at), -1) === 0) this.lacking--;
  }

  remove(at) {
    if (this.change(this.stemAt(at), 1) === 1) this.lacking++;
  }
}

const OCCURRENCES = {
  word: WordOccurrences,
  phrase: PhraseOccurrences,
  near: NearOccurrences,
  pattern: FormsOccurrences,
  fuzzy: FormsOccurrences,
  alternatives: AlternativeOccurrences,
};

/** @returns {Occurrences} */
function occurrencesOf(corpus, leaf) {
  return Object.assign(new OCCURRENCES[leaf.type](corpus, leaf), { leaf });
}
