/**
 * What is known of all articles or paragraphs, column by column; each is a part that is loaded when
 * it is first needed.
 */

const COLUMNS = {
  firsts: 0,
  dates: 1,
  publications: 2,
  authors: 3,
  ids: 4,
  titles: 5,
  repeats: 6,
  long: 7,
  words: 8,
  shapes: 9,
};

/** The shapes of so many paragraphs are in one part. */
const SHAPE_BITS = 13;

class Columns {
  /** @param {{root: Root, store: Store}} corpus */
  constructor({ root, store }) {
    this.root = root;
    this.store = store;
  }

  /**
   * @template T
   * @param {keyof typeof COLUMNS} name
   * @param {(reader: Reader) => T} decode
   */
  read(name, decode) {
    return this.store.read("columns", COLUMNS[name], (payload) => decode(new Reader(payload)));
  }

  /** The first paragraph of each article, and at the end how many there are. */
  get firsts() {
    return this.read("firsts", (reader) => offsetsOf(reader.numbers(this.root.articles)));
  }

  /**
   * The number of the article that has a paragraph.
   * @param {number} p
   */
  articleOf(p) {
    return upperBound(this.firsts, p) - 1;
  }

  /**
   * By paragraph the first of the same words, and whether there is another.
   * @returns {{firsts: Int32Array, areShared: Uint8Array}}
   */
  get repeats() {
    return this.read("repeats", (reader) => {
      const firsts = Int32Array.from({ length: this.root.paragraphs }, (_, p) => p);
      const areShared = new Uint8Array(firsts.length);
      for (let count = reader.number(), p = -1; count > 0; count--) {
        p += reader.number() + 1;
        firsts[p] -= reader.number();
        areShared[p] = areShared[firsts[p]] = 1;
      }
      return { firsts, areShared };
    });
  }

  /** @returns {LongParagraphs} those of several passages */
  get long() {
    const { LongParagraphs } = this.store.script(MORE);
    return this.read("long", (reader) => new LongParagraphs(reader));
  }

  /**
   * The shapes of the paragraphs of a block.
   * @param {number} block
   */
  shapesIn(block) {
    const left = this.root.paragraphs - (block << SHAPE_BITS);
    const decode = (/** @type {string} */ payload) =>
      new Reader(payload).numbers(Math.min(left, 1 << SHAPE_BITS));
    return this.store.read("columns", COLUMNS.shapes + block, decode);
  }
}
