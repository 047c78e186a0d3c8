"""What words of a query that stand near each other add to the score of a paragraph.

The sequential dependence of Metzler and Croft, "A Markov random field model for term
dependencies", SIGIR 2005, as saturated counts. Function words take no place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from pincite.indexer.codec.ranges import concatenated, offsets
from pincite.indexer.weights import kind_weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from pincite.indexer.codec.segment import Segment
    from pincite.search.matching import Matcher
    from pincite.search.query import Word

    Numbers = npt.NDArray[np.int64]
    Integers = npt.NDArray[np.integer[Any]]
    Scores = npt.NDArray[np.float64]

WEIGHT = 0.2
SATURATION = 1.2
WINDOW = 8
# Only the best of the first stage are looked at.
CANDIDATES = 100

# How many bits are set in each byte.
_BITS = np.array([byte.bit_count() for byte in range(256)])


@dataclass(frozen=True)
class Pair:
    """Two neighbouring words of a query, of different stems.

    Attributes:
        first, second: the words, in the order of the query.
        weight: what their nearness is worth: the mean of their idfs.
    """

    first: Word
    second: Word
    weight: float


def nearness(matcher: Matcher, pairs: Sequence[Pair], documents: Integers) -> Scores:
    """float64, what nearness adds to each of some paragraphs of a segment, which ascend."""
    places = _Places(matcher.segment, documents)
    total = np.zeros(len(documents))
    for pair in pairs:
        first = places.of(matcher, pair.first)
        second = places.of(matcher, pair.second)
        if len(first) and len(second):
            total += pair.weight * WEIGHT * _closeness(first, second, len(documents))
    return total * kind_weights()[matcher.segment.documents.kinds[documents]]


def _closeness(first: Numbers, second: Numbers, documents: int) -> Scores:
    """How often the second word directly follows the first, and is near it: both saturated."""
    following = second.searchsorted(first + 1, "right") - second.searchsorted(first + 1)
    behind = second.searchsorted(first - WINDOW)
    near = second.searchsorted(first + WINDOW, "right") - behind
    owners = first >> 32
    ordered = np.bincount(owners, following, documents)
    close = np.bincount(owners, near, documents)
    return ordered / (ordered + SATURATION) + close / (close + SATURATION)


class _Places:
    """Positions in some paragraphs, function words not counted."""

    def __init__(self, segment: Segment, documents: Integers) -> None:
        self._documents = documents
        self._words: dict[Word, Numbers] = {}
        self._content: npt.NDArray[np.uint8] | None = None
        if len(segment.documents.content):
            numbers = documents.astype(np.int64)
            starts = segment.content_starts[numbers]
            sizes = segment.content_starts[numbers + 1] - starts
            self._content = segment.documents.content[concatenated(starts, sizes)]
            self._before = offsets(_BITS[self._content])
            self._starts = offsets(sizes)

    def of(self, matcher: Matcher, word: Word) -> Numbers:
        """Place of the document << 32 | place of the word there, ascending."""
        found = self._words.get(word)
        if found is None:
            owners, positions = matcher.occurrences(word).positions(self._documents)
            if self._content is not None:
                positions = self._counted(self._content, self._starts[owners], positions)
            found = self._words[word] = owners << 32 | positions
        return found

    def _counted(
        self, content: npt.NDArray[np.uint8], starts: Numbers, positions: Numbers
    ) -> Numbers:
        """How many words that count there are before each position."""
        places = starts + (positions >> 3)
        lower = content[places] & ((1 << (positions & 7)) - 1)
        counted: Numbers = self._before[places] - self._before[starts] + _BITS[lower]
        return counted
