/**
 * Numbers as printable text, as `search/pages/codes.py` writes them: any continuers, then a stop
 * symbol. Nothing is decoded beforehand; a reader goes through the text as it lies there.
 */

const STOPS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
const CONTINUERS = "!#$%&()*+,./:;=>?@[]^`{|}~";

/** By character code: what a stop symbol stands for, or ~ of what a continuer does. */
const DIGITS = new Int8Array(128);
[...STOPS].forEach((symbol, value) => (DIGITS[symbol.charCodeAt(0)] = value));
[...CONTINUERS].forEach((symbol, value) => (DIGITS[symbol.charCodeAt(0)] = ~value));

/** Goes through a text of numbers and strings. */
class Reader {
  /**
   * @param {string} text
   * @param {number} [at] where to begin
   */
  constructor(text, at = 0) {
    this.text = text;
    this.at = at;
  }

  /** Whether there is more. */
  get isOpen() {
    return this.at < this.text.length;
  }

  /** @returns {number} */
  number() {
    let high = 0;
    let bias = 0;
    let span = STOPS.length;
    for (;;) {
      const digit = DIGITS[this.text.charCodeAt(this.at++)];
      // A damaged text ends here too, with no number.
      if (!(digit < 0)) return bias + high * STOPS.length + digit;
      high = high * CONTINUERS.length + ~digit;
      bias += span;
      span *= CONTINUERS.length;
    }
  }

  /** A number that may be below 0. */
  signed() {
    const number = this.number();
    return number & 1 ? -(number + 1) / 2 : number / 2;
  }

  /**
   * Numbers as they are, so many of them.
   * @param {number} count
   */
  numbers(count) {
    const found = new Int32Array(count);
    for (let i = 0; i < count; i++) found[i] = this.number();
    return found;
  }

  /**
   * Numbers that ascend, of which the first is told, and then how many are left out between.
   * @param {number} count
   */
  ascending(count) {
    const found = this.numbers(count);
    for (let i = 1; i < count; i++) found[i] += found[i - 1] + 1;
    return found;
  }

  string() {
    const length = this.number();
    this.at += length;
    return this.text.slice(this.at - length, this.at);
  }

  /**
   * A string that begins as another does.
   * @param {string} before
   */
  stringAfter(before) {
    const shared = this.number();
    return before.slice(0, shared) + this.string();
  }
}
