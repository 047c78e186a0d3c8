/**
 * A query cut into words, phrases, fields, parentheses and connectives.
 *
 * @typedef {{name: "word" | "phrase" | "field" | "open" | "close" | "and" | "or" | "not" | "end",
 *            text: string, position: number, sign: string, start: number, field: string,
 *            quoted: boolean, distance: number}} Lexeme
 *   `position` is the offset of its first character, sign included, `start` that of `text`: the
 *   word, the phrase without its quotation marks, the value of a field; `distance` is how far
 *   apart the words of a phrase may be, 0 where they stand side by side
 */

const FIELDS = ["title", "author", "publication", "path", "kind", "date"];
const LETTER_OR_DIGIT = "[\\p{L}\\p{N}]";
const UNQUOTED = `[^${SPACE}()"“”]+`;

const LEXEME = new RegExp(
  `(?<space>[${SPACE}]+)|(?<sign>(?:[+-]=?|=)(?=${LETTER_OR_DIGIT}|["“”(*?]))?` +
    `(?:(?<open>\\()|(?<close>\\))|(?<quote>["“”])` +
    `|(?<field>${FIELDS.join("|")}):(?=[^${SPACE})”])` +
    `|(?<noField>[a-z]{2,20}):(?=[\\p{L}\\p{Nl}\\p{No}"“(])` +
    `|(?<word>${UNQUOTED}))`,
  "uy",
);
const VALUE = new RegExp(UNQUOTED, "uy");

const CONNECTIVES = { AND: "and", OR: "or", NOT: "not" };

/** What closes a quotation: the mark that belongs to the opening one, or else the other style's. */
const CLOSING_MARKS = { '"': ['"', "”"], "“": ["”", '"'] };

const FARTHEST_APART = 1000;
const DISTANCE = new RegExp(`~([0-9]{1,9})(?!${LETTER_OR_DIGIT}|[.,]${LETTER_OR_DIGIT})`, "uy");

/** A straight mark that can only have closed: behind a digit or a full stop at the end of a word. */
const STRAY = new RegExp(
  `(?<=[\\p{Nd}.,;:!?…])"(?=$|[${SPACE}.,;:!?)\\]…])|(?<=${LETTER_OR_DIGIT})"(?=[.,;:!?)\\]…])`,
  "uy",
);

/** A query that cannot be understood; `position` is a UTF-16 offset into it. */
class QueryError extends Error {
  constructor(query, position, reason) {
    super(reason);
    this.query = query;
    this.position = position;
    this.reason = reason;
  }
}

const lexeme = (name, text, position, sign, start, more) => {
  return { name, text, position, sign, start, field: "", quoted: false, distance: 0, ...more };
};

