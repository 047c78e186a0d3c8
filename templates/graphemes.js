/**
 * Where a text may be divided: between what a reader takes for characters, not inside of them.
 */

const LONGEST_ENTITY = 34;
const ENTITY = /&(?:#\d{1,7}|#[xX][\dA-Fa-f]{1,6}|[A-Za-z][\dA-Za-z]{1,31});/y;

/** Two characters that are of one grapheme, flags aside. */
const JOINED = (() => {
  const extending =
    "\\p{M}\\u0e33\\u0eb3\\u200c\\u200d\\uff9e\\uff9f\\u{1f3fb}-\\u{1f3ff}\\u{e0020}-\\u{e007f}";
  const pictures = "\\u2190-\\u2bff\\u3030\\u303d\\u3297\\u3299\\u{1f000}-\\u{1faff}";
  const viramas = "\\u094d\\u09cd\\u0acd\\u0b4d\\u0c4d\\u0d4d";
  const [leading, following] = ["\\u1100-\\u115f\\ua960-\\ua97c", "\\u1160-\\u11ff\\ud7b0-\\ud7fb"];
  const syllables = "\\uac00-\\ud7a3";
  return new RegExp(
    `[^${SPACE}][${extending}]` +
      `|\\u200d[${pictures}\\u0900-\\u0d7f]` +
      `|[${viramas}][\\u0900-\\u0d7f]` +
      `|[${leading}][${leading}${syllables}]` +
      `|[${leading}${following}${syllables}][${following}]`,
    "u",
  );
})();

/** @param {string} character */
const isFlagLetter = (character) => character >= "\u{1f1e6}" && character <= "\u{1f1ff}";

/**
 * The offset of the character that ends at `place`.
 * @param {string} text
 * @param {number} place
 */
function lastBefore(text, place) {
  return place - ((text.codePointAt(place - 2) ?? 0) > 0xffff ? 2 : 1);
}

/**
 * The offset behind the character that begins at `place`.
 * @param {string} text
 * @param {number} place
 */
const nextAfter = (text, place) => place + ((text.codePointAt(place) ?? 0) > 0xffff ? 2 : 1);

/**
 * Whether a place lies inside a grapheme; a mark behind white space stands alone.
 * @param {string} text
 * @param {number} place
 */
function isInside(text, place) {
  if (place <= 0 || place >= text.length || text.charCodeAt(place) < 0x300) return false;
  const after = text.slice(place, nextAfter(text, place));
  if (isFlagLetter(after)) return flagLetters(text, place) % 2 === 1;
  return JOINED.test(text.slice(lastBefore(text, place), place) + after);
}

/**
 * How many letters, of which two make a flag, are directly before a place.
 * @param {string} text
 * @param {number} place
 */
function flagLetters(text, place) {
  let count = 0;
  for (let at = place; isFlagLetter(text.slice(Math.max(at - 2, 0), at)); at -= 2) count++;
  return count;
}

/**
 * Whether a place lies neither inside a grapheme nor inside an HTML entity.
 * @param {string} text
 * @param {number} place
 */
function mayCut(text, place) {
  if (isInside(text, place)) return false;
  const earliest = Math.max(place - LONGEST_ENTITY, 0);
  const start = text.slice(earliest, place).lastIndexOf("&");
  if (start < 0) return true;
  ENTITY.lastIndex = earliest + start;
  return !ENTITY.test(text) || ENTITY.lastIndex <= place;
}

/**
 * The matches, each widened to the graphemes that it begins and ends in.
 * @param {string} text
 * @param {Match[]} matches
 * @returns {Match[]}
 */
function wholeGraphemes(text, matches) {
  if (isAscii(text)) return matches;
  let found = [0, 0];
  const graphemeAt = (/** @type {number} */ place) => {
    // One may be as long as the text, with a match in each place of it.
    if (!(found[0] < place && place < found[1])) found = grapheme(text, place);
    return found;
  };
  return matches.map((match) => {
    const start = isInside(text, match.start) ? graphemeAt(match.start)[0] : match.start;
    const end = isInside(text, match.end) ? graphemeAt(match.end)[1] : match.end;
    return { ...match, start, end };
  });
}

/**
 * The grapheme that a place is inside of.
 * @param {string} text
 * @param {number} place
 */
function grapheme(text, place) {
  let [start, end] = [place, place];
  while (isInside(text, start)) start = lastBefore(text, start);
  while (isInside(text, end)) end = nextAfter(text, end);
  return [start, end];
}
