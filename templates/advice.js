/**
 * What is said of a query beside its hits: why there are none, what each part of it finds alone,
 * and what else could be asked.
 */

const MOST_SUGGESTIONS = 3;
/** Of a pasted page the first words tell enough. */
const MOST_TOLD = 20;
const LONGEST_NAME = 60;
const FIELDS_OF_WORDS = ["title", "author", "publication"];

/** Looks further into a query that finds nothing, or of which a word is nowhere. */
class Advice {
  /**
   * @param {Search} search
   */
  constructor({ corpus, ranking, ownMissing, searched, filters }) {
    this.corpus = corpus;
    this.ranking = ranking;
    this.tree = ranking.tree;
    this.filters = filters;
    /** Its words, folded, and the patterns that no paragraph has. */
    this.missing = ownMissing;
    this.language = corpus.languageOfQuery(searched);
    this.counts = new Map();
  }

  /**
   * How many paragraphs match.
   * @param {QueryNode} node
   */
  count(node) {
    const key = leafKey(node);
    if (!this.counts.has(key)) this.counts.set(key, this.ranking.count(node));
    return this.counts.get(key);
  }

  /**
   * Sees that all is here that counting some parts needs.
   * @param {QueryNode[]} nodes
   */
  foresee(nodes) {
    gathered(nodes, (node) => this.count(node));
  }

  /** The distinct parts of the query, but for what it excludes. */
  get clauses() {
    return [...new Map(clauses(this.tree).map((clause) => [leafKey(clause), clause])).values()];
  }

  // --- what each part finds alone ----------------------------------------------------------------

  /**
   * The first twenty parts of a query. What asks for several words at once, or for one as it is
   * written, is followed by its words if it is nowhere and they are not.
   * @returns {{query: string, total: number}[]}
   */
  alone() {
    const all = clauses(this.tree);
    this.foresee(all.slice(0, MOST_TOLD));
    /** @type {Map<string, number>} */
    const found = new Map();
    for (const clause of all) {
      if (found.size >= MOST_TOLD) break;
      const total = this.count(clause);
      found.set(typed(clause), total);
      if (total > 0) continue;
      const words = wordsIn(clause, this.language.functionWords).slice(0, MOST_TOLD);
      const widened = (/** @type {Word | Field} */ word) =>
        this.corpus.widened(word, this.language);
      const totals = gathered(words, (word) => {
        return /** @type {[string, number]} */ ([typed(word), this.count(widened(word))]);
      });
      if (totals.some(([, count]) => count > 0)) totals.forEach((pair) => found.set(...pair));
    }
    return [...found].slice(0, MOST_TOLD).map(([query, total]) => ({ query, total }));
  }

  // --- why nothing was found ---------------------------------------------------------------------

  /**
   * What is nowhere, and if that is not all, why what is somewhere is of no use.
   * @returns {string[]}
   */
  reasons() {
    const nowhere = [...this.absent(), ...this.apart()];
    const barred = this.barred();
    const together = this.together(nowhere.length === 0, nowhere.length + barred.length > 0);
    return [...nowhere, ...barred, ...together];
  }

  absent() {
    this.foresee(this.missing.map((surface) => ({ type: "word", surface })));
    const isFound = (/** @type {string} */ word) => this.count({ type: "word", surface: word }) > 0;
    const isInTexts = (/** @type {string} */ word) =>
      this.count({ type: "near", surfaces: [word], distance: 1 }) > 0;
    const found = this.missing.filter(isFound);
    /** @type {[string, string[]][]} */
    const told = [
      ["not in the index", this.missing.filter((word) => !found.includes(word))],
      ["in the index in other forms only", found.filter(isInTexts)],
      ["in titles only, where bare words find them", found.filter((word) => !isInTexts(word))],
    ];
    return told
      .filter(([, words]) => words.length)
      .map(([what, words]) => `${what}: ${listed(words)}`);
  }

