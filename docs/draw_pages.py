"""The search page over the example corpus, photographed for the README."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

import pincite
from pincite.search.faces.page import search_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "docs"
SIZE = {"width": 900, "height": 1000}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def main() -> None:
    """Write the page to a temporary folder and take its pictures."""
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if executable is None:
        sys.exit("pictures of the page need Chromium: apt-get install chromium")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        pincite.build_index(ROOT / "corpus", folder / "index")
        with pincite.open_index(folder / "index") as index:
            (folder / "search.html").write_text(search_page(index), encoding="utf-8")
        browser = playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox", "--disable-gpu"]
        )
        address = (folder / "search.html").as_uri()
        take(browser, f"{address}?q=freeze+missile+tests", "light", "page-light.png")
        take(browser, f"{address}?q=helium+%22power+of+siberia%22", "dark", "page-dark.png")
        browser.close()


def take(browser: Browser, address: str, scheme: str, name: str) -> None:
    """One picture, once the page has answered."""
    page = browser.new_page(viewport=SIZE, color_scheme=scheme)
    page.goto(address)
    page.evaluate("() => window.pincite.ready")
    page.wait_for_selector("mark")
    page.screenshot(path=OUTPUT / name)
    page.close()


if __name__ == "__main__":
    main()
