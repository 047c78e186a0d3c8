/**
 * Puts the search page into another page: `<script src="…/embed.js" data-pincite></script>` and
 * `<div id="pincite-search"></div>`, or the script alone where the search is to stand.
 *
 * What is put there is a frame, so that neither page can do anything to the other: the search page
 * keeps its policy, and tells nothing but its height.
 */
(() => {
  "use strict";

  const PLACE = "pincite-search";
  /** In pixels; a page that says it is higher is scrolled. */
  const HIGHEST = 100_000;

  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const page = new URL("index.html?embedded=1", script.src);

  function show() {
    const frame = document.createElement("iframe");
    frame.src = page.href;
    frame.title = script.dataset.title ?? "Search";
    frame.allow = "clipboard-write";
    frame.referrerPolicy = "no-referrer";
    frame.style.cssText = "display: block; width: 100%; height: 30rem; border: 0";
    window.addEventListener("message", (event) => {
      // The window says who speaks; a frame from disk has no origin to go by.
      if (event.source !== frame.contentWindow) return;
      if (page.protocol !== "file:" && event.origin !== page.origin) return;
      const height = Number(event.data?.pincite?.height);
      if (height > 0 && height < HIGHEST) frame.style.height = `${Math.ceil(height)}px`;
    });
    const place = document.getElementById(script.dataset.place ?? PLACE);
    if (place) place.replaceChildren(frame);
    else script.after(frame);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", show);
  else show();
})();
