/** What an answer looks like: the list of hits, other spellings, notes, an error. */

const HITS_AT_A_TIME = 10;
const ALSO_AT_FIRST = 5;

/** A hit as a list item: title, facts, snippet, locator, and what can be done with it. */
function hitItem(hit) {
  const { article, paragraph, snippet, spans, titleSpans, also } = hit;
  const link = element(
    "a",
    { href: `#${anchorOf(article.id, paragraph.ordinal)}`, class: "opens" },
    element("bdi", {}, ...marked(article.title, titleSpans)),
  );
  const label = paragraph.kind === "body" ? "" : paragraph.kind;
  const kind = label && element("span", { class: "kind" }, label);
  return element(
    "li",
    { class: "hit" },
    element("h2", {}, link),
    element("p", { class: "facts" }, ...factsOf(article)),
    element(
      "blockquote",
      { class: "snippet", lang: article.languageTag, dir: "auto" },
      ...marked(snippet.text, snippet.spans),
    ),
    element(
      "div",
      { class: "foot" },
      element("p", { class: "place" }, placeOf(paragraph), kind && " ", kind),
      copyButton("Copy citation", () => citationOf(article, paragraph)),
      copyButton("Copy quotation", () => quotationOf(article, paragraph)),
    ),
    also.length ? element("p", { class: "also" }, "Also in: ", ...alsoIn(also)) : null,
    snippet.text === paragraph.text ? null : wholeParagraph(paragraph.text, spans, article.languageTag),
  );
}

/** Links to where the same words stand besides; at first some, more when they are asked for. */
function alsoIn(locators) {
  const links = locators.slice(0, ALSO_AT_FIRST).flatMap(({ article, ordinal }, place) => {
    const href = `#${anchorOf(article, ordinal)}`;
    return [place ? ", " : null, element("a", { href }, quoted(article), ` ¶ ${ordinal}`)];
  });
  const rest = locators.slice(ALSO_AT_FIRST);
  if (rest.length === 0) return links;
  const more = element("button", { type: "button", class: "quiet" }, `and ${rest.length} more`);
  more.addEventListener("click", () => more.replaceWith(", ", ...alsoIn(rest)));
  return [...links, " ", more];
}

/** Made when it is first opened: most never are. */
function wholeParagraph(text, spans, language) {
  const details = element("details", {}, element("summary", {}, "Whole paragraph"));
  const attributes = { class: "whole", lang: language, dir: "auto" };
  const show = () => details.append(element("p", attributes, portioned(text, spans)));
  details.addEventListener("toggle", show, { once: true });
  return details;
}

/** Links that ask other queries; they work like any others, in a new tab too. */
function suggestionLinks(queries) {
  return queries.map((query) =>
    element("a", { href: `?${new URLSearchParams({ q: query })}` }, quoted(query)),
  );
}

/** What each part finds alone, as links that ask it; none where no part finds anything. */
function aloneLinks(alone) {
  if (alone.every(({ total }) => total === 0)) return [];
  return alone.map(({ query, total }) => {
    const [name] = total ? suggestionLinks([query]) : [quoted(query)];
    return element("span", {}, name, ` ${total.toLocaleString("en")}`);
  });
}

/** The query once more with a caret under the character that it stumbled over. */
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

/** How much was found, and how fast; or why nothing was. */
function statusOf(answer, milliseconds) {
  const { total, articleCount, missing, respelt } = answer;
  if (total === 0) return `Nothing found: ${answer.reasons.join("; ")}.`;
  const took = milliseconds < 1 ? "under 1 ms" : `${Math.round(milliseconds)} ms`;
  const found = `${counted(total, "paragraph")} in ${counted(articleCount, "article")}`;
  const nowhere = missing.filter((word) => !respelt.some((each) => each.word === word));
  const without = nowhere.length ? ` · nowhere: ${quotedList(nowhere)}` : "";
  return `${found} · ${took}${without}`;
}

const quotedList = (words) => words.map((word) => `“${word}”`).join(", ");

/** Shows an answer, ten hits at a time. */
class ResultList {
  constructor() {
    this.list = byId("hits");
    this.more = byId("more");
    this.more.addEventListener("click", () => this.showMore());
  }

  /** @param {Answer} answer */
  show(answer) {
    this.answer = answer;
    this.list.replaceChildren();
    this.append();
  }

  append() {
    const shown = this.list.children.length;
    const hits = this.answer.hits(HITS_AT_A_TIME, shown);
    this.list.append(...hits.map(hitItem));
    const left = this.answer.listed.length - shown - hits.length;
    this.more.hidden = left === 0;
    const next = Math.min(left, HITS_AT_A_TIME);
    this.more.textContent = `Show ${next} more of ${left.toLocaleString("en")}`;
  }

  /** Focus goes to the first new hit: that is where reading goes on. */
  showMore() {
    const shown = this.list.children.length;
    this.append();
    this.links()[shown]?.focus();
  }

  /** The links that open the hits. */
  links() {
    return [...this.list.querySelectorAll("a.opens")];
  }
}
