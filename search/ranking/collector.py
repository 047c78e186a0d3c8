"""Gathers the paragraphs that match, best first: candidates, exact scores, nearness, ties."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from pincite.indexer.codec.ranges import places_in
from pincite.indexer.weights import DEFAULT
from pincite.search.matching.matcher import Matcher
from pincite.search.query.tree import Word
from pincite.search.ranking.nearness import CANDIDATES, nearness
from pincite.search.ranking.related import relatedness
from pincite.search.ranking.scorer import DECIMALS, Scorer
from pincite.search.ranking.selection import SPARE, Selector

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy.typing as npt

    from pincite.indexer.weights import Weights
    from pincite.search.matching.matcher import Terms
    from pincite.search.query.tree import Group, Leaf
    from pincite.search.ranking.nearness import Pair
    from pincite.search.ranking.scorer import Scored
    from pincite.search.ranking.selection import Candidates
    from pincite.search.snapshot import Snapshot

    Numbers = npt.NDArray[np.int64]
    Scores = npt.NDArray[np.float64]

_NONE = np.empty(0, np.int64)
# How far bounds and scores of the same paragraph may be apart for the order of additions alone.
_SLACK = 1e-7


@dataclass(frozen=True)
class Ranked:
    """The best matching paragraphs, the best first.

    Attributes:
        numbers: int64, document numbers.
        values: float64, the final scores, in the same order.
        near: float64, what of it the nearness of query words and related words added.
        total: how many paragraphs match, or articles where each comes once.
        matches: where each article comes once, how many paragraphs of each match.
        also: where one paragraph stands for all of the same words, by its number the others
            that match, if there are any.
    """

    numbers: Numbers
    values: Scores
    near: Scores
    total: int
    matches: Sequence[int] = ()
    also: Mapping[int, Sequence[int]] = field(default_factory=dict)

    def take(self, places: Numbers) -> Ranked:
        """Some of them."""
        return replace(
            self, numbers=self.numbers[places], values=self.values[places], near=self.near[places]
        )


class Collector:
    """Ranks what matches one query, over all segments.

    Attributes:
        added: what a ranking after this one added to the scores of documents, by their numbers.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        tree: Group,
        terms: Terms,
        pairs: Sequence[Pair],
        weights: Weights = DEFAULT,
    ) -> None:
        """Rank what `tree` matches by `terms`, then by the nearness of `pairs`."""
        self.added: dict[int, float] = {}
        self._snapshot = snapshot
        self._tree = tree
        self._terms = terms
        self._pairs = pairs
        self._weights = weights
        self._matchers = [Matcher(space, terms) for space in snapshot.spaces]
        self._selectors = [Selector(matcher, tree, terms, weights) for matcher in self._matchers]
        self._scorers = [Scorer(matcher, terms, weights) for matcher in self._matchers]

    def scorer(self, number: int) -> tuple[Scorer, int]:
        """What scores a document, and its number there."""
        place, document = self._snapshot.locate(number)
        return self._scorers[place], document

    def frequency(self, leaf: Leaf) -> int:
        """In how many paragraphs a leaf occurs."""
        return sum(len(matcher.matches(leaf)) for matcher in self._matchers)

    def matching(self) -> Numbers:
        """int64, all documents that match, ascending."""
        found = [matcher.matches(self._tree).astype(np.int64) for matcher in self._matchers]
        bases = self._snapshot.bases
        return np.concatenate(
            [_NONE, *(each + base for each, base in zip(found, bases, strict=True))]
        )

    def scores(self, numbers: Numbers) -> tuple[Scores, Scores]:
        """The scores that some matches get in `collect`, and what was added as in `Ranked`."""
        values, near = np.empty(len(numbers)), np.zeros(len(numbers))
        for place, own, documents in self._divided(numbers):
            values[own] = self._scorers[place].score(documents).values
        if self._pairs:
            best = self.collect(CANDIDATES)
            order = np.argsort(numbers)
            places, there = places_in(best.numbers, numbers[order])
            values[order[places[there]]] = best.values[there]
            near[order[places[there]]] = best.near[there]
        return values, near

    def collect(self, most: int) -> Ranked:
        """The best paragraphs, `most` of them or all there are."""
        wanted = max(most, CANDIDATES) if self._pairs else most
        found = [selector.candidates(wanted) for selector in self._selectors]
        total = sum(each.total for each in found)
        if most < 1 or not total:
            return Ranked(np.empty(0, np.int64), np.empty(0), np.empty(0), total)
        best = self._best(found, wanted)
        limit = best.values[wanted - 1] if wanted <= len(best.values) else -np.inf
        short = [each.rest > 0 and each.rest >= limit - _SLACK for each in found]
        if any(short):
            found = [
                selector.all(wanted) if again else each
                for selector, each, again in zip(self._selectors, found, short, strict=True)
            ]
            best = self._best(found, wanted)
        if not self._pairs:
            return Ranked(best.numbers, best.values, np.zeros(len(best.numbers)), total)
        return self._raised(best, most, total)

    def _best(self, found: Sequence[Candidates], wanted: int) -> _Best:
        """The best `wanted`, in order."""
        least = self._likely(found, wanted)
        best = self._scored(found, least)
        if least > 0:
            limit = float(np.partition(best.values, -wanted)[-wanted]) - _SLACK
            if limit < least:
                best = self._scored(found, limit)
        is_last = not self._pairs or wanted > CANDIDATES
        return best.take(self._order(best.numbers, best.values, wanted, inside=is_last))

    def _likely(self, found: Sequence[Candidates], wanted: int) -> float:
        """The bound from which on a paragraph is likely to be among the best; 0.0 for any."""
        if sum(each.total for each in found) <= wanted + SPARE:
            return 0.0
        bounds = found[0].bounds
        if len(found) > 1:
            bounds = np.concatenate([each.bounds for each in found])
        if len(bounds) <= wanted or np.isinf(bounds.min()):
            return 0.0
        coarseness = max(selector.coarseness() for selector in self._selectors) + 2 * _SLACK
        return float(np.partition(bounds, -wanted)[-wanted]) - coarseness

    def _scored(self, found: Sequence[Candidates], least: float) -> _Best:
        """The candidates whose bounds are at least so much."""
        scored = [
            scorer.score(each.above(least))
            for each, scorer in zip(found, self._scorers, strict=True)
        ]
        if len(scored) == 1:
            return _Best(scored[0].documents.astype(np.int64), scored[0].values, scored)
        bases = map(np.int64, self._snapshot.bases)
        numbers = [each.documents + base for each, base in zip(scored, bases, strict=True)]
        values = np.concatenate([each.values for each in scored])
        return _Best(np.concatenate(numbers), values, scored)

    def _order(
        self, numbers: Numbers, values: Scores, most: int, *, inside: bool = True
    ) -> Numbers:
        """Places of the first `most` by score; of equals by article and ordinal.

        Not `inside`, the order of these does not matter, only which they are.
        """
        rounded = values.round(DECIMALS)
        order = np.argsort(-rounded, kind="stable")
        falling = rounded[order]
        is_tied = falling[1 : most + 1] == falling[: len(falling[1 : most + 1])]
        if is_tied[0 if inside else most - 1 :].any():
            order = order[: np.count_nonzero(falling >= falling[:most][-1])]
            ranks = self._snapshot.text_ranks(numbers[order])
            order = order[np.lexsort((ranks, -rounded[order]))]
        return order[:most]

    def _raised(self, best: _Best, most: int, total: int) -> Ranked:
        """The first of them in a new order, for nearness and related words."""
        head = best.numbers[:CANDIDATES]
        added = self._second_stage(head, best.scored)
        raised = best.values[:CANDIDATES] + added
        order = self._order(head, raised, min(most, len(head)))
        return Ranked(
            np.concatenate([head[order], best.numbers[CANDIDATES:most]]),
            np.concatenate([raised[order], best.values[CANDIDATES:most]]),
            np.concatenate([added[order], np.zeros(len(best.numbers[CANDIDATES:most]))]),
            total,
        )

    def _second_stage(self, numbers: Numbers, scored: Sequence[Scored]) -> Scores:
        """What is added to the scores of some documents."""
        added = np.zeros(len(numbers))
        for place, own, documents in self._divided(numbers):
            known = scored[place].documents
            columns = known.searchsorted(documents.astype(known.dtype))
            near, related = self._added(place, scored[place], columns)
            added[own] = near + related
        return added

    def _divided(self, numbers: Numbers) -> Iterator[tuple[int, Numbers, Numbers]]:
        """By segment its place, which of some documents it has, and their numbers there, ascending.

        A segment that has none is passed over.
        """
        order = np.argsort(numbers)
        ascending = numbers[order]
        first = 0
        for place, base in enumerate(self._snapshot.bases):
            end = int(ascending.searchsorted(base + self._matchers[place].segment.document_count))
            if end > first:
                yield place, order[first:end], ascending[first:end] - base
            first = end

    def raises(self, number: int, scored: Scored) -> tuple[float, float]:
        """What nearness and related words add to a document that alone was scored."""
        place, _ = self._snapshot.locate(number)
        near, related = self._added(place, scored, np.array([0]))
        return float(near[0]), float(related[0])

    def _added(self, place: int, scored: Scored, columns: Numbers) -> tuple[Scores, Scores]:
        """What nearness adds to some that were scored, ascending, and what related words."""
        space = self._matchers[place].space
        near = nearness(space, self._pairs, self._weights, scored, columns)
        worths = self._worths(space.segment.language)
        return near, relatedness(space, worths, self._weights, scored, columns)

    def _worths(self, language: str) -> dict[str, float]:
        """What the words that score are worth, by stem."""
        worths: dict[str, float] = {}
        for leaf, worth in self._terms.weights.items():
            if isinstance(leaf, Word):
                stem = self._terms.stem(leaf.surface, language)
                worths[stem] = worths.get(stem, 0.0) + worth
        return worths


@dataclass(frozen=True)
class _Best:
    """Scored paragraphs of all segments.

    Attributes:
        numbers: int64[n], document numbers.
        values: float64[n], scores.
        scored: more about them, by segment, each in the order of its documents.
    """

    numbers: Numbers
    values: Scores
    scored: Sequence[Scored]

    def take(self, places: Numbers) -> _Best:
        """Some of them."""
        return _Best(self.numbers[places], self.values[places], self.scored)
