/** Which paragraphs a filter lets pass: by what is known of their articles, or by their kind. */

/** Whether some words stand side by side among others. */
function haveRun(words, run) {
  return words.some((_, start) => run.every((word, i) => words[start + i] === word));
}

/** Whether an article passes. */
const ARTICLE_TESTS = {
  title: hasWords,
  author: hasWords,
  publication: hasWords,
  path: (corpus, article, { words }) => fold(article.id).includes(words[0]),
};

function hasWords(corpus, article, { name, words, verbatim }) {
  const own = corpus.wordsOfField(article, name);
  if (verbatim) return haveRun(own, words);
  const language = corpus.languageIn(article);
  const stem = (word) => language.stem(word);
  return haveRun(own.map(stem), words.map(stem));
}

function mayLieIn(article, { first, last }) {
  const days = daysOf(article.date);
  return days !== null && days[0] <= last && days[1] >= first;
}

/**
 * For each paragraph, 1 where it passes.
 * @param {Corpus} corpus
 * @param {Field | Dates} filter
 */
function passing(corpus, filter) {
  if (filter.name === "kind") {
    return Uint8Array.from(corpus.paragraphs, ({ kind }) => Number(kind === filter.words[0]));
  }
  const test = (article) =>
    filter.type === "dates"
      ? mayLieIn(article, filter)
      : ARTICLE_TESTS[filter.name](corpus, article, filter);
  const passes = corpus.articles.map(test);
  return Uint8Array.from(corpus.paragraphs, ({ article }) => Number(passes[article]));
}
