"""Which paragraphs of one segment a query matches, and at most how well."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Any

import numpy as np

from pincite.indexer.codec.impacts import STEP, at_most
from pincite.indexer.codec.ranges import run_starts
from pincite.indexer.weights import TITLE_WEIGHT
from pincite.search.occurrences import PhraseOccurrences, WordOccurrences, are_in, places_of
from pincite.search.query import Group, Not, Phrase, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy.typing as npt

    from pincite.indexer.codec.segment import Segment
    from pincite.search.occurrences import Occurrences
    from pincite.search.query import Leaf, Node

    Numbers = npt.NDArray[np.int64]
    Integers = npt.NDArray[np.integer[Any]]
    Scores = npt.NDArray[np.float64]

# Below this many postings sorting them is cheaper than a pass over all documents.
_FEW = 2048
# A word that every paragraph has may weigh nothing, and is found all the same.
_TINY = 1e-9


@dataclass(frozen=True)
class Terms:
    """The words and phrases of a query, for all segments.

    Attributes:
        stem: turns a surface form into its stem.
        weights: what each leaf is worth: its idf, as often as it stands in the query.
        average: weighted words of a paragraph in the mean of the index.
    """

    stem: Callable[[str], str]
    weights: Mapping[Leaf, float]
    average: float


@dataclass(frozen=True)
class Candidates:
    """Paragraphs of one segment that may be among the best.

    Attributes:
        documents: their numbers in the segment, ascending.
        bounds: float64, the most that each can score.
        total: how many match.
        rest: the most that a match not among them can score; 0.0 where there is none.
    """

    documents: Integers
    bounds: Scores
    total: int
    rest: float = 0.0


class Matcher:
    """Answers for one query and one segment; each leaf is looked up once."""

    def __init__(self, segment: Segment, tree: Group, terms: Terms) -> None:
        """Match `tree` in `segment`."""
        self.segment = segment
        self._tree = tree
        self._terms = terms
        self._found: dict[Leaf, Occurrences] = {}
        # Lengths were weighed against another mean when the impacts were made.
        self._drift = max(1.0, terms.average / segment.average)

    def occurrences(self, leaf: Leaf) -> Occurrences:
        """Where a word or a phrase occurs."""
        found = self._found.get(leaf)
        if found is None:
            found = self._word(leaf) if isinstance(leaf, Word) else self._phrase(leaf)
            self._found[leaf] = found
        return found

    def candidates(self, most: int) -> Candidates:
        """Matches among which the best `most` are, if none of the others can rank with them."""
        leaf = _only_word(self._tree)
        if leaf is not None:
            occurrences = self.occurrences(leaf)
            champions = isinstance(occurrences, WordOccurrences) and occurrences.champions()
            if champions and len(champions[0]) > most:
                scale = self._scale(leaf)
                bounds = np.full(len(champions[0]), np.inf)
                return Candidates(champions[0], bounds, len(occurrences), champions[1] * scale)
        return self.all()

    def coarseness(self) -> float:
        """How far a bound may be above the score, for most paragraphs."""
        return sum(self._scale(leaf) for leaf in self._terms.weights if isinstance(leaf, Word))

    def all(self) -> Candidates:
        """All matches."""
        leaves = _any_of(self._tree)
        if leaves is not None:
            documents, bounds = self._union(leaves)
        else:
            documents = self.matches(self._tree)
            bounds = self._bounds(documents)
        if len(self._terms.weights) > 1:
            self._add_titles(documents, bounds)
        return Candidates(documents, bounds, len(documents))

    def matches(self, node: Node) -> Integers:
        """The paragraphs that match, ascending."""
        if isinstance(node, (Word, Phrase)):
            return self.occurrences(node).documents
        if isinstance(node, Not):
            return _without(self.segment.live_paragraphs, self.matches(node.node))
        return self._group(node)

    def _group(self, group: Group) -> Integers:
        if group.musts:
            found = reduce(_both, sorted(map(self.matches, group.musts), key=len))
        elif group.shoulds:
            found = self._either([self.matches(node) for node in group.shoulds])
        else:
            found = self.segment.live_paragraphs
        for node in group.nots:
            found = _without(found, self.matches(node))
        return found

    def _either(self, several: Sequence[Integers]) -> Integers:
        if len(several) == 1:
            return several[0]
        if sum(map(len, several)) < _FEW:
            return _distinct(np.concatenate(several))
        marked = np.zeros(self.segment.document_count, bool)
        for documents in several:
            marked[documents] = True
        return np.flatnonzero(marked)

    def _union(self, leaves: Sequence[Leaf]) -> tuple[Integers, Scores]:
        """All that have one of some leaves, with their bounds."""
        found = [(self.occurrences(leaf), self._scale(leaf)) for leaf in leaves]
        found = [(occurrences, scale) for occurrences, scale in found if len(occurrences)]
        if not found:
            return np.empty(0, np.int64), np.empty(0)
        if len(found) == 1:
            occurrences, scale = found[0]
            return occurrences.documents, _scaled(occurrences, scale)
        documents = np.concatenate([occurrences.documents for occurrences, _ in found])
        values = np.concatenate([_scaled(occurrences, scale) for occurrences, scale in found])
        if len(documents) < _FEW:
            unique, places = np.unique(documents, return_inverse=True)
            return unique, _sums(places, values, len(unique))
        total = _sums(documents, values, self.segment.document_count)
        union = np.flatnonzero(total > 0)  # of truth values they are found ten times as fast
        return union, total[union]

    def _add_titles(self, documents: Integers, bounds: Scores) -> None:
        """Add to bounds what words that stand in the titles above the documents only can add."""
        for leaf, weight in self._terms.weights.items():
            occurrences = self.occurrences(leaf)
            if isinstance(occurrences, WordOccurrences):
                titles, frequencies = occurrences.titles()
                places, there = places_of(titles, documents)
                if there.any():
                    counts = TITLE_WEIGHT * frequencies[there].astype(np.int64)
                    worth = at_most(
                        self.segment.documents, titles[there], counts, self._terms.average
                    )
                    bounds[places[there]] += weight * worth

    def _bounds(self, documents: Integers) -> Scores:
        total = np.zeros(len(documents))
        for leaf in self._terms.weights:
            occurrences = self.occurrences(leaf)
            if len(occurrences):
                places, there = places_of(documents, occurrences.documents)
                total += np.where(there, occurrences.bounds[places], 0) * self._scale(leaf)
        return total

    def _scale(self, leaf: Leaf) -> float:
        """What a step of a leaf's bounds is worth."""
        weight = max(self._terms.weights[leaf], _TINY)
        return weight * STEP * self._drift if isinstance(leaf, Word) else weight

    def _word(self, word: Word) -> WordOccurrences:
        stem = self._terms.stem(word.surface)
        return WordOccurrences(self.segment, self.segment.lexicon.stems.find(stem))

    def _phrase(self, phrase: Phrase) -> PhraseOccurrences:
        lexicon = self.segment.lexicon
        words = []
        for surface in phrase.surfaces:
            number = lexicon.surfaces.find(surface)
            stem = lexicon.stem_of(number) if number >= 0 else -1
            words.append((stem, number - int(lexicon.forms[stem]) if number >= 0 else 0))
        return PhraseOccurrences(self.segment, words, self._terms.average)


