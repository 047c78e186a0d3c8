/**
 * What words related to those of a query add to the score of a paragraph: those that begin alike.
 *
 * The numbers are those of search/ranking/related.py.
 *
 * @typedef {{counted: [Leaf, number][], own: Term | undefined, others: Term[]}} Relative
 *   the leaves that are words of one stem, and how often each stands in the query; the term, and
 *   those that are related
 */

/** Related stems begin with so many letters in common, or 3/5 of the longer if that is more. */
const SHARED = 6;

/** What they are worth beside the word itself, against what they are worth without it. */
const BESIDE = 0.25;

/**
 * The first letters of a word.
 * @param {string} word
 * @param {number} count
 */
const startOf = (word, count) => [...word].slice(0, count).join("");

/**
 * Whether two different stems begin alike far enough.
 * @param {string} stem
 * @param {string} other
 */
function areRelated(stem, other) {
  const longer = Math.max([...stem].length, [...other].length);
  const needed = Math.max(SHARED, Math.ceil((3 * longer) / 5));
  return stem !== other && startOf(stem, needed) === startOf(other, needed);
}

/** The words related to those of one query. */
class Relatives {
  /** @param {Ranking} ranking */
  constructor(ranking) {
    this.ranking = ranking;
    this.corpus = ranking.corpus;
    /** @type {?Relative[]} */
    this.ownWords = null;
  }

  /** Sees that all is here that this will look at. */
  prepare() {
    gathered(
      this.words.flatMap(({ others }) => others),
      ({ df, postings }) => df && postings,
    );
  }

  /** @returns {Relative[]} in each language the stems of the query that others are related to */
  get words() {
    this.ownWords ??= gathered(this.corpus.languages, (each) => this.wordsIn(each)).flat();
    return this.ownWords;
  }

  /** @param {Language} language */
  wordsIn(language) {
    const counts = [...this.ranking.counts];
    const known = this.ranking.stemsIn(language);
    /** @type {Map<string, [Leaf, number][]>} */
    const stems = new Map();
    for (const [leaf, count] of counts) {
      if (!isWordLeaf(leaf)) continue;
      const stem = language.stem(leaf.surface);
      stems.set(stem, [...(stems.get(stem) ?? []), [leaf, count]]);
    }
    const { terms } = this.corpus;
    const words = gathered(stems, ([stem, counted]) => {
      const start = startOf(stem, SHARED);
      const alike = [...stem].length < SHARED ? [] : terms.beginning(language.number, start);
      const others = alike.filter((each) => areRelated(stem, each.stem) && !known.has(each.stem));
      return { counted, own: terms.find(language.number, stem), others };
    });
    return words.filter(({ others }) => others.length > 0);
  }

  /** @param {Relative} relative */
  worthOf({ counted }) {
    return sum(counted.map(([leaf, count]) => count * this.ranking.occurrences(leaf).idf));
  }

  /**
   * What they add to the score of a paragraph, its kind left aside.
   * @param {number} p
   */
  gainIn(p) {
    const { k1, title } = this.corpus.weights;
    const gains = this.words.map((word) => {
      const { own, others } = word;
      const frequency = sum(others.map((term) => this.frequency(term, p, title)));
      if (frequency === 0) return 0;
      const share = own && this.frequency(own, p, 1) > 0 ? BESIDE : 1;
      return (
        share *
        ((this.worthOf(word) * (frequency * (k1 + 1))) /
          (frequency + this.ranking.shapes.normOf(p)))
      );
    });
    return sum(gains);
  }

  /**
   * How often a term is in a paragraph, weighted as in titles.
   * @param {Term} term
   * @param {number} p
   * @param {number} title
   */
  frequency(term, p, title) {
    const i = term.df ? placeIn(term.postings.paragraphs, p) : -1;
    const inText = i < 0 ? 0 : term.postings.frequencies[i];
    const above = term.inContext(p);
    const inContext = above && this.ranking.shapes.kindOf(p) !== this.corpus.heading ? above : 0;
    return inText + title * inContext;
  }
}
