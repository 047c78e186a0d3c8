/** Which paragraphs a filter lets pass: by what is known of their articles, or by their kind. */

/**
 * Whether some words stand side by side among others.
 * @param {string[]} words
 * @param {string[]} run
 */
function haveRun(words, run) {
  return words.some((_, start) => run.every((word, i) => words[start + i] === word));
}

/**
 * For each paragraph, 1 where it passes.
 * @param {Ranking} ranking
 * @param {Field | Dates | Chosen} filter
 * @param {Uint8Array} among 1 where that matters
 */
function passing(ranking, filter, among) {
  const { corpus } = ranking;
  if (filter.type === "chosen") return choicePasses(ranking, filter.choices, among);
  if (isOfKinds(filter)) return kindsPass(ranking, filter.words, among);
  return articlesPass(corpus, testOf(corpus, filter));
}

/**
 * What tells whether an article passes.
 * @param {Corpus} corpus
 * @param {Field | Dates} filter
 */
const testOf = (corpus, filter) =>
  filter.type === "dates" ? inTime(corpus, filter) : described(corpus, filter);

/**
 * Sees that all is here that a filter looks at, but for kinds.
 * @param {Corpus} corpus
 * @param {QueryNode} node
 */
function foresee(corpus, node) {
  if (node.type === "not") foresee(corpus, node.node);
  else if (node.type === "chosen") foreseeChoice(corpus, node.choices);
  else if (node.type === "group") {
    const { musts, shoulds, nots, filters } = node;
    gathered([...musts, ...shoulds, ...nots, ...filters], (each) => foresee(corpus, each));
  } else if ((node.type === "field" || node.type === "dates") && !isOfKinds(node)) {
    testOf(corpus, node);
  }
}

/**
 * @param {Field | Dates} filter
 * @returns {filter is Field}
 */
const isOfKinds = (filter) => filter.type === "field" && filter.name === "kind";

/**
 * For each paragraph, 1 where its article passes.
 * @param {Corpus} corpus
 * @param {(article: number) => boolean} passes
 */
function articlesPass({ columns, paragraphs }, passes) {
  const mask = new Uint8Array(paragraphs);
  const { firsts } = columns;
  for (let article = 0; article + 1 < firsts.length; article++) {
    if (passes(article)) mask.fill(1, firsts[article], firsts[article + 1]);
  }
  return mask;
}

/**
 * For each paragraph, 1 where it is of one of some kinds.
 * @param {Ranking} ranking
 * @param {string[]} kinds
 * @param {Uint8Array} among
 */
function kindsPass(ranking, kinds, among) {
  const wanted = ranking.corpus.root.kinds.map((kind) => Number(kinds.includes(kind)));
  return kindNumbers(ranking, among).map((kind) => wanted[kind]);
}

/**
 * The number of the kind of each of some paragraphs.
 * @param {Ranking} ranking
 * @param {Uint8Array} among
 */
function kindNumbers(ranking, among) {
  const { corpus } = ranking;
  const shapes = new Shapes(corpus, ranking.terms);
  shapes.want(paragraphsOf(among));
  const { kinds } = corpus.root.shapes;
  const found = Uint8Array.from(shapes.known, (shape) => kinds[shape] ?? 0);
  if (shapes.known.includes(LONG)) {
    const { long } = corpus.columns;
    long.paragraphs.forEach((p, place) => (found[p] = long.kinds[place]));
  }
  return found;
}

/**
 * What tells whether an article may be of some days.
 * @param {Corpus} corpus
 * @param {Dates} dates
 */
function inTime(corpus, { first, last }) {
  const { values, of } = stringsOf(corpus, "dates");
  const fits = values.map((date) => {
    const days = daysOf(date);
    return days !== null && days[0] <= last && days[1] >= first;
  });
  return (/** @type {number} */ article) => fits[of[article]];
}

/**
 * What tells whether an article has what a field asks for.
 * @param {Corpus} corpus
 * @param {Field} field
 */
function described(corpus, { name, words, verbatim }) {
  if (name === "path") {
    const ids = idsOf(corpus);
    return (/** @type {number} */ article) => fold(ids[article]).includes(words[0]);
  }
  if (name !== "title") {
    const { values, of } = stringsOf(corpus, name === "author" ? "authors" : "publications");
    const fits = values.map((value) => haveRun(surfacesOf(value), words));
    return (/** @type {number} */ article) => fits[of[article]];
  }
  const { titles, languages } = titlesOf(corpus);
  if (verbatim)
    return (/** @type {number} */ article) => haveRun(surfacesOf(titles[article]), words);
  // From 1 on; 0 is none of the languages.
  const unstemmed = { stem: (/** @type {string} */ word) => word };
  const stems = [unstemmed, ...corpus.languages].map(stemmerOf);
  const fits = gathered(titles, (title, article) => {
    const stem = stems[languages[article]];
    return haveRun(gathered(surfacesOf(title), stem), gathered(words, stem));
  });
  return (/** @type {number} */ article) => fits[article];
}

/**
 * What gives the stems of words in a language, each looked for once.
 * @param {{stem: (word: string) => string}} language
 */
function stemmerOf(language) {
  const known = new Map();
  return (/** @type {string} */ word) => {
    if (!known.has(word)) known.set(word, language.stem(word));
    return known.get(word);
  };
}
