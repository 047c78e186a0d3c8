/**
 * How what matches divides by what is known of it, and what is left of it for a choice of values.
 *
 * @typedef {{year?: string[], publication?: string[], author?: string[], kind?: string[],
 *            months?: [string, string]}} Choices
 *   by name the values of which any will do, "" for what is not known; the first and the last month
 * @typedef {keyof Choices} Division
 * @typedef {{type: "chosen", choices: Choices}} Chosen
 * @typedef {{value: string, paragraphs: number, articles: number}} Share
 */

/**
 * By name, what gives the value of an article.
 * @type {Object<string, (corpus: Corpus) => (article: number) => string>}
 */
const VALUES = {
  year: (corpus) => byDate(corpus, (day) => figures(day / 10000, 4)),
  months: (corpus) =>
    byDate(corpus, (day) => `${figures(day / 10000, 4)}-${figures((day / 100) % 100, 2)}`),
  publication: (corpus) => valuesOf(stringsOf(corpus, "publications")),
  author: (corpus) => valuesOf(stringsOf(corpus, "authors")),
};
/** @type {Division[]} */
const DIVISIONS = ["year", "months", "publication", "author", "kind"];

/**
 * @param {number} number
 * @param {number} width
 */
const figures = (number, width) => String(Math.floor(number)).padStart(width, "0");

/**
 * @param {{values: string[], of: Int32Array}} strings
 * @param {(value: string) => string} [told]
 */
const valuesOf =
  ({ values, of }, told = (value) => value) =>
  (/** @type {number} */ article) =>
    told(values[of[article]]);

/**
 * By the first day that the date of an article may mean.
 * @param {Corpus} corpus
 * @param {(day: number) => string} told
 */
function byDate(corpus, told) {
  const { values, of } = stringsOf(corpus, "dates");
  const known = values.map((date) => {
    const days = daysOf(date);
    return days ? told(days[0]) : "";
  });
  return valuesOf({ values: known, of });
}

/**
 * Whether anything is chosen.
 * @param {string[] | undefined} values
 */
const isChosen = (values) => values !== undefined && values.length > 0;

/** @param {Choices} choices */
const chosenOf = (choices) => DIVISIONS.filter((name) => isChosen(choices[name]));

/**
 * Sees that all is here that a choice looks at, but for kinds.
 * @param {Corpus} corpus
 * @param {Choices} choices
 */
const foreseeChoice = (corpus, choices) =>
  gathered(chosenOf(choices), (name) => VALUES[name]?.(corpus));

/**
 * For each paragraph, 1 where it passes.
 * @param {Ranking} ranking
 * @param {Choices} choices
 * @param {Uint8Array} among 1 where that matters
 */
function choicePasses(ranking, choices, among) {
  const mask = among.slice();
  const pass = (/** @type {Division} */ name) =>
    passesOne(ranking, name, choices[name] ?? [], mask);
  for (const other of gathered(chosenOf(choices), pass)) keep(mask, other, 1);
  return mask;
}

/**
 * @param {Ranking} ranking
 * @param {Division} name
 * @param {string[]} values
 * @param {Uint8Array} among
 */
function passesOne(ranking, name, values, among) {
  const { corpus } = ranking;
  if (name === "kind") return kindsPass(ranking, values, among);
  const valueOf = VALUES[name](corpus);
  const [first, last] = values;
  return articlesPass(corpus, (article) => {
    const value = valueOf(article);
    return name === "months" ? first <= value && value <= last : values.includes(value);
  });
}

/**
 * How all that matches divides, by each thing under what is chosen of the others.
 * @param {Ranking} ranking of the query, whatever is chosen
 * @param {Choices} choices
 */
function divided(ranking, choices) {
  const { corpus, mask } = ranking;
  const under = (/** @type {Choices} */ chosen) => choicePasses(ranking, chosen, mask);
  const shares = gathered(DIVISIONS, (name) => {
    const passing = under({ ...choices, [name]: [] });
    return [name, name === "kind" ? kindShares(ranking, passing) : sharesOf(corpus, passing, name)];
  });
  const articles = articlesIn(corpus, paragraphsOf(under(choices)));
  return { articles, ...Object.fromEntries(shares) };
}

/**
 * How all that an answer finds divides, whatever is chosen of the others.
 * @param {Answer} answer
 */
function facetsOf({ corpus, ranking, filters }) {
  const isWished = (/** @type {QueryNode} */ { type }) => type !== "chosen";
  const tree = { ...ranking.tree, filters: ranking.tree.filters.filter(isWished) };
  return divided(new Ranking(corpus, tree), filters);
}

/**
 * @param {Corpus} corpus
 * @param {Uint8Array} mask
 * @param {Division} name
 * @returns {Share[]}
 */
function sharesOf(corpus, mask, name) {
  const valueOf = VALUES[name](corpus);
  const found = new Map();
  eachArticle(corpus, paragraphsOf(mask), (article, first, end) => {
    count(found, valueOf(article), end - first, 1);
  });
  if (name !== "months") return inOrder(found);
  found.delete("");
  return [...found.values()].sort((a, b) => byCodePoint(a.value, b.value));
}

/**
 * @param {Ranking} ranking
 * @param {Uint8Array} mask
 * @returns {Share[]}
 */
function kindShares(ranking, mask) {
  const { corpus } = ranking;
  const { kinds } = corpus.root;
  const numbers = kindNumbers(ranking, mask);
  const paragraphs = paragraphsOf(mask);
  const found = new Map();
  eachArticle(corpus, paragraphs, (_, first, end) => {
    const own = paragraphs.subarray(first, end).map((p) => numbers[p]);
    for (const kind of own) count(found, kinds[kind], 1, 0);
    for (const kind of new Set(own)) count(found, kinds[kind], 0, 1);
  });
  return inOrder(found);
}

/**
 * @param {Map<string, Share>} found
 * @param {string} value
 * @param {number} paragraphs
 * @param {number} articles
 */
function count(found, value, paragraphs, articles) {
  const before = found.get(value) ?? { value, paragraphs: 0, articles: 0 };
  before.paragraphs += paragraphs;
  before.articles += articles;
  found.set(value, before);
}

/**
 * The most first, what is not known last.
 * @param {Map<string, Share>} found
 */
const inOrder = (found) =>
  [...found.values()].sort(
    (a, b) =>
      Number(!a.value) - Number(!b.value) ||
      b.paragraphs - a.paragraphs ||
      byCodePoint(a.value, b.value),
  );

/**
 * All that matches in another order than by rank: the newest first, or as the articles are by id.
 * @param {Ranking} ranking
 * @param {"date" | "article"} sort
 */
function arranged({ corpus, matching }, sort) {
  if (sort === "article") return matching;
  const dayOf = byDate(corpus, String);
  /** @type {{day: number, own: Int32Array}[]} */
  const articles = [];
  eachArticle(corpus, matching, (article, first, end) => {
    articles.push({ day: Number(dayOf(article)), own: matching.subarray(first, end) });
  });
  articles.sort((a, b) => b.day - a.day);
  const found = new Int32Array(matching.length);
  let at = 0;
  for (const { own } of articles) {
    found.set(own, at);
    at += own.length;
  }
  return found;
}
