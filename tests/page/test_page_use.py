"""The search page as its readers use it: by keyboard, by address, on any screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import chromium
import pytest
from using import ask, found, settled

import pincite

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from pincite import Index


@pytest.mark.browser
def test_start_shows_what_there_is(page: Page, index: Index) -> None:
    stats = index.stats()
    settled(page)
    told = page.inner_text(".holdings")
    assert f"{stats.articles:,} articles" in told
    assert f"{stats.paragraphs:,} paragraphs" in told
    assert "2017–2018" in told
    assert "3 publications" in told
    assert page.locator("#articles li").count() == stats.articles
    assert page.evaluate("document.activeElement.id") == "query"


@pytest.mark.browser
def test_keyboard_alone_suffices(page: Page) -> None:
    page.keyboard.type("comprehensive strategic partnership")
    page.wait_for_selector(".hit")
    settled(page)
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
    ask(page, "“silk road” & ice")
    assert page.locator(".hit").count() > 0
    again = browser.new_page()
    again.goto(page.url)
    again.wait_for_selector(".hit")
    settled(again)
    assert again.input_value("#query") == "“silk road” & ice"
    assert again.inner_text("#hits") == page.inner_text("#hits")
    again.close()


@pytest.mark.browser
def test_back_goes_through_queries_and_articles(page: Page) -> None:
    ask(page, "gas")
    ask(page, "arctic")
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
def test_results_come_in_pages(page: Page, browser: Browser, file: Path, index: Index) -> None:
    results = index.find("the", limit=500)
    titles = [hit.article.title for hit in results]
    ask(page, "the")
    assert page.inner_text("#status") == found(results)
    assert page.locator(".hit").count() == 10
    page.click("#pages >> text=Next")
    settled(page)
    assert "page=2" in page.url
    assert page.locator("#pages [aria-current]").inner_text() == "2"
    assert page.locator("a.opens").all_inner_texts() == titles[10:20]
    assert page.locator(".hit").first.bounding_box()["y"] > 0
    page.go_back()
    page.wait_for_selector("#pages [aria-current] >> text=1")
    assert page.locator("a.opens").all_inner_texts() == titles[:10]
    beyond = chromium.open_page(browser, file, "?q=the&page=99")
    settled(beyond)
    last = (len(titles) - 1) // 10
    assert beyond.locator("#pages [aria-current]").inner_text() == str(last + 1)
    assert beyond.locator("a.opens").all_inner_texts() == titles[last * 10 :]
    beyond.close()


@pytest.mark.browser
@pytest.mark.parametrize("order", ["date", "article"])
def test_results_are_sorted(page: Page, index: Index, order: Literal["date", "article"]) -> None:
    ask(page, "gas")
    page.select_option("#sort", order)
    settled(page)
    assert f"sort={order}" in page.url
    expected = index.find("gas", sort=order).hits
    shown = page.locator(".hit .place").all_inner_texts()
    assert [text.split(" · ")[0] for text in shown] == [
        f"¶ {hit.paragraph.ordinal}" for hit in expected
    ]
    assert page.locator("a.opens").all_inner_texts() == [hit.article.title for hit in expected]


@pytest.mark.browser
def test_broken_query_is_pointed_at(page: Page) -> None:
    ask(page, "gas AND (oil")
    reason, query, caret = page.inner_text("#error").split("\n")
    assert reason == "This parenthesis is never closed"
    assert page.locator("input[type=search]").get_attribute("aria-invalid") == "true"
    assert query[caret.index("^")] == "("
    ask(page, "gas AND (oil coal)")
    assert not page.locator("#error").is_visible()


@pytest.mark.browser
@pytest.mark.parametrize("width", [375, 1280])
def test_error_shows_the_character_it_points_at(browser: Browser, file: Path, width: int) -> None:
    query = '"comprehensive strategic partnership"~12 (russia OR china) kind:captions'
    viewport = {"width": width, "height": 700}
    page = chromium.open_page(browser, file, viewport=viewport)
    ask(page, query)
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
        page = chromium.open_page(browser, chromium.written(opened, tmp_path))
    ask(page, "treat*")
    assert page.inner_text("#notes") == f"{note}."
    page.click("a.opens >> nth=0")
    page.wait_for_selector("#reader .target mark")
    assert not page.locator("#notes").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#notes").is_visible()
    ask(page, "treat1*")
    assert not page.locator("#notes").is_visible()
    page.close()


@pytest.mark.browser
def test_filters_narrow_what_is_shown(page: Page, index: Index) -> None:
    ask(page, "gas date:2018-03")
    assert page.inner_text("#status") == found(index.find("gas date:2018-03", limit=100))
    ask(page, "gas date:1999")
    assert page.inner_text("#status") == "Nothing found: no article has date:1999."


@pytest.mark.browser
def test_examples_of_the_help_are_understood(page: Page) -> None:
    page.click("#helper")
    examples = page.locator("#help dt a").all_inner_texts()
    assert len(examples) > 12
    answers = chromium.ask(page, examples)
    assert [answer for answer in answers if "error" in answer] == []
    assert sum(answer["total"] > 0 for answer in answers) > 12
    page.click("#help dt a >> nth=1")
    page.wait_for_selector(".hit")
    assert page.input_value("#query") == examples[1]
    assert not page.locator("#help").is_visible()


@pytest.mark.browser
def test_search_that_still_waits_does_not_close_an_article(page: Page) -> None:
    ask(page, "gas")
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
    ask(page, "gas")
    page.keyboard.type(' "silk')
    page.wait_for_timeout(300)
    assert page.locator(".hit").first.is_visible()
    page.wait_for_selector("#error", state="visible")
    page.keyboard.type('"')
    page.wait_for_selector("#error", state="hidden")


@pytest.mark.browser
def test_nothing_found_says_why(page: Page) -> None:
    ask(page, "zeppelin quasar")
    status = page.inner_text("#status")
    assert "zeppelin" in status
    assert "quasar" in status


@pytest.mark.browser
def test_what_each_part_finds_alone_is_told_and_asked(page: Page, index: Index) -> None:
    ask(page, '"gas pipe" author:halloran')
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
    ask(page, "zeppelin quasar")
    assert page.inner_text("#status") == "Nothing found: not in the index: zeppelin, quasar."
    assert not page.locator("#alone").is_visible()


@pytest.mark.browser
def test_other_spellings_are_offered_and_asked(page: Page, index: Index) -> None:
    ask(page, "=helum")
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
    ask(page, "helum")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == "helium"
    page.keyboard.press("Enter")
    page.wait_for_selector(".hit")
    assert page.input_value("#query") == "helium"


@pytest.mark.browser
def test_other_spellings_are_offered_beside_hits_but_not_in_an_article(page: Page) -> None:
    ask(page, "gas =helum")
    assert page.locator(".hit").count() > 0
    assert " ".join(page.inner_text("#suggestions").split()) == "Did you mean: gas =helium"
    page.click("a.opens >> nth=0")
    page.wait_for_selector("#reader .target")
    assert not page.locator("#suggestions").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#suggestions").is_visible()
    ask(page, "gas helium")
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
    listed = page.locator("#start noscript").inner_text()
    assert "JavaScript" in listed
    assert all(article.title in listed for article in index.articles())
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 375, 640, 768, 1280])
def test_no_width_needs_sideways_scrolling(browser: Browser, file: Path, width: int) -> None:
    viewport = {"width": width, "height": 700}
    page = chromium.open_page(browser, file, "?q=the", viewport=viewport)
    settled(page)
    acts = [".hit >> text=Whole paragraph >> nth=0", ".menu summary >> nth=0", "a.opens >> nth=0"]
    for act in ["#order", *(["#narrowing summary"] if width < 1024 else []), *acts, "#helper"]:
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
