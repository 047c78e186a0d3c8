/** A paragraph as an entry of BibTeX, as `search/citing/bibtex.py` and `keys.py` have it. */

const BIBTEX_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
/** @type {Record<string, string>} */
const TEX_COMMANDS = {
  "\\": "\\textbackslash{}",
  "{": "\\textbraceleft{}",
  "}": "\\textbraceright{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "<": "\\textless{}",
  ">": "\\textgreater{}",
  "|": "\\textbar{}",
  '"': '{"}',
};
const UNREADABLE = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]/gu;
const LONGEST_KEY_WORD = 20;

/**
 * @param {Article} article
 * @param {Paragraph} paragraph
 * @param {string} reference
 * @param {Set<string>} needless function words of the article's language
 */
function bibtexEntry(article, paragraph, reference, needless) {
  const kind = strip(article.publication) ? "article" : "misc";
  const fields = bibtexFields(article, paragraph, reference);
  const body = fields.map(([name, value]) => `  ${name} = ${value},\n`).join("");
  return `@${kind}{${bibtexKey(article, paragraph, needless)},\n${body}}`;
}

/** @param {string} text */
const braced = (text) => `{${text}}`;

/**
 * The text as TeX sets it: signs it would obey written as commands; Unicode stays.
 * @param {string} text
 */
function tex(text) {
  const signs = /[\\{}~^<>|"%$&#_]/g;
  const written = text
    .replace(UNREADABLE, "\ufffd")
    .replace(signs, (s) => TEX_COMMANDS[s] ?? `\\${s}`);
  // TeX makes one character of two of these.
  return written.replace(/([-'`,])(?=\1)/g, "$1{}");
}

/**
 * @param {Article} article
 * @param {Paragraph} paragraph
 * @param {string} reference
 */
function bibtexFields(article, paragraph, reference) {
  const { author, title, publication: journal, volume, issue: number } = article;
  const known = Object.entries({ author, title, journal, volume, number });
  const fields = known
    .filter(([, text]) => strip(text))
    .map(([name, text]) => {
      const value = braced(tex(oneLine(text)));
      return [name, name === "author" || name === "title" ? braced(value) : value];
    });
  const [year, month] = dateParts(article.date);
  if (year) fields.push(["year", braced(year)]);
  if (month) fields.push(["month", BIBTEX_MONTHS[Number(month) - 1]]);
  if (year) fields.push(["date", braced(article.date)]);
  if (dateParts(article.firstPublished).length)
    fields.push(["origdate", braced(article.firstPublished)]);
  if (article.url) fields.push(["url", braced(webAddress(article.url))]);
  const place = [`¶ ${paragraph.ordinal}`, ...citedPlaces(paragraph)].join(", ");
  fields.push(["note", braced(tex(`${place} of ${oneLine(article.id)}`))]);
  return [...fields, ["annote", braced(tex(paragraph.text))], ["pincite", braced(reference)]];
}

/**
 * Who wrote or published it, the year, a word of the title, and a checksum of the article's id and
 * the text.
 * @param {Article} article
 * @param {Paragraph} paragraph
 * @param {Set<string>} needless
 */
function bibtexKey(article, paragraph, needless) {
  const [author] = strip(article.author.replace(/ and |[,;&/]/g, "\n")).split("\n");
  const who = keyWords(author).at(-1) ?? keyWords(article.publication)[0] ?? "anonymous";
  const [year] = dateParts(article.date || article.firstPublished);
  const title = keyWords(article.title);
  const telling = title.find((word) => !needless.has(word)) ?? title[0] ?? "";
  const checksum = crc32(new TextEncoder().encode(`${article.id}\0${paragraph.text}`));
  return `${who}${year ?? "nd"}${telling}-${checksum.toString(16).padStart(8, "0")}`;
}

/**
 * Its words in small letters, those of other scripts than keys may be in left out.
 * @param {string} text
 * @returns {string[]}
 */
const keyWords = (text) =>
  tokenize(text)
    .map(({ surface }) => surface.replace(/[^a-z0-9]/g, "").slice(0, LONGEST_KEY_WORD))
    .filter(Boolean);

/** @param {Uint8Array} bytes */
function crc32(bytes) {
  let sum = -1;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 && 0xedb88320);
  }
  return ~sum >>> 0;
}
