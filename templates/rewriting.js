/** The text of a query with parts of it written otherwise. */

/** How far apart words are at most that are meant to stand together. */
const NEARBY = 8;
const CONNECTIVE_WORDS = ["and", "or", "not"];

/**
 * The query with other spellings for some words.
 * @param {string} query
 * @param {Map<string, string>} spellings by `placeKey`
 */
function respelt(query, spellings) {
  const lexemes = readLexemes(query).filter(({ name }) =>
    ["word", "phrase", "field"].includes(name),
  );
  return lexemes.reduceRight((text, { field, text: own, start: from }) => {
    return tokenize(own).reduceRight((spelt, { surface, start, end }) => {
      const spelling = spellings.get(placeKey([field, surface]));
      if (spelling === undefined) return spelt;
      return spelt.slice(0, from + start) + spelling + spelt.slice(from + end);
    }, text);
  }, query);
}

/**
 * What stands for a word and the field it is in, "" for what is looked for in the text.
 * @param {Place} place
 */
const placeKey = ([field, word]) => `${field}:${word}`;

/**
 * The query with exact forms as any, and with quotations as words near, then as mere words.
 * @param {string} query
 * @param {(leaf: Leaf) => boolean} isTooStrict what of it is to be loosened
 * @returns {string[]} none for a query that cannot be understood, as with another spelling it may be
 */
function loosened(query, isTooStrict) {
  const lexemes = understood(query);
  const strict = lexemes.filter((lexeme) => isStrict(lexeme, isTooStrict));
  if (strict.length === 0) return [];
  const together = lexemes.some(({ name }) => CONNECTIVE_WORDS.includes(name));
  const asWords = (/** @type {Lexeme} */ lexeme) => writtenAsWords(lexeme, together);
  return [rewritten(query, strict, writtenAsNear), rewritten(query, strict, asWords)];
}

/** @param {string} query */
function understood(query) {
  try {
    return readLexemes(query);
  } catch (error) {
    if (error instanceof QueryError) return [];
    throw error;
  }
}

/**
 * @param {Lexeme} lexeme
 * @param {(leaf: Leaf) => boolean} isTooStrict
 */
function isStrict({ name, text, sign, distance }, isTooStrict) {
  if (sign.startsWith("-")) return false;
  const isExact = name === "word" && sign.endsWith("=");
  const surfaces = tokenize(text).map(({ surface }) => surface);
  if (surfaces.length <= (isExact ? 0 : 1) || !(isExact || name === "phrase")) return false;
  return isTooStrict(
    distance ? { type: "near", surfaces, distance } : { type: "phrase", surfaces },
  );
}

/**
 * @param {string} query
 * @param {Lexeme[]} lexemes
 * @param {(lexeme: Lexeme) => string} write
 */
function rewritten(query, lexemes, write) {
  return lexemes.reduceRight((text, lexeme) => {
    const { name, text: own, position, start, distance } = lexeme;
    let end = start + own.length + Number(name === "phrase");
    if (distance) end += /^~[0-9]+/.exec(text.slice(end))?.[0].length ?? 0;
    return text.slice(0, position) + write(lexeme) + text.slice(end);
  }, query);
}

/** @param {string} sign */
const withoutEquals = (sign) => sign.replace("=", "");

/**
 * As words of which some may have been changed, moved or put in.
 * @param {Lexeme} lexeme
 */
function writtenAsNear({ name, text, sign, distance }) {
  if (name === "word") return withoutEquals(sign) + text;
  const wide = Math.max(NEARBY, 2 * tokenize(text).length, 2 * distance);
  const words = text.replace(/["“”]/g, " ");
  return `${withoutEquals(sign)}"${words}"~${Math.min(wide, FARTHEST_APART)}`;
}

/**
 * @param {Lexeme} lexeme
 * @param {boolean} together
 */
function writtenAsWords({ name, text, sign }, together) {
  const own = withoutEquals(sign);
  if (name === "word") return own + text;
  const words = tokenize(text).map(({ start, end }) => {
    const word = text.slice(start, end);
    const small = word.toLowerCase();
    return CONNECTIVE_WORDS.includes(small) ? small : word;
  });
  return own || together ? `${own}(${words.join(" ")})` : words.join(" ");
}
