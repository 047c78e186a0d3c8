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
 * @param {string[]} surfaces the surface forms to choose from
 * @param {(surface: string) => number} frequency how many paragraphs have a surface form
 * @returns {string[]}
 */
function suggest(query, missing, surfaces, frequency) {
  const spellings = missing
    .slice(0, MOST_WORDS)
    .map((word) => [word, spellingsOf(word, surfaces, frequency)])
    .filter(([, found]) => found.length);
  const count = Math.max(0, ...spellings.map(([, found]) => found.length));
  const suggestions = Array.from({ length: count }, (_, place) =>
    spellings.reduce((spelt, [word, found]) => respelt(spelt, word, nth(found, place)), query),
  );
  return [...new Set(suggestions)];
}

/** The one at a place, or the last. */
const nth = (found, place) => found[Math.min(place, found.length - 1)];

function spellingsOf(word, surfaces, frequency) {
  const own = letters(word);
  const farthest = Math.min(FARTHEST, Math.floor((own.length - 1) / 2));
  const ranked = [];
  for (const surface of surfaces) {
    const apart = distance(own, letters(surface), farthest);
    if (apart === 0 || apart > farthest) continue;
    const count = frequency(surface);
    if (count) ranked.push({ apart, count, surface });
  }
  ranked.sort(
    (a, b) => a.apart - b.apart || b.count - a.count || byCodePoint(a.surface, b.surface),
  );
  return ranked.slice(0, MOST_SPELLINGS).map(({ surface }) => surface);
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
 * Edits between two words, neighbours swapped counting as one; `limit + 1` for any more. Of the
 * table only the band is filled in where the limit can be kept.
 * @param {string | string[]} one letter by letter
 * @param {string | string[]} other
 */
function distance(one, other, limit) {
  const beyond = limit + 1;
  if (Math.abs(one.length - other.length) > limit) return beyond;
  let last = [];
  let before = [];
  let row = Array.from({ length: other.length + 1 }, (_, j) => j);
  for (let i = 1; i <= one.length; i++) {
    [last, before, row] = [before, row, new Array(other.length + 1).fill(beyond)];
    row[0] = i;
    let least = i;
    for (let j = Math.max(1, i - limit); j <= Math.min(other.length, i + limit); j++) {
      const changed = before[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1);
      row[j] = Math.min(before[j] + 1, row[j - 1] + 1, changed);
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (swapped) row[j] = Math.min(row[j], last[j - 2] + 1);
      least = Math.min(least, row[j]);
    }
    if (least > limit) return beyond;
  }
  return Math.min(row[other.length], beyond);
}
