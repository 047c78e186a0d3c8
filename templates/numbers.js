/** Arrays of numbers: those that ascend searched, those that grow. */

/** @param {ArrayLike<number>} values */
function sum(values) {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}

/**
 * The first index, from one on, whose value is not below `value`.
 * @param {ArrayLike<number>} values ascending
 * @param {number} value
 * @param {number} low
 * @param {number} high
 */
function lowerBound(values, value, low = 0, high = values.length) {
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The first index whose value is above `value`.
 * @param {ArrayLike<number>} values
 * @param {number} value
 */
const upperBound = (values, value) => lowerBound(values, value + 1);

/**
 * Where a value stands among some that ascend; -1 where it does not.
 * @param {ArrayLike<number>} values
 * @param {number} value
 */
function placeIn(values, value) {
  const place = lowerBound(values, value);
  return values[place] === value ? place : -1;
}

/**
 * Where each of several runs begins that follow each other, and at the end where all end.
 * @param {ArrayLike<number>} lengths
 */
function offsetsOf(lengths) {
  const offsets = new Int32Array(lengths.length + 1);
  for (let i = 0; i < lengths.length; i++) offsets[i + 1] = offsets[i] + lengths[i];
  return offsets;
}

/** Int32Array that grows; a plain array of millions of numbers would take eight times the room. */
class Numbers {
  constructor() {
    this.values = new Int32Array(1 << 10);
    this.length = 0;
  }

  /** @param {number} value */
  push(value) {
    if (this.length === this.values.length) {
      const larger = new Int32Array(this.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length++] = value;
  }

  trimmed() {
    return this.values.slice(0, this.length);
  }
}
