"""The words and phrases of one query against the whole index: frequencies, weights, forms."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pincite.search import query as queries
from pincite.search.highlight import Sought
from pincite.search.matching import Terms
from pincite.search.nearness import Pair
from pincite.search.query import Word
from pincite.search.ranking import idf

if TYPE_CHECKING:
    from collections.abc import Callable

    from pincite.search.query import Group, Leaf
    from pincite.search.snapshot import Snapshot


class Lookup:
    """Looks up what a query asks for.

    Attributes:
        idfs: of each leaf the query is ranked by; for a phrase the sum of its words'.
    """

    def __init__(self, snapshot: Snapshot, stem: Callable[[str], str], tree: Group) -> None:
        """Look up the leaves of `tree`."""
        self._snapshot = snapshot
        self._stem = stem
        self._tree = tree
        self._frequencies: dict[tuple[str, bool], int] = {}
        self._counts = Counter(queries.leaves(tree))
        self.idfs = {leaf: self._idf(leaf) for leaf in self._counts}

    def terms(self) -> Terms:
        """What matching and ranking want to know of them."""
        weights = {leaf: count * self.idfs[leaf] for leaf, count in self._counts.items()}
        return Terms(self._stem, weights, self._snapshot.average_length)

    def pairs(self) -> list[Pair]:
        """The neighbouring words of the query, each pair of stems once, and none of one stem."""
        pairs: dict[tuple[str, str], Pair] = {}
        for first, second in queries.pairs(self._tree):
            stems = (self._stem(first), self._stem(second))
            if stems[0] != stems[1] and stems not in pairs:
                one, other = Word(first), Word(second)
                pairs[stems] = Pair(one, other, (self.idfs[one] + self.idfs[other]) / 2)
        return list(pairs.values())

    def sought(self) -> list[Sought]:
        """What to highlight."""
        return [Sought(self._places(leaf), weight) for leaf, weight in self.idfs.items()]

    def missing(self) -> tuple[str, ...]:
        """The words, folded, that no paragraph has."""
        words: dict[str, None] = {}
        for leaf in self._counts:
            surfaces = [leaf.surface] if isinstance(leaf, Word) else leaf.surfaces
            for surface in surfaces:
                if not self._frequency(surface, verbatim=not isinstance(leaf, Word)):
                    words.setdefault(surface)
        return tuple(words)

    def _idf(self, leaf: Leaf) -> float:
        if isinstance(leaf, Word):
            return idf(self._frequency(leaf.surface, verbatim=False), self._snapshot.paragraphs)
        frequencies = [self._frequency(surface, verbatim=True) for surface in leaf.surfaces]
        return sum(idf(frequency, self._snapshot.paragraphs) for frequency in frequencies)

    def _frequency(self, surface: str, *, verbatim: bool) -> int:
        """In how many paragraphs a word occurs, as it is or in any form; looked up once."""
        found = self._frequencies.get((surface, verbatim))
        if found is None:
            if verbatim:
                found = self._snapshot.surface_frequency(surface)
            else:
                found = self._snapshot.stem_frequency(self._stem(surface))
            self._frequencies[surface, verbatim] = found
        return found

    def _places(self, leaf: Leaf) -> tuple[frozenset[str], ...]:
        if isinstance(leaf, Word):
            return (self._snapshot.forms(self._stem(leaf.surface)),)
        return tuple(frozenset([surface]) for surface in leaf.surfaces)
