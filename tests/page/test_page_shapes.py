"""Both shapes of the page give their scripts all parts, from disk or over HTTP; no other runs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import chromium
import pytest

from pincite.search.pages import rendering
from pincite.search.pages.folder import write_folder
from pincite.search.pages.parts import Part
from pincite.search.pages.rendering import Presentation
from pincite.search.pages.scripts import bundles, declared, joined, source
from pincite.search.pages.single import search_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from playwright.sync_api import Browser, Page

PAYLOADS = [
    "plain",
    "",
    "\"\\ \n \r \t \0 \x01\x02\x1f\x7f ' ` ${x} </script> <!-- ]]> \u2028\u2029 \ufeff",
    "\u202e\u2066 \ud800 alone, \udc00\ud800 reversed, \U0001f600 a pair, e\u0301",
    *(f"{number} {'x' * number}" for number in range(150)),
]
READER = """
/** Of texts, which are in groups of their own; there are none. */
class BlockLayout {}
const root = JSON.parse(document.getElementById("data").textContent);
const store = new Store(loaderOf(root));
/** All payloads of a series, and what the later scripts say. */
window.readAll = (series, count) => store.run(() => {
  const numbers = Array.from({ length: count }, (_, number) => number);
  const { greeting } = store.script("more");
  return { payloads: gathered(numbers, (number) => store.get(series, number)), told: greeting() };
});
const GREETED = "reader";
"""
GREETING = "function greeting() { return `hello ${GREETED}`; }\n"


class Two:
    """Two series, in groups of 64."""

    articles = ()
    paragraphs = 0

    def parts(self) -> Iterator[Part]:
        for series in ("terms", "exact"):
            yield from (Part.of(series, *each) for each in enumerate(PAYLOADS))

    def root(self, groups: Mapping[str, Sequence[str]] | None = None) -> dict[str, Any]:
        counts = {series: {"count": len(PAYLOADS)} for series in ("terms", "exact")}
        return {
            "series": {
                name: {**counts[name], "groups": (groups or {}).get(name)} for name in counts
            }
        }


@pytest.fixture(params=["single", "folder"])
def shape(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """One of the shapes, in `tmp_path`; the name of its page."""
    few = joined([source("store.js"), source("loading.js"), READER], [GREETING])
    monkeypatch.setattr(rendering, "bundles", lambda *, readable: few)
    folder = tmp_path / "a page #1"
    if request.param == "folder":
        write_folder(folder, Two(), Presentation())
        return "a%20page%20%231/index.html"
    folder.mkdir()
    (folder / "search.html").write_bytes(search_file(Two(), Presentation()).encode())
    return "a%20page%20%231/search.html"


def read_all(page: Page) -> None:
    for series in ("terms", "exact"):
        found = page.evaluate(
            "async (asked) => JSON.stringify(await window.readAll(...asked))",
            [series, len(PAYLOADS)],
        )
        assert json.loads(found) == {"payloads": PAYLOADS, "told": "hello reader"}


@pytest.mark.browser
def test_all_parts_arrive_from_disk(browser: Browser, shape: str, tmp_path: Path) -> None:
    page = browser.new_page()
    page.goto(f"{tmp_path.as_uri()}/{shape}")
    read_all(page)
    page.close()


@pytest.mark.browser
def test_all_parts_arrive_over_http(browser: Browser, shape: str, tmp_path: Path) -> None:
    page = browser.new_page()
    with chromium.served(tmp_path) as address:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}/{shape}")
        read_all(page)
        page.close()
    folder = f"{address}/{shape.rpartition('/')[0]}/"
    assert all(url.startswith(folder) for url in asked)
    assert len(asked) == (1 if "search.html" in shape else 2 + 2 * len(PAYLOADS))


@pytest.mark.browser
def test_no_other_script_runs(browser: Browser, shape: str, tmp_path: Path) -> None:
    (tmp_path / "evil.js").write_text("window.owned = 1;")
    (tmp_path / "a page #1" / "evil.js").write_text("window.owned = 2;")
    page = browser.new_page()
    page.goto(f"{tmp_path.as_uri()}/{shape}")
    tried = page.evaluate("""async () => {
      const refused = [];
      const attempt = async (what) => { try { await what(); } catch (e) { refused.push(e.name); } };
      const load = (src) => new Promise((done) => {
        const script = document.createElement("script");
        script.onload = script.onerror = done;
        script.src = src;
        document.head.append(script);
      });
      await attempt(() => load("evil.js"));
      await attempt(() => load("../evil.js"));
      await attempt(() => { document.body.innerHTML = "<img src=x onerror='window.owned=3'>"; });
      await attempt(() => trustedTypes.createPolicy("other", { createHTML: (text) => text }));
      const button = document.createElement("button");
      await attempt(() => button.setAttribute("onclick", "window.owned = 4"));
      button.click();
      const frame = document.createElement("iframe");
      frame.src = "evil.html";
      document.body.append(frame);
      await attempt(() => fetch("evil.js"));
      return refused;
    }""")
    assert len(tried) == 6
    assert page.evaluate("window.owned") is None
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("shape", ["folder"], indirect=True)
def test_a_part_that_is_gone_is_told(browser: Browser, shape: str, tmp_path: Path) -> None:
    folder = tmp_path / "a page #1" / "parts" / "terms"
    next(folder.rglob("3.js")).unlink()
    page = browser.new_page()
    page.goto(f"{tmp_path.as_uri()}/{shape}")
    told = page.evaluate(
        "(count) => window.readAll('terms', count).catch((error) => error.message)", len(PAYLOADS)
    )
    assert "3.js" in told
    page.close()


# --- the real scripts -----------------------------------------------------------------------------


def test_every_name_is_declared_once() -> None:
    both = bundles(readable=True)
    names = declared(both.core) + declared(both.more)
    assert len(names) > 200
    assert len(names) == len({*names})


def test_the_scripts_can_stand_in_a_page() -> None:
    for readable in (True, False):
        for text in bundles(readable=readable):
            lower = text.lower()
            assert "</script" not in lower
            assert "<!--" not in lower
            assert "\r" not in text
            assert "\0" not in text
