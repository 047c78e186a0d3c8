"""The search in a page of another site: a frame as high as what is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pincite.search.pages.scripts import smaller, source

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

FRAMED = """<!doctype html><title>Search</title><script>
parent.postMessage({ pincite: { height: 777.2 } }, "*");
parent.postMessage({ pincite: { height: "1e9" } }, "*");
parent.postMessage({ pincite: { height: -5 } }, "*");
parent.postMessage({ other: { height: 5 } }, "*");
parent.postMessage(null, "*");
</script>"""
SITE = """<!doctype html><title>A site</title>
<script>addEventListener("load", () => postMessage({ pincite: { height: 9 } }, "*"));</script>
%s
"""
SCRIPT = '<script src="search/embed.js"'


def opened(browser: Browser, folder: Path, body: str, *, readable: bool) -> Page:
    script = source("embed.js")
    (folder / "search").mkdir()
    (folder / "search" / "embed.js").write_text(
        script if readable else smaller(script, "application/javascript"), "utf-8"
    )
    (folder / "search" / "index.html").write_text(FRAMED, "utf-8")
    (folder / "site.html").write_text(SITE % body, "utf-8")
    page = browser.new_page()
    page.goto((folder / "site.html").as_uri())
    page.wait_for_function("document.querySelector('iframe')?.style.height === '778px'")
    return page


@pytest.mark.browser
@pytest.mark.parametrize("readable", [True, False])
@pytest.mark.parametrize(
    "body",
    [
        f'<div id="pincite-search"><a href="?">Search</a></div>{SCRIPT} data-pincite></script>',
        f'{SCRIPT} data-title="Archive"></script><div id="pincite-search"></div>',
        f"<main>{SCRIPT}></script></main>",
        f'<p id="here"></p>{SCRIPT} data-place="here" async></script>',
    ],
)
def test_the_frame_stands_in_its_place(
    browser: Browser, tmp_path: Path, body: str, readable: bool
) -> None:
    page = opened(browser, tmp_path, body, readable=readable)
    frame = page.locator("iframe")
    assert frame.count() == 1
    assert frame.get_attribute("src") == (tmp_path / "search/index.html").as_uri() + "?embedded=1"
    assert frame.get_attribute("title") == ("Archive" if "Archive" in body else "Search")
    place = "#pincite-search, main, #here"
    assert page.locator(place).locator("iframe").count() == 1
    assert page.locator("a").count() == 0
    page.wait_for_timeout(50)
    assert frame.evaluate("(frame) => frame.style.height") == "778px"
    page.close()
