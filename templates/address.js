/**
 * What the address stands for, and the address of what is shown.
 *
 *     ?q=gas+pipeline&year=2018&kind=quote&months=2016-07..2017-12&sort=date&page=2#article/¶7
 *
 * @typedef {Record<string, string[]>} Filters by name the values that may be; `months` has two, the
 *   first and the last
 * @typedef {{query: string, filters: Filters, sort: string, page: number}} Asked
 */

const FACETS = ["year", "publication", "author", "kind"];
const SORTS = ["rank", "date", "article"];
const MONTHS = /^(\d{4}-\d\d)\.\.(\d{4}-\d\d)$/;

/**
 * @param {string} search the part of an address from "?" on
 * @returns {Asked}
 */
function askedBy(search) {
  const values = new URLSearchParams(search);
  /** @type {Filters} */
  const filters = {};
  for (const name of FACETS) if (values.has(name)) filters[name] = values.getAll(name);
  const months = MONTHS.exec(values.get("months") ?? "");
  if (months) filters.months = months.slice(1);
  return {
    query: (values.get("q") ?? "").trim(),
    filters,
    sort: SORTS.find((sort) => sort === values.get("sort")) ?? "rank",
    page: Math.max(1, Math.trunc(Number(values.get("page"))) || 1),
  };
}

/**
 * The address of a search, from "?" on; parameters that are none of ours stay.
 * @param {Asked} asked
 */
function addressOf({ query, filters, sort, page }) {
  const values = new URLSearchParams(location.search);
  for (const name of ["q", "months", "sort", "page", ...FACETS]) values.delete(name);
  if (query) values.set("q", query);
  for (const name of query ? FACETS : []) {
    for (const value of filters[name] ?? []) values.append(name, value);
  }
  if (query && filters.months) values.set("months", filters.months.join(".."));
  if (query && sort !== "rank") values.set("sort", sort);
  if (page > 1) values.set("page", String(page));
  return `?${values}`;
}

/**
 * Whether two searches have the same answer, whichever part of it is shown.
 * @param {Asked | null} one
 * @param {Asked} other
 */
const areAlike = (one, other) =>
  one !== null && addressOf({ ...one, page: 1 }) === addressOf({ ...other, page: 1 });

/**
 * A search with a filter changed, from its first page on.
 * @param {Asked} asked
 * @param {string} name
 * @param {string[]} values none are no filter
 * @returns {Asked}
 */
function filtered(asked, name, values) {
  const { [name]: _, ...filters } = asked.filters;
  return { ...asked, filters: values.length ? { ...filters, [name]: values } : filters, page: 1 };
}
