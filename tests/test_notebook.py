"""What a notebook shows of results."""

from __future__ import annotations

import pytest

import pincite


@pytest.fixture
def results(tmp_path):
    text = "Ships <b>\n\nBy A & B\n\nOne <i>ship</i> sailed & two ships came back.\n"
    (tmp_path / "ships.txt").write_text(text, encoding="utf-8")
    pincite.build_index(tmp_path)
    with pincite.open_index(tmp_path) as index:
        return index.find("ship AND (<i> OR sail)")


def test_results_are_counted_and_listed(results):
    shown = results._repr_html_()
    assert "1 of 1 paragraphs for <q>ship AND (&lt;i&gt; OR sail)</q>" in shown
    assert shown.count("<li>") == 1


def test_matches_are_marked_and_texts_are_never_markup(results):
    shown = results.hits[0]._repr_html_()
    assert "&lt;i&gt;<mark>ship</mark>&lt;/i&gt; <mark>sailed</mark> &amp; two" in shown
    assert "<b>Ships &lt;b&gt;</b><br>A &amp; B · ships.txt#3<br>" in shown
    assert "<i>" not in shown


def test_nothing_found_says_why() -> None:
    reasons = ("not in the index: <b>",)
    html = pincite.Results("<b>", 0, (), reasons=reasons)._repr_html_()
    assert "<p>not in the index: &lt;b&gt;</p>" in html
