"""The whole page, used with a keyboard and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from using import ask, settled

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from pincite import Index


def focused(page: Page) -> str:
    """What has the focus, in words."""
    found = page.evaluate(
        """() => {
          const { id, className, tagName, dataset } = document.activeElement;
          return id || dataset.key || className || tagName;
        }"""
    )
    return str(found)


@pytest.mark.browser
def test_from_a_query_to_a_copied_citation(browser: Browser, file: Path, index: Index) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(file.as_uri())
    page.evaluate("() => window.pincite.ready")
    assert focused(page) == "query"
    page.keyboard.type("helium")
    page.wait_for_selector(".hit .tools")
    page.keyboard.press("ArrowDown")
    assert focused(page) == "opens"
    page.keyboard.press("Enter")
    page.wait_for_selector("#reader .target .tools")
    # From the paragraph on: its number, its quotation, the other forms.
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "BibTeX"
    page.keyboard.press("Enter")
    page.wait_for_selector("#reader .menu >> text=Copied")
    (hit,) = index.find("helium", limit=1).hits
    copied = page.evaluate("navigator.clipboard.readText()")
    ours, theirs = (text.split("  pincite = ")[0] for text in (copied, hit.cite("bibtex")))
    assert ours == theirs
    assert page.inner_text("#announcer") == "Copied"
    page.keyboard.press("Escape")
    assert not page.locator("#reader .menu button").first.is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#results").is_visible()
    assert focused(page) == "opens"
    context.close()


@pytest.mark.browser
def test_matches_of_an_article_are_stepped_through(page: Page) -> None:
    ask(page, "gas")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector("#reader .target mark")
    count = page.locator("#reader .numbered:has(mark)").count()
    assert count > 2
    seen = []
    for _ in range(count):
        seen.append(page.get_attribute("#reader .target", "id"))
        page.keyboard.press("n")
        page.wait_for_function(
            "(before) => document.querySelector('.target').id !== before", arg=seen[-1]
        )
        assert page.locator("#reader .target mark").first.is_visible()
    assert len(set(seen)) == count
    # Behind the last comes the first again, and p leads back.
    assert page.get_attribute("#reader .target", "id") == seen[0]
    page.keyboard.press("p")
    page.wait_for_function(
        "(before) => document.querySelector('.target').id !== before", arg=seen[0]
    )
    assert page.get_attribute("#reader .target", "id") == seen[-1]
    # They are no steps of the history.
    page.go_back()
    page.wait_for_selector("#results", state="visible")


@pytest.mark.browser
def test_everything_can_be_tabbed_to_in_order(page: Page) -> None:
    ask(page, "gas")
    page.wait_for_selector(".hit .tools")
    for stop in ("scheme", "helper", "home", "skip"):
        page.keyboard.press("Shift+Tab")
        assert focused(page) == stop
    stops = ["skip"]
    for _ in range(40):
        page.keyboard.press("Tab")
        stops.append(focused(page))
    wanted = ["skip", "home", "helper", "scheme", "query", "sort", "opens"]
    assert [stop for stop in dict.fromkeys(stops) if stop in wanted] == wanted
    assert any(stop.startswith("year ") for stop in stops)
    assert page.locator("[tabindex]:not([tabindex='0'], [tabindex='-1'])").count() == 0


@pytest.mark.browser
def test_first_stop_skips_to_the_results(page: Page) -> None:
    ask(page, "gas")
    for _ in range(4):
        page.keyboard.press("Shift+Tab")
    page.wait_for_function("() => document.activeElement.getBoundingClientRect().top >= 0")
    page.keyboard.press("Enter")
    assert focused(page) == "content"
    assert "#" not in page.url


@pytest.mark.browser
def test_help_opens_closes_and_asks(page: Page) -> None:
    ask(page, "gas")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("/")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#help").is_visible()
    assert page.locator("#results").is_visible()
    assert focused(page) == "opens"


@pytest.mark.browser
def test_single_keys_can_be_switched_off(page: Page) -> None:
    ask(page, "gas")
    page.click("#helper")
    page.uncheck("#shortcuts")
    page.keyboard.press("Escape")
    page.locator("a.opens").first.focus()
    page.keyboard.press("/")
    assert focused(page) == "opens"
    page.reload()
    settled(page)
    assert not page.is_checked("#shortcuts")
    # A question mark or a slash in the field is itself.
    page.focus("#query")
    page.keyboard.type("?")
    assert not page.locator("#help").is_visible()
