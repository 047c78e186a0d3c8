/** One article, to read: its paragraphs numbered, each with an address of its own. */

class ArticleReader {
  /**
   * @param {Engine} engine
   * @param {() => void} close
   */
  constructor(engine, close) {
    this.engine = engine;
    this.close = close;
    this.section = byId("reader");
    /** @type {any} */
    this.article = this.answer = this.target = this.place = null;
    /** @type {Paragraph[]} */
    this.paragraphs = [];
    /**
     * Those with matches.
     * @type {HTMLElement[]}
     */
    this.stops = [];
  }

  /**
   * Makes an article ready to be shown.
   * @param {{article: Article, paragraphs: Paragraph[]}} found
   * @param {Told | null} answer whose matches to mark
   */
  async load({ article, paragraphs }, answer) {
    if (this.article?.id === article.id && this.answer === answer) return;
    const spans = await this.engine.store.run(() =>
      gathered(paragraphs, (each) => answer?.spansIn({ ...each, article }) ?? []),
    );
    const made = paragraphs.map((paragraph, i) => this.paragraph(article, paragraph, spans[i]));
    [this.article, this.paragraphs, this.answer] = [article, paragraphs, answer];
    this.stops = made.filter((_, i) => spans[i].length);
    this.section.replaceChildren(this.bar(), this.header(), ...made);
  }

  bar() {
    this.place = element("span", { class: "amount" });
    const label = t(this.answer ? "backToResults" : "backToArticles");
    /** @type {(sign: string, key: string, by: 1 | -1) => HTMLElement} */
    const step = (sign, key, by) =>
      button(sign, () => this.step(by), { class: "step", "aria-label": t(key), title: t(key) });
    const steps = [this.place, step("↑", "previousMatch", -1), step("↓", "nextMatch", 1)];
    return element(
      "div",
      { class: "bar" },
      button(`← ${label}`, this.close),
      element("span", { class: "titled", "aria-hidden": "true" }, quoted(this.article.title)),
      this.stops.length ? steps : null,
    );
  }

  header() {
    const { title, volume, issue, url, id, languageTag } = this.article;
    const facts = factsOf(this.article);
    const isTold = facts.textContent === id;
    if (volume) facts.append(element("span", {}, t("volume", { volume })));
    if (issue) facts.append(element("span", {}, t("issue", { issue })));
    if (url) facts.append(element("a", { href: url, rel: "noopener noreferrer" }, t("original")));
    return element(
      "header",
      {},
      element("h2", { lang: languageTag, dir: "auto", tabindex: "-1" }, title),
      facts,
      isTold ? null : element("p", { class: "path" }, quoted(id)),
    );
  }

  /**
   * @param {Article} article
   * @param {Paragraph} paragraph
   * @param {[number, number][]} spans
   */
  paragraph(article, { ordinal, text, kind }, spans) {
    const anchor = anchorOf(article.id, ordinal);
    const number = {
      href: `#${anchor}`,
      class: "number",
      "aria-label": t("paragraph", { ordinal }),
    };
    const words = { lang: article.languageTag, dir: "auto" };
    return element(
      "div",
      { class: `numbered ${kind}`, id: decoded(anchor), tabindex: "-1" },
      element("a", number, `¶ ${ordinal}`),
      element(kind === "heading" ? "h3" : "p", words, portioned(text, spans)),
    );
  }

  /**
   * Moves to the paragraph asked for, or to the article's head.
   * @param {number} ordinal 0 for the head
   */
  arrive(ordinal) {
    const { article, section, stops, paragraphs } = this;
    section.querySelector(".target .tools")?.remove();
    section.querySelector(".target")?.classList.remove("target");
    const paragraph = paragraphs.find((each) => each.ordinal === ordinal);
    this.target = paragraph
      ? byId(decoded(anchorOf(article.id, ordinal)))
      : section.querySelector("h2");
    this.target.focus({ preventScroll: true });
    const here = stops.indexOf(this.target) + 1;
    const count = stops.length;
    this.place.textContent = here ? t("match", { here, count }) : t("matches", { count });
    if (!paragraph) return scrollTo(0, 0);
    this.target.classList.add("target");
    this.target.append(tools(this.engine, article, paragraph));
    (this.target.querySelector("mark") ?? this.target).scrollIntoView({ block: "center" });
  }

  /**
   * To the next paragraph with a match, or to the one before; behind the last comes the first.
   * @param {1 | -1} by
   */
  step(by) {
    const { stops, target, section } = this;
    if (section.hidden || !stops.length) return;
    // How many of them stand before the one that is read, and whether it is one itself.
    const before = stops.filter((stop) => target.compareDocumentPosition(stop) & 2).length;
    const isStop = stops.includes(target) ? 1 : 0;
    const next = stops.at((by > 0 ? before + isStop : before - 1) % stops.length);
    if (next) location.replace(/** @type {any} */ (next.querySelector("a")).href);
  }
}
