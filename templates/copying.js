/** What can be done with a paragraph: its quotation and its citation are copied. */

const COPIED_MS = 1600;

/**
 * Copies, by an older way where the browser does not let it: over plain HTTP.
 * @param {string} text
 */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    /** @param {ClipboardEvent} event */
    const give = (event) => {
      event.clipboardData?.setData("text/plain", text);
      event.preventDefault();
    };
    document.addEventListener("copy", give, { once: true });
    return document.execCommand("copy");
  }
}

/**
 * A button that copies what `makeText` gives and says so.
 * @param {string} label
 * @param {() => string | Promise<string>} makeText
 */
function copyButton(label, makeText) {
  const made = button(label, async () => {
    const isDone = await copy(await makeText());
    made.textContent = t(isDone ? "copied" : "notCopied");
    announce(made.textContent);
    setTimeout(() => (made.textContent = label), COPIED_MS);
  });
  return made;
}

/**
 * The buttons for one paragraph.
 * @param {Engine} engine
 * @param {Article} article
 * @param {Paragraph} paragraph
 */
function tools(engine, article, paragraph) {
  const makeReference = async () => {
    const found = await engine.article(article.id);
    return referenceOf(article, paragraph, found?.paragraphs ?? []);
  };
  const bibtex = async () => {
    const name = article.language || "english";
    const language = engine.languages.find((/** @type {any} */ each) => each.name === name);
    const needless = new Set(language?.functionWords);
    return bibtexEntry(article, paragraph, await makeReference(), needless);
  };
  return element(
    "div",
    { class: "tools" },
    copyButton(t("copyQuotation"), () => plainQuotation(article, paragraph)),
    element(
      "details",
      { class: "menu", name: "menu" },
      element("summary", {}, t("cite")),
      element(
        "div",
        {},
        copyButton(t("copySource"), () => plainSource(article, paragraph)),
        copyButton(t("copyMarkdown"), () => markdownQuotation(article, paragraph)),
        copyButton(t("copyBibtex"), bibtex),
        copyButton(t("copyLink"), () => linkTo(article, paragraph)),
        copyButton(t("copyReference"), makeReference),
      ),
    ),
  );
}

/**
 * The lasting address of a paragraph.
 * @param {Article} article
 * @param {Paragraph} paragraph
 */
function linkTo(article, paragraph) {
  const canonical = /** @type {HTMLLinkElement | null} */ (
    document.querySelector("[rel=canonical]")
  );
  const base = canonical?.href ?? location.href.replace(/[?#].*/s, "");
  return `${base}#${encodeURI(decoded(anchorOf(article.id, paragraph.ordinal)))}`;
}

/**
 * Puts the buttons to the hits that are shown, and what a printed list says besides.
 * @param {Engine} engine
 * @param {Hit[]} hits
 */
function equip(engine, hits) {
  [...byId("hits").children].forEach((item, place) => {
    const { article, paragraph } = hits[place];
    item.querySelector(".foot").append(tools(engine, article, paragraph));
    item.append(element("p", { class: "source" }, plainSource(article, paragraph)));
  });
}
