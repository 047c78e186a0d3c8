"""Other spellings for words that are nowhere."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pincite
from pincite.search.suggest import FARTHEST, MOST, distance, suggest
from profiles import examples

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def plain_distance(one: str, other: str) -> int:
    """The fewest insertions, deletions, changes and swaps, no letter touched twice."""
    if not one or not other:
        return len(one) + len(other)
    ways = [
        plain_distance(one[1:], other) + 1,
        plain_distance(one, other[1:]) + 1,
        plain_distance(one[1:], other[1:]) + (one[0] != other[0]),
    ]
    if one[:2] == other[:2][::-1] and len(one) > 1 and len(other) > 1:
        ways.append(plain_distance(one[2:], other[2:]) + 1)
    return min(ways)


few = st.text("abc", max_size=5)


@examples(200)
@given(few, few, st.integers(0, 6))
def test_distance_is_the_fewest_edits_up_to_its_limit(one: str, other: str, limit: int) -> None:
    assert distance(one, other, limit) == min(plain_distance(one, other), limit + 1)


COUNTS = {
    "alliance": 5,
    "alliances": 2,
    "dalliance": 9,
    "treaty": 4,
    "treat": 1,
    "gone": 0,
    "us": 7,
}


@pytest.mark.parametrize(
    ("query", "missing", "expected"),
    [
        ("aliance", ["aliance"], ["alliance", "dalliance", "alliances"]),
        ("Aliance of treaty", ["aliance"], ["alliance of treaty", "dalliance of treaty"]),
        ('"the aliance" +treaty', ["aliance"], ['"the alliance" +treaty']),
        ("aliance AND (trety OR x)", ["aliance", "trety", "x"], ["alliance AND (treaty OR x)"]),
        ("traety", ["traety"], ["treaty"]),
        ("aliance aliance", ["aliance"], ["alliance alliance"]),
        ("goen", ["goen"], []),
        ("photocopier", ["photocopier"], []),
        ("x", ["x"], []),
        ("ux", ["ux"], []),
        ("treaty", [], []),
    ],
)
def test_nearest_spellings_come_first(query: str, missing: list[str], expected: list[str]) -> None:
    found = suggest(query, missing, COUNTS, COUNTS.__getitem__)
    assert list(found[: len(expected)]) == expected
    assert bool(found) == bool(expected)


def test_equally_near_spellings_go_by_how_often_they_occur() -> None:
    counts = {"cart": 1, "card": 3, "care": 2}
    assert suggest("carx", ["carx"], counts, counts.__getitem__) == ("card", "care", "cart")


def test_there_are_only_a_few() -> None:
    counts = {f"car{letter}": 1 for letter in string.ascii_lowercase}
    assert len(suggest("car9", ["car9"], counts, counts.__getitem__)) == MOST


@pytest.fixture(scope="module")
def index(corpus_index: Path) -> Iterator[pincite.Index]:
    with pincite.open_index(corpus_index) as opened:
        yield opened


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("helum", "helium"),
        ("Kerimbayev", "kerimbaev"),
        ("Skirpal", "skripal"),
        ("alliance AND photocopeir", None),
        ("delegates AND photocopeir", "delegates AND photocopier"),
        ("helum AND photocopyer", None),
        ("+helum +procesing", "+helium +processing"),
        ('"comprehensive stratgic partnership"', '"comprehensive strategic partnership"'),
        ('"partnership stratgic"', None),
        ("xyzzyx", None),
    ],
)
def test_what_is_suggested_for_the_corpus(
    index: pincite.Index, query: str, best: str | None
) -> None:
    assert next(iter(index.find(query).suggestions), None) == best


@pytest.mark.parametrize("word", ["Erdogn", "Çavusoglou", "re-deploymnt", "Svobodyn", "alianse"])
@pytest.mark.parametrize("frame", ["{}", '"{}"', "+{} -nato", "the {}", "={}", "({} OR xyzzyx)"])
def test_a_suggestion_always_finds_something(index: pincite.Index, word: str, frame: str) -> None:
    results = index.find(frame.format(word))
    assert results.missing
    assert all(index.find(other).total for other in results.suggestions)
    assert results.suggestions


@examples(80)
@given(st.data())
def test_a_slip_of_the_pen_is_seen_through(index: pincite.Index, data: st.DataObject) -> None:
    long = sorted(word for word in index.lexicon() if len(word) > 2 * FARTHEST and word.isalpha())
    word = data.draw(st.sampled_from(long))
    at = data.draw(st.integers(0, len(word) - 1))
    slip = data.draw(st.sampled_from(["", word[at] * 2, "q"]))
    results = index.find(f"={word[:at]}{slip}{word[at + 1 :]}")
    assert results.total or results.suggestions
    assert all(index.find(other).total for other in results.suggestions)


def test_missing_words_are_those_that_are_nowhere(index: pincite.Index) -> None:
    assert index.find("Xyzzy alliance xyzzy -plugh").missing == ("xyzzy",)
    assert index.find('"alliance xyzzy" =plugh').missing == ("xyzzy", "plugh")
    assert index.find("=alliancing").missing == ("alliancing",)
    assert index.find("alliancing").missing == ()
    assert index.find("alliance").suggestions == ()


def test_asking_for_a_word_does_not_make_it_known(index: pincite.Index) -> None:
    before = index.lexicon()
    assert index.find("xyzzyx plughing").total == 0
    assert index.lexicon() == before


def test_a_page_in_another_language_is_not_corrected_word_by_word() -> None:
    asked: list[str] = []

    def frequency(surface: str) -> int:
        asked.append(surface)
        return 1

    words = [f"{letter}reaty" for letter in string.ascii_lowercase if letter != "t"]
    (first, *_) = suggest(" ".join(words), words, ["treaty"], frequency)
    assert first.split().count("treaty") == len(asked) == 5


letters = st.text("abcdef", min_size=5, max_size=8)


@examples(200)
@given(letters, st.lists(letters, max_size=8))
def test_no_near_spelling_is_passed_over(word: str, known: list[str]) -> None:
    near = {other for other in known if 0 < distance(word, other, FARTHEST) <= FARTHEST}
    found = set(suggest(word, [word], known, lambda _: 1)) - {word}
    assert found <= near
    assert bool(found) == bool(near)
