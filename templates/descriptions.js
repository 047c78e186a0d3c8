/** What is known of all articles: their dates, publications, authors, titles and ids. */

/**
 * Distinct strings, and by article which of them it has.
 * @param {Corpus} corpus
 * @param {"dates" | "publications" | "authors"} name
 * @returns {{values: string[], of: Int32Array}}
 */
const stringsOf = ({ columns, root }, name) =>
  columns.read(name, ({ text }) => {
    const { values, of } = JSON.parse(text);
    return { values, of: new Reader(of).numbers(root.articles) };
  });

/**
 * @param {Corpus} corpus
 * @returns {{titles: string[], languages: Int32Array}} by article, the language from 1 on
 */
const titlesOf = ({ columns }) =>
  columns.read("titles", ({ text }) => {
    const { titles, languages } = JSON.parse(text);
    return { titles, languages: new Reader(languages).numbers(titles.length) };
  });

/**
 * @param {Corpus} corpus
 * @returns {string[]} by article
 */
const idsOf = ({ columns, root }) =>
  columns.read("ids", (reader) => {
    let id = "";
    return Array.from({ length: root.articles }, () => (id = reader.stringAfter(id)));
  });

/**
 * An article to read; null where there is none of that id.
 * @param {Corpus} corpus
 * @param {string} id
 */
function articleToRead(corpus, id) {
  const wanted = id.toWellFormed();
  const number = idsOf(corpus).findIndex((each) => each.toWellFormed() === wanted);
  if (number < 0) return null;
  const { firsts } = corpus.columns;
  const all = Array.from(
    { length: firsts[number + 1] - firsts[number] },
    (_, i) => firsts[number] + i,
  );
  const looks = all.map((p) => () => corpus.texts.paragraph(p));
  const [article, ...paragraphs] = together(() => articleAt(corpus, number), ...looks);
  return { article, paragraphs };
}
