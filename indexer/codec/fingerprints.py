"""Which paragraphs have the same words: a number for each, and where each number stands.

The words of a paragraph are multiplied by numbers that go by their places, and added up: the
multilinear hashing of Carter and Wegman, "Universal classes of hash functions", JCSS 18 (1979),
modulo 2 to the 64. A word's own number is its BLAKE2b (RFC 7693), the multipliers are those of
SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
Nothing of it depends on the machine, the language or what else is in the index; so texts with the
same fingerprint can be made on purpose. Who finds equal ones compares the words.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from pincite.indexer.codec.ranges import smallest

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt

    from pincite.indexer.codec.arrays import ArrayFile, ArrayFileWriter

    Numbers = npt.NDArray[np.int64]
    Hashes = npt.NDArray[np.uint64]

# What a paragraph without words has; it is like no other.
NONE = 0


def hashes(surfaces: Iterable[str]) -> Hashes:
    """uint64[n], the number of each surface form."""
    import hashlib  # no search needs it

    digests = (
        hashlib.blake2b(surface.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        for surface in surfaces
    )
    return np.frombuffer(b"".join(digests), "<u8").astype(np.uint64)


def fingerprints(words: Hashes, counts: Numbers) -> Hashes:
    """uint64[n], the fingerprint of each text.

    Args:
        words: uint64, the `hashes` of the words of the texts, one text after the other.
        counts: int64[n], how many words each text has.
    """
    ends = np.cumsum(counts)
    positions = np.arange(len(words)) - np.repeat(ends - counts, counts)
    products = words * _multipliers(int(counts.max(initial=0)))[positions]
    found = np.full(len(counts), NONE, np.uint64)
    worded = counts > 0
    if len(products):
        sums = np.add.reduceat(products, (ends - counts)[worded])
        found[worded] = np.where(sums == NONE, np.uint64(1), sums)
    return found


def _multipliers(count: int) -> Hashes:
    """uint64[count], an odd number for each place."""
    state = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray((state ^ (state >> np.uint64(31))) | np.uint64(1), np.uint64)


@dataclass(frozen=True)
class Fingerprints:
    """The fingerprints of the documents of a segment.

    Attributes:
        ascending: uint64[n], all of them; of articles and where there are no words NONE.
        documents: unsigned[n], the document of each; where they are equal ascending.
        places: unsigned[n], by document number where its own stands in `ascending`.
    """

    ascending: Hashes
    documents: npt.NDArray[np.unsignedinteger[Any]]
    places: npt.NDArray[np.unsignedinteger[Any]]

    @classmethod
    def of(cls, values: Hashes) -> Fingerprints:
        """Those of the documents of a segment: uint64[n], by document number."""
        order = np.argsort(values, kind="stable")
        places = np.empty(len(order), smallest(len(order)))
        places[order] = np.arange(len(order))
        return cls(values[order], order.astype(places.dtype), places)

    @cached_property
    def repeated(self) -> npt.NDArray[np.bool_]:
        """Bool by document number, whether another of the segment has the same, NONE aside."""
        ascending = self.ascending
        equal = np.zeros(len(ascending) + 1, bool)
        np.equal(ascending[1:], ascending[:-1], out=equal[1:-1])
        repeated = np.empty(len(ascending), bool)
        repeated[self.documents] = (equal[1:] | equal[:-1]) & (ascending != NONE)
        return repeated

    def values(self, documents: npt.NDArray[np.integer[Any]] | slice = slice(None)) -> Hashes:
        """uint64, the fingerprints of some documents, or of all."""
        return np.asarray(self.ascending[self.places[documents]], np.uint64)

    def having(self, value: np.uint64) -> Numbers:
        """int64, the documents that have a fingerprint, ascending."""
        first, end = (self.ascending.searchsorted(value, side) for side in ("left", "right"))
        return self.documents[first:end].astype(np.int64)

    def write(self, writer: ArrayFileWriter) -> None:
        """Add them to a file of arrays."""
        writer.add("fingerprints.ascending", self.ascending)
        writer.add("fingerprints.documents", self.documents)
        writer.add("fingerprints.places", self.places)

    @classmethod
    def read(cls, arrays: ArrayFile) -> Fingerprints:
        """Those of a segment, from its file."""
        names = ("ascending", "documents", "places")
        return cls(*(arrays[f"fingerprints.{name}"] for name in names))
