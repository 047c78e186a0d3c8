/** Which words of a query are searched by another spelling, because no paragraph has them. */

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
 * @returns {{word: string, spelling: string}[]}
 */
function respellings(query, ranking, missing) {
  const { corpus, tree } = ranking;
  const words = doubtful(query, tree, missing).filter((word) => codePoints(word) >= SHORTEST_RESPELT);
  if (words.length === 0 || words.length > MOST_WORDS) return [];
  const known = knownWords(corpus);
  const found = ranking.matches(tree);
  if (!found.includes(1)) return [];
  const shared = (surface) => sum(both(ranking.matches({ type: "word", surface }), found));
  // A word of a title is as right as one of a text.
  const isInTitle = (word) => {
    const own = ranking.occurrences({ type: "word", surface: word });
    return corpus.paragraphs.some((_, p) => own.inContext(corpus, p) > 0);
  };
  const unknown = words.filter((word) => !isInTitle(word));
  return unknown.flatMap((word) => {
    const near = likeliest(word, known, EDITS_RESPELT);
    const shares = near.map((surface) => [surface, shared(surface)]);
    const beside = likeliest(word, shares, EDITS_RESPELT);
    const isLong = codePoints(word) >= LONG_WORD;
    const [spelling] = beside.length || !isLong ? beside : near;
    return spelling === undefined ? [] : [{ word, spelling }];
  });
}

/** The words that no paragraph has and nobody insists on, in order. */
function doubtful(query, tree, missing) {
  const all = wordsSought(tree, true);
  const insisted = new Set(writtenWithCare(query));
  for (const [word, isOptional] of all) if (!isOptional) insisted.add(word);
  const words = new Set(all.map(([word]) => word));
  return [...words].filter((word) => missing.includes(word) && !insisted.has(word) && isWord(word));
}

/** The words that are sought in any form, and whether a paragraph may be without them. */
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

/** The words that stand in quotation marks, behind a sign or in something else than words. */
function writtenWithCare(query) {
  const isCareful = (lexeme) =>
    lexeme.name === "phrase" || (lexeme.name === "word" && !isBare(query, lexeme));
  return readLexemes(query).filter(isCareful).flatMap(({ text }) => surfacesOf(text));
}

function isBare(query, lexeme) {
  // With another word before it a colon could make a field of it.
  if (lexeme.sign || lexeme.text.slice(0, -1).includes(":")) return false;
  return readWord(query, lexeme, 0).every(({ type }) => type === "word");
}

/** Whether it is more than a number or a code. */
const isWord = (surface) => !/\p{Nd}/u.test(surface);

/** The words that there are, each with in how many paragraphs it is. */
const knownWords = (corpus) =>
  corpus.surfaces
    .filter(isWord)
    .map((surface) => [surface, corpus.surfaceFrequency(surface)]);
