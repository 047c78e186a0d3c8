/**
 * The English stemmer: Porter2 (Snowball "english") as NLTK's SnowballStemmer computes it, so that
 * a word typed into the page falls on the same stem as in the index.
 *
 * NLTK keeps the regions R1 and R2 as strings of their own and edits them beside the word; in a few
 * words they drift apart from the word's true tail. Those quirks decide stems, so they are kept.
 */

const VOWELS = "aeiouy";

const IRREGULAR = new Map(
  Object.entries({
    skis: "ski", skies: "sky", dying: "die", lying: "lie", tying: "tie",
    idly: "idl", gently: "gentl", ugly: "ugli", early: "earli", only: "onli", singly: "singl",
    sky: "sky", news: "news", howe: "howe", atlas: "atlas", cosmos: "cosmos", bias: "bias",
    andes: "andes", inning: "inning", innings: "inning", outing: "outing", outings: "outing",
    canning: "canning", cannings: "canning", herring: "herring", herrings: "herring",
    earring: "earring", earrings: "earring",
    proceed: "proceed", proceeds: "proceed", proceeded: "proceed", proceeding: "proceed",
    exceed: "exceed", exceeds: "exceed", exceeded: "exceed", exceeding: "exceed",
    succeed: "succeed", succeeds: "succeed", succeeded: "succeed", succeeding: "succeed",
  }),
);

/**
 * Step 2, longest first: suffix → what takes its place in R1, or how many letters are cut.
 * @type {[suffix: string, change: string | number][]}
 */
const DERIVATIONS = [
  ["ization", "ize"], ["ational", "ate"], ["fulness", 4], ["ousness", "ous"],
  ["iveness", "ive"], ["tional", 2], ["biliti", "ble"], ["lessli", 2],
  ["entli", 2], ["ation", "ate"], ["alism", "al"], ["aliti", "al"], ["ousli", "ous"],
  ["iviti", "ive"], ["fulli", 2], ["enci", "ence"], ["anci", "ance"], ["abli", "able"],
  ["izer", "ize"], ["ator", "ate"], ["alli", "al"], ["bli", "ble"], ["ogi", 1], ["li", 2],
];

/** After these suffixes step 2 leaves an "e" in an R2 that was too short to hold the suffix. */
const LEAVES_E_IN_R2 = new Set(["ational", "ation", "ator", "iveness", "iviti"]);

/**
 * Step 3, likewise.
 * @type {[suffix: string, change: string | number][]}
 */
const ENDINGS = [
  ["ational", "ate"], ["tional", 2], ["alize", 3], ["icate", "ic"], ["iciti", "ic"],
  ["ative", 5], ["ical", "ic"], ["ness", 4], ["ful", 3],
];

/** Step 4, longest first: dropped when in R2. */
const RESIDUES = [
  "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous",
  "ive", "ize", "ion", "al", "er", "ic",
];

/** @param {string | undefined} letter */
const isVowel = (letter) => Boolean(letter) && VOWELS.includes(/** @type {string} */ (letter));

/** @param {string} text */
const hasVowel = (text) => /[aeiouy]/.test(text);

/**
 * What follows the first non-vowel after a vowel.
 * @param {string} text
 */
function region(text) {
  for (let i = 1; i < text.length; i++) {
    if (!isVowel(text[i]) && isVowel(text[i - 1])) return text.slice(i + 1);
  }
  return "";
}

/** A word with its two regions, changed at the end only. */
class Stemming {
  /** @param {string} word */
  constructor(word) {
    this.word = word;
    const early = /^(?:gener|arsen|commun)/.exec(word);
    this.r1 = early ? word.slice(early[0].length) : region(word);
    this.r2 = region(this.r1);
  }

  /**
   * Takes `count` letters away.
   * @param {number} count
   */
  cut(count) {
    this.word = this.word.slice(0, -count);
    this.r1 = this.r1.slice(0, -count);
    this.r2 = this.r2.slice(0, -count);
  }

  /**
   * Cuts that many letters, or puts the new ending in the place of the suffix.
   * @param {string} suffix
   * @param {number | string} change
   * @param {string} shortR2
   */
  apply(suffix, change, shortR2 = "") {
    if (typeof change === "number") this.cut(change);
    else this.replace(suffix.length, change, shortR2);
  }

  /**
   * Puts `ending` in the place of the last `count` letters; a shorter region empties.
   * @param {number} count
   * @param {string} ending
   * @param {string} shortR2
   */
  replace(count, ending, shortR2 = "") {
    this.word = this.word.slice(0, -count) + ending;
    this.r1 = this.r1.length >= count ? this.r1.slice(0, -count) + ending : "";
    this.r2 = this.r2.length >= count ? this.r2.slice(0, -count) + ending : shortR2;
  }
}

/**
 * Step 0 and 1a: possessives and plurals.
 * @param {Stemming} state
 */
function dropPlural(state) {
  const possessive = /(?:'s'|'s|')$/.exec(state.word);
  if (possessive) state.cut(possessive[0].length);
  const { word } = state;
  if (word.endsWith("sses")) state.cut(2);
  else if (word.endsWith("ied") || word.endsWith("ies")) state.cut(word.length > 4 ? 2 : 1);
  else if (word.endsWith("us") || word.endsWith("ss")) return;
  else if (word.endsWith("s") && hasVowel(word.slice(0, -2))) state.cut(1);
}

