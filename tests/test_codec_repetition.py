"""Lines that many articles have: against a loop over all articles, whatever order they came in."""

from __future__ import annotations

from collections import defaultdict
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.index import Index
from pincite.indexer import merge_policy, repetition
from pincite.indexer.analysis import tokenize
from pincite.indexer.articles import Article, Kind, Paragraph
from pincite.indexer.codec import building
from pincite.indexer.location import Settings
from pincite.indexer.records import SourceState
from pincite.indexer.writer import ArticleWriter
from profiles import examples
from reference import Scan, Text
from test_codec_segments import home
from test_ranking import check, few_looked_at, queries

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from reference import Node

SETTINGS = Settings(root="..", language="auto")
LINES = [
    (("ally", "bank"), ("treaty",)),
    (("ally", "bank", "treaty"),),
    (("the", "ally"),),
    (("bank",),),
    (("of", "china", "of"),),
    (),
]
CHANGING = {"body", "quote", "list", "caption"}


@st.composite
def articles(draw: st.DrawFn, name: str) -> list[Text]:
    """A text of its own, or of another too, and lines that others have around it."""
    kinds = st.sampled_from(["body", "body", *(kind.value for kind in Kind)])
    lines = st.lists(st.tuples(kinds, st.sampled_from(LINES)), max_size=4)
    length = draw(st.integers(3, 6))
    own = (("russia",) * length + (draw(st.sampled_from([f"{name}quay", "us", "2014"])),),)
    rows = [*draw(lines), (draw(kinds), own), *draw(lines)]
    return [Text(name, place, kind, split, "News") for place, (kind, split) in enumerate(rows, 1)]


def article(texts: Sequence[Text], language: str = "english") -> Article:
    paragraphs = tuple(
        Paragraph(
            text.ordinal, text.text, Kind(text.kind), None, (0, len(text.text)), text.sentence_spans
        )
        for text in texts
    )
    name = texts[0].article
    return Article(name, name, "News", language=language, paragraphs=paragraphs)


def expected(found: Sequence[Sequence[Text]], often: int, edge: int) -> list[Text]:
    """The paragraphs with what is repeated as boilerplate."""
    texts_with: dict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
    edged = set()
    longest_of = {}
    for texts in found:
        lengths = [0 if text.kind == "heading" else len(words(text)) for text in texts]
        longest = longest_of[texts[0].article] = texts[lengths.index(max(lengths))]
        at: dict[tuple[str, ...], list[bool]] = defaultdict(list)
        for place, text in enumerate(texts):
            if text.kind in CHANGING | {"boilerplate"}:
                at[words(text)].append(min(place, len(texts) - 1 - place) < edge)
        for line, edges in at.items():
            if all(edges) and words(longest) != line:
                edged.add((texts[0].article, line))
                texts_with[line].add(words(longest))
    repeated = {
        line for line, texts in texts_with.items() if 1 <= len(line) <= 3 and len(texts) >= often
    }
    return [
        replace(text, kind="boilerplate")
        if text.kind in CHANGING
        and words(text) in repeated
        and (text.article, words(text)) in edged
        and longest_of[text.article] is not text
        else text
        for texts in found
        for text in texts
    ]


def words(text: Text) -> tuple[str, ...]:
    return tuple(token.surface for token in tokenize(text.text))


@contextmanager
def few(often: int, edge: int, *, apart: bool) -> Iterator[None]:
    with ExitStack() as stack:
        for module, name, value in [
            (repetition, "OFTEN", often),
            (repetition, "_SHORT", 3),
            (repetition, "_EDGE", edge),
            (repetition, "_EDGE_SHARE", 0),
            *([(merge_policy, "_SMALL", 0), (merge_policy, "_GROWTH", 0)] if apart else []),
        ]:
            stack.enter_context(patch.object(module, name, value))
        yield


def index(folder: Path, commits: Sequence[Sequence[Article]]) -> None:
    for number, added in enumerate(commits):
        with ArticleWriter(folder, SETTINGS, fresh=number == 0) as adding:
            for each in added:
                adding.add(each, SourceState(each.id))
            adding.commit()


def kinds_in(folder: Path) -> dict[tuple[str, int], str]:
    with Index(folder) as opened:
        return {
            (each.id, paragraph.ordinal): paragraph.kind.value
            for each in opened.articles()
            for paragraph in opened.article(each.id).paragraphs
        }


@examples(25)
@given(st.data(), st.integers(2, 4), st.integers(1, 3), st.booleans())
def test_what_is_repeated_is_boilerplate_whatever_order_it_came_in(
    data: st.DataObject, often: int, edge: int, apart: bool
) -> None:
    names = data.draw(st.permutations("abcdefg"))
    found = [data.draw(articles(name)) for name in names]
    languages = {name: data.draw(st.sampled_from(["english", "german"])) for name in names}
    cuts = sorted(data.draw(st.sets(st.integers(1, len(found) - 1), max_size=3)))
    parts = [
        [article(texts, languages[texts[0].article]) for texts in found[start:end]]
        for start, end in zip([0, *cuts], [*cuts, len(found)], strict=True)
    ]
    with few(often, edge, apart=apart), home() as folder:
        index(folder, parts)
        wanted = expected(found, often, edge)
        assert kinds_in(folder) == {(each.article, each.ordinal): each.kind for each in wanted}


