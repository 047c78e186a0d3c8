/**
 * Which words of a query are searched by another spelling, because no paragraph has them.
 *
 * @typedef {{word: string, spelling: string}} Respelling
 */

const SHORTEST_RESPELT = 5;
const EDITS_RESPELT = 1;
/** From so many letters on hardly a word is one edit from another by chance. */
const LONG_WORD = 6;

/**
 * The words of a query that are searched by another spelling, each with that, as they stand.
 *
 * A spelling is as frequent as it is in the paragraphs that the query finds as it is written; one
 * that is in none of these will do for a long word only. Where nothing is found there is none.
 * @param {string} query as written
 * @param {Ranking} ranking of it
 * @param {string[]} missing its words that no paragraph has
 * @returns {Respelling[]}
 */
function respellings(query, ranking, missing) {
  const { corpus, tree } = ranking;
  const words = doubtful(query, tree, missing).filter(
    (word) => codePoints(word) >= SHORTEST_RESPELT,
  );
  if (words.length === 0 || words.length > MOST_WORDS) return [];
  if (ranking.total === 0) return [];
  const shared = (/** @type {string} */ surface) => {
    const mask = ranking.matches({ type: "word", surface });
    return sum(ranking.matching.map((p) => mask[p]));
  };
  // A word of a title is as right as one of a text.
  const isTitled = (/** @type {Term} */ { titles, headings }) =>
    titles.length + headings.length > 0;
  const unknown = words.filter((word) => !corpus.termsOf(word).some(isTitled));
  return gathered(unknown, (word) => {
    const near = formsNear(corpus, word, EDITS_RESPELT).filter(({ surface }) => isWord(surface));
    const found = likeliest(word, near);
    const beside = gathered(found, (surface) => {
      return { surface, apart: EDITS_RESPELT, frequency: shared(surface) };
    });
    const isLong = codePoints(word) >= LONG_WORD;
    const [spelling] = [...likeliest(word, beside), ...(isLong ? found : [])];
    return spelling === undefined ? [] : [{ word, spelling }];
  }).flat();
}

/**
 * The words that no paragraph has and nobody insists on, in order.
 * @param {string} query
 * @param {Group} tree
 * @param {string[]} missing
 */
function doubtful(query, tree, missing) {
  const all = wordsSought(tree, true);
  const insisted = new Set(writtenWithCare(query));
  for (const [word, isOptional] of all) if (!isOptional) insisted.add(word);
  const words = new Set(all.map(([word]) => word));
  return [...words].filter((word) => missing.includes(word) && !insisted.has(word) && isWord(word));
}

/**
 * The words that are sought in any form, and whether a paragraph may be without them.
 * @param {QueryNode} node
 * @param {boolean} isOptional
 * @returns {[word: string, isOptional: boolean][]}
 */
function wordsSought(node, isOptional) {
  if (node.type === "word") return [[node.surface, isOptional]];
  if (node.type === "alternatives") return node.surfaces.map((surface) => [surface, false]);
  if (node.type === "not") return wordsSought(node.node, false);
  if (node.type !== "group") return [];
  return [
    ...node.shoulds.flatMap((part) => wordsSought(part, isOptional)),
    ...[...node.musts, ...node.nots].flatMap((part) => wordsSought(part, false)),
  ];
}

/**
 * The words that stand in quotation marks, behind a sign or in something else than words.
 * @param {string} query
 */
function writtenWithCare(query) {
  const isCareful = (/** @type {Lexeme} */ lexeme) =>
    lexeme.name === "phrase" || (lexeme.name === "word" && !isBare(query, lexeme));
  return readLexemes(query)
    .filter(isCareful)
    .flatMap(({ text }) => surfacesOf(text));
}

/**
 * @param {string} query
 * @param {Lexeme} lexeme
 */
function isBare(query, lexeme) {
  // With another word before it a colon could make a field of it.
  if (lexeme.sign || lexeme.text.slice(0, -1).includes(":")) return false;
  return readWord(query, lexeme, 0).every(({ type }) => type === "word");
}

/**
 * Whether it is more than a number or a code.
 * @param {string} surface
 */
const isWord = (surface) => !/\p{Nd}/u.test(surface);

/**
 * The search with other spellings for words that no paragraph has, if there are any.
 * @param {Search} search
 * @returns {Search}
 */
function respelled(search) {
  const { corpus, query, filters, ranking, missing } = search;
  const found = respellings(query, ranking, missing);
  if (found.length === 0) return search;
  const spellings = new Map(found.map(({ word, spelling }) => [placeKey(["", word]), spelling]));
  try {
    const other = new Search(corpus, query, respelt(query, spellings), filters);
    return Object.assign(other, { missing, respelt: found });
  } catch (error) {
    // A longer spelling may make it too long.
    if (error instanceof QueryError) return search;
    throw error;
  }
}

/**
 * A query with quotation marks around what was searched by another spelling.
 * @param {string} query
 * @param {Respelling[]} found
 */
function asWritten(query, found) {
  const words = found.map(({ word }) => word);
  const quotations = new Map(words.map((word) => [placeKey(["", word]), `“${word}”`]));
  // What divides two words would be a sign behind a quotation.
  const signs = new RegExp(`(?<=“(?:${words.join("|")})”)[-+=]+`, "gu");
  return respelt(query, quotations).replace(signs, " ");
}
