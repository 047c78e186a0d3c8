/**
 * A part of a query as it could be typed.
 *
 * @typedef {Leaf | Field | Dates} Clause  what is looked for, or what it is narrowed by
 */

const BARE_VALUE = new RegExp(`^${UNQUOTED}$`, "u");

/**
 * What a query is made of, but for what it excludes, in order.
 * @param {QueryNode} node
 * @returns {Clause[]}
 */
function clauses(node) {
  if (node.type === "not" || node.type === "chosen") return [];
  // Beside the words that they are for.
  if (node.type === "alternatives" && node.surfaces.length > 1) return node.others;
  if (node.type !== "group") return [node];
  return [...node.musts, ...node.shoulds, ...node.filters].flatMap(clauses);
}

/**
 * A part as a query of its own; a word that has synonyms stands for them.
 * @param {Clause} clause
 */
function typed(clause) {
  if (clause.type === "dates") return `date:${typedDates(clause)}`;
  if (clause.type === "field") return `${clause.name}:${typedValue(clause)}`;
  if (clause.type === "word") return clause.surface;
  if (clause.type === "alternatives") return clause.surfaces[0];
  if (clause.type === "pattern") return clause.text;
  if (clause.type === "fuzzy") return `${clause.surface}~${clause.edits}`;
  const { type, surfaces } = clause;
  if (type === "phrase" && surfaces.length === 1) return `=${surfaces[0]}`;
  return `"${surfaces.join(" ")}"${type === "near" ? `~${clause.distance}` : ""}`;
}

/** @param {Field} field */
function typedValue({ name, words, verbatim }) {
  if (name === "path" || name === "kind") {
    if (BARE_VALUE.test(words[0])) return words[0];
    return words[0].includes('"') ? `“${words[0]}”` : `"${words[0]}"`;
  }
  if (!verbatim) return words.join("-");
  return name !== "title" && words.length === 1 ? words[0] : `"${words.join(" ")}"`;
}

/**
 * The date that means these days, or a range of dates, each as short as it can be.
 * @param {Dates} dates
 */
function typedDates({ first, last }) {
  const isMeant = (/** @type {string} */ date) => {
    const days = daysOf(date);
    return days !== null && days[0] === first && days[1] === last;
  };
  const single = precisions(first).find(isMeant);
  if (single !== undefined) return single;
  const begin = first === EARLIEST ? "" : boundedBy(first, 0);
  const end = last === LATEST && begin ? "" : boundedBy(last, 1);
  return `${begin}..${end}`;
}

/**
 * The shortest date of which `day` is the first day, or, with `side` 1, the last.
 * @param {number} day
 * @param {0 | 1} side
 */
const boundedBy = (day, side) => precisions(day).find((date) => daysOf(date)?.[side] === day);

/**
 * The year, the month and the day.
 * @param {number} day
 */
function precisions(day) {
  const [year, month] = [day / 10000, (day / 100) % 100];
  const date = `${figures(year, 4)}-${figures(month, 2)}-${figures(day % 100, 2)}`;
  return [date.slice(0, 4), date.slice(0, 7), date];
}