/** @returns {Lexeme[]} the lexemes of a query, in order, the last being its end */
function readLexemes(query) {
  const marks = query.match(/["“”]/g) ?? [];
  return marks.length <= 2 ? lexemesOf(query, new Map()) : lexemesOfManyMarks(query);
}

/**
 * The lexemes of a query with quotation marks that may stand inside a quotation.
 *
 * Half of what somebody said is a sentence like any other: what is read with words outside of its
 * quotations, or cannot be read, and is quoted from end to end, is one quotation.
 */
function lexemesOfManyMarks(query) {
  const ends = quotationEnds(query);
  const sentence = quotedSentence(query);
  if (sentence === null) return lexemesOf(query, ends);
  try {
    const found = lexemesOf(query, ends, null);
    if (!areWordsOutside(found)) return found;
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
  }
  const [start, end] = sentence;
  const phrase = lexeme("phrase", query.slice(start, end), start - 1, "", start);
  return [phrase, lexeme("end", "", query.length, "", query.length)];
}

/** Whether words stand between quotations, and not only what connects these. */
const areWordsOutside = (found) =>
  found.some(
    ({ name, text }) => name === "field" || (name === "word" && tokenize(text).length > 0),
  );

function lexemesOf(query, ends, stray = STRAY) {
  const found = [];
  let position = 0;
  while (position < query.length) {
    const { groups, 0: whole } = matchAt(LEXEME, query, position);
    const behind = position + whole.length;
    const [read, next] = lexemeOf(query, position, groups, behind, ends, stray);
    if (read !== null) found.push(read);
    position = next;
  }
  return asMeant([...found, lexeme("end", "", query.length, "", query.length)]);
}

/** What was matched as a lexeme, null where it says nothing, and the offset behind it. */
function lexemeOf(query, position, groups, behind, ends, stray) {
  const { sign = "", open, close, quote, field, noField, word } = groups;
  if (word !== undefined) {
    const name = (sign ? undefined : CONNECTIVES[word]) ?? "word";
    return [lexeme(name, word, position, sign, behind - word.length), behind];
  }
  if (quote !== undefined) return phraseAt(query, position, sign, behind, ends, stray);
  if (field !== undefined) return fieldAt(query, position, sign, field, behind, ends, stray);
  if (noField !== undefined) {
    throw new QueryError(query, position + sign.length, noFieldReason(noField));
  }
  if (open === undefined && close === undefined) return [null, behind];
  const name = open === undefined ? "close" : "open";
  return [lexeme(name, query.slice(position, behind), position, sign, position), behind];
}

function phraseAt(query, position, sign, start, ends, stray) {
  const end = closingMark(query, start, ends, stray);
  if (end === null) return [null, start];
  const [distance, behind] = distanceAt(query, end + 1);
  return [lexeme("phrase", query.slice(start, end), position, sign, start, { distance }), behind];
}

function noFieldReason(name) {
  const fields = `${FIELDS.slice(0, -1).join(", ")} and ${FIELDS.at(-1)}`;
  const hint = "to find the words, put them in quotation marks";
  return `no field is called ${name}; the fields are ${fields}; ${hint}`;
}

function fieldAt(query, position, sign, field, behind, ends, stray) {
  const [start, end, quoted] = valueAt(query, behind, field, ends, stray);
  const text = query.slice(start, end);
  return [lexeme("field", text, position, sign, start, { field, quoted }), end + Number(quoted)];
}

/**
 * Where the quotation that begins at `start` ends; null for a typographic mark on its own.
 *
 * A lone “ or ” is what remains of a quotation when part of it is pasted, and says nothing; so does
 * a straight mark that ends a pasted sentence, or stands for inches. Where the marks behind it do
 * not pair up, the first that can end it does.
 */
function closingMark(query, start, ends, stray) {
  if (ends.has(start - 1)) return ends.get(start - 1);
  const opening = query[start - 1];
  for (const mark of CLOSING_MARKS[opening] ?? []) {
    const end = query.indexOf(mark, start);
    if (end >= 0) return end;
  }
  if (opening !== '"' || (stray && matchAt(stray, query, start - 1))) return null;
  throw new QueryError(query, start - 1, "this quotation mark is never closed");
}

/** The number that follows a quotation after ~, or 0, and where it ends. */
function distanceAt(query, start) {
  if (query[start] !== "~") return [0, start];
  const match = matchAt(DISTANCE, query, start);
  const distance = match ? Number(match[1]) : 0;
  if (distance < 1 || distance > FARTHEST_APART) {
    const reason = "~ after a quotation needs a whole number from 1 to 1,000";
    throw new QueryError(query, start, reason);
  }
  return [distance, start + match[0].length];
}

/** Where the value of a field begins and ends, and whether it is a quotation. */
function valueAt(query, position, field, ends, stray) {
  if (query[position] === "(") {
    throw new QueryError(query, position, `${field}: takes a word or a quotation`);
  }
  const start = position + (query[position] in CLOSING_MARKS ? 1 : 0);
  const end = start > position ? closingMark(query, start, ends, stray) : null;
  if (end === null) return [start, start + (matchAt(VALUE, query, start)?.[0].length ?? 0), false];
  if (query[end + 1] !== "~") return [start, end, true];
  throw new QueryError(query, end + 1, "~ is not understood after a field");
}

/** Without parentheses where they are a pasted text's: not in pairs, and no operator about. */
function asMeant(found) {
  let depth = 0;
  let deepestDebt = 0;
  for (const { name } of found) {
    depth += (name === "open") - (name === "close");
    deepestDebt = Math.min(deepestDebt, depth);
  }
  if ((depth === 0 && deepestDebt === 0) || found.some(isOperator)) return found;
  return found.filter(({ name }) => name !== "open" && name !== "close");
}

/** Whether nobody pastes it without meaning it. */
const isOperator = ({ name, sign, distance }) =>
  sign !== "" || distance > 0 || ["and", "or", "not", "field"].includes(name);
