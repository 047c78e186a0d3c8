/**
 * A part of a query as it could be typed.
 *
 * @typedef {Leaf | Field | Dates} Clause  what is looked for, or what it is narrowed by
 */

const BARE_VALUE = new RegExp(`^${UNQUOTED}$`, "u");

/**
 * What a query is made of, but for what it excludes, in order.
 * @returns {Clause[]}
 */
function clauses(node) {
  if (node.type === "not") return [];
  // Beside the words that they are for.
  if (node.type === "alternatives" && node.surfaces.length > 1) return node.others;
  if (node.type !== "group") return [node];
  return [...node.musts, ...node.shoulds, ...node.filters].flatMap(clauses);
}

/** A part as a query of its own; a word that has synonyms stands for them. */
function typed(clause) {
  const { type, surface, surfaces } = clause;
  if (type === "dates") return `date:${typedDates(clause)}`;
  if (type === "field") return `${clause.name}:${typedValue(clause)}`;
  if (type === "word") return surface;
  if (type === "alternatives") return surfaces[0];
  if (type === "pattern") return clause.text;
  if (type === "fuzzy") return `${surface}~${clause.edits}`;
  if (type === "phrase" && surfaces.length === 1) return `=${surfaces[0]}`;
  return `"${surfaces.join(" ")}"${type === "near" ? `~${clause.distance}` : ""}`;
}

function typedValue({ name, words, verbatim }) {
  if (name === "path" || name === "kind") {
    if (BARE_VALUE.test(words[0])) return words[0];
    return words[0].includes('"') ? `“${words[0]}”` : `"${words[0]}"`;
  }
  if (!verbatim) return words.join("-");
  return name !== "title" && words.length === 1 ? words[0] : `"${words.join(" ")}"`;
}

/** The date that means these days, or a range of dates, each as short as it can be. */
function typedDates({ first, last }) {
  const isMeant = (date) => {
    const days = daysOf(date);
    return days !== null && days[0] === first && days[1] === last;
  };
  const single = precisions(first).find(isMeant);
  if (single !== undefined) return single;
  const begin = first === EARLIEST ? "" : boundedBy(first, 0);
  const end = last === LATEST && begin ? "" : boundedBy(last, 1);
  return `${begin}..${end}`;
}

/** The shortest date of which `day` is the first day, or, with `side` 1, the last. */
const boundedBy = (day, side) => precisions(day).find((date) => daysOf(date)?.[side] === day);

/** The year, the month and the day. */
function precisions(day) {
  const figures = (number, width) => String(number).padStart(width, "0");
  const [year, month] = [Math.floor(day / 10000), Math.floor(day / 100) % 100];
  const date = `${figures(year, 4)}-${figures(month, 2)}-${figures(day % 100, 2)}`;
  return [date.slice(0, 4), date.slice(0, 7), date];
}
