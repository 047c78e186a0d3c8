"""What one query asks for against the whole index: frequencies, weights, forms."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pincite.indexer.function_words import function_words
from pincite.search.hits.highlight import Sought
from pincite.search.matching.locating import occurrences_of
from pincite.search.matching.matcher import Terms
from pincite.search.query import tree as queries
from pincite.search.query.tree import Alternatives, Fuzzy, Near, Pattern, Phrase, Word, label
from pincite.search.ranking.nearness import Pair
from pincite.search.ranking.scorer import idf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pincite.search.expansion.expand import Expansion
    from pincite.search.languages import Languages
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

    def __init__(self, snapshot: Snapshot, languages: Languages, tree: Group) -> None:
        """Look up the leaves of `tree` in `snapshot`, which is in `languages`."""
        self._snapshot = snapshot
        self._languages = languages
        self._tree = tree
        self._frequencies: dict[tuple[str, bool], int] = {}
        self._expansions: dict[Pattern | Fuzzy, Expansion] = {}
        self._counts = Counter(queries.leaves(tree))
        self.idfs = {leaf: self._idf(leaf) for leaf in self._counts}

    def terms(self) -> Terms:
        """What matching and ranking want to know of them."""
        weights = {leaf: count * self.idfs[leaf] for leaf, count in self._counts.items()}
        return Terms(self._languages.stem, self.forms, weights)

    def forms(self, leaf: Pattern | Fuzzy) -> Expansion:
        """What a pattern or a fuzzy word stands for; looked up once."""
        found = self._expansions.get(leaf)
        if found is None:
            from pincite.search.expansion.expand import expand

            found = self._expansions[leaf] = expand(leaf, self._snapshot.spaces)
        return found

    def pairs(self) -> list[Pair]:
        """The neighbouring words of the query.

        In each language each pair of stems counts once, and none of one stem.
        """
        stem = self._languages.stem
        pairs: list[Pair] = []
        known: set[tuple[str, str, str]] = set()
        for first, second in queries.pairs(self._tree):
            stems = [
                (stem(first, each), stem(second, each), each) for each in self._languages.present
            ]
            fresh = {each for each in stems if each[0] != each[1]} - known
            known |= fresh
            # In the texts of a language its function words take no place.
            languages = frozenset(
                each[2] for each in fresh if not {first, second} & function_words(each[2])
            )
            if languages:
                one, other = Word(first), Word(second)
                weight = (self._weight(one) + self._weight(other)) / 2
                pairs.append(Pair(one, other, weight, languages))
        return pairs

    def sought(self, language: str) -> list[Sought]:
        """What to highlight in a text of a language."""
        return [self._sought(leaf, weight, language) for leaf, weight in self.idfs.items()]

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
                found = self._languages.frequency(surface)
            self._frequencies[surface, verbatim] = found
        return found

    def _sought(self, leaf: Leaf, weight: float, language: str) -> Sought:
        if isinstance(leaf, Alternatives):
            parts = [(part, self._places(part, language)) for part in leaf.parts]
            words = [places for part, places in parts if isinstance(part, Word)]
            forms: frozenset[str] = frozenset().union(*(own for (own,) in words))
            phrases = tuple(places for part, places in parts if isinstance(part, Phrase))
            return Sought((forms,), weight, others=phrases, stems=self._stems(leaf, language))
        within = leaf.distance if isinstance(leaf, Near) else 0
        stems = self._stems(leaf, language)
        return Sought(self._places(leaf, language), weight, within, stems=stems)

    def _stems(self, leaf: Leaf, language: str) -> frozenset[str]:
        words = [part for part in queries.parts_of(leaf) if isinstance(part, Word)]
        return frozenset(self._languages.stem(word.surface, language) for word in words)

    def _places(self, leaf: Part, language: str) -> tuple[frozenset[str], ...]:
        if isinstance(leaf, (Pattern, Fuzzy)):
            return (self.forms(leaf).surfaces,)
        if isinstance(leaf, Phrase):
            return tuple(frozenset([surface]) for surface in leaf.surfaces)
        surfaces = [leaf.surface] if isinstance(leaf, Word) else leaf.surfaces
        return tuple(self._languages.forms(surface, language) for surface in surfaces)
