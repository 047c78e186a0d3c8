"""Gathers the paragraphs that match, best first: candidates, exact scores, nearness, ties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from pincite.search.matching import Candidates, Matcher
from pincite.search.nearness import CANDIDATES, nearness
from pincite.search.ranking import DECIMALS, Scorer

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from pincite.search.matching import Terms
    from pincite.search.nearness import Pair
    from pincite.search.query import Group, Leaf
    from pincite.search.snapshot import Snapshot

    Item = TypeVar("Item", bound=np.generic)
    Numbers = npt.NDArray[np.int64]
    Scores = npt.NDArray[np.float64]

_NO_NUMBERS = np.empty(0, np.int64)
_NO_SCORES = np.empty(0)
# How far bounds and scores of the same paragraph may be apart for the order of additions alone.
_SLACK = 1e-7
# So many candidates more than are asked for are not worth choosing among.
_SPARE = 32


@dataclass(frozen=True)
class Ranked:
    """The best matching paragraphs, the best first.

    Attributes:
        numbers: int64, document numbers.
        values: float64, the final scores, in the same order.
        near: by document number, what the nearness of query words added.
        total: how many paragraphs match.
    """

    numbers: Numbers
    values: Scores
    near: dict[int, float]
    total: int


class Collector:
    """Ranks what matches one query, over all segments."""

    def __init__(
        self, snapshot: Snapshot, tree: Group, terms: Terms, pairs: Sequence[Pair]
    ) -> None:
        """Rank what `tree` matches by `terms`, then by the nearness of `pairs`."""
        self._snapshot = snapshot
        self._pairs = pairs
        self._matchers = [Matcher(segment, tree, terms) for segment in snapshot.segments]
        self._scorers = [Scorer(matcher, terms) for matcher in self._matchers]

    def scorer(self, number: int) -> tuple[Scorer, int]:
        """What scores a document, and its number there."""
        place, document = self._snapshot.locate(number)
        return self._scorers[place], document

    def frequency(self, leaf: Leaf) -> int:
        """In how many paragraphs a leaf occurs."""
        return sum(len(matcher.occurrences(leaf)) for matcher in self._matchers)

    def collect(self, most: int) -> Ranked:
        """The best paragraphs, `most` of them or all there are."""
        found = [matcher.candidates(most) for matcher in self._matchers]
        if most < 1:
            return Ranked(_NO_NUMBERS, _NO_SCORES, {}, sum(each.total for each in found))
        wanted = max(most, CANDIDATES) if self._pairs else most
        numbers, values = self._best(found, wanted)
        limit = values[wanted - 1] if wanted <= len(values) else -np.inf
        short = [each.rest > 0 and each.rest >= limit - _SLACK for each in found]
        if any(short):
            found = [
                matcher.all() if again else each
                for matcher, each, again in zip(self._matchers, found, short, strict=True)
            ]
            numbers, values = self._best(found, wanted)
        total = sum(each.total for each in found)
        if not self._pairs:
            return Ranked(numbers[:most], values[:most], {}, total)
        return self._raised(numbers, values, most, total)

    def _best(self, found: Sequence[Candidates], wanted: int) -> tuple[Numbers, Scores]:
        """The best `wanted` and those that equal the last of them, in order."""
        least = self._likely(found, wanted)
        numbers, values = self._scored(found, least)
        if least > -np.inf:
            limit = float(np.partition(values, -wanted)[-wanted]) - _SLACK
            if limit < least:
                more_numbers, more_values = self._scored(found, limit, least)
                numbers = np.concatenate([numbers, more_numbers])
                values = np.concatenate([values, more_values])
        return self._ordered(numbers, values, wanted)

    def _likely(self, found: Sequence[Candidates], wanted: int) -> float:
        """The bound from which on a paragraph is likely to be among the best."""
        bounds = _joined([each.bounds for each in found], _NO_SCORES)
        if len(bounds) <= wanted + _SPARE:
            return -np.inf
        coarseness = max(matcher.coarseness() for matcher in self._matchers)
        return float(np.partition(bounds, -wanted)[-wanted]) - coarseness

    def _scored(
        self, found: Sequence[Candidates], least: float, below: float | None = None
    ) -> tuple[Numbers, Scores]:
        """Numbers and exact scores of the candidates whose bounds are in a range."""
        numbers = []
        values = []
        for each, scorer, base in zip(found, self._scorers, self._snapshot.bases, strict=True):
            chosen = each.bounds >= least
            if below is not None:
                chosen &= each.bounds < below
            documents = each.documents[chosen]
            if len(documents):
                numbers.append(documents.astype(np.int64) + base)
                values.append(scorer.score(documents).values)
        return _joined(numbers, _NO_NUMBERS), _joined(values, _NO_SCORES)

    def _ordered(self, numbers: Numbers, values: Scores, most: int) -> tuple[Numbers, Scores]:
        """By score; where scores are equal, by article and ordinal."""
        rounded = np.round(values, DECIMALS)
        order = np.argsort(-rounded, kind="stable")
        rounded = rounded[order]
        is_tied = rounded[1:] == rounded[:-1]
        if is_tied[:most].any():
            tied = np.flatnonzero(np.append(is_tied, False) | np.append(False, is_tied))
            ranks = np.zeros(len(order), np.int64)
            ranks[tied] = self._snapshot.text_ranks(numbers[order[tied]])
            order = order[np.lexsort((ranks, -rounded))]
        return numbers[order[:most]], values[order[:most]]

    def _raised(self, numbers: Numbers, values: Scores, most: int, total: int) -> Ranked:
        """The first of them in a new order, for the nearness of the query's words in them."""
        head = numbers[:CANDIDATES]
        added = self._nearness(head)
        again, raised = self._ordered(head, values[:CANDIDATES] + added, len(head))
        return Ranked(
            np.concatenate([again, numbers[CANDIDATES:]])[:most],
            np.concatenate([raised, values[CANDIDATES:]])[:most],
            dict(zip(head.tolist(), added.tolist(), strict=True)),
            total,
        )

    def _nearness(self, numbers: Numbers) -> Scores:
        added = np.zeros(len(numbers))
        ends = [*self._snapshot.bases[1:], np.inf]
        for matcher, base, end in zip(self._matchers, self._snapshot.bases, ends, strict=True):
            places = np.flatnonzero((numbers >= base) & (numbers < end))
            places = places[np.argsort(numbers[places])]
            if len(places):
                dtype = matcher.segment.postings.documents.dtype
                documents = (numbers[places] - base).astype(dtype)
                added[places] = nearness(matcher, self._pairs, documents)
        return added


def _joined(parts: list[npt.NDArray[Item]], nothing: npt.NDArray[Item]) -> npt.NDArray[Item]:
    if len(parts) == 1:
        return parts[0]
    return np.concatenate(parts) if parts else nothing
