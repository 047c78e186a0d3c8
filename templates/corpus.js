/**
 * The articles of the page, made searchable: every word numbered, and where each stem stands.
 *
 * A token is the number of its surface form; a posting is the place of a token in `tokens`.
 *
 * @typedef {{id: string, title: string, author: string, publication: string, volume: string,
 *            issue: string, date: string, firstPublished: string, url: string,
 *            language: string, languageTag: string, first: number, count: number}} Article
 *   `first` is the number of its first paragraph, `count` how many it has
 * @typedef {{article: number, ordinal: number, kind: string, lines: ?[number, number],
 *            pages: ?[number, number], text: string, sentences: [number, number][],
 *            heading: string}} Paragraph
 */

const LONGEST_PASSAGE = 300;
const SLICE_MS = 25;
const RUNNING = new Set(["body", "quote", "list", "annotation"]);

/** Far below any norm that matters: where there is no text, nothing found is 0 and not 0 / 0. */
const LEAST_NORM = 1e-99;

/** Int32Array that grows; a plain array of millions of numbers would take eight times the room. */
class Numbers {
  constructor() {
    this.values = new Int32Array(1 << 12);
    this.length = 0;
  }

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

/** Places of several kinds, in order. */
function joined(parts) {
  const found = new Int32Array(sum(parts.map(({ length }) => length)));
  let end = 0;
  for (const part of parts) {
    found.set(part, end);
    end += part.length;
  }
  return found.sort();
}

class Corpus {
  /** @param {object} data the embedded JSON; search/faces/page.py says what is in it */
  constructor(data) {
    /** Those that articles are in, the one most paragraphs are in first. */
    this.languages = data.languages.map((language) => new Language(language));
    /** By name, as in indexer/weights.py. */
    this.weights = data.weights;
    /** @type {Article[]} */
    this.articles = [];
    /** @type {Paragraph[]} */
    this.paragraphs = [];
    data.articles.forEach((record) => this.addArticle(record));
    this.surfaceIds = new Map();
    this.rawIds = new Map();
    this.stemCount = 0;
    /** What `passagesOf` found, by paragraph. */
    this.passages = new Map();
    /** What `wordsOfField` found, by name and article. */
    this.fields = new Map();
  }

  addArticle({ paragraphs, headings, ...metadata }) {
    const article = this.articles.length;
    this.articles.push({ ...metadata, first: this.paragraphs.length, count: paragraphs.length });
    paragraphs.forEach(([kind, firstLine, lastLine, heading, bounds, text, ...pages], place) => {
      const sentences = [];
      for (let i = 0; i < bounds.length; i += 2) sentences.push([bounds[i], bounds[i + 1]]);
      this.paragraphs.push({
        article,
        ordinal: place + 1,
        kind,
        lines: firstLine ? [firstLine, lastLine] : null,
        pages: pages.length ? pages : null,
        text,
        sentences: bounds.length ? sentences : [[0, text.length]],
        heading: heading < 0 ? "" : headings[heading],
      });
    });
  }

  /** Numbers all words, in slices between which the page can breathe. */
  async prepare() {
    const tokens = new Numbers();
    /** Where each paragraph's tokens begin; one more at the end. */
    this.offsets = new Int32Array(this.paragraphs.length + 1);
    let sliceEnd = performance.now() + SLICE_MS;
    for (let p = 0; p < this.paragraphs.length; p++) {
      scan(this.paragraphs[p].text, (raw) => tokens.push(this.rawId(raw)));
      this.offsets[p + 1] = tokens.length;
      if (performance.now() > sliceEnd) {
        await new Promise((resume) => setTimeout(resume));
        sliceEnd = performance.now() + SLICE_MS;
      }
    }
    this.tokens = tokens.trimmed();
    /** Of each paragraph. */
    this.languageOf = this.paragraphs.map(({ article }) => this.languageIn(this.articles[article]));
    this.firstOfWords = this.makeFirstOfWords();
    this.contexts = this.makeContexts();
    this.invert();
    this.leads = this.makeLeads();
    this.averageLength = this.averageOfLengths();
  }

