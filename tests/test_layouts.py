"""Paragraphs and kinds are found however a text is laid out: the bundled articles in nine ways."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1]))  # what measures the product is no part of it
from benchmarks.paragraphs import Tally, measure, table
from tests.layouts import CORPUS, KINDS, LABELS, LAYOUTS, main, samples

from pincite.indexer.sources import read_articles

# F1 of the places where paragraphs begin.
FLOORS = {
    "blank lines, a line each": 1.0,
    "blank lines, wrapped at 72": 1.0,
    "a line each": 1.0,
    "double-spaced": 1.0,
    "narrow, words divided": 1.0,
    "first lines set in": 0.95,
    "hanging, or set in by turns": 0.95,
    "double-spaced, first lines set in": 0.95,
    "neither blank lines nor indents": 0.8,
}


@pytest.fixture(scope="module")
def measured() -> dict[str, Tally]:
    return measure(samples())


def test_there_are_nine_layouts_and_more_than_forty_texts(measured: dict[str, Tally]) -> None:
    assert list(measured) == list(LAYOUTS)
    assert len(LAYOUTS) == 9
    assert sum(tally.files for tally in measured.values()) >= 40


@pytest.mark.parametrize("layout", LAYOUTS)
def test_paragraphs_begin_where_the_layout_has_them_begin(
    layout: str, measured: dict[str, Tally]
) -> None:
    assert measured[layout].boundaries >= FLOORS[layout]


@pytest.mark.parametrize("layout", [layout for layout, floor in FLOORS.items() if floor == 1])
def test_where_the_layout_leaves_no_doubt_the_kinds_are_right(
    layout: str, measured: dict[str, Tally]
) -> None:
    assert measured[layout].paragraphs == 1
    assert measured[layout].kinds >= 0.95


def test_kinds_of_the_bundled_articles_are_those_that_a_reader_sees() -> None:
    wrong = total = 0
    for name, letters in LABELS.items():
        (article,) = read_articles(CORPUS / name, name)
        labels = [KINDS[letter] for letter in letters.replace(" ", "")]
        found = [paragraph.kind.value for paragraph in article.paragraphs]
        if name.endswith(".md"):
            found = found[: len(labels)]  # without the notes, which only Markdown has
        assert len(found) == len(labels)
        total += len(labels)
        wrong += sum(a != b for a, b in zip(found, labels, strict=True))
    assert wrong <= 0.05 * total


def test_labels_are_those_of_the_text() -> None:
    words: dict[str, list[str]] = {}
    for sample in samples():
        assert sorted(sample.chars) == list(sample.chars)
        for start, end in sample.chars:
            text = sample.source[start:end]
            assert text == text.strip()
        # Whatever the layout it is the same article.
        text = re.sub(r"[\s>-]", "", sample.source)
        assert words.setdefault(sample.name, text) == text


def test_the_texts_can_be_written_as_files(tmp_path: Path) -> None:
    main(tmp_path)
    assert len(list(tmp_path.glob("*.txt"))) == len(list(tmp_path.glob("*.json"))) >= 40


def test_the_table_has_a_row_for_each_layout() -> None:
    rows = table().splitlines()
    assert len(rows) == 2 + len(LAYOUTS)
    assert all(layout in row for layout, row in zip(LAYOUTS, rows[2:], strict=True))