  /** Which quotations are nowhere although each of their words is somewhere. */
  apart() {
    const isApart = (/** @type {Clause} */ clause) =>
      (clause.type === "phrase" || clause.type === "near") &&
      this.count(clause) === 0 &&
      !clause.surfaces.some((surface) => this.missing.includes(surface));
    const told = this.clauses.slice(0, MOST_TOLD).filter(isApart);
    return told.map((clause) => {
      const how = clause.type === "near" ? "so near to each other" : "as written";
      return `no paragraph has ${named(clause)} ${how}`;
    });
  }

  /** Which filters let nothing through. */
  barred() {
    const isBarred = (/** @type {Clause} */ clause) =>
      ["field", "dates"].includes(clause.type) && !this.count(clause);
    const told = this.clauses.slice(0, MOST_TOLD).filter(isBarred);
    return told.map((clause) => {
      const what = clause.type === "field" && clause.name === "kind" ? "paragraph" : "article";
      return `no ${what} has ${named(clause)}`;
    });
  }

  /**
   * Why parts that are somewhere find nothing together.
   * @param {boolean} hasAll
   * @param {boolean} isExplained
   */
  together(hasAll, isExplained) {
    const { musts, shoulds, filters } = this.tree;
    /** @type {Group} */
    const nothing = { type: "group", musts: [], shoulds: [], nots: [], filters: [], pairs: [] };
    const sought = { ...nothing, musts, shoulds };
    const found = this.count(sought);
    const finds = (/** @type {QueryNode} */ node) => this.count(node) > 0;
    if (found === 0) {
      if (musts.length + shoulds.length === 0) return ["the index has no paragraph"];
      if (isExplained && !(musts.length && musts.every(finds))) return [];
      const every = hasAll ? "every word is in the index, but " : "";
      return [`${every}no paragraph ${toldOfAll(sought)}`];
    }
    if (!finds({ ...nothing, filters })) {
      // None of the parts of a filter lets anything through.
      const parts = filters.map(clauses).filter(({ length }) => length);
      const isTold = parts.some((own) => !own.some(finds));
      return isTold ? [] : ["no paragraph passes the filters"];
    }
    const left = this.count({ ...sought, filters });
    return left > 0
      ? [noneOf(left, "is excluded", "all of them are excluded")]
      : [noneOf(found, "does not pass the filters", "none of them passes the filters")];
  }

  // --- what else could be asked ------------------------------------------------------------------

  /**
   * The first three other queries that find something: spelt otherwise, or else less strict.
   * @param {string} query as written
   * @param {string[]} unknown those of `missing` that another spelling may be offered for
   */
  suggestions(query, unknown) {
    const spelt = suggest(query, this.misspelt(unknown), (field, word, edits) =>
      this.wordsNear(field, word, edits),
    );
    const isNowhere = (/** @type {Leaf} */ leaf) => this.count(leaf) === 0;
    let found = this.firstThatFind(spelt);
    for (const each of [...spelt.slice(0, 1), query]) {
      if (found.length === 0) found = this.firstThatFind(loosened(each, isNowhere));
    }
    return found;
  }

  /** @param {string[]} queries */
  firstThatFind(queries) {
    const distinct = [...new Set(queries)];
    const finds = gathered(distinct, (query) => findsAny(this.corpus, query, this.filters));
    return distinct.filter((_, i) => finds[i]).slice(0, MOST_SUGGESTIONS);
  }

  /**
   * @param {string[]} unknown
   * @returns {Place[]}
   */
  misspelt(unknown) {
    // Or else it is another form that there is not.
    const isNowhere = (/** @type {string} */ word) =>
      this.count({ type: "word", surface: word }) === 0;
    const fields = this.clauses.filter(isOfWords);
    const inFields = fields.flatMap((field) =>
      field.words
        .filter((word) => this.count({ ...field, words: [word] }) === 0)
        .map((word) => /** @type {Place} */ ([field.name, word])),
    );
    const inTexts = unknown.filter(isNowhere).map((word) => /** @type {Place} */ (["", word]));
    return [...inTexts, ...inFields];
  }

