"""Which matches of one segment are worth an exact score: by the most that each can reach.

What a posting can add at most lies in the index as its impact; the bounds of a paragraph's
postings add up to its own. Anh and Moffat, "Pruned query evaluation using pre-computed impacts",
SIGIR 2006.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from pincite.indexer.codec.ranges import places_in
from pincite.indexer.weights import DEFAULT, STEP
from pincite.search.matching.occurrences import WordOccurrences
from pincite.search.query.tree import Alternatives, Leaf, Word, parts_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from pincite.indexer.weights import Weights
    from pincite.search.matching.matcher import Matcher, Terms
    from pincite.search.query.tree import Group, Part

    Numbers = npt.NDArray[np.int64]
    Integers = npt.NDArray[np.integer[Any]]
    Scores = npt.NDArray[np.float64]

# A word that every paragraph has may weigh nothing, and is found all the same.
_TINY = 1e-9
# So many candidates more than are asked for are not worth choosing among.
SPARE = 32
_NOTHING = np.empty(0, np.int64)
_NO_BOUNDS = np.empty(0)


@dataclass(frozen=True)
class Candidates:
    """Paragraphs of one segment that may be among the best.

    Attributes:
        documents: their numbers in the segment.
        bounds: float64, the most that each can score; what stands there with 0.0 is none.
        total: how many match.
        rest: the most that a match not among them can score; 0.0 where there is none.
    """

    documents: Integers
    bounds: Scores
    total: int
    rest: float = 0.0

    def above(self, least: float) -> Integers:
        """Those whose bound is at least so much, ascending."""
        return np.sort(self.documents[self.bounds >= max(least, _TINY / 2)])


class Selector:
    """Chooses candidates among what one query matches in one segment."""

    def __init__(self, matcher: Matcher, tree: Group, terms: Terms, weights: Weights) -> None:
        """Choose among what `matcher` finds for `tree`, by `terms` and `weights`."""
        self._matcher = matcher
        self._space = matcher.space
        self._tree = tree
        self._idfs = terms.parts
        self._is_bounded = weights.are_bounded
        # Lengths were weighed against another mean when the impacts were made.
        drift = max(1.0, self._space.lengths.mean() / self._space.segment.average)
        self._scales = {
            part: max(weight, _TINY) * (STEP * drift if isinstance(part, Word) else 1.0)
            for part, weight in terms.parts.items()
        }

    def coarseness(self) -> float:
        """How far a bound may be above the score, for most paragraphs."""
        return sum(scale for part, scale in self._scales.items() if isinstance(part, Word))

    def candidates(self, most: int) -> Candidates:
        """Matches among which the best `most` are, if none of the others can rank with them."""
        word = _only_word(self._tree)
        if word is not None and self._is_bounded:
            occurrences = self._matcher.occurrences(word)
            champions = isinstance(occurrences, WordOccurrences) and occurrences.champions()
            if champions:
                filters = self._tree.filters
                documents = self._matcher.narrowed(champions[0], filters)
                if len(documents) > most:
                    bounds = np.full(len(documents), np.inf)
                    total = len(occurrences)
                    if filters:
                        total = len(self._matcher.narrowed(occurrences.documents, filters))
                    return Candidates(documents, bounds, total, champions[1] * self._scales[word])
        return self.all(most)

    def all(self, most: int) -> Candidates:
        """All matches; where few more than `most` match their bounds tell nothing.

        Nor do they by weights that the impacts do not rest on.
        """
        sought = _any_of(self._tree)
        if sought and (len(sought) > 1 or self._tree.nots):
            return self._any(sought)
        documents = self._matcher.matches(self._tree)
        if len(documents) <= most + SPARE or not self._is_bounded:
            return Candidates(documents, np.full(len(documents), np.inf), len(documents))
        return Candidates(documents, self._bounds(documents), len(documents))

    def _any(self, sought: Sequence[Part]) -> Candidates:
        """All that have one of some parts; each stands where its first occurrence is."""
        found = [(self._matcher.occurrences(part), self._scales[part]) for part in sought]
        found = [(occurrences, scale) for occurrences, scale in found if len(occurrences)]
        if not found:
            return Candidates(_NOTHING, _NO_BOUNDS, 0)
        several = np.concatenate([occurrences.documents for occurrences, _ in found])
        worth = np.concatenate([occurrences.bounds * scale for occurrences, scale in found])
        if self._tree.filters:
            passing = self._matcher.passing(several, self._tree.filters)
            several, worth = several[passing], worth[passing]
            if not len(several):
                return Candidates(_NOTHING, _NO_BOUNDS, 0)
        documents = several.astype(np.int64)
        self._space.slots[documents] = np.arange(len(documents), dtype=np.int32)
        bounds = np.zeros(len(documents))
        bounds += np.bincount(self._space.slots[documents], worth, len(documents))
        for node in self._tree.nots:
            bounds[self._met(documents, self._matcher.matches(node))[0]] = 0
        total = int(np.count_nonzero(bounds))
        if not self._is_bounded:
            return Candidates(documents[bounds > 0], np.full(total, np.inf), total)
        in_titles, more = self._titles(sought)
        if len(in_titles):
            places, there = self._met(documents, in_titles)
            added = np.bincount(places, more[there], len(documents))
            bounds += np.where(bounds > 0, added, 0)
        return Candidates(documents, bounds, total)

    def _met(self, documents: Numbers, others: Integers) -> tuple[Numbers, npt.NDArray[np.bool_]]:
        """Where those of `others` stand in `documents`, which are in the slots, and which do."""
        places = self._space.slots[others]
        np.minimum(places, len(documents) - 1, out=places)
        there = documents[places] == others
        return places[there], there

    def _bounds(self, documents: Integers) -> Scores:
        """The most that each of some documents can score; they ascend."""
        total = np.full(len(documents), _TINY)
        for part, scale in self._scales.items():
            occurrences = self._matcher.occurrences(part)
            if occurrences.documents is documents:
                total += occurrences.bounds * scale
            elif len(occurrences):
                places, there = places_in(documents, occurrences.documents)
                total += np.where(there, occurrences.bounds[places], 0) * scale
        in_titles, more = self._titles(list(self._scales))
        if len(in_titles):
            places, there = places_in(in_titles, documents)
            total += np.bincount(places[there], more[there], len(documents))
        return total

    def _titles(self, sought: Sequence[Part]) -> tuple[Integers, Scores]:
        """Documents that have a part in the title only, and what it adds to each."""
        found: list[tuple[Integers, Integers, float]] = []
        for part in sought:
            occurrences = self._matcher.occurrences(part)
            if isinstance(occurrences, WordOccurrences):
                documents, counts = occurrences.titles()
                if len(documents):
                    found.append((documents, counts, self._idfs[part]))
        if not found:
            return _NOTHING, _NO_BOUNDS
        documents = np.concatenate([each for each, _, _ in found])
        frequencies = np.concatenate([counts for _, counts, _ in found]).astype(np.float64)
        worth = self._space.at_most(documents, DEFAULT.title * frequencies)
        idfs = [idf for _, _, idf in found]
        return documents, worth * np.repeat(idfs, [len(each) for each, _, _ in found])


def _any_of(tree: Group) -> tuple[Part, ...] | None:
    """The parts of a query that asks for any of them, or excludes; None for any other query."""
    if tree.musts:
        return None
    leaves = [node for node in tree.shoulds if isinstance(node, Leaf)]
    if len(leaves) < len(tree.shoulds):
        return None
    if Alternatives in map(type, leaves):
        return tuple(dict.fromkeys(part for leaf in leaves for part in parts_of(leaf)))
    return cast("tuple[Part, ...]", tuple(dict.fromkeys(leaves)))


def _only_word(tree: Group) -> Word | None:
    """The word of a query for one word."""
    if tree.nots:
        return None
    sought = _any_of(tree) or (() if tree.shoulds else tree.musts)
    return sought[0] if len(sought) == 1 and isinstance(sought[0], Word) else None