  /** The number of a word as it stands in a text; each distinct spelling is folded once. */
  rawId(raw) {
    let id = this.rawIds.get(raw);
    if (id === undefined) {
      id = this.surfaceId(fold(raw));
      this.rawIds.set(raw, id);
    }
    return id;
  }

  surfaceId(surface) {
    let id = this.surfaceIds.get(surface);
    if (id === undefined) {
      id = this.surfaceIds.size;
      this.surfaceIds.set(surface, id);
      for (const language of this.languages) language.add(surface, this.stemCount++);
    }
    return id;
  }

  /** @param {Article} article */
  languageIn(article) {
    return this.languages.find(({ name }) => name === article.language);
  }

  /** Its stem in each language; words that share one are the same word in some article. */
  stems(surface) {
    return this.languages.map((language) => `${language.name} ${language.stem(surface)}`);
  }

  /**
   * By paragraph the number of the first one that has the same words in the same order, as
   * `search/ranking/repeats.py` tells them; of one without words its own.
   */
  makeFirstOfWords() {
    const { tokens, offsets } = this;
    const firsts = new Int32Array(this.paragraphs.length).map((_, p) => p);
    const known = new Map();
    for (const p of firsts.keys()) {
      const words = tokens.subarray(offsets[p], offsets[p + 1]);
      if (!words.length) continue;
      const hash = words.reduce((sum, id) => (Math.imul(sum, 31) + id) | 0, words.length);
      if (!known.has(hash)) known.set(hash, []);
      const first = known.get(hash).find((q) => this.hasWords(q, words));
      if (first === undefined) known.get(hash).push(p);
      else firsts[p] = first;
    }
    return firsts;
  }

  hasWords(p, words) {
    const own = this.tokens.subarray(this.offsets[p], this.offsets[p + 1]);
    return own.length === words.length && own.every((id, i) => id === words[i]);
  }

  /**
   * The context of each paragraph: the words of its article's title, and of its heading where that
   * says something else. A heading has none.
   */
  makeContexts() {
    const known = new Map();
    const idsOf = (text) => {
      if (!known.has(text)) known.set(text, tokenize(text).map((t) => this.surfaceId(t.surface)));
      return known.get(text);
    };
    return this.paragraphs.map(({ article, kind, heading }) => {
      const { title } = this.articles[article];
      if (kind === "heading") return [];
      return heading === title ? idsOf(title) : [...idsOf(title), ...idsOf(heading)];
    });
  }

  /**
   * By number of stem the leads that answer for titles that have it: a lead, the first paragraph of
   * running text in its article, does so where neither its own text nor a heading has the stem.
   */
  makeLeads() {
    const leads = new Map();
    for (const { first, count } of this.articles) {
      const places = Array.from({ length: count }, (_, i) => first + i);
      const lead = places.find((p) => RUNNING.has(this.paragraphs[p].kind));
      if (lead === undefined) continue;
      const headings = places.filter((p) => this.paragraphs[p].kind === "heading");
      const known = new Set([lead, ...headings].flatMap((p) => [...this.stemsIn(p)]));
      const { values } = this.languageOf[lead].stemOf;
      for (const stem of new Set(this.contexts[lead].map((id) => values[id]))) {
        if (known.has(stem)) continue;
        if (!leads.has(stem)) leads.set(stem, []);
        leads.get(stem).push(lead);
      }
    }
    return leads;
  }

  stemsIn(p) {
    return this.stemAt.subarray(this.offsets[p], this.offsets[p + 1]);
  }

  /** Postings of each stem, by counting sort: `postings` from `postingOffsets[stem]` on. */
  invert() {
    const stems = this.stemCount;
    this.stemAt = this.numberStems();
    const ends = new Int32Array(stems + 1);
    for (const stem of this.stemAt) ends[stem + 1]++;
    for (let stem = 0; stem < stems; stem++) ends[stem + 1] += ends[stem];
    this.postingOffsets = ends;
    const next = ends.slice();
    this.postings = new Int32Array(this.tokens.length);
    this.paragraphOf = new Int32Array(this.tokens.length);
    for (let p = 0, at = 0; p < this.paragraphs.length; p++) {
      for (; at < this.offsets[p + 1]; at++) {
        this.postings[next[this.stemAt[at]]++] = at;
        this.paragraphOf[at] = p;
      }
    }
  }

