"""Asking pages in headless Chromium: how long until the first result is there, and what it cost.

A result is there when the first item of the list `#hits` is a new one and has text. Times are those
that the page itself takes, from the start of its navigation, or from the moment it is asked.
"""

from __future__ import annotations

import os
import shutil
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Browser, Page

    from benchmarks.pages.serving import Sent, Server

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
LONGEST_MS = 60_000
LONGEST_FROM_DISK_MS = 15_000
"""Peers that want a server are not waited for long where there is none."""

_WATCH = """
window.bench = {
  item() {
    const item = document.querySelector("#hits li");
    return item?.textContent.trim() ? item : null;
  },
  shown(old) {
    return new Promise((resolve) => {
      const look = () => {
        const item = this.item();
        if (!item || item === old) return;
        observer.disconnect();
        resolve(performance.now());
      };
      const observer = new MutationObserver(look);
      observer.observe(document, {childList: true, subtree: true, characterData: true});
      look();
    });
  },
};
bench.first = bench.shown(null);
"""

_FIRST = "async () => [await bench.first, performance.timeOrigin]"

_WAYS = {
    # Its own interface, and nothing shown.
    "find": """async (query) => {
      const begun = performance.now();
      await pincite.find(query, {limit: 10});
      const ended = performance.now();
      return [ended - begun, performance.timeOrigin + begun];
    }""",
    # As a reader does it who presses Enter, for the pause while typing is not what is measured.
    "field": """async (query) => {
      const field = document.querySelector("#query");
      const shown = bench.shown(bench.item());
      field.value = query;
      const begun = performance.now();
      field.form.requestSubmit();
      return [(await shown) - begun, performance.timeOrigin + begun];
    }""",
    "ask": """async (query) => {
      const shown = bench.shown(bench.item());
      const begun = performance.now();
      const found = ask(query).then((count) => (count ? shown : performance.now()));
      const ended = await Promise.race([shown, found]);
      await found;
      return [ended - begun, performance.timeOrigin + begun];
    }""",
}


@dataclass(frozen=True)
class Taken:
    """What one answer took.

    Attributes:
        ms: milliseconds until its first result was there.
        sent: what the server sent for it, in order; empty for pages from disk.
        early: how many of these were asked for before the first result was there.
    """

    ms: float
    sent: tuple[Sent, ...]
    early: int

    @property
    def wire(self) -> int:
        """Bytes sent, headers included."""
        return sum(each.wire for each in self.sent)

    @property
    def raw(self) -> int:
        """Bytes of the files sent."""
        return sum(each.raw for each in self.sent)

    @property
    def early_wire(self) -> int:
        """Bytes sent for what was asked for before the first result was there."""
        return sum(each.wire for each in self.sent[: self.early])


@contextmanager
def launched() -> Iterator[Browser]:
    """A Chromium.

    Raises:
        FileNotFoundError: there is none.
    """
    path = os.environ.get("PINCITE_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), "")
    if not path:
        raise FileNotFoundError(f"no {', '.join(BROWSERS)} on PATH")
    with ExitStack() as stack:
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        stack.callback(browser.close)
        yield browser


def visit(browser: Browser, address: str, query: str, server: Server | None) -> tuple[Page, Taken]:
    """The page of an empty context at `?q=`, and what its first result took.

    Raises:
        playwright.sync_api.Error: nothing was shown.
    """
    context = browser.new_context()
    context.set_default_timeout(LONGEST_MS if server else LONGEST_FROM_DISK_MS)
    context.add_init_script(_WATCH)
    page = context.new_page()
    try:
        page.goto(f"{address}?{urlencode({'q': query})}", wait_until="commit")
        # Unlike `evaluate`, this gives up some time.
        page.wait_for_function("() => bench.item()")
        ms, origin = page.evaluate(_FIRST)
    except Exception:
        context.close()
        raise
    return page, _taken(ms, origin, server)


def later(page: Page, query: str, way: str, server: Server | None) -> Taken:
    """What one more query takes in a page that is open."""
    ms, begun = page.evaluate(_WAYS[way], query)
    return _taken(ms, begun, server)


def _taken(ms: float, begun: float, server: Server | None) -> Taken:
    sent: Sequence[Sent] = server.settled() if server else ()
    early = sum(each.begun * 1000 <= begun + ms for each in sent)
    return Taken(ms, tuple(sent), early)
