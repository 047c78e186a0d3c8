"""Gathers the paragraphs that match, best first: candidates, exact scores, nearness, ties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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

    Numbers = npt.NDArray[np.int64]
    Scores = npt.NDArray[np.float64]

# How far bounds and scores of the same paragraph may be apart for the order of additions alone.
_SLACK = 1e-7
# How many candidates are scored beyond those asked for, in the hope of being done at once.
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
        wanted = max(most, CANDIDATES) if self._pairs else most
        found = [matcher.candidates(wanted) for matcher in self._matchers]
        numbers, values = self._best(found, wanted)
        limit = values[wanted - 1] if 0 < wanted <= len(values) else -np.inf
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
        bounds = np.concatenate([each.bounds for each in found] or [np.empty(0)])
        owners = np.repeat(np.arange(len(found)), [len(each.documents) for each in found])
        documents = np.concatenate(
            [each.documents.astype(np.int64) for each in found] or [np.empty(0, np.int64)]
        )
        if wanted < 1 or not len(bounds):
            return np.empty(0, np.int64), np.empty(0)
        first = _highest(bounds, wanted + _SPARE)
        values = self._scores(owners[first], documents[first])
        if len(first) < len(bounds):
            limit = np.partition(values, -wanted)[-wanted] - _SLACK
            again = np.flatnonzero(bounds >= limit)
            again = again[~np.isin(again, first)]
            if len(again):
                first = np.concatenate([first, again])
                values = np.concatenate([values, self._scores(owners[again], documents[again])])
        bases = np.array(self._snapshot.bases)
        return self._ordered(bases[owners[first]] + documents[first], values, wanted)

    def _scores(self, owners: Numbers, documents: Numbers) -> Scores:
        values = np.empty(len(documents))
        for owner in set(owners.tolist()):
            places = np.flatnonzero(owners == owner)
            places = places[np.argsort(documents[places])]
            dtype = self._matchers[owner].segment.postings.documents.dtype
            values[places] = self._scorers[owner].score(documents[places].astype(dtype)).values
        return values

    def _ordered(self, numbers: Numbers, values: Scores, most: int) -> tuple[Numbers, Scores]:
        """By score; where scores are equal, by article and ordinal."""
        rounded = np.round(values, DECIMALS)
        order = np.argsort(-rounded, kind="stable")
        rounded = rounded[order]
        equal = rounded[1:] == rounded[:-1]
        if equal[:most].any():
            order = self._untied(numbers, order, rounded, most)
        return numbers[order[:most]], values[order[:most]]

    def _untied(self, numbers: Numbers, order: Numbers, rounded: Scores, most: int) -> Numbers:
        end = int(np.searchsorted(-rounded, -rounded[min(most, len(rounded)) - 1], "right"))
        head = order[:end].tolist()
        ids = {place: self._snapshot.article_id(int(numbers[place])) for place in head}
        values = dict(zip(head, rounded[:end].tolist(), strict=True))
        head.sort(key=lambda place: (-values[place], ids[place], numbers[place]))
        return np.array(head, np.int64)

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


def _highest(bounds: Scores, count: int) -> Numbers:
    """The places of the `count` highest, in no order."""
    if len(bounds) <= count:
        return np.arange(len(bounds))
    return np.argpartition(bounds, -count)[-count:]