  /**
   * @param {string} field
   * @param {string} word
   * @param {number} edits
   * @returns {Spelling[]} the words of a field, or for "" of the text, near a word
   */
  wordsNear(field, word, edits) {
    const { corpus } = this;
    if (field === "") return formsNear(corpus, word, edits);
    const counts = new Map();
    for (const text of textsOfField(corpus, field)) {
      for (const own of new Set(surfacesOf(text))) counts.set(own, (counts.get(own) ?? 0) + 1);
    }
    return wordsNear([...counts.keys()], [...counts.values()], word, edits);
  }
}

/**
 * The titles, authors or publications of all articles.
 * @param {Corpus} corpus
 * @param {string} name
 */
function textsOfField(corpus, name) {
  if (name === "title") return titlesOf(corpus).titles;
  const { values, of } = stringsOf(corpus, name === "author" ? "authors" : "publications");
  return Array.from(of, (value) => values[value]);
}

/**
 * Whether a query finds anything.
 * @param {Corpus} corpus
 * @param {string} query
 * @param {Choices} filters
 */
function findsAny(corpus, query, filters) {
  try {
    const tree = narrowed(corpus.treeOf(query), filters);
    return new Ranking(corpus, { ...tree, pairs: [] }).total > 0;
  } catch (error) {
    // A longer spelling may make it too long.
    if (error instanceof QueryError) return false;
    throw error;
  }
}

/**
 * What is said of a search beside its hits.
 * @param {Search} search
 */
function adviceOn(search) {
  const { ranking, ownMissing, query, searched, respelt: found } = search;
  const written = { asWritten: found.length ? asWritten(query, found) : query };
  if (ranking.total && ownMissing.length === 0) return written;
  const advice = new Advice(search);
  const unknown = search.missingIn(({ type }) => type !== "pattern");
  const isEmpty = ranking.total === 0;
  const [suggestions, reasons, alone] = together(
    () => advice.suggestions(searched, unknown),
    () => (isEmpty ? advice.reasons() : []),
    () => (isEmpty ? advice.alone() : []),
  );
  return { ...written, suggestions, reasons, alone };
}

/**
 * The words of a part that has more than one, or has one as it is written.
 * @param {Clause} clause
 * @param {Set<string>} functionWords
 * @returns {(Word | Field)[]}
 */
function wordsIn(clause, functionWords) {
  if (clause.type === "phrase" || clause.type === "near") {
    const { surfaces } = clause;
    const content = surfaces.filter((surface) => !functionWords.has(surface));
    const wanted = new Set(content.length ? content : surfaces);
    return Array.from(wanted, (surface) => ({ type: "word", surface }));
  }
  if (!isOfWords(clause)) return [];
  const { name, words } = clause;
  return words.map((word) => ({ type: "field", name, words: [word], verbatim: name !== "title" }));
}

/**
 * @param {Clause} clause
 * @returns {clause is Field}
 */
const isOfWords = (clause) => clause.type === "field" && FIELDS_OF_WORDS.includes(clause.name);

/**
 * @param {number} total
 * @param {string} one
 * @param {string} several
 */
function noneOf(total, one, several) {
  if (total === 1) return `1 paragraph matches, but ${one}`;
  return `${total.toLocaleString("en")} paragraphs match, but ${several}`;
}

/**
 * What a paragraph would have to do.
 * @param {Group} sought
 */
function toldOfAll(sought) {
  const isFiltered = clauses(sought).some(isFilter);
  const onlyWords = excluded(sought).length === 0 && !isFiltered;
  return onlyWords ? "has all of it together" : "matches all of it";
}

/**
 * A part as it could be typed; of a long one the beginning.
 * @param {Clause} clause
 */
function named(clause) {
  const text = typed(clause);
  const points = [...text];
  return points.length > LONGEST_NAME ? `${points.slice(0, LONGEST_NAME - 1).join("")}…` : text;
}

/**
 * The first twenty of some words, and how many more there are.
 * @param {string[]} words
 */
function listed(words) {
  const rest = words.length - MOST_TOLD;
  const more = rest > 0 ? ` and ${rest.toLocaleString("en")} more` : "";
  return words.slice(0, MOST_TOLD).join(", ") + more;
}
