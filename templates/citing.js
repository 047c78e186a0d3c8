/**
 * A paragraph and its source in the forms people paste, letter for letter as `search/citing/` has
 * them: `wording.py`, `whereabouts.py`, `dates.py` and `markdown.py` are here.
 */

const SPACES = new RegExp(`[${SPACE}]+`, "g");
/** What would end an address, or be more than a part of it, wherever one is written. */
const NOT_OF_ADDRESSES = new RegExp(
  `[\\x00-\\x20\\x7f-\\x9f${SPACE}"<>\\\\^\`{|}\\ud800-\\udfff]`,
  "gu",
);
const MONTH_NAMES =
  "January February March April May June July August September October November December".split(
    " ",
  );
/** What may be markup within a line; links and emoji are made of addresses and :names:. */
const INLINE_MARKUP = /[\\`*_[\]<>&~|$]|:(?=\/\/|[\p{L}\p{N}_+-]+:)|(?<=www)\./giu;
/** White space that would be dropped; controls cannot be written as numbers. */
const DROPPED = "[ \\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
const AT_EDGES = new RegExp(`^${DROPPED}|${DROPPED}$`, "g");

/** @param {string} text */
const strip = (text) => text.replace(new RegExp(`^[${SPACE}]+|[${SPACE}]+$`, "g"), "");

/**
 * The text without line breaks, or any white space but single spaces.
 * @param {string} text
 */
const oneLine = (text) => strip(text).replace(SPACES, " ");

/**
 * Year, month and day of an ISO date as they are written, as many as it has; none of another.
 * @param {string} date
 */
const dateParts = (date) =>
  (/^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?$/.exec(date) ?? []).slice(1).filter(Boolean);

/** @param {string} date */
function citedDate(date) {
  const [year, month, day] = dateParts(date);
  if (!year) return date;
  const parts = [day && String(Number(day)), month && MONTH_NAMES[Number(month) - 1], year];
  return parts.filter(Boolean).join(" ");
}

/** @param {Paragraph} paragraph */
function citedPlaces({ pages, lines }) {
  const named = [
    { bounds: pages, one: "p.", several: "pp." },
    { bounds: lines, one: "line", several: "lines" },
  ];
  return named.flatMap(({ bounds, one, several }) => {
    if (!bounds) return [];
    return bounds[0] === bounds[1] ? `${one} ${bounds[0]}` : `${several} ${bounds.join("–")}`;
  });
}

/**
 * The sentence under a quotation: author, title, issue and place.
 * @param {Article} article
 * @param {Paragraph} paragraph
 */
function sourceLine(article, paragraph) {
  const [title, volume, issue] = [article.title, article.volume, article.issue].map(oneLine);
  const facts = [
    oneLine(article.publication),
    volume && `vol. ${volume}`,
    issue && `no. ${issue}`,
    citedDate(article.date),
    article.firstPublished && `first published ${citedDate(article.firstPublished)}`,
  ];
  const parts = [
    oneLine(article.author),
    title && `“${title}”`,
    facts.filter(Boolean).join(", "),
    `¶ ${paragraph.ordinal} (${[oneLine(article.id), ...citedPlaces(paragraph)].join(", ")}).`,
  ];
  const ended = parts.filter(Boolean).map((part) => (part.endsWith(".") ? part : `${part}.`));
  return ended.join(" ");
}

/**
 * The address, what cannot be in one percent-encoded.
 * @param {string} url
 */
const webAddress = (url) =>
  strip(url).replace(NOT_OF_ADDRESSES, (sign) => encodeURIComponent(sign.toWellFormed()));

/**
 * The paragraph in quotation marks, its source below.
 * @param {Article} article
 * @param {Paragraph} paragraph
 */
const plainQuotation = (article, paragraph) =>
  `“${paragraph.text}”\n${plainSource(article, paragraph)}`;

/**
 * @param {Article} article
 * @param {Paragraph} paragraph
 */
const plainSource = (article, paragraph) =>
  [sourceLine(article, paragraph), article.url].filter(Boolean).join(" ");

/**
 * The paragraph as a block quotation in Markdown, its source below.
 * @param {Article} article
 * @param {Paragraph} paragraph
 */
function markdownQuotation(article, paragraph) {
  const source = markdownLines(sourceLine(article, paragraph));
  const link = article.url && ` <${webAddress(article.url)}>`;
  const lines = `${markdownLines(paragraph.text)}\n\n${source}${link}`.split("\n");
  return lines.map((line) => (line ? `> ${line}` : ">")).join("\n");
}

/**
 * Text as Markdown that shows exactly that text: its lines stay lines, and nothing in them is
 * markup or begins a list, a heading or code.
 * @param {string} text
 */
function markdownLines(text) {
  const lines = text.replace(INLINE_MARKUP, "\\$&").split(/\r\n?|\n/);
  const made = lines.map((line, i) => {
    const safe = line
      .replace(AT_EDGES, (space) => `&#${space.charCodeAt(0)};`)
      .replace(/^(?:\d+(?=[.)])|(?=[#+=:-]))/, "$&\\");
    return line && lines[i + 1] ? `${safe}\\` : safe;
  });
  return made.join("\n");
}
