"""Numbers and strings in parts: each reads back as it was, and numbers keep their order."""

from __future__ import annotations

import re
import string as letters

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pincite.search.pages import codes
from pincite.search.pages.codes import Rows
from profiles import examples
from reading import CONTINUERS, STOPS, Payload

LARGE = st.integers(0, 2**53) | st.integers(0, 5000) | st.integers(0, 70)
TEXTS = st.text(st.characters(codec=None), max_size=8) | st.text("ab😀", max_size=8)


@given(st.lists(LARGE))
@examples(300)
def test_numbers_read_back(values: list[int]) -> None:
    text = codes.numbers(np.array(values, np.int64))
    assert text == "".join(map(codes.number, values))
    assert Payload(text).all_numbers() == values


def test_numbers_take_the_fewest_symbols_there_are() -> None:
    # All texts of one and two symbols that are a number, in the order of the numbers.
    short = [*STOPS, *(first + stop for first in CONTINUERS for stop in STOPS)]
    assert [codes.number(value) for value in range(len(short))] == short
    assert codes.number(len(short)) == "!!0"


def test_no_symbol_needs_an_escape() -> None:
    symbols = codes.STOPS + codes.CONTINUERS
    assert len(set(symbols)) == len(symbols) == 64 + 26
    assert set(symbols) <= set(letters.digits + letters.ascii_letters + letters.punctuation)
    assert not re.search(r"""["'\\<]""", symbols)


@given(st.lists(st.integers(-(2**50), 2**50) | st.integers(-70, 70)))
@examples(200)
def test_signed_numbers_read_back(values: list[int]) -> None:
    text = codes.numbers(codes.zigzag(np.array(values, np.int64)))
    payload = Payload(text)
    assert [payload.signed() for _ in values] == values
    assert payload.is_read


@given(st.lists(TEXTS))
@examples(300)
def test_strings_read_back_in_units_of_javascript(texts: list[str]) -> None:
    payload = Payload("".join(map(codes.string, texts)))
    # Halves of a character that come together are the whole one, for JavaScript as for UTF-16.
    assert [payload.string() for _ in texts] == [Payload(text).rest() for text in texts]
    assert payload.is_read


@given(st.lists(TEXTS.map(lambda text: Payload(text).rest())))
@examples(300)
def test_strings_read_back_behind_those_before(texts: list[str]) -> None:
    pairs = list(zip(texts, ["", *texts], strict=False))
    payload = Payload("".join(codes.after(text, before) for text, before in pairs))
    assert [payload.after(before) for _, before in pairs] == texts
    assert payload.is_read


ROWS = st.lists(st.lists(st.lists(LARGE, max_size=4), min_size=3, max_size=3), max_size=6)


def rows_of(lists: list[list[int]]) -> Rows:
    values = [value for each in lists for value in each]
    return Rows(np.array(values, np.int64), np.array([len(each) for each in lists], np.int64))


@given(ROWS)
@examples(200)
def test_rows_are_woven_part_by_part(table: list[list[list[int]]]) -> None:
    columns = [[row[place] for row in table] for place in range(3)]
    found = codes.woven(*map(rows_of, columns)).coded()
    assert found == ["".join(codes.number(value) for own in row for value in own) for row in table]


@given(st.lists(st.tuples(st.integers(0, 5), st.lists(LARGE, max_size=3))))
@examples(200)
def test_rows_are_gathered_by_their_owners(entries: list[tuple[int, list[int]]]) -> None:
    entries.sort(key=lambda entry: entry[0])
    rows = rows_of([values for _, values in entries])
    owners = np.array([owner for owner, _ in entries], np.int64)
    found = rows.gathered(owners, 6).coded()
    expected = [
        [value for owner, values in entries if owner == row for value in values] for row in range(6)
    ]
    assert [Payload(text).all_numbers() for text in found] == expected


@given(st.lists(st.sets(st.integers(0, 200), max_size=5)))
@examples(200)
def test_gaps_begin_anew_with_each_owner(sets: list[set[int]]) -> None:
    owners = np.array([owner for owner, own in enumerate(sets) for _ in own], np.int64)
    values = np.array([value for own in sets for value in sorted(own)], np.int64)
    payload = Payload(codes.numbers(codes.gaps(values, owners)))
    assert [payload.ascending(len(own)) for own in sets] == [sorted(own) for own in sets]
