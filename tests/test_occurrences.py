"""Sorted numbers among sorted numbers, whichever way they are looked up."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.search.matching.occurrences import are_in, places_of
from profiles import examples

if TYPE_CHECKING:
    import numpy.typing as npt

    Numbers = npt.NDArray[np.int64]


def ascending(seed: int, count: int, below: int) -> Numbers:
    chosen = random.Random(seed).sample(range(below), min(count, below))
    return np.array(sorted(chosen), np.int64)


def check(wanted: Numbers, among: Numbers) -> None:
    numbers = among.tolist()
    expected = [number in set(numbers) for number in wanted.tolist()]
    assert are_in(wanted, among).tolist() == expected
    places, there = places_of(wanted, among)
    assert there.tolist() == expected
    found = [(number, place) for number, place in zip(wanted[there], places[there], strict=True)]
    assert found == [(number, numbers.index(number)) for number in wanted[there].tolist()]


@examples(200)
@given(st.lists(st.integers(0, 40), unique=True), st.lists(st.integers(0, 40), unique=True))
def test_few_numbers_are_found(wanted: list[int], among: list[int]) -> None:
    check(np.array(sorted(wanted), np.int64), np.array(sorted(among), np.int64))


@pytest.mark.parametrize("below", [1_500, 20_000, 50_000, 1_000_000, 1 << 40])
@pytest.mark.parametrize(("wanted", "among"), [(600, 900), (900, 1), (513, 0), (1_400, 1_400)])
def test_many_numbers_are_found_close_together_and_far_apart(
    below: int, wanted: int, among: int
) -> None:
    check(ascending(1, wanted, below), ascending(2, among, below))


def test_many_numbers_are_found_that_are_largely_the_same() -> None:
    numbers = ascending(3, 2_000, 1 << 40)
    check(numbers, numbers)
    check(numbers[::2], numbers)
    check(numbers, numbers[1::3])