/**
 * Step 1b: -ed and -ing.
 * @param {Stemming} state
 */
function dropTense(state) {
  const match = /(?:eedly|ingly|edly|eed|ing|ed)$/.exec(state.word);
  if (!match) return;
  const suffix = match[0];
  if (suffix === "eed" || suffix === "eedly") {
    if (state.r1.endsWith(suffix)) state.replace(suffix.length, "ee");
  } else if (hasVowel(state.word.slice(0, -suffix.length))) {
    state.cut(suffix.length);
    mendAfterTense(state);
  }
}

/**
 * Gives back the "e" that -ed or -ing had displaced, or undoes a doubled consonant.
 * @param {Stemming} state
 */
function mendAfterTense(state) {
  const { word } = state;
  if (/(?:at|bl|iz)$/.test(word)) {
    state.word += "e";
    state.r1 += "e";
    if (state.word.length > 5 || state.r1.length >= 3) state.r2 += "e";
  } else if (/(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(word)) {
    state.cut(1);
  } else if (state.r1 === "" && endsInShortSyllable(word)) {
    state.word += "e";
    if (state.r2.length > 0) state.r2 += "e";
  }
}

/** @param {string} word */
function endsInShortSyllable(word) {
  if (word.length === 2) return isVowel(word[0]) && !isVowel(word[1]);
  return (
    word.length >= 3 &&
    !isVowel(word.at(-1)) &&
    !"wxY".includes(word.slice(-1)) &&
    isVowel(word.at(-2)) &&
    !isVowel(word.at(-3))
  );
}

/**
 * Step 1c: a final y after a consonant.
 * @param {Stemming} state
 */
function softenY(state) {
  const { word } = state;
  if (word.length > 2 && /[yY]$/.test(word) && !isVowel(word.at(-2))) state.replace(1, "i");
}

/**
 * Step 2.
 * @param {Stemming} state
 */
function dropDerivation(state) {
  const found = DERIVATIONS.find(([suffix]) => state.word.endsWith(suffix));
  if (!found || !state.r1.endsWith(found[0])) return;
  const [suffix, change] = found;
  if (suffix === "ogi" && state.word.at(-4) !== "l") return;
  if (suffix === "li" && !"cdeghkmnrt".includes(state.word.slice(-3, -2))) return;
  state.apply(suffix, change, LEAVES_E_IN_R2.has(suffix) ? "e" : "");
}

/**
 * Step 3.
 * @param {Stemming} state
 */
function dropEnding(state) {
  const found = ENDINGS.find(([suffix]) => state.word.endsWith(suffix));
  if (!found || !state.r1.endsWith(found[0])) return;
  const [suffix, change] = found;
  if (suffix === "ative" && !state.r2.endsWith(suffix)) return;
  state.apply(suffix, change);
}

/**
 * Step 4.
 * @param {Stemming} state
 */
function dropResidue(state) {
  const suffix = RESIDUES.find((ending) => state.word.endsWith(ending));
  if (!suffix || !state.r2.endsWith(suffix)) return;
  if (suffix === "ion" && !"st".includes(state.word.slice(-4, -3))) return;
  state.cut(suffix.length);
}

/**
 * Step 5: a final e or double l.
 * @param {Stemming} state
 */
function dropFinal({ word, r1, r2 }) {
  if (r2.endsWith("l") && word.at(-2) === "l") return word.slice(0, -1);
  if (r2.endsWith("e")) return word.slice(0, -1);
  if (!r1.endsWith("e") || word.length < 4) return word;
  const silent =
    isVowel(word.at(-2)) ||
    "wxY".includes(word.slice(-2, -1)) ||
    !isVowel(word.at(-3)) ||
    isVowel(word.at(-4));
  return silent ? word.slice(0, -1) : word;
}

/**
 * Marks each y that stands for a consonant as Y.
 * @param {string} word
 */
function markConsonantY(word) {
  const letters = [...word];
  if (letters[0] === "y") letters[0] = "Y";
  for (let i = 1; i < letters.length; i++) {
    if (letters[i] === "y" && isVowel(letters[i - 1])) letters[i] = "Y";
  }
  return letters.join("");
}

/** @param {string} word */
function stemLetters(word) {
  const state = new Stemming(markConsonantY(word.replace(/^'/, "")));
  dropPlural(state);
  dropTense(state);
  softenY(state);
  dropDerivation(state);
  dropEnding(state);
  dropResidue(state);
  return dropFinal(state).replaceAll("Y", "y");
}

/**
 * The stem of a folded English word.
 * @param {string} surface
 * @returns {string}
 */
function stemEnglish(surface) {
  const word = surface.toLowerCase().replace(/[‘’‛]/g, "'");
  // Lengths decide here, and Python counts a letter beyond U+FFFF once: let one unit stand for it.
  const beyond = word.match(/[\u{10000}-\u{10FFFF}]/gu);
  if (beyond) {
    let next = 0;
    const stem = stemEnglish(word.replace(/[\u{10000}-\u{10FFFF}]/gu, "\uE000"));
    return stem.replace(/\uE000/g, () => beyond[next++]);
  }
  if (word.length <= 2) return word;
  return IRREGULAR.get(word) ?? stemLetters(word);
}
