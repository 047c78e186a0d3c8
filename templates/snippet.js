/**
 * The piece of a paragraph worth showing, and where the matches are in it.
 *
 * Lengths are counted in code points as in Python, offsets are UTF-16: `pointAt` maps one to the
 * other.
 *
 * @typedef {[number, number]} Span
 * @typedef {(offset: number) => number} PointAt
 * @typedef {{start: number, end: number, leaf: number, weight: number}} Match
 */

const LONGEST_SNIPPET = 320;

/**
 * Maps a UTF-16 offset of the text to the number of code points before it.
 * @param {string} text
 * @returns {PointAt}
 */
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

/**
 * Spans in order, those that overlap or touch made one.
 * @param {Span[]} spans
 * @returns {Span[]}
 */
function mergeSpans(spans) {
  /** @type {Span[]} */
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
 * @param {Store} store
 * @returns {{text: string, spans: Span[]}}
 */
function makeSnippet(text, sentences, matches, store) {
  const ordered = [...matches].sort((a, b) => a.start - b.start || a.end - b.end);
  const point = pointAt(text);
  if (point(text.length) <= LONGEST_SNIPPET) return cutSnippet(text, [0, text.length], ordered);
  return cutSnippet(text, windowOf(text, sentences, ordered, point, store), ordered);
}

/**
 * @param {string} text
 * @param {Span[]} sentences
 * @param {Match[]} matches
 * @param {PointAt} point
 * @param {Store} store
 * @returns {Span}
 */
function windowOf(text, sentences, matches, point, store) {
  const window = bestWindow(sentenceWindows(sentences, point), matches, point);
  return window ?? store.script(MORE).windowOfWords(text, matches, point);
}

/**
 * The longest window that each sentence opens; a shorter one never has more matches.
 * @param {Span[]} sentences
 * @param {PointAt} point
 * @returns {Span[]}
 */
function sentenceWindows(sentences, point) {
  /** @type {Span[]} */
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

/**
 * The window with the best matches, or null where none has any: those of the most, and rarest,
 * leaves; then the most; then the longer window; then the earlier.
 * @param {Span[]} windows
 * @param {Match[]} matches
 * @param {PointAt} point
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
 * @param {number} first
 * @param {number} end
 */
function insideOf(matches, first, end) {
  /** @type {number[]} */
  const leaves = [];
  let count = 0;
  for (let i = first; i < matches.length && matches[i].start < end; i++) {
    if (matches[i].end > end) continue;
    count++;
    if (!leaves.includes(matches[i].leaf)) leaves.push(matches[i].leaf);
  }
  return { leaves, count };
}

/**
 * What leaves weigh together. Sums of doubles depend on their order: by leaf, as in Python.
 * @param {number[]} leaves
 * @param {Map<number, number>} weights
 */
function weightOf(leaves, weights) {
  return round9(sum(leaves.sort((a, b) => a - b).map((leaf) => weights.get(leaf) ?? 0)));
}

/**
 * @param {number[]} a
 * @param {number[]} b
 */
function isGreater(a, b) {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at >= 0 && a[at] > b[at];
}

/**
 * @param {string} text
 * @param {Span} window
 * @param {Match[]} matches
 */
function cutSnippet(text, [start, end], matches) {
  const before = ONLY_SPACE.test(text.slice(0, start)) ? "" : "… ";
  const after = ONLY_SPACE.test(text.slice(end)) ? "" : " …";
  const shift = before.length - start;
  const spans = matches
    .filter((match) => match.start < end && match.end > start)
    .map(
      (match) =>
        /** @type {Span} */ ([
          Math.max(match.start, start) + shift,
          Math.min(match.end, end) + shift,
        ]),
    );
  return { text: before + text.slice(start, end) + after, spans: mergeSpans(spans) };
}
