/**
 * What is told of a query: how much matches, what is listed of it, and the hits, with what to mark
 * in them. Names and shapes are those of `pincite search --json`; spans are UTF-16 offsets, so that
 * `text.slice(...span)` is the match.
 *
 * @typedef {{article: string, ordinal: number, lines: ?[number, number],
 *            pages: ?[number, number]}} Locator
 * @typedef {{rank: number, score: number, article: Article, paragraph: Paragraph, spans: Span[],
 *            titleSpans: Span[], snippet: {text: string, spans: Span[]}, locator: Locator,
 *            also: Locator[]}} Hit
 * @typedef {{paragraph: number, score: number, also: number[]}} Listed
 *   a paragraph with those that it stands for, in the order of the texts
 */

/** Characters of which some are of one grapheme with others. */
const MAY_JOIN = /[\u0300-\u200d\u20d0-\uffff]/;

/** All that matches a query; hits are made as they are wanted. */
class Answer {
  /**
   * @param {Search} search
   * @param {Choices} filters
   * @param {"rank" | "date" | "article"} sort
   * @param {boolean} repeats
   */
  constructor(search, filters, sort, repeats) {
    this.corpus = search.corpus;
    this.ranking = search.ranking;
    this.filters = filters;
    this.sort = sort;
    this.repeats = repeats;
    this.query = search.query;
    this.missing = search.missing;
    this.respelt = search.respelt;
    /** How many paragraphs match. */
    this.total = search.ranking.total;
    /** How many hits there are, and in how many articles what matches is. */
    this.listedCount = 0;
    this.articleCount = 0;
    this.asWritten = this.query;
    /** @type {string[]} */
    this.notes = [];
    /** @type {string[]} */
    this.reasons = [];
    /** @type {string[]} */
    this.suggestions = [];
    /** @type {{query: string, total: number}[]} */
    this.alone = [];
    /** @type {?Int32Array} */
    this.arranged = null;
    /** @type {boolean | undefined} */
    this.mayRepeat = undefined;
  }

  // --- what is listed ----------------------------------------------------------------------------

  /**
   * What matches, so much of it, in the order that is wished for.
   * @param {number} count
   */
  ordered(count) {
    const { ranking } = this;
    if (this.sort === "rank") return ranking.best(count);
    this.arranged ??= this.corpus.store.script(MORE).arranged(ranking, this.sort);
    const arranged = /** @type {Int32Array} */ (this.arranged);
    const raised = new Map(ranking.best(CANDIDATES).map((each) => [each.paragraph, each.score]));
    const scoreOf = (/** @type {number} */ p) => raised.get(p) ?? ranking.scores[p];
    return Array.from(arranged.subarray(0, count), (p) => ({ paragraph: p, score: scoreOf(p) }));
  }

  /**
   * What has the same words as something else, where anything that matches may.
   * @returns {?{firsts: Int32Array, areShared: Uint8Array}}
   */
  get same() {
    const { shapes, matching } = this.ranking;
    this.mayRepeat ??= !this.repeats && shapes.mayRepeat(matching);
    return this.mayRepeat ? this.corpus.columns.repeats : null;
  }

  /** How many there are of different words. */
  countListed() {
    const { same } = this;
    if (!same) return this.total;
    const { firsts } = same;
    const areKnown = new Uint8Array(firsts.length);
    let count = 0;
    for (const p of this.ranking.matching) {
      if (!areKnown[firsts[p]]) count++;
      areKnown[firsts[p]] = 1;
    }
    return count;
  }

  countArticles() {
    return articlesIn(this.corpus, this.ranking.matching);
  }

  /**
   * The first of those of the same words, with the others.
   * @param {number} count
   * @returns {Listed[]}
   */
  listed(count) {
    const { same } = this;
    if (!same) return this.ordered(count).map((each) => ({ ...each, also: [] }));
    const wanted = Math.min(count, this.listedCount);
    for (let deep = wanted; ; deep *= 4) {
      const found = new Map();
      for (const each of this.ordered(deep)) {
        const first = same.firsts[each.paragraph];
        if (!found.has(first)) found.set(first, { ...each, also: this.others(each.paragraph) });
      }
      if (found.size >= wanted) return [...found.values()].slice(0, wanted);
    }
  }

  /**
   * The others that match and have the same words as a paragraph.
   * @param {number} p
   */
  others(p) {
    const { same } = this;
    if (!same?.areShared[p]) return [];
    const { firsts } = same;
    return [...this.ranking.matching.filter((q) => q !== p && firsts[q] === firsts[p])];
  }

  // --- hits --------------------------------------------------------------------------------------

