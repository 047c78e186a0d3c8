/**
 * The stems of the articles by language, each with its forms and where it stands; in the order of
 * languages, then code points, and divided into parts.
 *
 * @typedef {{language: number, stem: string, at: number, term?: Term}} TermRecord
 * @typedef {{first: number, end: number, count: number, places: ?Int32Array}} Run
 *   paragraphs under a title, or under a heading, that have a stem so often above them; of a title
 *   the places of the stem among the content words
 */

/** Comes behind all that a stem can go on with. */
const BEHIND_ALL = "\u{10ffff}";

const CONTENT = { none: 0, all: 1, some: 2 };

class Terms {
  /** @param {Corpus} corpus */
  constructor(corpus) {
    this.corpus = corpus;
    this.store = corpus.store;
    /** Of each part but the first the language and the stem that it begins with, or less. */
    this.bounds = this.readBounds(corpus.root.series.terms);
  }

  /** @param {Series} series */
  readBounds({ bounds, count }) {
    const reader = new Reader(bounds ?? "");
    let [language, stem] = [0, ""];
    return Array.from({ length: Math.max(0, count - 1) }, () => {
      language += reader.number();
      stem = reader.stringAfter(stem);
      return { language, stem };
    });
  }

  /**
   * The number of the part that a stem is in if it is anywhere.
   * @param {number} language
   * @param {string} stem
   */
  partOf(language, stem) {
    let [low, high] = [0, this.bounds.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const bound = this.bounds[middle];
      const order = bound.language - language || byCodePoint(bound.stem, stem);
      if (order <= 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /**
   * @param {number} number
   * @returns {TermsPart}
   */
  part(number) {
    const make = (/** @type {string} */ payload) => new TermsPart(this.corpus, number, payload);
    return this.store.read("terms", number, make);
  }

  /**
   * A stem in a language, given by number; undefined where no article of it has it.
   * @param {number} language
   * @param {string} stem
   * @returns {Term | undefined}
   */
  find(language, stem) {
    if (this.corpus.root.series.terms.count === 0) return undefined;
    return this.part(this.partOf(language, stem)).find(language, stem);
  }

  /**
   * All stems in a language that begin with some letters.
   * @param {number} language
   * @param {string} letters
   */
  beginning(language, letters) {
    if (this.corpus.root.series.terms.count === 0) return [];
    const first = this.partOf(language, letters);
    const last = this.partOf(language, letters + BEHIND_ALL);
    const numbers = Array.from({ length: last - first + 1 }, (_, i) => first + i);
    return gathered(numbers, (number) => this.part(number).beginning(language, letters)).flat();
  }
}

/** The terms of one part; read one by one, as they are asked for. */
class TermsPart {
  /**
   * @param {Corpus} corpus
   * @param {number} number
   * @param {string} payload
   */
  constructor(corpus, number, payload) {
    this.corpus = corpus;
    this.number = number;
    this.payload = payload;
    /** @type {Map<string, TermRecord>} */
    this.records = new Map();
    const reader = new Reader(payload);
    let [language, stem] = [0, ""];
    while (reader.isOpen) {
      language += reader.number();
      stem = reader.stringAfter(stem);
      const size = reader.number();
      this.records.set(`${language} ${stem}`, { language, stem, at: reader.at });
      reader.at += size;
    }
  }

  /**
   * @param {number} language
   * @param {string} stem
   */
  find(language, stem) {
    const record = this.records.get(`${language} ${stem}`);
    return record && this.termOf(record);
  }

  /**
   * @param {number} language
   * @param {string} letters
   */
  beginning(language, letters) {
    const isWanted = (/** @type {TermRecord} */ each) =>
      each.language === language && each.stem.startsWith(letters);
    return [...this.records.values()].filter(isWanted).map((each) => this.termOf(each));
  }

  /** @param {TermRecord} record */
  termOf(record) {
    record.term ??= new Term(this, record);
    return record.term;
  }

  /**
   * The place of a term among those whose positions are in one part with each other.
   * @param {Term} term
   */
  placeOf(term) {
    const all = Array.from(this.records.values(), (record) => this.termOf(record));
    return all.filter((each) => !each.large && each.df > 0).indexOf(term);
  }
}

/** A stem in one language. */
class Term {
  /**
   * @param {TermsPart} part
   * @param {TermRecord} record
   */
  constructor(part, { language, stem, at }) {
    const reader = new Reader(part.payload, at);
    this.part = part;
    this.corpus = part.corpus;
    this.language = language;
    this.stem = stem;
    /** Its surface forms, and in how many paragraphs of its language each is. */
    this.forms = new Map();
    for (let count = reader.number(); count > 0; count--) {
      this.forms.set(reader.stringAfter(stem), reader.number());
    }
    /** How many paragraphs have it in their text. */
    this.df = reader.number();
    /** Which of its words are content words, one of `CONTENT`. */
    this.content = reader.number();
    this.titles = this.readTitles(reader);
    this.headings = this.readHeadings(reader);
    const [leads, shapes] = this.readLeads(reader);
    /** The paragraphs that answer for titles that have it, and their shapes. */
    this.leads = leads;
    this.leadShapes = shapes;
    /** The number from 1 on of the part that its postings have to themselves; 0 if it has none. */
    this.large = reader.number();
    this.at = reader.at;
    /** @type {?Postings} */
    this.ownPostings = null;
    /** @type {?Places} */
    this.places = null;
    /** @type {?Positions} */
    this.positions = null;
  }

  /**
   * @param {Reader} reader
   * @returns {Run[]} by article
   */
  readTitles(reader) {
    let end = 0;
    return Array.from({ length: reader.number() }, () => {
      const first = end + reader.number();
      end = first + reader.number();
      const told = reader.number();
      const places = told & 1 ? reader.ascending(reader.number()) : null;
      return { first, end, count: told >> 1, places };
    });
  }

  /**
   * @param {Reader} reader
   * @returns {Run[]}
   */
  readHeadings(reader) {
    let end = 0;
    return Array.from({ length: reader.number() }, () => {
      const first = end + reader.number();
      end = first + reader.number();
      return { first, end, count: reader.number(), places: null };
    });
  }

  /**
   * @param {Reader} reader
   * @returns {[leads: Int32Array, shapes: Int32Array]}
   */
  readLeads(reader) {
    const count = reader.number();
    const [leads, shapes] = [new Int32Array(count), new Int32Array(count)];
    for (let i = 0, p = -1; i < count; i++) {
      leads[i] = p += reader.number() + 1;
      shapes[i] = reader.number();
    }
    return [leads, shapes];
  }

  /**
   * How often it stands in the title and heading above a paragraph that is no heading.
   * @param {number} p
   */
  inContext(p) {
    const countIn = (/** @type {Run[]} */ runs) => runs[lastRunTo(runs, p)]?.count ?? 0;
    return countIn(this.titles) + countIn(this.headings);
  }

  /**
   * The places of content words that it has in the title above a paragraph.
   * @param {number} p
   */
  placesInTitle(p) {
    return this.titles[lastRunTo(this.titles, p)]?.places ?? null;
  }

  /** @returns {Postings} */
  get postings() {
    if (this.large) {
      const make = (/** @type {string} */ payload) => new Postings(this, new Reader(payload));
      return this.corpus.store.read("postings", this.large - 1, make);
    }
    this.ownPostings ??= new Postings(this, new Reader(this.part.payload, this.at));
    return this.ownPostings;
  }
}

/**
 * The number of the run that has a paragraph; -1 where none has.
 * @param {Run[]} runs
 * @param {number} p
 */
function lastRunTo(runs, p) {
  let [low, high] = [0, runs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (runs[middle].end <= p) low = middle + 1;
    else high = middle;
  }
  return low < runs.length && runs[low].first <= p ? low : -1;
}
