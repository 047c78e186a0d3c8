/**
 * What the page has of its parts, and how it comes by the others.
 *
 * All that answers a query is written as if every part were there. What is not is thrown as
 * `Absent`; it is loaded, and the work done again. So such work must change nothing but what is
 * kept to be faster.
 *
 * @typedef {[series: string, number: number]} PartName
 * @typedef {{load: (series: string, number: number) => Promise<string>}} Loader
 */

/** So many characters of parts are kept, of those that were used last. */
const MOST_KEPT = 1 << 26;

/** The series of the scripts that come later. */
const MORE = "more";

/** What is not there yet; no error. */
class Absent {
  /** @param {PartName[]} parts */
  constructor(parts) {
    this.parts = parts;
  }
}

/**
 * What `make` gives for each of some values; or else all at once that any of them lacks.
 * @template T, U
 * @param {Iterable<T>} values
 * @param {(value: T, i: number) => U} make
 * @returns {U[]}
 */
function gathered(values, make) {
  /** @type {PartName[]} */
  const absent = [];
  const found = Array.from(values, (value, i) => {
    try {
      return make(value, i);
    } catch (error) {
      if (!(error instanceof Absent)) throw error;
      absent.push(...error.parts);
    }
  });
  if (absent.length) throw new Absent(absent);
  return /** @type {U[]} */ (found);
}

/**
 * What several looks give; or else all at once that any of them lacks.
 * @template {any[]} T
 * @param {{[K in keyof T]: () => T[K]}} looks
 * @returns {T}
 */
const together = (...looks) => /** @type {T} */ (gathered(looks, (look) => look()));

/** The names of the scripts that are here for those that come later, and what these make. */
const scripts = {
  names: {},
  /** @type {?(names: object) => object} */
  make: null,
  /** @type {?object} */
  made: null,
};

/** @param {object} names what later scripts may use of these */
function handOver(names) {
  scripts.names = names;
}

class Store {
  /** @param {Loader} loader */
  constructor(loader) {
    this.loader = loader;
    /**
     * By name, those used last at the end.
     * @type {Map<string, {payload: string, decoded: any}>}
     */
    this.parts = new Map();
    this.size = 0;
    /** @type {Map<string, Promise<void>>} */
    this.coming = new Map();
  }

  /**
   * A part.
   * @param {string} series
   * @param {number} number
   * @throws {Absent}
   */
  get(series, number) {
    return this.part(series, number).payload;
  }

  /**
   * What a part is decoded to, which is kept as long as itself.
   * @template T
   * @param {string} series
   * @param {number} number
   * @param {(payload: string) => T} decode
   * @returns {T}
   * @throws {Absent}
   */
  read(series, number, decode) {
    const part = this.part(series, number);
    part.decoded ??= decode(part.payload);
    return part.decoded;
  }

  /**
   * @param {string} series
   * @param {number} number
   */
  part(series, number) {
    const key = `${series}/${number}`;
    const part = this.parts.get(key);
    if (!part) throw new Absent([[series, number]]);
    this.parts.delete(key);
    this.parts.set(key, part);
    return part;
  }

  /** Whether the scripts that come later are here. */
  get isComplete() {
    return scripts.make !== null;
  }

  /**
   * What the scripts that come later export.
   * @returns {any}
   * @param {string} name
   * @throws {Absent}
   */
  script(name) {
    if (!scripts.make) throw new Absent([[name, 0]]);
    scripts.made ??= scripts.make(scripts.names);
    return scripts.made;
  }

  /**
   * What a task gives, once all is here that it needs.
   * @template T
   * @param {() => T} task changes nothing but what is kept
   * @param {AbortSignal} [signal]
   * @returns {Promise<T>}
   */
  async run(task, signal) {
    for (;;) {
      signal?.throwIfAborted();
      try {
        const result = task();
        this.trim();
        return result;
      } catch (error) {
        if (!(error instanceof Absent)) throw error;
        await Promise.all(error.parts.map(([series, number]) => this.load(series, number)));
      }
    }
  }

  /**
   * Loads a part, at most once at a time.
   * @param {string} series
   * @param {number} number
   */
  load(series, number) {
    const key = `${series}/${number}`;
    if (!this.coming.has(key)) {
      const keep = (/** @type {string} */ payload) => {
        if (this.parts.has(key) || series === MORE) return;
        this.parts.set(key, { payload, decoded: undefined });
        this.size += payload.length;
      };
      const loading = this.loader.load(series, number).then(keep);
      this.coming.set(
        key,
        loading.finally(() => this.coming.delete(key)),
      );
    }
    return this.coming.get(key);
  }

  /** Lets go of what was not used for long; never while a task is at work. */
  trim() {
    for (const [key, { payload }] of this.parts) {
      if (this.size <= MOST_KEPT) break;
      this.parts.delete(key);
      this.size -= payload.length;
    }
  }
}
