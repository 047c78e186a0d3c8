/**
 * The page: what is typed, what is shown, and the address that stands for both.
 *
 * Whatever is done changes the address; what is shown follows it. Answers take their time: a newer
 * question gives up the older, and what is shown stays until there is something in its place.
 */

const TYPING_PAUSE_MS = 120;
/** While a query is being typed it is often broken for a moment: an error waits. */
const ERROR_PAUSE_MS = 900;
/** What takes no longer is not said to take time. */
const QUIET_MS = 200;
const RESULTS_FIRST_MS = 30;
const ARTICLES_LENGTH = 30;

class Page {
  /** @param {Engine} engine */
  constructor(engine) {
    this.engine = engine;
    this.title = document.title;
    this.field = byId("query");
    /**
     * What is shown, or about to be.
     * @type {Asked | null}
     */
    this.asked = null;
    /** @type {Told | null} */
    this.answer = null;
    /**
     * The answer that is waited for; null where there is none.
     * @type {Promise<Told | null>}
     */
    this.answering = Promise.resolve(null);
    this.asking = new AbortController();
    this.opening = new AbortController();
    /** Whether the address is one to come back to, not that of a query still being typed. */
    this.settled = true;
    /** The timer of a search that waits for typing to pause; 0 when none does. */
    this.pause = 0;
    /**
     * The link that opened the article, and how far down the list was.
     * @type {{link: HTMLElement, top: number} | null}
     */
    this.opener = null;
    /**
     * The address that is shown.
     * @type {string}
     */
    this.shown = "";
    /**
     * What the scripts bring that come later.
     * @type {any}
     */
    this.reader = this.narrowing = null;
  }

  start() {
    byId("search").onsubmit = (/** @type {Event} */ event) => {
      event.preventDefault();
      this.search();
      this.settled = true;
    };
    this.field.oninput = () => this.wait(TYPING_PAUSE_MS, () => this.onPause());
    byId("sort").onchange = () => this.narrow({ sort: byId("sort").value, page: 1 });
    document.onclick = (event) => this.onClick(event);
    document.onkeydown = (event) => this.onKey(event);
    window.onpopstate = window.onhashchange = () => this.showAddress();
    // Something may have been typed before there was anybody to listen.
    const typed = this.field.value;
    this.showAddress();
    if (typed && !this.asked?.query) this.search((this.field.value = typed));
    const isTyped = matchMedia("(pointer: fine)").matches && !isEmbedded();
    if (isTyped && !location.hash) this.field.focus();
  }

  // --- what is done ----------------------------------------------------------------------------

  /**
   * @param {number} milliseconds
   * @param {() => void} [act] nothing gives up what is waited for
   */
  wait(milliseconds, act) {
    clearTimeout(this.pause);
    this.pause = act ? setTimeout(act, milliseconds) : 0;
  }

  onPause() {
    const isBroken = this.engine.errorOf(this.field.value.trim());
    this.wait(isBroken ? ERROR_PAUSE_MS : 0, () => this.search());
  }

  /**
   * A plain click on a link to another search asks here; others open a tab or a window, as on any
   * link. Links to articles are left to the browser.
   * @param {any} event
   */
  onClick(event) {
    const { target } = event;
    for (const menu of document.querySelectorAll(".menu[open]")) {
      if (!menu.contains(target)) menu.removeAttribute("open");
    }
    const link = target.closest("a");
    const href = link?.getAttribute("href") ?? "";
    const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!isPlain || !/^[?#]/.test(href)) return;
    // A search that still waits would close the article again.
    this.wait(0);
    this.settled = true;
    const content = byId("content");
    if (href === "#content") content.focus();
    else if (href[0] === "#") {
      if (byId("reader").hidden) this.opener = { link, top: scrollY };
      return;
    } else this.go(askedBy(href));
    event.preventDefault();
    byId("help").close();
    if (link.dataset.key) return;
    // Where the link was there is something else now.
    content.focus({ preventScroll: true });
    if (content.getBoundingClientRect().top < 0) content.scrollIntoView();
  }

  /** @param {any} event */
  onKey(event) {
    const { key, target } = event;
    if (event.isComposing || byId("help").open) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === "Escape") this.onEscape(target);
    else if (key === "ArrowDown" || key === "ArrowUp") {
      if (!this.onArrow(target, key === "ArrowDown" ? 1 : -1)) return;
    } else if (target.matches("[type=search], select") || !byId("shortcuts").checked) return;
    else if (key === "/") this.field.select();
    else if (key === "?") byId("help").showModal();
    else if (key === "n" || key === "p") this.reader?.step(key === "n" ? 1 : -1);
    else return;
    event.preventDefault();
  }

