/**
 * What an answer looks like: the list of hits, other spellings, notes, pages, an error.
 *
 * @typedef {{total: number, listedCount: number, articleCount: number, missing: string[],
 *            respelt: {word: string, spelling: string}[], asWritten: string, notes: string[],
 *            reasons: string[], suggestions: string[], alone: {query: string, total: number}[],
 *            hits: (limit: number, offset: number, signal: AbortSignal) => Promise<Hit[]>,
 *            facets: (signal: AbortSignal) => Promise<Record<string, Share[]>>,
 *            spansIn: (paragraph: Paragraph & {article: Article}) => Span[]}} Told
 *   what the page uses of an answer
 */

const PAGE_LENGTH = 10;
const ALSO_AT_FIRST = 5;
/** How many pages there are links to beside the one that is shown. */
const PAGES_BESIDE = 2;

/**
 * A hit as a list item: title, facts, snippet, place; `equip` adds what can be done with it.
 * @param {Hit} hit
 */
function hitItem({ article, paragraph, snippet, spans, titleSpans, also, rank }) {
  const { ordinal, text, kind } = paragraph;
  const lang = article.languageTag;
  const link = { href: `#${anchorOf(article.id, ordinal)}`, class: "opens", lang };
  /** @type {(name: string, nodes: Child[]) => HTMLElement} */
  const quotation = (name, nodes) =>
    element("blockquote", { class: name, lang, dir: "auto" }, nodes);
  const foot = element(
    "div",
    { class: "foot" },
    element("p", { class: "place" }, placeOf(paragraph)),
  );
  const item = element(
    "li",
    { class: "hit", value: String(rank) },
    element("h3", {}, element("a", link, element("bdi", {}, marked(article.title, titleSpans)))),
    factsOf(article),
    quotation("snippet", marked(snippet.text, snippet.spans)),
  );
  if (kind !== "body") foot.append(element("span", { class: "kind" }, t(`kind.${kind}`)));
  if (snippet.text !== text) {
    const whole = button(t("whole"), () => {
      whole.setAttribute("aria-expanded", String(item.classList.toggle("unfolded")));
    });
    foot.append(whole);
    whole.setAttribute("aria-expanded", "false");
    item.append(quotation("whole", portioned(text, spans)));
  }
  item.append(foot);
  if (also.length) item.append(element("p", { class: "also" }, t("alsoIn"), " ", alsoIn(also)));
  return item;
}

/**
 * Links to where the same words stand besides; at first some, more when they are asked for.
 * @param {Locator[]} locators
 * @returns {Child[]}
 */
function alsoIn(locators) {
  const links = locators.slice(0, ALSO_AT_FIRST).flatMap(({ article, ordinal }, place) => {
    const href = `#${anchorOf(article, ordinal)}`;
    return [place ? ", " : null, element("a", { href }, quoted(article), ` ¶ ${ordinal}`)];
  });
  const rest = locators.slice(ALSO_AT_FIRST);
  if (!rest.length) return links;
  const more = button(t("alsoMore", { count: rest.length }), () =>
    more.replaceWith(element("span", {}, ", ", alsoIn(rest))),
  );
  return [...links, " ", more];
}

/**
 * What there is to say of an answer besides how much was found, each in a line.
 * @param {Asked} asked
 * @param {Told} answer
 */
function remarks(asked, { total, notes, respelt, asWritten, suggestions, alone }) {
  /** A link that asks another query, narrowed alike; it works like any other, in a new tab too. */
  const link = (/** @type {string} */ query) =>
    element("a", { href: addressOf({ ...asked, query, page: 1 }) }, quoted(query));
  /** @type {[string, Child[]][]} */
  const lines = [];
  if (notes.length) lines.push(["notes", [notes.map((note) => `${note}.`).join(" ")]]);
  if (respelt.length) {
    const told = {
      words: quotedList(respelt.map(({ word }) => word)),
      spellings: quotedList(respelt.map(({ spelling }) => spelling)),
    };
    lines.push(["respelt", [t("respelt", told), link(asWritten)]]);
  }
  // All where nothing is found; beside hits the best is enough.
  const others = total ? suggestions.slice(0, 1) : suggestions;
  if (others.length) lines.push(["suggestions", [t("didYouMean"), ...others.map(link)]]);
  if (alone.some((part) => part.total)) {
    const parts = alone.map(({ query, total: found }) =>
      element("span", {}, found ? link(query) : quoted(query), ` ${amount(found)}`),
    );
    lines.push(["alone", [t("alone"), ...parts]]);
  }
  return lines.map(([id, nodes]) => element("p", { id }, nodes));
}

/**
 * Why nothing was found, or how much was.
 * @param {Told} answer
 */
function statusOf({ total, articleCount, reasons, missing, respelt }) {
  if (!total) return reasons[0] ? t("nothing", { reasons: reasons.join("; ") }) : t("nothingHere");
  const nowhere = missing.filter((word) => !respelt.some((each) => each.word === word));
  const without = nowhere.length ? ` · ${t("nowhere", { words: quotedList(nowhere) })}` : "";
  const found = `${t("found", { count: total })} ${t("among", { count: articleCount })}`;
  return found + without;
}

/** @param {string[]} words */
const quotedList = (words) => words.map((word) => t("quoted", { word })).join(", ");

/**
 * The query once more with a caret under the character that it stumbled over.
 * @param {QueryError} error
 */
function errorNodes({ query, position, reason }) {
  // The name of a field stays as it has to be written.
  const told = /^[a-z]+:/.test(reason) ? reason : `${reason[0].toUpperCase()}${reason.slice(1)}`;
  const indent = "\u00a0".repeat(codePoints(query, position));
  const pointer = element("span", { "aria-hidden": "true" }, indent, element("b", {}, "^"));
  return [
    element("span", { class: "reason" }, told),
    element("span", { class: "where" }, `${query}\n`, pointer),
  ];
}

/**
 * Links to the pages of a list: the first and the last, those near this one, and the next; nothing
 * where there is one.
 * @param {Asked} asked
 * @param {number} count of pages
 */
function pageLinks(asked, count) {
  const { page } = asked;
  /** @type {(to: number, label: string, attributes?: Attributes) => HTMLElement} */
  const link = (to, label, attributes) =>
    element(
      "li",
      {},
      element("a", { href: addressOf({ ...asked, page: to }), ...attributes }, label),
    );
  const list = element("ul", {}, page > 1 && link(page - 1, t("previous")));
  for (let to = 1, last = 0; to <= count; to++) {
    if (to > 1 && to < count && Math.abs(to - page) > PAGES_BESIDE) continue;
    if (to > last + 1) list.append(element("li", { "aria-hidden": "true" }, "…"));
    const attributes = {
      "aria-label": t("page", { page: to }),
      "aria-current": to === page && "page",
    };
    list.append(link(to, amount(to), attributes));
    last = to;
  }
  if (page < count) list.append(link(page + 1, t("next")));
  return count > 1 ? list : "";
}

/**
 * An article of the collection as a list item.
 * @param {Article} article
 */
function articleItem(article) {
  const link = { href: `#${anchorOf(article.id)}`, lang: article.languageTag };
  return element("li", {}, element("a", link, quoted(article.title)), factsOf(article));
}
