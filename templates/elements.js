/**
 * Elements of the page. Text becomes text nodes and nothing else: no string of the corpus is ever
 * parsed as markup.
 *
 * @typedef {Node | string | null | false | undefined} Child
 */

/** In UTF-16 units: several screens. */
const LONGEST_PORTION = 8000;

/**
 * @param {string} id
 * @returns {any} an element that the page is known to have
 */
const byId = (id) => document.getElementById(id);

/**
 * @typedef {Record<string, string | boolean | 0 | null | undefined>} Attributes
 *   what is falsy is left out
 */

/**
 * A new element.
 * @param {string} name
 * @param {Attributes} attributes
 * @param {...(Child | Child[])} children
 * @returns {any}
 */
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value) made.setAttribute(key, value === true ? "" : value);
  }
  // One by one: a function takes no more than some ten thousand arguments.
  for (const child of children.flat()) if (child) made.append(child);
  return made;
}

/**
 * A button that is no submit button.
 * @param {string} label
 * @param {() => void} act
 * @param {Attributes} [attributes]
 */
function button(label, act, attributes) {
  const made = element("button", { type: "button", class: "quiet", ...attributes }, label);
  made.addEventListener("click", act);
  return made;
}

/**
 * Text from the corpus within a line: isolated, so that its direction stays its own.
 * @param {string} text
 */
const quoted = (text) => element("bdi", {}, text);

/**
 * The text, or a part of it, as nodes, its spans marked.
 * @param {string} text
 * @param {[number, number][]} spans in order, apart from one another
 * @returns {Child[]}
 */
function marked(text, spans, from = 0, to = text.length) {
  const nodes = [];
  let done = from;
  for (const [start, end] of spans) {
    if (end <= from || start >= to) continue;
    const [first, last] = [Math.max(start, from), Math.min(end, to)];
    nodes.push(text.slice(done, first), element("mark", {}, text.slice(first, last)));
    done = last;
  }
  return [...nodes, text.slice(done, to)];
}

/**
 * A paragraph's text as nodes, its spans marked; a very long one in portions, of which the browser
 * lays out those in sight.
 * @param {string} text
 * @param {[number, number][]} spans
 */
function portioned(text, spans) {
  if (text.length <= LONGEST_PORTION) return marked(text, spans);
  return portionsOf(text).map(([from, to]) =>
    element("span", { class: "portion" }, marked(text, spans, from, to)),
  );
}

/**
 * Bounds of parts of the text, cut behind spaces where there are any.
 * @param {string} text
 */
function portionsOf(text) {
  const portions = [];
  for (let from = 0, to; from < text.length; from = to) {
    to = from + LONGEST_PORTION;
    if (to < text.length) {
      const space = text.slice(from, to).lastIndexOf(" ");
      if (space > 0) to = from + space + 1;
      else if ((text.charCodeAt(to - 1) & 0xfc00) === 0xd800) to--;
    }
    portions.push([from, Math.min(to, text.length)]);
  }
  return portions;
}

/**
 * Number, pages and lines of a paragraph, as far as there are such.
 * @param {Paragraph} paragraph
 */
function placeOf({ ordinal, pages, lines }) {
  /** @type {(key: string, bounds: [number, number] | null) => string | null} */
  const told = (key, bounds) =>
    bounds && t(key, { count: bounds[1] - bounds[0] + 1, range: [...new Set(bounds)].join("–") });
  return [`¶ ${ordinal}`, told("pages", pages), told("lines", lines)].filter(Boolean).join(" · ");
}

/**
 * The part of an address after "#" for an article or its paragraph.
 * @param {string} id
 * @param {number} [ordinal]
 */
function anchorOf(id, ordinal) {
  const name = id.toWellFormed().split("/").map(encodeURIComponent).join("/");
  return ordinal === undefined ? name : `${name}/¶${ordinal}`;
}

/**
 * What an anchor says; an address typed by hand may be no proper one.
 * @param {string} anchor
 */
function decoded(anchor) {
  try {
    return decodeURIComponent(anchor);
  } catch {
    return anchor;
  }
}

/**
 * Publication, date and author of an article, or where it lies if there is nothing else to tell.
 * @param {Article} article
 */
function factsOf({ id, publication, date, firstPublished, author }) {
  const first =
    !date && firstPublished && t("firstPublished", { date: readableDate(firstPublished) });
  const day = date ? readableDate(date) : first;
  return element(
    "p",
    { class: "facts" },
    publication && element("cite", {}, quoted(publication)),
    day && element("time", { datetime: date || firstPublished }, quoted(day)),
    author && element("span", {}, quoted(author)),
    !publication && !day && !author && element("span", {}, quoted(id)),
  );
}

/**
 * Says it to a screen reader, besides how much was found.
 * @param {string} text
 */
function announce(text) {
  byId("announcer").textContent = text;
}
