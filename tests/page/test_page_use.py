"""The search page as its readers use it: by keyboard, by address, on any screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import chromium
import pytest

import pincite
from pincite.search.faces.page import search_page

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from pincite import Index


@pytest.mark.browser
def test_start_shows_what_there_is(page: Page, index: Index) -> None:
    stats = index.stats()
    start = page.inner_text("#start")
    assert f"{stats.articles:,} articles, {stats.paragraphs:,} paragraphs" in start
    assert page.locator("#start li").count() == stats.articles
    assert page.evaluate("document.activeElement.id") == "query"


@pytest.mark.browser
def test_keyboard_alone_suffices(page: Page) -> None:
    page.keyboard.type("comprehensive strategic partnership")
    page.wait_for_selector(".hit")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    second = page.locator("a.opens").nth(1)
    assert second.evaluate("(link) => link === document.activeElement")
    page.keyboard.press("Enter")
    page.wait_for_selector("#reader .target mark")
    assert not page.locator("#results").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#results").is_visible()
    assert second.evaluate("(link) => link === document.activeElement")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "query"
    page.keyboard.press("Escape")
    assert page.input_value("#query") == ""
    assert page.locator("#start").is_visible()


@pytest.mark.browser
def test_query_is_in_the_address(page: Page, browser: Browser) -> None:
    page.fill("#query", "“silk road” & ice")
    page.press("#query", "Enter")
    assert page.locator(".hit").count() > 0
    again = browser.new_page()
    again.goto(page.url)
    again.wait_for_selector(".hit")
    assert again.input_value("#query") == "“silk road” & ice"
    assert again.inner_text("#hits") == page.inner_text("#hits")
    again.close()


@pytest.mark.browser
def test_back_goes_through_queries_and_articles(page: Page) -> None:
    page.fill("#query", "gas")
    page.press("#query", "Enter")
    page.fill("#query", "arctic")
    page.press("#query", "Enter")
    page.click("a.opens >> nth=0")
    page.wait_for_selector("#reader .target")
    page.go_back()
    page.wait_for_selector("#results", state="visible")
    assert page.input_value("#query") == "arctic"
    page.go_back()
    page.wait_for_function("() => document.getElementById('query').value === 'gas'")
    assert "gas" in page.inner_text("#hits mark >> nth=0").lower()
    page.go_back()
    page.wait_for_selector("#start", state="visible")


@pytest.mark.browser
def test_paragraph_has_an_address(page: Page, browser: Browser, file: Path, index: Index) -> None:
    hit = index.find("pipeline", limit=1).hits[0]
    opened = chromium.open_page(browser, file, f"#{hit.article.id}/¶{hit.paragraph.ordinal}")
    target = opened.locator("#reader .target")
    assert hit.paragraph.text in target.inner_text()
    assert target.get_attribute("id") == f"{hit.article.id}/¶{hit.paragraph.ordinal}"
    assert opened.locator("#reader .numbered").count() == len(
        index.article(hit.article.id).paragraphs
    )
    opened.close()


@pytest.mark.browser
def test_more_results_are_shown_on_demand(page: Page, index: Index) -> None:
    total = index.find("the").total
    page.fill("#query", "the")
    page.press("#query", "Enter")
    assert page.locator(".hit").count() == 10
    page.click("#more")
    assert page.locator(".hit").count() == 20
    eleventh = page.locator("a.opens").nth(10)
    assert eleventh.evaluate("(link) => link === document.activeElement")
    assert page.inner_text("#status").startswith(f"{total} paragraphs in ")


@pytest.mark.browser
def test_broken_query_is_pointed_at(page: Page) -> None:
    page.fill("#query", "gas AND (oil")
    page.press("#query", "Enter")
    reason, query, caret = page.inner_text("#error").split("\n")
    assert reason == "This parenthesis is never closed"
    assert page.locator("input[type=search]").get_attribute("aria-invalid") == "true"
    assert query[caret.index("^")] == "("
    page.fill("#query", "gas AND (oil coal)")
    page.press("#query", "Enter")
    assert not page.locator("#error").is_visible()


@pytest.mark.browser
@pytest.mark.parametrize("width", [375, 1280])
def test_error_shows_the_character_it_points_at(browser: Browser, file: Path, width: int) -> None:
    query = '"comprehensive strategic partnership"~12 (russia OR china) kind:captions'
    viewport = {"width": width, "height": 700}
    page = chromium.open_page(browser, file, viewport=viewport)
    page.fill("#query", query)
    page.press("#query", "Enter")
    reason, shown, caret = page.inner_text("#error").split("\n")
    assert reason.startswith("kind: is one of body, ")
    assert shown[caret.index("^") :] == "captions"
    place = page.locator("#error b").bounding_box()
    assert place is not None
    assert 0 < place["x"] < width - place["width"]
    page.close()


@pytest.mark.browser
def test_what_was_left_out_is_said(browser: Browser, tmp_path: Path) -> None:
    words = " ".join(f"treat{number}" for number in range(1200))
    folder = chromium.built(tmp_path, {"a.txt": f"Words\n\n{words}.\n\nThe end.\n"})
    with pincite.open_index(folder) as opened:
        (note,) = opened.find("treat*").notes
        page = chromium.open_page(browser, chromium.written(search_page(opened), tmp_path))
    page.fill("#query", "treat*")
    page.press("#query", "Enter")
    assert page.inner_text("#notes") == f"{note}."
    page.click("a.opens >> nth=0")
    page.wait_for_selector("#reader .target mark")
    assert not page.locator("#notes").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#notes").is_visible()
    page.fill("#query", "treat1*")
    page.press("#query", "Enter")
    assert not page.locator("#notes").is_visible()
    page.close()


@pytest.mark.browser
def test_filters_narrow_what_is_shown(page: Page, index: Index) -> None:
    page.fill("#query", "gas date:2018-03")
    page.press("#query", "Enter")
    total = index.find("gas date:2018-03").total
    assert page.inner_text("#status").startswith(f"{total} paragraphs in 1 article ")
    page.fill("#query", "gas date:1999")
    page.press("#query", "Enter")
    assert page.inner_text("#status") == "Nothing found: no article has date:1999."


@pytest.mark.browser
def test_examples_of_the_help_are_understood(page: Page) -> None:
    page.click("#help summary")
    examples = page.locator("#help dt").all_inner_texts()
    assert len(examples) > 9
    assert [answer for answer in chromium.ask(page, examples) if "error" in answer] == []


@pytest.mark.browser
def test_search_that_still_waits_does_not_close_an_article(page: Page) -> None:
    page.fill("#query", "gas")
    page.press("#query", "Enter")
    page.locator("a.opens").nth(0).evaluate(
        """(link) => {
          const field = document.getElementById("query");
          field.value = "gas arctic";
          field.dispatchEvent(new Event("input", {bubbles: true}));
          link.click();
        }"""
    )
    page.wait_for_selector("#reader .target")
    page.wait_for_timeout(300)
    assert page.locator("#reader").is_visible()
    assert page.input_value("#query") == "gas"


@pytest.mark.browser
def test_results_stay_while_a_query_is_typed_on(page: Page) -> None:
    page.fill("#query", "gas")
    page.press("#query", "Enter")
    page.keyboard.type(' "silk')
    page.wait_for_timeout(300)
    assert page.locator(".hit").first.is_visible()
    page.wait_for_selector("#error", state="visible")
    page.keyboard.type('"')
    page.wait_for_selector("#error", state="hidden")


@pytest.mark.browser
def test_nothing_found_says_why(page: Page) -> None:
    page.fill("#query", "zeppelin quasar")
    page.press("#query", "Enter")
    status = page.inner_text("#status")
    assert "zeppelin" in status
    assert "quasar" in status


@pytest.mark.browser
def test_what_each_part_finds_alone_is_told_and_asked(page: Page, index: Index) -> None:
    page.fill("#query", '"gas pipe" author:halloran')
    page.press("#query", "Enter")
    (reason,) = index.find('"gas pipe" author:halloran').reasons
    assert page.inner_text("#status") == f"Nothing found: {reason}."
    told = page.locator("#alone span").all_inner_texts()
    parts = index.find('"gas pipe" author:halloran').alone
    assert told == [f"{part.query} {part.total}" for part in parts]
    found = [part.query for part in parts if part.total]
    assert page.locator("#alone a").all_inner_texts() == found
    page.click("#alone a >> nth=0")
    page.wait_for_selector(".hit")
    assert page.input_value("#query") == found[0]
    assert not page.locator("#alone").is_visible()


@pytest.mark.browser
def test_where_no_part_finds_anything_none_is_told(page: Page) -> None:
    page.fill("#query", "zeppelin quasar")
    page.press("#query", "Enter")
    assert page.inner_text("#status") == "Nothing found: not in the index: zeppelin, quasar."
    assert not page.locator("#alone").is_visible()


@pytest.mark.browser
def test_other_spellings_are_offered_and_asked(page: Page, index: Index) -> None:
    page.fill("#query", "=helum")
    page.press("#query", "Enter")
    assert page.locator(".hit").count() == 0
    offered = page.locator("#suggestions a").all_inner_texts()
    assert tuple(offered) == index.find("=helum").suggestions
    page.click("#suggestions a >> nth=0")
    page.wait_for_selector(".hit")
    assert page.input_value("#query") == offered[0]
    assert not page.locator("#suggestions").is_visible()
    page.go_back()
    page.wait_for_function("() => document.getElementById('query').value === '=helum'")
    assert page.locator("#suggestions a").count() == len(offered)


@pytest.mark.browser
def test_other_spellings_are_within_reach_of_the_keyboard(page: Page) -> None:
    page.fill("#query", "helum")
    page.press("#query", "Enter")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == "helium"
    page.keyboard.press("Enter")
    page.wait_for_selector(".hit")
    assert page.input_value("#query") == "helium"


@pytest.mark.browser
def test_other_spellings_are_offered_beside_hits_but_not_in_an_article(page: Page) -> None:
    page.fill("#query", "gas =helum")
    page.press("#query", "Enter")
    assert page.locator(".hit").count() > 0
    assert " ".join(page.inner_text("#suggestions").split()) == "Did you mean: gas =helium"
    page.click("a.opens >> nth=0")
    page.wait_for_selector("#reader .target")
    assert not page.locator("#suggestions").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#suggestions").is_visible()
    page.fill("#query", "gas helium")
    page.press("#query", "Enter")
    assert not page.locator("#suggestions").is_visible()


@pytest.mark.browser
def test_citation_is_copied(browser: Browser, file: Path, index: Index) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(file.as_uri() + "?q=comprehensive+strategic+partnership")
    page.click("text=Copy quotation >> nth=0")
    page.wait_for_selector("text=Copied >> nth=0")
    copied = page.evaluate("navigator.clipboard.readText()")
    hit = index.find("comprehensive strategic partnership", limit=1).hits[0]
    assert copied == hit.cite()
    context.close()


@pytest.mark.browser
def test_without_script_the_articles_are_listed(browser: Browser, file: Path, index: Index) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    assert "JavaScript" in page.inner_text("#start")
    assert page.locator("#start li").count() == index.stats().articles
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 375, 640, 768, 1280])
def test_no_width_needs_sideways_scrolling(browser: Browser, file: Path, width: int) -> None:
    viewport = {"width": width, "height": 700}
    page = chromium.open_page(browser, file, "?q=the", viewport=viewport)
    for act in ("#help summary", "summary:text('Whole') >> nth=0", "a.opens >> nth=0"):
        page.click(act)
        root = "document.documentElement"
        assert page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth")
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(browser: Browser, file: Path, scheme: str) -> None:
    page = chromium.open_page(browser, file, "?q=the", color_scheme=scheme)
    contrasts = page.evaluate(_CONTRASTS)
    assert len(contrasts) > 20
    assert min(contrasts) >= 4.5
    page.close()


# WCAG 2.2's contrast ratio of each piece of text that is shown, over the nearest opaque ground.
_CONTRASTS = """() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const luminance = (colour) => {
    const [r, g, b] = numbers(colour).map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if ((numbers(colour)[3] ?? 1) === 1) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const ratios = [];
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility()) continue;
    const pair = [luminance(getComputedStyle(element).color), luminance(ground(element))];
    ratios.push((Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05));
  }
  return ratios;
}"""
