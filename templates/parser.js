/** A query as written to a query as meant: the grammar and the errors of the command line. */

const LONGEST_QUERY = 4096;
const DEEPEST_NESTING = 32;

/**
 * Recursive descent over lexemes; one method for each rule of the grammar.
 *
 *     group := clause*             clause := operand (AND operand)*, or one after an OR
 *     operand := NOT operand | sign atom        atom := word | phrase | field | ( group )
 *
 * What a clause gives is a list of [sign, node].
 */
class Parser {
  constructor(query, functionWords) {
    this.query = query;
    this.functionWords = functionWords;
    this.lexemes = readLexemes(query).values();
    this.lexeme = this.lexemes.next().value;
    this.expanded = 0;
  }

  error(reason, position = this.lexeme.position) {
    return new QueryError(this.query, position, reason);
  }

  advance() {
    const taken = this.lexeme;
    const next = this.lexemes.next();
    if (!next.done) this.lexeme = next.value;
    return taken;
  }

  /** Clauses up to a closing parenthesis or the end; null where no word is in them. */
  group(depth) {
    if (depth > DEEPEST_NESTING) {
      throw this.error(`parentheses more than ${DEEPEST_NESTING} deep`);
    }
    const signed = [];
    let empty = true;
    while (this.lexeme.name !== "close" && this.lexeme.name !== "end") {
      const afterOr = this.lexeme.name === "or";
      if (afterOr) {
        if (empty) throw this.error("OR needs something before it");
        this.connective();
      }
      const clause = this.clause(depth);
      const either = afterOr || this.lexeme.name === "or";
      for (const [sign, node] of clause) signed.push(placed(sign, node, either));
      empty = false;
    }
    return makeGroup(signed, this.functionWords);
  }

  /** Signed nodes side by side, or one node where they are joined by AND. */
  clause(depth) {
    const operands = [this.operand(depth)];
    while (this.lexeme.name === "and") {
      this.connective();
      operands.push(this.operand(depth));
    }
    if (operands.length === 1) return operands[0];
    const signed = operands.flat();
    return signed.length ? [["", allOf(signed)]] : [];
  }

  connective() {
    const { text, position } = this.advance();
    if (["close", "end", "and", "or"].includes(this.lexeme.name)) {
      throw this.error(`${text} needs something after it`, position);
    }
  }

  operand(depth) {
    if (this.lexeme.name === "and") throw this.error("AND needs something before it");
    if (this.lexeme.name !== "not") return this.atom(depth);
    let negations = 0;
    while (this.lexeme.name === "not") {
      this.connective();
      negations++;
    }
    const operand = this.operand(depth);
    if (operand.length === 0 || negations % 2 === 0) return operand;
    return [["-", asOne(operand)]];
  }

  atom(depth) {
    const lexeme = this.advance();
    const sign = lexeme.sign.replace("=", "");
    if (lexeme.name === "open") {
      const node = this.group(depth + 1);
      if (this.lexeme.name !== "close") {
        throw this.error("this parenthesis is never closed", lexeme.position);
      }
      this.advance();
      return node ? [[sign, node]] : [];
    }
    if (lexeme.name === "field") return [[sign, readField(this.query, lexeme)]];
    if (lexeme.name === "phrase") return quotation(lexeme).map((leaf) => [sign, leaf]);
    return this.words(lexeme, sign);
  }

  /** Bare words; written without a space between they belong together where they are excluded. */
  words(lexeme, sign) {
    const found = readWord(this.query, lexeme, this.expanded);
    this.expanded += found.reduce((total, leaf) => total + reach(leaf), 0);
    const verbatim = lexeme.sign.endsWith("=");
    const excludesSeveral = sign === "-" && found.length > 1;
    const areWords = found.length > 0 && found.every(({ type }) => type === "word");
    if (areWords && (verbatim || excludesSeveral)) {
      return [[sign, { type: "phrase", surfaces: found.map(({ surface }) => surface) }]];
    }
    const nodes = verbatim ? found.map(exactly) : found;
    if (excludesSeveral) return [[sign, allOf(nodes.map((node) => ["", node]))]];
    return nodes.map((node) => [sign, node]);
  }
}

