"""Nothing that a corpus says becomes markup, code or a link that could run."""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING

import pytest
from faked import Elements
from test_folder import payload_of

import pincite
from pincite.addresses import surroundings
from pincite.search.pages.folder import write_folder
from pincite.search.pages.rendering import Presentation
from pincite.search.pages.results import evidence_page, results_page
from pincite.search.pages.single import search_file

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("few_scripts")

TEXT = """</script><script>window.owned=1</script><img src=x onerror="window.owned=2">

By </title><svg onload=window.owned=3>

Publication: <iframe src="https://example.org/"></iframe> Volume: <b>1 Issue: "><i>

# [alliance](javascript:window.owned=4) {{ 7*7 }} {% raw %}

The alliance </script><script>alert(1)</script><!-- <script> of "quotes" & ");alert(1)//
ampersands &lt;b&gt; --> ends. \\u003c \\");//

The alliance\u2028and\u2029its \u202eterms\u202c \u2066here\u2069 ]]>
<style>*{display:none}</style> stay.

<img src="https://example.org/x.png" onerror="alert('alliance')"> alliance ${window.owned=8} `
"""
NAME = "'\"><script>window.owned=5 ¶7 %2F.txt"
URLS = (
    "javascript:alert(1)",
    "JaVaScript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    " file:///etc/passwd",
    "//example.org/",
    "../../secret",
)
RUNNING = {"script", "img", "iframe", "object", "embed", "link", "base", "video", "audio"}


@pytest.fixture(scope="module")
def attack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("attack")
    name = "attack.txt" if sys.platform == "win32" else NAME
    (folder / name).write_text(TEXT, encoding="utf-8")
    records = [
        {"id": f"javascript:{n}", "title": f"javascript:alert({n})", "url": url, "text": "alliance"}
        for n, url in enumerate(URLS)
    ]
    lines = "\n".join(map(json.dumps, records))
    (folder / "records.jsonl").write_text(lines, encoding="utf-8")
    return pincite.build_index([folder]).index


def pages(index: pincite.Index, folder: Path) -> dict[str, str]:
    """All pages that there are, by what they are."""
    presentation = Presentation(title="<script>window.owned=6</script> &amp;")
    results = index.find("alliance", limit=100)
    around = surroundings(index, results, 1, 1)
    with index.page_data() as data:
        single = search_file(data, presentation)
    with index.page_data() as data:
        write_folder(folder, data, presentation)
    return {
        "single": single,
        "folder": (folder / "index.html").read_text("utf-8"),
        "results": results_page(results, presentation),
        "evidence": evidence_page(results, around, index.stats(), "2018-04-18", presentation),
    }


def test_pages_have_no_elements_and_links_but_their_own(attack: Path, tmp_path: Path) -> None:
    with pincite.open_index(attack) as index:
        found = pages(index, tmp_path)
    for name, html in found.items():
        page = Elements(html)
        names = [tag for tag, _, _ in page.found]
        attributes = [each for _, each, _ in page.found]
        scripts = [each for each, _ in page.all("script")]
        types = {str(each.get("type")) for each in scripts}
        assert types <= {"application/json", "text/plain", "None"}
        running = [each for each in scripts if "type" not in each]
        assert len(running) == {"single": 2, "folder": 1}.get(name, 0)
        assert not {*names} & (RUNNING - {"script"})
        assert all(each.get("aria-hidden") for each, _ in page.all("svg"))  # icons of ours
        assert not [key for each in attributes for key in each if key.startswith("on")]
        assert not [each for each in attributes if "style" in each or "src" in each]
        links = [str(each["href"]) for each in attributes if "href" in each]
        assert all(link.startswith(("#", "?", "index.html#", "articles")) for link in links)


def test_parts_are_one_string_each(attack: Path, tmp_path: Path) -> None:
    with pincite.open_index(attack) as index, index.page_data() as data:
        write_folder(tmp_path, data, Presentation())
    files = [*(tmp_path / "parts").rglob("*.js")]
    assert len(files) > 8
    payloads = "".join(map(payload_of, files))
    assert all(each in payloads for each in ("\u202e", "\u2066", "</script>", "${", "\\u003c"))


def test_names_of_files_are_plain(attack: Path, tmp_path: Path) -> None:
    with pincite.open_index(attack) as index, index.page_data() as data:
        write_folder(tmp_path, data, Presentation())
    names = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")]
    assert all(re.fullmatch(r"[a-z0-9/.-]+", name) for name in names)


def test_only_web_addresses_travel_with_the_page(attack: Path, tmp_path: Path) -> None:
    with pincite.open_index(attack) as index, index.page_data() as data:
        parts = [part.payload for part in data.parts() if part.series == "articles"]
    articles = [article for part in parts for article in json.loads(part)]
    assert len(articles) == 1 + len(URLS)
    assert not [article for article in articles if any(article[9:10])]
