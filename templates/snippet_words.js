/** The piece of a paragraph to show where no sentence fits: cut between words, or inside of one. */

const LEAD = 60;

const NO_SPACE = new RegExp(`[^${SPACE}]+`, "g");

/**
 * @param {string} text
 * @param {Match[]} matches
 * @param {PointAt} point
 * @returns {Span}
 */
function windowOfWords(text, matches, point) {
  const edges = wordEdges(text);
  const windows = matches.map((match) => around(match, edges, text, point));
  const words = bestWindow(windows, matches, point);
  return words ? untorn(text, words, matches) : headOf(text, edges.ends, point);
}

/**
 * Where the words begin and end; in a long text there are a million, too many for plain arrays.
 * @param {string} text
 */
function wordEdges(text) {
  const [starts, ends] = [new Numbers(), new Numbers()];
  for (const { index, 0: word } of text.matchAll(NO_SPACE)) {
    starts.push(index);
    ends.push(index + word.length);
  }
  return { starts: starts.trimmed(), ends: ends.trimmed() };
}

/**
 * Whole words around a match; a piece of one where its word alone is too long.
 * @param {Match} match
 * @param {{starts: Int32Array, ends: Int32Array}} edges
 * @param {string} text
 * @param {PointAt} point
 * @returns {Span}
 */
function around(match, { starts, ends }, text, point) {
  let { start: from, end: to } = match;
  while (!mayCut(text, from)) from = lastBefore(text, from);
  while (!mayCut(text, to)) to = nextAfter(text, to);
  const [begin, end] = [point(from), point(to)];
  const last = point(ends[lowerBound(ends, to)]);
  const fits = last - begin <= LONGEST_SNIPPET;
  const needed = fits ? last : Math.min(end, begin + LONGEST_SNIPPET);
  const earliest = Math.max(begin - LEAD, needed - LONGEST_SNIPPET, 0);
  const own = lowerBound(starts, from + 1) - 1;
  const nearest = offsetOf(text, earliest, point);
  const lead = Math.min(lowerBound(starts, nearest), own);
  const hasRoom = point(starts[lead]) >= (fits ? last - LONGEST_SNIPPET : earliest);
  const start = hasRoom ? starts[lead] : firstCut(text, nearest, from);
  const limit = offsetOf(text, point(start) + LONGEST_SNIPPET, point);
  if (fits) return [start, lastEnd(ends, limit)];
  return [start, lastCut(text, to <= limit ? to : nextAfter(text, start), limit)];
}

/**
 * The last of `ends` that is not behind `limit`; undefined where all are.
 * @param {Int32Array} ends
 * @param {number} limit
 */
const lastEnd = (ends, limit) => ends[lowerBound(ends, limit + 1) - 1];

/**
 * The first place from `from` on where a word may be cut, or `at`, which is behind.
 * @param {string} text
 * @param {number} from
 * @param {number} at
 */
function firstCut(text, from, at) {
  let place = from;
  while (place < at && !mayCut(text, place)) place = nextAfter(text, place);
  return place;
}

/**
 * The last place up to `limit` where a word may be cut; itself if all are below `least`.
 * @param {string} text
 * @param {number} least
 * @param {number} limit
 */
function lastCut(text, least, limit) {
  let place = limit;
  while (place >= least && !mayCut(text, place)) place = lastBefore(text, place);
  return place >= least ? place : limit;
}

/**
 * The window without pieces of matches where it cuts words, if that leaves its matches whole.
 *
 * Scripts without spaces have words as long as their sentences.
 * @param {string} text
 * @param {Span} window
 * @param {Match[]} matches
 * @returns {Span}
 */
function untorn(text, [start, end], matches) {
  let [first, behind] = [start, end];
  const cutsBefore = !ONLY_SPACE.test(text.charAt(start - 1));
  const cutsBehind = !ONLY_SPACE.test(text.charAt(end));
  for (const match of matches) {
    if (cutsBefore && match.start < start && start < match.end) first = Math.max(first, match.end);
    if (cutsBehind && match.start < end && end < match.end) behind = Math.min(behind, match.start);
  }
  const inside = matches.filter((match) => start <= match.start && match.end <= end);
  if (inside.some((match) => match.start < first || behind < match.end)) return [start, end];
  while (ONLY_SPACE.test(text.charAt(first))) first++;
  while (ONLY_SPACE.test(text.charAt(behind - 1))) behind--;
  return [first, behind];
}

/**
 * @param {string} text
 * @param {Int32Array} ends where its words end
 * @param {PointAt} point
 * @returns {Span}
 */
function headOf(text, ends, point) {
  const limit = offsetOf(text, LONGEST_SNIPPET, point);
  return [0, lastEnd(ends, limit) ?? lastCut(text, 1, limit)];
}

/**
 * The UTF-16 offset after `count` code points, or the end of the text.
 * @param {string} text
 * @param {number} count
 * @param {PointAt} point
 */
function offsetOf(text, count, point) {
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (point(middle) < count) low = middle + 1;
    else high = middle;
  }
  return low;
}
