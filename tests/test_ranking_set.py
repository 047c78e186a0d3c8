"""The best answer comes first, for queries whose best answer nobody would dispute."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import pincite
from ranking_set import EXACTLY, FIRST, Wanted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def index(corpus_index: Path) -> Iterator[pincite.Index]:
    with pincite.open_index(corpus_index) as opened:
        yield opened


def test_the_set_is_large_enough_to_mean_something() -> None:
    assert len(FIRST) >= 30
    assert len({wanted.query for wanted in FIRST}) == len(FIRST)
    assert len({wanted.article for wanted in FIRST}) == 13


@pytest.mark.parametrize("wanted", FIRST, ids=lambda wanted: wanted.query)
def test_the_best_paragraph_comes_first(index: pincite.Index, wanted: Wanted) -> None:
    best = index.find(wanted.query).hits[0]
    found = (best.article.id, best.paragraph.text[: len(wanted.opening)])
    assert found == (wanted.article, wanted.opening)


@pytest.mark.parametrize("query", EXACTLY)
def test_these_paragraphs_and_no_others_are_found(index: pincite.Index, query: str) -> None:
    results = index.find(query, limit=100)
    expected = EXACTLY[query]
    found = [
        (hit.article.id, hit.paragraph.text[: len(opening)])
        for hit, (_, opening) in zip(results, expected, strict=False)
    ]
    assert found == expected
    assert results.total == len(expected)
