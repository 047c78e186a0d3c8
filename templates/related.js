/**
 * What words related to those of a query add to the score of a paragraph: those that begin alike.
 *
 * The numbers are those of search/ranking/related.py.
 */

/** Related stems begin with so many letters in common, or 3/5 of the longer if that is more. */
const SHARED = 6;

/** What they are worth beside the word itself, against what they are worth without it. */
const BESIDE = 0.25;

/** The first letters of a word. */
const startOf = (word, count) => [...word].slice(0, count).join("");

/** Whether two different stems begin alike far enough. */
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
    /** By language, for each word of the query what it is worth and the stems related to it. */
    this.known = new Map();
  }

  /** What they add to the score of a paragraph, its kind left aside. */
  gainIn(p) {
    const { corpus } = this;
    const { k1, title } = corpus.weights;
    const norm = corpus.normOf(p, corpus.offsets[p + 1] - corpus.offsets[p]);
    const gains = this.wordsIn(corpus.languageOf[p]).map(({ worth, stems, own }) => {
      const frequency = this.frequency(p, stems, title);
      const share = this.frequency(p, own, 1) > 0 ? BESIDE : 1;
      return share * ((worth * (frequency * (k1 + 1))) / (frequency + norm));
    });
    return sum(gains);
  }

  /** How often any of some stems is in a paragraph, weighted as in titles. */
  frequency(p, stems, title) {
    const { offsets, stemAt, contexts, languageOf } = this.corpus;
    const { values } = languageOf[p].stemOf;
    const inText = stemAt.subarray(offsets[p], offsets[p + 1]).filter((id) => stems.has(id));
    const inContext = contexts[p].filter((id) => stems.has(values[id]));
    return inText.length + title * inContext.length;
  }

  wordsIn(language) {
    if (!this.known.has(language)) this.known.set(language, this.makeWords(language));
    return this.known.get(language);
  }

  makeWords(language) {
    const isWord = ({ leaf }) => leaf.type === "word";
    const worths = new Map();
    const known = new Set();
    for (const [found, count] of this.ranking.leaves) {
      for (const part of (found.parts ?? [found]).filter(isWord)) {
        known.add(language.stem(part.leaf.surface));
      }
      if (!isWord(found)) continue;
      const stem = language.stem(found.leaf.surface);
      worths.set(stem, (worths.get(stem) ?? 0) + count * found.idf);
    }
    const words = [...worths].map(([stem, worth]) => {
      const others = language.related(stem).filter((other) => !known.has(other));
      const stems = new Set(others.map((other) => language.stemIds.get(other)));
      return { worth, stems, own: new Set([language.stemIds.get(stem)]) };
    });
    return words.filter(({ stems }) => stems.size > 0);
  }
}
