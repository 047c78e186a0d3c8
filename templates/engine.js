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
    return new Answer(this.corpus, query, parseQuery(query, this.corpus.functionWords));
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

  /** Queries that are spelt otherwise where words are missing, and find something. */
  get suggestions() {
    const { missing } = this;
    if (missing.length === 0) return [];
    const { corpus } = this;
    const frequency = (surface) => corpus.paragraphCount(corpus.postingsOfSurface(surface));
    const likely = suggest(this.query, missing, corpus.surfaceIds.keys(), frequency);
    return likely.filter((query) => findsAny(corpus, query));
  }

  /** In how many articles the matches are. */
  get articleCount() {
    const articles = this.ranked.map(({ paragraph }) => this.corpus.paragraphs[paragraph].article);
    return new Set(articles).size;
  }

  /** The words of the query that no paragraph has. */
  get missing() {
    const surfaces = new Set();
    for (const { leaf } of this.ranking.leaves.keys()) {
      const parts = leaf.type === "word" ? [leaf] : leaf.surfaces.map(exactly);
      for (const part of parts) {
        if (this.ranking.occurrences(part).places.length === 0) {
          surfaces.add(part.surface ?? part.surfaces[0]);
        }
      }
    }
    return [...surfaces];
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
    return [...this.ranking.leaves.keys()].flatMap((found, leaf) =>
      [...found.between(offsets[p], offsets[p + 1])].map((place) => {
        const first = place - offsets[p];
        const last = first + (found.leaf.surfaces?.length ?? 1) - 1;
        return { start: starts[first], end: ends[last], leaf, weight: found.idf };
      }),
    );
  }
}

const spansOf = (matches) => mergeSpans(matches.map(({ start, end }) => [start, end]));

/** Whether a query finds anything. */
function findsAny(corpus, query) {
  try {
    const tree = parseQuery(query, corpus.functionWords);
    return new Ranking(corpus, tree).matches(tree).includes(1);
  } catch (error) {
    // A longer spelling may make it too long.
    if (error instanceof QueryError) return false;
    throw error;
  }
}

const exactly = (surface) => ({ type: "phrase", surfaces: [surface] });
