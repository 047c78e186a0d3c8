"""The search page over the example corpus, photographed: two pictures for the README.

With a folder named, every state is drawn into it besides, in both schemes, on three screens.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from playwright.sync_api import sync_playwright

import pincite
from pincite.search.pages.interface import LANGUAGES
from pincite.search.pages.rendering import Presentation
from pincite.search.pages.single import search_file

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
SIZE = (1120, 1000)
WIDTHS = (375, 768, 1280)
HEIGHT = 900
SCHEMES = ("light", "dark")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class State(NamedTuple):
    """Something that the page can show.

    Attributes:
        address: what follows the address of the page.
        shown: an element that is there when the page has got so far.
        click: what is clicked then.
        language: that of the page's texts.
    """

    address: str
    shown: str
    click: str = ""
    language: str = "en"


FACETS = "#narrowing[aria-busy=false]"
STATES = {
    "start": State("", "#articles li"),
    "results": State("?q=gas+pipeline", FACETS),
    "many": State("?q=the&sort=date&page=3", FACETS, "", "fr"),
    "filters": State(
        "?q=gas&year=2018&author=Anna+Reyes&months=2018-03..2018-03", FACETS, "", "de"
    ),
    "respelt": State("?q=gas+pipelne", FACETS),
    "cite": State("?q=gas+pipeline", ".hit .tools", ".menu summary >> nth=0"),
    "none": State("?q=%22gas+pipe%22+author:halloran", "#remarks a"),
    "error": State("?q=gas+AND+(oil", "#error b"),
    "article": State("?q=gas+pipeline#power-of-siberia.txt/¶11", "#reader .tools"),
    "help": State("?q=gas", FACETS, "#helper"),
}


def main() -> None:
    """Write the page to a temporary folder and take its pictures."""
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if executable is None:
        sys.exit("pictures of the page need Chromium: apt-get install chromium")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        write_pages(folder)
        browser = playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox", "--disable-gpu"]
        )
        light = State("?q=freeze+missile+tests", FACETS)
        dark = State("?q=arctic+gas+helium", FACETS)
        take(browser, folder, light, "light", SIZE, DOCS / "page-light.png")
        take(browser, folder, dark, "dark", SIZE, DOCS / "page-dark.png")
        for output in map(Path, sys.argv[1:2]):
            output.mkdir(parents=True, exist_ok=True)
            for state, scheme, width in [
                (state, scheme, width) for state in STATES for scheme in SCHEMES for width in WIDTHS
            ]:
                path = output / f"{state}-{width}-{scheme}.png"
                take(browser, folder, STATES[state], scheme, (width, HEIGHT), path)
        browser.close()


def write_pages(folder: Path) -> None:
    """The page in every language that it speaks."""
    pincite.build_index(ROOT / "corpus", folder / "index")
    with pincite.open_index(folder / "index") as index:
        for language in LANGUAGES:
            with index.page_data() as data:
                html = search_file(data, Presentation(language=language))
            (folder / f"{language}.html").write_text(html, encoding="utf-8", newline="")


def take(  # noqa: PLR0913, PLR0917 - a picture has so many sides
    browser: Browser, folder: Path, state: State, scheme: str, size: tuple[int, int], path: Path
) -> None:
    """One picture, once the page has got so far."""
    viewport = {"width": size[0], "height": size[1]}
    page = browser.new_page(viewport=viewport, color_scheme=scheme)
    page.goto((folder / f"{state.language}.html").as_uri() + state.address)
    page.wait_for_selector(state.shown, state="attached")
    if state.click:
        page.click(state.click)
    page.mouse.move(0, 0)
    page.wait_for_timeout(300)  # what moves has arrived
    page.screenshot(path=path)
    page.close()


if __name__ == "__main__":
    main()
