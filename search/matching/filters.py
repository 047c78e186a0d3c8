"""Which paragraphs of one segment a query may look at: what is known of them and their articles."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from pincite.indexer.articles import KINDS, Kind
from pincite.indexer.codec.catalog import side_by_side
from pincite.indexer.codec.ranges import counts_between
from pincite.search.query.tree import Dates, Field, Group, Not

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import numpy.typing as npt

    from pincite.indexer.codec.segment import Segment
    from pincite.search.query.tree import Node

    Bools = npt.NDArray[np.bool_]


class Filters:
    """Answers the filters of one query; each is looked up once."""

    def __init__(self, segment: Segment, stem: Callable[[str, str], str]) -> None:
        """Answer for `segment`; `stem` turns a surface form into its stem in a language."""
        self._segment = segment
        self._stem = stem
        self._found: dict[Node, Bools] = {}

    def lets_through(self, node: Node) -> Bools:
        """Bool by document number, whether a filter fits; of articles and deleted ones no matter.

        Args:
            node: a filter, as `query.is_filter` says.
        """
        found = self._found.get(node)
        if found is None:
            found = self._found[node] = self._answer(node)
        return found

    def _answer(self, node: Node) -> Bools:
        if isinstance(node, Not):
            return ~self.lets_through(node.node)
        if isinstance(node, Group):
            return self._group(node)
        if isinstance(node, Field) and node.name == "kind":
            kind = KINDS.index(Kind(node.words[0]))
            return np.asarray(self._segment.documents.kinds == kind, bool)
        if not isinstance(node, (Field, Dates)):
            raise TypeError(f"{node} is no filter")
        fits = self._dated(node) if isinstance(node, Dates) else self._described(node)
        return np.repeat(fits, counts_between(self._segment.documents.articles))

    def _group(self, group: Group) -> Bools:
        found = self._all((*group.musts, *group.filters))
        if group.shoulds and not group.musts:
            found &= ~self._all(Not(node) for node in group.shoulds)
        return found & self._all(Not(node) for node in group.nots)

    def _all(self, nodes: Iterable[Node]) -> Bools:
        everything = np.ones(self._segment.document_count, bool)
        return reduce(np.logical_and, map(self.lets_through, nodes), everything)

    def _dated(self, dates: Dates) -> Bools:
        """Of each article, whether it may be of one of these days."""
        first, last = self._segment.catalog.days
        return np.asarray((first > 0) & (first <= dates.last) & (last >= dates.first), bool)

    def _described(self, field: Field) -> Bools:
        """Of each article, whether a field has what is asked for."""
        catalog = self._segment.catalog
        if field.name == "path":
            (wanted,), texts = field.words, catalog.folded_ids
        elif field.verbatim:
            wanted, texts = side_by_side(field.words), catalog.texts[field.name]
        else:
            language = self._segment.language
            wanted = side_by_side(self._stem(word, language) for word in field.words)
            texts = catalog.texts[f"{field.name}_stems"]
        return np.fromiter((wanted in text for text in texts), bool, len(texts))