/** What stands in quotation marks, if there is a word. */
function quotation({ text, distance, sign }) {
  const surfaces = surfacesOf(text);
  if (surfaces.length === 0) return [];
  if (distance === 0) return [{ type: "phrase", surfaces }];
  if (surfaces.length > 1) return [{ type: "near", surfaces, distance }];
  const word = { type: "word", surface: surfaces[0] };
  return [sign.endsWith("=") ? exactly(word) : word];
}

const exactly = (leaf) =>
  leaf.type === "word" ? { type: "phrase", surfaces: [leaf.surface] } : leaf;

/** The sign of what only narrows; it cannot be written. */
const NARROWS = "|";

/** A clause with the sign it has in its group. */
function placed(sign, node, either) {
  // Beside an OR, what is excluded is one more way to match.
  if (either && sign === "-") return ["", { type: "not", node }];
  if (isFilter(node) && (sign === "+" || (sign === "" && !either))) return [NARROWS, node];
  return [sign, node];
}

const nodesOf = (signed, wanted) => signed.filter(([sign]) => wanted(sign)).map(([, node]) => node);

/** An operand as one node. */
function asOne(operand) {
  const isAlone = operand.length === 1 && operand[0][0] !== "-";
  return isAlone ? operand[0][1] : allOf(operand);
}

function allOf(signed) {
  const wanted = nodesOf(signed, (sign) => sign !== "-");
  return {
    type: "group",
    musts: wanted.filter((node) => !isFilter(node)),
    shoulds: [],
    nots: nodesOf(signed, (sign) => sign === "-"),
    filters: wanted.filter(isFilter),
    pairs: [],
  };
}

/** Drops the function words nobody insists on, as long as others remain. */
function makeGroup(signed, functionWords) {
  const content = signed.filter(
    ([sign, node]) => !(sign === "" && node.type === "word" && functionWords.has(node.surface)),
  );
  const kept = content.some(([sign]) => sign === "" || sign === "+") ? content : signed;
  if (kept.length === 0) return null;
  const shoulds = nodesOf(kept, (sign) => sign === "");
  return {
    type: "group",
    musts: nodesOf(kept, (sign) => sign === "+"),
    shoulds,
    nots: nodesOf(kept, (sign) => sign === "-"),
    filters: nodesOf(kept, (sign) => sign === NARROWS),
    pairs: shoulds.length ? neighbours(kept, functionWords) : [],
  };
}

/** Words side by side; a function word takes no place, as in the texts. */
function neighbours(signed, functionWords) {
  const words = signed
    .filter(([, node]) => !(node.type === "word" && functionWords.has(node.surface)))
    .map(([sign, node]) => (node.type === "word" && sign !== "-" ? node.surface : null));
  const found = [];
  for (let i = 0; i + 1 < words.length; i++) {
    if (words[i] && words[i + 1] && words[i] !== words[i + 1]) found.push([words[i], words[i + 1]]);
  }
  return found;
}

/**
 * The tree of a query.
 * @param {string} query
 * @param {Set<string>} functionWords bare words to leave out as long as others remain
 * @returns {Group}
 * @throws {QueryError}
 */
function parseQuery(query, functionWords) {
  if (codePoints(query) > LONGEST_QUERY) {
    const end = [...query].slice(0, LONGEST_QUERY).join("").length;
    const most = LONGEST_QUERY.toLocaleString("en");
    throw new QueryError(query, end, `longer than ${most} characters`);
  }
  const parser = new Parser(query, functionWords);
  const tree = parser.group(0);
  if (parser.lexeme.name === "close") throw parser.error("no opening parenthesis for this");
  if (tree === null) {
    const wildcard = query.indexOf("*");
    if (wildcard < 0) throw new QueryError(query, 0, "no word to search for");
    throw new QueryError(query, wildcard, "a wildcard needs at least one letter");
  }
  return tree;
}
