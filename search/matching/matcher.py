"""Which paragraphs of one segment a query matches."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, reduce
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from pincite.indexer.codec.ranges import run_starts
from pincite.search.matching.locating import occurrences_of
from pincite.search.matching.occurrences import are_in
from pincite.search.query.tree import Alternatives, Dates, Field, Not, Part, parts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy.typing as npt

    from pincite.indexer.codec.segment import Segment
    from pincite.search.expansion.expand import Expansion
    from pincite.search.matching.filters import Filters
    from pincite.search.matching.occurrences import Occurrences
    from pincite.search.query.tree import Fuzzy, Group, Leaf, Node, Pattern
    from pincite.search.workspace import Workspace

    Numbers = npt.NDArray[np.int64]
    Integers = npt.NDArray[np.integer[Any]]
    Scores = npt.NDArray[np.float64]

# Below this many postings sorting them is cheaper than a pass over all documents.
_FEW = 2048


@dataclass(frozen=True)
class Terms:
    """What a query asks for, for all segments.

    Attributes:
        stem: turns a surface form into its stem in a language.
        forms: what a pattern or a fuzzy word stands for.
        weights: what each leaf is worth: its idf, as often as it stands in the query.
    """

    stem: Callable[[str, str], str]
    forms: Callable[[Pattern | Fuzzy], Expansion]
    weights: Mapping[Leaf, float]

    @cached_property
    def parts(self) -> Mapping[Part, float]:
        """What each is worth that is looked up by itself: of alternatives, each as all of them."""
        if Alternatives not in map(type, self.weights):
            return cast("Mapping[Part, float]", self.weights)
        worth: dict[Part, float] = {}
        for leaf, weight in self.weights.items():
            for part in parts_of(leaf):
                worth[part] = worth.get(part, 0.0) + weight
        return worth


class Matcher:
    """Answers for one query and one segment; each part is looked up once."""

    def __init__(self, space: Workspace, terms: Terms) -> None:
        """Match in the segment of `space`."""
        self.space = space
        self.segment: Segment = space.segment
        self._terms = terms
        self._found: dict[Part, Occurrences] = {}

    def occurrences(self, part: Part) -> Occurrences:
        """Where a part of the query occurs."""
        found = self._found.get(part)
        if found is None:
            found = self._found[part] = occurrences_of(self.space, part, self._terms)
        return found

    def matches(self, node: Node) -> Integers:
        """The paragraphs that match, ascending."""
        if isinstance(node, Part):
            return self.occurrences(node).documents
        if isinstance(node, Alternatives):
            return self._either([self.matches(part) for part in node.parts])
        if isinstance(node, Not):
            return _without(self.segment.live_paragraphs, self.matches(node.node))
        if isinstance(node, (Field, Dates)):
            return self.narrowed(self.segment.live_paragraphs, (node,))
        return self._group(node)

    @cached_property
    def _filters(self) -> Filters:
        from pincite.search.matching.filters import Filters  # for the few queries that have some

        return Filters(self.segment, self._terms.stem)

    def narrowed(self, documents: Integers, filters: Sequence[Node]) -> Integers:
        """Those documents that all of some filters let through."""
        return documents[self.passing(documents, filters)] if filters else documents

    def passing(self, documents: Integers, filters: Sequence[Node]) -> npt.NDArray[np.bool_]:
        """Of each document, whether all of some filters let it through."""
        there = np.ones(len(documents), bool)
        for node in filters:
            there &= self._filters.lets_through(node)[documents]
        return there

    def _group(self, group: Group) -> Integers:
        if group.musts:
            found = reduce(_both, sorted(map(self.matches, group.musts), key=len))
        elif group.shoulds:
            found = self._either([self.matches(node) for node in group.shoulds])
        else:
            found = self.segment.live_paragraphs
        found = self.narrowed(found, group.filters)
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


def _both(some: Integers, others: Integers) -> Integers:
    return some[are_in(some, others)]


def _without(some: Integers, others: Integers) -> Integers:
    return some[~are_in(some, others)]


def _distinct(documents: Integers) -> Integers:
    ordered = np.sort(documents)
    return ordered[run_starts(ordered)]
