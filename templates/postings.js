/** Which paragraphs have a term in their text, how often, and in which of their passages. */

class Postings {
  /**
   * @param {Term} term
   * @param {Reader} reader where they begin
   */
  constructor(term, reader) {
    const { df } = term;
    this.term = term;
    /** The numbers of the paragraphs, ascending. */
    this.paragraphs = reader.ascending(df);
    /** How often each has it. */
    this.frequencies = new Int32Array(df).fill(1);
    for (let count = reader.number(), i = -1; count > 0; count--) {
      i += reader.number() + 1;
      this.frequencies[i] = reader.number() + 2;
    }
    /** The shape of each; null where only the column tells them. */
    this.shapes = reader.number() ? reader.numbers(df) : null;
    this.reader = reader;
    this.passagesAt = reader.at;
  }

  /**
   * Calls for each passage of a long paragraph that has the term.
   * @param {TellPassage} tell
   */
  eachPassage(tell) {
    const { reader, shapes, paragraphs } = this;
    reader.at = this.passagesAt;
    const all = shapes ? NO_PLACES : this.term.corpus.columns.long.paragraphs;
    paragraphs.forEach((p, i) => {
      if (shapes ? shapes[i] !== LONG : placeIn(all, p) < 0) return;
      let passage = -1;
      for (let count = reader.number(); count > 0; count--) {
        passage += reader.number() + 1;
        tell(p, passage, reader.number() + 1);
      }
    });
  }

  /** Where they end, which is known once all passages were read. */
  get end() {
    this.eachPassage(() => {});
    return this.reader.at;
  }
}
