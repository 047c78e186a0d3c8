"""Forms of tokens, in bits or listed: against lists of them."""

from __future__ import annotations

import random
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.indexer.codec import word_forms
from pincite.indexer.codec.arrays import ArrayFile, ArrayFileWriter
from pincite.indexer.codec.ranges import offsets
from pincite.indexer.codec.word_forms import FormsReader, FormsWriter
from profiles import examples

if TYPE_CHECKING:
    from collections.abc import Sequence

    Stem = tuple[int, list[int]]  # how many forms it has, and those of its tokens

LISTED = (0, 0.2, 5, 1000)


@st.composite
def stems(draw: st.DrawFn) -> Stem:
    """A stem of any number of forms, most of its tokens being of one of them or not."""
    count = draw(st.sampled_from([0, 1, 1, 2, 3, 4, 5, 16, 17, 256, 257, 300]))
    if not count:
        return 0, []
    any_form = st.integers(0, count - 1)
    usual = draw(any_form)
    return count, draw(st.lists(st.just(usual) | any_form, max_size=40))


def written(folder: str, stems: Sequence[Stem], batches: Sequence[int]) -> ArrayFile:
    """The forms of `stems` in a file, added so many stems at a time."""
    path = Path(folder, "a")
    firsts = offsets(np.array([count for count, _ in stems], np.int64))
    with ArrayFileWriter(path) as writer:
        forms = FormsWriter(writer, firsts)
        start = before = 0
        for size in [*batches, len(stems)]:
            some = stems[start : start + size]
            counts = [len(own) for _, own in some]
            owners = np.repeat(np.arange(start, start + len(some), dtype=np.uint32), counts)
            own = np.array([form for _, own in some for form in own], np.uint32)
            forms.add(owners, own, before)
            start, before = start + len(some), before + len(own)
        writer.finish({})
    return ArrayFile(path)


def check(reader: FormsReader, stems: Sequence[Stem], chance: random.Random) -> None:
    firsts = offsets(np.array([len(own) for _, own in stems])).tolist()
    of = [range(first, end) for first, end in pairwise(firsts)]
    for stem, (count, own) in enumerate(stems):
        first, end = firsts[stem : stem + 2]
        some = sorted(chance.sample(range(len(own)), len(own) // 2))
        found = reader.of(stem, np.array(some, np.int64) + first)
        every = reader.of_all(stem, first, end)
        if found is None or every is None:
            assert found is every
            assert count < 2 or not own
            continue
        assert found.tolist() == [own[place] for place in some]
        assert every.tolist() == own
    for size in (0, 1, len(stems) // 2, len(stems)):
        some = sorted(chance.sample(range(len(stems)), size))
        pairs = [(place, token) for place, stem in enumerate(some) for token in of[stem]]
        pairs = [pair for pair in pairs if chance.random() < 0.8]
        owners, tokens = np.array(pairs, np.int64).reshape(-1, 2).T
        expected = [stems[some[place]][1][token - of[some[place]].start] for place, token in pairs]
        assert reader.of_several(np.array(some, np.uint32), owners, tokens).tolist() == expected


@pytest.mark.parametrize("listed", LISTED)
@examples(40)
@given(
    st.lists(stems(), min_size=1, max_size=8),
    st.lists(st.integers(0, 3), max_size=4),
    st.integers(0, 99),
)
def test_forms_are_read_as_they_were_written(
    listed: float, given_stems: list[Stem], batches: list[int], seed: int
) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(word_forms, "_LISTED", listed)
        arrays = written(folder, given_stems, batches)
        check(FormsReader(arrays), given_stems, random.Random(seed))


@pytest.mark.parametrize(
    ("count", "odd", "size"),
    [(2, 50, 125), (4, 51, 250), (16, 101, 500), (256, 201, 1000), (257, 201, 0), (2, 25, 0)],
)
def test_a_token_takes_as_few_bits_as_tell_the_forms_apart_or_is_listed(
    count: int, odd: int, size: int
) -> None:
    own = [0] * (1000 - odd) + [count - 1] * odd
    with tempfile.TemporaryDirectory() as folder:
        arrays = written(folder, [(1, [0, 0]), (count, own)], [])
        assert len(arrays["forms"]) == size
        assert len(arrays["odd.tokens"]) == (0 if size else odd)
        check(FormsReader(arrays), [(1, [0, 0]), (count, own)], random.Random(1))
