/**
 * Queries of plain words, as most are, and what makes a group of what stands in any query.
 *
 * @typedef {[sign: string, node: QueryNode]} Signed
 */

const LONGEST_QUERY = 4096;
/** @type {Map<string, "and" | "or" | "not">} */
const CONNECTIVES = new Map([
  ["AND", "and"],
  ["OR", "or"],
  ["NOT", "not"],
]);
const ONLY_LETTERS = /^[\p{L}\p{Nd} ]+$/u;

/** A query that cannot be understood; `position` is a UTF-16 offset into it. */
class QueryError extends Error {
  /**
   * @param {string} query
   * @param {number} position
   * @param {string} reason
   */
  constructor(query, position, reason) {
    super(reason);
    this.query = query;
    this.position = position;
    this.reason = reason;
  }
}

/**
 * The words, folded, of a query that has nothing but words; none of any other.
 * @param {string} query
 */
function plainWords(query) {
  const isPlain = query.length <= LONGEST_QUERY && ONLY_LETTERS.test(query);
  if (!isPlain || query.split(" ").some((word) => CONNECTIVES.has(word))) return [];
  return surfacesOf(query);
}

/**
 * @param {string[]} words
 * @param {Set<string>} functionWords
 * @returns {Group}
 */
const plainGroup = (words, functionWords) =>
  /** @type {Group} */ (
    makeGroup(
      words.map((surface) => ["", { type: "word", surface }]),
      functionWords,
    )
  );

/** The sign of what only narrows; it cannot be written. */
const NARROWS = "|";

/**
 * @param {Signed[]} signed
 * @param {(sign: string) => boolean} wanted
 * @returns {QueryNode[]}
 */
const nodesOf = (signed, wanted) => signed.filter(([sign]) => wanted(sign)).map(([, node]) => node);

/**
 * Drops the function words nobody insists on, as long as others remain.
 * @param {Signed[]} signed
 * @param {Set<string>} functionWords
 * @returns {?Group} null where no word is left
 */
function makeGroup(signed, functionWords) {
  const content = signed.filter(
    ([sign, node]) => !(sign === "" && node.type === "word" && functionWords.has(node.surface)),
  );
  const kept = content.some(([sign]) => sign === "" || sign === "+") ? content : signed;
  if (kept.length === 0) return null;
  const shoulds = nodesOf(kept, (sign) => sign === "");
  return {
    type: "group",
    musts: nodesOf(kept, (sign) => sign === "+"),
    shoulds,
    nots: nodesOf(kept, (sign) => sign === "-"),
    filters: nodesOf(kept, (sign) => sign === NARROWS),
    pairs: shoulds.length ? neighbours(kept, functionWords) : [],
  };
}

/**
 * Words side by side; a function word takes no place, as in the texts.
 * @param {Signed[]} signed
 * @param {Set<string>} functionWords
 * @returns {[string, string][]}
 */
function neighbours(signed, functionWords) {
  const words = signed
    .filter(([, node]) => !(node.type === "word" && functionWords.has(node.surface)))
    .map(([sign, node]) => (node.type === "word" && sign !== "-" ? node.surface : null));
  /** @type {[string, string][]} */
  const found = [];
  words.forEach((word, i) => {
    const next = words[i + 1];
    if (word && next && word !== next) found.push([word, next]);
  });
  return found;
}
