/**
 * The piece of a paragraph worth showing, and where the matches are in it.
 *
 * Lengths are counted in code points as in Python, offsets are UTF-16: `pointAt` maps one to the
 * other.
 *
 * @typedef {[number, number]} Span
 * @typedef {{start: number, end: number, leaf: number, weight: number}} Match
 */

const LONGEST_SNIPPET = 320;
const LEAD = 60;

const NO_SPACE = new RegExp(`[^${SPACE}]+`, "g");

/** Maps a UTF-16 offset of the text to the number of code points before it. */
function pointAt(text) {
  if (!/[\ud800-\udfff]/.test(text)) return (offset) => offset;
  const points = new Uint32Array(text.length + 1);
  let count = 0;
  let offset = 0;
  for (const character of text) {
    points.fill(count, offset, offset + character.length);
    offset += character.length;
    count++;
  }
  points[offset] = count;
  return (at) => points[at];
}

/** Spans in order, those that overlap or touch made one. */
function mergeSpans(spans) {
  const merged = [];
  for (const [start, end] of [...spans].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = merged.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(end, last[1]);
    else merged.push([start, end]);
  }
  return merged;
}

/**
 * The densest part of a paragraph: whole sentences where one with a match fits, else part of one,
 * cut between words; a word that is too long for that between graphemes.
 * @param {string} text
 * @param {Span[]} sentences
 * @param {Match[]} matches
 * @returns {{text: string, spans: Span[]}}
 */
function makeSnippet(text, sentences, matches) {
  const ordered = [...matches].sort((a, b) => a.start - b.start || a.end - b.end);
  const point = pointAt(text);
  if (point(text.length) <= LONGEST_SNIPPET) return cutSnippet(text, [0, text.length], ordered);
  return cutSnippet(text, windowOf(text, sentences, ordered, point), ordered);
}

function windowOf(text, sentences, matches, point) {
  const window = bestWindow(sentenceWindows(sentences, point), matches, point);
  if (window) return window;
  const words = bestWindow(wordWindows(text, matches, point), matches, point);
  return words ? untorn(text, words, matches) : headOf(text, point);
}

/** The longest window that each sentence opens; a shorter one never has more matches. */
function sentenceWindows(sentences, point) {
  const windows = [];
  let behind = 0;
  sentences.forEach(([start], first) => {
    behind = Math.max(behind, first);
    const limit = point(start) + LONGEST_SNIPPET;
    while (behind < sentences.length && point(sentences[behind][1]) <= limit) behind++;
    if (behind > first) windows.push([start, sentences[behind - 1][1]]);
  });
  return windows;
}

/** Where the words begin and end; in a long text there are a million, too many for plain arrays. */
function wordEdges(text) {
  const [starts, ends] = [new Numbers(), new Numbers()];
  for (const { index, 0: word } of text.matchAll(NO_SPACE)) {
    starts.push(index);
    ends.push(index + word.length);
  }
  return { starts: starts.trimmed(), ends: ends.trimmed() };
}

function wordWindows(text, matches, point) {
  const edges = wordEdges(text);
  return matches.map((match) => around(match, edges, text, point));
}

/** Whole words around a match; a piece of one where its word alone is too long. */
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

/** The last of `ends` that is not behind `limit`; undefined where all are. */
const lastEnd = (ends, limit) => ends[lowerBound(ends, limit + 1) - 1];

/** The first place from `from` on where a word may be cut, or `at`, which is behind. */
function firstCut(text, from, at) {
  let place = from;
  while (place < at && !mayCut(text, place)) place = nextAfter(text, place);
  return place;
}

/** The last place up to `limit` where a word may be cut; itself if all are below `least`. */
function lastCut(text, least, limit) {
  let place = limit;
  while (place >= least && !mayCut(text, place)) place = lastBefore(text, place);
  return place >= least ? place : limit;
}

/**
 * The window without pieces of matches where it cuts words, if that leaves its matches whole.
 *
 * Scripts without spaces have words as long as their sentences.
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

function headOf(text, point) {
  const limit = offsetOf(text, LONGEST_SNIPPET, point);
  return [0, lastEnd(wordEdges(text).ends, limit) ?? lastCut(text, 1, limit)];
}

/** The UTF-16 offset after `count` code points, or the end of the text. */
function offsetOf(text, count, point) {
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (point(middle) < count) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The window with the best matches, or null where none has any: those of the most, and rarest,
 * leaves; then the most; then the longer window; then the earlier.
 */
function bestWindow(windows, matches, point) {
  const starts = matches.map((match) => match.start);
  const weights = new Map(matches.map(({ leaf, weight }) => [leaf, weight]));
  let best = null;
  let bestWorth = null;
  for (const window of windows) {
    const [start, end] = window;
    const { leaves, count } = insideOf(matches, lowerBound(starts, start), end);
    if (count === 0) continue;
    const worth = [weightOf(leaves, weights), count, point(end) - point(start), -start];
    if (bestWorth === null || isGreater(worth, bestWorth)) [best, bestWorth] = [window, worth];
  }
  return best;
}

/**
 * Of the matches from the one numbered `first` on, those that end by `end`: how many they are, and
 * of which leaves. A plain loop: where each character is a match, many thousands of windows have
 * hundreds of them each.
 * @param {Match[]} matches
 */
function insideOf(matches, first, end) {
  const leaves = [];
  let count = 0;
  for (let i = first; i < matches.length && matches[i].start < end; i++) {
    if (matches[i].end > end) continue;
    count++;
    if (!leaves.includes(matches[i].leaf)) leaves.push(matches[i].leaf);
  }
  return { leaves, count };
}

/** What leaves weigh together. Sums of doubles depend on their order: by leaf, as in Python. */
function weightOf(leaves, weights) {
  return round9(sum(leaves.sort((a, b) => a - b).map((leaf) => weights.get(leaf))));
}

function isGreater(a, b) {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at >= 0 && a[at] > b[at];
}

function cutSnippet(text, [start, end], matches) {
  const before = ONLY_SPACE.test(text.slice(0, start)) ? "" : "… ";
  const after = ONLY_SPACE.test(text.slice(end)) ? "" : " …";
  const shift = before.length - start;
  const spans = matches
    .filter((match) => match.start < end && match.end > start)
    .map((match) => [Math.max(match.start, start) + shift, Math.min(match.end, end) + shift]);
  return { text: before + text.slice(start, end) + after, spans: mergeSpans(spans) };
}
