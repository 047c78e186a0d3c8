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
   * @param {boolean} repeats whether paragraphs of the same words come each by itself
   * @returns {Answer}
   * @throws {QueryError}
   */
  ask(query, repeats = false) {
    return new Answer(this.corpus, query, this.corpus.treeOf(query), repeats);
  }

  /**
   * What is wrong with a query, null where it is sound or empty.
   * @returns {QueryError | null}
   */
  errorOf(query) {
    try {
      if (query !== "") parseQuery(query, this.corpus.languages[0].functionWords);
      return null;
    } catch (error) {
      if (error instanceof QueryError) return error;
      throw error;
    }
  }
}

/** All that matches a query; hits are made one by one, as they are wanted. */
class Answer {
  constructor(corpus, query, tree, repeats) {
    this.corpus = corpus;
    this.query = query;
    /** The query that is searched: as written, or with other spellings. */
    this.searched = query;
    this.ranking = new Ranking(corpus, tree);
    /** What of the query no paragraph has. */
    this.missing = missingOf(this.ranking);
    this.respelt = [];
    if (this.missing.length > 0) this.respell();
    this.ranked = this.ranking.ranked();
    this.total = this.ranked.length;
    /** What is listed, each with the paragraphs that it stands for, in the order of the texts. */
    this.listed = repeats ? this.ranked.map((hit) => ({ ...hit, also: [] })) : this.collapsed();
  }

  /** Takes other spellings for words that no paragraph has, if there are any. */
  respell() {
    const found = respellings(this.query, this.ranking, this.missing);
    if (found.length === 0) return;
    const words = found.map(({ word, spelling }) => [placeKey(["", word]), spelling]);
    const searched = respelt(this.query, new Map(words));
    try {
      this.ranking = new Ranking(this.corpus, this.corpus.treeOf(searched));
      this.searched = searched;
      this.respelt = found;
    } catch (error) {
      // A longer spelling may make it too long.
      if (!(error instanceof QueryError)) throw error;
    }
  }

  /** The query with quotation marks around what was searched by another spelling. */
  get asWritten() {
    const words = this.respelt.map(({ word }) => word);
    const quotations = words.map((word) => [placeKey(["", word]), `“${word}”`]);
    // What divides two words would be a sign behind a quotation.
    const signs = new RegExp(`(?<=“(?:${words.join("|")})”)[-+=]+`, "gu");
    return respelt(this.query, new Map(quotations)).replace(signs, " ");
  }

  /** The first of those of the same words with the others. */
  collapsed() {
    const standing = new Map();
    for (const { paragraph, score } of this.ranked) {
      const words = this.corpus.firstOfWords[paragraph];
      if (standing.has(words)) standing.get(words).also.push(paragraph);
      else standing.set(words, { paragraph, score, also: [] });
    }
    for (const { also } of standing.values()) also.sort((a, b) => a - b);
    return [...standing.values()];
  }

  /** Other queries that find something, where nothing is found or a word is nowhere. */
  get suggestions() {
    const unknown = missingOf(this.ranking, ({ type }) => type !== "pattern");
    if (this.total > 0 && missingOf(this.ranking).length === 0) return [];
    return this.advice.suggestions(this.searched, unknown);
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
    const language = this.corpus.languageOfQuery(this.searched);
    return new Advice(this.corpus, this.ranking, missingOf(this.ranking), language);
  }

  /** In how many articles the matches are. */
  get articleCount() {
    const articles = this.ranked.map(({ paragraph }) => this.corpus.paragraphs[paragraph].article);
    return new Set(articles).size;
  }

  /** What to know about the answer, such as that not all was searched. */
  get notes() {
    const found = allLeaves(this.ranking.tree).map((leaf) => this.ranking.occurrences(leaf).note);
    return [...new Set(found.filter(Boolean))];
  }

  /** @returns {object[]} the hits from `offset` on, at most `limit` */
  hits(limit, offset = 0) {
    return this.listed
      .slice(offset, offset + limit)
      .map((standing, i) => this.hit(standing, offset + i + 1));
  }

  hit({ paragraph: p, score, also }, rank) {
    const { articles, paragraphs } = this.corpus;
    const { ordinal, text, kind, lines, pages, sentences } = paragraphs[p];
    const article = articles[paragraphs[p].article];
    const matches = this.matchesIn(p);
    return {
      rank,
      score,
      article,
      paragraph: { ordinal, text, kind, lines, pages },
      spans: spansOf(matches),
      titleSpans: matches.length ? [] : this.titleSpans(p),
      snippet: makeSnippet(text, sentences, matches),
      locator: this.locator(p),
      also: also.map((other) => this.locator(other)),
    };
  }

  locator(p) {
    const { article, ordinal, lines, pages } = this.corpus.paragraphs[p];
    return { article: this.corpus.articles[article].id, ordinal, lines, pages };
  }

  /** What to mark in the title above a paragraph that was found by it. */
  titleSpans(p) {
    const language = this.corpus.languageOf[p];
    const { title } = this.corpus.articles[this.corpus.paragraphs[p].article];
    const words = [...this.ranking.leaves.keys()].flatMap((found) => found.parts ?? [found]);
    const stems = words
      .filter(({ leaf }) => leaf.type === "word")
      .map(({ leaf }) => language.stem(leaf.surface));
    const sought = new Set(stems);
    const tokens = tokenize(title).filter(({ surface }) => sought.has(language.stem(surface)));
    return tokens.map(({ start, end }) => [start, end]);
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

/** What of a query no paragraph has. */
function missingOf(ranking, isWanted = () => true) {
  const wanted = [...ranking.leaves.keys()].filter(({ leaf }) => isWanted(leaf));
  return [...new Set(wanted.flatMap(({ missing }) => missing))];
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
