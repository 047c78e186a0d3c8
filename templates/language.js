/** One of the languages that articles are in: its stems, its function words, and its synonyms. */

class Language {
  /**
   * @param {{name: string, functionWords: string[], lexicon: Object<string, string> | null,
   *          synonyms: Rules}} data `lexicon` has the stems of the words of the articles; null for
   *   English, for which the page has a stemmer of its own
   */
  constructor({ name, functionWords, lexicon, synonyms }) {
    this.name = name;
    this.functionWords = new Set(functionWords);
    this.lexicon = lexicon ? new Map(Object.entries(lexicon)) : null;
    this.synonyms = new Synonyms(synonyms);
    /** The number of the stem of each surface form, and whether that is a function word. */
    this.stemOf = new Numbers();
    this.isFunctionWord = [];
    /** The number of each stem, which no stem of another language has. */
    this.stemIds = new Map();
  }

  /** @param {string} surface */
  stem(surface) {
    if (this.lexicon) return this.lexicon.get(surface) ?? surface;
    return stemEnglish(surface) || surface;
  }

  /** The number of the stem of a surface form; undefined where no article has it. */
  stemId(surface) {
    return this.stemIds.get(this.stem(surface));
  }

  /** The stems that begin as one does, without itself. */
  related(stem) {
    if ([...stem].length < SHARED) return [];
    const start = startOf(stem, SHARED);
    const alike = [...this.stemIds.keys()].filter((other) => other.startsWith(start));
    return alike.filter((other) => areRelated(stem, other));
  }

  /** Takes the next surface form; `fresh` is the number of its stem if that is new. */
  add(surface, fresh) {
    const stem = this.stem(surface);
    if (!this.stemIds.has(stem)) this.stemIds.set(stem, fresh);
    this.stemOf.push(this.stemIds.get(stem));
    this.isFunctionWord.push(this.functionWords.has(surface));
  }
}
