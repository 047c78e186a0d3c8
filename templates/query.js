/**
 * A query as written to a query as meant: the same grammar, tree and errors as the command line's.
 *
 * @typedef {{type: "word", surface: string}} Word  in any of its forms
 * @typedef {{type: "phrase", surfaces: string[]}} Phrase  as written, side by side
 * @typedef {{type: "not", node: QueryNode}} Not
 * @typedef {{type: "group", musts: QueryNode[], shoulds: QueryNode[], nots: QueryNode[],
 *            pairs: [string, string][]}} Group
 * @typedef {Word | Phrase | Not | Group} QueryNode
 */

const LONGEST_QUERY = 4096;
const DEEPEST_NESTING = 32;

/** Python's notion of white space, which is not quite JavaScript's. */
const SPACE =
  "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";

const LEXEME = new RegExp(
  `(?<space>[${SPACE}]+)|(?<sign>(?:[+-]=?|=)(?=[\\p{L}\\p{N}"“”(]))?` +
    `(?:(?<open>\\()|(?<close>\\))|(?<quote>["“”])|(?<word>[^${SPACE}()"“”]+))`,
  "uy",
);

const CONNECTIVES = { AND: "and", OR: "or", NOT: "not" };

/** A query that cannot be understood; `position` is a UTF-16 offset into it. */
class QueryError extends Error {
  constructor(query, position, reason) {
    super(reason);
    this.query = query;
    this.position = position;
    this.reason = reason;
  }
}

/** What closes a quotation: the mark that belongs to the opening one, or else the other style's. */
const CLOSING_MARKS = { '"': ['"', "”"], "“": ["”", '"'] };

const FIELD = new RegExp(`^(?:title|author|publication|path|kind|date):[^${SPACE}]`);

/** @returns {{name: string, text: string, position: number, sign: string}[]} */
function lexemes(query) {
  const found = [];
  let position = 0;
  while (position < query.length) {
    LEXEME.lastIndex = position;
    const { groups, 0: whole } = LEXEME.exec(query);
    const start = position;
    const sign = groups.sign ?? "";
    position += whole.length;
    if (groups.word !== undefined) {
      if (FIELD.test(groups.word)) {
        throw new QueryError(query, start, "fields are not understood: put a space after :");
      }
      const connective = sign ? undefined : CONNECTIVES[groups.word];
      found.push({ name: connective ?? "word", text: groups.word, position: start, sign });
    } else if (groups.quote !== undefined) {
      const end = closingMark(query, position);
      if (end === null) continue;
      found.push({ name: "phrase", text: query.slice(position, end), position: start, sign });
      position = end + 1;
    } else if (groups.space === undefined) {
      found.push({ name: groups.open ? "open" : "close", text: whole, position: start, sign });
    }
  }
  found.push({ name: "end", text: "", position: query.length, sign: "" });
  return found;
}

/**
 * Where the quotation that begins at `start` ends; null for a typographic mark on its own.
 *
 * A lone “ or ” is what remains of a quotation when part of it is pasted, and says nothing.
 */
function closingMark(query, start) {
  const opening = query[start - 1];
  for (const mark of CLOSING_MARKS[opening] ?? []) {
    const end = query.indexOf(mark, start);
    if (end < 0) continue;
    if (query[end + 1] === "~") {
      throw new QueryError(query, end + 1, "~ is not understood after a quotation");
    }
    return end;
  }
  if (opening !== '"') return null;
  throw new QueryError(query, start - 1, "this quotation mark is never closed");
}

/** Without parentheses where they are a pasted text's: not in pairs, and no operator about. */
function asMeant(found) {
  let depth = 0;
  let deepestDebt = 0;
  for (const { name } of found) {
    depth += (name === "open") - (name === "close");
    deepestDebt = Math.min(deepestDebt, depth);
  }
  const isOperator = ({ name, sign }) => sign !== "" || ["and", "or", "not"].includes(name);
  if ((depth === 0 && deepestDebt === 0) || found.some(isOperator)) return found;
  return found.filter(({ name }) => name !== "open" && name !== "close");
}

/**
 * Recursive descent over lexemes; one method for each rule of the grammar.
 *
 *     group := clause*             clause := operand (AND operand)*, or one after an OR
 *     operand := NOT operand | sign atom        atom := word | phrase | ( group )
 *
 * What a clause gives is a list of [sign, node].
 */
class Parser {
  constructor(query, functionWords) {
    this.query = query;
    this.functionWords = functionWords;
    this.lexemes = asMeant(lexemes(query)).values();
    this.lexeme = this.lexemes.next().value;
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
      for (const [sign, node] of clause) {
        // Beside an OR, what is excluded is one more way to match.
        signed.push(either && sign === "-" ? ["", { type: "not", node }] : [sign, node]);
      }
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
    const alone = operand.length === 1 && operand[0][0] !== "-";
    return [["-", alone ? operand[0][1] : allOf(operand)]];
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
    const surfaces = tokenize(lexeme.text).map((token) => token.surface);
    if (surfaces.length === 0) return [];
    const verbatim = lexeme.name === "phrase" || lexeme.sign.endsWith("=");
    if (verbatim || (sign === "-" && surfaces.length > 1)) {
      return [[sign, { type: "phrase", surfaces }]];
    }
    return surfaces.map((surface) => [sign, { type: "word", surface }]);
  }
}

const nodesOf = (signed, wanted) => signed.filter(([sign]) => wanted(sign)).map(([, node]) => node);

function allOf(signed) {
  return {
    type: "group",
    musts: nodesOf(signed, (sign) => sign !== "-"),
    shoulds: [],
    nots: nodesOf(signed, (sign) => sign === "-"),
    pairs: [],
  };
}

/** Drops the function words nobody insists on, as long as others remain. */
function makeGroup(signed, functionWords) {
  const content = signed.filter(
    ([sign, node]) => !(sign === "" && node.type === "word" && functionWords.has(node.surface)),
  );
  const kept = content.some(([sign]) => sign !== "-") ? content : signed;
  if (kept.length === 0) return null;
  return {
    type: "group",
    musts: nodesOf(kept, (sign) => sign === "+"),
    shoulds: nodesOf(kept, (sign) => sign === ""),
    nots: nodesOf(kept, (sign) => sign === "-"),
    pairs: neighbours(kept, functionWords),
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
  if (tree === null) throw new QueryError(query, 0, "no word to search for");
  return tree;
}

/** The words and phrases a paragraph is scored by, in order, repeated as in the query. */
function leaves(node) {
  if (node.type === "word" || node.type === "phrase") return [node];
  return node.type === "group" ? [...node.musts, ...node.shoulds].flatMap(leaves) : [];
}

/** The neighbouring words of the query, wherever they stand in it. */
function queryPairs(node) {
  if (node.type !== "group") return [];
  return [...node.pairs, ...[...node.musts, ...node.shoulds].flatMap(queryPairs)];
}
