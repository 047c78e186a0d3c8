"""Concordances: every match once, in the order asked for, against a plain loop over all texts."""

from __future__ import annotations

import dataclasses
import pickle
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pincite
from pincite.search import concordance as making
from profiles import examples
from reference import Scan, Text, spans
from test_ranking import Articles, current, histories, indexed, queries

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reference import Node

    Match = tuple[Text, int, int]

TEXTS = {
    "b.txt": (
        "The Harbour\n\nA new treaty, an old harbour, a new ferry.\n\n"
        "No harbour is safe. Old harbours,\nold ferries.\n"
    ),
    "a.txt": "A Note\n\nNEW HARBOUR (old ferry)\n\nŁódź has no harbour\n",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[pincite.Index]:
    folder = tmp_path_factory.mktemp("texts")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    pincite.build_index(folder)
    with pincite.open_index(folder) as opened:
        yield opened


def shown(found: pincite.Concordance) -> list[str]:
    return [f"{line.left[-5:]}[{line.match}]{line.right[:5]}" for line in found]


class TestOrders:
    def test_by_article_then_by_place(self, index: pincite.Index) -> None:
        assert shown(index.kwic("harbour")) == [
            "NEW [HARBOUR] (old",
            "s no [harbour]",
            "The [Harbour]",
            " old [harbour], a n",
            "No [harbour] is s",
            " Old [harbours], old",
        ]

    def test_by_the_words_after_the_match(self, index: pincite.Index) -> None:
        lines = index.kwic("harbour", sort="right").lines
        assert [line.right for line in lines] == [
            "",
            "",
            ", a new ferry.",
            " is safe. Old harbours, old ferries.",
            ", old ferries.",
            " (old ferry)",
        ]
        assert lines[0].article.id == "a.txt"

    def test_by_the_words_before_the_match_from_it_on(self, index: pincite.Index) -> None:
        lines = index.kwic("harbour", sort="left").lines
        assert [line.left for line in lines] == [
            "NEW ",
            "No ",
            "Łódź has no ",
            "A new treaty, an old ",
            "No harbour is safe. Old ",
            "The ",
        ]

    def test_by_rank_as_a_search_has_them(self, index: pincite.Index) -> None:
        lines = index.kwic("old harbour", sort="rank").lines
        ranks = {str(hit.locator): hit.rank for hit in index.find("old harbour")}
        order = [(ranks[str(line.locator)], line.span) for line in lines]
        assert order == sorted(order)
        assert len({rank for rank, _ in order}) > 2

    def test_no_other(self, index: pincite.Index) -> None:
        with pytest.raises(pincite.PinciteError, match="sort 'up' is none of article, left, right"):
            index.kwic("harbour", sort="up")

    @pytest.mark.parametrize(("letters", "ordinals"), [(40, [2, 1]), (90, [1, 2])])
    def test_words_far_away_do_not_count(self, letters: int, ordinals: list[int]) -> None:
        far = "x" * letters
        texts = [one_text(1, f"b {far} c ally c {far} b"), one_text(2, f"a {far} c ally c {far} a")]
        with indexed([{"a": texts}]) as index:
            for sort in ("left", "right"):
                lines = index.kwic("ally", sort=sort).lines
                assert [line.paragraph.ordinal for line in lines] == ordinals


def one_text(ordinal: int, text: str) -> Text:
    return Text("a", ordinal, "body", (tuple(text.split()),))


class TestAmount:
    def test_of_several_words_each_is_a_line(self, index: pincite.Index) -> None:
        assert shown(index.kwic("treaty ferry")) == [
            "(old [ferry])",
            " new [treaty], an ",
            " new [ferry].",
            " old [ferries].",
        ]

    def test_a_phrase_is_one_line(self, index: pincite.Index) -> None:
        (line,) = index.kwic('"new treaty an old harbour"')
        assert (line.left, line.match, line.right) == (
            "A ",
            "new treaty, an old harbour",
            ", a new ferry.",
        )

    def test_the_first_lines_and_how_many_there_are(self, index: pincite.Index) -> None:
        for sort in making.ORDERS:
            everything = index.kwic("harbour", sort=sort, limit=None)
            some = index.kwic("harbour", sort=sort, limit=2)
            assert (len(everything), some.total, some.paragraphs) == (6, 6, 5)
            assert some.lines == everything.lines[:2]
        assert index.kwic("harbour", limit=0).total == 6
        with pytest.raises(ValueError, match="negative"):
            index.kwic("harbour", limit=-1)

    def test_narrowed(self, index: pincite.Index) -> None:
        assert shown(index.kwic("harbour", kind="heading")) == [
            line for line in shown(index.kwic("harbour")) if line == "The [Harbour]"
        ]

    def test_what_only_passes_a_filter_has_no_match(self, index: pincite.Index) -> None:
        found = index.kwic("path:a.txt")
        assert (found.total, found.paragraphs) == (0, 3)

    def test_nothing(self, index: pincite.Index) -> None:
        found = index.kwic("quagga")
        assert (found.total, found.paragraphs, found.lines) == (0, 0, ())
        assert found.missing == ("quagga",)

    @pytest.mark.parametrize(("name", "most"), [("MOST_PARAGRAPHS", 2), ("MOST_LINES", 2)])
    def test_what_was_not_read_is_told(self, index: pincite.Index, name: str, most: int) -> None:
        with patch.object(making, name, most):
            by_article, by_rank = (index.kwic("harbour", sort=each) for each in ("left", "rank"))
        assert by_article.notes == ("5 paragraphs match; only the first 2 were read",)
        assert {line.article.id for line in by_article} == {"a.txt"}
        assert by_rank.notes[0].startswith("5 paragraphs match; only the best ")
        best = index.find("harbour").hits[0]
        assert str(by_rank.lines[0].locator) == str(best.locator)

    def test_an_index_without_articles(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("A\n\nThe ally came.\n")
        pincite.build_index(tmp_path)
        with pincite.open_index(tmp_path) as opened:
            opened.remove("a.txt")
            opened.commit()
            for sort in making.ORDERS:
                assert opened.kwic("ally", sort=sort).total == 0


class TestValues:
    def test_a_line_is_a_part_of_its_paragraph(self, index: pincite.Index) -> None:
        for line in index.kwic("old OR harbour"):
            assert line.left + line.match + line.right == line.paragraph.text
            assert len(line.left) == line.span[0]

    def test_a_line_has_the_locator_of_the_hit(self, index: pincite.Index) -> None:
        locators = {str(hit.locator): hit.locator for hit in index.find("harbour")}
        lines = index.kwic("harbour").lines
        assert {line.locator for line in lines} == set(locators.values())

    def test_they_are_frozen_and_can_be_kept(self, index: pincite.Index) -> None:
        found = index.kwic("harbour")
        assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301
        with pytest.raises(dataclasses.FrozenInstanceError):
            found.lines[0].span = (0, 1)  # type: ignore[misc]


def all_matches(query: Node, scan: Scan) -> list[Match]:
    """Every span of every text that matches, in the order of the texts."""
    texts = sorted((text for text, _ in scan.find(query)), key=lambda t: (t.article, t.ordinal))
    return [(text, start, end) for text in texts for start, end in spans(query, text)]


def words_before(match: Match) -> list[str]:
    text, start, _ = match
    placed = zip(text.words, text.word_spans, strict=True)
    return [word for word, (_, end) in placed if end <= start][::-1][:5]


def words_after(match: Match) -> list[str]:
    text, _, end = match
    placed = zip(text.words, text.word_spans, strict=True)
    return [word for word, (start, _) in placed if start >= end][:5]


@examples(36)
@given(histories(), st.lists(queries, min_size=5, max_size=5), st.booleans())
def test_every_match_comes_once_in_its_order(
    history: list[Articles], asked: list[Node], apart: bool
) -> None:
    scan = Scan(current(history))
    with indexed(history, apart=apart) as index:
        for query in asked:
            expected = all_matches(query, scan)
            ranks = {(t.article, t.ordinal): rank for rank, (t, _) in enumerate(scan.find(query))}
            orders = {
                "article": expected,
                "left": sorted(expected, key=words_before),
                "right": sorted(expected, key=words_after),
                "rank": sorted(expected, key=lambda m: ranks[m[0].article, m[0].ordinal]),
            }
            for sort, matches in orders.items():
                found = index.kwic(str(query), sort=sort, limit=None)
                assert (found.total, found.paragraphs) == (len(matches), len(ranks)), str(query)
                lines = [(line.article.id, line.paragraph.ordinal, *line.span) for line in found]
                assert lines == [
                    (text.article, text.ordinal, start, end) for text, start, end in matches
                ], (str(query), sort)


@examples(40)
@given(histories(), queries)
def test_it_has_the_spans_of_all_hits(history: list[Articles], query: Node) -> None:
    with indexed(history) as index:
        hits = index.find(str(query), limit=10_000, repeats=True)
        found = index.kwic(str(query), limit=None)
        lines = sorted((line.article.id, line.paragraph.ordinal, line.span) for line in found)
        assert lines == sorted(
            (hit.article.id, hit.paragraph.ordinal, span) for hit in hits for span in hit.spans
        )
