/**
 * Other spellings for the words of a query that are nowhere.
 *
 * Lengths and order are by code points, as in Python.
 *
 * @typedef {[field: string, word: string]} Place
 *   a word, folded, and the field it stands in, "" for the text
 */

const FARTHEST = 3;
/** Spellings that are tried for one word. */
const MOST_SPELLINGS = 8;
/** A pasted page in another language is no spelling mistake. */
const MOST_WORDS = 5;

/**
 * Powers of two by which a spelling is less likely: for each edit; if its first letter is another;
 * if it has letters that the word has not, or the other way round.
 */
const HALVINGS = { edit: 10, firstLetter: 6, letters: 6 };

/**
 * Queries like `query` with other spellings for some words, the likeliest first.
 * @param {string} query
 * @param {Place[]} misspelt its words that are nowhere; one that nothing comes near stays, and so
 *   do all beyond the first five
 * @param {(field: string) => Iterable<[surface: string, frequency: number]>} known the words that a
 *   field, or the text, has
 * @returns {string[]}
 */
function suggest(query, misspelt, known) {
  const spellings = misspelt
    .slice(0, MOST_WORDS)
    .map((place) => [placeKey(place), likeliest(place[1], known(place[0]))])
    .filter(([, found]) => found.length);
  const count = Math.max(0, ...spellings.map(([, found]) => found.length));
  const suggestions = Array.from({ length: count }, (_, place) =>
    respelt(query, new Map(spellings.map(([key, found]) => [key, nth(found, place)]))),
  );
  return [...new Set(suggestions)].filter((suggestion) => suggestion !== query);
}

/** The one at a place, or the last. */
const nth = (found, place) => found[Math.min(place, found.length - 1)];

/**
 * The spellings that were most likely meant, by how often they occur and how far away they are.
 * @param {string} word
 * @param {Iterable<[surface: string, frequency: number]>} known
 * @param {number} [farthest] how many edits away at most
 */
function likeliest(word, known, farthest = farthestOf(letters(word))) {
  const own = letters(word);
  const ranked = [];
  for (const [surface, frequency] of known) {
    const spelt = letters(surface);
    const apart = frequency ? distance(own, spelt, farthest) : 0;
    if (apart === 0 || apart > farthest) continue;
    ranked.push({ surface, likelihood: frequency / 2 ** halvings(own, spelt, apart) });
  }
  ranked.sort((a, b) => b.likelihood - a.likelihood || byCodePoint(a.surface, b.surface));
  return ranked.slice(0, MOST_SPELLINGS).map(({ surface }) => surface);
}

/** How many edits another spelling may be away: one for each second letter, at most three. */
const farthestOf = ({ length }) =>
  Math.min(FARTHEST, Math.floor((length - 1) / 2), 2 + Math.floor(length / 9));

function halvings(own, spelt, apart) {
  const { edit, firstLetter, letters: others } = HALVINGS;
  const [mine, its] = [new Set(own), new Set(spelt)];
  const isSame = mine.size === its.size && [...mine].every((letter) => its.has(letter));
  return edit * apart + (own[0] === spelt[0] ? 0 : firstLetter) + (isSame ? 0 : others);
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
