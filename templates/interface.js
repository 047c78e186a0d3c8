/**
 * The page's own words in the reader's language; numbers and dates as they are written there.
 */

/**
 * The page's language, and its texts by key.
 * @type {{record?: {locale: string, strings: Record<string, any>}}}
 */
const wordings = {};

/** Read when the first text is asked for. */
const own = () => (wordings.record ??= JSON.parse(byId("interface").textContent));

/**
 * A text of the page.
 * @param {string} key
 * @param {Record<string, string | number>} [values] what stands for {name}; `count` chooses the
 *   form
 * @returns {string}
 */
function t(key, values = {}) {
  const { locale, strings } = own();
  const { other } = strings[key];
  const form = other && new Intl.PluralRules(locale).select(Number(values.count));
  /** @type {string} */
  const text = other ? (strings[key][form] ?? other) : strings[key];
  return text.replace(/\{(\w+)\}/g, (_, name) => amount(values[name]));
}

/**
 * Numbers as they are written here, texts as they are.
 * @param {string | number} value
 */
const amount = (value) => (typeof value === "number" ? value.toLocaleString(own().locale) : value);

/**
 * An ISO date, or what is known of one, as a reader writes it; what is no date stays as it is.
 * @param {string} date
 */
function readableDate(date) {
  const moment = new Date(date);
  if (!/^\d{4}(-\d\d){0,2}$/.test(date) || isNaN(Number(moment))) return date;
  const [, month, day] = date.split("-");
  return dateFormat(month, day).format(moment);
}

/**
 * How dates are written: the year, the month if there is one, and the day.
 * @param {unknown} month
 * @param {unknown} [day]
 */
const dateFormat = (month, day) =>
  new Intl.DateTimeFormat(own().locale, {
    timeZone: "UTC",
    year: "numeric",
    month: month ? "long" : undefined,
    day: day ? "numeric" : undefined,
  });

/**
 * The name of a kind of paragraph, or of what has none.
 * @param {string} name of a facet
 * @param {string} value
 */
function facetLabel(name, value) {
  if (value === "") return t("unknown");
  return name === "kind" ? t(`kind.${value}`) : value;
}
