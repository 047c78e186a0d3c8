"""What one query asks for against the whole index: frequencies, weights, forms."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pincite.search.hits.highlight import Sought
from pincite.search.matching.locating import occurrences_of
from pincite.search.matching.matcher import Terms
from pincite.search.query import tree as queries
from pincite.search.query.tree import Alternatives, Fuzzy, Near, Pattern, Phrase, Word, label
from pincite.search.ranking.nearness import Pair
from pincite.search.ranking.scorer import idf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pincite.search.expansion.expand import Expansion
    from pincite.search.query.tree import Group, Leaf, Part
    from pincite.search.snapshot import Snapshot

# By what the forms are chosen where there are too many.
_ORDERS = {Pattern: "most frequent", Fuzzy: "nearest"}


class Lookup:
    """Looks up what a query asks for.

    Attributes:
        idfs: of each leaf the query is ranked by; for a phrase the sum of its words', for
            alternatives that of the most frequent.
    """

    def __init__(self, snapshot: Snapshot, stem: Callable[[str], str], tree: Group) -> None:
        """Look up the leaves of `tree`."""
        self._snapshot = snapshot
        self._stem = stem
        self._tree = tree
        self._frequencies: dict[tuple[str, bool], int] = {}
        self._expansions: dict[Pattern | Fuzzy, Expansion] = {}
        self._counts = Counter(queries.leaves(tree))
        self.idfs = {leaf: self._idf(leaf) for leaf in self._counts}

    def terms(self) -> Terms:
        """What matching and ranking want to know of them."""
        weights = {leaf: count * self.idfs[leaf] for leaf, count in self._counts.items()}
        return Terms(self._stem, self.forms, weights)

    def forms(self, leaf: Pattern | Fuzzy) -> Expansion:
        """What a pattern or a fuzzy word stands for; looked up once."""
        found = self._expansions.get(leaf)
        if found is None:
            from pincite.search.expansion.expand import expand

            found = self._expansions[leaf] = expand(leaf, self._snapshot.spaces)
        return found

    def pairs(self) -> list[Pair]:
        """The neighbouring words of the query, each pair of stems once, and none of one stem."""
        pairs: dict[tuple[str, str], Pair] = {}
        for first, second in queries.pairs(self._tree):
            stems = (self._stem(first), self._stem(second))
            if stems[0] != stems[1] and stems not in pairs:
                one, other = Word(first), Word(second)
                pairs[stems] = Pair(one, other, (self._weight(one) + self._weight(other)) / 2)
        return list(pairs.values())

    def sought(self) -> list[Sought]:
        """What to highlight."""
        return [self._sought(leaf, weight) for leaf, weight in self.idfs.items()]

    def missing(self) -> tuple[str, ...]:
        """The words, folded, and the patterns that no paragraph has."""
        words: dict[str, None] = {}
        for leaf in self._counts:
            words.update(dict.fromkeys(self._missing(leaf)))
        return tuple(words)

    def misspelt(self) -> tuple[str, ...]:
        """Those of `missing` that another spelling may be offered for."""
        patterns = {leaf.text for leaf in self._counts if isinstance(leaf, Pattern)}
        return tuple(word for word in self.missing() if word not in patterns)

    def notes(self) -> tuple[str, ...]:
        """What the query stands for that is not searched."""
        leaves = dict.fromkeys([*self._counts, *queries.excluded(self._tree)])
        return tuple(
            f"{label(leaf)} stands for {expansion.found:,} words; only the "
            f"{expansion.searched:,} {_ORDERS[type(leaf)]} were searched"
            for leaf in leaves
            if isinstance(leaf, (Pattern, Fuzzy))
            for expansion in [self.forms(leaf)]
            if expansion.found > expansion.searched
        )

    def _missing(self, leaf: Leaf) -> Iterator[str]:
        if isinstance(leaf, Alternatives):
            # Beside several words that stand in the query themselves nothing is missed.
            if len(leaf.surfaces) == 1 and all(map(self._is_nowhere, leaf.parts)):
                yield from leaf.surfaces
            return
        if isinstance(leaf, (Pattern, Fuzzy)):
            if not self.forms(leaf).found:
                yield leaf.text if isinstance(leaf, Pattern) else leaf.surface
            return
        surfaces = [leaf.surface] if isinstance(leaf, Word) else leaf.surfaces
        for surface in surfaces:
            if not self._frequency(surface, verbatim=isinstance(leaf, Phrase)):
                yield surface

    def _is_nowhere(self, part: Part) -> bool:
        if any(self._missing(part)):
            return True
        if not isinstance(part, Phrase):
            return False
        terms = self.terms()
        return not any(len(occurrences_of(space, part, terms)) for space in self._snapshot.spaces)

    def _weight(self, word: Word) -> float:
        """The idf of a word of the query, which may be there among alternatives only."""
        found = self.idfs.get(word)
        return self._idf(word) if found is None else found

    def _idf(self, leaf: Leaf) -> float:
        paragraphs = self._snapshot.paragraphs
        if isinstance(leaf, Alternatives):
            return min(map(self._idf, leaf.parts))
        if isinstance(leaf, (Pattern, Fuzzy)):
            return idf(self.forms(leaf).frequency, paragraphs)
        if isinstance(leaf, Word):
            return idf(self._frequency(leaf.surface, verbatim=False), paragraphs)
        verbatim = isinstance(leaf, Phrase)
        frequencies = [self._frequency(each, verbatim=verbatim) for each in leaf.surfaces]
        return sum(idf(frequency, paragraphs) for frequency in frequencies)

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

    def _sought(self, leaf: Leaf, weight: float) -> Sought:
        if isinstance(leaf, Alternatives):
            words = [self._places(part) for part in leaf.parts if isinstance(part, Word)]
            forms: frozenset[str] = frozenset().union(*(own for (own,) in words))
            phrases = tuple(self._places(part) for part in leaf.parts if isinstance(part, Phrase))
            return Sought((forms,), weight, others=phrases)
        return Sought(self._places(leaf), weight, leaf.distance if isinstance(leaf, Near) else 0)

    def _places(self, leaf: Part) -> tuple[frozenset[str], ...]:
        if isinstance(leaf, (Pattern, Fuzzy)):
            return (self.forms(leaf).surfaces,)
        if isinstance(leaf, Phrase):
            return tuple(frozenset([surface]) for surface in leaf.surfaces)
        surfaces = [leaf.surface] if isinstance(leaf, Word) else leaf.surfaces
        return tuple(self._snapshot.forms(self._stem(surface)) for surface in surfaces)
