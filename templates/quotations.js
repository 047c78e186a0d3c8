/** Which quotation marks belong together where a quotation has some inside. */

/** Marks pair up among their own; „ opens what “ or ” closes, and no quotation of the language. */
const STYLES_OF_MARKS = ['"', "“”„"];

/** What stands before a mark that opens, besides another such mark, and behind one that closes. */
const BEFORE_OPENING = new RegExp(`^(?:[${SPACE}([{<«‹—–/'‘=+:-]|)$`, "u");
const BEHIND_CLOSING = new RegExp(`(?:[${SPACE})\\]}~,;:!?]|\\.(?!\\.)|$)`, "uy");

/** A sentence in quotation marks, and nothing before or behind. */
const SENTENCE = new RegExp(
  `^([${SPACE}]*["“])(.*[.!?…:;,—–。！？][)\\]’'"“”]*)["“”][${SPACE}]*$`,
  "su",
);

const WITH_INCHES = new RegExp(`^([${SPACE}]*")(.*\\p{Nd}".+)"[${SPACE}]*$`, "su");

/**
 * The offset of each quotation mark that could begin a quotation, to that of its end.
 *
 * A mark with a space before it and none behind opens, one at the end of a word closes, and a
 * quotation ends where all that were opened inside are closed. Where that is nowhere, the mark is
 * left out.
 * @param {string} query
 * @returns {Map<number, number>}
 */
function quotationEnds(query) {
  const marks = quotationMarks(query);
  const ends = new Map();
  for (const style of STYLES_OF_MARKS) {
    /** @type {{position: number, depth: number}[]} */
    const pending = [];
    let depth = 0;
    for (const { position, opens } of marks.filter(({ mark }) => style.includes(mark))) {
      depth += opens ? 1 : -1;
      for (let last = pending.at(-1); last && depth < last.depth; last = pending.at(-1)) {
        ends.set(last.position, position);
        pending.pop();
      }
      pending.push({ position, depth });
    }
  }
  return ends;
}

/**
 * Where the text begins and ends of what may be one pasted sentence, quoted; or null.
 *
 * It ends like one, or has inches in it: straight marks behind a digit that none opens.
 * @param {string} query
 */
function quotedSentence(query) {
  const sentence = SENTENCE.exec(query);
  const match = sentence ?? WITH_INCHES.exec(query);
  if (match === null) return null;
  const straight = quotationMarks(query).filter(({ mark }) => mark === '"');
  const balance = sum(straight.map(({ opens }) => (opens ? 1 : -1)));
  if (sentence === null && balance >= 0) return null;
  return [match[1].length, match[1].length + match[2].length];
}

/**
 * The match of a sticky expression at a place, or null.
 * @param {RegExp} expression
 * @param {string} text
 * @param {number} position
 */
function matchAt(expression, text, position) {
  expression.lastIndex = position;
  return expression.exec(text);
}

/**
 * Each quotation mark, its offset, and whether it opens by the look of its neighbours.
 * @param {string} query
 */
function quotationMarks(query) {
  const found = [];
  let lastOpening = null;
  for (const { 0: mark, index: position } of query.matchAll(/["“”„]/g)) {
    const before = query.slice(Math.max(position - 1, 0), position);
    const begins = BEFORE_OPENING.test(before) || lastOpening === position - 1;
    const ends = matchAt(BEHIND_CLOSING, query, position + 1) !== null;
    const opens = mark === "„" || (mark === "“" ? begins || !ends : begins && !ends);
    if (opens) lastOpening = position;
    found.push({ mark, position, opens });
  }
  return found;
}
