/**
 * Where in their paragraphs the words of a term stand among the content words: what is near another
 * is told by that.
 *
 * @typedef {{firsts: Int32Array, places: Int32Array}} Places
 *   of all postings one behind the other; where those of each begin, and at the end where all end
 */

/**
 * @param {Term} term
 * @returns {Places} among the content words; there are none where all words are function words
 */
function contentPlaces(term) {
  if (term.large) {
    const make = (/** @type {string} */ payload) => placesFrom(term, new Reader(payload));
    return term.corpus.store.read("near", term.large - 1, make);
  }
  term.places ??= placesFrom(term, new Reader(term.part.payload, term.postings.end));
  return term.places;
}

/**
 * @param {Term} term
 * @param {Reader} reader
 */
function placesFrom({ content, df, postings }, reader) {
  const firsts = new Int32Array(df + 1);
  const found = new Numbers();
  for (let i = 0; i < df; i++) {
    if (content === CONTENT.all) pushAscending(reader, postings.frequencies[i], found);
    else if (content === CONTENT.some) pushAscending(reader, reader.number(), found);
    firsts[i + 1] = found.length;
  }
  return { firsts, places: found.trimmed() };
}

/**
 * @param {Reader} reader
 * @param {number} count
 * @param {Numbers} found
 */
function pushAscending(reader, count, found) {
  for (let i = 0, value = -1; i < count; i++) found.push((value += reader.number() + 1));
}

/**
 * The places of a term in one paragraph; none where it is not.
 * @param {Term} term
 * @param {number} p
 */
function contentPlacesIn(term, p) {
  const i = term.df ? placeIn(term.postings.paragraphs, p) : -1;
  if (i < 0) return NO_PLACES;
  const { firsts, places } = contentPlaces(term);
  return places.subarray(firsts[i], firsts[i + 1]);
}

const NO_PLACES = new Int32Array(0);
