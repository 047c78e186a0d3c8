/** A bare word of a query to what it stands for: words, words with wildcards, words nearly so. */

/** Up to so many letters a fuzzy word means one edit, beyond that two. */
const SHORT_WORD = 5;

/** What is no part of a word at its end, though letters might follow it. */
const PUNCTUATION = "?'’‘ʼ＇";

/**
 * What a bare word, or several without a space between, stands for.
 * @param {string} query
 * @param {Lexeme} lexeme
 * @returns {(Word | Pattern | Fuzzy)[]}
 * @throws {QueryError} wildcards alone, or ~ with something it does not go with
 */
function readWord(query, { text, start: origin }) {
  // Any letter will do where a wildcard is, to see what belongs to its word.
  const tokens = tokenize(text.replace(/[*?]/g, "x"));
  const leaves = leavesOf(query, text, origin, tokens);
  if (leaves.length === 0) {
    const wild = tokens.find(({ start, end }) => withoutPunctuation(text.slice(start, end)) !== "");
    if (wild) {
      throw new QueryError(query, origin + wild.start, "a wildcard needs at least one letter");
    }
  }
  return leaves;
}

function leavesOf(query, text, origin, tokens) {
  const leaves = [];
  for (let i = 0; i < tokens.length; i++) {
    const { start, end } = tokens[i];
    const piece = text.slice(start, end);
    if (text[end] !== "~") {
      leaves.push(...written(piece));
      continue;
    }
    const fail = (reason) => new QueryError(query, origin + end, reason);
    if (/[*?]/.test(piece)) throw fail("~ goes after a word without * and ?");
    const [surface] = surfacesOf(piece);
    let edits = codePoints(surface) <= SHORT_WORD ? 1 : 2;
    if (tokens[i + 1]?.start === end + 1) {
      const next = tokens[++i];
      edits = ["1", "2"].indexOf(text.slice(next.start, next.end)) + 1;
      if (edits === 0) throw fail("1 or 2 after ~");
    }
    leaves.push({ type: "fuzzy", surface, edits });
  }
  return leaves;
}

function withoutPunctuation(piece) {
  let end = piece.length;
  while (end > 0 && PUNCTUATION.includes(piece[end - 1])) end--;
  return piece.slice(0, end);
}

/** What a piece without ~ stands for. */
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
