/**
 * How well a paragraph answers: BM25F over text and title, then the nearness of query words.
 *
 * The numbers are those of search/ranking/scorer.py to the last bit: every expression keeps its
 * order of operations, and the one logarithm is rounded to steps of 2⁻²⁰ on both sides.
 */

const K1 = 1.2;
const B = 0.75;
const CONTEXT_WEIGHT = 3;
const KIND_WEIGHTS = { heading: 0.25, caption: 0.3, byline: 0.1, boilerplate: 0.1 };

const NEAR_WEIGHT = 0.2;
const NEAR_SATURATION = 1.2;
const NEAR_WINDOW = 8;
const NEAR_CANDIDATES = 100;

/** To 9 decimals: scores that differ by less are equal. */
const round9 = (value) => Math.round(value * 1e9) / 1e9;

const kindWeight = (kind) => KIND_WEIGHTS[kind] ?? 1;

const leafKey = (leaf) => JSON.stringify(leaf);

const both = (a, b) => a.map((value, p) => value & b[p]);
const either = (a, b) => a.map((value, p) => value | b[p]);
const without = (a, b) => a.map((value, p) => value & (1 - b[p]));

/** Matching and scoring for one query; each leaf is looked up once. */
class Ranking {
  /**
   * @param {Corpus} corpus
   * @param {Group} tree
   */
  constructor(corpus, tree) {
    this.corpus = corpus;
    this.tree = tree;
    this.known = new Map();
    /** The leaves that score, in the order of the query, and how often each stands in it. */
    this.leaves = new Map();
    for (const leaf of leaves(tree)) {
      const found = this.occurrences(leaf);
      this.leaves.set(found, (this.leaves.get(found) ?? 0) + 1);
    }
  }

  /** @returns {Occurrences} */
  occurrences(leaf) {
    const key = leafKey(leaf);
    if (!this.known.has(key)) this.known.set(key, occurrencesOf(this.corpus, leaf));
    return this.known.get(key);
  }

  /** For each paragraph, 1 where it matches. */
  matches(node) {
    if (node.type === "group") return this.groupMatches(node);
    if (node.type === "not") return this.matches(node.node).map((matched) => 1 - matched);
    if (node.type === "field" || node.type === "dates") return passing(this.corpus, node);
    const found = new Uint8Array(this.corpus.paragraphs.length);
    for (const at of this.occurrences(node).places) found[this.corpus.paragraphOf[at]] = 1;
    return found;
  }

  groupMatches({ musts, shoulds, nots, filters }) {
    let found = new Uint8Array(this.corpus.paragraphs.length).fill(1);
    const sets = (nodes) => nodes.map((node) => this.matches(node));
    if (musts.length) found = sets(musts).reduce(both);
    else if (shoulds.length) found = sets(shoulds).reduce(either);
    return sets(nots).reduce(without, sets(filters).reduce(both, found));
  }

  /**
   * All paragraphs that match, best first.
   * @returns {{paragraph: number, score: number}[]}
   */
  ranked() {
    const hits = [];
    this.matches(this.tree).forEach((matched, p) => {
      if (matched) hits.push({ paragraph: p, score: this.score(p) });
    });
    hits.sort(byScore);
    return this.byNearness(hits);
  }

  /** The score of a paragraph, or of its best passage. */
  score(p) {
    const starts = this.corpus.passagesOf(p);
    const parts = starts.map((start, i) =>
      this.partsOf(p, start, starts[i + 1] ?? this.corpus.offsets[p + 1]),
    );
    const best = parts.reduce((a, b) => (round9(sum(b)) > round9(sum(a)) ? b : a));
    const weight = kindWeight(this.corpus.paragraphs[p].kind);
    return sum(best.map((part) => part * weight));
  }

  /** What each leaf gives a passage: frequencies saturate, and count less in longer texts. */
  partsOf(p, start, end) {
    const { corpus } = this;
    const length = end - start + CONTEXT_WEIGHT * corpus.contexts[p].length;
    const norm = K1 * (1 - B + B * (length / corpus.averageLength));
    return [...this.leaves].map(([found, count]) => {
      const inText = found.between(start, end).length;
      const frequency = inText + CONTEXT_WEIGHT * found.inContext(corpus, p);
      return (count * found.idf * (frequency * (K1 + 1))) / (frequency + norm);
    });
  }

  /** Adds to the best hits what the nearness of neighbouring query words is worth. */
  byNearness(hits) {
    const pairs = this.pairs();
    if (pairs.length === 0) return hits;
    const candidates = hits.slice(0, NEAR_CANDIDATES);
    for (const hit of candidates) {
      const stems = this.contentStems(hit.paragraph);
      const gains = pairs.map((pair) => nearness(stems, pair));
      hit.score += sum(gains) * kindWeight(this.corpus.paragraphs[hit.paragraph].kind);
    }
    return [...candidates.sort(byScore), ...hits.slice(NEAR_CANDIDATES)];
  }

  /** Neighbouring words of the query, by stem. */
  pairs() {
    const found = new Map();
    for (const [first, second] of queryPairs(this.tree)) {
      const a = this.occurrences({ type: "word", surface: first });
      const b = this.occurrences({ type: "word", surface: second });
      if (a.stem === undefined || b.stem === undefined || a.stem === b.stem) continue;
      found.set(`${a.stem} ${b.stem}`, {
        first: a.stem,
        second: b.stem,
        weight: (a.idf + b.idf) / 2,
      });
    }
    return [...found.values()];
  }

  /** A paragraph's words by stem, without the function words, which take no place. */
  contentStems(p) {
    const { tokens, offsets, stemOf, isFunctionWord } = this.corpus;
    const words = tokens.subarray(offsets[p], offsets[p + 1]).filter((id) => !isFunctionWord[id]);
    return words.map((id) => stemOf.values[id]);
  }
}

/** Best first; paragraphs are numbered in the order of their articles, so ties need no more. */
const byScore = (a, b) => round9(b.score) - round9(a.score) || a.paragraph - b.paragraph;

/** What the nearness of a pair adds to the score of a paragraph. */
function nearness(words, { first, second, weight }) {
  let following = 0;
  let near = 0;
  words.forEach((word, place) => {
    if (word !== first) return;
    if (words[place + 1] === second) following++;
    const end = Math.min(words.length, place + NEAR_WINDOW + 1);
    for (let i = Math.max(0, place - NEAR_WINDOW); i < end; i++) if (words[i] === second) near++;
  });
  const closeness = following / (following + NEAR_SATURATION) + near / (near + NEAR_SATURATION);
  return weight * NEAR_WEIGHT * closeness;
}
