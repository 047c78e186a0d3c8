/**
 * Where words stand beside or near each other, where patterns, fuzzy words and synonyms stand: all
 * that a query may look for but a word in any form.
 *
 * @typedef {{positions: ArrayLike<number>, count: number}} Wanted
 *   where a word stands, and how often it has to be there
 */

/** What stands at known positions in its paragraphs, both ascending; it may overlap itself. */
class PlacedList {
  /**
   * @param {Corpus} corpus
   * @param {Numbers} owners the paragraph of each occurrence
   * @param {Numbers} starts its position there
   */
  constructor(corpus, owners, starts) {
    this.corpus = corpus;
    const [paragraphs, frequencies] = [new Numbers(), new Numbers()];
    for (let i = 0; i < owners.length; i++) {
      const owner = owners.values[i];
      if (i && owner === owners.values[i - 1]) frequencies.values[frequencies.length - 1]++;
      else {
        paragraphs.push(owner);
        frequencies.push(1);
      }
    }
    this.paragraphs = paragraphs.trimmed();
    this.frequencies = frequencies.trimmed();
    this.owners = owners;
    this.starts = starts;
  }

  /** @param {TellPassage} tell */
  eachPassage(tell) {
    const { long } = this.corpus.columns;
    for (let i = 0; i < this.owners.length; i++) {
      const p = this.owners.values[i];
      const place = placeIn(long.paragraphs, p);
      if (place < 0) continue;
      tell(p, long.passageAt(place, this.starts.values[i]) - long.firsts[place], 1);
    }
  }
}

/** Several lists as one: a paragraph has what it has in any of them. */
class JoinedList {
  /**
   * @param {Corpus} corpus
   * @param {List[]} lists
   */
  constructor(corpus, lists) {
    this.lists = lists;
    const counts = new Int32Array(corpus.paragraphs);
    const found = new Numbers();
    for (const { paragraphs, frequencies } of lists) {
      for (let i = 0; i < paragraphs.length; i++) {
        if (!counts[paragraphs[i]]) found.push(paragraphs[i]);
        counts[paragraphs[i]] += frequencies[i];
      }
    }
    this.paragraphs = found.trimmed().sort();
    this.frequencies = this.paragraphs.map((p) => counts[p]);
  }

  /** @param {TellPassage} tell */
  eachPassage(tell) {
    for (const list of this.lists) list.eachPassage(tell);
  }
}

/**
 * Where some forms of a term stand; where these are all of them that is known without positions.
 * @param {Term} term
 * @param {Set<string>} surfaces
 * @returns {List}
 */
function listOfForms(term, surfaces) {
  const forms = [...term.forms.keys()];
  if (forms.every((form) => surfaces.has(form))) return term.postings;
  const wanted = forms.map((form) => surfaces.has(form));
  const { positions, forms: own, firsts } = positionsOf(term);
  const { paragraphs } = term.postings;
  const [owners, starts] = [new Numbers(), new Numbers()];
  for (let i = 0; i < paragraphs.length; i++) {
    for (let at = firsts[i]; at < firsts[i + 1]; at++) {
      if (own && !wanted[own[at]]) continue;
      owners.push(paragraphs[i]);
      starts.push(positions[at]);
    }
  }
  return new PlacedList(term.corpus, owners, starts);
}

/**
 * The terms of the languages in which a test gives something for all of them.
 * @param {(Term | undefined)[][]} perLanguage
 * @param {(term: Term, i: number) => number | undefined} test
 * @returns {Term[][]}
 */
const complete = (perLanguage, test) =>
  /** @type {Term[][]} */ (
    perLanguage.filter((terms) => terms.every((term, i) => term && test(term, i)))
  );

/** Surface forms side by side. */
class PhraseOccurrences extends Occurrences {
  /**
   * @param {Corpus} corpus
   * @param {Phrase} leaf
   */
  constructor(corpus, leaf) {
    super(corpus, leaf);
    const { surfaces } = leaf;
    this.surfaces = surfaces;
    const frequencies = gathered(surfaces, (surface) => corpus.surfaceFrequency(surface));
    this.idf = sum(frequencies.map((frequency) => corpus.idf(frequency)));
    this.missing = surfaces.filter((_, i) => frequencies[i] === 0);
    const perLanguage = corpus.languages.map((each) => surfaces.map((word) => each.term(word)));
    const found = complete(perLanguage, (term, i) => term.forms.get(surfaces[i]));
    this.terms = found.flat();
    this.lists = gathered(found, (terms) => this.listOf(terms));
  }

