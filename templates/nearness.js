/**
 * What adds to the scores of the best: that words of the query stand near each other, and more.
 *
 * @typedef {{words: [string, string], terms: [Term, Term][]}} Pair
 *   neighbouring words of a query, and their terms in each language in which they count
 */

const NEAR_SATURATION = 1.2;
const NEAR_WINDOW = 8;

/** @param {number} count */
const saturated = (count) => count / (count + NEAR_SATURATION);

/** Neighbouring words of a query, and words related to its words. */
class Nearby {
  /** @param {Ranking} ranking */
  constructor(ranking) {
    this.ranking = ranking;
    this.corpus = ranking.corpus;
    this.relatives = new Relatives(ranking);
    /** @type {?Pair[]} */
    this.ownPairs = null;
  }

  /** Sees that all is here that this will look at. */
  prepare() {
    together(
      () => this.pairs,
      () => this.relatives.prepare(),
    );
  }

  /** @returns {Pair[]} */
  get pairs() {
    return (this.ownPairs ??= this.makePairs());
  }

  /**
   * In each language each pair of stems once.
   * @returns {Pair[]}
   */
  makePairs() {
    const { languages } = this.corpus;
    const known = new Set();
    const pairs = queryPairs(this.ranking.tree);
    return gathered(pairs, (words) => {
      const [first, second] = words;
      const counting = languages.filter((language) => {
        const [one, other] = [language.stem(first), language.stem(second)];
        const key = `${language.number} ${one} ${other}`;
        const isFresh = one !== other && !known.has(key);
        known.add(key);
        // In the texts of a language its function words take no place.
        return isFresh && !words.some((word) => language.functionWords.has(word));
      });
      const terms = gathered(counting, (each) => {
        const [one, other] = together(
          () => each.term(first),
          () => each.term(second),
        );
        return one && other ? [/** @type {[Term, Term]} */ ([one, other])] : [];
      }).flat();
      gathered(terms.flat(), (term) => term.df && contentPlaces(term));
      return { words, terms };
    });
  }

  /**
   * What it is worth that the words of a pair are near each other.
   * @param {[string, string]} pair
   */
  weightOf([first, second]) {
    const idfOf = (/** @type {string} */ surface) =>
      this.ranking.occurrences({ type: "word", surface }).idf;
    return (idfOf(first) + idfOf(second)) / 2;
  }

  /**
   * With what this adds to their scores.
   * @param {Ranked[]} candidates
   * @returns {Ranked[]}
   */
  raised(candidates) {
    return gathered(candidates, ({ paragraph: p, score }) => {
      const [near, related] = [this.nearnessIn(p), this.relatives.gainIn(p)];
      if (near === 0 && related === 0) return { paragraph: p, score };
      const kind = this.corpus.kindWeights[this.ranking.shapes.kindOf(p)];
      const added = near * kind + related * (this.corpus.weights.related * kind);
      return { paragraph: p, score: score + added };
    });
  }

  /**
   * What the nearness of pairs adds in text and title of a paragraph, its kind left aside.
   * @param {number} p
   */
  nearnessIn(p) {
    const { weights } = this.corpus;
    const gainOf = (/** @type {(term: Term, p: number) => Int32Array} */ placesIn) =>
      sum(
        this.pairs.flatMap(({ words, terms }) => {
          const weight = this.weightOf(words);
          return terms.map(([a, b]) => weight * closeness(placesIn(a, p), placesIn(b, p), weights));
        }),
      );
    return gainOf(contentPlacesIn) + gainOf((term) => this.titlePlaces(term, p));
  }

  /**
   * @param {Term} term
   * @param {number} p
   */
  titlePlaces(term, p) {
    const places = term.placesInTitle(p);
    return places && this.ranking.shapes.kindOf(p) !== this.corpus.heading ? places : NO_PLACES;
  }
}

/**
 * How near two words stand to each other, and how often.
 * @param {Int32Array} firsts
 * @param {Int32Array} seconds
 * @param {Weights} weights
 */
function closeness(firsts, seconds, { ordered, unordered }) {
  let following = 0;
  let near = 0;
  if (seconds.length) {
    for (const place of firsts) {
      if (placeIn(seconds, place + 1) >= 0) following++;
      near += upperBound(seconds, place + NEAR_WINDOW) - lowerBound(seconds, place - NEAR_WINDOW);
    }
  }
  return ordered * saturated(following) + unordered * saturated(near);
}
