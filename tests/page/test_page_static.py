"""The page of one query's results."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pincite
from pincite.search.pages.rendering import Presentation
from pincite.search.pages.results import results_page

if TYPE_CHECKING:
    from pincite import Index


def test_static_page_shows_hits_with_their_locators(index: Index) -> None:
    results = index.find('"comprehensive strategic partnership"', limit=2)
    html = results_page(results, Presentation(title="Partnerships & pacts"))
    assert "Partnerships &amp; pacts" in html
    assert "&#34;comprehensive strategic partnership&#34;" in html
    assert "<mark>comprehensive strategic partnership</mark>" in html
    for hit in results:
        assert f"¶ {hit.paragraph.ordinal} · line" in html
        assert hit.article.id in html
    assert f"{results.total} paragraph" in html


def test_static_page_says_what_was_left_out() -> None:
    notes = ("<b>* stands for 1,234 words; only the 1,000 most frequent were searched",)
    html = results_page(pincite.Results("<b>*", 0, (), notes=notes))
    assert "&lt;b&gt;* stands for 1,234 words" in html


def test_static_page_says_why_there_is_nothing(index: Index) -> None:
    html = results_page(index.find("zeppelin quasar"))
    assert "<bdi>not in the index: zeppelin, quasar</bdi>." in html
    assert "part alone" not in html


def test_static_page_says_what_each_part_finds_alone(index: Index) -> None:
    results = index.find('"partnership strategic"')
    html = results_page(results)
    assert all(f"<bdi>{part.query}</bdi> {part.total}" in html for part in results.alone[1:])
    assert "Did you mean: <bdi>&#34;partnership strategic&#34;~8</bdi>" in html
