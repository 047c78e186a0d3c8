"""The pages ask the network for nothing, and obey nothing that the corpus says."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import chromium
import pytest
from using import settled

import pincite
from pincite.search.pages.results import results_page

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page


ATTACK = """</script><script>window.owned=1</script><img src=x onerror="window.owned=2">

By </title><svg onload=window.owned=3>

Publication: <iframe src="https://example.org/"></iframe> Volume: <b>1 Issue: "><i>

# [alliance](javascript:window.owned=4) {{ 7*7 }} {% raw %}

The alliance </script><script>alert(1)</script><!-- <script> of "quotes" &
ampersands &lt;b&gt; --> ends.

The alliance\u2028and\u2029its \u202eterms\u202c \u2066here\u2069 ]]>
<style>*{display:none}</style> stay.

<img src="https://example.org/x.png" onerror="alert('alliance')"> alliance
"""
ATTACK_NAME = "'\"><script>window.owned=5 ¶7 %2F.txt"


@pytest.fixture(scope="session")
def attack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("attack")
    texts = {ATTACK_NAME: ATTACK}
    if sys.platform == "win32":
        texts = {"attack.txt": ATTACK}
    return chromium.built(folder, texts)


class Watch:
    """Notes all that a page does that it should not."""

    def __init__(self, page: Page) -> None:
        self.seen: list[str] = []
        page.on("request", lambda request: self.seen.append(f"request {request.url}"))
        page.on("console", lambda message: self.seen.append(f"console {message.text}"))
        page.on("pageerror", lambda error: self.seen.append(f"error {error}"))
        page.on("dialog", lambda dialog: self.seen.append(f"dialog {dialog.message}"))
        page.on("popup", lambda popup: self.seen.append("popup"))


@pytest.mark.browser
@pytest.mark.parametrize("shape", ["single", "folder"])
def test_corpus_is_never_obeyed(browser: Browser, attack: Path, tmp_path: Path, shape: str) -> None:
    page = browser.new_page()
    watch = Watch(page)
    with pincite.open_index(attack) as index:
        title = "<script>window.owned=6</script> &amp;"
        file = chromium.written(index, tmp_path, shape, title=title)
    page.goto(file.as_uri() + "?q=alliance%3Cimg%20src%3Dx%20onerror%3Dwindow.owned%3D7%3E")
    page.wait_for_selector(".hit")
    page.fill("#query", "alliance ends")
    page.press("#query", "Enter")
    settled(page)
    assert page.title().startswith("alliance ends")
    shown = page.inner_text("#hits")
    assert "<script>alert(1)</script>" in shown
    assert "&lt;b&gt;" in shown
    page.click("a.opens >> nth=0")
    page.wait_for_selector("#reader .target")
    assert page.locator("#reader :is(script, img, iframe, svg, style)").count() == 0
    page.click("#reader .number >> nth=0")
    page.keyboard.press("Escape")
    page.click("#home")
    page.click("#articles a >> nth=0")
    page.wait_for_selector("#reader :is(h1, h2)")
    assert page.evaluate("window.owned") is None
    asked = {each for each in watch.seen if each.startswith(f"request {file.parent.as_uri()}/")}
    assert {*watch.seen} == asked
    assert len(asked) == 1 if shape == "single" else len(asked) > 5
    page.close()


@pytest.mark.browser
def test_static_page_has_nothing_to_obey(browser: Browser, attack: Path, tmp_path: Path) -> None:
    page = browser.new_page()
    watch = Watch(page)
    with pincite.open_index(attack) as index:
        file = chromium.placed(results_page(index.find("alliance")), tmp_path)
    page.goto(file.as_uri())
    assert page.locator(":is(script, form, input, img, iframe, svg)").count() == 0
    assert page.locator("mark").count() >= 3
    assert page.evaluate("window.owned") is None
    assert watch.seen == [f"request {file.as_uri()}"]
    page.close()


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", " file:///etc/passwd"])
def test_only_web_addresses_become_links(url: str) -> None:
    article = pincite.Article("a.txt", "a.txt", "Title", url=url)
    paragraph = pincite.Paragraph(1, "alliance", pincite.Kind.BODY, (1, 1), (0, 8), ((0, 8),))
    snippet = pincite.Snippet("alliance", ((0, 8),))
    hit = pincite.Hit(1, 1.0, article, paragraph, ((0, 8),), snippet)
    html = results_page(pincite.Results("alliance", 1, (hit,)))
    assert "href" not in html
    assert "<mark>alliance</mark>" in html
