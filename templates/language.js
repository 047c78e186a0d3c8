/** One of the languages that articles are in: its stems, its function words, and its synonyms. */

const ENGLISH = "english";

class Language {
  /**
   * @param {{name: string, functionWords: string[], synonyms: Rules}} data
   * @param {number} number among the languages of the articles
   * @param {Corpus} corpus
   */
  constructor({ name, functionWords, synonyms }, number, corpus) {
    this.name = name;
    this.number = number;
    this.corpus = corpus;
    this.functionWords = new Set(functionWords);
    this.rules = synonyms;
    /** @type {?Synonyms} */
    this.synonyms = null;
  }

  /**
   * The stem of a surface form. Only English has a stemmer here; in other languages a word that is
   * nowhere stays as it is.
   * @param {string} surface
   */
  stem(surface) {
    if (this.name === ENGLISH) return stemEnglish(surface) || surface;
    return this.corpus.lexicon.stem(surface, this.number);
  }

  /**
   * @param {string} surface
   * @returns {Term | undefined} of a word in any of its forms; undefined where no article has it
   */
  term(surface) {
    return this.corpus.terms.find(this.number, this.stem(surface));
  }

  /**
   * In how many paragraphs of the language a surface form stands.
   * @param {string} surface
   */
  frequency(surface) {
    return this.term(surface)?.forms.get(surface) ?? 0;
  }
}
