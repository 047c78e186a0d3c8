/**
 * Other spellings for the words of a query that are nowhere.
 *
 * Lengths and order are by code points, as in Python.
 *
 * @typedef {[field: string, word: string]} Place
 *   a word, folded, and the field it stands in, "" for the text
 * @typedef {{surface: string, apart: number, frequency: number}} Spelling
 *   a word that there is, how many edits it is away, and how many have it
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
 * @param {(field: string, word: string, edits: number) => Spelling[]} known the words that a field,
 *   or the text, has within so many edits of a word
 * @returns {string[]}
 */
function suggest(query, misspelt, known) {
  const tried = gathered(misspelt.slice(0, MOST_WORDS), (place) => {
    const [field, word] = place;
    return {
      key: placeKey(place),
      found: likeliest(word, known(field, word, farthestOf(letters(word)))),
    };
  });
  const spellings = tried.filter(({ found }) => found.length);
  const count = Math.max(0, ...spellings.map(({ found }) => found.length));
  const suggestions = Array.from({ length: count }, (_, place) =>
    respelt(query, new Map(spellings.map(({ key, found }) => [key, nth(found, place)]))),
  );
  return [...new Set(suggestions)].filter((suggestion) => suggestion !== query);
}

/**
 * The one at a place, or the last.
 * @param {string[]} found
 * @param {number} place
 */
const nth = (found, place) => found[Math.min(place, found.length - 1)];

/**
 * The spellings that were most likely meant, by how often they occur and how far away they are.
 * @param {string} word
 * @param {Spelling[]} spellings
 */
function likeliest(word, spellings) {
  const own = letters(word);
  const ranked = spellings
    .filter(({ apart, frequency }) => apart && frequency)
    .map(({ surface, apart, frequency }) => {
      return { surface, likelihood: frequency / 2 ** halvings(own, letters(surface), apart) };
    });
  ranked.sort((a, b) => b.likelihood - a.likelihood || byCodePoint(a.surface, b.surface));
  return ranked.slice(0, MOST_SPELLINGS).map(({ surface }) => surface);
}

/**
 * @param {Corpus} corpus
 * @param {string} word
 * @param {number} edits
 * @returns {Spelling[]} the forms of the articles within so many edits of a word
 */
const formsNear = (corpus, word, edits) =>
  corpus.lexicon
    .beginning("")
    .flatMap(({ surfaces, frequencies }) => wordsNear(surfaces, frequencies, word, edits));

/**
 * @param {string[]} surfaces
 * @param {number[]} frequencies
 * @param {string} word
 * @param {number} edits
 * @returns {Spelling[]} those of some words, each with its frequency, within so many edits
 */
function wordsNear(surfaces, frequencies, word, edits) {
  const own = letters(word);
  const has = letterBits(word);
  /** @type {Spelling[]} */
  const found = [];
  surfaces.forEach((surface, i) => {
    // One edit adds or takes away at most a letter each: cheaper to see than the edits.
    if (bitCount(letterBits(surface) ^ has) > 2 * edits) return;
    const apart = distance(own, letters(surface), edits);
    if (apart <= edits) found.push({ surface, apart, frequency: frequencies[i] });
  });
  return found;
}

/**
 * A bit for each letter that a word has, which several letters share.
 * @param {string} word
 */
function letterBits(word) {
  let bits = 0;
  for (let i = 0; i < word.length; i = nextAfter(word, i))
    bits |= 1 << ((word.codePointAt(i) ?? 0) & 31);
  return bits;
}

/** @param {number} bits */
function bitCount(bits) {
  let count = 0;
  for (let left = bits; left; left &= left - 1) count++;
  return count;
}

/**
 * How many edits another spelling may be away: one for each second letter, at most three.
 * @param {string | string[]} word
 */
const farthestOf = ({ length }) =>
  Math.min(FARTHEST, Math.floor((length - 1) / 2), 2 + Math.floor(length / 9));

/**
 * @param {string | string[]} own
 * @param {string | string[]} spelt
 * @param {number} apart
 */
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
 * @param {number} limit
 */
function distance(one, other, limit) {
  const beyond = limit + 1;
  if (Math.abs(one.length - other.length) > limit) return beyond;
  /** @type {number[]} */
  let last = [];
  /** @type {number[]} */
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
