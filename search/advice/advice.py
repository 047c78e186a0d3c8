"""What is said of a query beside its hits: why there are none, what else could be asked."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

from pincite.search.advice.alone import Counts, alone
from pincite.search.advice.reasons import reasons
from pincite.search.advice.rewriting import loosened
from pincite.search.advice.spellings import forms_near, suggest, words_near, words_of_field
from pincite.search.query.labels import clauses
from pincite.search.query.tree import Field, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pincite.search.advice.spellings import Place, Spelling
    from pincite.search.hits.values import Alone
    from pincite.search.languages import Languages
    from pincite.search.lookup import Lookup
    from pincite.search.query.tree import Group, Leaf
    from pincite.search.snapshot import Snapshot

MOST = 3
_FIELDS = ("title", "author", "publication")


class Advice:
    """Looks further into a query that finds nothing, or of which a word is nowhere."""

    def __init__(
        self, snapshot: Snapshot, languages: Languages, tree: Group, lookup: Lookup
    ) -> None:
        """About the query that is `tree`, which `lookup` has looked up."""
        self._snapshot = snapshot
        self._tree = tree
        self._lookup = lookup
        self._counts = Counts(snapshot, languages.stem, lookup.forms)

    def reasons(self) -> tuple[str, ...]:
        """Why nothing was found."""
        return reasons(self._tree, self._lookup.missing(), self._counts)

    def alone(
        self, function_words: frozenset[str], widened: Callable[[Group], Group]
    ) -> tuple[Alone, ...]:
        """What each part finds alone, its words with their synonyms."""
        return alone(self._tree, self._counts, function_words, widened)

    def suggestions(self, query: str, finds: Callable[[str], bool]) -> tuple[str, ...]:
        """The first three other queries that find something: spelt otherwise, or else less strict.

        Args:
            query: the query as written.
            finds: whether a query finds anything.
        """
        spelt = list(suggest(query, list(self._misspelt()), self._known))
        loose = (loosened(each, self._is_nowhere) for each in [*spelt[:1], query])
        return next(filter(None, (_first(each, finds) for each in chain([spelt], loose))), ())

    def _misspelt(self) -> Iterator[Place]:
        for word in self._lookup.misspelt():
            if self._is_nowhere(Word(word)):  # or else it is another form that there is not
                yield "", word
        for part in dict.fromkeys(clauses(self._tree)):
            if isinstance(part, Field) and part.name in _FIELDS:
                for word in part.words:
                    if self._is_nowhere(Field(part.name, (word,), part.verbatim)):
                        yield part.name, word

    def _is_nowhere(self, part: Leaf | Field) -> bool:
        return not self._counts.of(part)

    def _known(self, field: str, word: str, edits: int) -> Iterable[Spelling]:
        if not field:
            return forms_near(self._snapshot, word, edits)
        return words_near(words_of_field(self._snapshot, field), word, edits)


def _first(queries: Iterable[str], finds: Callable[[str], bool]) -> tuple[str, ...]:
    return tuple(islice(filter(finds, dict.fromkeys(queries)), MOST))
