/**
 * Which of several languages a query is in.
 *
 * @typedef {Map<Language | undefined, number>} Votes
 */

/**
 * The language that a query is taken to be in. What decides is told in search/languages.py.
 * @param {Corpus} corpus
 * @param {string} query
 * @returns {Language}
 */
function languageOf({ languages }, query) {
  /** @type {[Votes, Votes]} */
  const [telling, every] = [new Map(), new Map()];
  const count = (/** @type {Votes} */ votes, /** @type {Language | undefined} */ language) =>
    votes.set(language, (votes.get(language) ?? 0) + 1);
  const words = surfacesOf(query);
  const homes = gathered(words, (word) => mostAtHome(languages, word));
  homes.forEach((language, i) => {
    count(every, language);
    if (!languages.some(({ functionWords }) => functionWords.has(words[i])))
      count(telling, language);
  });
  const votes = (/** @type {Language} */ language) => [
    telling.get(language) ?? 0,
    every.get(language) ?? 0,
  ];
  return languages.reduce((best, language) => {
    const [a, b] = [votes(best), votes(language)];
    return b[0] > a[0] || (b[0] === a[0] && b[1] > a[1]) ? language : best;
  });
}

/**
 * The language in which most paragraphs have a surface form; none where two have as many.
 * @param {Language[]} languages
 * @param {string} surface
 */
function mostAtHome(languages, surface) {
  const counts = gathered(languages, (language) => language.frequency(surface));
  const most = Math.max(...counts);
  const first = counts.indexOf(most);
  return most && first === counts.lastIndexOf(most) ? languages[first] : undefined;
}
