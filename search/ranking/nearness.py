"""What words of a query that stand near each other add to the score of a paragraph.

The sequential dependence of Metzler and Croft, "A Markov random field model for term
dependencies", SIGIR 2005, as saturated counts. Function words take no place.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from pincite.indexer.codec.ranges import concatenated, offsets
from pincite.indexer.weights import kind_weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from pincite.indexer.codec.segment import Segment
    from pincite.search.query.tree import Word
    from pincite.search.ranking.scorer import Scored
    from pincite.search.workspace import Workspace

    Numbers = npt.NDArray[np.int64]
    Integers = npt.NDArray[np.integer[Any]]
    Scores = npt.NDArray[np.float64]

WEIGHT = 0.2
SATURATION = 1.2
WINDOW = 8
# Only the best of the first stage are looked at.
CANDIDATES = 100

# The bits of a place that tell document and position.
_OWN = (1 << 48) - 1
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


def nearness(space: Workspace, pairs: Sequence[Pair], scored: Scored, columns: Numbers) -> Scores:
    """float64[columns], what nearness adds to some of the paragraphs that were scored.

    Args:
        space: their segment.
        pairs: what is to be near each other.
        scored: the paragraphs, with the postings of the words.
        columns: which of them.
    """
    total = np.zeros(len(columns))
    rows = scored.rows
    here = [pair for pair in pairs if pair.first in rows and pair.second in rows]
    if not here:
        return total
    firsts = [rows[pair.first] for pair in here]
    seconds = [rows[pair.second] for pair in here]
    postings = scored.postings[:, columns]
    there = postings >= 0
    near = np.flatnonzero((there[firsts] & there[seconds]).any(axis=0))
    if not len(near):
        return total
    near = near[np.argsort(columns[near])]
    documents = scored.documents[columns[near]].astype(np.int64)
    places = _places(space.segment, postings[:, near], documents)
    for pair, first, second in zip(here, firsts, seconds, strict=True):
        if len(places[first]) and len(places[second]):
            closeness = _closeness(places[first], places[second], len(near))
            total[near] += pair.weight * WEIGHT * closeness
    total[near] *= kind_weights()[space.segment.documents.kinds[documents]]
    return total


def _closeness(first: Numbers, second: Numbers, documents: int) -> Scores:
    """How often the second word directly follows the first, and is near it: both saturated."""
    before, at, behind, after = second.searchsorted(
        np.concatenate([first - WINDOW, first + 1, first + 2, first + WINDOW + 1])
    ).reshape(4, -1)
    owners = first >> 32
    ordered = np.bincount(owners, behind - at, documents)
    close = np.bincount(owners, after - before, documents)
    return ordered / (ordered + SATURATION) + close / (close + SATURATION)


def _places(segment: Segment, postings: Numbers, documents: Numbers) -> list[Numbers]:
    """Where words stand in some paragraphs, function words not counted.

    Args:
        segment: the segment.
        postings: int64[words, documents], -1 where a word is not there; all others ascend.
        documents: int64, the paragraphs, ascending.

    Returns:
        For each word int64, place of the document << 32 | place in its text, ascending.
    """
    words, owners = np.nonzero(postings >= 0)
    counts, positions = segment.postings.positions(postings[words, owners])
    owners = np.repeat(owners, counts)
    if len(segment.documents.content):
        positions = _counted(segment, documents, owners, positions)
    keys = np.repeat(words << 48, counts) | owners << 32 | positions
    keys.sort()
    limits = keys.searchsorted(np.arange(len(postings) + 1) << 48).tolist()
    keys &= _OWN
    return [keys[first:end] for first, end in pairwise(limits)]


def _counted(segment: Segment, documents: Numbers, owners: Numbers, positions: Numbers) -> Numbers:
    """How many words that count there are before each position in its document."""
    starts = segment.content_starts[documents]
    sizes = segment.content_starts[documents + 1] - starts
    content = segment.documents.content[concatenated(starts, sizes)]
    before = offsets(_BITS[content])
    firsts = offsets(sizes)[owners]
    places = firsts + (positions >> 3)
    lower = content[places] & ((1 << (positions & 7)) - 1)
    counted: Numbers = before[places] - before[firsts] + _BITS[lower]
    return counted
