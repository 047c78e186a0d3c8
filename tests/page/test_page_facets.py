"""Narrowing what was found: by year, publication, author, kind, and by months."""

from __future__ import annotations

from typing import TYPE_CHECKING

import chromium
import pytest
from using import ask, faceted, found, settled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

    from pincite import Index

WIDE = {"width": 1280, "height": 900}


def facet(page: Page, legend: str) -> Locator:
    return page.locator("#facets fieldset", has=page.locator(f"legend:text-is('{legend}')"))


def shown(page: Page, legend: str) -> dict[str, int]:
    """The values of a facet and their counts, all of them."""
    group = facet(page, legend)
    if group.locator("button").count():
        group.locator("button").click()
    labels = [text.split("\n") for text in group.locator("label").all_inner_texts()]
    rows = [[part.strip() for part in "\n".join(label).rsplit(maxsplit=1)] for label in labels]
    return {name: int(count) for name, count in rows}


def choose(page: Page, legend: str, value: str) -> None:
    """Tick or untick a value, and wait for what follows."""
    box = facet(page, legend).get_by_label(value)
    before = page.url
    box.click()
    page.wait_for_function("(before) => location.href !== before", arg=before)
    faceted(page)


@pytest.fixture
def wide(browser: Browser, file: Path) -> Iterator[Page]:
    page = chromium.open_page(browser, file, viewport=WIDE)
    yield page
    page.close()


@pytest.mark.browser
def test_counts_are_those_of_python(wide: Page, index: Index) -> None:
    ask(wide, "the")
    faceted(wide)
    divided = index.find("the", facets=["publication", "year", "author", "kind"])
    legends = {
        "publication": "Publication",
        "year": "Year",
        "author": "Author",
        "kind": "Kind of paragraph",
    }
    for each in divided.facets:
        expected = {share.value or "not known": share.paragraphs for share in each.values}
        assert shown(wide, legends[each.name]) == expected
    assert wide.inner_text("#status") == found(index.find("the", limit=500))


@pytest.mark.browser
def test_a_filter_narrows_and_is_taken_away_again(wide: Page, index: Index) -> None:
    ask(wide, "gas")
    faceted(wide)
    everything = index.find("gas", limit=100)
    choose(wide, "Author", "Anna Reyes")
    narrowed = index.find("gas", author="Anna Reyes", limit=100)
    assert 0 < narrowed.total < everything.total
    assert wide.inner_text("#status") == found(narrowed)
    assert "author=Anna+Reyes" in wide.url
    assert all("Anna Reyes" in facts for facts in wide.locator(".hit .facts").all_inner_texts())
    # Where the focus was it still is, though the boxes are others.
    assert wide.evaluate("document.activeElement.dataset.key") == "author Anna Reyes"
    assert wide.locator("#facets :checked").count() == 1
    wide.click("#chosen a")
    wide.wait_for_selector("#chosen a", state="detached")
    settled(wide)
    assert wide.inner_text("#status") == found(everything)
    wide.go_back()
    wide.wait_for_selector("#chosen a")
    assert wide.inner_text("#status") == found(narrowed)


@pytest.mark.browser
def test_values_of_one_facet_add_up(wide: Page) -> None:
    ask(wide, "the")
    faceted(wide)
    counts = shown(wide, "Publication")
    first, second = [name for name in counts if name != "not known"][:2]
    choose(wide, "Publication", first)
    assert wide.locator("#chosen b").all_inner_texts() == [first]
    assert wide.inner_text("#status").startswith(f"{counts[first]} paragraphs in ")
    # Under its own filter a facet still tells what else there is to choose; others tell less.
    assert shown(wide, "Publication") == counts
    assert sum(shown(wide, "Author").values()) == counts[first]
    choose(wide, "Publication", second)
    assert wide.locator("#chosen b").all_inner_texts() == [first, second]
    both = counts[first] + counts[second]
    assert wide.inner_text("#status").startswith(f"{both} paragraphs in ")
    wide.click("#chosen .all")
    wide.wait_for_selector("#chosen a", state="detached")
    assert "publication" not in wide.url


