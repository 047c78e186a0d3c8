"""Finding a browser, and asking a search page what the command line would be asked."""

from __future__ import annotations

import json
import os
import shutil
import threading
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import quote

import pytest

import pincite
from pincite.indexer.weights import DEFAULT
from pincite.search.pages.folder import write_folder
from pincite.search.pages.rendering import Presentation
from pincite.search.pages.single import search_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from pincite import Index
    from pincite.indexer.weights import Weights

NAME = "search page#1"
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


def open_page(browser: Browser, file: Path | str, address: str = "", **options: Any) -> Page:
    """A page opened from disk or from its address, once it is ready to search."""
    page = browser.new_page(**options)
    page.goto((file if isinstance(file, str) else file.as_uri()) + address)
    page.evaluate("() => window.pincite?.ready")
    return page


@contextmanager
def opened(browser: Browser, place: Path, way: str) -> Iterator[Page]:
    """The page in a file, read from disk or over HTTP, its folder under an address of its own."""
    with ExitStack() as stack:
        address = place.as_uri()
        if way == "http":
            top = place.parent.parent
            served_at = stack.enter_context(served(top))
            address = f"{served_at}/{quote(place.relative_to(top).as_posix())}"
        page = open_page(browser, address)
        yield page
        page.close()


def ask(page: Page, queries: Sequence[str]) -> list[dict[str, Any]]:
    """What the page finds for each query, or its error."""
    answers: list[dict[str, Any]] = json.loads(page.evaluate(_ASK, list(queries)))
    return answers


def code_points(text: str, offset: int) -> int:
    """A JavaScript offset as Python counts."""
    units = text.encode("utf-16-le", "surrogatepass")[: 2 * offset]
    return len(units.decode("utf-16-le", "surrogatepass"))


def written(
    index: Index, folder: Path, shape: str = "single", weights: Weights = DEFAULT, **look: Any
) -> Path:
    """The page of an index on disk, under a name that an address has to escape."""
    presentation = Presentation(**look)
    with index.page_data(weights) as data:
        if shape == "folder":
            write_folder(folder / NAME, data, presentation)
            return folder / NAME / "index.html"
        return placed(search_file(data, presentation), folder)


def placed(html: str, folder: Path) -> Path:
    """A page on disk, likewise."""
    path = folder / f"{NAME}.html"
    path.write_text(html, encoding="utf-8", newline="")
    return path


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a folder is served over HTTP."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def built(folder: Path, texts: dict[str, str], language: str | None = None) -> Path:
    """The index of some texts."""
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return pincite.build_index([folder], language=language).index
