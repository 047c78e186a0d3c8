"""How well a paragraph answers: BM25F over text and title, then the nearness of query words.

BM25F: Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields",
CIKM 2004. Nearness: the sequential dependence of Metzler and Croft, "A Markov random field
model for term dependencies", SIGIR 2005, as saturated counts.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pincite.indexer.articles import Kind
from pincite.indexer.passages import LONGEST
from pincite.indexer.schema import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy.typing as npt

    from pincite.search.matching import Matcher
    from pincite.search.postings import Numbers, Postings, PostingsReader
    from pincite.search.query import Leaf

    Scores = npt.NDArray[np.float64]

K1 = 1.2
B = 0.75
TITLE_WEIGHT = 3
KIND_WEIGHTS = {
    Kind.HEADING: 0.25,
    Kind.CAPTION: 0.3,
    Kind.BYLINE: 0.1,
    Kind.BOILERPLATE: 0.1,
}
# Scores that differ by less are equal, here and in the page.
DECIMALS = 9

NEAR_WEIGHT = 0.2
NEAR_SATURATION = 1.2
NEAR_WINDOW = 8
NEAR_CANDIDATES = 100

_IDF_STEP = 2.0**20


def kind_weight(kind: Kind) -> float:
    """What a paragraph's score is multiplied by for what it is to its article."""
    return KIND_WEIGHTS.get(kind, 1.0)


@dataclass(frozen=True)
class Collection:
    """The figures of the whole index that scores rest on.

    Attributes:
        paragraphs: how many there are.
        average_length: words of text and weighted title, per paragraph.
    """

    paragraphs: int
    average_length: float

    @classmethod
    def of(cls, reader: PostingsReader) -> Collection:
        """The figures of one state of an index."""
        numbers = reader.paragraphs
        total = int(reader.text_lengths[numbers].sum())
        total += TITLE_WEIGHT * int(reader.title_lengths[numbers].sum())
        return cls(len(numbers), total / len(numbers) if len(numbers) else 1.0)

    def idf(self, frequency: int) -> float:
        """Inverse document frequency, in steps of 2⁻²⁰.

        The steps hide that logarithms differ in the last bit between a browser and Python.
        """
        ratio = (self.paragraphs - frequency + 0.5) / (frequency + 0.5)
        return math.floor(math.log(1 + ratio) * _IDF_STEP + 0.5) / _IDF_STEP


@dataclass(frozen=True)
class Scored:
    """Scores of some paragraphs, and what each leaf of the query gave them.

    Attributes:
        numbers: int64, document numbers.
        values: float64, the score of each.
        parts: for each leaf, float64, its share of each score.
        frequencies: for each leaf, float64, its weighted frequency in each.
    """

    numbers: Numbers
    values: Scores
    parts: Mapping[Leaf, Scores]
    frequencies: Mapping[Leaf, Scores]


