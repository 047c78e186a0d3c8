/** A bare word of a query to what it stands for: words, words with wildcards, words nearly so. */

/** So many patterns and fuzzy words may stand in a query. */
const MOST_EXPANDED = 30;

/** A pattern that begins with fewer letters counts for several. */
const NARROW = 3;
const WIDE_COUNTS = 5;

/** Up to so many letters a fuzzy word means one edit, beyond that two. */
const SHORT_WORD = 5;

/** What is no part of a word at its end, though letters might follow it. */
const PUNCTUATION = "?'’‘ʼ＇";

/**
 * What a bare word, or several without a space between, stands for.
 * @param {string} query
 * @param {Lexeme} lexeme
 * @param {number} before what the patterns and fuzzy words before it count
 * @returns {(Word | Pattern | Fuzzy)[]}
 * @throws {QueryError} ~ with something it does not go with, too many patterns and fuzzy words
 */
function readWord(query, { text, start: origin }, before) {
  // Any letter will do where a wildcard is, to see what belongs to its word.
  const tokens = tokenize(text.replace(/[*?]/g, "x"));
  const found = leavesOf(query, text, origin, tokens);
  for (const [start, leaf] of found) {
    before += reach(leaf);
    if (before > MOST_EXPANDED) {
      throw new QueryError(query, origin + start, "too many words with *, ? or ~");
    }
  }
  return found.map(([, leaf]) => leaf);
}

/**
 * What a word counts of the patterns and fuzzy words that a query may have.
 * @param {Word | Pattern | Fuzzy} leaf
 */
function reach(leaf) {
  if (leaf.type !== "pattern") return Number(leaf.type === "fuzzy");
  return codePoints(leaf.text.split(/[*?]/)[0]) < NARROW ? WIDE_COUNTS : 1;
}

/**
 * Each with the offset in the lexeme of the token it is made of.
 * @param {string} query
 * @param {string} text
 * @param {number} origin
 * @param {Token[]} tokens
 * @returns {[start: number, leaf: Word | Pattern | Fuzzy][]}
 */
function leavesOf(query, text, origin, tokens) {
  /** @type {[start: number, leaf: Word | Pattern | Fuzzy][]} */
  const leaves = [];
  for (let i = 0; i < tokens.length; i++) {
    const { start, end } = tokens[i];
    const piece = text.slice(start, end);
    if (text[end] !== "~") {
      for (const leaf of written(piece)) leaves.push([start, leaf]);
      continue;
    }
    const fail = (/** @type {string} */ reason) => new QueryError(query, origin + end, reason);
    if (/[*?]/.test(piece)) throw fail("~ goes after a word without * and ?");
    const [surface] = surfacesOf(piece);
    let edits = codePoints(surface) <= SHORT_WORD ? 1 : 2;
    if (tokens[i + 1]?.start === end + 1) {
      const next = tokens[++i];
      edits = ["1", "2"].indexOf(text.slice(next.start, next.end)) + 1;
      if (edits === 0) throw fail("1 or 2 after ~");
    }
    leaves.push([start, { type: "fuzzy", surface, edits }]);
  }
  return leaves;
}

/** @param {string} piece */
function withoutPunctuation(piece) {
  let end = piece.length;
  while (end > 0 && PUNCTUATION.includes(piece[end - 1])) end--;
  return piece.slice(0, end);
}

/**
 * What a piece without ~ stands for.
 * @param {string} ending
 * @returns {(Word | Pattern)[]}
 */
function written(ending) {
  const piece = withoutPunctuation(ending);
  const parts = piece.split(/([*?])/);
  if (parts.length === 1) {
    return surfacesOf(piece).map((surface) => ({ type: "word", surface }));
  }
  // Every other part is a wildcard.
  if (!parts.some((part, i) => i % 2 === 0 && part)) return [];
  // What has dots inside is an acronym, and written without them.
  const folded = parts.map((part, i) => (i % 2 ? part : fold(part.replaceAll(".", ""))));
  return [{ type: "pattern", text: folded.join("").replace(/\*+/g, "*") }];
}
