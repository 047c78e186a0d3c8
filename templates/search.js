/** A query looked up, and what is said of it beside its hits. */

/**
 * The search for a query: as it is written, or with other spellings for what is nowhere.
 * @param {Corpus} corpus
 * @param {string} query
 * @param {Choices} filters
 * @returns {Search}
 */
function searchFor(corpus, query, filters) {
  const search = new Search(corpus, query, query, filters);
  return search.missing.length ? corpus.store.script(MORE).respelled(search) : search;
}

/** A query, looked up. */
class Search {
  /**
   * @param {Corpus} corpus
   * @param {string} query as written
   * @param {string} searched the same, or with other spellings
   * @param {Choices} filters
   */
  constructor(corpus, query, searched, filters) {
    this.corpus = corpus;
    this.query = query;
    this.searched = searched;
    this.filters = filters;
    this.ranking = new Ranking(corpus, narrowed(corpus.treeOf(searched), filters));
    /** What of it no paragraph has; of the query, and of what was searched. */
    this.ownMissing = this.missingIn(() => true);
    this.missing = this.ownMissing;
    /** @type {{word: string, spelling: string}[]} */
    this.respelt = [];
  }

  /** @param {(leaf: Leaf) => boolean} isWanted */
  missingIn(isWanted) {
    const wanted = [...this.ranking.leaves.keys()].filter(({ leaf }) => isWanted(leaf));
    return [...new Set(wanted.flatMap(({ missing }) => missing))];
  }

  /** What is said of the query beside its hits. */
  advice() {
    const { ranking, corpus } = this;
    const notes = allLeaves(ranking.tree).map((leaf) => ranking.occurrences(leaf).note);
    const told = {
      asWritten: this.query,
      notes: [...new Set(notes.filter(Boolean))],
      reasons: [],
      alone: [],
      suggestions: [],
    };
    if (ranking.total && !this.ownMissing.length && !this.respelt.length) return told;
    return { ...told, ...corpus.store.script(MORE).adviceOn(this) };
  }
}

/**
 * @param {Group} tree
 * @param {Choices} choices
 * @returns {Group} with what is chosen of the facets
 */
function narrowed(tree, choices) {
  if (!Object.values(choices).some((values) => values?.length)) return tree;
  return { ...tree, filters: [...tree.filters, { type: "chosen", choices }] };
}
