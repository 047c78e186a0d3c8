"""Many strings as arrays: against a list and a dictionary of them."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.indexer.codec import strings
from pincite.indexer.codec.arrays import ArrayFile, ArrayFileWriter
from pincite.indexer.codec.strings import Strings, write_strings
from profiles import examples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

HASHES: dict[str, Callable[[bytes], int]] = {
    "all alike": lambda data: 0,
    "all at the end": lambda data: 2**32 - 1,
    "by length": len,
    "by first byte": lambda data: data[0] if data else 7,
}

characters = st.characters(exclude_categories=())  # lone surrogates too
texts = st.text("ab\0é\ud800\U0001f600", max_size=4) | st.text(characters, max_size=3)


@contextmanager
def stored(given_strings: Sequence[str], *, ordered: bool = False) -> Iterator[Strings]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a")
        with ArrayFileWriter(path) as writer:
            write_strings(writer, "words", given_strings, ordered=ordered)
            writer.finish({})
        yield Strings(ArrayFile(path), "words")


def check(given_strings: Sequence[str], others: Sequence[str]) -> None:
    check_one(given_strings, others, ordered=False)
    check_one(sorted(given_strings), others, ordered=True)


def check_one(given_strings: Sequence[str], others: Sequence[str], *, ordered: bool) -> None:
    numbers = {string: number for number, string in enumerate(given_strings)}
    with stored(given_strings, ordered=ordered) as read:
        assert len(read) == len(given_strings)
        assert list(read) == list(given_strings)
        assert [read[number] for number in range(len(read))] == list(given_strings)
        encoded = [read.encoded(number) for number in range(len(read))]
        assert encoded == [s.encode("utf-8", "surrogatepass") for s in given_strings]
        for first in range(len(read) + 1):
            for end in {first, min(first + 3, len(read)), min(first + 40, len(read))}:
                assert read.between(first, end) == list(given_strings[first:end])
        units, ends = read.joined()
        assert units.tobytes() == b"".join(encoded)
        assert ends.tolist() == list(accumulate(map(len, encoded)))
        for string in [*given_strings, *others] * 2:
            assert read.find(string) == numbers.get(string, -1)


@examples(150)
@given(st.lists(texts, unique=True, max_size=30), st.lists(texts, max_size=8))
def test_strings_are_found_as_in_a_dictionary(given_strings: list[str], others: list[str]) -> None:
    check(given_strings, others)


@pytest.mark.parametrize("name", HASHES)
@examples(40)
@given(st.lists(texts, unique=True, max_size=20), st.lists(texts, max_size=8))
def test_strings_of_one_hash_are_told_apart(
    name: str, given_strings: list[str], others: list[str]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(strings, "zlib", SimpleNamespace(crc32=HASHES[name]))
        check(given_strings, others)


@pytest.mark.parametrize("size", [*range(18), 1000, 5000])
def test_any_number_of_strings_leaves_room_to_stop_a_search(size: int) -> None:
    check([f"word {number}" for number in range(size)], ["", "word", "word -1", f"word {size}"])


@pytest.mark.parametrize("start", ["", "internat", "internationalis", "interna\0", "\0\0"])
def test_strings_in_order_are_found_however_many_begin_alike(start: str) -> None:
    words = [f"{start}{end:03}" for end in range(3, 400, 3)]
    others = [f"{start}{end:03}" for end in (0, 2, 199, 400)]
    check_one(sorted(["a", *words, "z"]), [*others, start, start[:-1], "\0", "zz"], ordered=True)


def test_what_was_looked_for_is_kept_at_hand_within_limits() -> None:
    with stored(["a", "b"]) as read, pytest.MonkeyPatch.context() as patch:
        patch.setattr(strings, "_FOUND", 2)
        for string in "abcabcddba":
            assert read.find(string) == {"a": 0, "b": 1}.get(string, -1)
            assert len(read._found) <= 2


def test_strings_under_two_names_do_not_mix() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a")
        with ArrayFileWriter(path) as writer:
            write_strings(writer, "ids", ["x", "y"])
            write_strings(writer, "paths", ["y"])
            writer.finish({})
        arrays = ArrayFile(path)
        assert (Strings(arrays, "ids").find("y"), Strings(arrays, "paths").find("y")) == (1, 0)
        assert Strings(arrays, "paths").find("x") == -1
