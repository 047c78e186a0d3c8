/**
 * All that the page knows of the articles; of most it has only what was needed so far.
 *
 * @typedef {Object<string, number>} Weights  by name, as in indexer/weights.py
 * @typedef {{name: string, tag: string, functionWords: string[], synonyms: Rules}} LanguageData
 * @typedef {{count: number, groups?: string[], firsts?: string, bounds?: string}} Series
 * @typedef {{languages: LanguageData[], weights: Weights, kinds: string[], paragraphs: number,
 *            articles: number, average: number, dictionary: string[],
 *            shapes: {lengths: number[], kinds: number[], repeated: number[]},
 *            series: Object<string, Series>, scripts?: {more: string}}} Root
 *   what the page knows from the beginning
 */

/** Far below any norm that matters: where there is no text, nothing found is 0 and not 0 / 0. */
const LEAST_NORM = 1e-99;

const IDF_STEP = 2 ** 20;

class Corpus {
  /**
   * @param {Root} root what the page knows from the beginning
   * @param {Store} store
   */
  constructor(root, store) {
    this.root = root;
    this.store = store;
    /** @type {?Lexicon} */
    this.ownLexicon = null;
    this.weights = root.weights;
    /** How many there are. */
    this.paragraphs = root.paragraphs;
    /** Those that articles are in, the one most paragraphs are in first. */
    this.languages = root.languages.map((data, number) => new Language(data, number, this));
    this.columns = new Columns(this);
    this.terms = new Terms(this);
    this.texts = new Texts(this);
    /** By kind. */
    this.kindWeights = root.kinds.map((kind) => this.weights[kind] ?? 1);
    this.heading = root.kinds.indexOf("heading");
    const { lengths, kinds } = root.shapes;
    /** By shape the field norm, the weight of the kind, whether it is a heading. */
    this.norms = Float64Array.from(lengths, (length) => this.normOf(length));
    this.shapeWeights = Float64Array.from(kinds, (kind) => this.kindWeights[kind]);
    this.areHeadings = kinds.map((kind) => kind === this.heading);
  }

  /**
   * The field norm of a text of so many words, weighted.
   * @param {number} length
   */
  normOf(length) {
    const { k1, b } = this.weights;
    return Math.max(k1 * (1 - b + b * (length / this.root.average)), LEAST_NORM);
  }

  /**
   * Inverse document frequency of what `frequency` of the paragraphs have.
   * @param {number} frequency
   */
  idf(frequency) {
    const ratio = (this.paragraphs - frequency + 0.5) / (frequency + 0.5);
    return Math.floor(Math.log(1 + ratio) * IDF_STEP + 0.5) / IDF_STEP;
  }

  /**
   * @param {string} surface
   * @returns {Term[]} of a word in any of its forms, in each language that has it
   */
  termsOf(surface) {
    return gathered(this.languages, (language) => language.term(surface) ?? []).flat();
  }

  /**
   * Its stem in each language; words that share one are the same word in some article.
   * @param {string} surface
   */
  stems(surface) {
    const told = (/** @type {Language} */ language) => `${language.name} ${language.stem(surface)}`;
    return gathered(this.languages, told);
  }

  /**
   * In how many paragraphs a word is in any form, leads that answer for titles included.
   * @param {string} surface
   */
  wordFrequency(surface) {
    return sum(this.termsOf(surface).map(({ df, leads }) => df + leads.length));
  }

  /**
   * In how many paragraphs a surface form is.
   * @param {string} surface
   */
  surfaceFrequency(surface) {
    return sum(gathered(this.languages, (language) => language.frequency(surface)));
  }

  /**
   * The tree of a query, with what synonyms there are for its words.
   * @param {string} query
   * @returns {Group}
   * @throws {QueryError}
   */
  treeOf(query) {
    const language = this.languageOfQuery(query);
    const { functionWords } = language;
    const words = plainWords(query);
    const tree = words.length
      ? plainGroup(words, functionWords)
      : this.store.script(MORE).parseQuery(query, functionWords);
    return this.widened(tree, language);
  }

  /**
   * @template {QueryNode} T
   * @param {T} node
   * @param {Language} language
   * @returns {T} with what synonyms there are for its words
   */
  widened(node, language) {
    if (language.rules.length === 0) return node;
    const stems = (/** @type {string} */ word) => this.stems(word);
    return this.store.script(MORE).synonymsOf(language).widened(node, stems);
  }

  /**
   * The language that a query is taken to be in: its function words are left out.
   * @param {string} query
   * @returns {Language}
   */
  languageOfQuery(query) {
    const { languages } = this;
    return languages.length === 1 ? languages[0] : this.store.script(MORE).languageOf(this, query);
  }

  /** @returns {Lexicon} */
  get lexicon() {
    this.ownLexicon ??= this.store.script(MORE).lexiconOf(this);
    return /** @type {Lexicon} */ (this.ownLexicon);
  }
}
