/** One article, to read: its paragraphs numbered, each with an address of its own. */

class Reader {
  /** @param {Corpus} corpus prepared */
  constructor(corpus) {
    this.corpus = corpus;
    this.section = byId("reader");
    this.numbers = new Map(corpus.articles.map(({ id }, number) => [id.toWellFormed(), number]));
  }

  /**
   * Which article and paragraph an address stands for.
   * @param {string} hash
   * @returns {{number: number, ordinal: number | null} | null}
   */
  find(hash) {
    const anchor = decoded(hash.slice(1));
    if (this.numbers.has(anchor)) return { number: this.numbers.get(anchor), ordinal: null };
    const match = /^(.*)\/¶(\d+)$/s.exec(anchor);
    if (!match || !this.numbers.has(match[1])) return null;
    return { number: this.numbers.get(match[1]), ordinal: Number(match[2]) };
  }

  /**
   * Shows an article.
   * @param {Answer | null} answer whose matches to mark
   * @param {() => void} close
   */
  show({ number, ordinal }, answer, close) {
    const article = this.corpus.articles[number];
    if (this.article !== article || this.answer !== answer) {
      const places = Array.from({ length: article.count }, (_, i) => article.first + i);
      this.section.replaceChildren(this.bar(article, answer, close), this.header(article));
      for (const p of places) this.section.append(this.paragraph(article, p, answer));
      [this.article, this.answer] = [article, answer];
      this.watchTitle();
    }
    this.arrive(article, ordinal);
    return article;
  }

  /** The bar names the article while its title is out of sight. */
  watchTitle() {
    const [bar, title] = [this.section.querySelector(".bar"), this.section.querySelector("h1")];
    this.watch?.disconnect();
    this.watch = new IntersectionObserver(([{ isIntersecting }]) => {
      bar.classList.toggle("alone", !isIntersecting);
    });
    this.watch.observe(title);
  }

  bar(article, answer, close) {
    const label = answer ? "← Results" : "← All articles";
    const back = element("button", { type: "button", class: "back" }, label);
    back.addEventListener("click", close);
    const title = element("span", { "aria-hidden": "true" }, quoted(article.title));
    return element("div", { class: "bar" }, back, title);
  }

  header(article) {
    const issue = [
      article.volume && `Volume ${article.volume}`,
      article.issue && `Issue ${article.issue}`,
    ];
    return element(
      "header",
      {},
      element("h1", { lang: article.languageTag, tabindex: "-1" }, quoted(article.title)),
      element(
        "p",
        { class: "facts" },
        ...factsOf(article),
        ...issue.filter(Boolean).map((fact) => element("span", {}, fact)),
        article.url && element("a", { href: article.url, rel: "noopener noreferrer" }, "Original"),
      ),
      element("p", { class: "path" }, quoted(article.id)),
    );
  }

  paragraph(article, p, answer) {
    const { text, kind, ordinal } = this.corpus.paragraphs[p];
    const anchor = anchorOf(article.id, ordinal);
    const spans = answer ? answer.spansIn(p) : [];
    const number = element("a", { href: `#${anchor}`, class: "number" }, `¶ ${ordinal}`);
    number.setAttribute("aria-label", `Paragraph ${ordinal}`);
    return element(
      "div",
      { class: `numbered ${kind}`, id: decoded(anchor), tabindex: "-1" },
      number,
      element(
        kind === "heading" ? "h2" : "p",
        { lang: article.languageTag, dir: "auto" },
        portioned(text, spans),
      ),
    );
  }

  /** Moves to the paragraph asked for, or to the article's head. */
  arrive(article, ordinal) {
    this.section.querySelector(".target")?.classList.remove("target");
    const target = ordinal && byId(decoded(anchorOf(article.id, ordinal)));
    target?.classList.add("target");
    const focused = target || this.section.querySelector("h1");
    focused.focus({ preventScroll: true });
    if (!target) return window.scrollTo(0, 0);
    target.scrollIntoView();
  }
}