class Scorer:
    """Scores paragraphs by the leaves of one query."""

    def __init__(
        self,
        reader: PostingsReader,
        matcher: Matcher,
        collection: Collection,
        leaves: Mapping[Leaf, int],
    ) -> None:
        """Score by `leaves`, each with how often it stands in the query."""
        self._reader = reader
        self._matcher = matcher
        self._average = collection.average_length
        self._leaves = leaves

    def score(self, numbers: Numbers) -> Scored:
        """The scores of the paragraphs of `numbers`."""
        titles = TITLE_WEIGHT * self._reader.title_lengths[numbers]
        lengths = (self._reader.text_lengths[numbers] + titles).astype(np.float64)
        frequencies = {leaf: self._frequencies(leaf, numbers) for leaf in self._leaves}
        parts = {leaf: self._part(leaf, found, lengths) for leaf, found in frequencies.items()}
        for place in np.flatnonzero(self._reader.text_lengths[numbers] > LONGEST).tolist():
            best = self._best_passage(int(numbers[place]))
            for leaf, (frequency, part) in best.items():
                frequencies[leaf][place] = frequency
                parts[leaf][place] = part
        weights = np.array([kind_weight(kind) for kind in KINDS])[self._reader.kinds[numbers]]
        parts = {leaf: part * weights for leaf, part in parts.items()}
        return Scored(numbers, _total(parts.values(), len(numbers)), parts, frequencies)

    def _frequencies(self, leaf: Leaf, numbers: Numbers) -> Scores:
        found = self._matcher.occurrences(leaf)
        weighted = _at(found.text, numbers) + TITLE_WEIGHT * _at(found.title, numbers)
        return weighted.astype(np.float64)

    def _part(self, leaf: Leaf, frequencies: Scores, lengths: Scores) -> Scores:
        """BM25's share of a score: frequencies saturate, and count less in longer texts."""
        weight = self._leaves[leaf] * self._matcher.occurrences(leaf).idf
        norms = K1 * (1 - B + B * (lengths / self._average))
        return np.asarray(weight * (frequencies * (K1 + 1)) / (frequencies + norms), np.float64)

    def _best_passage(self, number: int) -> dict[Leaf, tuple[float, float]]:
        """For each leaf, frequency and share in the passage of a paragraph that scores best."""
        starts = self._reader.record(number).passages
        ends = [*starts[1:], int(self._reader.text_lengths[number])]
        title = TITLE_WEIGHT * int(self._reader.title_lengths[number])
        lengths = np.array(ends, np.float64) - np.array(starts, np.float64) + title
        frequencies = {leaf: self._in_passages(leaf, number, starts) for leaf in self._leaves}
        parts = {leaf: self._part(leaf, found, lengths) for leaf, found in frequencies.items()}
        totals = np.round(_total(parts.values(), len(starts)), DECIMALS)
        best = int(np.argmax(totals))
        return {
            leaf: (float(frequencies[leaf][best]), float(parts[leaf][best]))
            for leaf in self._leaves
        }

    def _in_passages(self, leaf: Leaf, number: int, starts: Sequence[int]) -> Scores:
        counts = np.zeros(len(starts), np.float64)
        for position in self._matcher.positions(leaf, [number]).get(number, ()):
            counts[bisect_right(starts, position) - 1] += 1
        title = _at(self._matcher.occurrences(leaf).title, np.array([number], np.int64))
        return counts + TITLE_WEIGHT * float(title[0])


def _at(postings: Postings, numbers: Numbers) -> Numbers:
    """The frequency in each document of `numbers`, 0 where there is no posting."""
    found = np.zeros(len(numbers), np.int64)
    if len(postings.numbers):
        places = np.searchsorted(postings.numbers, numbers)
        places[places == len(postings.numbers)] = 0
        hit = postings.numbers[places] == numbers
        found[hit] = postings.frequencies[places[hit]]
    return found


def _total(parts: Iterable[Scores], size: int) -> Scores:
    total = np.zeros(size, np.float64)
    for part in parts:
        total += part
    return total


@dataclass(frozen=True, eq=False)
class Pair:
    """Two neighbouring words of a query.

    Attributes:
        first, second: their stems, in the order of the query.
        weight: what their nearness is worth: the mean of their idfs.
        numbers: int64, the documents that have both, ascending.
    """

    first: str
    second: str
    weight: float
    numbers: Numbers


def nearness(stems: Sequence[str | None], pair: Pair) -> float:
    """What the nearness of a pair adds to the score of a paragraph.

    Args:
        stems: the paragraph's words in order; None for a function word, which takes no place.
        pair: the pair.
    """
    words = [stem for stem in stems if stem is not None]
    firsts = [place for place, stem in enumerate(words) if stem == pair.first]
    seconds = [place for place, stem in enumerate(words) if stem == pair.second]
    following = set(seconds)
    ordered = sum(place + 1 in following for place in firsts)
    near = sum(
        bisect_right(seconds, place + NEAR_WINDOW) - bisect_right(seconds, place - NEAR_WINDOW - 1)
        for place in firsts
    )
    weight = NEAR_WEIGHT * pair.weight
    return weight * ordered / (ordered + NEAR_SATURATION) + weight * near / (near + NEAR_SATURATION)
