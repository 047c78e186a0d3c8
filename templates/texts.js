/**
 * The texts of the paragraphs: blocks of some that follow each other in groups of articles.
 *
 * @typedef {{ordinal: number, kind: string, lines: ?[number, number], pages: ?[number, number],
 *            heading: string, sentences: [number, number][], text: string}} Paragraph
 */

/** So many paragraphs make a block. */
const BLOCK_BITS = 4;

/** Control characters that stand for frequent strings, alone or with the next. */
const CODED = /([\x01-\x05])|\x7f([^])|([\x06-\x08\x0b\x0c\x0e-\x1f])([^])/g;
const ALONE = 5;
const LEADS =
  "\x06\x07\b\v\f\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f";
/** What can follow a lead. */
const FOLLOWERS = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i))
  .filter((character) => !'"\\<'.includes(character))
  .join("");

/** Where blocks lie. */
class BlockLayout {
  /** @param {Root} root */
  constructor({ series, paragraphs }) {
    const { firsts } = series.texts;
    const reader = new Reader(firsts ?? "");
    /** @type {number[]} */
    const found = [];
    for (let first = -1; reader.isOpen;) found.push((first += reader.number() + 1));
    /** The first paragraph of each group. */
    this.firsts = found;
    const sizes = found.map((first, group) => (found[group + 1] ?? paragraphs) - first);
    this.sizes = sizes;
    /** The first block of each group. */
    this.blocks = offsetsOf(sizes.map((size) => (size + (1 << BLOCK_BITS) - 1) >> BLOCK_BITS));
  }

  /**
   * The group of a block, and its place there.
   * @param {number} block
   */
  placeOf(block) {
    const group = upperBound(this.blocks, block) - 1;
    return [group, block - this.blocks[group]];
  }

  /**
   * How many paragraphs a block has.
   * @param {number} block
   */
  sizeOf(block) {
    const [group, place] = this.placeOf(block);
    return Math.min(this.sizes[group] - (place << BLOCK_BITS), 1 << BLOCK_BITS);
  }

  /**
   * The block of a paragraph, and its place there.
   * @param {number} p
   */
  blockOf(p) {
    const group = upperBound(this.firsts, p) - 1;
    const place = p - this.firsts[group];
    return [this.blocks[group] + (place >> BLOCK_BITS), place & ((1 << BLOCK_BITS) - 1)];
  }
}

class Texts {
  /** @param {{root: Root, store: Store, columns: Columns}} corpus */
  constructor({ root, store, columns }) {
    this.root = root;
    this.store = store;
    this.columns = columns;
    this.layout = new BlockLayout(root);
  }

  /**
   * @param {number} p
   * @returns {Paragraph}
   */
  paragraph(p) {
    const { firsts } = this.columns;
    const [block, place] = this.layout.blockOf(p);
    const decode = (/** @type {string} */ payload) =>
      this.decoded(payload, this.layout.sizeOf(block));
    const { coded, bounds, ...found } = this.store.read("texts", block, decode)[place];
    const text = this.plain(coded);
    /** @type {Span[]} */
    const sentences = bounds.length ? bounds : [[0, text.length]];
    return { ...found, text, sentences, ordinal: p - firsts[this.columns.articleOf(p)] + 1 };
  }

  /**
   * The paragraphs of a block, which is column by column.
   * @param {string} payload
   * @param {number} size
   */
  decoded(payload, size) {
    const reader = new Reader(payload);
    /**
     * @template T
     * @param {() => T} read
     */
    const column = (read) => Array.from({ length: size }, read);
    const kinds = column(() => this.root.kinds[reader.number()]);
    const [lines, pages] = [0, 0].map((last) => {
      return column(() => {
        const told = reader.number();
        if (told === 0) return null;
        const first = last + (told & 1 ? (told - 1) / 2 : -told / 2);
        return /** @type {Span} */ ([first, (last = first + reader.number())]);
      });
    });
    let heading = "";
    const headings = column(() => {
      const told = reader.number();
      if (told !== 1) heading = told ? this.plain(reader.string()) : "";
      return heading;
    });
    const bounds = column(() => {
      let end = 0;
      return Array.from({ length: reader.number() }, () => {
        const start = end + reader.number();
        return /** @type {Span} */ ([start, (end = start + reader.number())]);
      });
    });
    const texts = payload.slice(reader.at).split("\r");
    return texts.map((coded, i) => {
      const known = { kind: kinds[i], lines: lines[i], pages: pages[i], heading: headings[i] };
      return { ...known, bounds: bounds[i], coded };
    });
  }

  /**
   * A text as it was, before frequent strings were shortened, and a space put before.
   * @param {string} text
   */
  plain(text) {
    const { dictionary } = this.root;
    const known = text.replace(CODED, (_, alone, itself, lead, follower) => {
      if (itself) return itself === "r" ? "\r" : itself;
      if (alone) return dictionary[alone.charCodeAt(0) - 1];
      const place = LEADS.indexOf(lead) * FOLLOWERS.length + FOLLOWERS.indexOf(follower);
      return dictionary[ALONE + place];
    });
    return known.slice(1);
  }
}
