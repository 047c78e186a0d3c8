/**
 * Where a leaf of the query occurs, what to mark there, and what it is worth.
 *
 * @typedef {{has: (surface: string) => boolean, size: number}} Forms
 * @typedef {(p: number, passage: number, count: number) => void} TellPassage
 * @typedef {{paragraphs: Int32Array, frequencies: Int32Array,
 *            eachPassage: (tell: TellPassage) => void}} List
 *   the paragraphs, ascending, that have something in their texts; how often; and of the long ones
 *   in which passages, counted from 0
 */

/** @type {Forms} */
const NO_FORMS = new Map();

/**
 * What all leaves have in common: `lists`, where it occurs, no paragraph being in two of them;
 * `idf`; `missing`, what of the leaf no paragraph has; `note`, what is to be said about it.
 */
class Occurrences {
  /**
   * @param {Corpus} corpus
   * @param {Leaf} leaf
   */
  constructor(corpus, leaf) {
    this.corpus = corpus;
    this.leaf = leaf;
    this.note = "";
    this.idf = 0;
    /** @type {string[]} */
    this.missing = [];
    /** @type {Term[]} all that it rests on */
    this.terms = [];
    /** @type {Term[]} those that count where titles and headings have them, too */
    this.inContexts = [];
    /** @type {List[]} */
    this.lists = [];
  }

  /**
   * Marks the paragraphs that match: those that have it, and those that answer for titles.
   * @param {Uint8Array} mask
   */
  match(mask) {
    for (const { paragraphs } of this.lists) for (const p of paragraphs) mask[p] = 1;
    for (const { leads } of this.inContexts) for (const p of leads) mask[p] = 1;
  }

  /**
   * The surface forms to mark in texts of a language.
   * @param {number} _language
   * @returns {Forms}
   */
  formsIn(_language) {
    return NO_FORMS;
  }

  /**
   * The first and last word of each piece to mark in a text.
   * @param {string[]} words folded
   * @param {number} language
   * @returns {[number, number][]}
   */
  marks(words, language) {
    return placesOf(words, this.formsIn(language)).map((at) => [at, at]);
  }
}

/**
 * Where any of some surface forms stands among words.
 * @param {string[]} words
 * @param {Forms} forms
 */
function placesOf(words, forms) {
  /** @type {number[]} */
  const places = [];
  if (forms.size) words.forEach((word, at) => forms.has(word) && places.push(at));
  return places;
}

/**
 * The surface forms of a word in a language, as keys.
 * @param {Term[]} terms
 * @param {number} language
 */
const formsOfTerm = (terms, language) =>
  terms.find((term) => term.language === language)?.forms ?? NO_FORMS;

/** A word in any of its forms. */
class WordOccurrences extends Occurrences {
  /**
   * @param {Corpus} corpus
   * @param {Word} leaf
   */
  constructor(corpus, leaf) {
    super(corpus, leaf);
    this.terms = corpus.termsOf(leaf.surface);
    this.inContexts = this.terms;
    this.lists = gathered(this.terms, (term) => term.postings);
    const frequency = sum(this.terms.map(({ df, leads }) => df + leads.length));
    this.idf = corpus.idf(frequency);
    this.missing = frequency ? [] : [leaf.surface];
  }

  /** @param {number} language */
  formsIn(language) {
    return formsOfTerm(this.terms, language);
  }
}

/**
 * @param {Corpus} corpus
 * @param {Leaf} leaf
 * @returns {Occurrences}
 */
function occurrencesOf(corpus, leaf) {
  if (leaf.type === "word") return new WordOccurrences(corpus, leaf);
  const { OCCURRENCES } = corpus.store.script(MORE);
  return new OCCURRENCES[leaf.type](corpus, leaf);
}
