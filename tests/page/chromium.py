"""Finding a browser, and asking a search page what the command line would be asked."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

import pincite

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from playwright.sync_api import Browser, Page

CANDIDATES = ("chromium", "chromium-browser", "google-chrome")

# Headless, without a graphics card, and silent on the network on its own account.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)

# As text: to hand over thousands of spans one by one takes seconds.
_ASK = """
async (queries) => JSON.stringify(await Promise.all(queries.map(async (query) => {
  try {
    return await window.pincite.find(query, {limit: 50});
  } catch (error) {
    return {error: error.reason ?? String(error), position: error.position};
  }
})))
"""


def find_browser() -> str:
    """The path of a Chromium."""
    given = os.environ.get("PINCITE_CHROMIUM")
    found = given or next(filter(None, map(shutil.which, CANDIDATES)), None)
    if found is None:
        give_up(f"no {', '.join(CANDIDATES)} on PATH and PINCITE_CHROMIUM is not set")
    return str(found)


def give_up(why: str) -> NoReturn:
    """Skip the test, which has no browser; in CI that is a failure."""
    if os.environ.get("CI"):
        pytest.fail(why)
    pytest.skip(why)


def launched() -> Iterator[Browser]:
    """One browser, closed at the end."""
    path = find_browser()
    from playwright import sync_api

    manager = sync_api.sync_playwright()
    try:
        playwright = manager.__enter__()
    except Exception as error:  # noqa: BLE001 - Playwright raises nothing narrower
        give_up(f"Playwright does not start ({error}); on Debian it needs libatomic1")
    with ExitStack() as stack:
        stack.push(manager)
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


def open_page(browser: Browser, file: Path, address: str = "", **options: Any) -> Page:
    """A page opened from disk, once it is ready to search."""
    page = browser.new_page(**options)
    page.goto(file.as_uri() + address)
    page.evaluate("() => window.pincite?.ready")
    return page


def ask(page: Page, queries: Sequence[str]) -> list[dict[str, Any]]:
    """What the page finds for each query, or its error."""
    answers: list[dict[str, Any]] = json.loads(page.evaluate(_ASK, list(queries)))
    return answers


def code_points(text: str, offset: int) -> int:
    """A JavaScript offset as Python counts."""
    units = text.encode("utf-16-le", "surrogatepass")[: 2 * offset]
    return len(units.decode("utf-16-le", "surrogatepass"))


def written(html: str, folder: Path) -> Path:
    """The page on disk, under a name that an address has to escape."""
    path = folder / "search page#1.html"
    path.write_text(html, encoding="utf-8")
    return path


def built(folder: Path, texts: dict[str, str], language: str | None = None) -> Path:
    """The index of some texts."""
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return pincite.build_index([folder], language=language).index
