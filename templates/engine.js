/**
 * A query in, hits out: parsing, ranking and snippets over the articles of the page.
 *
 * Names and shapes are those of `pincite search --json`; spans are UTF-16 offsets, so that
 * `text.slice(...span)` is the match.
 */

class Engine {
  /** @param {Corpus} corpus prepared */
  constructor(corpus) {
    this.corpus = corpus;
  }

  /**
   * @param {string} query
   * @returns {Answer}
   * @throws {QueryError}
   */
  ask(query) {
    return new Answer(this.corpus, query, this.corpus.treeOf(query));
  }

  /**
   * What is wrong with a query, null where it is sound or empty.
   * @returns {QueryError | null}
   */
  errorOf(query) {
    try {
      if (query !== "") parseQuery(query, this.corpus.functionWords);
      return null;
    } catch (error) {
      if (error instanceof QueryError) return error;
      throw error;
    }
  }
}

/** All that matches a query; hits are made one by one, as they are wanted. */
class Answer {
  constructor(corpus, query, tree) {
    this.corpus = corpus;
    this.query = query;
    this.ranking = new Ranking(corpus, tree);
    this.ranked = this.ranking.ranked();
    this.total = this.ranked.length;
  }

  /** Other queries that find something, where nothing is found or a word is nowhere. */
  get suggestions() {
    const unknown = this.missingOf(({ type }) => type !== "pattern");
    if (this.total > 0 && this.missing.length === 0) return [];
    return this.advice.suggestions(this.query, unknown);
  }

  /** Why nothing was found; empty where something was. */
  get reasons() {
    return this.total === 0 ? this.advice.reasons() : [];
  }

  /** What each part of the query finds alone; empty where all of it finds something. */
  get alone() {
    return this.total === 0 ? this.advice.alone() : [];
  }

  get advice() {
    return new Advice(this.corpus, this.ranking, this.missing);
  }

  /** In how many articles the matches are. */
  get articleCount() {
    const articles = this.ranked.map(({ paragraph }) => this.corpus.paragraphs[paragraph].article);
    return new Set(articles).size;
  }

  /** What of the query no paragraph has. */
  get missing() {
    return this.missingOf(() => true);
  }

  missingOf(isWanted) {
    const wanted = [...this.ranking.leaves.keys()].filter(({ leaf }) => isWanted(leaf));
    return [...new Set(wanted.flatMap(({ missing }) => missing))];
  }

  /** What to know about the answer, such as that not all was searched. */
  get notes() {
    const found = allLeaves(this.ranking.tree).map((leaf) => this.ranking.occurrences(leaf).note);
    return [...new Set(found.filter(Boolean))];
  }

  /** @returns {object[]} the hits from `offset` on, at most `limit` */
  hits(limit, offset = 0) {
    return this.ranked
      .slice(offset, offset + limit)
      .map(({ paragraph, score }, i) => this.hit(paragraph, score, offset + i + 1));
  }

  hit(p, score, rank) {
    const { articles, paragraphs } = this.corpus;
    const { ordinal, text, kind, lines, sentences } = paragraphs[p];
    const article = articles[paragraphs[p].article];
    const matches = this.matchesIn(p);
    return {
      rank,
      score,
      article,
      paragraph: { ordinal, text, kind, lines },
      spans: spansOf(matches),
      snippet: makeSnippet(text, sentences, matches),
      locator: { article: article.id, ordinal, lines },
    };
  }

  /** What to mark in a paragraph. */
  spansIn(p) {
    return spansOf(this.matchesIn(p));
  }

  /**
   * Every match in a paragraph.
   * @returns {Match[]}
   */
  matchesIn(p) {
    const { offsets, paragraphs } = this.corpus;
    const { starts, ends } = wordBounds(paragraphs[p].text);
    const first = offsets[p];
    const matches = [...this.ranking.leaves.keys()].flatMap((found, leaf) =>
      found.marks(first, offsets[p + 1]).map(([from, to]) => {
        return { start: starts[from - first], end: ends[to - first], leaf, weight: found.idf };
      }),
    );
    return wholeGraphemes(paragraphs[p].text, matches);
  }
}

const spansOf = (matches) => mergeSpans(matches.map(({ start, end }) => [start, end]));

/** Whether a query finds anything. */
function findsAny(corpus, query) {
  try {
    const tree = corpus.treeOf(query);
    return new Ranking(corpus, tree).matches(tree).includes(1);
  } catch (error) {
    // A longer spelling may make it too long.
    if (error instanceof QueryError) return false;
    throw error;
  }
}
