/**
 * Where parts come from: scripts beside the page, which can be read from disk where nothing else
 * can, or the page itself.
 */

/** Of most series so many parts lie in one folder. */
const GROUP_BITS = 6;

/** What the scripts of parts brought, by the element that each stands in. */
const received = new Map();

/** Tells that the later scripts are there. */
/** @type {(value: string) => void} */
let tellMore;
/** @type {Promise<string>} */
const moreIsHere = new Promise((resolve) => (tellMore = resolve));

/** The page's one public name; the scripts that come later call it. */
/** @type {any} */ (window).pincite = {
  part: (/** @type {string} */ payload) => received.set(document.currentScript, payload),
  /** @param {(names: object) => object} make */
  more(make) {
    scripts.make = make;
    tellMore("");
  },
};

/**
 * @param {Root} root
 * @returns {Loader}
 */
const loaderOf = (root) => (root.scripts ? new ScriptLoader(root) : new EmbeddedLoader());

/** Loads parts from scripts in a folder beside the page. */
class ScriptLoader {
  /** @param {Root} root */
  constructor(root) {
    this.series = root.series;
    this.more = root.scripts?.more ?? "";
    this.layout = new BlockLayout(root);
    // No address but that of a part gets by.
    this.policy = /** @type {any} */ (window).trustedTypes?.createPolicy("pincite", {
      createScriptURL: (/** @type {string} */ address) => (this.isOurs(address) ? address : ""),
    });
  }

  /** @param {string} address */
  isOurs(address) {
    return address === this.more || /^parts(\/\w+){3}\.js$/.test(address);
  }

  /**
   * @param {string} series
   * @param {number} number
   */
  addressOf(series, number) {
    if (series === MORE) return this.more;
    const groups = this.series[series].groups ?? [];
    const [group, place] =
      series === "texts"
        ? this.layout.placeOf(number)
        : [number >> GROUP_BITS, number & ((1 << GROUP_BITS) - 1)];
    return `parts/${series}/${groups[group]}/${place}.js`;
  }

  /**
   * @param {string} series
   * @param {number} number
   * @returns {Promise<string>}
   */
  load(series, number) {
    const address = this.addressOf(series, number);
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      const settle = () => {
        const payload = series === MORE && scripts.make ? "" : received.get(script);
        received.delete(script);
        script.remove();
        if (payload === undefined) reject(new Error(`${address} could not be loaded`));
        else resolve(payload);
      };
      script.onload = settle;
      script.onerror = settle;
      script.src = this.policy ? this.policy.createScriptURL(address) : address;
      document.head.append(script);
    });
  }
}

/** Finds parts in the page, where many that follow each other are packed together. */
class EmbeddedLoader {
  constructor() {
    /** What was unpacked, by its element. */
    this.packs = new Map();
  }

  /**
   * @param {string} series
   * @param {number} number
   * @returns {Promise<string>}
   */
  async load(series, number) {
    if (series === MORE) return moreIsHere;
    const elements = [...document.querySelectorAll(`[data-series="${series}"]`)];
    const firstOf = (/** @type {Element} */ element) => Number(element.getAttribute("data-first"));
    const element = elements.findLast((each) => firstOf(each) <= number) ?? elements[0];
    if (!this.packs.has(element)) this.packs.set(element, unpacked(element.textContent ?? ""));
    return (await this.packs.get(element))[number - firstOf(element)];
  }
}

/**
 * @param {string} packed
 * @returns {Promise<string[]>}
 */
async function unpacked(packed) {
  const bytes = Uint8Array.from(atob(packed), (unit) => unit.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const text = await new Response(stream).text();
  const end = text.indexOf("\n");
  // Lengths, a line end, and parts of such lengths; JSON where no text could hold what is in them.
  if (end < 0) return JSON.parse(text);
  let at = end + 1;
  return JSON.parse(text.slice(0, end)).map((/** @type {number} */ length) =>
    text.slice(at, (at += length)),
  );
}
