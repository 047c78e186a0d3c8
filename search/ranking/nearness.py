"""What words of a query that stand near each other add to the score of a paragraph.

The sequential dependence of Metzler and Croft, "A Markov random field model for term
dependencies", SIGIR 2005, as saturated counts, of the text and of the article's title. Function
words take no place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pincite.indexer.codec.ranges import concatenated, offsets, places_in

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import numpy.typing as npt

    from pincite.indexer.codec.segment import Segment
    from pincite.indexer.weights import Weights
    from pincite.search.query.tree import Leaf, Word
    from pincite.search.ranking.scorer import Scored
    from pincite.search.workspace import Workspace

    Numbers = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]
    Scores = npt.NDArray[np.float64]

SATURATION = 1.2
WINDOW = 8
# Only the best of the first stage are looked at.
CANDIDATES = 100

# Where in a key the number of a word begins, and what tells document and position.
_WORD = 48
_OWN = (1 << _WORD) - 1
# How many bits are set in each byte.
_BITS = np.array([byte.bit_count() for byte in range(256)])


@dataclass(frozen=True)
class Pair:
    """Two neighbouring words of a query, of different stems.

    Attributes:
        first, second: the words, in the order of the query.
        weight: what their nearness is worth: the mean of their idfs.
        languages: of the articles in which it counts.
    """

    first: Word
    second: Word
    weight: float
    languages: Collection[str]


def nearness(
    space: Workspace, pairs: Sequence[Pair], weights: Weights, scored: Scored, columns: Numbers
) -> Scores:
    """float64[columns], what nearness adds to some of the paragraphs that were scored.

    Args:
        space: their segment.
        pairs: what is to be near each other.
        weights: how much that counts for.
        scored: the paragraphs, with what they and the titles above them have of the words.
        columns: which of them, ascending.
    """
    total = np.zeros(len(columns))
    segment = space.segment
    found = _Found.among(pairs, segment.language, scored.rows)
    if not len(found.firsts):
        return total
    documents = scored.documents[columns].astype(np.int64)
    postings = scored.postings.take(columns, axis=1)
    in_texts = postings >= 0
    near = found.columns(in_texts)
    if len(near):
        places = _places(segment, postings[:, near], in_texts[:, near], documents[near])
        total[near] = found.gains(weights, *places, len(near))
    near = found.columns(scored.in_titles.take(columns, axis=1) > 0)
    if len(near):
        places = _places_in_titles(segment, scored.stems, documents[near])
        total[near] += found.gains(weights, *places, len(near))
    total *= weights.of_kinds[segment.documents.kinds[documents]]
    return total


@dataclass(frozen=True)
class _Found:
    """The pairs of which a segment has both words.

    Attributes:
        firsts, seconds: int64[n], the rows of the words.
        worths: float64[n, 1], what their nearness is worth.
    """

    firsts: Numbers
    seconds: Numbers
    worths: Scores

    @classmethod
    def among(cls, pairs: Sequence[Pair], language: str, rows: Mapping[Leaf, int]) -> _Found:
        """Those of `pairs` that count in a language, by the rows of the words there are."""
        here = [
            pair
            for pair in pairs
            if language in pair.languages and pair.first in rows and pair.second in rows
        ]
        return cls(
            np.array([rows[pair.first] for pair in here], np.int64),
            np.array([rows[pair.second] for pair in here], np.int64),
            np.array([[pair.weight] for pair in here]),
        )

    def columns(self, there: Bools) -> Numbers:
        """Where `there`, which is bool[words, n], has both words of some pair."""
        return np.flatnonzero((there[self.firsts] & there[self.seconds]).any(axis=0))

    def gains(self, weights: Weights, keys: Numbers, limits: Numbers, documents: int) -> Scores:
        """float64[documents], what is added for words that stand at places as of `_places`."""
        ordered, close = _together(keys, limits, self.firsts, self.seconds, documents)
        closeness = (weights.ordered * ordered + weights.unordered * close) * self.worths
        total = np.zeros(documents)
        for gain in closeness:  # in their order: a sum depends on it
            total += gain
        return total


def _together(
    keys: Numbers, limits: Numbers, firsts: Numbers, seconds: Numbers, documents: int
) -> tuple[Scores, Scores]:
    """How often words directly follow others, and are near them: both saturated.

    Args:
        keys: where words stand, as `_places` gives them.
        limits: where in that each word begins.
        firsts: of each pair, the number of its first word.
        seconds: that of its second.
        documents: how many there are.

    Returns:
        Each float64[pairs, documents].
    """
    counts = np.diff(limits)[firsts]
    pairs = np.repeat(np.arange(len(firsts)), counts)
    own = keys[concatenated(limits[firsts], counts)] & _OWN
    wanted = own + (seconds << _WORD)[pairs]
    before, at, behind, after = keys.searchsorted(
        np.concatenate([wanted - WINDOW, wanted + 1, wanted + 2, wanted + WINDOW + 1])
    ).reshape(4, -1)
    cells = pairs * documents + (own >> 32)
    shape = len(firsts), documents
    ordered = np.bincount(cells, behind - at, len(firsts) * documents).reshape(shape)
    close = np.bincount(cells, after - before, len(firsts) * documents).reshape(shape)
    return ordered / (ordered + SATURATION), close / (close + SATURATION)


def _places(
    segment: Segment, postings: Numbers, there: Bools, documents: Numbers
) -> tuple[Numbers, Numbers]:
    """Where words stand in some paragraphs, function words not counted.

    Args:
        segment: the segment.
        postings: int64[words, documents], -1 where a word is not there; all others ascend.
        there: whether it is.
        documents: int64, the paragraphs, ascending.

    Returns:
        int64, the number of the word << 48 | place of the document << 32 | place in its text,
        ascending; and int64[words + 1], where in it those of each word begin.
    """
    words, owners = np.nonzero(there)
    counts, positions = segment.postings.positions(postings[there])
    owners = np.repeat(owners, counts)
    keys = np.repeat(words << _WORD, counts) | owners << 32
    if len(segment.documents.content):
        # A stem may have both: forms that are function words, and forms that are not.
        positions, count = _counted(segment, documents, owners, positions)
        keys, positions = keys[count], positions[count]
    keys |= positions
    return keys, keys.searchsorted(np.arange(len(postings) + 1) << _WORD)


def _places_in_titles(
    segment: Segment, stems: Numbers, documents: Numbers
) -> tuple[Numbers, Numbers]:
    """As `_places`, where words stand in the titles of the articles of some paragraphs.

    Args:
        segment: the segment.
        stems: int64[words], their numbers, ascending.
        documents: int64, the paragraphs.
    """
    found, counts = segment.titles.at(
        segment.documents.articles.searchsorted(documents, "right") - 1
    )
    words, are_sought = places_in(found, stems)
    owners = np.repeat(np.arange(len(documents)), counts)
    positions = np.arange(len(found)) - offsets(counts)[owners]
    keys = (words << _WORD | owners << 32 | positions)[are_sought]
    keys.sort()
    return keys, keys.searchsorted(np.arange(len(stems) + 1) << _WORD)


def _counted(
    segment: Segment, documents: Numbers, owners: Numbers, positions: Numbers
) -> tuple[Numbers, Bools]:
    """How many words that count there are before each position in its document.

    With whether the word there counts itself.
    """
    starts = segment.content_starts[documents]
    sizes = segment.content_starts[documents + 1] - starts
    content = segment.documents.content[concatenated(starts, sizes)]
    before = offsets(_BITS[content])
    firsts = offsets(sizes)[owners]
    places = firsts + (positions >> 3)
    bits = content[places]
    lower = bits & ((1 << (positions & 7)) - 1)
    counted: Numbers = before[places] - before[firsts] + _BITS[lower]
    return counted, (bits >> (positions & 7) & 1).astype(bool)
