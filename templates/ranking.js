/**
 * How well a paragraph answers: BM25F over text and title, then nearness and related words.
 *
 * The numbers are those of search/ranking/scorer.py to the last bit: every expression keeps its
 * order of operations, and the one logarithm is rounded to steps of 2⁻²⁰ on both sides. The weights
 * come with the articles; indexer/weights.py has their table.
 */

const NEAR_SATURATION = 1.2;
const NEAR_WINDOW = 8;
const NEAR_CANDIDATES = 100;

/** To 9 decimals: scores that differ by less are equal. */
const round9 = (value) => Math.round(value * 1e9) / 1e9;

const leafKey = (leaf) => JSON.stringify(leaf);

const both = (a, b) => a.map((value, p) => value & b[p]);
const either = (a, b) => a.map((value, p) => value | b[p]);
const without = (a, b) => a.map((value, p) => value & (1 - b[p]));

/** Matching and scoring for one query; each leaf is looked up once. */
class Ranking {
  /**
   * @param {Corpus} corpus
   * @param {Group} tree
   */
  constructor(corpus, tree) {
    this.corpus = corpus;
    this.tree = tree;
    this.known = new Map();
    /** The leaves that score, in the order of the query, and how often each stands in it. */
    this.leaves = new Map();
    for (const leaf of leaves(tree)) {
      const found = this.occurrences(leaf);
      this.leaves.set(found, (this.leaves.get(found) ?? 0) + 1);
    }
  }

  /** @returns {Occurrences} */
  occurrences(leaf) {
    const key = leafKey(leaf);
    if (!this.known.has(key)) this.known.set(key, occurrencesOf(this.corpus, leaf));
    return this.known.get(key);
  }

  /** For each paragraph, 1 where it matches. */
  matches(node) {
    if (node.type === "group") return this.groupMatches(node);
    if (node.type === "not") return this.matches(node.node).map((matched) => 1 - matched);
    if (node.type === "field" || node.type === "dates") return passing(this.corpus, node);
    const found = new Uint8Array(this.corpus.paragraphs.length);
    const { places, leads } = this.occurrences(node);
    for (const at of places) found[this.corpus.paragraphOf[at]] = 1;
    for (const lead of leads) found[lead] = 1;
    return found;
  }

  groupMatches({ musts, shoulds, nots, filters }) {
    let found = new Uint8Array(this.corpus.paragraphs.length).fill(1);
    const sets = (nodes) => nodes.map((node) => this.matches(node));
    if (musts.length) found = sets(musts).reduce(both);
    else if (shoulds.length) found = sets(shoulds).reduce(either);
    return sets(nots).reduce(without, sets(filters).reduce(both, found));
  }

  /**
   * All paragraphs that match, best first.
   * @returns {{paragraph: number, score: number}[]}
   */
  ranked() {
    const hits = [];
    this.matches(this.tree).forEach((matched, p) => {
      if (matched) hits.push({ paragraph: p, score: this.score(p) });
    });
    hits.sort(byScore);
    return this.raised(hits);
  }

  /** The score of a paragraph, or of its best passage. */
  score(p) {
    const starts = this.corpus.passagesOf(p);
    const parts = starts.map((start, i) =>
      this.partsOf(p, start, starts[i + 1] ?? this.corpus.offsets[p + 1]),
    );
    const best = parts.reduce((a, b) => (round9(sum(b)) > round9(sum(a)) ? b : a));
    const weight = this.kindWeight(p);
    return sum(best.map((part) => part * weight));
  }

  /** By what the score of a paragraph is multiplied for its kind. */
  kindWeight(p) {
    return this.corpus.weights[this.corpus.paragraphs[p].kind] ?? 1;
  }

  /** What each leaf gives a passage: frequencies saturate, and count less in longer texts. */
  partsOf(p, start, end) {
    const { corpus } = this;
    const { k1, title } = corpus.weights;
    const norm = corpus.normOf(p, end - start);
    return [...this.leaves].map(([found, count]) => {
      const inText = found.between(start, end).length;
      const frequency = inText + title * found.inContext(corpus, p);
      return (count * found.idf * (frequency * (k1 + 1))) / (frequency + norm);
    });
  }

