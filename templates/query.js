/**
 * A query as meant: a tree of what is sought, what is excluded and what narrows.
 *
 * @typedef {{type: "word", surface: string}} Word  in any of its forms
 * @typedef {{type: "phrase", surfaces: string[]}} Phrase  as written, side by side
 * @typedef {{type: "near", surfaces: string[], distance: number}} Near
 *   in any of their forms and any order, the last at most `distance` words from the first
 * @typedef {{type: "pattern", text: string}} Pattern
 *   every surface form that fits: * stands for any letters or none, ? for one letter
 * @typedef {{type: "fuzzy", surface: string, edits: number}} Fuzzy
 *   every surface form that is at most so many edits away
 * @typedef {{type: "alternatives", surfaces: string[], others: (Word | Phrase)[]}} Alternatives
 *   what synonyms have for something in the query: any of it, counted as one term. One word of
 *   `surfaces` is an alternative itself; several stand in the query beside this
 * @typedef {{type: "field", name: "title" | "author" | "publication" | "path" | "kind",
 *            words: string[], verbatim: boolean}} Field
 *   `words` stand side by side there; of path they are one folded part of it, of kind its name
 * @typedef {{type: "dates", first: number, last: number}} Dates  days such as 20180418
 * @typedef {{type: "not", node: QueryNode}} Not
 * @typedef {{type: "group", musts: QueryNode[], shoulds: QueryNode[], nots: QueryNode[],
 *            filters: QueryNode[], pairs: [string, string][]}} Group
 *   all of `musts` and `filters`, none of `nots`; where nothing is a must, any of `shoulds`
 * @typedef {Part | Alternatives} Leaf  what a paragraph is scored by
 * @typedef {Word | Phrase | Near | Pattern | Fuzzy} Part  what is looked up by itself
 * @typedef {Leaf | Field | Dates | Chosen | Not | Group} QueryNode
 */

const LEAVES = ["word", "phrase", "near", "pattern", "fuzzy", "alternatives"];

/**
 * @param {QueryNode} node
 * @returns {node is Leaf}
 */
const isLeaf = (node) => LEAVES.includes(node.type);

/**
 * @param {Leaf} leaf
 * @returns {leaf is Word}
 */
const isWordLeaf = (leaf) => leaf.type === "word";

/**
 * What a paragraph is scored by, in order, repeated as in the query.
 * @param {QueryNode} node
 * @returns {Leaf[]}
 */
function leaves(node) {
  if (isLeaf(node)) return [node];
  return node.type === "group" ? [...node.musts, ...node.shoulds].flatMap(leaves) : [];
}

/**
 * What has to be looked up for a leaf: alternatives each by itself.
 * @param {Leaf} leaf
 * @returns {Part[]}
 */
function partsOf(leaf) {
  if (leaf.type !== "alternatives") return [leaf];
  /** @type {Word[]} */
  const own = leaf.surfaces.length === 1 ? [{ type: "word", surface: leaf.surfaces[0] }] : [];
  return [...own, ...leaf.others];
}

/**
 * What is looked for and adds to no score, in order.
 * @param {QueryNode} node
 * @returns {Leaf[]}
 */
function excluded(node) {
  if (node.type === "not") return allLeaves(node.node);
  if (node.type !== "group") return [];
  return [...[...node.musts, ...node.shoulds].flatMap(excluded), ...node.nots.flatMap(allLeaves)];
}

/**
 * @param {QueryNode} node
 * @returns {Leaf[]}
 */
const allLeaves = (node) => [...leaves(node), ...excluded(node)];

/**
 * The neighbouring words of the query, wherever they stand in it.
 * @param {QueryNode} node
 * @returns {[string, string][]}
 */
function queryPairs(node) {
  if (node.type !== "group") return [];
  return [...node.pairs, ...[...node.musts, ...node.shoulds].flatMap(queryPairs)];
}

/**
 * Whether nothing in it is a matter of words in the text.
 * @param {QueryNode} node
 */
function isFilter(node) {
  if (node.type === "not") return isFilter(node.node);
  if (node.type !== "group") return ["field", "dates", "chosen"].includes(node.type);
  return [...node.musts, ...node.shoulds, ...node.nots, ...node.filters].every(isFilter);
}
