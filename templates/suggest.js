/**
 * Other spellings for the words of a query that no paragraph has.
 *
 * Lengths and order are by code points, as in Python.
 */

const FARTHEST = 2;
const MOST_SPELLINGS = 3;
/** A pasted page in another language is no spelling mistake. */
const MOST_WORDS = 5;

/**
 * Queries like `query` with other spellings for its missing words, the nearest first. A word that
 * none comes near stays, and so do all beyond the first five.
 * @param {string} query
 * @param {string[]} missing its words, folded, that no paragraph has
 * @param {Iterable<string>} surfaces the surface forms to choose from
 * @param {(surface: string) => number} frequency how many paragraphs have a surface form
 * @returns {string[]}
 */
function suggest(query, missing, surfaces, frequency) {
  const known = Array.from(surfaces, (surface) => [...surface]);
  const spellings = missing
    .slice(0, MOST_WORDS)
    .map((word) => [word, spellingsOf(word, known, frequency)])
    .filter(([, found]) => found.length);
  const count = Math.max(0, ...spellings.map(([, found]) => found.length));
  const suggestions = Array.from({ length: count }, (_, place) =>
    spellings.reduce((spelt, [word, found]) => respelt(spelt, word, nth(found, place)), query),
  );
  return [...new Set(suggestions)];
}

/** The one at a place, or the last. */
const nth = (found, place) => found[Math.min(place, found.length - 1)];

/** @param {string[][]} known surface forms, letter by letter */
function spellingsOf(word, known, frequency) {
  const letters = [...word];
  const farthest = Math.min(FARTHEST, Math.floor((letters.length - 1) / 2));
  const ranked = [];
  for (const other of known) {
    if (Math.abs(other.length - letters.length) > farthest) continue;
    const apart = distance(letters, other, farthest);
    if (apart === 0 || apart > farthest) continue;
    const count = frequency(other.join(""));
    if (count) ranked.push({ apart, count, letters: other });
  }
  ranked.sort(
    (a, b) => a.apart - b.apart || b.count - a.count || byCodePoint(a.letters, b.letters),
  );
  return ranked.slice(0, MOST_SPELLINGS).map((spelling) => spelling.letters.join(""));
}

function byCodePoint(one, other) {
  const at = one.findIndex((letter, i) => letter !== other[i]);
  if (at < 0 || at >= other.length) return one.length - other.length;
  return one[at].codePointAt(0) - other[at].codePointAt(0);
}

/** The query with every occurrence of `word` spelt otherwise. */
function respelt(query, word, spelling) {
  const tokens = tokenize(query).filter((token) => token.surface === word);
  return tokens.reduceRight(
    (spelt, { start, end }) => spelt.slice(0, start) + spelling + spelt.slice(end),
    query,
  );
}

/**
 * Edits between two words, neighbours swapped counting as one; `limit + 1` for any more.
 * @param {string[]} one letter by letter
 * @param {string[]} other
 */
function distance(one, other, limit) {
  let last = [];
  let before = [];
  let row = Array.from({ length: other.length + 1 }, (_, j) => j);
  for (let i = 1; i <= one.length; i++) {
    [last, before, row] = [before, row, [i]];
    for (let j = 1; j <= other.length; j++) {
      const changed = before[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1);
      row[j] = Math.min(before[j] + 1, row[j - 1] + 1, changed);
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (swapped) row[j] = Math.min(row[j], last[j - 2] + 1);
    }
    if (Math.min(...row) > limit) return limit + 1;
  }
  return Math.min(row[other.length], limit + 1);
}
