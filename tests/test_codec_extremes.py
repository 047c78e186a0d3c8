"""Segments at the edges of what their numbers hold: wide positions, forms, documents, tokens."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.index import Index
from pincite.indexer import writer as writing_articles
from pincite.indexer.articles import Article, Kind, Paragraph
from pincite.indexer.commits import open_newest
from pincite.indexer.location import Settings
from pincite.indexer.records import SourceState
from pincite.indexer.writer import ArticleWriter
from profiles import examples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

SETTINGS = Settings(root="..", language="english")


class FirstLetter:
    """A stemmer that takes all words of one first letter for forms of one word."""

    def __init__(self, language: str, known: Callable[[str], str | None]) -> None:
        self.language = language

    def __call__(self, surface: str) -> str:
        return surface[0]


class Whole:
    """A stemmer that leaves words as they are, and takes no time over it."""

    def __init__(self, language: str, known: Callable[[str], str | None]) -> None:
        self.language = language

    def __call__(self, surface: str) -> str:
        return surface


def article(name: str, texts: Sequence[str]) -> Article:
    paragraphs = [
        Paragraph(ordinal, text, Kind.BODY, (ordinal, ordinal), (0, 0), ((0, len(text)),))
        for ordinal, text in enumerate(texts, 1)
    ]
    return Article(id=name, path=name, title="", paragraphs=tuple(paragraphs))


@contextmanager
def committed(*commits: dict[str, Sequence[str]]) -> Iterator[Path]:
    """An index after some commits; a name without texts is removed."""
    folder = Path(tempfile.mkdtemp(prefix="pincite-"))
    try:
        for number, texts_of in enumerate(commits):
            with ArticleWriter(folder, SETTINGS, fresh=number == 0) as writer:
                for name, texts in texts_of.items():
                    writer.remove(name)
                    if texts:
                        writer.add(article(name, texts), SourceState(name))
                writer.commit()
        yield folder
    finally:
        shutil.rmtree(folder)


def found(index: Index, query: str) -> list[tuple[str, list[str]]]:
    """Where hits are, and what of their text is marked."""
    return [
        (str(hit.locator), [hit.paragraph.text[start:end] for start, end in hit.spans])
        for hit in index.find(query, repeats=True)
    ]


LONG = " ".join(
    [*["quiet"] * 65_534, "Quiet harbours sleep", *["harbour"] * 6_000, "sleeping at last"]
)


@pytest.mark.parametrize(
    "commits",
    [[{"a": [LONG, "A harbour."]}], [{"a": [LONG]}, {"b": ["A harbour."]}]],
    ids=["at one go", "merged"],
)
def test_words_beyond_place_65535_are_found_where_they_are(
    commits: list[dict[str, Sequence[str]]],
) -> None:
    with committed(*commits) as folder, Index(folder) as index:
        (segment,) = open_newest(folder)[1]
        assert int(segment.documents.text_lengths.max()) == 65_537 + 6_000 + 3
        stem = segment.lexicon.stems.find("sleep")
        posting = np.arange(*segment.postings.range(stem))
        assert segment.postings.positions(posting)[1].tolist() == [65_536, 71_537]
        assert found(index, '"quiet harbours sleep"') == [("a#1", ["Quiet harbours sleep"])]
        assert found(index, '"sleep harbour"') == [("a#1", ["sleep harbour"])]
        assert found(index, '"harbour sleeping at last"') == [("a#1", ["harbour sleeping at last"])]
        assert found(index, '"harbour sleep"') == []
        assert found(index, "sleep") == [("a#1", ["sleep", "sleeping"])]


def test_a_word_of_a_million_letters_is_a_word_like_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing_articles, "Stemmer", Whole)
    word = "x" * 1_000_000
    with committed({"a": [f"before {word} after"]}, {"b": [f"{word}y"]}, {"a": []}) as folder:
        (segment,) = open_newest(folder)[1]
        assert [len(surface) for surface in segment.lexicon.surfaces] == [1_000_001]
    with committed({"a": [f"before {word} after"]}) as folder, Index(folder) as index:
        (segment,) = open_newest(folder)[1]
        assert segment.surface_frequency(word) == 1
        assert segment.surface_frequency(word[1:]) == 0
        (hit,) = index.find("after")
        assert hit.paragraph.text[slice(*hit.spans[0])] == "after"


def test_more_than_65536_different_words_in_one_paragraph(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing_articles, "Stemmer", Whole)
    text = " ".join(f"w{number}" for number in range(66_000))
    with committed({"a": [text, "w65999 w1"]}) as folder, Index(folder) as index:
        (segment,) = open_newest(folder)[1]
        assert len(segment.lexicon.stems) == 66_000
        assert found(index, '"w65535 w65536 w65537"') == [("a#1", ["w65535 w65536 w65537"])]
        assert [locator for locator, _ in found(index, "w65999")] == ["a#2", "a#1"]
        assert found(index, '"w65999 w1"') == [("a#2", ["w65999 w1"])]


@pytest.mark.parametrize("count", [2, 255, 256, 257, 300])
@pytest.mark.parametrize("merged", [False, True])
def test_any_number_of_forms_of_one_word(
    monkeypatch: pytest.MonkeyPatch, count: int, merged: bool
) -> None:
    monkeypatch.setattr(writing_articles, "Stemmer", FirstLetter)
    forms = [f"x{number:03}" for number in range(count)]
    first, last = forms[0], forms[-1]
    every, few = " ".join(forms), f"{last} {first} {last}"
    in_few = {last: [0, 2], first: [1]}
    commits = [{"a": [every]}, {"b": [few]}] if merged else [{"a": [every], "b": [few]}]
    with committed(*commits) as folder, Index(folder) as index:
        (segment,) = open_newest(folder)[1]
        stem = segment.lexicon.stems.find("x")
        own = np.arange(*segment.postings.range(stem))
        for number, form in enumerate(forms):
            counts, positions = segment.postings.form_positions(stem, number, own)
            there = in_few.get(form, [])
            assert counts.tolist() == [1, len(there)]
            assert positions.tolist() == [number, *there]
            assert segment.surface_frequency(form) == 1 + bool(there)
        assert found(index, f"={last}") == [("b#1", [last, last]), ("a#1", [last])]
        assert ("b#1", [f"{first} {last}"]) in found(index, f'"{first} {last}"')
        assert index.find(first).total == 2


def test_more_than_65536_documents_in_a_segment() -> None:
    texts = [f"w{number % 7}" for number in range(70_000)]
    texts[65_534] = texts[65_535] = texts[65_536] = texts[69_999] = "edge w1"
    edges = ["a#65535", "a#65536", "a#65537", "a#70000"]
    with committed({"a": texts}, {"b": ["Edge of b"]}) as folder, Index(folder) as index:
        states = open_newest(folder)[1]
        assert [segment.postings.documents.dtype for segment in states] == [np.uint32, np.uint16]
        assert [locator for locator, _ in found(index, "=edge")] == [*edges, "b#1"]
        assert [locator for locator, _ in found(index, '"edge w1"')] == edges
        assert index.find("w1").total == sum("w1" in text for text in texts)
        assert index.stats().paragraphs == 70_001


@pytest.mark.parametrize(("documents", "dtype"), [(65_536, np.uint16), (65_537, np.uint32)])
def test_the_number_of_the_last_document_fits(documents: int, dtype: type) -> None:
    texts = ["w"] * (documents - 3) + ["last"]
    with committed({"a": texts[:-15_000]}, {"b": texts[-15_000:]}) as folder:
        (segment,) = open_newest(folder)[1]
        assert segment.postings.documents.dtype == dtype
        posting, _ = segment.postings.range(segment.lexicon.stems.find("last"))
        assert int(segment.postings.documents[posting]) == documents - 1
        assert segment.paragraph(documents - 1).text == "last"


often = st.sampled_from([0, 1, 1, 1, 2, 254, 255, 256, 257, 600])


@examples(25)
@given(st.lists(st.tuples(often, often), min_size=1, max_size=70), st.integers(0, 70))
def test_words_that_stand_in_a_paragraph_hundreds_of_times(
    counts: list[tuple[int, int]], cut: int
) -> None:
    texts = ["alpha " * alphas + "beta " * betas for alphas, betas in counts]
    for commits in ([{"a": texts}], [{"a": texts[:cut]}, {"b": texts[cut:]}]):
        with committed(*commits) as folder:
            (segment,) = open_newest(folder)[1]
            for place, stem in enumerate(("alpha", "beta")):
                number = segment.lexicon.stems.find(stem)
                there = [pair for pair in counts if pair[place]]
                if number < 0:
                    assert not there
                    continue
                own = np.arange(*segment.postings.range(number))
                expected = [pair[place] for pair in there]
                assert segment.postings.frequencies(own).tolist() == expected
                assert segment.postings.frequencies(own[::3]).tolist() == expected[::3]
                found_counts, positions = segment.postings.positions(own)
                assert found_counts.tolist() == expected
                firsts = [pair[0] if place else 0 for pair in there]
                assert positions.tolist() == [
                    first + turn
                    for first, often in zip(firsts, expected, strict=True)
                    for turn in range(often)
                ]


@pytest.mark.parametrize("often", [255, 256, 70_000])
def test_a_title_may_say_a_word_any_number_of_times(often: int) -> None:
    title = " ".join(["harbour"] * often)
    paragraphs = article("a", ["Quiet harbours", "Quiet"]).paragraphs
    named = Article(id="a", path="a", title=title, paragraphs=paragraphs)
    folder = Path(tempfile.mkdtemp(prefix="pincite-"))
    try:
        with ArticleWriter(folder, SETTINGS, fresh=True) as writer:
            writer.add(named, SourceState("a"))
            writer.commit()
        (segment,) = open_newest(folder)[1]
        stem = segment.lexicon.stems.find("harbour")
        own = np.arange(*segment.postings.range(stem))
        assert segment.postings.in_titles(own).tolist() == [often]
        documents, frequencies = segment.postings.titles(stem)
        assert (documents.tolist(), frequencies.tolist()) == ([2], [often])
        assert segment.documents.title_lengths.tolist() == [0, often, often]
        assert segment.documents.weighted_lengths().tolist() == [0, 2 + 3 * often, 1 + 3 * often]
    finally:
        shutil.rmtree(folder)