def _both(some: Integers, others: Integers) -> Integers:
    return some[are_in(some, others)]


def _without(some: Integers, others: Integers) -> Integers:
    return some[~are_in(some, others)]


def _distinct(documents: Integers) -> Integers:
    ordered = np.sort(documents)
    return ordered[run_starts(ordered)]


def _scaled(occurrences: Occurrences, scale: float) -> Scores:
    return np.asarray(occurrences.bounds * scale, np.float64)


def _sums(places: Integers, values: Scores, size: int) -> Scores:
    """For each of so many places the sum of the values there."""
    return np.asarray(np.bincount(places, values, size), np.float64)


def _any_of(tree: Group) -> tuple[Leaf, ...] | None:
    """The leaves of a query that asks for any of them; None for any other query."""
    if tree.musts or tree.nots:
        return None
    leaves = tuple(node for node in tree.shoulds if isinstance(node, (Word, Phrase)))
    return tuple(dict.fromkeys(leaves)) if len(leaves) == len(tree.shoulds) else None


def _only_word(tree: Group) -> Word | None:
    """The word of a query for one word."""
    leaves = _any_of(tree) or (tree.musts if not tree.shoulds and not tree.nots else ())
    return leaves[0] if len(leaves) == 1 and isinstance(leaves[0], Word) else None
