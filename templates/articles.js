/**
 * What is known of the articles.
 *
 * @typedef {{number: number, id: string, title: string, author: string, publication: string,
 *            volume: string, issue: string, date: string, firstPublished: string, url: string,
 *            language: string, languageTag: string}} Article
 */

const ARTICLES_IN_PART = 8;

/**
 * The article of that number.
 * @param {Corpus} corpus
 * @param {number} number
 * @returns {Article}
 */
function articleAt({ root, store }, number) {
  const part = Math.floor(number / ARTICLES_IN_PART);
  const found = store.read("articles", part, (payload) =>
    JSON.parse(payload).map((/** @type {any[]} */ record) => articleOf(root, record)),
  );
  return { number, ...found[number % ARTICLES_IN_PART] };
}

/**
 * @param {Root} root
 * @param {any[]} record
 */
function articleOf(root, record) {
  const [id, language, title = "", author = "", publication = "", volume = "", issue = ""] = record;
  const [date = "", firstPublished = "", url = "", languageTag = ""] = record.slice(7);
  const { name = "" } = root.languages[language] ?? {};
  return {
    ...{ id, title, author, publication, volume, issue, date, firstPublished, url, languageTag },
    language: name,
  };
}