  /** @param {Term[]} terms */
  listOf(terms) {
    const { surfaces } = this;
    if (terms.length === 1) return listOfForms(terms[0], new Set(surfaces));
    gathered(new Set(terms), positionsOf);
    const order = [...terms.keys()].sort(
      (a, b) => this.frequency(terms, a) - this.frequency(terms, b),
    );
    const [rarest, ...others] = order;
    let found = beginnings(terms[rarest], surfaces[rarest], rarest, null);
    for (const place of others) found = beginnings(terms[place], surfaces[place], place, found);
    return new PlacedList(this.corpus, found.owners, found.starts);
  }

  /**
   * @param {Term[]} terms
   * @param {number} place
   */
  frequency(terms, place) {
    return terms[place].forms.get(this.surfaces[place]);
  }

  /**
   * @override
   * @param {string[]} words
   * @returns {[number, number][]}
   */
  marks(words) {
    const { surfaces } = this;
    const last = surfaces.length - 1;
    const isHere = (/** @type {number} */ at) =>
      surfaces.every((surface, i) => words[at + i] === surface);
    return [...words.keys()].filter(isHere).map((at) => [at, at + last]);
  }
}

/**
 * Where a phrase may begin for one of its words. Plain loops: a closure over `next` took seconds for
 * a paragraph of thousands of occurrences.
 * @param {Term} term
 * @param {string} surface
 * @param {number} shift the place of the word in the phrase
 * @param {?{owners: Numbers, starts: Numbers}} among where it may for others
 */
function beginnings(term, surface, shift, among) {
  const { firsts, positions, forms } = positionsOf(term);
  const { paragraphs } = term.postings;
  const form = [...term.forms.keys()].indexOf(surface);
  const found = { owners: new Numbers(), starts: new Numbers() };
  const owners = among?.owners.trimmed();
  const starts = among?.starts.trimmed();
  let next = 0;
  for (let i = 0; i < paragraphs.length; i++) {
    const p = paragraphs[i];
    if (owners) {
      while (next < owners.length && owners[next] < p) next++;
      if (next === owners.length) break;
      if (owners[next] > p) continue;
    }
    for (let at = firsts[i]; at < firsts[i + 1]; at++) {
      const start = positions[at] - shift;
      if (start < 0 || (forms && forms[at] !== form)) continue;
      if (owners && starts) {
        while (next < owners.length && owners[next] === p && starts[next] < start) next++;
        if (next === owners.length || owners[next] > p) break;
        if (starts[next] > start) continue;
      }
      found.owners.push(p);
      found.starts.push(start);
    }
  }
  return found;
}

/** Words in any of their forms and any order, the first and last at most `distance` apart. */
class NearOccurrences extends Occurrences {
  /**
   * @param {Corpus} corpus
   * @param {Near} leaf
   */
  constructor(corpus, leaf) {
    super(corpus, leaf);
    const { surfaces, distance } = leaf;
    this.distance = distance;
    const frequencies = gathered(surfaces, (surface) => corpus.wordFrequency(surface));
    this.idf = sum(frequencies.map((frequency) => corpus.idf(frequency)));
    this.missing = surfaces.filter((_, i) => frequencies[i] === 0);
    const perLanguage = corpus.languages.map((each) => surfaces.map((word) => each.term(word)));
    /** By language its terms, and how often each has to be there. */
    this.wanted = complete(perLanguage, (term) => term.df).map(countsOf);
    this.terms = this.wanted.flatMap((counts) => [...counts.keys()]);
    gathered(this.terms, positionsOf);
    this.lists = this.wanted.map((counts) => this.listOf(counts));
  }

  /**
   * Each occurrence is a word that begins a stretch with all of them.
   * @param {Map<Term, number>} counts
   */
  listOf(counts) {
    const sought = [...counts].map(([term, count]) => ({
      count,
      ...positionsOf(term),
      ...term.postings,
    }));
    sought.sort((a, b) => a.paragraphs.length - b.paragraphs.length);
    const [rarest, ...others] = sought;
    const [owners, starts] = [new Numbers(), new Numbers()];
    const next = others.map(() => 0);
    for (let i = 0; i < rarest.paragraphs.length; i++) {
      const p = rarest.paragraphs[i];
      const isIn = (
        /** @type {{paragraphs: Int32Array}} */ { paragraphs },
        /** @type {number} */ k,
      ) => {
        next[k] = lowerBound(paragraphs, p, next[k]);
        return paragraphs[next[k]] === p;
      };
      if (!others.every(isIn)) continue;
      const lists = sought.map(({ count, firsts, positions }, k) => {
        const at = k ? next[k - 1] : i;
        return { count, positions: positions.subarray(firsts[at], firsts[at + 1]) };
      });
      for (const start of stretchStarts(lists, this.distance)) {
        owners.push(p);
        starts.push(start);
      }
    }
    return new PlacedList(this.corpus, owners, starts);
  }

