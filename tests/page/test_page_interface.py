"""What the page says of itself: in three languages, in two schemes, and on paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import chromium
import pytest
from using import ask, faceted, settled

from pincite.search.citing.wording import source_line

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from pincite import Index


@pytest.mark.browser
def test_the_page_speaks_the_language_it_is_written_in(
    browser: Browser, index: Index, tmp_path: Path
) -> None:
    file = chromium.written(index, tmp_path, language="de")
    page = chromium.open_page(browser, file, "?q=gas&year=2018")
    faceted(page)
    page.wait_for_selector("#chosen b")
    assert page.get_attribute("html", "lang") == "de"
    assert page.inner_text("#status") == "10 Absätze in 2 Artikeln"
    assert page.locator("#facets legend").first.inner_text() == "Jahr"
    assert page.locator(".hit time").first.inner_text() == "22. März 2018"
    assert page.locator(".hit .place").first.inner_text() == "¶ 11 · Zeilen 55–61"
    assert "März 2018, 6 Absätze" in [
        bar.get_attribute("aria-label") for bar in page.locator("#timeline a").all()
    ]
    # A citation is the same everywhere.
    cited = page.locator(".hit .source").first.text_content()
    (hit,) = index.find("gas", limit=1).hits
    assert cited == source_line(hit.article, hit.paragraph)
    page.close()


@pytest.mark.browser
def test_dark_and_light_are_chosen_and_kept(browser: Browser, file: Path) -> None:
    page = browser.new_context(color_scheme="light").new_page()
    page.goto(file.as_uri())
    paper = "() => getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.click("#scheme")
    dark = page.evaluate(paper)
    assert light != dark
    page.reload()
    assert page.evaluate(paper) == dark
    page.click("#scheme")
    assert page.evaluate(paper) == light
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(paper) == light
    page.context.close()


@pytest.mark.browser
def test_printed_it_is_a_list_of_evidence(page: Page, index: Index) -> None:
    ask(page, "gas author:reyes")
    page.wait_for_selector(".hit .source", state="attached")
    page.emulate_media(media="print")
    told = page.inner_text("#printed")
    assert "“gas author:reyes”" in told
    assert re.search(r"Printed \d{1,2} \w+ \d{4}", told)
    for shown, hit in zip(
        page.locator(".hit").all_inner_texts(), index.find("gas author:reyes").hits, strict=True
    ):
        assert hit.paragraph.text in shown
        assert source_line(hit.article, hit.paragraph) in shown
        # Once, and not its snippet besides.
        assert shown.count(hit.paragraph.text[:40]) == 1
    for control in ("#search", "#order", "#facets", ".tools", ".hit button", "#helper"):
        assert not page.locator(control).first.is_visible()


@pytest.mark.browser
def test_embedded_it_has_no_head_and_keeps_so(browser: Browser, file: Path) -> None:
    page = chromium.open_page(browser, file, "?embedded=1&q=gas")
    settled(page)
    assert not page.locator("h1").is_visible()
    assert not page.locator("footer").is_visible()
    assert page.evaluate("document.activeElement.id") != "query"
    ask(page, "helium")
    assert "embedded=1" in page.url
    page.close()
