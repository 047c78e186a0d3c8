/**
 * The page: what is typed, what is shown, and the address that stands for both.
 *
 * `?q=` holds the query, the part after "#" the article that is open.
 */

const TYPING_PAUSE_MS = 120;
/** While a query is being typed it is often broken for a moment: an error waits. */
const ERROR_PAUSE_MS = 900;

class Page {
  /** @param {Engine} engine */
  constructor(engine) {
    this.engine = engine;
    this.title = document.title;
    this.field = byId("query");
    this.results = new ResultList();
    this.reader = new Reader(engine.corpus);
    /** @type {Answer | null} */
    this.answer = null;
    /** The query that is shown, null before the first. */
    this.asked = null;
    /** Whether the query in the address is one to come back to, not one still being typed. */
    this.settled = true;
    /** The timer of a search that waits for typing to pause; 0 when none does. */
    this.pause = 0;
    /** The link that opened the article. */
    this.opener = null;
  }

  start() {
    const form = byId("search");
    for (const control of form.querySelectorAll("[disabled]")) control.disabled = false;
    form.addEventListener("submit", (event) => this.onSubmit(event));
    this.field.addEventListener("input", () => this.onInput());
    byId("home").addEventListener("click", (event) => this.onHome(event));
    byId("skip").addEventListener("click", (event) => this.onSkip(event));
    for (const id of ["respelt", "suggestions", "alone"]) {
      byId(id).addEventListener("click", (event) => this.onSuggestion(event));
    }
    document.addEventListener("keydown", (event) => this.onKey(event));
    document.addEventListener("click", (event) => this.rememberOpener(event));
    window.addEventListener("popstate", () => this.showAddress());
    window.addEventListener("hashchange", () => this.showAddress());
    this.showAddress();
    if (!location.hash && matchMedia("(pointer: fine)").matches) this.field.focus();
  }

  // --- the address -----------------------------------------------------------------------------

  addressQuery() {
    return new URLSearchParams(location.search).get("q") ?? "";
  }

  /** Writes the query to the address: a new step of the history after a settled one. */
  writeAddress(query) {
    const address = query ? `?${new URLSearchParams({ q: query })}` : location.pathname;
    if (this.settled) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
    this.settled = false;
    this.shown = location.href;
  }

  /** Shows what the address stands for; browsers tell of some changes twice. */
  showAddress() {
    if (location.href === this.shown) return;
    this.shown = location.href;
    const query = this.addressQuery();
    if (this.field.value !== query) this.field.value = query;
    if (query !== this.asked) this.ask(query);
    const opened = this.reader.find(location.hash);
    if (opened) this.openArticle(opened);
    else this.leaveArticle();
  }

  // --- what is done ----------------------------------------------------------------------------

