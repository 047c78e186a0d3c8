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

/**
 * What closes a quotation: the mark that belongs to the opening one, or else the other style's.
 * @type {Object<string, string[]>}
 */
const CLOSING_MARKS = { '"': ['"', "”"], "“": ["”", '"'] };

const FARTHEST_APART = 1000;
const DISTANCE = new RegExp(`~([0-9]{1,9})(?!${LETTER_OR_DIGIT}|[.,]${LETTER_OR_DIGIT})`, "uy");

/** A straight mark that can only have closed: behind a digit or a full stop at the end of a word. */
const STRAY = new RegExp(
  `(?<=[\\p{Nd}.,;:!?…])"(?=$|[${SPACE}.,;:!?)\\]…])|(?<=${LETTER_OR_DIGIT})"(?=[.,;:!?)\\]…])`,
  "uy",
);

/**
 * @param {Lexeme["name"]} name
 * @param {string} text
 * @param {number} position
 * @param {string} sign
 * @param {number} start
 * @param {Partial<Lexeme>} [more]
 */
const lexeme = (name, text, position, sign, start, more) => {
  return { name, text, position, sign, start, field: "", quoted: false, distance: 0, ...more };
};

/**
 * @param {string} query
 * @returns {Lexeme[]} the lexemes of a query, in order, the last being its end
 */
function readLexemes(query) {
  const marks = query.match(/["“”]/g) ?? [];
  return marks.length <= 2 ? lexemesOf(query, new Map()) : lexemesOfManyMarks(query);
}

/**
 * The lexemes of a query with quotation marks that may stand inside a quotation.
 *
 * Half of what somebody said is a sentence like any other: what is read with words outside of its
 * quotations, or cannot be read, and is quoted from end to end, is one quotation.
 * @param {string} query
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

/**
 * Whether words stand between quotations, and not only what connects these.
 * @param {Lexeme[]} found
 */
const areWordsOutside = (found) =>
  found.some(
    ({ name, text }) => name === "field" || (name === "word" && tokenize(text).length > 0),
  );

/**
 * @param {string} query
 * @param {Map<number, number>} ends
 * @param {RegExp | null} stray
 */
function lexemesOf(query, ends, stray = STRAY) {
  /** @type {Lexeme[]} */
  const found = [];
  let position = 0;
  while (position < query.length) {
    // There is always one: anything but a space is a word, or what stands for itself.
    const match = /** @type {RegExpExecArray} */ (matchAt(LEXEME, query, position));
    const behind = position + match[0].length;
    const [read, next] = lexemeOf(query, position, match.groups ?? {}, behind, ends, stray);
    if (read !== null) found.push(read);
    position = next;
  }
  return asMeant([...found, lexeme("end", "", query.length, "", query.length)]);
}

/**
 * What was matched as a lexeme, null where it says nothing, and the offset behind it.
 * @param {string} query
 * @param {number} position
 * @param {Object<string, string | undefined>} groups
 * @param {number} behind
 * @param {Map<number, number>} ends
 * @param {RegExp | null} stray
 * @returns {[read: ?Lexeme, behind: number]}
 */
function lexemeOf(query, position, groups, behind, ends, stray) {
  const { sign = "", open, close, quote, field, noField, word } = groups;
  if (word !== undefined) {
    const name = (sign ? undefined : CONNECTIVES.get(word)) ?? "word";
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

/**
 * @param {string} query
 * @param {number} position
 * @param {string} sign
 * @param {number} start
 * @param {Map<number, number>} ends
 * @param {RegExp | null} stray
 * @returns {[read: ?Lexeme, behind: number]}
 */
function phraseAt(query, position, sign, start, ends, stray) {
  const end = closingMark(query, start, ends, stray);
  if (end === null) return [null, start];
  const [distance, behind] = distanceAt(query, end + 1);
  return [lexeme("phrase", query.slice(start, end), position, sign, start, { distance }), behind];
}

/** @param {string} name */
function noFieldReason(name) {
  const fields = `${FIELDS.slice(0, -1).join(", ")} and ${FIELDS.at(-1)}`;
  const hint = "to find the words, put them in quotation marks";
  return `no field is called ${name}; the fields are ${fields}; ${hint}`;
}

/**
 * @param {string} query
 * @param {number} position
 * @param {string} sign
 * @param {string} field
 * @param {number} behind
 * @param {Map<number, number>} ends
 * @param {RegExp | null} stray
 * @returns {[read: ?Lexeme, behind: number]}
 */
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
 * @param {string} query
 * @param {number} start
 * @param {Map<number, number>} ends
 * @param {RegExp | null} stray
 * @returns {?number}
 */
function closingMark(query, start, ends, stray) {
  const known = ends.get(start - 1);
  if (known !== undefined) return known;
  const opening = query[start - 1];
  for (const mark of CLOSING_MARKS[opening] ?? []) {
    const end = query.indexOf(mark, start);
    if (end >= 0) return end;
  }
  if (opening !== '"' || (stray && matchAt(stray, query, start - 1))) return null;
  throw new QueryError(query, start - 1, "this quotation mark is never closed");
}

/**
 * The number that follows a quotation after ~, or 0, and where it ends.
 * @param {string} query
 * @param {number} start
 * @returns {[distance: number, behind: number]}
 */
function distanceAt(query, start) {
  if (query[start] !== "~") return [0, start];
  const match = matchAt(DISTANCE, query, start);
  const distance = match ? Number(match[1]) : 0;
  if (match === null || distance < 1 || distance > FARTHEST_APART) {
    const reason = "~ after a quotation needs a whole number from 1 to 1,000";
    throw new QueryError(query, start, reason);
  }
  return [distance, start + match[0].length];
}

/**
 * Where the value of a field begins and ends, and whether it is a quotation.
 * @param {string} query
 * @param {number} position
 * @param {string} field
 * @param {Map<number, number>} ends
 * @param {RegExp | null} stray
 * @returns {[start: number, end: number, quoted: boolean]}
 */
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

/**
 * Without parentheses where they are a pasted text's: not in pairs, and no operator about.
 * @param {Lexeme[]} found
 */
function asMeant(found) {
  let depth = 0;
  let deepestDebt = 0;
  for (const { name } of found) {
    depth += Number(name === "open") - Number(name === "close");
    deepestDebt = Math.min(deepestDebt, depth);
  }
  if ((depth === 0 && deepestDebt === 0) || found.some(isOperator)) return found;
  return found.filter(({ name }) => name !== "open" && name !== "close");
}

/**
 * Whether nobody pastes it without meaning it.
 * @param {Lexeme} lexeme
 */
const isOperator = ({ name, sign, distance }) =>
  sign !== "" || distance > 0 || ["and", "or", "not", "field"].includes(name);
