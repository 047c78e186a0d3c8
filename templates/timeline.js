/**
 * How the matches lie in time: bars of months, or of as many months together as there is room for.
 *
 * A month is a number: twelve times the year, and from 0 for January on.
 *
 * @typedef {[number, number]} Months the first and the last
 */

/** In months: a month, a quarter, a year, and more of them. */
const UNITS = [1, 3, 12, 24, 60, 120, 1200];
/** In CSS pixels: wide enough for a finger. */
const BAR_WIDTH = 25;
/** In bars: so far apart are labels below them. */
const LABELS_APART = 3;

/** @param {string} month "2018-04" */
function monthNumber(month) {
  const [year, number] = month.split("-");
  return Number(year) * 12 + Number(number) - 1;
}

/** @param {number} month */
const monthName = (month) => new Date(Date.UTC(0, month - 22800)).toISOString().slice(0, 7);

/**
 * "March 2018", "January – March 2018", "2018" or "2015 – 2019".
 * @param {number[]} months the first and the last
 */
function monthsLabel(months) {
  const isYears = months[0] % 12 === 0 && months[1] % 12 === 11;
  const [from, to] = months.map((month) => new Date(monthName(month)));
  return dateFormat(!isYears).formatRange(from, to);
}

class Timeline {
  /**
   * @param {HTMLElement} place
   * @param {(name: string, months: string[]) => void} change
   */
  constructor(place, change) {
    this.place = place;
    this.change = change;
    place.onkeydown = (event) => this.onKey(event);
    place.onclick = (event) => this.onClick(event);
    /** @type {any} */
    this.asked = null;
    /** @type {Map<number, number>} paragraphs by month */
    this.counts = new Map();
    /** For how many bars it was drawn. */
    this.drawn = 0;
    new ResizeObserver(() => this.draw()).observe(place);
  }

  /**
   * @param {Asked} asked
   * @param {Share[]} shares
   */
  show(asked, shares) {
    this.asked = asked;
    this.counts = new Map(shares.map(({ value, paragraphs }) => [monthNumber(value), paragraphs]));
    this.place.hidden = shares.length < 2;
    this.drawn = 0;
    this.draw();
  }

  /** Draws it, and anew where there is room for more bars, or for fewer. */
  draw() {
    const room = Math.trunc(this.place.clientWidth / BAR_WIDTH);
    if (!room || room === this.drawn) return;
    this.drawn = room;
    /** @type {number[] | undefined} */
    const chosen = this.asked.filters.months?.map(monthNumber);
    const months = [...this.counts.keys()];
    const all = [Math.min(...months), Math.max(...months)];
    /** @param {number[]} view */
    const unitOf = ([first, last]) =>
      UNITS.find((unit) => (last - first) / unit + 1 < room) ?? 1200;
    // Where there is no room for every month, whole years around those that were chosen.
    const isPart = chosen && unitOf(all) > 1;
    const view = isPart ? [chosen[0] - (chosen[0] % 12), chosen[1] - (chosen[1] % 12) + 11] : all;
    const unit = unitOf(view);
    const bars = [];
    for (let first = view[0] - (view[0] % unit); first <= view[1]; first += unit) {
      bars.push(this.bar([first, first + unit - 1], chosen));
    }
    this.finish(bars);
    const out = addressOf(filtered(this.asked, "months", []));
    this.place.replaceChildren(
      element(
        "ol",
        { "aria-label": t("timeline") },
        bars.map(({ bar }) => element("li", {}, bar)),
      ),
      isPart ? element("a", { href: out }, t("allDates")) : "",
    );
  }

  /**
   * @param {Months} months
   * @param {number[] | undefined} chosen
   */
  bar(months, chosen) {
    let count = 0;
    for (let month = months[0]; month <= months[1]; month++) count += this.counts.get(month) ?? 0;
    const names = months.map(monthName);
    const isChosen = String(chosen) === String(months);
    const label = t("bar", { months: monthsLabel(months), count });
    // Nothing leads to where nothing is.
    const attributes = count && {
      href: addressOf(filtered(this.asked, "months", isChosen ? [] : names)),
      "aria-label": label,
      title: label,
      "aria-current": isChosen && "true",
      "data-key": names.join(".."),
      tabindex: "-1",
    };
    const isIn = !chosen || (months[0] <= chosen[1] && months[1] >= chosen[0]);
    const name = count ? "a" : "span";
    const bar = element(name, { ...attributes, class: isIn && "in" }, element("i", {}));
    return { bar, count, months };
  }

  /**
   * Gives bars their heights, one of them a place among what Tab goes to, and some of them years.
   * @param {{bar: any, count: number, months: Months}[]} bars
   */
  finish(bars) {
    const most = Math.max(...bars.map(({ count }) => count));
    let [last, place] = [-1, -LABELS_APART];
    bars.forEach(({ bar, count, months }, here) => {
      bar.firstChild.style.height = `${(100 * count) / most}%`;
      const year = Math.trunc(months[0] / 12);
      if (year === last || here < place + LABELS_APART) return;
      [last, place] = [year, here];
      bar.append(element("small", { "aria-hidden": "true" }, String(year)));
    });
    const links = bars.map(({ bar }) => bar).filter(({ href }) => href);
    (links.find(({ ariaCurrent }) => ariaCurrent) ?? links[0]).tabIndex = 0;
  }

  /** @param {any} event */
  onKey({ key, target }) {
    const step = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0;
    const links = [...this.place.querySelectorAll("ol a")];
    const next = /** @type {HTMLElement | undefined} */ (links[links.indexOf(target) + step]);
    if (!step || !next) return;
    target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }

  /**
   * With the shift key the filter grows up to there.
   * @param {any} event
   */
  onClick(event) {
    const key = event.target.closest("a")?.dataset.key;
    const chosen = this.asked.filters.months;
    if (!event.shiftKey || !key || !chosen) return;
    event.preventDefault();
    const months = [...key.split(".."), ...chosen].sort();
    this.change("months", [months[0], months[3]]);
  }
}
