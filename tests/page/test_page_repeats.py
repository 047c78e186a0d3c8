"""Paragraphs of the same words on the search page: listed as Python lists them."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import chromium
import pytest
from agreement import assert_same

import pincite

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from pincite import Index

SENTENCES = (
    "The ferry leaves the harbour at nine.",
    "the FERRY leaves - the harbour, at nine",
    "“The ferry” leaves: the harbour at nine!",
    "At nine the ferry leaves the harbour.",
    "The harbour.",
    "Harbour, the…",
    "…",
    "Naïve ferries leave.",
    "NAIVE ferries leave",
)


@pytest.fixture(scope="module")
def repeating(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """Articles made of the same few paragraphs."""
    chance = random.Random(3)
    texts = {
        f"{name}.txt": "\n\n".join([f"Letter {name}", *chance.choices(SENTENCES, k=12)]) + "\n"
        for name in "badce"
    }
    folder = chromium.built(tmp_path_factory.mktemp("repeating"), texts)
    with pincite.open_index(folder) as index:
        yield index


@pytest.fixture
def opened(repeating: Index, browser: Browser, tmp_path: Path) -> Iterator[Page]:
    page = chromium.open_page(browser, chromium.written(repeating, tmp_path))
    yield page
    page.close()


@pytest.mark.browser
def test_page_lists_what_the_index_lists(repeating: Index, opened: Page) -> None:
    queries = ["ferry", "harbour", "nine ferry", '"ferry leaves"', "-ferry", "title:a harbour"]
    queries += ["kind:body", "naive ferries", "harbour OR naive", "leaves -path:b path:txt"]
    assert_same(repeating, opened, queries)
    assert any(hit.also for hit in repeating.find("ferry"))
    each = opened.evaluate("() => window.pincite.find('ferry', {limit: 100, repeats: true})")
    expected = repeating.find("ferry", limit=100, repeats=True)
    assert [
        (hit["locator"]["article"], hit["locator"]["ordinal"], hit["also"]) for hit in each["hits"]
    ] == [(hit.article.id, hit.paragraph.ordinal, []) for hit in expected]


@pytest.mark.browser
def test_links_lead_to_the_other_places(repeating: Index, opened: Page) -> None:
    (hit,) = (hit for hit in repeating.find('"the ferry leaves"') if len(hit.also) > 5)
    opened.fill("#query", '"the ferry leaves"')
    opened.wait_for_selector(".hit .also")
    shown = opened.locator(".hit .also").nth(0)
    assert shown.locator("a").count() == 5
    shown.locator("button").click()
    places = [text.strip() for text in shown.locator("a").all_inner_texts()]
    assert places[:10] == [f"{each.article} ¶ {each.ordinal}" for each in hit.also][:10]
    assert not opened.locator("#pages a").count()
    shown.locator("a").nth(2).click()
    opened.wait_for_selector("#reader .target mark")
    assert opened.locator("#reader .target .number").inner_text() == f"¶ {hit.also[2].ordinal}"
    opened.keyboard.press("Escape")
    assert shown.locator("a").nth(2).evaluate("(link) => link === document.activeElement")
