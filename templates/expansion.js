/**
 * The words that a pattern or a fuzzy word stands for, of those that the articles have.
 */

const MOST_FORMS = { pattern: 1000, fuzzy: 50 };

/**
 * What tells whether a word is one that a pattern stands for. Each part between asterisks is taken
 * where it first fits: what follows it can only win room by that, so nothing is ever tried again.
 * @param {string} pattern
 * @returns {(word: string | string[]) => boolean}
 */
function likeness(pattern) {
  // Letter by letter, as the words are.
  const parts = pattern.split("*").map(letters);
  const [first, last] = [parts[0], parts[parts.length - 1]];
  const least = codePoints(pattern.replaceAll("*", ""));
  if (parts.length === 1) return (word) => word.length === least && fits(first, word, 0);
  const between = parts.slice(1, -1);
  return (word) => {
    const end = word.length - last.length;
    if (word.length < least || !fits(first, word, 0) || !fits(last, word, end)) return false;
    let at = first.length;
    for (const part of between) {
      while (at + part.length <= end && !fits(part, word, at)) at++;
      at += part.length;
    }
    return at <= end;
  };
}

/**
 * Whether a part of a pattern is what a word has from `at` on; a question mark is any letter.
 * @param {string | string[]} part
 * @param {string | string[]} word
 * @param {number} at
 */
function fits(part, word, at) {
  for (let i = 0; i < part.length; i++) {
    if (part[i] !== "?" && part[i] !== word[at + i]) return false;
  }
  return true;
}

/**
 * The surface forms a leaf stands for, and how many there are in all: the nearest first, of those
 * the most frequent, then by code points.
 * @param {Corpus} corpus
 * @param {Pattern | Fuzzy} leaf
 * @returns {{forms: Spelling[], total: number}}
 */
function formsOf(corpus, leaf) {
  const all =
    leaf.type === "pattern"
      ? fitting(corpus, leaf.text)
      : formsNear(corpus, leaf.surface, leaf.edits);
  const found = all.filter(({ frequency }) => frequency > 0);
  const most = MOST_FORMS[leaf.type];
  if (found.length > most) found.sort(byWorth);
  return { forms: found.slice(0, most), total: found.length };
}

/**
 * @param {Corpus} corpus
 * @param {string} pattern
 * @returns {Spelling[]} the forms that a pattern stands for
 */
function fitting(corpus, pattern) {
  const isLike = likeness(pattern);
  const [start] = pattern.split(/[*?]/);
  return corpus.lexicon.beginning(start).flatMap(({ surfaces, frequencies }) => {
    /** @type {Spelling[]} */
    const found = [];
    surfaces.forEach((surface, i) => {
      if (!surface.startsWith(start) || !isLike(letters(surface))) return;
      found.push({ surface, frequency: frequencies[i], apart: 0 });
    });
    return found;
  });
}

/**
 * @param {Spelling} a
 * @param {Spelling} b
 */
const byWorth = (a, b) =>
  a.apart - b.apart || b.frequency - a.frequency || byCodePoint(a.surface, b.surface);

/**
 * What to say where a leaf stands for more forms than are looked for; "" where it does not.
 * @param {Pattern | Fuzzy} leaf
 * @param {number} total
 */
function noteOn(leaf, total) {
  const most = MOST_FORMS[leaf.type];
  if (total <= most) return "";
  const [written, which] =
    leaf.type === "pattern"
      ? [leaf.text, "most frequent"]
      : [`${leaf.surface}~${leaf.edits}`, "nearest"];
  const counts = [total, most].map((count) => count.toLocaleString("en"));
  return `${written} stands for ${counts[0]} words; only the ${counts[1]} ${which} were searched`;
}
