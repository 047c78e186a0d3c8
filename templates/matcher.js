/**
 * Which paragraphs a query matches.
 * @param {QueryNode} leaf
 */

const leafKey = (leaf) => JSON.stringify(leaf);

/** Looks up what a query asks for; each leaf once. */
class Matcher {
  /** @param {Corpus} corpus */
  constructor(corpus) {
    this.corpus = corpus;
    /** @type {Map<string, Occurrences>} */
    this.known = new Map();
  }

  /**
   * @param {Leaf} leaf
   * @returns {Occurrences}
   */
  occurrences(leaf) {
    const key = leafKey(leaf);
    const found = this.known.get(key) ?? occurrencesOf(this.corpus, leaf);
    this.known.set(key, found);
    return found;
  }

  /**
   * Sees that all is here that a filter looks at, but for kinds: of these few may be needed.
   * @param {QueryNode} node
   */
  foresee(node) {
    if (isFilter(node)) this.corpus.store.script(MORE).foresee(this.corpus, node);
  }

  /**
   * For each paragraph, 1 where it matches.
   * @param {QueryNode} node
   * @param {Uint8Array} [among] where alone that matters, if it is not everywhere
   * @returns {Uint8Array}
   */
  matches(node, among) {
    const mask = new Uint8Array(this.corpus.paragraphs);
    if (node.type === "group") return this.groupMatches(node, mask);
    if (isLeaf(node)) this.occurrences(node).match(mask);
    else if (node.type === "not") keep(mask.fill(1), this.matches(node.node, among), 0);
    else return this.corpus.store.script(MORE).passing(this, node, among ?? mask.fill(1));
    return mask;
  }

  /**
   * @param {Group} group
   * @param {Uint8Array} mask
   * @returns {Uint8Array}
   */
  groupMatches({ musts, shoulds, nots, filters }, mask) {
    if (musts.length || !shoulds.length) mask.fill(1);
    else gathered(shoulds, (node) => this.mark(node, mask));
    gathered(musts, (node) => keep(mask, this.matches(node), 1));
    gathered(filters, (node) => keep(mask, this.matches(node, mask), 1));
    gathered(nots, (node) => keep(mask, this.matches(node, mask), 0));
    return mask;
  }

  /**
   * Marks what matches, too.
   * @param {QueryNode} node
   * @param {Uint8Array} mask
   */
  mark(node, mask) {
    if (isLeaf(node)) this.occurrences(node).match(mask);
    else for (const p of paragraphsOf(this.matches(node))) mask[p] = 1;
  }

  /**
   * How many paragraphs match.
   * @param {QueryNode} node
   */
  count(node) {
    return sum(this.matches(node));
  }
}

/**
 * The paragraphs of a mask, ascending.
 * @param {Uint8Array} mask
 */
function paragraphsOf(mask) {
  const found = new Int32Array(mask.length);
  let count = 0;
  for (let p = 0; p < mask.length; p++) if (mask[p]) found[count++] = p;
  return found.subarray(0, count);
}

/**
 * Keeps of a mask what another has, or has not.
 * @param {Uint8Array} mask
 * @param {Uint8Array} other
 * @param {number} wanted
 */
function keep(mask, other, wanted) {
  for (let p = 0; p < mask.length; p++) if (other[p] !== wanted) mask[p] = 0;
}