  /** @param {HTMLElement} target */
  onEscape(target) {
    /** @type {HTMLDetailsElement | null} */
    const menu = target.closest(".menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    } else if (!byId("reader").hidden) this.closeArticle();
    else {
      this.search((this.field.value = ""));
      this.field.focus();
    }
  }

  /**
   * Down from the field to the first hit, up and down through the hits, up again to the field.
   * @param {HTMLElement} target
   * @param {1 | -1} step
   */
  onArrow(target, step) {
    // A search that still waits would replace the hits that focus is about to go to.
    if (target === this.field && this.pause) this.search();
    const links = "section:not([hidden]) :is(.opens, #remarks a, #articles a)";
    const stops = [this.field, ...document.querySelectorAll(links)];
    const here = stops.indexOf(target);
    const next = here < 0 ? null : stops[here + step];
    next?.focus();
    return next;
  }

  /** Asks what the field says. */
  search(query = this.field.value) {
    this.wait(0);
    const before = askedBy(location.search);
    const isAsked = this.asked && query.trim() === before.query;
    if (isAsked) return location.hash && this.closeArticle();
    this.go({ ...before, query: query.trim(), page: 1 }, this.settled);
    this.settled = false;
  }

  /**
   * Asks the same with another filter, order or page.
   * @param {Partial<Asked>} changed
   */
  narrow(changed) {
    this.settled = true;
    this.go({ ...askedBy(location.search), ...changed });
  }

  closeArticle() {
    history.pushState(null, "", location.pathname + location.search);
    this.showAddress();
  }

  /**
   * Writes a search to the address, as a new step of the history or in the place of this one.
   * @param {Asked} asked
   */
  go(asked, isStep = true) {
    const address = addressOf(asked).replace(/^\?$/, location.pathname);
    history[isStep ? "pushState" : "replaceState"](null, "", address);
    this.showAddress();
  }

  // --- what is shown ---------------------------------------------------------------------------

  /** Shows what the address stands for; browsers tell of some changes twice. */
  showAddress() {
    if (location.href === this.shown) return;
    this.shown = location.href;
    const asked = askedBy(location.search);
    const { hash } = location;
    if (this.field.value.trim() !== asked.query) this.field.value = asked.query;
    this.opening.abort();
    if (!this.asked || addressOf(asked) !== addressOf(this.asked)) this.ask(asked);
    else if (!hash) this.showList();
    if (hash) this.openArticle(decoded(hash.slice(1)));
  }

  /** @param {Asked} asked */
  ask(asked) {
    this.asking.abort();
    this.asking = new AbortController();
    const known = areAlike(this.asked, asked) ? this.answer : null;
    this.asked = asked;
    this.answering = this.doing(
      this.asking.signal,
      (signal) =>
        asked.query ? this.showAnswer(asked, known, signal) : this.showStart(asked, signal),
      (error) => this.giveUp(error),
    );
  }

  /**
   * Does what may take a while, and says so if it does; null where it failed or was given up.
   * @template T
   * @param {AbortSignal} signal
   * @param {(signal: AbortSignal) => Promise<T>} task
   * @param {(error: any) => void} fail
   */
  async doing(signal, task, fail = (error) => this.showError(error)) {
    const [busy, content] = [byId("busy"), byId("content")];
    const timer = setTimeout(() => (busy.hidden = signal.aborted), QUIET_MS);
    content.ariaBusy = "true";
    try {
      return await task(signal);
    } catch (error) {
      if (!signal.aborted) fail(error);
      return null;
    } finally {
      clearTimeout(timer);
      if (!signal.aborted) {
        busy.hidden = true;
        content.ariaBusy = "false";
      }
    }
  }

  /**
   * @param {Asked} asked
   * @param {AbortSignal} signal
   */
  async showStart(asked, signal) {
    const pages = Math.ceil(this.engine.overview.articles / ARTICLES_LENGTH) || 1;
    const page = Math.min(asked.page, pages);
    const articles = await this.engine.articles((page - 1) * ARTICLES_LENGTH, ARTICLES_LENGTH);
    if (signal.aborted) return null;
    byId("articles").replaceChildren(...articles.map(articleItem));
    byId("article-pages").replaceChildren(pageLinks({ ...asked, page }, pages));
    this.settle(null, "");
    return null;
  }

  /**
   * The first hit as soon as it is there, then the others, then all that stands around them.
   * @param {Asked} asked
   * @param {Told | null} known the answer, where only the page is another
   * @param {AbortSignal} signal
   */
  async showAnswer(asked, known, signal) {
    const wishes = /** @type {Wishes} */ ({ ...asked, signal });
    /** @type {Told} */
    const answer = known ?? /** @type {any} */ (await this.engine.ask(asked.query, wishes));
    const count = Math.ceil(answer.listedCount / PAGE_LENGTH) || 1;
    const page = Math.min(asked.page, count);
    const first = (page - 1) * PAGE_LENGTH;
    // Side by side: the first need not wait for the others.
    const beginning = answer.hits(1, first, signal);
    const rest = answer.hits(PAGE_LENGTH - 1, first + 1, signal);
    rest.catch(() => {});
    const hits = await beginning;
    if (signal.aborted) return null;
    byId("remarks").replaceChildren(...remarks(asked, answer));
    byId("hits").replaceChildren(...hits.map(hitItem));
    byId("sort").value = asked.sort;
    byId("order").hidden = !answer.total;
    byId("narrowing").ariaBusy = "true";
    this.settle(answer, statusOf(answer));
    const others = await rest;
    if (signal.aborted) return null;
    hits.push(...others);
    byId("hits").append(...others.map(hitItem));
    byId("pages").replaceChildren(pageLinks({ ...asked, page }, count));
    this.doing(signal, async () => {
      // What was found is to be seen before anything else is done.
      await new Promise((resume) => setTimeout(resume, RESULTS_FIRST_MS));
      /** @type {any} */
      const more = await this.engine.more(signal);
      if (signal.aborted) return;
      more.equip(this.engine, hits);
      this.narrowing ??= new more.Narrowing(
        (/** @type {string} */ name, /** @type {string[]} */ values) =>
          this.narrow(filtered(askedBy(location.search), name, values)),
      );
      this.narrowing.showChosen(asked);
      const facets = await answer.facets(signal);
      if (signal.aborted) return;
      this.narrowing.show(asked, facets);
    });
    return answer;
  }

  /** @param {any} error a QueryError, or why something could not be loaded */
  showError(error) {
    const isQuery = error instanceof QueryError;
    if (isQuery) this.settle(null, "");
    const again = button(t("again"), () => location.reload());
    const box = byId("error");
    box.replaceChildren(...(isQuery ? errorNodes(error) : [error.message, " ", again]));
    box.hidden = false;
    announce(isQuery ? error.reason : error.message);
    if (!isQuery) return;
    this.field.setAttribute("aria-invalid", "true");
    byId("remarks").replaceChildren();
    this.showList();
    const [where, caret] = [box.querySelector(".where"), box.querySelector("b")];
    where.scrollLeft = caret.offsetLeft - where.clientWidth / 2;
  }

  /**
   * What is asked for cannot be shown, and what is on the screen answers something else: it goes,
   * and the same may be asked again.
   * @param {any} error
   */
  giveUp(error) {
    this.showError(error);
    if (error instanceof QueryError) return;
    this.asked = null;
    this.shown = "";
    byId("status").textContent = "";
    byId("hits").replaceChildren();
    this.show("error", "");
  }

  /**
   * An answer is there, or none is needed.
   * @param {Told | null} answer
   * @param {string} status
   */
  settle(answer, status) {
    this.answer = answer;
    byId("status").textContent = status;
    byId("error").hidden = true;
    this.field.setAttribute("aria-invalid", "false");
    announce("");
    this.showList();
  }

  /**
   * Shows one part of the page alone: "start", "results", "reader", or none of them.
   * @param {string} view
   * @param {string} title
   */
  show(view, title) {
    for (const part of ["start", "results", "reader"]) byId(part).hidden = part !== view;
    document.documentElement.dataset.view = view;
    document.title = title ? `${title} – ${this.title}` : this.title;
  }

  /** The list, and in it the link that opened the article. */
  showList() {
    if (location.hash) return;
    const wasOpen = !byId("reader").hidden;
    const { query } = this.asked ?? {};
    this.show(byId("error").hidden ? (query ? "results" : "start") : "error", query ?? "");
    if (!wasOpen) return;
    const { link, top } = this.opener ?? {};
    if (top !== undefined) scrollTo(0, top);
    (link?.isConnected ? link : byId("content")).focus({ preventScroll: true });
  }

  /** @param {string} anchor of an article or a paragraph */
  openArticle(anchor) {
    this.opening = new AbortController();
    this.doing(this.opening.signal, async (signal) => {
      const [, name, ordinal] = /^(.*)\/¶(\d+)$/s.exec(anchor) ?? ["", anchor, ""];
      const [found, more, answer] = await Promise.all([
        this.engine.article(name, signal),
        this.engine.more(signal),
        this.answering,
      ]);
      if (signal.aborted) return;
      if (!found) throw new Error(t("noArticle", { name }));
      this.reader ??= new /** @type {any} */ (more).ArticleReader(this.engine, () =>
        this.closeArticle(),
      );
      await this.reader.load(found, answer);
      if (signal.aborted) return;
      byId("error").hidden = true;
      this.show("reader", found.article.title);
      this.reader.arrive(Number(ordinal));
    }, this.giveUp.bind(this));
  }
}

/** Whether the page is part of another, which has a head and a foot of its own. */
const isEmbedded = () => new URLSearchParams(location.search).has("embedded");

/**
 * What the reader chose, kept for the next time if a value is given; null where nothing is kept.
 * @param {string} name
 * @param {string} [value]
 */
function kept(name, value) {
  try {
    if (value) localStorage.setItem(`pincite.${name}`, value);
    return localStorage.getItem(`pincite.${name}`);
  } catch {
    return null;
  }
}

/** The buttons of the masthead and what is chosen once for all. */
function startChoices() {
  const root = document.documentElement;
  root.classList.toggle("embedded", isEmbedded());
  const tellHeight = () =>
    parent.postMessage({ pincite: { height: document.body.scrollHeight } }, "*");
  if (isEmbedded()) new ResizeObserver(tellHeight).observe(document.body);
  const scheme = kept("scheme");
  if (scheme) root.dataset.scheme = scheme;
  byId("scheme").onclick = () => {
    const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
    const now = root.dataset.scheme ?? (isDark ? "dark" : "light");
    kept("scheme", (root.dataset.scheme = now === "dark" ? "light" : "dark"));
  };
  byId("helper").onclick = () => byId("help").showModal();
  const shortcuts = byId("shortcuts");
  shortcuts.checked = kept("shortcuts") !== "off";
  shortcuts.onchange = () => kept("shortcuts", shortcuts.checked ? "on" : "off");
}

/**
 * The page's one public name, for pages that embed it and for tests:
 * `await pincite.find("query", {limit: 10, offset: 0, repeats: false, sort: "rank"})` gives
 * `{query, total, hits, missing, suggestions, notes, reasons, alone, respelt}`, in the shapes of
 * `pincite search --json`, or throws a QueryError with `reason` and `position`. Spans and positions
 * are UTF-16 offsets.
 * @param {Promise<Engine>} ready
 */
function publish(ready) {
  /**
   * @param {string} query
   * @param {Wishes & {limit?: number, offset?: number}} [wanted]
   */
  const find = async (query, { limit = 10, offset = 0, ...wanted } = {}) => {
    /** @type {any} */
    const answer = await (await ready).ask(query, wanted);
    const { total, missing, suggestions, notes, reasons, alone, respelt } = answer;
    const hits = await answer.hits(limit, offset);
    return { query, total, hits, missing, suggestions, notes, reasons, alone, respelt };
  };
  const shared = /** @type {any} */ (window);
  shared.pincite = Object.freeze({ ...shared.pincite, find, ready: ready.then(() => undefined) });
}

async function main() {
  startChoices();
  const root = JSON.parse(byId("data").textContent);
  const ready = Promise.resolve(new Engine(root, new Store(loaderOf(root))));
  publish(ready);
  new Page(await ready).start();
}

main();
