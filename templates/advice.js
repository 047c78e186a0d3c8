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
   * @param {Corpus} corpus
   * @param {Ranking} ranking of the query
   * @param {string[]} missing its words, folded, and the patterns that no paragraph has
   * @param {Language} language that the query is in
   */
  constructor(corpus, ranking, missing, language) {
    this.corpus = corpus;
    this.ranking = ranking;
    this.tree = ranking.tree;
    this.missing = missing;
    this.language = language;
  }

  /** How many paragraphs match. */
  count(node) {
    return sum(this.ranking.matches(node));
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
    const found = new Map();
    for (const clause of clauses(this.tree)) {
      if (found.size >= MOST_TOLD) break;
      const total = this.count(clause);
      found.set(typed(clause), total);
      if (total > 0) continue;
      const words = wordsIn(clause, this.language.functionWords).slice(0, MOST_TOLD);
      const widened = (word) => this.corpus.widened(word, this.language);
      const totals = words.map((word) => [typed(word), this.count(widened(word))]);
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
    const isFound = (word) => this.count({ type: "word", surface: word }) > 0;
    const isInTexts = (word) => this.count({ type: "near", surfaces: [word], distance: 1 }) > 0;
    const found = this.missing.filter(isFound);
    const told = [
      ["not in the index", this.missing.filter((word) => !found.includes(word))],
      ["in the index in other forms only", found.filter(isInTexts)],
      [
        "in titles only, where bare words find them",
        found.filter((word) => !isInTexts(word)),
      ],
    ];
    return told.filter(([, words]) => words.length).map(([what, words]) => `${what}: ${listed(words)}`);
  }

  /** Which quotations are nowhere although each of their words is somewhere. */
  apart() {
    const isApart = (clause) =>
      ["phrase", "near"].includes(clause.type) &&
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
    const isBarred = (clause) => ["field", "dates"].includes(clause.type) && !this.count(clause);
    const told = this.clauses.slice(0, MOST_TOLD).filter(isBarred);
    return told.map((clause) => {
      const what = clause.name === "kind" ? "paragraph" : "article";
      return `no ${what} has ${named(clause)}`;
    });
  }

  /** Why parts that are somewhere find nothing together. */
  together(hasAll, isExplained) {
    const { musts, shoulds, filters } = this.tree;
    const nothing = { type: "group", musts: [], shoulds: [], nots: [], filters: [], pairs: [] };
    const sought = { ...nothing, musts, shoulds };
    const found = this.count(sought);
    const finds = (node) => this.count(node) > 0;
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
    const spelt = suggest(query, this.misspelt(unknown), (field) => this.wordsOf(field));
    const isNowhere = (leaf) => this.count(leaf) === 0;
    let found = this.firstThatFind(spelt);
    for (const each of [...spelt.slice(0, 1), query]) {
      if (found.length === 0) found = this.firstThatFind(loosened(each, isNowhere));
    }
    return found;
  }

  firstThatFind(queries) {
    const found = [];
    for (const query of new Set(queries)) {
      if (found.length === MOST_SUGGESTIONS) break;
      if (findsAny(this.corpus, query)) found.push(query);
    }
    return found;
  }

  /** @returns {Place[]} */
  misspelt(unknown) {
    // Or else it is another form that there is not.
    const isNowhere = (word) => this.count({ type: "word", surface: word }) === 0;
    const fields = this.clauses.filter(({ name }) => FIELDS_OF_WORDS.includes(name));
    const inFields = fields.flatMap((field) =>
      field.words
        .filter((word) => this.count({ ...field, words: [word] }) === 0)
        .map((word) => [field.name, word]),
    );
    return [...unknown.filter(isNowhere).map((word) => ["", word]), ...inFields];
  }

  /** The words of a field, or for "" of the text, each with how many have it. */
  wordsOf(field) {
    const { corpus } = this;
    if (field === "") {
      return Array.from(corpus.surfaces, (surface) => [surface, corpus.surfaceFrequency(surface)]);
    }
    const counts = new Map();
    for (const article of corpus.articles) {
      for (const word of new Set(corpus.wordsOfField(article, field))) {
        counts.set(word, (counts.get(word) ?? 0) + 1);
      }
    }
    return counts;
  }
}

/** The words of a part that has more than one, or has one as it is written. */
function wordsIn({ type, name, surfaces, words }, functionWords) {
  if (type === "phrase" || type === "near") {
    const content = surfaces.filter((surface) => !functionWords.has(surface));
    const wanted = new Set(content.length ? content : surfaces);
    return Array.from(wanted, (surface) => ({ type: "word", surface }));
  }
  if (!FIELDS_OF_WORDS.includes(name)) return [];
  return words.map((word) => ({ type, name, words: [word], verbatim: name !== "title" }));
}

function noneOf(total, one, several) {
  if (total === 1) return `1 paragraph matches, but ${one}`;
  return `${total.toLocaleString("en")} paragraphs match, but ${several}`;
}

/** What a paragraph would have to do. */
function toldOfAll(sought) {
  const isFiltered = clauses(sought).some(isFilter);
  const onlyWords = excluded(sought).length === 0 && !isFiltered;
  return onlyWords ? "has all of it together" : "matches all of it";
}

/** A part as it could be typed; of a long one the beginning. */
function named(clause) {
  const text = typed(clause);
  const points = [...text];
  return points.length > LONGEST_NAME ? `${points.slice(0, LONGEST_NAME - 1).join("")}…` : text;
}

/** The first twenty of some words, and how many more there are. */
function listed(words) {
  const rest = words.length - MOST_TOLD;
  const more = rest > 0 ? ` and ${rest.toLocaleString("en")} more` : "";
  return words.slice(0, MOST_TOLD).join(", ") + more;
}
