"""A page whose parts take their time: what is typed last is what is shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

import chromium
import pytest
from using import ask, faceted, found, settled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Route

    from pincite import Index

PARTS = re.compile(r"/parts/")


@pytest.fixture
def slow(browser: Browser, folder: Path) -> Iterator[Page]:
    """The page as a folder on a server, each part of which a test may keep waiting."""
    with chromium.served(folder.parent.parent) as top:
        page = chromium.open_page(browser, f"{top}/{quote(folder.parent.name)}/index.html")
        yield page
        page.close()


@pytest.mark.browser
def test_an_older_answer_does_not_replace_a_newer_one(slow: Page, index: Index) -> None:
    ask(slow, "helium")
    known = found(index.find("helium", limit=100))
    held: list[Route] = []
    # A built-in function is no handler.
    slow.route(PARTS, lambda route: held.append(route))  # noqa: PLW0108
    slow.fill("#query", "arctic ice")
    slow.press("#query", "Enter")
    slow.wait_for_selector("#busy", state="visible")
    # What was found before stays as long as there is nothing else.
    assert slow.inner_text("#status") == known
    assert slow.locator(".hit mark").first.is_visible()
    ask(slow, "helium")
    assert not slow.locator("#busy").is_visible()
    assert held
    while held:
        held.pop().continue_()
        slow.wait_for_timeout(100)
    faceted(slow)
    assert slow.inner_text("#status") == known
    assert "q=helium" in slow.url
    assert slow.evaluate("document.title").startswith("helium")


@pytest.mark.browser
def test_what_cannot_be_loaded_is_told(slow: Page, index: Index) -> None:
    ask(slow, "helium")
    slow.route(PARTS, lambda route: route.abort())
    slow.fill("#query", "arctic")
    slow.press("#query", "Enter")
    slow.wait_for_selector("#error", state="visible")
    assert "could not be loaded" in slow.inner_text("#error")
    assert not slow.locator("#busy").is_visible()
    slow.unroute(PARTS)
    slow.click("#error button")
    slow.wait_for_selector(".hit mark")
    settled(slow)
    assert slow.inner_text("#status") == found(index.find("arctic", limit=100))


@pytest.mark.browser
def test_where_nothing_comes_nothing_else_is_shown(slow: Page, index: Index) -> None:
    ask(slow, "helium")
    slow.route(re.compile(r"/parts/texts/"), lambda route: route.abort())
    slow.fill("#query", "arctic ice")
    slow.press("#query", "Enter")
    slow.wait_for_selector("#error", state="visible")
    assert not slow.locator(".hit").count()
    assert slow.inner_text("#status") == ""
    slow.unroute(re.compile(r"/parts/texts/"))
    slow.press("#query", "Enter")
    slow.wait_for_selector(".hit")
    assert not slow.locator("#error").is_visible()
    assert slow.inner_text("#status") == found(index.find("arctic ice", limit=100))


@pytest.mark.browser
def test_what_was_typed_before_the_page_was_ready_is_asked(browser: Browser, folder: Path) -> None:
    page = browser.new_page()
    page.add_init_script(
        """new MutationObserver((_, watch) => {
          const field = document.getElementById("query");
          if (!field) return;
          watch.disconnect();
          field.value = "helium";
        }).observe(document, {childList: true, subtree: true});"""
    )
    page.goto(folder.as_uri())
    page.wait_for_selector(".hit mark")
    assert page.input_value("#query") == "helium"
    page.close()


@pytest.mark.browser
def test_without_the_scripts_the_form_asks_by_its_address(browser: Browser, file: Path) -> None:
    page = chromium.open_page(browser, file)
    page.evaluate("() => { document.getElementById('search').onsubmit = null; }")
    page.fill("#query", "helium")
    page.press("#query", "Enter")
    page.wait_for_selector(".hit mark")
    assert page.url.endswith("?q=helium")
    page.close()
