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
    def heads(self) -> Units:
        """The first unit of each word."""
        return self.units[self.starts]

    @cached_property
    def tails(self) -> Units:
        """The last unit of each word."""
        return self.units[self.ends - 1]


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
