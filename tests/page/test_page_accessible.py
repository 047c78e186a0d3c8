"""The page as its readers' aids see it: axe-core finds nothing against WCAG 2.2 A and AA."""

from __future__ import annotations

from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from using import faceted, found, settled

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from pincite import Index

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN = "(tags) => axe.run(document, {runOnly: tags, resultTypes: ['violations']})"


def _nothing(page: Page) -> None:
    settled(page)


def _opened(page: Page) -> None:
    page.wait_for_selector("#reader .target")


def _helped(page: Page) -> None:
    page.click("#helper")


def _menu(page: Page) -> None:
    page.click(".hit .menu summary >> nth=0")


def _failed(page: Page) -> None:
    page.wait_for_selector("#error", state="visible")


STATES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "empty": ("", _nothing),
    "results": ("?q=the", faceted),
    "menu": ("?q=gas", _menu),
    "none": ("?q=zeppelin+quasar", _nothing),
    "error": ("?q=gas+AND+(oil", _nothing),
    "filters": ("?q=the&year=2018&kind=body&months=2018-03..2018-06&page=2", faceted),
    "respelt": ("?q=gas+pipelne", faceted),
    "article": ("?q=gas#power-of-siberia.txt/¶11", _opened),
    "no article": ("#nowhere.txt", _failed),
    "help": ("?q=gas", _helped),
}


def violations(page: Page) -> list[str]:
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate((resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
    found: dict[str, Any] = page.evaluate(_RUN, TAGS)
    return [
        f"{each['id']}: {node['html'][:200]} {node['failureSummary']}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


@pytest.mark.browser
@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, file: Path, scheme: Any, width: int) -> None:
    found = []
    # The policy of the page lets no strange script in.
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True
    )
    for name, (address, act) in STATES.items():
        page = context.new_page()
        page.goto(file.as_uri() + address)
        act(page)
        found += [f"{name}: {each}" for each in violations(page)]
        page.close()
    context.close()
    assert found == []


@pytest.mark.browser
def test_axe_would_find_what_is_wrong(browser: Browser, file: Path) -> None:
    page = browser.new_context(bypass_csp=True).new_page()
    page.goto(file.as_uri() + "?q=gas")
    settled(page)
    page.evaluate(
        """() => {
          document.querySelector("label[for=query]").remove();
          document.querySelector(".hit p").style.color = "#ccc";
        }"""
    )
    assert {each.split(":")[0] for each in violations(page)} >= {"label", "color-contrast"}
    page.context.close()


@pytest.mark.browser
def test_search_is_a_landmark_and_the_count_is_its_only_status(page: Page, index: Index) -> None:
    assert page.get_by_role("search").get_by_label("Words or “a phrase” to find").is_visible()
    assert page.get_attribute("#query", "type") == "search"
    assert page.get_by_role("search").evaluate("(form) => form.method") == "get"
    live = "[role=status], [role=alert], [role=log], [aria-live]"
    assert page.locator(live).count() == 1
    page.fill("#query", "gas")
    page.wait_for_selector(".hit")
    settled(page)
    assert page.locator(live).inner_text().strip() == page.inner_text("#status")
    assert page.inner_text("#status") == found(index.find("gas", limit=100))
    assert page.locator("main ol#hits > li h3 a").count() == page.locator(".hit").count()


@pytest.mark.browser
def test_headings_are_in_order(browser: Browser, file: Path) -> None:
    for address in ("", "?q=gas", "?q=gas#power-of-siberia.txt/¶11"):
        page = browser.new_page()
        page.goto(file.as_uri() + address)
        settled(page)
        levels = page.evaluate(
            """() => [...document.querySelectorAll("h1, h2, h3, h4")]
              .filter((each) => each.checkVisibility()).map((each) => Number(each.tagName[1]))"""
        )
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        page.close()


@pytest.mark.browser
def test_twice_as_large_it_still_fits(browser: Browser, file: Path) -> None:
    # Zoom to 200 % of 1280 pixels leaves 640, to 400 % 320.
    for width in (640, 320):
        page = browser.new_page(viewport={"width": width, "height": 400})
        page.goto(file.as_uri() + "?q=the&year=2018")
        faceted(page)
        root = "document.documentElement"
        assert page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth")
        page.close()


@pytest.mark.browser
def test_nothing_moves_for_those_who_do_not_want_it(browser: Browser, file: Path) -> None:
    durations = {}
    for motion in ("reduce", "no-preference"):
        page = browser.new_page(reduced_motion=motion)
        page.goto(file.as_uri() + "?q=the")
        page.wait_for_selector("#timeline i")
        durations[motion] = page.evaluate(
            """() => Math.max(...[...document.querySelectorAll("*")].flatMap((each) =>
              getComputedStyle(each).transitionDuration.split(", ").map(parseFloat)))"""
        )
        page.close()
    assert durations["reduce"] == 0 < durations["no-preference"]
