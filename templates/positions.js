/**
 * Where in their paragraphs the words of a term stand.
 *
 * @typedef {{firsts: Int32Array, positions: Int32Array, forms: ?Int32Array}} Positions
 *   of all postings one behind the other, where those of each begin, and at the end where all end;
 *   with the number of the form of each word, null where there is one form only
 */

/**
 * @param {Term} term
 * @returns {Positions} among all words
 */
function positionsOf(term) {
  const { store } = term.corpus;
  if (term.large) {
    const among = () => term.content === CONTENT.all && contentPlaces(term);
    const own = () => store.get("places", term.large - 1);
    together(() => term.postings, among, own);
    const make = (/** @type {string} */ payload) => positionsFrom(term, new Reader(payload));
    return store.read("places", term.large - 1, make);
  }
  if (!term.positions) {
    const reader = new Reader(store.get("exact", term.part.number));
    for (let before = term.part.placeOf(term); before > 0; before--) reader.string();
    reader.number();
    term.positions = positionsFrom(term, reader);
  }
  return term.positions;
}

/**
 * @param {Term} term
 * @param {Reader} reader
 */
function positionsFrom(term, reader) {
  const { frequencies } = term.postings;
  const firsts = offsetsOf(frequencies);
  const count = firsts[frequencies.length];
  const positions = new Int32Array(count);
  if (term.content === CONTENT.all) {
    const { places } = contentPlaces(term);
    for (let i = 0; i < count; i++) positions[i] = reader.signed() + ((places[i] * 3) >> 1);
  } else {
    frequencies.forEach((own, i) => positions.set(reader.ascending(own), firsts[i]));
  }
  return { firsts, positions, forms: term.forms.size > 1 ? reader.numbers(count) : null };
}