@examples(8)
@given(st.data(), st.lists(queries, min_size=5, max_size=5), st.booleans(), st.booleans())
def test_scores_and_order_are_those_of_the_kinds_they_have_become(
    data: st.DataObject, asked: list[Node], apart: bool, spared: bool
) -> None:
    found = [data.draw(articles(name)) for name in "abcdef"]
    with few(2, 2, apart=apart), home() as folder, few_looked_at(100 if spared else 5):
        index(folder, [list(map(article, found[:4])), list(map(article, found[4:]))])
        scan = Scan(expected(found, 2, 2))
        with Index(folder) as opened:
            for query in asked:
                results = opened.find(str(query), limit=100, repeats=True)
                assert results.total == len(scan.find(query))
                if spared:
                    check(opened, scan, query)


NOTICE = "Subscribe to our letter and never miss a story again."


def shelf(count: int, line: str = NOTICE, **more: Any) -> list[Article]:
    """Articles of six paragraphs, all with one line at the end."""
    return [
        text_of(str(number), [*(f"Line {place} of {number}." for place in range(5)), line], **more)
        for number in range(count)
    ]


def text_of(name: str, lines: Sequence[str], kind: Kind = Kind.BODY) -> Article:
    lines = [*lines[:-1], f"This is what the article {name} has to say to its readers.", lines[-1]]
    return Article(
        name,
        name,
        "News",
        paragraphs=tuple(
            Paragraph(place, line, kind, None, (0, len(line)), ((0, len(line)),))
            for place, line in enumerate(lines, 1)
        ),
    )


def boilerplate(folder: Path) -> list[str]:
    with Index(folder) as opened:
        return [
            f"{each.id}#{paragraph.ordinal}"
            for each in opened.articles()
            for paragraph in opened.article(each.id).paragraphs
            if paragraph.kind is Kind.BOILERPLATE
        ]


def test_five_articles_make_a_line_boilerplate_and_four_do_not(tmp_path: Path) -> None:
    found = shelf(5)
    index(tmp_path / "i", [found[:4]])
    assert boilerplate(tmp_path / "i") == []
    with ArticleWriter(tmp_path / "i", SETTINGS) as adding:
        adding.add(found[4], SourceState("4"))
        adding.commit()
    assert boilerplate(tmp_path / "i") == [f"{number}#7" for number in range(5)]


def test_the_last_of_them_stays_what_it_has_become(tmp_path: Path) -> None:
    index(tmp_path / "i", [shelf(5)])
    with ArticleWriter(tmp_path / "i", SETTINGS) as removing:
        for number in range(4):
            removing.remove(str(number))
        removing.commit()
    assert boilerplate(tmp_path / "i") == ["4#7"]


def test_articles_that_go_do_not_count(tmp_path: Path) -> None:
    found = shelf(5)
    index(tmp_path / "i", [found[:4]])
    with ArticleWriter(tmp_path / "i", SETTINGS) as changing:
        changing.remove("0")
        changing.add(found[4], SourceState("4"))
        changing.commit()
    assert boilerplate(tmp_path / "i") == []


@pytest.mark.parametrize("kind", [Kind.HEADING, Kind.BYLINE, Kind.FOOTNOTE, Kind.TABLE, Kind.CODE])
def test_what_is_rightly_repeated_stays(tmp_path: Path, kind: Kind) -> None:
    index(tmp_path / "i", [shelf(6, kind=kind)])
    assert boilerplate(tmp_path / "i") == []


def test_a_text_published_in_many_places_stays(tmp_path: Path) -> None:
    index(tmp_path / "i", [[replace(shelf(1)[0], id=name, path=name) for name in "abcdef"]])
    assert boilerplate(tmp_path / "i") == []


def test_an_article_of_one_paragraph_keeps_it(tmp_path: Path) -> None:
    lone = [
        replace(each, paragraphs=(replace(each.paragraphs[-1], ordinal=1),)) for each in shelf(9)
    ]
    index(tmp_path / "i", [lone])
    assert boilerplate(tmp_path / "i") == []


def test_thanks_within_transcripts_stay(tmp_path: Path) -> None:
    thanks = "Thank you, Mr. President."
    turns = [[f"Turn {turn} of {name} is mine.", thanks] for turn in range(30) for name in "x"]
    transcripts = [
        text_of(name, [line.replace(" x ", f" {name} ") for turn in turns for line in turn])
        for name in "abcdefg"
    ]
    index(tmp_path / "i", [transcripts])
    assert boilerplate(tmp_path / "i") == []


def test_a_long_paragraph_stays(tmp_path: Path) -> None:
    index(tmp_path / "i", [shelf(6, " ".join(["word"] * 41))])
    assert boilerplate(tmp_path / "i") == []
    index(tmp_path / "j", [shelf(6, "a b c")])
    assert len(boilerplate(tmp_path / "j")) == 6


def test_equal_fingerprints_of_other_words_are_no_repetition(tmp_path: Path) -> None:
    def forged(values: Any, counts: Any) -> Any:
        return np.where(counts == 5, np.uint64(7), building_fingerprints(values, counts))

    building_fingerprints = building.fingerprints
    with patch.object(building, "fingerprints", forged):
        alike = [text_of(f"n{number}", [f"Word {number} of some five."]) for number in range(9)]
        index(tmp_path / "i", [alike])
        assert boilerplate(tmp_path / "i") == []
        index(tmp_path / "j", [alike[:3], shelf(6, "There are always five words.")])
    assert boilerplate(tmp_path / "j") == [f"{number}#7" for number in range(6)]
