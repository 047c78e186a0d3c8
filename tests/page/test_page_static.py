"""The page of one query's results."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pincite
from pincite.search.faces.page import results_page

if TYPE_CHECKING:
    from pincite import Index


def test_static_page_shows_hits_with_their_locators(index: Index) -> None:
    results = index.find('"comprehensive strategic partnership"', limit=2)
    html = results_page(results, title="Partnerships & pacts")
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
    assert "<bdi>zeppelin</bdi>, <bdi>quasar</bdi>" in html
