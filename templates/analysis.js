/**
 * Text to terms: fold and tokenize, letter for letter as the indexer does it in Python.
 *
 * Offsets in here are JavaScript's (UTF-16 units); the edges convert, see `codePoints`.
 */

/** Scripts written without spaces: Thai, Lao, Myanmar, Khmer, kana and Han. */
const UNSPACED =
  "\\u0e01-\\u0e3a\\u0e40-\\u0e4e\\u0e81-\\u0ece\\u1000-\\u103f\\u1050-\\u108f" +
  "\\u1780-\\u17d3\\u17d7\\u17dc\\u17dd\\u3005-\\u3007\\u3021-\\u3029\\u3041-\\u3096" +
  "\\u3099\\u309a\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u31f0-\\u31ff" +
  "\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\uff66-\\uff9f\\u{20000}-\\u{3fffd}";

/** Behind a word they mostly number a note and are no part of it. */
const RAISED_DIGITS = "\\xb2\\xb3\\xb9\\u2070\\u2074-\\u2079";

const LETTER = `(?![\\u02bc${RAISED_DIGITS}${UNSPACED}])[\\p{L}\\p{N}]`;
/** What only says where a word may be divided. */
const INVISIBLE = "\\xad\\u200b\\u2060\\ufeff";
const RUN = `(?:${LETTER}|[\\p{M}${INVISIBLE}])+`;
const INITIAL = `(?![\\u02bc${RAISED_DIGITS}${UNSPACED}])[\\p{L}\\p{Nl}\\p{No}]\\.`;
const ACRONYM = `(?:${INITIAL}){2,}(?:${LETTER}(?!${LETTER}|\\p{M}))?`;
const WORD = `${LETTER}(?:${RUN})?(?:['’‘ʼ＇](?![${INVISIBLE}])${RUN})*`;

const ANY_TOKEN = new RegExp(`([${UNSPACED}]+)|(${ACRONYM})|${WORD}`, "gu");

/** The same for texts of ASCII alone, which it reads faster; its first group never matches. */
const ASCII_TOKEN =
  /([^\x00-\x7f])|((?:[a-z]\.){2,}(?:[a-z0-9](?![a-z0-9]))?)|[a-z0-9]+(?:'[a-z0-9]+)*/gi;

/** Python's notion of white space, which is not quite JavaScript's. */
const SPACE =
  "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const ONLY_SPACE = new RegExp(`^[${SPACE}]*$`);

/** Letters that Unicode does not take apart into a base letter and an accent. */
const PLAIN_LETTERS = new Map([
  ["ł", "l"], ["ø", "o"], ["đ", "d"], ["ð", "d"], ["ħ", "h"], ["ŧ", "t"], ["ı", "i"],
  ["þ", "th"], ["æ", "ae"], ["œ", "oe"], ["ĸ", "k"], ["ŋ", "n"],
  ["’", "'"], ["‘", "'"], ["ʼ", "'"], ["＇", "'"],
]);

/** Accents, and what cannot be seen inside a word. */
const UNSEEN = /[\u0300-\u036f\xad\u200b\u2060\ufeff]/g;

/** Old Cyrillic letter forms, from U+1C80 on, and the letters they fold to. */
const OLD_CYRILLIC = "вдостт\u044a\u0463\ua64b";

/** @param {string} text */
const isAscii = (text) => /^[\x00-\x7f]*$/.test(text);

/**
 * What lower case lacks of Unicode case folding: sharp s, final sigma, Greek iota subscripts, old
 * Cyrillic forms, and Cherokee, which folds to capitals.
 * @param {string} text
 */
function foldCase(text) {
  return text
    .toLowerCase()
    .replace(/ß/g, "ss")
    .replace(/ς/g, "σ")
    .replace(/[\u0345\u1f80-\u1fff]/g, (c) => c.normalize("NFD").replace("\u0345", "ι"))
    .replace(/[\u1c80-\u1c88]/g, (c) => OLD_CYRILLIC[c.charCodeAt(0) - 0x1c80])
    .replace(/[\uab70-\uabbf]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0x97d0))
    .replace(/[\u13f8-\u13fd]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 8));
}

/**
 * Text as it is compared: without case, accents or typographic variants.
 * @param {string} text
 * @returns {string}
 */
function fold(text) {
  if (isAscii(text)) return text.toLowerCase();
  const bare = foldCase(text.normalize("NFKC")).normalize("NFD").replace(UNSEEN, "");
  return bare
    .normalize("NFC")
    .replace(/[łøđðħŧıþæœĸŋ’‘ʼ＇]/g, (letter) => PLAIN_LETTERS.get(letter) ?? letter);
}

/**
 * The words of a text in order, not yet folded: an apostrophe stays inside its word, a dotted
 * acronym loses its dots, scripts without spaces give overlapping pairs of characters.
 * @param {string} text
 * @param {(raw: string, start: number, end: number) => void} emit
 */
function scan(text, emit) {
  const pattern = isAscii(text) ? ASCII_TOKEN : ANY_TOKEN;
  for (const match of text.matchAll(pattern)) {
    const start = match.index;
    const end = start + match[0].length;
    if (match[1] !== undefined) emitPairs(match[1], start, emit);
    else emit(match[2] === undefined ? match[0] : match[0].replaceAll(".", ""), start, end);
  }
}

/**
 * @param {string} run
 * @param {number} start
 * @param {(raw: string, start: number, end: number) => void} emit
 */
function emitPairs(run, start, emit) {
  const characters = [...run];
  if (characters.length === 1) emit(run, start, start + run.length);
  let offset = start;
  for (let i = 0; i + 1 < characters.length; i++) {
    const pair = characters[i] + characters[i + 1];
    emit(pair, offset, offset + pair.length);
    offset += characters[i].length;
  }
}

/**
 * @typedef {{surface: string, start: number, end: number}} Token
 * @param {string} text
 * @returns {Token[]}
 */
function tokenize(text) {
  /** @type {Token[]} */
  const tokens = [];
  scan(text, (raw, start, end) => tokens.push({ surface: fold(raw), start, end }));
  return tokens;
}

/**
 * The words of a text, folded.
 * @param {string} text
 */
const surfacesOf = (text) => tokenize(text).map((token) => token.surface);

/**
 * How many code points, Python's characters, lie in `text` before the UTF-16 offset `end`.
 * @param {string} text
 * @param {number} end
 */
function codePoints(text, end = text.length) {
  let count = 0;
  for (let i = 0; i < end; i++) {
    // A low half after a high half belongs to the character already counted.
    const low = (text.charCodeAt(i) & 0xfc00) === 0xdc00;
    if (!low || i === 0 || (text.charCodeAt(i - 1) & 0xfc00) !== 0xd800) count++;
  }
  return count;
}

/**
 * A text letter by letter, as Python counts them: itself where JavaScript counts alike.
 * @param {string} text
 */
const letters = (text) => (/[\ud800-\udfff]/.test(text) ? [...text] : text);

/**
 * The order of two texts by code points, which is Python's and not quite JavaScript's.
 * @param {string} one
 * @param {string} other
 */
function byCodePoint(one, other) {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return (one.codePointAt(at) ?? -1) - (other.codePointAt(at) ?? -1);
}