@pytest.mark.browser
def test_an_address_brings_filters_order_and_page(browser: Browser, file: Path) -> None:
    address = "?q=the&kind=body&year=2018&year=2017&sort=article&page=2&months=2017-06..2018-04"
    page = chromium.open_page(browser, file, address, viewport=WIDE)
    faceted(page)
    page.wait_for_selector("#facets :checked")
    chosen = page.locator("#chosen b").all_inner_texts()
    assert chosen == ["2018", "2017", "body", "June 2017 – April 2018"]
    assert page.input_value("#sort") == "article"
    assert page.locator("#pages [aria-current]").inner_text() == "2"
    assert page.locator("#facets :checked").count() == 3
    page.close()


@pytest.mark.browser
def test_chosen_values_stay_though_nothing_has_them(browser: Browser, file: Path) -> None:
    page = chromium.open_page(browser, file, "?q=helium&author=Nobody&year=2017", viewport=WIDE)
    page.wait_for_selector("#facets :checked")
    assert page.inner_text("#status").startswith("Nothing found")
    assert shown(page, "Author")["Nobody"] == 0
    facet(page, "Author").get_by_label("Nobody").click()
    page.wait_for_selector("#chosen b >> nth=1", state="detached")
    assert page.locator("#chosen b").all_inner_texts() == ["2017"]
    page.close()


@pytest.mark.browser
def test_months_are_bars_that_narrow(wide: Page) -> None:
    ask(wide, "gas")
    wide.wait_for_selector("#timeline a")
    bars = wide.locator("#timeline a")
    labels = [bar.get_attribute("aria-label") or "" for bar in bars.all()]
    counts = [int(label.split(", ")[1].split()[0]) for label in labels]
    assert sum(counts) == int(wide.inner_text("#status").split()[0])
    heights = [bar.locator("i").bounding_box()["height"] for bar in bars.all()]
    assert heights[counts.index(max(counts))] == max(heights) > 40
    assert all(bar.bounding_box()["width"] >= 24 for bar in bars.all())
    month = labels[-1].split(",")[0]
    bars.last.click()
    wide.wait_for_selector("#chosen b")
    assert wide.inner_text("#chosen b") == month
    settled(wide)
    assert int(wide.inner_text("#status").split()[0]) == counts[-1]
    dates = wide.locator(".hit time").all_inner_texts()
    assert dates
    assert all(date.endswith(month) for date in dates)


@pytest.mark.browser
def test_bars_are_reached_by_arrows_and_grow_by_shift(wide: Page) -> None:
    ask(wide, "the")
    wide.wait_for_selector("#timeline a")
    assert wide.locator("#timeline a[tabindex='0']").count() == 1
    wide.locator("#timeline a").first.focus()
    wide.keyboard.press("ArrowRight")
    wide.keyboard.press("Enter")
    wide.wait_for_selector("#timeline [aria-current]")
    second = wide.locator("#timeline a").nth(1)
    assert second.get_attribute("aria-current") == "true"
    assert second.evaluate("(bar) => bar === document.activeElement")
    wide.locator("#timeline a").nth(3).click(modifiers=["Shift"])
    wide.wait_for_function("() => document.querySelectorAll('#timeline .in').length > 1")
    assert "–" in wide.inner_text("#chosen b")


@pytest.mark.browser
def test_on_a_phone_filters_unfold(browser: Browser, file: Path) -> None:
    page = chromium.open_page(browser, file, "?q=gas", viewport={"width": 375, "height": 700})
    faceted(page)
    assert not page.locator("#facets").is_visible()
    page.click("#narrowing summary")
    choose(page, "Year", "2017")
    assert page.inner_text("#narrowing summary") == "Filter (1)"
    assert page.locator("#facets").is_visible()
    page.close()