  /** Adds to the best hits what nearness of neighbouring query words and related words are worth. */
  raised(hits) {
    const pairs = this.pairs();
    if (pairs.length === 0) return hits;
    const relatives = new Relatives(this);
    const candidates = hits.slice(0, NEAR_CANDIDATES);
    for (const hit of candidates) {
      const kind = this.kindWeight(hit.paragraph);
      const related = relatives.gainIn(hit.paragraph) * (this.corpus.weights.related * kind);
      hit.score += this.nearnessIn(hit.paragraph, pairs) * kind + related;
    }
    return [...candidates.sort(byScore), ...hits.slice(NEAR_CANDIDATES)];
  }

  /** What the nearness of pairs adds in text and title of a paragraph, its kind left aside. */
  nearnessIn(p, pairs) {
    const found = this.pairsIn(p, pairs);
    const gainOf = (stems) => sum(found.map((pair) => nearness(stems, pair, this.corpus.weights)));
    return gainOf(this.contentStems(p)) + gainOf(this.titleStems(p));
  }

  /** Neighbouring words of the query: in each language each pair of stems once. */
  pairs() {
    const found = [];
    const known = new Set();
    for (const [first, second] of queryPairs(this.tree)) {
      const languages = this.corpus.languages.filter((language) => {
        const [one, other] = [language.stem(first), language.stem(second)];
        const key = `${language.name} ${one} ${other}`;
        const isFresh = one !== other && !known.has(key);
        known.add(key);
        return isFresh;
      });
      if (languages.length === 0) continue;
      const a = this.occurrences({ type: "word", surface: first });
      const b = this.occurrences({ type: "word", surface: second });
      found.push({ first, second, languages, weight: (a.idf + b.idf) / 2 });
    }
    return found;
  }

  /** Those that count in a paragraph, by stem. */
  pairsIn(p, pairs) {
    const language = this.corpus.languageOf[p];
    const id = (surface) => language.stemId(surface) ?? -1;
    return pairs
      .filter(({ languages }) => languages.includes(language))
      .map(({ first, second, weight }) => ({ first: id(first), second: id(second), weight }));
  }

  /** A paragraph's words by stem, without the function words, which take no place. */
  contentStems(p) {
    const { tokens, offsets, languageOf, stemAt } = this.corpus;
    const { isFunctionWord } = languageOf[p];
    const stems = stemAt.subarray(offsets[p], offsets[p + 1]);
    return stems.filter((_, i) => !isFunctionWord[tokens[offsets[p] + i]]);
  }

  /** The same of the title of its article; a heading has none above it. */
  titleStems(p) {
    const { corpus } = this;
    const { article, kind } = corpus.paragraphs[p];
    if (kind === "heading") return [];
    const { functionWords } = corpus.languageOf[p];
    const words = corpus.wordsOfField(corpus.articles[article], "title");
    return words
      .filter((word) => !functionWords.has(word))
      .map((word) => corpus.languageOf[p].stemId(word));
  }
}

/** Best first; paragraphs are numbered in the order of their articles, so ties need no more. */
const byScore = (a, b) => round9(b.score) - round9(a.score) || a.paragraph - b.paragraph;

/** What the nearness of a pair adds to the score of a paragraph. */
function nearness(words, { first, second, weight }, { ordered, unordered }) {
  let following = 0;
  let near = 0;
  words.forEach((word, place) => {
    if (word !== first) return;
    if (words[place + 1] === second) following++;
    const end = Math.min(words.length, place + NEAR_WINDOW + 1);
    for (let i = Math.max(0, place - NEAR_WINDOW); i < end; i++) if (words[i] === second) near++;
  });
  const saturated = (count) => count / (count + NEAR_SATURATION);
  return weight * (ordered * saturated(following) + unordered * saturated(near));
}