  /** The number of the stem of each token, in the language of its article. */
  numberStems() {
    const stems = new Int32Array(this.tokens.length);
    this.languageOf.forEach(({ stemOf }, p) => {
      for (let at = this.offsets[p]; at < this.offsets[p + 1]; at++) {
        stems[at] = stemOf.values[this.tokens[at]];
      }
    });
    return stems;
  }

  /**
   * The tree of a query, with what synonyms there are for its words.
   * @throws {QueryError}
   */
  treeOf(query) {
    const language = this.languageOfQuery(query);
    return this.widened(parseQuery(query, language.functionWords), language);
  }

  /** @returns {QueryNode} with what synonyms there are for its words */
  widened(node, language) {
    return language.synonyms.widened(node, (word) => this.stems(word));
  }

  /**
   * The language that a query is taken to be in: its function words are left out. What decides is
   * told in search/languages.py.
   * @returns {Language}
   */
  languageOfQuery(query) {
    const { languages } = this;
    if (languages.length === 1) return languages[0];
    const [telling, every] = [new Map(), new Map()];
    const count = (votes, language) => votes.set(language, (votes.get(language) ?? 0) + 1);
    for (const word of surfacesOf(query)) {
      const language = this.mostAtHome(word);
      count(every, language);
      if (!languages.some(({ functionWords }) => functionWords.has(word))) count(telling, language);
    }
    const votes = (language) => [telling.get(language) ?? 0, every.get(language) ?? 0];
    return languages.reduce((best, language) => {
      const [a, b] = [votes(best), votes(language)];
      return b[0] > a[0] || (b[0] === a[0] && b[1] > a[1]) ? language : best;
    });
  }

  /** The language in which most paragraphs have a surface form; none where two have as many. */
  mostAtHome(surface) {
    const id = this.surfaceIds.get(surface);
    if (id === undefined) return undefined;
    const counts = this.languages.map((language) => this.frequenciesIn(language)[id]);
    const most = Math.max(...counts);
    const first = counts.indexOf(most);
    return most && first === counts.lastIndexOf(most) ? this.languages[first] : undefined;
  }

  /** In how many paragraphs of a language each surface form stands, by number. */
  frequenciesIn(language) {
    language.frequencies ??= this.countSurfaces((p) => this.languageOf[p] === language);
    return language.frequencies;
  }

  /** All surface forms, by number. */
  get surfaces() {
    this.surfaceList ??= [...this.surfaceIds.keys()];
    return this.surfaceList;
  }

  /** The same letter by letter. */
  get spellings() {
    this.spellingList ??= this.surfaces.map(letters);
    return this.spellingList;
  }

  /** In how many paragraphs each surface form stands, by number. */
  get surfaceFrequencies() {
    this.frequencies ??= this.countSurfaces();
    return this.frequencies;
  }

  countSurfaces(isWanted = () => true) {
    const counts = new Int32Array(this.surfaceIds.size);
    const last = new Int32Array(this.surfaceIds.size).fill(-1);
    for (let at = 0; at < this.tokens.length; at++) {
      const id = this.tokens[at];
      if (last[id] !== this.paragraphOf[at] && isWanted(this.paragraphOf[at])) counts[id]++;
      last[id] = this.paragraphOf[at];
    }
    return counts;
  }

  surfaceFrequency(surface) {
    const id = this.surfaceIds.get(surface);
    return id === undefined ? 0 : this.surfaceFrequencies[id];
  }

  /** The words of an article's title, author or publication, folded; looked up once. */
  wordsOfField(article, name) {
    if (!this.fields.has(name)) this.fields.set(name, new Map());
    const known = this.fields.get(name);
    if (!known.has(article)) known.set(article, surfacesOf(article[name]));
    return known.get(article);
  }

  /** The field norm of so many words under the title and heading of a paragraph. */
  normOf(p, words) {
    const { k1, b, title } = this.weights;
    const length = words + title * this.contexts[p].length;
    return Math.max(k1 * (1 - b + b * (length / this.averageLength)), LEAST_NORM);
  }

