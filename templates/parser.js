/** A query as written to a query as meant: the grammar and the errors of the command line. */

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
  /**
   * @param {string} query
   * @param {Set<string>} functionWords
   */
  constructor(query, functionWords) {
    this.query = query;
    this.functionWords = functionWords;
    this.lexemes = readLexemes(query);
    /** The number of the lexeme that is next, and itself. */
    this.at = 0;
    this.lexeme = this.lexemes[0];
    this.expanded = 0;
  }

  /**
   * @param {string} reason
   * @param {number} position
   */
  error(reason, position = this.lexeme.position) {
    return new QueryError(this.query, position, reason);
  }

  advance() {
    const taken = this.lexeme;
    this.at = Math.min(this.at + 1, this.lexemes.length - 1);
    this.lexeme = this.lexemes[this.at];
    return taken;
  }

  /**
   * Clauses up to a closing parenthesis or the end; null where no word is in them.
   * @param {number} depth
   * @returns {?Group}
   */
  group(depth) {
    if (depth > DEEPEST_NESTING) {
      throw this.error(`parentheses more than ${DEEPEST_NESTING} deep`);
    }
    /** @type {Signed[]} */
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

  /**
   * Signed nodes side by side, or one node where they are joined by AND.
   * @param {number} depth
   * @returns {Signed[]}
   */
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

  /**
   * @param {number} depth
   * @returns {Signed[]}
   */
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

  /**
   * @param {number} depth
   * @returns {Signed[]}
   */
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

  /**
   * Bare words; written without a space between they belong together where they are excluded.
   * @param {Lexeme} lexeme
   * @param {string} sign
   * @returns {Signed[]}
   */
  words(lexeme, sign) {
    const found = readWord(this.query, lexeme, this.expanded);
    this.expanded += found.reduce((total, leaf) => total + reach(leaf), 0);
    const verbatim = lexeme.sign.endsWith("=");
    const excludesSeveral = sign === "-" && found.length > 1;
    const surfaces = found.flatMap((leaf) => (leaf.type === "word" ? leaf.surface : []));
    const areWords = found.length > 0 && found.length === surfaces.length;
    if (areWords && (verbatim || excludesSeveral)) return [[sign, { type: "phrase", surfaces }]];
    const nodes = verbatim ? found.map(exactly) : found;
    if (excludesSeveral) return [[sign, allOf(nodes.map((node) => ["", node]))]];
    return nodes.map((node) => [sign, node]);
  }
}

/**
 * What stands in quotation marks, if there is a word.
 * @param {Lexeme} lexeme
 * @returns {(Phrase | Near | Word)[]}
 */
function quotation({ text, distance, sign }) {
  const surfaces = surfacesOf(text);
  if (surfaces.length === 0) return [];
  if (distance === 0) return [{ type: "phrase", surfaces }];
  if (surfaces.length > 1) return [{ type: "near", surfaces, distance }];
  return sign.endsWith("=")
    ? [{ type: "phrase", surfaces }]
    : [{ type: "word", surface: surfaces[0] }];
}

/**
 * @param {Word | Pattern | Fuzzy} leaf
 * @returns {Leaf}
 */
const exactly = (leaf) =>
  leaf.type === "word" ? { type: "phrase", surfaces: [leaf.surface] } : leaf;

/**
 * A clause with the sign it has in its group.
 * @param {string} sign
 * @param {QueryNode} node
 * @param {boolean} either
 * @returns {Signed}
 */
function placed(sign, node, either) {
  // Beside an OR, what is excluded is one more way to match.
  if (either && sign === "-") return ["", { type: "not", node }];
  if (isFilter(node) && (sign === "+" || (sign === "" && !either))) return [NARROWS, node];
  return [sign, node];
}

/**
 * An operand as one node.
 * @param {Signed[]} operand
 * @returns {QueryNode}
 */
function asOne(operand) {
  const isAlone = operand.length === 1 && operand[0][0] !== "-";
  return isAlone ? operand[0][1] : allOf(operand);
}

/**
 * @param {Signed[]} signed
 * @returns {Group}
 */
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

/**
 * What is wrong with a query; null where it is sound.
 * @param {string} query
 * @param {Set<string>} functionWords
 */
function errorOf(query, functionWords) {
  try {
    parseQuery(query, functionWords);
    return null;
  } catch (error) {
    if (error instanceof QueryError) return error;
    throw error;
  }
}
