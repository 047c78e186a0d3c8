/**
 * The articles of the page, made searchable: every word numbered, and where each stem stands.
 *
 * A token is the number of its surface form; a posting is the place of a token in `tokens`.
 *
 * @typedef {{id: string, title: string, author: string, publication: string, volume: string,
 *            issue: string, date: string, firstPublished: string, url: string,
 *            first: number, count: number}} Article
 *   `first` is the number of its first paragraph, `count` how many it has
 * @typedef {{article: number, ordinal: number, kind: string, lines: [number, number], text: string,
 *            sentences: [number, number][], heading: string}} Paragraph
 */

const LONGEST_PASSAGE = 300;
const SLICE_MS = 25;

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

class Corpus {
  /** @param {object} data the embedded JSON; search/faces/page.py says what is in it */
  constructor(data) {
    this.language = data.language;
    this.functionWords = new Set(data.functionWords);
    this.synonyms = new Synonyms(data.synonyms);
    this.lexicon = data.lexicon ? new Map(Object.entries(data.lexicon)) : null;
    /** @type {Article[]} */
    this.articles = [];
    /** @type {Paragraph[]} */
    this.paragraphs = [];
    data.articles.forEach((record) => this.addArticle(record));
    this.surfaceIds = new Map();
    this.rawIds = new Map();
    this.stemIds = new Map();
    /** Number of the stem of each surface. */
    this.stemOf = new Numbers();
    this.isFunctionWord = [];
    /** What `passagesOf` found, by paragraph. */
    this.passages = new Map();
    /** What `wordsOfField` found, by name and article. */
    this.fields = new Map();
  }

  addArticle({ paragraphs, headings, ...metadata }) {
    const article = this.articles.length;
    this.articles.push({ ...metadata, first: this.paragraphs.length, count: paragraphs.length });
    paragraphs.forEach(([kind, firstLine, lastLine, heading, bounds, text], place) => {
      const sentences = [];
      for (let i = 0; i < bounds.length; i += 2) sentences.push([bounds[i], bounds[i + 1]]);
      this.paragraphs.push({
        article,
        ordinal: place + 1,
        kind,
        lines: [firstLine, lastLine],
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
    this.contexts = this.makeContexts();
    this.invert();
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
      this.stemOf.push(this.stemId(this.stem(surface)));
      this.isFunctionWord.push(this.functionWords.has(surface));
    }
    return id;
  }

  stemId(stem) {
    if (!this.stemIds.has(stem)) this.stemIds.set(stem, this.stemIds.size);
    return this.stemIds.get(stem);
  }

  /** @param {string} surface */
  stem(surface) {
    if (this.lexicon) return this.lexicon.get(surface) ?? surface;
    return stemEnglish(surface) || surface;
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

  /** Postings of each stem, by counting sort: `postings` from `postingOffsets[stem]` on. */
  invert() {
    const stems = this.stemIds.size;
    const stemOf = this.stemOf.values;
    const ends = new Int32Array(stems + 1);
    for (const surface of this.tokens) ends[stemOf[surface] + 1]++;
    for (let stem = 0; stem < stems; stem++) ends[stem + 1] += ends[stem];
    this.postingOffsets = ends;
    const next = ends.slice();
    this.postings = new Int32Array(this.tokens.length);
    this.paragraphOf = new Int32Array(this.tokens.length);
    for (let p = 0, at = 0; p < this.paragraphs.length; p++) {
      for (; at < this.offsets[p + 1]; at++) {
        this.postings[next[stemOf[this.tokens[at]]]++] = at;
        this.paragraphOf[at] = p;
      }
    }
  }

  /**
   * The tree of a query, with what synonyms there are for its words.
   * @throws {QueryError}
   */
  treeOf(query) {
    return this.widened(parseQuery(query, this.functionWords));
  }

  /** @returns {QueryNode} with what synonyms there are for its words */
  widened(node) {
    return this.synonyms.widened(node, (word) => this.stem(word));
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

  countSurfaces() {
    const counts = new Int32Array(this.surfaceIds.size);
    const last = new Int32Array(this.surfaceIds.size).fill(-1);
    for (let at = 0; at < this.tokens.length; at++) {
      const id = this.tokens[at];
      if (last[id] !== this.paragraphOf[at]) counts[id]++;
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

  averageOfLengths() {
    let total = this.tokens.length;
    for (const context of this.contexts) total += CONTEXT_WEIGHT * context.length;
    return total / this.paragraphs.length;
  }

  /** Places of the words with this stem, in order. */
  postingsOfStem(stem) {
    const id = this.stemIds.get(stem);
    if (id === undefined) return new Int32Array(0);
    return this.postings.subarray(this.postingOffsets[id], this.postingOffsets[id + 1]);
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
    const found = this.postingsOfStem(this.stem(surfaces[rarest])).filter(stands);
    return found.map((at) => at - rarest);
  }

  /** Which of the words has the fewest postings. */
  rarestOf(surfaces) {
    const counts = surfaces.map((surface) => this.postingsOfStem(this.stem(surface)).length);
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