  /**
   * Each word by itself, and not what stands between.
   * @param {string[]} words
   * @param {number} language
   */
  marks(words, language) {
    const counts = this.wanted.find(([[term]]) => term.language === language);
    if (!counts) return [];
    const lists = [...counts].map(([{ forms }, count]) => {
      return { count, positions: placesOf(words, forms) };
    });
    const all = lists.flatMap(({ positions }) => positions).sort((a, b) => a - b);
    /** @type {[number, number][]} */
    const marks = [];
    let end = -1;
    const starts = new Set(stretchStarts(lists, this.distance));
    for (const at of all) {
      if (starts.has(at)) end = Math.max(end, ...lists.map((list) => endOf(list, at)));
      if (at <= end) marks.push([at, at]);
    }
    return marks;
  }
}

/** @param {Term[]} terms */
function countsOf(terms) {
  const counts = new Map();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}

/**
 * Where the last of so many words is from a position on; infinitely far where there are fewer.
 * @param {Wanted} wanted
 * @param {number} start
 */
const endOf = ({ positions, count }, start) =>
  positions[lowerBound(positions, start) + count - 1] ?? Infinity;

/**
 * Where the stretches begin, at words of these, that have all of them and are no longer.
 * @param {Wanted[]} lists
 * @param {number} distance
 */
function stretchStarts(lists, distance) {
  const begins = (/** @type {number} */ start) =>
    lists.every((list) => endOf(list, start) - start <= distance);
  return lists
    .flatMap(({ positions }) => Array.from(positions).filter(begins))
    .sort((a, b) => a - b);
}

/** A pattern or a fuzzy word: the forms it stands for, as if they were one word. */
class FormsOccurrences extends Occurrences {
  /**
   * @param {Corpus} corpus
   * @param {Pattern | Fuzzy} leaf
   */
  constructor(corpus, leaf) {
    super(corpus, leaf);
    const { forms, total } = formsOf(corpus, leaf);
    /** The surface forms, each with its frequency. */
    this.forms = new Map(forms.map(({ surface, frequency }) => [surface, frequency]));
    this.idf = corpus.idf(Math.max(0, ...this.forms.values()));
    this.missing = forms.length ? [] : [leaf.type === "pattern" ? leaf.text : leaf.surface];
    this.note = noteOn(leaf, total);
    const found = gathered(this.forms.keys(), (surface) => corpus.termsOf(surface)).flat();
    this.terms = [...new Set(found)];
    const surfaces = new Set(this.forms.keys());
    const isWanted = (/** @type {Term} */ { forms: own }) =>
      [...own.keys()].some((surface) => surfaces.has(surface));
    const lists = gathered(this.terms.filter(isWanted), (term) => listOfForms(term, surfaces));
    this.lists = lists.length ? [new JoinedList(corpus, lists)] : [];
  }

  formsIn() {
    return this.forms;
  }
}

/** A word or what synonyms have for it, as if they were one word; its phrases begin at a place. */
class AlternativeOccurrences extends Occurrences {
  /**
   * @param {Corpus} corpus
   * @param {Alternatives} leaf
   */
  constructor(corpus, leaf) {
    super(corpus, leaf);
    this.parts = gathered(partsOf(leaf), (part) => occurrencesOf(corpus, part));
    this.terms = this.parts.flatMap(({ terms }) => terms);
    this.inContexts = this.parts.flatMap(({ inContexts }) => inContexts);
    this.lists = [
      new JoinedList(
        corpus,
        this.parts.flatMap(({ lists }) => lists),
      ),
    ];
    this.idf = Math.min(...this.parts.map((part) => part.idf));
    // Beside several words that stand in the query themselves nothing is missed.
    const isFound =
      this.lists[0].paragraphs.length || this.inContexts.some((each) => each.leads.length);
    this.missing = leaf.surfaces.length > 1 || isFound ? [] : leaf.surfaces;
  }

  /**
   * @param {string[]} words
   * @param {number} language
   */
  marks(words, language) {
    return this.parts.flatMap((part) => part.marks(words, language));
  }
}

const OCCURRENCES = {
  phrase: PhraseOccurrences,
  near: NearOccurrences,
  pattern: FormsOccurrences,
  fuzzy: FormsOccurrences,
  alternatives: AlternativeOccurrences,
};
