"""A page made with other weights ranks by them, as Python does."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import chromium
import pytest
from agreement import assert_same
from generated import Queries
from test_page_answers import many_worded

import pincite
from pincite import Weights
from pincite.indexer.weights import NAMES

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from pincite import Index

LIMITS = (
    {"k1": 0},
    {"k1": 1000, "title": 1000},
    {"b": 0, "title": 0},
    {"b": 1, "title": 0, "heading": 0},
    {"ordered": 0, "unordered": 0, "heading": 2.5, "byline": 1, "caption": 1},
)
QUERIES = (
    *("partnership", "comprehensive strategic partnership", "what is the alliance for"),
    *(
        "gas pipeline AND china AND NOT price",
        '"of the" kremlin',
        "NOT russia",
        "russia OR NOT gas",
    ),
    *('"russia china"~8 gas', "alli* partnership", "kind:heading gas", "bank of china"),
)


def at_random(chance: random.Random) -> dict[str, float]:
    """Some weights, changed as a search for better ones changes them."""
    names = chance.sample(NAMES, chance.randint(1, len(NAMES)))
    return {name: chance.random() * (1 if name == "b" else 4) for name in names}


@pytest.mark.browser
@pytest.mark.parametrize("given", [*LIMITS, *(at_random(random.Random(seed)) for seed in range(3))])
def test_scores_go_by_the_weights_of_the_page(
    browser: Browser, index: Index, tmp_path: Path, given: dict[str, float]
) -> None:
    file = chromium.written(index, tmp_path, weights=Weights.of(given))
    page = chromium.open_page(browser, file)
    asked = [*QUERIES, *(Queries(index, 3).query() for _ in range(30))]
    assert assert_same(index, page, asked, given) > 100
    page.close()


@pytest.mark.browser
def test_passages_synonyms_and_texts_without_words_go_by_them(
    browser: Browser, tmp_path: Path
) -> None:
    texts = {"long.txt": many_worded(9), "signs.txt": "Treaties\n\n* * * * *\n\nA treaty.\n\n… …\n"}
    folder = chromium.built(tmp_path, texts)
    (folder / "synonyms.txt").write_text("alliance, treaty, treaties\n", "utf-8")
    queries = [
        "alliance",
        "alliance treaty",
        "of",
        "treaty OR NOT река",
        "NOT alliance",
        "don't us",
    ]
    for given in ({"title": 0.7, "b": 1}, {"k1": 0, "title": 0}, {"title": 1 / 3, "k1": 0.1}):
        with pincite.open_index(folder) as index:
            file = chromium.written(index, tmp_path, weights=Weights.of(given))
            page = chromium.open_page(browser, file)
            assert assert_same(index, page, queries, given) > 20
            page.close()