  averageOfLengths() {
    const inContexts = sum(this.contexts.map((context) => context.length));
    const total = this.tokens.length + this.weights.title * inContexts;
    return total ? total / this.paragraphs.length : 1;
  }

  /** Places of the words with this stem, by number, in order. */
  postingsOfStem(id) {
    if (id === undefined) return new Int32Array(0);
    return this.postings.subarray(this.postingOffsets[id], this.postingOffsets[id + 1]);
  }

  /** The leads that answer for titles that have a word in any of its forms. */
  leadsOfWord(surface) {
    return this.languages.flatMap((language) => this.leads.get(language.stemId(surface)) ?? []);
  }

  /** In how many paragraphs a word is in any of its forms, such leads included. */
  wordFrequency(surface) {
    return this.paragraphCount(this.postingsOfWord(surface)) + this.leadsOfWord(surface).length;
  }

  /** Places of a word in any of its forms, in order. */
  postingsOfWord(surface) {
    const parts = this.languages
      .map((language) => this.postingsOfStem(language.stemId(surface)))
      .filter(({ length }) => length);
    return parts.length === 1 ? parts[0] : joined(parts);
  }

  /** Places of the words with one of these surface forms, in order. */
  postingsOfForms(ids) {
    const wanted = new Uint8Array(this.surfaceIds.size);
    for (const id of ids) wanted[id] = 1;
    const found = new Numbers();
    for (let at = 0; at < this.tokens.length; at++) if (wanted[this.tokens[at]]) found.push(at);
    return found.trimmed();
  }

  /** Places where these surface forms begin to stand side by side. */
  postingsOfPhrase(surfaces) {
    const ids = surfaces.map((surface) => this.surfaceIds.get(surface) ?? -1);
    if (ids.includes(-1)) return new Int32Array(0);
    const { tokens, offsets, paragraphOf } = this;
    const rarest = this.rarestOf(surfaces);
    const stands = (at) => {
      const p = paragraphOf[at];
      const start = at - rarest;
      if (start < offsets[p] || start + ids.length > offsets[p + 1]) return false;
      return ids.every((id, i) => tokens[start + i] === id);
    };
    const found = this.postingsOfWord(surfaces[rarest]).filter(stands);
    return found.map((at) => at - rarest);
  }

  /** Which of the words has the fewest postings. */
  rarestOf(surfaces) {
    const counts = surfaces.map((surface) => this.postingsOfWord(surface).length);
    return counts.indexOf(Math.min(...counts));
  }

  /** In how many paragraphs these postings, which are in order, stand. */
  paragraphCount(postings) {
    let count = 0;
    let last = -1;
    for (const at of postings) {
      if (this.paragraphOf[at] !== last) count++;
      last = this.paragraphOf[at];
    }
    return count;
  }

  /**
   * Where the passages of a paragraph begin, as places in `tokens`. A long paragraph is cut at
   * sentence ends, so that one good passage is enough to rank well.
   */
  passagesOf(p) {
    const first = this.offsets[p];
    const length = this.offsets[p + 1] - first;
    if (length <= LONGEST_PASSAGE) return [first];
    if (!this.passages.has(p)) this.passages.set(p, this.cutPassages(p, first, length));
    return this.passages.get(p);
  }

  cutPassages(p, first, length) {
    const starts = [0];
    let previous = 0;
    for (const end of this.sentenceEnds(p, length)) {
      if (end - starts.at(-1) > LONGEST_PASSAGE && previous > starts.at(-1)) starts.push(previous);
      previous = end;
    }
    return starts.map((start) => first + start);
  }

  /** For each sentence, how many words of the paragraph start before its end. */
  sentenceEnds(p, length) {
    const { text, sentences } = this.paragraphs[p];
    const { starts } = wordBounds(text);
    let count = 0;
    const ends = sentences.map(([, end]) => {
      while (count < starts.length && starts[count] < end) count++;
      return count;
    });
    return [...ends.slice(0, -1), length];
  }
}