  /**
   * @param {number} limit
   * @param {number} offset
   * @param {AbortSignal} [signal]
   * @returns {Promise<Hit[]>} the hits from `offset` on, at most `limit`
   */
  hits(limit, offset = 0, signal) {
    return this.corpus.store.run(() => {
      const some = this.listed(offset + limit).slice(offset);
      return gathered(some, (each, i) => this.hit(each, offset + i + 1));
    }, signal);
  }

  /**
   * @param {Listed} listed
   * @param {number} rank
   * @returns {Hit}
   */
  hit({ paragraph: p, score, also }, rank) {
    const locators = () => gathered(also, (other) => this.locator(other));
    const read = () => this.readAt(p);
    const [{ article, paragraph }, others] = together(read, locators);
    const matches = this.matchesIn(paragraph.text, article);
    return {
      rank,
      score,
      article,
      paragraph,
      spans: spansOf(matches),
      titleSpans: matches.length ? [] : this.titleSpans(article),
      snippet: makeSnippet(paragraph.text, paragraph.sentences, matches, this.corpus.store),
      locator: locatorOf(article, paragraph),
      also: others,
    };
  }

  /**
   * A paragraph and its article.
   * @param {number} p
   */
  readAt(p) {
    const { corpus } = this;
    const article = () => articleAt(corpus, corpus.columns.articleOf(p));
    const [paragraph, own] = together(() => corpus.texts.paragraph(p), article);
    return { paragraph, article: own };
  }

  /**
   * @param {number} p
   * @returns {Locator}
   */
  locator(p) {
    const { article, paragraph } = this.readAt(p);
    return locatorOf(article, paragraph);
  }

  /**
   * What to mark in the title above a paragraph that was found by it.
   * @param {Article} article
   * @returns {Span[]}
   */
  titleSpans({ title, language: name }) {
    const language = this.languageOf(name);
    if (!language) return [];
    const stems = this.ranking.stemsIn(language);
    if (stems.size === 0) return [];
    const tokens = tokenize(title);
    const found = gathered(tokens, ({ surface }) => stems.has(language.stem(surface)));
    return tokens.filter((_, i) => found[i]).map(({ start, end }) => [start, end]);
  }

  /** @param {string} name */
  languageOf(name) {
    return this.corpus.languages.find((language) => language.name === name);
  }

  /**
   * What to mark in a paragraph of an article.
   * @param {{text: string, article: Article}} paragraph
   * @returns {Span[]}
   */
  spansIn({ text, article }) {
    return spansOf(this.matchesIn(text, article));
  }

  /**
   * Every match in a text.
   * @param {string} text
   * @param {Article} article
   * @returns {Match[]}
   */
  matchesIn(text, { language: name }) {
    const tokens = tokenize(text);
    const words = tokens.map(({ surface }) => surface);
    const { number } = this.languageOf(name) ?? { number: -1 };
    const matches = [...this.ranking.leaves.keys()].flatMap((found, leaf) =>
      found.marks(words, number).map(([from, to]) => {
        return { start: tokens[from].start, end: tokens[to].end, leaf, weight: found.idf };
      }),
    );
    if (!MAY_JOIN.test(text)) return matches;
    return this.corpus.store.script(MORE).wholeGraphemes(text, matches);
  }

  // --- facets ------------------------------------------------------------------------------------

  /**
   * How all that matches divides, each facet under what is chosen of the others.
   * @param {AbortSignal} [signal]
   */
  facets(signal) {
    const { store } = this.corpus;
    return store.run(() => store.script(MORE).facetsOf(this), signal);
  }
}

/**
 * @param {Article} article
 * @param {Paragraph} paragraph
 * @returns {Locator}
 */
const locatorOf = (article, { ordinal, lines, pages }) => ({
  article: article.id,
  ordinal,
  lines,
  pages,
});

/** @param {Match[]} matches */
const spansOf = (matches) => mergeSpans(matches.map(({ start, end }) => [start, end]));

/**
 * In how many articles some paragraphs are.
 * @param {Corpus} corpus
 * @param {Int32Array} paragraphs
 */
function articlesIn(corpus, paragraphs) {
  let count = 0;
  eachArticle(corpus, paragraphs, () => count++);
  return count;
}

/**
 * Calls for each article that has any of some paragraphs, which ascend.
 * @param {Corpus} corpus
 * @param {Int32Array} paragraphs
 * @param {(article: number, first: number, end: number) => void} tell where among those its own are
 */
function eachArticle({ columns }, paragraphs, tell) {
  const { firsts } = columns;
  for (let first = 0, end = 0; first < paragraphs.length; first = end) {
    const article = upperBound(firsts, paragraphs[first]) - 1;
    end = lowerBound(paragraphs, firsts[article + 1], first);
    tell(article, first, end);
  }
}
