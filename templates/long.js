/** Paragraphs that are so long that they are scored by passage, of which the best counts. */

/** Those paragraphs, in order; their passages are numbered through all of them. */
class LongParagraphs {
  /** @param {Reader} reader */
  constructor(reader) {
    const count = reader.number();
    this.paragraphs = new Int32Array(count);
    this.kinds = new Uint8Array(count);
    this.contextWords = new Int32Array(count);
    /** The number of the first passage of each, and at the end how many there are. */
    this.firsts = new Int32Array(count + 1);
    const words = [];
    for (let i = 0, p = -1; i < count; i++) {
      this.paragraphs[i] = p += reader.number() + 1;
      this.kinds[i] = reader.number();
      reader.number(); // Whether another has the same words: the column of repeats tells it.
      this.contextWords[i] = reader.number();
      for (let passages = reader.number(); passages > 0; passages--) words.push(reader.number());
      this.firsts[i + 1] = words.length;
    }
    /** How many words each passage has. */
    this.words = Int32Array.from(words);
  }

  /**
   * The place of a paragraph among them, which it has to be one of.
   * @param {number} p
   */
  placeOf(p) {
    return lowerBound(this.paragraphs, p);
  }

  /**
   * How many words a paragraph has.
   * @param {number} place
   */
  wordsOf(place) {
    return sum(this.words.subarray(this.firsts[place], this.firsts[place + 1]));
  }

  /**
   * The number of the passage that has the word at a position.
   * @param {number} place
   * @param {number} position
   */
  passageAt(place, position) {
    let passage = this.firsts[place];
    for (let left = position - this.words[passage]; left >= 0; left -= this.words[passage])
      passage++;
    return passage;
  }
}

/**
 * @param {Corpus} corpus
 * @param {Uint8Array} mask
 */
const longScores = (corpus, mask) => new LongScores(corpus, mask);

/** The scores of paragraphs of several passages, of which the best counts. */
class LongScores {
  /**
   * @param {Corpus} corpus
   * @param {Uint8Array} mask
   */
  constructor(corpus, mask) {
    const { long } = corpus.columns;
    this.corpus = corpus;
    this.long = long;
    /** The places of those that match. */
    this.places = [...long.paragraphs.keys()].filter((place) => mask[long.paragraphs[place]]);
    this.weights = Array.from(long.kinds, (kind) => corpus.kindWeights[kind]);
    /** By passage what all leaves give it, without and with the weight of its kind. */
    this.sums = new Float64Array(long.words.length);
    this.weighted = new Float64Array(long.words.length);
  }

  /**
   * Adds what a leaf gives each passage.
   * @param {Occurrences} found
   * @param {number} worth
   * @param {Int32Array} above
   */
  add(found, worth, above) {
    const { corpus, long } = this;
    const { k1, title } = corpus.weights;
    const inText = new Int32Array(long.words.length);
    for (const list of found.lists) {
      list.eachPassage((p, passage, count) => {
        inText[long.firsts[long.placeOf(p)] + passage] += count;
      });
    }
    for (const place of this.places) {
      const inContext = long.kinds[place] === corpus.heading ? 0 : above[long.paragraphs[place]];
      for (let i = long.firsts[place]; i < long.firsts[place + 1]; i++) {
        const norm = corpus.normOf(long.words[i] + title * long.contextWords[place]);
        const frequency = inText[i] + title * inContext;
        const part = (worth * (frequency * (k1 + 1))) / (frequency + norm);
        this.sums[i] += part;
        this.weighted[i] += part * this.weights[place];
      }
    }
  }

  /** @param {Float64Array} scores */
  finish(scores) {
    const { long, sums } = this;
    for (const place of this.places) {
      let best = long.firsts[place];
      for (let i = best + 1; i < long.firsts[place + 1]; i++) {
        if (round9(sums[i]) > round9(sums[best])) best = i;
      }
      scores[long.paragraphs[place]] = this.weighted[best];
    }
  }
}
