/**
 * What stands for what: the synonyms that the index has, and a query widened by them.
 *
 * @typedef {[words: string[], others: string[][]][]} Rules
 *   words as they stand in a query side by side, and what is sought besides
 */

class Synonyms {
  /** @param {Rules} rules */
  constructor(rules) {
    this.others = new Map(rules.map(([words, others]) => [words.join(" "), others]));
    /** By the first word, how many there are of several. */
    this.lengths = new Map();
    for (const [words] of rules) {
      const lengths = this.lengths.get(words[0]) ?? new Set();
      if (words.length > 1) lengths.add(words.length);
      this.lengths.set(words[0], lengths);
    }
  }

  /**
   * A query that looks for synonyms of its bare words too: those of a word are counted with it,
   * those of several words side by side are one more way to match beside them.
   * @param {QueryNode} node
   * @param {(word: string) => string[]} stems of a word, one in each language; words that share one
   *   are one word
   * @returns {QueryNode}
   */
  widened(node, stems) {
    const inner = (/** @type {QueryNode} */ each) => this.widened(each, stems);
    if (node.type === "word") return this.alternatives([node.surface], stems)[0] ?? node;
    if (node.type === "not") return { ...node, node: inner(node.node) };
    if (node.type !== "group") return node;
    const beside = this.runs(node).flatMap((words) => this.alternatives(words, stems));
    return {
      ...node,
      musts: node.musts.map(inner),
      shoulds: [...node.shoulds.map(inner), ...beside],
      nots: node.nots.map(inner),
    };
  }

  /**
   * The several words side by side in a group that there are others for, each once.
   * @param {Group} group
   */
  runs({ shoulds, pairs }) {
    const surfaces = shoulds.map((node) => (node.type === "word" ? node.surface : ""));
    const beside = new Set(pairs.map((pair) => pair.join(" ")));
    // A word twice makes no pair.
    const follows = (/** @type {string} */ one, /** @type {string} */ other) =>
      one === other || beside.has(`${one} ${other}`);
    const found = new Map();
    surfaces.forEach((first, start) => {
      for (const length of this.lengths.get(first) ?? []) {
        const words = surfaces.slice(start, start + length);
        const areBeside = words.every((word, i) => i === 0 || follows(words[i - 1], word));
        const key = words.join(" ");
        if (words.length === length && this.others.has(key) && areBeside) found.set(key, words);
      }
    });
    return [...found.values()];
  }

  /**
   * The alternatives for some words, if there are any: one leaf or none.
   * @param {string[]} words
   * @param {(word: string) => string[]} stems
   * @returns {Alternatives[]}
   */
  alternatives(words, stems) {
    const found = this.others.get(words.join(" ")) ?? [];
    if (found.length) gathered([...words, ...found.flat()], stems);
    const known = new Set(words.length === 1 ? stems(words[0]) : []);
    const isKnown = (/** @type {string} */ word) => stems(word).some((stem) => known.has(stem));
    /** @type {(Word | Phrase)[]} */
    const others = [];
    for (const [surface, ...more] of found) {
      if (more.length || isKnown(surface)) continue;
      for (const stem of stems(surface)) known.add(stem);
      others.push({ type: "word", surface });
    }
    for (const surfaces of found) {
      // One that has any of the words in it would count their places twice.
      if (surfaces.length > 1 && !surfaces.some(isKnown)) others.push({ type: "phrase", surfaces });
    }
    return others.length ? [{ type: "alternatives", surfaces: words, others }] : [];
  }
}

/**
 * @param {Language} language
 * @returns {Synonyms} what there is for its words
 */
function synonymsOf(language) {
  language.synonyms ??= new Synonyms(language.rules);
  return language.synonyms;
}
