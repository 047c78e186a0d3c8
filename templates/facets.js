/**
 * What an answer can be filtered by: the values of each facet with how many paragraphs have them,
 * the months, and the filters that hold.
 */

const VALUES_AT_FIRST = 8;
/** From here on there is room beside the results; as in page.css. */
const ROOMY = "(min-width: 64rem)";

class Narrowing {
  /** @param {(name: string, values: string[]) => void} change asks with another filter */
  constructor(change) {
    this.change = change;
    this.timeline = new Timeline(byId("timeline"), change);
    /** The facets of which all values are shown. */
    this.unfolded = new Set();
    const roomy = matchMedia(ROOMY);
    const unfold = () => (byId("narrowing").open = roomy.matches);
    roomy.onchange = unfold;
    unfold();
  }

  /**
   * The filters that hold, each with a link that takes it away.
   * @param {Asked} asked
   */
  showChosen(asked) {
    const { months, ...others } = asked.filters;
    const chips = Object.entries(others).flatMap(([name, values]) =>
      values.map((value) => {
        const rest = values.filter((each) => each !== value);
        return this.chip(name, facetLabel(name, value), filtered(asked, name, rest));
      }),
    );
    if (months) {
      const label = monthsLabel(months.map(monthNumber));
      chips.push(this.chip("months", label, filtered(asked, "months", [])));
    }
    const count = chips.length;
    const told = [t("quoted", { word: asked.query }), ...chips.map((chip) => chip.textContent)];
    const today = readableDate(new Date().toISOString().slice(0, 10));
    byId("printed").textContent = [...told, t("printed", { date: today })].join(" · ");
    if (count > 1) {
      const href = addressOf({ ...asked, filters: {}, page: 1 });
      chips.push(element("li", {}, element("a", { href, class: "all" }, t("clearAll"))));
    }
    byId("chosen").replaceChildren(...chips);
    byId("chosen-count").textContent = count ? ` (${count})` : "";
  }

  /**
   * @param {string} name
   * @param {string} label
   * @param {Asked} without
   */
  chip(name, label, without) {
    const told = t("remove", { name: t(name), value: label });
    const link = { href: addressOf(without), "aria-label": told };
    return element("li", {}, element("a", link, element("b", {}, quoted(label))));
  }

  /**
   * @param {Asked} asked
   * @param {Record<string, Share[]>} facets
   */
  show(asked, facets) {
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.key;
    byId("facets").replaceChildren(
      ...FACETS.map((name) => this.facet(asked, name, facets[name])).filter(Boolean),
    );
    this.timeline.show(asked, facets.months);
    byId("narrowing").ariaBusy = "false";
    const again = focused && document.querySelector(`[data-key="${CSS.escape(focused)}"]`);
    if (again) /** @type {HTMLElement} */ (again).focus();
  }

  /**
   * One facet, its chosen values whether or not anything has them; none where there is no choice.
   * @param {Asked} asked
   * @param {string} name
   * @param {Share[]} shares
   */
  facet(asked, name, shares) {
    const chosen = asked.filters[name] ?? [];
    const missing = chosen.filter((value) => !shares.some((share) => share.value === value));
    const values = [...shares, ...missing.map((value) => ({ value, paragraphs: 0, articles: 0 }))];
    if (values.length < 2 && !chosen.length) return null;
    // By number as they come; years as on a calendar, the last first, and the unknown last.
    if (name === "year") values.sort((a, b) => (a.value < b.value ? 1 : -1));
    const isShort = values.length < VALUES_AT_FIRST + 2 || this.unfolded.has(name);
    const rest = isShort
      ? []
      : values.filter(({ value }, i) => i >= VALUES_AT_FIRST && !chosen.includes(value));
    /** @param {Share[]} some */
    const choices = (some) => some.map((share) => this.choice(name, share, chosen));
    const list = element("ul", {}, choices(values.filter((share) => !rest.includes(share))));
    const more = button(t("moreValues", { count: rest.length }), () => {
      this.unfolded.add(name);
      const items = choices(rest);
      list.append(...items);
      more.remove();
      items[0].querySelector("input").focus();
    });
    return element("fieldset", {}, element("legend", {}, t(name)), list, rest.length && more);
  }

  /**
   * @param {string} name
   * @param {Share} share
   * @param {string[]} chosen
   */
  choice(name, { value, paragraphs }, chosen) {
    const checked = chosen.includes(value);
    const box = element("input", { type: "checkbox", "data-key": `${name} ${value}`, checked });
    box.onchange = () => {
      const others = chosen.filter((each) => each !== value);
      this.change(name, checked ? others : [...others, value]);
    };
    const count = element("span", { class: "amount" }, amount(paragraphs));
    return element(
      "li",
      {},
      element("label", {}, box, quoted(facetLabel(name, value)), " ", count),
    );
  }
}
