/**
 * Elements of the page. Text becomes text nodes and nothing else: no string of the corpus is ever
 * parsed as markup.
 */

/** In UTF-16 units: several screens. */
const LONGEST_PORTION = 8000;

const byId = (id) => document.getElementById(id);

/**
 * A new element.
 * @param {string} name
 * @param {Record<string, string | boolean>} attributes a false one is left out
 * @param {...(Node | string | null | (Node | string)[])} children
 */
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== false && value !== "") made.setAttribute(key, value === true ? "" : value);
  }
  // One by one: a function takes no more than some ten thousand arguments.
  for (const child of children.flat()) if (child !== null && child !== "") made.append(child);
  return made;
}

/** Text from the corpus within a line: isolated, so that its direction stays its own. */
const quoted = (text) => element("bdi", {}, text);

/**
 * The text, or a part of it, as nodes, its spans marked.
 * @param {string} text
 * @param {[number, number][]} spans in order, apart from one another
 */
function marked(text, spans, from = 0, to = text.length) {
  const nodes = [];
  let done = from;
  for (const [start, end] of spans) {
    const [first, last] = [Math.max(start, from), Math.min(end, to)];
    nodes.push(text.slice(done, first), element("mark", {}, text.slice(first, last)));
    done = last;
  }
  return [...nodes, text.slice(done, to)];
}

/**
 * A paragraph's text as nodes, its spans marked; a very long one in portions, of which the browser
 * lays out those in sight.
 */
function portioned(text, spans) {
  if (text.length <= LONGEST_PORTION) return marked(text, spans);
  const ends = spans.map(([, end]) => end);
  const starts = spans.map(([start]) => start);
  return portionsOf(text).map(([from, to]) => {
    const inside = spans.slice(lowerBound(ends, from + 1), lowerBound(starts, to));
    return element("span", { class: "portion" }, marked(text, inside, from, to));
  });
}

/** Bounds of parts of the text, cut behind spaces where there are any. */
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

const counted = (count, noun) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;

const placeOf = (paragraph) => [`¶ ${paragraph.ordinal}`, ...placesOf(paragraph)].join(" · ");

/** Where a paragraph stands in its file, as far as there are pages and lines. */
function placesOf({ pages, lines }) {
  const places = [];
  if (pages) places.push(pages[0] === pages[1] ? `p. ${pages[0]}` : `pp. ${pages.join("–")}`);
  if (lines) places.push(lines[0] === lines[1] ? `line ${lines[0]}` : `lines ${lines.join("–")}`);
  return places;
}

/** The part of an address after "#" for an article or its paragraph; page.py makes the same. */
function anchorOf(id, ordinal) {
  const name = id.toWellFormed().split("/").map(encodeURIComponent).join("/");
  return ordinal === undefined ? name : `${name}/¶${ordinal}`;
}

/** What an anchor says; an address typed by hand may be no proper one. */
function decoded(anchor) {
  try {
    return decodeURIComponent(anchor);
  } catch {
    return anchor;
  }
}

/** Publication, date and author of an article. */
function factsOf({ publication, date, readableDate, firstPublished, author }) {
  const facts = [];
  if (publication) facts.push(element("cite", {}, quoted(publication)));
  if (date) facts.push(element("time", { datetime: date }, readableDate));
  else if (firstPublished) facts.push(element("span", {}, `first published ${firstPublished}`));
  if (author) facts.push(element("span", {}, quoted(author)));
  return facts;
}

/** What to write under a quotation; `search/citing/wording.py` words it alike. */
function citationOf(article, paragraph) {
  const issue = [
    article.publication,
    article.volume && `vol. ${article.volume}`,
    article.issue && `no. ${article.issue}`,
    article.readableDate,
    article.firstPublished && `first published ${article.firstPublished}`,
  ];
  const parts = [
    article.author,
    `“${article.title}”`,
    issue.filter(Boolean).join(", "),
    `¶ ${paragraph.ordinal} (${[article.id, ...placesOf(paragraph)].join(", ")}).`,
  ];
  const ended = parts.filter(Boolean).map((part) => (part.endsWith(".") ? part : `${part}.`));
  return [...ended, article.url].filter(Boolean).join(" ");
}

/** The paragraph in quotation marks, its source below. */
const quotationOf = (article, paragraph) =>
  `“${paragraph.text}”\n${citationOf(article, paragraph)}`;

/** Copies, where the browser lets it; over plain HTTP it may not. */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

function copyBySelection(text) {
  const field = element("textarea", { class: "unseen", readonly: true });
  field.value = text;
  const focused = document.activeElement;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  focused?.focus();
  return done;
}

/** A button that copies what `makeText` gives and says so. */
function copyButton(label, makeText) {
  const button = element("button", { type: "button", class: "quiet" }, label);
  button.addEventListener("click", async () => {
    button.textContent = (await copy(makeText())) ? "Copied" : "Could not copy";
    announce(button.textContent);
    setTimeout(() => (button.textContent = label), 1600);
  });
  return button;
}

/** Says it to a screen reader. */
function announce(text) {
  byId("announcer").textContent = text;
}
