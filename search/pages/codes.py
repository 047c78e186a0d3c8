"""Numbers and strings as printable text, in which the page reads them without unpacking.

A number is some continuers, or none, and a stop symbol: 64 of these and 26 of those, and none is a
quote, a backslash or "<". Below 64 the stop symbol is all; numbers of two symbols go on from
there, and so on, so that each number has one form only. A string is the number of its UTF-16
units, as JavaScript counts, and the units.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from pincite.indexer.codec.ranges import concatenated, offsets

if TYPE_CHECKING:
    import numpy.typing as npt

    Numbers = npt.NDArray[np.int64]

STOPS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
CONTINUERS = "!#$%&()*+,./:;=>?@[]^`{|}~"

_STOPS = np.frombuffer(STOPS.encode(), np.uint8)
_CONTINUERS = np.frombuffer(CONTINUERS.encode(), np.uint8)
# By number of symbols less one, the least number that takes so many; int64 holds no more.
_LEAST = np.cumsum([0, *(64 * 26**continuers for continuers in range(12))])


@dataclass(frozen=True)
class Rows:
    """Numbers in rows of different lengths.

    Attributes:
        values: int64[n], those of all rows, one row after the other.
        counts: int64[rows], how many numbers each row has.
    """

    values: Numbers
    counts: Numbers

    @classmethod
    def column(cls, values: npt.NDArray[Any]) -> Rows:
        """One number a row."""
        return cls(values.astype(np.int64), np.ones(len(values), np.int64))

    @classmethod
    def grouped(cls, values: Numbers, owners: Numbers, rows: int) -> Rows:
        """Numbers by the rows they are for, which ascend."""
        return cls(values, np.bincount(owners, minlength=rows))

    def gathered(self, owners: Numbers, rows: int) -> Rows:
        """Rows put together by the rows they are for, which ascend."""
        ends = offsets(self.counts)
        limits = ends[owners.searchsorted(np.arange(rows + 1))]
        return Rows(self.values, np.diff(limits))

    def coded(self) -> list[str]:
        """The text of each row."""
        symbols, lengths = _symbols(self.values)
        limits = offsets(lengths)[offsets(self.counts)].tolist()
        text = symbols.tobytes().decode("ascii")
        return [text[start:end] for start, end in pairwise(limits)]


def woven(*parts: Rows) -> Rows:
    """Each row of the first, then the same row of the second, and so on."""
    counts = np.stack([part.counts for part in parts])
    starts = offsets(counts.T.ravel())[:-1].reshape(-1, len(parts)).T
    values = np.empty(int(counts.sum()), np.int64)
    for part, own in zip(parts, starts, strict=True):
        values[concatenated(own, part.counts)] = part.values
    return Rows(values, counts.sum(axis=0))


def gaps(values: Numbers, *owners: Numbers) -> Numbers:
    """Of numbers that ascend within each owner the first, and of others how many lie between.

    Args:
        values: int64[n].
        owners: int64[n] each; where one of them changes, numbers start anew.
    """
    found = values.copy()
    found[1:] -= values[:-1] + 1
    if len(values):
        for owner in owners:
            new = np.flatnonzero(owner[1:] != owner[:-1]) + 1
            found[new] = values[new]
    return found


def zigzag(values: Numbers) -> Numbers:
    """Signed numbers as unsigned ones: 0, -1, 1, -2 are 0, 1, 2, 3."""
    return np.where(values < 0, -2 * values - 1, 2 * values)


def numbers(values: npt.NDArray[Any]) -> str:
    """The text of some numbers, none of which is negative."""
    return _symbols(values.astype(np.int64))[0].tobytes().decode("ascii")


@lru_cache(maxsize=1 << 12)
def number(value: int) -> str:
    """The text of one number."""
    span = len(STOPS)
    symbols = 1
    while value >= span:
        value -= span
        span *= len(CONTINUERS)
        symbols += 1
    value, stop = divmod(value, len(STOPS))
    text = STOPS[stop]
    for _ in range(symbols - 1):
        value, continuer = divmod(value, len(CONTINUERS))
        text = CONTINUERS[continuer] + text
    return text


def signed(value: int) -> str:
    """The text of one number that may be negative."""
    return number(-2 * value - 1 if value < 0 else 2 * value)


def units(text: str) -> int:
    """How many UTF-16 units a text has."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def string(text: str) -> str:
    """A text behind its length."""
    return number(units(text)) + text


def after(text: str, before: str) -> str:
    """A text as what it shares with the one before, and the rest of it."""
    shared = common(text, before)
    return number(units(text[:shared])) + string(text[shared:])


def common(text: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    if text.startswith(other):
        return len(other)
    return next(
        (place for place, (own, its) in enumerate(zip(text, other, strict=False)) if own != its),
        len(text),
    )


def _symbols(values: Numbers) -> tuple[npt.NDArray[np.uint8], Numbers]:
    """The symbols of all numbers, in ASCII, and how many each has."""
    lengths = _LEAST.searchsorted(values, "right")
    ends = np.cumsum(lengths)
    symbols = np.empty(int(ends[-1]) if len(ends) else 0, np.uint8)
    rest = values - _LEAST[lengths - 1]
    symbols[ends - 1] = _STOPS[rest & 63]
    longer = np.flatnonzero(lengths > 1)
    rest = rest[longer] >> 6
    place = 2
    while len(longer):
        symbols[ends[longer] - place] = _CONTINUERS[rest % 26]
        place += 1
        more = lengths[longer] >= place
        longer, rest = longer[more], rest[more] // 26
    return symbols, lengths
