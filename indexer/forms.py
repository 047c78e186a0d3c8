"""An exact table of byte strings, looked up by the hundred thousand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_T = TypeVar("_T", bound=np.generic)
_SLOTS = 4096  # of a new table; a power of two, and always four times the strings or more


@dataclass(frozen=True)
class Windows:
    """Byte strings as 64-bit words of eight bytes each, the last filled up with zeros.

    Two strings are taken for the same when their words are, so no two may differ in zeros at
    their ends alone; words written in characters of one width never do.

    Attributes:
        first: uint64[n], the first word of each string.
        counts: int64[n], how many words each string has.
        layers: for k = 1, 2 … the rows of the strings that have more than k words,
            ascending, and those strings' words number k.
    """

    first: NDArray[np.uint64]
    counts: NDArray[np.int64]
    layers: list[tuple[NDArray[np.int64], NDArray[np.uint64]]]

    @classmethod
    def cut(
        cls, data: NDArray[np.uint8], starts: NDArray[np.int64], sizes: NDArray[np.int64]
    ) -> Windows:
        """Strings out of `data`, from `starts` on, of `sizes` bytes, none of them empty.

        `data` must reach seven bytes beyond the last string.
        """
        # A word at every byte; most of them lie across the borders of the machine's own.
        words = np.ndarray((len(data) - 7,), dtype="<u8", buffer=data, strides=(1,))
        counts = (sizes + 7) >> 3
        first = _filled(words[starts], sizes)
        layers = []
        rows = np.flatnonzero(counts > 1)
        done = 1
        while rows.size:
            at = 8 * done
            layers.append((rows, _filled(words[starts[rows] + at], sizes[rows] - at)))
            done += 1
            rows = rows[counts[rows] > done]
        return cls(first, counts, layers)

    def where(self, wanted: NDArray[np.bool_]) -> Windows:
        """The rows that are wanted: bool[n]."""
        place = np.cumsum(wanted) - 1
        layers = []
        for rows, words in self.layers:
            kept = wanted[rows]
            if not kept.any():
                break
            layers.append((place[rows[kept]], words[kept]))
        return Windows(self.first[wanted], self.counts[wanted], layers)


def _filled(words: NDArray[np.uint64], sizes: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Words of which only the first `sizes` bytes count, the others put to zero."""
    spare = (8 - np.minimum(sizes, 8)) << 3
    return words & (np.uint64(2**64 - 1) >> spare.view(np.uint64))


def digests(windows: Windows) -> NDArray[np.uint64]:
    """uint64[n]: a hash of each string, its upper bits the best.

    Fibonacci hashing (Knuth, The Art of Computer Programming, volume 3, section 6.4), one
    word after the other. Equal digests say nothing: the table compares the strings.
    """
    golden = np.uint64(0x9E3779B97F4A7C15)
    mixed = windows.first * golden
    for rows, words in windows.layers:
        before = mixed[rows]
        mixed[rows] = ((before ^ (before >> np.uint64(29))) + words) * golden
    return mixed


class FormTable:
    """Byte strings, each with a number, in a hash table with linear probing.

    What a slot holds is compared word by word with what is looked for, so a collision costs
    time and nothing else.
    """

    def __init__(self) -> None:
        self._count = 0
        self._slots = np.zeros(_SLOTS, np.int32)  # 0 is an empty slot
        # Of each string its digest, its value, and its words, which begin at its place and
        # end at the next one's. String 0 is none and has no words.
        self._digests = np.zeros(1, np.uint64)
        self._values = np.zeros(1, np.uint32)
        self._places = np.zeros(2, np.int64)
        self._words = np.zeros(1, np.uint64)

    def find(self, windows: Windows) -> tuple[NDArray[np.uint32], NDArray[np.bool_]]:
        """The number of each string, uint32[n], and whether there is one, bool[n]."""
        slots = self._home(digests(windows))
        found = self._slots[slots]
        strings = found.copy()
        other = self._differ(windows, found)
        pending = np.flatnonzero(other)
        while pending.size:
            windows = windows.where(other)
            slots = (slots[other] + 1) & (len(self._slots) - 1)
            found = self._slots[slots]
            strings[pending] = found
            other = self._differ(windows, found)
            pending = pending[other]
        return self._values[strings], strings > 0

    def add(self, windows: Windows, values: NDArray[np.uint32]) -> None:
        """Gives strings their numbers; they must be new, and no two of them the same."""
        start = self._count + 1
        self._count += len(values)
        end = self._count + 1
        self._digests = _grown(self._digests, end)
        self._digests[start:end] = digests(windows)
        self._values = _grown(self._values, end)
        self._values[start:end] = values
        self._places = _grown(self._places, end + 1)
        self._places[start + 1 : end + 1] = self._places[start] + np.cumsum(windows.counts)
        self._words = _grown(self._words, int(self._places[end]))
        places = self._places[start:end]
        self._words[places] = windows.first
        for number, (rows, words) in enumerate(windows.layers, 1):
            self._words[places[rows] + number] = words
        if 4 * end > len(self._slots):
            self._slots = np.zeros(1 << (4 * end).bit_length(), np.int32)
            start = 1
        self._settle(np.arange(start, end))

    def _home(self, hashes: NDArray[np.uint64]) -> NDArray[np.int64]:
        """The slot where the search for a string begins."""
        bits = len(self._slots).bit_length() - 1
        return (hashes >> np.uint64(64 - bits)).view(np.int64)

    def _differ(self, windows: Windows, found: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Whether each string is another than the one found; False where none was found."""
        places = self._places[found]
        counts = self._places[found + 1] - places
        differ: NDArray[np.bool_] = counts != windows.counts
        differ |= self._words[places] != windows.first
        for number, (rows, words) in enumerate(windows.layers, 1):
            # Where counts differ the word is any, maybe beyond the end; all is said already.
            at = np.minimum(places[rows] + number, len(self._words) - 1)
            differ[rows] |= self._words[at] != words
        differ &= found > 0
        return differ

    def _settle(self, strings: NDArray[np.int64]) -> None:
        """Puts strings into the first empty slot from their own on."""
        slots = self._home(self._digests[strings])
        while strings.size:
            empty = self._slots[slots] == 0
            # Of several that want one slot the last written stays: let it be the oldest.
            self._slots[slots[empty][::-1]] = strings[empty][::-1]
            homeless = self._slots[slots] != strings
            strings = strings[homeless]
            slots = (slots[homeless] + 1) & (len(self._slots) - 1)


def _grown(array: NDArray[_T], size: int) -> NDArray[_T]:
    """The array, or a copy with room for at least so many, zeros at its end."""
    if size <= len(array):
        return array
    larger = np.zeros(2 * size, array.dtype)
    larger[: len(array)] = array
    return larger
