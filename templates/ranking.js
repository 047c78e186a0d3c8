/**
 * How well a paragraph answers: BM25F over text and title, then nearness and related words.
 *
 * The numbers are those of search/ranking/scorer.py to the last bit: every expression keeps its
 * order of operations, and the one logarithm is rounded to steps of 2⁻²⁰ on both sides. The weights
 * come with the articles; indexer/weights.py has their table.
 *
 * @typedef {{paragraph: number, score: number}} Ranked
 */

/** So many of the best are looked at closely. */
const CANDIDATES = 100;

/**
 * To 9 decimals: scores that differ by less are equal.
 * @param {number} value
 */
const round9 = (value) => Math.round(value * 1e9) / 1e9;

/**
 * Best first; paragraphs are numbered in the order of their articles, so ties need no more.
 * @param {Ranked} a
 * @param {Ranked} b
 */
const byScore = (a, b) => round9(b.score) - round9(a.score) || a.paragraph - b.paragraph;

/** Matching and scoring for one query. */
class Ranking extends Matcher {
  /**
   * @param {Corpus} corpus
   * @param {Group} tree
   */
  constructor(corpus, tree) {
    super(corpus);
    this.tree = tree;
    /** @type {?Float64Array} */
    this.scored = null;
    /** @type {?Ranked[]} */
    this.raised = null;
    /** @type {Ranked[]} the best by what words alone are worth, so many */
    this.top = [];
    this.topCount = 0;
    /** The leaves that score, in the order of the query, and how often each stands in it. */
    this.counts = counted(leaves(tree));
    /** What adds to the scores of the best. */
    this.nearby = new Nearby(this);
    this.hasPairs = queryPairs(tree).length > 0;
    const looks = allLeaves(tree).map((leaf) => () => this.occurrences(leaf));
    const filters = tree.filters.map((node) => () => this.foresee(node));
    together(() => this.hasPairs && this.nearby.prepare(), ...looks, ...filters);
    /** What was found of the leaves. */
    this.leaves = new Map([...this.counts].map(([leaf, n]) => [this.occurrences(leaf), n]));
    /** For each paragraph, 1 where it matches. */
    this.mask = this.matches(tree);
    /** All that match, ascending. */
    this.matching = paragraphsOf(this.mask);
    this.total = this.matching.length;
    this.shapes = new Shapes(corpus, this.terms);
  }

  /** @returns {Term[]} all that the leaves rest on */
  get terms() {
    return [...this.leaves.keys()].flatMap(({ terms }) => terms);
  }

  /**
   * @param {Language} language
   * @returns {Set<string>} the stems of the words of the query, synonyms included
   */
  stemsIn(language) {
    const words = [...this.counts.keys()].flatMap(partsOf).filter(isWordLeaf);
    return new Set(gathered(words, ({ surface }) => language.stem(surface)));
  }

  /** By paragraph, the score of each that matches, or that of its best passage. */
  get scores() {
    this.scored ??= this.score();
    return this.scored;
  }

  score() {
    const { corpus, mask, shapes, matching } = this;
    const scores = new Float64Array(corpus.paragraphs);
    this.wantShapes();
    const long = shapes.areLong(matching)
      ? corpus.store.script(MORE).longScores(corpus, mask)
      : null;
    /** Of the leaf at hand, how often it is in the title and heading of a paragraph. */
    const above = new Int32Array(corpus.paragraphs);
    for (const [found, count] of this.leaves) {
      const worth = count * found.idf;
      const runs = runsOf(found);
      for (const { first, end, count } of runs) for (let p = first; p < end; p++) above[p] += count;
      long?.add(found, worth, above);
      for (const list of found.lists)
        this.add(scores, worth, above, list.paragraphs, list.frequencies);
      for (const { first, end } of runs) {
        const left = [];
        for (let p = first; p < end; p++) if (above[p] && mask[p]) left.push(p);
        this.add(scores, worth, above, left, new Int32Array(left.length));
        above.fill(0, first, end);
      }
    }
    long?.finish(scores);
    return scores;
  }

  /**
   * Adds what a leaf gives some paragraphs, which each come once.
   * @param {Float64Array} scores
   * @param {number} worth
   * @param {Int32Array} above
   * @param {ArrayLike<number>} paragraphs
   * @param {ArrayLike<number>} frequencies
   */
  add(scores, worth, above, paragraphs, frequencies) {
    const { corpus, mask } = this;
    const { known } = this.shapes;
    const { norms, shapeWeights, areHeadings } = corpus;
    const { k1, title } = corpus.weights;
    for (let i = 0; i < paragraphs.length; i++) {
      const p = paragraphs[i];
      const shape = known[p];
      if (!mask[p] || shape === LONG) continue;
      const frequency = frequencies[i] + title * (areHeadings[shape] ? 0 : above[p]);
      const part = (worth * (frequency * (k1 + 1))) / (frequency + norms[shape]);
      scores[p] += part * shapeWeights[shape];
      above[p] = 0;
    }
  }

  /** Sees that the shapes are known of all that match and have any of the leaves. */
  wantShapes() {
    const { known } = this.shapes;
    const unknown = new Numbers();
    const look = (/** @type {number} */ p) => this.mask[p] && known[p] < 0 && unknown.push(p);
    for (const found of this.leaves.keys()) {
      for (const { paragraphs } of found.lists) for (const p of paragraphs) look(p);
      for (const { first, end } of runsOf(found)) for (let p = first; p < end; p++) look(p);
    }
    this.shapes.want(unknown.trimmed());
  }

  /**
   * The best that match, so many or all there are.
   * @param {number} count
   * @returns {Ranked[]}
   */
  best(count) {
    if (!this.hasPairs) return this.topScored(count);
    const found = this.topScored(Math.max(count, CANDIDATES));
    this.raised ??= this.nearby.raised(found.slice(0, CANDIDATES)).sort(byScore);
    return [...this.raised, ...found.slice(CANDIDATES)].slice(0, count);
  }

  /**
   * The same by what words alone are worth.
   * @param {number} count
   */
  topScored(count) {
    if (this.topCount < count) {
      this.top = this.findTop(count);
      this.topCount = count;
    }
    return this.top.slice(0, count);
  }

  /** @param {number} count */
  findTop(count) {
    const { matching, scores } = this;
    const best = (/** @type {Ranked[]} */ found) => found.sort(byScore).slice(0, count);
    /** @type {Ranked[]} */
    let found = [];
    let least = -Infinity;
    for (let i = 0; i < matching.length; i++) {
      const score = scores[matching[i]];
      // What comes later is behind its equals.
      if (score <= least) continue;
      found.push({ paragraph: matching[i], score });
      if (found.length < 4 * count) continue;
      found = best(found);
      least = round9(found[count - 1].score);
    }
    return best(found);
  }
}

/**
 * Leaves each once, with how often it is there.
 * @param {Leaf[]} all
 * @returns {Map<Leaf, number>}
 */
function counted(all) {
  /** @type {Map<Leaf, number>} */
  const found = new Map();
  const byKey = new Map(all.map((leaf) => [leafKey(leaf), leaf]));
  for (const each of all) {
    const leaf = byKey.get(leafKey(each)) ?? each;
    found.set(leaf, (found.get(leaf) ?? 0) + 1);
  }
  return found;
}

/**
 * The runs of paragraphs under a title or heading that has a leaf.
 * @param {Occurrences} found
 * @returns {Run[]}
 */
const runsOf = ({ inContexts }) =>
  inContexts.flatMap(({ titles, headings }) => [...titles, ...headings]);
