"""Synonyms mean to the page what they mean to Python."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import chromium
import pytest
from agreement import assert_same
from generated import Queries
from test_page_language import in_many_scripts

import pincite
from pincite.indexer.analysis import tokenize
from pincite.indexer.function_words import FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from pincite import Index

RULES = """\
# For the bundled articles
EU, European Union, Brussels
Kremlin => Moscow, Russian government
gas => natural gas, helium, LNG
natural gas => methane
Power of Siberia, pipeline, pipelines
Sæther, Bank of China
partner => partnership, ally
zeppelin, airship
airship => quasar pulsar
Belt and Road => Silk Road
Duran Duran, ice
"""
QUERIES = (
    "eu",
    "EU Brussels",
    "european union",
    "european union talks -brussels",
    "+eu +moscow gas",
    "natural gas",
    "natural gas gas",
    '"natural gas" =gas gas* "natural gas"~5',
    "-gas pipeline",
    "NOT gas",
    "pipeline OR NOT gas",
    "power of siberia",
    "power siberia",
    "siberia power",
    "power AND siberia",
    "(power of siberia) AND gas",
    "Kremlin’s kremlin",
    "partners partner",
    "saether",
    "bank of china",
    "bank +of china",
    "the bank title:silk china",
    "zeppelin",
    "airship",
    "airship zeppelins",
    "quasar zeppelin eu",
    "zepelin brusels",
    "belt and road",
    "the silk belt road",
    "duran duran",
    "duran -duran",
    '"brussels eu gas"',
    '"railway airship partners"~1',
    "gas gas helium",
)


def pieces(choose: random.Random, index: Index) -> list[str]:
    """Words of the articles, alone and as they follow each other, that a rule can be for."""
    found = []
    paragraphs = [
        paragraph
        for article in index.articles()
        for paragraph in index.article(article.id).paragraphs
    ]
    while len(found) < 300:
        text = choose.choice(paragraphs).text
        words = [text[start:end] for _, start, end in tokenize(text)]
        start = choose.randrange(len(words))
        run = words[start : start + choose.choice((1, 1, 1, 2, 2, 3, 4))]
        if any(token.surface not in FUNCTION_WORDS for word in run for token in tokenize(word)):
            found.append(" ".join(run))
    return found


def random_rules(choose: random.Random, entries: list[str]) -> Iterator[str]:
    for _ in range(120):
        some = choose.sample(entries, k=choose.randint(2, 5))
        at = choose.randrange(len(some))
        yield f"{', '.join(some[:at])} => {', '.join(some[at:])}" if at else ", ".join(some)


def random_queries(choose: random.Random, index: Index, entries: list[str]) -> Iterator[str]:
    others = Queries(index, seed=choose.randrange(1000))
    for _ in range(300):
        parts = [choose.choice(("", "", "", "+", "-", "NOT ")) + choose.choice(entries)]
        for _ in range(choose.randint(0, 3)):
            join = choose.choice((" ", " ", " ", " AND ", " OR ", " -", " the "))
            entry = choose.choice(entries)
            parts.append(join + choose.choice((entry, entry, f"({entry})", others.query())))
        yield "".join(parts)


def with_rules(folder: Path, rules: str) -> Index:
    (folder / "synonyms.txt").write_text(rules, encoding="utf-8")
    return pincite.open_index(folder)


@pytest.mark.browser
def test_synonyms_are_answered_alike(browser: Browser, corpus: Path, tmp_path: Path) -> None:
    folder = pincite.build_index(corpus, tmp_path / "index").index
    with with_rules(folder, RULES) as index:
        page = chromium.open_page(browser, chromium.written(index, tmp_path))
        assert assert_same(index, page, QUERIES) > 300
        assert index.find("eu").total > index.find("=eu").total
        page.close()


@pytest.mark.browser
@pytest.mark.parametrize("seed", [1, 2])
def test_random_synonyms_are_answered_alike(
    browser: Browser, corpus: Path, tmp_path: Path, seed: int
) -> None:
    choose = random.Random(seed)
    folder = pincite.build_index(corpus, tmp_path / "index").index
    with pincite.open_index(folder) as index:
        entries = pieces(choose, index)
    with with_rules(folder, "\n".join(random_rules(choose, entries))) as index:
        page = chromium.open_page(browser, chromium.written(index, tmp_path))
        assert assert_same(index, page, list(random_queries(choose, index, entries))) > 1000
        page.close()


@pytest.mark.browser
def test_synonyms_in_other_scripts_are_answered_alike(browser: Browser, tmp_path: Path) -> None:
    choose = random.Random(17)
    texts = {f"{number}.txt": in_many_scripts(choose) for number in range(5)}
    folder = chromium.built(tmp_path, texts)
    rules = "東京都庁, U.S.\nrека => РЕКИ, ΟΔΟΣ\nстрасса, STRASSE, 3.14\n𐐀𐐁 => re-do, ไทย"
    with with_rules(folder, rules) as index:
        page = chromium.open_page(browser, chromium.written(index, tmp_path))
        entries = ["東京都庁", "us", "река", "οδος", "Straße", "3.14", "𐐨𐐩", "re-do", "ไทย", "é"]
        assert assert_same(index, page, list(random_queries(choose, index, entries))) > 1000
        page.close()
