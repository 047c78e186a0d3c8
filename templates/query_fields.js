/** A field of a query, such as title:summit or date:2016..2017, to what it asks for. */

const KINDS = [
  "body", "heading", "quote", "list", "annotation", "caption", "byline", "boilerplate",
  "footnote", "table", "code",
];

/** A question mark at the end of a word is one. */
const FIELD_PATTERN = new RegExp(`\\*|~|\\?(?=${LETTER_OR_DIGIT})`, "u");
const NO_DATE = "no date: write 2018, 2018-04, 2018-04-18 or 2016..2018-04";

/**
 * The filter that a field is.
 * @param {string} query
 * @param {Lexeme} lexeme
 * @returns {Field | Dates}
 * @throws {QueryError} the value is none of this field's; it points at the value
 */
function readField(query, lexeme) {
  const { text: value, start } = lexeme;
  const name = /** @type {Field["name"]} */ (lexeme.field);
  if (lexeme.field === "date") return datesOf(query, lexeme);
  if (name === "kind") {
    if (KINDS.includes(value)) return { type: "field", name, words: [value], verbatim: true };
    throw new QueryError(query, start, `kind: is one of ${KINDS.join(", ")}`);
  }
  const pattern = FIELD_PATTERN.exec(value);
  if (pattern && name !== "path" && !lexeme.quoted) {
    const reason = `${name}: takes words as they are, without ${pattern[0]}`;
    throw new QueryError(query, start + pattern.index, reason);
  }
  const words = name === "path" ? partsOfPath(value) : surfacesOf(value);
  if (words.length === 0) throw new QueryError(query, start, `${name}: needs a word`);
  const inAnyForm = name === "title" && !lexeme.quoted && !lexeme.sign.endsWith("=");
  return { type: "field", name, words, verbatim: !inAnyForm };
}

/** @param {string} value */
const partsOfPath = (value) => (ONLY_SPACE.test(value) ? [] : [fold(value)]);

/**
 * @param {string} query
 * @param {Lexeme} lexeme
 * @returns {Dates}
 */
function datesOf(query, { text, start }) {
  const days = daysBetween(text);
  if (days === null) throw new QueryError(query, start, NO_DATE);
  const [first, last] = days;
  if (first > last) throw new QueryError(query, start, "this range ends before it begins");
  return { type: "dates", first, last };
}