  onInput() {
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.onPause(), TYPING_PAUSE_MS);
  }

  onPause() {
    const broken = this.engine.errorOf(this.field.value.trim());
    if (broken) this.pause = setTimeout(() => this.search(), ERROR_PAUSE_MS);
    else this.search();
  }

  onSubmit(event) {
    event.preventDefault();
    this.search();
    this.settled = true;
  }

  onHome(event) {
    event.preventDefault();
    this.clear();
  }

  /** A link to "#content" would take the place of the article in the address. */
  onSkip(event) {
    event.preventDefault();
    byId("content").focus();
  }

  /** A plain click asks here; others open a tab or a window, as on any link. */
  onSuggestion(event) {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.field.value = link.textContent;
    this.settled = true;
    this.search();
    this.settled = true;
    // The link is gone.
    byId("content").focus({ preventScroll: true });
  }

  onKey(event) {
    if (event.defaultPrevented || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.matches?.("input, textarea");
    if (event.key === "/" && !typing) this.focusField(event);
    else if (event.key === "Escape") this.onEscape(event);
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") this.onArrow(event);
  }

  focusField(event) {
    event.preventDefault();
    this.field.focus();
    this.field.select();
  }

  onEscape(event) {
    event.preventDefault();
    if (!this.reader.section.hidden) this.closeArticle();
    else this.clear();
  }

  /** Down from the field to the first hit, up and down through the hits, up again to the field. */
  onArrow(event) {
    // A search that still waits would replace the hits that focus is about to go to.
    if (event.target === this.field && this.pause) this.search();
    const stops = [this.field, ...this.links()];
    const here = stops.indexOf(event.target);
    if (here < 0) return;
    const next = stops[here + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  /** What is offered: the hits, or where there are none other queries. */
  links() {
    if (!byId("results").hidden) return this.results.links();
    return [...document.querySelectorAll(".suggestions:not([hidden]) a")];
  }

  /** Which link opened an article, to come back to. */
  rememberOpener(event) {
    const link = event.target.closest?.("#results a, #start a");
    if (!link) return;
    // A search that still waits would close the article again.
    clearTimeout(this.pause);
    this.pause = 0;
    this.opener = link;
    this.settled = true;
  }

  clear() {
    this.field.value = "";
    this.search();
    this.field.focus();
  }

  search() {
    clearTimeout(this.pause);
    this.pause = 0;
    const query = this.field.value.trim();
    if (query !== this.addressQuery() || location.hash) this.writeAddress(query);
    if (query !== this.asked) this.ask(query);
    this.showList();
  }

  closeArticle() {
    history.pushState(null, "", location.pathname + location.search);
    this.showAddress();
  }

  // --- what is shown ---------------------------------------------------------------------------

  /** Answers a query; "" takes back to the start. */
  ask(query) {
    this.asked = query;
    this.answer = null;
    this.showError(null);
    byId("status").textContent = "";
    byId("notes").textContent = "";
    byId("respelt").replaceChildren();
    byId("suggestions").replaceChildren();
    byId("alone").replaceChildren();
    if (query === "") return;
    try {
      const begun = performance.now();
      this.answer = this.engine.ask(query);
      byId("status").textContent = statusOf(this.answer, performance.now() - begun);
      byId("notes").textContent = this.answer.notes.map((note) => `${note}.`).join(" ");
      this.showRespelt(this.answer);
      this.showSuggestions(this.answer);
      this.showAlone(this.answer);
      this.results.show(this.answer);
    } catch (error) {
      if (!(error instanceof QueryError)) throw error;
      this.showError(error);
    }
  }

  /** What was searched instead of what no paragraph has, and how to search it as written. */
  showRespelt({ respelt, asWritten }) {
    if (respelt.length === 0) return;
    const words = quotedList(respelt.map(({ word }) => word));
    const spellings = quotedList(respelt.map(({ spelling }) => spelling));
    const told = `No paragraph has ${words}: searched for ${spellings} instead. As written:`;
    byId("respelt").append(told, ...suggestionLinks([asWritten]));
  }

  /** All where nothing is found; beside hits the best is enough. */
  showSuggestions({ suggestions, total }) {
    const queries = total === 0 ? suggestions : suggestions.slice(0, 1);
    if (queries.length === 0) return;
    byId("suggestions").append("Did you mean:", ...suggestionLinks(queries));
  }

  /** What to go on from where nothing is found. */
  showAlone({ alone }) {
    const links = aloneLinks(alone);
    if (links.length) byId("alone").append("Paragraphs with each part alone:", ...links);
  }

  showError(error) {
    const box = byId("error");
    box.hidden = error === null;
    this.field.setAttribute("aria-invalid", String(error !== null));
    if (error === null) return box.replaceChildren();
    box.replaceChildren(...errorNodes(error));
    const [where, caret] = [box.querySelector(".where"), box.querySelector("b")];
    where.scrollLeft = caret.offsetLeft - where.clientWidth / 2;
  }

  /** Back to the link that opened the article. */
  leaveArticle() {
    const wasOpen = !this.reader.section.hidden;
    this.showList();
    if (!wasOpen) return;
    if (this.opener?.isConnected) this.opener.focus();
    else this.field.focus();
  }

  showList() {
    this.reader.section.hidden = true;
    const broken = !byId("error").hidden;
    byId("start").hidden = this.asked !== "";
    byId("results").hidden = this.asked === "" || broken || this.answer.total === 0;
    byId("status").hidden = false;
    byId("notes").hidden = byId("notes").textContent === "";
    for (const id of ["respelt", "suggestions", "alone"]) byId(id).hidden = !byId(id).firstChild;
    document.title = this.asked ? `${this.asked} – ${this.title}` : this.title;
  }

  openArticle(opened) {
    byId("start").hidden = true;
    byId("results").hidden = true;
    byId("status").hidden = true;
    byId("notes").hidden = true;
    byId("respelt").hidden = true;
    byId("suggestions").hidden = true;
    byId("alone").hidden = true;
    this.reader.section.hidden = false;
    const article = this.reader.show(opened, this.answer, () => this.closeArticle());
    document.title = `${article.title} – ${this.title}`;
  }
}

/**
 * The page's one public name, for pages that embed it and for tests:
 * `await pincite.find("query", {limit: 10, offset: 0, repeats: false})` gives `{query, total, hits, missing,
 * suggestions, notes, reasons, alone, respelt}`, in the shapes of `pincite search --json`, or throws a
 * QueryError with `reason` and `position`. Spans and positions are UTF-16 offsets.
 */
function publish(ready) {
  const find = async (query, { limit = 10, offset = 0, repeats = false } = {}) => {
    const answer = (await ready).ask(query, repeats);
    const { total, missing, suggestions, notes, reasons, alone, respelt } = answer;
    const hits = answer.hits(limit, offset);
    return { query, total, hits, missing, suggestions, notes, reasons, alone, respelt };
  };
  window.pincite = Object.freeze({ find, ready: ready.then(() => undefined) });
}

async function main() {
  byId("status").textContent = "Reading the articles…";
  const data = JSON.parse(byId("data").textContent);
  byId("data").remove();
  const corpus = new Corpus(data);
  const ready = corpus.prepare().then(() => new Engine(corpus));
  publish(ready);
  new Page(await ready).start();
}

main();
