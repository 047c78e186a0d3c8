"""The words of a segment by their letters, all at once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from pincite.indexer.codec.ranges import concatenated, offsets, run_starts

if TYPE_CHECKING:
    import numpy.typing as npt

    from pincite.indexer.codec.strings import Strings

    Numbers = npt.NDArray[np.int64]
    Units = npt.NDArray[np.integer[Any]]

# Longer words than this are not told apart by their lengths.
_LONG = 255
# So many words are gone through at once, which takes little room.
_PIECE = 1 << 13


def letter_bits(letters: Units) -> npt.NDArray[np.uint32]:
    """uint32, the bit that stands for each letter in a set of letters."""
    return np.left_shift(np.uint32(1), (letters & 31).astype(np.uint32))


class Table:
    """Words as numbers, one behind the other.

    Attributes:
        units: their letters, or parts of letters.
        starts, ends: integers, where each word begins and ends among those, ascending.
    """

    def __init__(
        self, units: Units, starts: Units, ends: Units, numbers: Numbers | None = None
    ) -> None:
        """Of the words of these numbers; None where each has its place in the table."""
        self.units = units
        self.starts = starts
        self.ends = ends
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self.ends)

    def numbers(self, places: Numbers) -> Numbers:
        """int64, the numbers of the words at some places in the table."""
        return places if self._numbers is None else self._numbers[places]

    def around(self, units: Numbers) -> Numbers:
        """int64, the places of the words that have these units, which ascend, or come next."""
        owners = self.ends.searchsorted(units.astype(self.ends.dtype), "right")
        owners = owners[run_starts(owners)]
        return owners[owners < len(self)]

    @cached_property
    def by_beginning(self) -> WordsByPair:
        """The words by the first unit and the second."""
        return WordsByPair(self.units[self.starts], self.units.take(self.starts + 1, mode="clip"))

    @cached_property
    def by_end(self) -> WordsByPair:
        """The words by the last unit and the last but one."""
        return WordsByPair(self.units[self.ends - 1], self.units[self.ends - 2])

    @cached_property
    def by_length(self) -> WordsByLength:
        """The words in the order of their lengths."""
        return WordsByLength(self)


class WordsByPair:
    """The words of a table in the order of two of their units."""

    def __init__(self, outer: Units, inner: Units) -> None:
        """By the units of each word; of a word that has only one the other may be any."""
        keys = outer.astype(np.uint8).astype(np.uint16) << np.uint16(8) | inner.astype(np.uint8)
        places = np.argsort(keys, kind="stable")
        self._keys = keys[places]
        self._places = places.astype(np.uint32)

    def having(self, outer: int, inner: int | None) -> npt.NDArray[np.uint32]:
        """uint32, in no order, the places of the words that may have these; None is for any."""
        first = (outer & 0xFF) << 8
        limits = (first, first + 255) if inner is None else (first + (inner & 0xFF),) * 2
        begin = self._keys.searchsorted(np.uint16(limits[0]))
        return self._places[begin : self._keys.searchsorted(np.uint16(limits[1]), "right")]


class WordsByLength:
    """The words of a table in the order of their lengths, and which letters each has.

    Attributes:
        places: uint32, where each stands in the table.
        letters: uint32, a set of letters: a bit for each, which several letters share.
    """

    def __init__(self, table: Table) -> None:
        lengths = np.minimum(table.ends - table.starts, _LONG).astype(np.uint8)
        places = np.argsort(lengths, kind="stable")
        self._lengths = lengths[places]
        self.places = places.astype(np.uint32)
        self.letters = _letters_of(table)[places]

    def between(self, shortest: int, longest: int) -> slice:
        """Where those of some lengths are; the long ones all count as of one length."""
        first = self._lengths.searchsorted(np.uint8(min(max(shortest, 0), _LONG)))
        return slice(first, self._lengths.searchsorted(np.uint8(min(longest, _LONG)), "right"))


def _letters_of(table: Table) -> npt.NDArray[np.uint32]:
    """uint32, the set of the letters of each word."""
    found = np.empty(len(table), np.uint32)
    for first in range(0, len(table), _PIECE):
        starts = table.starts[first : first + _PIECE].astype(np.int64)
        ends = table.ends[first : first + _PIECE].astype(np.int64)
        bits = np.append(letter_bits(table.units[starts[0] : ends[-1]]), np.uint32(0))
        limits = np.column_stack([starts, ends]).ravel() - starts[0]
        # Each second one is of what is between two words.
        found[first : first + _PIECE] = np.bitwise_or.reduceat(bits, limits)[::2]
    return found


class Letters:
    """The words of a `Strings`, none of which is empty.

    Attributes:
        encoded: all of them in UTF-8, a letter taking one unit or more.
    """

    def __init__(self, strings: Strings) -> None:
        """Of all words of `strings`."""
        units, ends = strings.joined()
        starts = np.zeros_like(ends)
        starts[1:] = ends[:-1]
        self.encoded = Table(units, starts, ends)

    @cached_property
    def by_letter(self) -> list[Table]:
        """All of them with one unit for each letter, those in ASCII apart: these are so already."""
        encoded = self.encoded
        others = encoded.around(np.flatnonzero(encoded.units > 0x7F))
        if not len(others):
            return [encoded]
        is_plain = np.ones(len(encoded), bool)
        is_plain[others] = False
        numbers = np.flatnonzero(is_plain)
        plain = Table(encoded.units, encoded.starts[numbers], encoded.ends[numbers], numbers)
        return [plain, self._decoded(others)]

    def _decoded(self, numbers: Numbers) -> Table:
        starts = self.encoded.starts[numbers].astype(np.int64)
        counts = self.encoded.ends[numbers] - starts
        units = self.encoded.units[concatenated(starts, counts)]
        text = units.tobytes().decode("utf-8", "surrogatepass")
        letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        limits = offsets((units & 0xC0) != 0x80)[offsets(counts)]
        return Table(letters, limits[:-1], limits[1:], numbers)
