"""The page searches by the other spellings that Python searches by, and says so."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from agreement import assert_same, found

import pincite

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from pincite import Index

FRAMES = ("{0}", "{0}", "({0})", "=({0})", '"{0}"', "+{0}", "-{0}", "{0} AND gas", "x-{0}", "{0}~1")


def slip(choose: random.Random, word: str) -> str:
    """A word with a letter put in, left out, changed or swapped with the next."""
    at = choose.randrange(len(word))
    before, letter, after = word[:at], word[at], word[at + 1 :]
    other = choose.choice("aeiøtz")
    swapped = after[:1] + letter + after[1:]
    return before + choose.choice([other + letter + after, after, other + after, swapped])


def queries(index: Index, count: int) -> list[str]:
    """Words of the corpus, one in two with a slip, in forms of which some are bare."""
    choose = random.Random(1964)
    words = sorted(index.lexicon())

    def clause() -> str:
        word = choose.choice(words)
        return choose.choice(FRAMES).format(slip(choose, word) if choose.random() < 0.5 else word)

    made = [" ".join(clause() for _ in range(choose.randint(2, 5))) for _ in range(count)]
    return [each.replace("=(", "(=") for each in made]


def is_respelt(index: Index, query: str) -> bool:
    results = found(index, query)
    return not isinstance(results, pincite.QueryError) and bool(results.respelt)


@pytest.mark.browser
def test_the_same_spellings_are_searched(index: Index, search: Page) -> None:
    asked = queries(index, 250)
    asked += ["waht is teh pipelne", "gas " * 1022 + "pipelne", "gas " * 1022 + "  pipelne"]
    asked += ["pipelne: gas", "pth:1 gas", '"pipelne"~3 gas', '"pipelne"~3 pipelne gas']
    asked += ["pipelne gas alianec rusia chna talsk", "gas pipelne kind:body", "pipelne date:1700"]
    assert_same(index, search, asked)
    assert 60 < sum(is_respelt(index, query) for query in asked) < 200


@pytest.mark.browser
def test_what_was_searched_is_told_and_can_be_searched_as_written(page: Page) -> None:
    page.fill("#query", "gas pipelne")
    page.press("#query", "Enter")
    told = " ".join(page.inner_text("#respelt").split())
    assert told == (
        "No paragraph has “pipelne”: searched for “pipeline” instead. As written: gas “pipelne”"
    )
    assert "nowhere" not in page.inner_text("#status")
    marked = {mark.lower() for mark in page.locator(".hit mark").all_inner_texts()}
    assert "gas pipeline" in " ".join(marked) or "pipeline" in marked
    page.click("#respelt a")
    page.wait_for_function("() => document.getElementById('query').value === 'gas “pipelne”'")
    assert not page.locator("#respelt").is_visible()
    assert "nowhere: “pipelne”" in page.inner_text("#status")


@pytest.mark.browser
def test_what_divided_two_words_is_no_sign_behind_the_quotation(page: Page) -> None:
    page.fill("#query", "pipelne-gas=russia")
    page.press("#query", "Enter")
    assert page.inner_text("#respelt a") == "“pipelne” gas=russia"
