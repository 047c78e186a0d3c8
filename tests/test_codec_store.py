"""Records, each compressed by itself: against a list of them."""

from __future__ import annotations

import random
import tempfile
import zlib
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.indexer.codec import store
from pincite.indexer.codec.arrays import ArrayFile, ArrayFileWriter
from pincite.indexer.codec.store import RecordReader, RecordWriter, repeated
from profiles import examples

if TYPE_CHECKING:
    from collections.abc import Iterator

    Record = tuple[bytes, bytes]  # words and numbers

words = st.sampled_from([b"ally", b"the", b"ships of the", b"\x00\xff", b""])
record = st.binary(max_size=12) | st.lists(words, max_size=8).map(b" ".join)
records = st.lists(st.tuples(record, st.just(b"") | st.binary(max_size=6)), max_size=20)
waiting = st.sampled_from([0, 20, 100, 1 << 20])
# Copies of a file, each with the records that are kept, and what is added before and after.
copies = st.lists(st.tuples(records, st.lists(st.booleans(), max_size=20), records), max_size=3)


@contextmanager
def after(size: int) -> Iterator[Path]:
    """A folder, while writers wait for so many bytes before they choose a dictionary."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "_WAITING", max(size, 1))
        patch.setattr(store, "_WORTHWHILE", 1)
        yield Path(folder)


def write(path: Path, written: list[Record], like: RecordReader | None = None) -> RecordReader:
    with ArrayFileWriter(path) as arrays:
        writer = RecordWriter(arrays, "texts", like)
        for each in written:
            writer.add(*each)
        writer.finish()
        arrays.finish({})
    return RecordReader(ArrayFile(path), "texts")


def check(reader: RecordReader, expected: list[Record]) -> None:
    assert len(reader) == len(expected)
    assert [reader.parts(number) for number in range(len(reader))] == expected


@examples(100)
@given(records, waiting)
def test_records_are_read_as_they_were_written(written: list[Record], size: int) -> None:
    with after(size) as folder:
        check(write(folder / "a", written), written)


@examples(100)
@given(records, waiting, copies, st.booleans())
def test_copied_are_the_records_that_are_kept(
    written: list[Record],
    size: int,
    asked: list[tuple[list[Record], list[bool], list[Record]]],
    alike: bool,
) -> None:
    with after(size) as folder:
        reader = write(folder / "a", written)
        expected: list[Record] = []
        with pytest.MonkeyPatch.context() as patch, ArrayFileWriter(folder / "b") as arrays:
            patch.setattr(store, "_DICTIONARY", 0)  # any dictionary is good enough
            writer = RecordWriter(arrays, "texts", reader if alike else None)
            for before, mask, behind in asked:
                keep = (mask + [True] * len(written))[: len(written)]
                kept = [each for each, stays in zip(written, keep, strict=True) if stays]
                for each in before:
                    writer.add(*each)
                writer.copy(reader, np.array(keep, bool))
                for each in behind:
                    writer.add(*each)
                expected += before + kept + behind
            writer.finish()
            arrays.finish({})
        check(RecordReader(ArrayFile(folder / "b"), "texts"), expected)


def test_a_record_much_longer_than_the_dictionary_and_empty_ones_around_it() -> None:
    written = [(b"", b""), (b"x" * 300_000, b"\x07"), (b"", b"\x00"), (b"y", b"")]
    with after(1 << 20) as folder:
        check(write(folder / "a", written), written)


def prose(count: int, words: int = 400) -> list[Record]:
    chance = random.Random(3)
    vocabulary = [bytes(chance.choices(b"abcdefgh", k=chance.randint(2, 9))) for _ in range(words)]
    return [(b" ".join(chance.choices(vocabulary, k=40)), b"") for _ in range(count)]


def test_short_records_take_less_room_for_what_they_repeat() -> None:
    written = prose(2000)
    with after(1 << 16) as folder:
        write(folder / "a", written)
        size = (folder / "a").stat().st_size
    assert size < 0.9 * sum(len(zlib.compress(each)) for each, _ in written)


def test_a_full_dictionary_is_used_again_and_a_poor_one_is_not() -> None:
    with after(1 << 18) as folder:
        rich = write(folder / "rich", prose(2000, words=4000))
        poor = write(folder / "poor", [(b"ally ally", b"")])
        assert write(folder / "a", prose(100), like=rich).dictionary == rich.dictionary
        assert write(folder / "b", prose(100), like=poor).dictionary != poor.dictionary


def test_a_dictionary_has_what_is_repeated_the_most_worthwhile_last() -> None:
    texts = [b"of the treaty of", b"of the alliance", b"of the treaty again", b"seldom"]
    found = repeated(texts, 1000)
    assert b"seldom" not in found
    assert b"alliance" not in found
    assert found.endswith(b"of the treaty ")
    assert repeated([], 1000) == b""


@pytest.mark.parametrize("most", [0, 1, 20, 500])
def test_a_dictionary_is_no_larger_than_it_may_be(most: int) -> None:
    found = repeated([words for words, _ in prose(200)], most)
    assert most - 30 < len(found) <= most


def test_a_dictionary_takes_little_room_beside_the_records() -> None:
    for count in (1, 20, 500):
        written = prose(count)
        with tempfile.TemporaryDirectory() as folder:
            dictionary = write(Path(folder, "a"), written).dictionary
        assert len(dictionary) <= sum(len(words) for words, _ in written) / 50
