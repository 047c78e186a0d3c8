/**
 * A query in, hits out: parsing, ranking and snippets over the articles of the page.
 *
 * Names and shapes are those of `pincite search --json`; spans are UTF-16 offsets, so that
 * `text.slice(...span)` is the match.
 *
 * @typedef {{filters?: Choices, sort?: "rank" | "date" | "article", repeats?: boolean,
 *            signal?: AbortSignal}} Wishes
 *   what is chosen of the facets, the order, whether paragraphs of the same words come each by
 *   itself
 */

class Engine {
  /**
   * @param {Root} root what the page knows from the beginning
   * @param {Store} store
   */
  constructor(root, store) {
    this.corpus = new Corpus(root, store);
    this.store = store;
    this.languages = root.languages;
    this.overview = { articles: root.articles, paragraphs: root.paragraphs };
  }

  /**
   * @param {AbortSignal} [signal]
   * @returns {Promise<object>} what the scripts that come later export
   */
  more(signal) {
    return this.store.run(() => this.store.script(MORE), signal);
  }

  /**
   * @param {string} query
   * @param {Wishes} [wishes]
   * @returns {Promise<Answer>}
   * @throws {QueryError}
   */
  async ask(query, { filters = {}, sort = "rank", repeats = false, signal } = {}) {
    const { columns } = this.corpus;
    const search = await this.store.run(() => {
      const foresee = () => void [columns.firsts, repeats || columns.repeats];
      return together(() => searchFor(this.corpus, query, filters), foresee)[0];
    }, signal);
    const answer = new Answer(search, filters, sort, repeats);
    const told = await this.store.run(() => {
      const [advice, listedCount] = together(
        () => search.advice(),
        () => answer.countListed(),
      );
      return { ...advice, listedCount, articleCount: answer.countArticles() };
    }, signal);
    return Object.assign(answer, told);
  }

  /**
   * What is wrong with a query; null where it is sound or empty, or what would tell is not there.
   * @param {string} query
   * @returns {QueryError | null}
   */
  errorOf(query) {
    if (query === "" || plainWords(query).length || !this.store.isComplete) return null;
    return this.store.script(MORE).errorOf(query, this.corpus.languages[0].functionWords);
  }

  /**
   * An article to read.
   * @param {string} id
   * @param {AbortSignal} [signal]
   * @returns {Promise<{article: Article, paragraphs: Paragraph[]} | null>}
   */
  article(id, signal) {
    return this.store.run(() => this.store.script(MORE).articleToRead(this.corpus, id), signal);
  }

  /**
   * @param {number} offset
   * @param {number} limit
   * @param {AbortSignal} [signal]
   * @returns {Promise<Article[]>} some of them, by id
   */
  articles(offset, limit, signal) {
    const end = Math.min(offset + limit, this.overview.articles);
    const numbers = Array.from({ length: Math.max(0, end - offset) }, (_, i) => offset + i);
    return this.store.run(
      () => gathered(numbers, (number) => articleAt(this.corpus, number)),
      signal,
    );
  }
}
