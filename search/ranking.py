"""How well a paragraph answers: BM25F over text and title, exactly."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from pincite.indexer.codec.ranges import places_in
from pincite.indexer.weights import TITLE_WEIGHT, kind_weights, saturated

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import numpy.typing as npt

    from pincite.indexer.codec.segment import Segment
    from pincite.search.matching import Matcher, Terms
    from pincite.search.query import Leaf

    Integers = npt.NDArray[np.integer[Any]]
    Scores = npt.NDArray[np.float64]

# Scores that differ by less are equal, here and in the page.
DECIMALS = 9

_IDF_STEP = 2.0**20


def idf(frequency: int, paragraphs: int) -> float:
    """Inverse document frequency, in steps of 2⁻²⁰.

    The steps hide that logarithms differ in the last bit between a browser and Python.

    Args:
        frequency: in how many paragraphs a term occurs.
        paragraphs: how many there are.
    """
    ratio = (paragraphs - frequency + 0.5) / (frequency + 0.5)
    return math.floor(math.log(1 + ratio) * _IDF_STEP + 0.5) / _IDF_STEP


@dataclass(frozen=True)
class Scored:
    """Scores of some paragraphs, and what each leaf of the query gave them.

    Attributes:
        values: float64, the scores.
        parts: for each leaf, float64, its share of each score.
        frequencies: for each leaf, float64, its weighted frequency in each.
    """

    values: Scores
    parts: Mapping[Leaf, Scores]
    frequencies: Mapping[Leaf, Scores]


class Scorer:
    """Scores paragraphs of one segment by the leaves of a query."""

    def __init__(self, matcher: Matcher, terms: Terms) -> None:
        """Score what `matcher` finds by `terms`."""
        self._matcher = matcher
        self._segment: Segment = matcher.segment
        self._terms = terms

    def score(self, documents: Integers) -> Scored:
        """The scores of some paragraphs, which ascend."""
        columns = self._segment.documents
        places = documents.astype(np.int64)
        titles = TITLE_WEIGHT * columns.title_lengths[places].astype(np.int64)
        lengths = (columns.text_lengths[places] + titles).astype(np.float64)
        frequencies = {
            leaf: self._matcher.occurrences(leaf).frequencies(documents)
            for leaf in self._terms.weights
        }
        parts = {leaf: self._part(leaf, found, lengths) for leaf, found in frequencies.items()}
        for place in self._cut(documents):
            best = self._best_passage(int(documents[place]))
            for leaf, (frequency, part) in best.items():
                frequencies[leaf][place] = frequency
                parts[leaf][place] = part
        weights = kind_weights()[columns.kinds[places]]
        parts = {leaf: part * weights for leaf, part in parts.items()}
        return Scored(_total(parts.values(), len(documents)), parts, frequencies)

    def _part(self, leaf: Leaf, frequencies: Scores, lengths: Scores) -> Scores:
        return saturated(frequencies, lengths, self._terms.average, self._terms.weights[leaf])

    def _cut(self, documents: Integers) -> list[int]:
        """The places of the paragraphs that are cut into passages."""
        cut = self._segment.documents.passages.documents
        places: list[int] = np.flatnonzero(places_in(documents, cut)[1]).tolist()
        return places

    def _best_passage(self, document: int) -> dict[Leaf, tuple[float, float]]:
        """For each leaf, frequency and share in the passage of a paragraph that scores best."""
        columns = self._segment.documents
        starts = columns.passages.of(document)
        ends = [*starts[1:], int(columns.text_lengths[document])]
        title = TITLE_WEIGHT * int(columns.title_lengths[document])
        lengths = np.array(ends, np.float64) - np.array(starts, np.float64) + title
        frequencies = {
            leaf: self._in_passages(leaf, document, starts) for leaf in self._terms.weights
        }
        parts = {leaf: self._part(leaf, found, lengths) for leaf, found in frequencies.items()}
        totals = np.round(_total(parts.values(), len(starts)), DECIMALS)
        best = int(np.argmax(totals))
        return {leaf: (float(frequencies[leaf][best]), float(parts[leaf][best])) for leaf in parts}

    def _in_passages(self, leaf: Leaf, document: int, starts: list[int]) -> Scores:
        occurrences = self._matcher.occurrences(leaf)
        counts = np.zeros(len(starts), np.float64)
        for position in occurrences.positions(np.array([document]))[1].tolist():
            counts[bisect_right(starts, position) - 1] += 1
        return counts + TITLE_WEIGHT * float(occurrences.title_frequency(document))


def _total(parts: Iterable[Scores], size: int) -> Scores:
    total = np.zeros(size, np.float64)
    for part in parts:
        total += part
    return total
