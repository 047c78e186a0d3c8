"""The postings of one term of one field, in blocks that Whoosh may skip."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.reading import TermInfo

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    Numbers = npt.NDArray[np.int64]
    Integers = npt.NDArray[np.integer[Any]]

# As many as in Whoosh's own codec, so that a search skips the same blocks.
BLOCK = 128


@dataclass(frozen=True)
class Blocks:
    """What is known of each block of postings.

    Attributes:
        last_documents: the last document.
        most: how often the term occurs where it does most.
        shortest, longest: words of the shortest and of the longest field.
    """

    last_documents: list[int]
    most: list[int]
    shortest: list[int]
    longest: list[int]


@dataclass(frozen=True)
class TermPostings:
    """Where a term occurs; there is at least one posting.

    Attributes:
        documents: integers[n], ascending.
        frequencies: int64[n], how often in each.
        lengths: int64[n], words of the field in each, as Whoosh rounds them; 0 in a field
            whose lengths do not count.
        positions_of: the positions in the postings from one up to another, one list for each;
            None for a field that has no positions.
    """

    documents: Integers
    frequencies: Numbers
    lengths: Numbers
    positions_of: Callable[[int, int], list[list[int]]] | None = None

    def __len__(self) -> int:
        return len(self.documents)

    @cached_property
    def blocks(self) -> Blocks:
        """What is known of each block."""
        firsts = np.arange(0, len(self), BLOCK)
        lasts = np.append(firsts[1:], len(self)) - 1
        return Blocks(
            self.documents[lasts].tolist(),
            np.maximum.reduceat(self.frequencies, firsts).tolist(),
            np.minimum.reduceat(self.lengths, firsts).tolist(),
            np.maximum.reduceat(self.lengths, firsts).tolist(),
        )

    def info(self) -> TermInfo:
        """The statistics of the term, those of deleted documents included."""
        return TermInfo(
            weight=float(self.frequencies.sum()),
            df=len(self),
            minlength=int(self.lengths.min()),
            maxlength=int(self.lengths.max()),
            maxweight=float(self.frequencies.max()),
            minid=int(self.documents[0]),
            maxid=int(self.documents[-1]),
        )
