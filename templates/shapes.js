/**
 * The shapes of what matches: all that a score needs of a paragraph besides its words. Leaves of
 * the query tell most; the rest is read from the column.
 */

/** The shape of the paragraphs of several passages, which have a column of their own. */
const LONG = 0;

class Shapes {
  /**
   * @param {Corpus} corpus
   * @param {Iterable<Term>} terms
   */
  constructor(corpus, terms) {
    this.corpus = corpus;
    /** By paragraph; -1 where it is not known. */
    this.known = new Int32Array(corpus.paragraphs).fill(-1);
    for (const { df, postings, leads, leadShapes } of terms) {
      if (df && postings.shapes) this.note(postings.paragraphs, postings.shapes);
      this.note(leads, leadShapes);
    }
  }

  /**
   * @param {ArrayLike<number>} paragraphs
   * @param {ArrayLike<number>} shapes
   */
  note(paragraphs, shapes) {
    for (let i = 0; i < paragraphs.length; i++) this.known[paragraphs[i]] = shapes[i];
  }

  /**
   * Sees that those of some paragraphs are known.
   * @param {ArrayLike<number>} paragraphs
   */
  want(paragraphs) {
    const blocks = new Set();
    for (let i = 0; i < paragraphs.length; i++) {
      if (this.known[paragraphs[i]] < 0) blocks.add(paragraphs[i] >> SHAPE_BITS);
    }
    const { columns } = this.corpus;
    const told = gathered(blocks, (block) => [block, columns.shapesIn(block)]);
    for (const [block, shapes] of told) this.known.set(shapes, block << SHAPE_BITS);
  }

  /** @param {number} p */
  of(p) {
    if (this.known[p] < 0) this.want([p]);
    return this.known[p];
  }

  /**
   * Whether any of some paragraphs, whose shapes are known, has several passages.
   * @param {ArrayLike<number>} paragraphs
   */
  areLong(paragraphs) {
    for (let i = 0; i < paragraphs.length; i++) if (this.known[paragraphs[i]] === LONG) return true;
    return false;
  }

  /**
   * The number of the kind of a paragraph.
   * @param {number} p
   */
  kindOf(p) {
    const shape = this.of(p);
    if (shape !== LONG) return this.corpus.root.shapes.kinds[shape];
    const { long } = this.corpus.columns;
    return long.kinds[long.placeOf(p)];
  }

  /**
   * The field norm of a paragraph as a whole.
   * @param {number} p
   */
  normOf(p) {
    const shape = this.of(p);
    const { corpus } = this;
    if (shape !== LONG) return corpus.norms[shape];
    const { long } = corpus.columns;
    const place = long.placeOf(p);
    return corpus.normOf(long.wordsOf(place) + corpus.weights.title * long.contextWords[place]);
  }

  /**
   * Whether any of some paragraphs may have the same words as another.
   * @param {ArrayLike<number>} paragraphs
   */
  mayRepeat(paragraphs) {
    const { repeated } = this.corpus.root.shapes;
    for (let i = 0; i < paragraphs.length; i++) {
      const shape = this.known[paragraphs[i]];
      if (shape <= LONG || repeated[shape]) return true;
    }
    return false;
  }
}
