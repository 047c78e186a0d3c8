"""What each part of a query would find alone, where all of it finds nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pincite.search.hits.values import Alone
from pincite.search.matching.matcher import Matcher, Terms
from pincite.search.query.labels import clauses, typed
from pincite.search.query.tree import Field, Group, Near, Phrase, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pincite.search.expansion.expand import Expansion
    from pincite.search.query import labels
    from pincite.search.query.tree import Fuzzy, Node, Pattern
    from pincite.search.snapshot import Snapshot

# Of a pasted page the first words tell enough.
MOST = 20


class Counts:
    """In how many paragraphs of an index anything is; each leaf is looked up once."""

    def __init__(
        self,
        snapshot: Snapshot,
        stem: Callable[[str, str], str],
        forms: Callable[[Pattern | Fuzzy], Expansion],
    ) -> None:
        """Count by the stem of a word in a language, and the forms of a pattern or a fuzzy word."""
        terms = Terms(stem, forms, {})
        self._matchers = [Matcher(space, terms) for space in snapshot.spaces]
        self._found: dict[Node, int] = {}

    def of(self, node: Node) -> int:
        """How many paragraphs match."""
        found = self._found.get(node)
        if found is None:
            found = sum(len(matcher.matches(node)) for matcher in self._matchers)
            self._found[node] = found
        return found


def alone(
    node: Node,
    counts: Counts,
    function_words: frozenset[str],
    widened: Callable[[Group], Group],
) -> tuple[Alone, ...]:
    """The first twenty parts of a query, but for what it excludes, in their order.

    What asks for several words at once, or for one as it is written, is followed by its words if
    it is nowhere and they are not.

    Args:
        node: the query.
        counts: counts paragraphs.
        function_words: what is told of several words only if there are no others.
        widened: puts in what synonyms there are.
    """
    found: dict[str, int] = {}
    for part in clauses(node):
        if len(found) >= MOST:
            break
        total = found[typed(part)] = counts.of(part)
        words = [] if total else _words(part, function_words)[:MOST]
        totals = {typed(word): counts.of(widened(Group(shoulds=(word,)))) for word in words}
        if any(totals.values()):
            found.update(totals)
    return tuple(Alone(query, total) for query, total in list(found.items())[:MOST])


def _words(part: labels.Clause, function_words: frozenset[str]) -> Sequence[labels.Clause]:
    """The words of a part that has more than one, or has one as it is written."""
    if isinstance(part, (Phrase, Near)):
        surfaces = dict.fromkeys(part.surfaces)
        content = [surface for surface in surfaces if surface not in function_words]
        return [Word(surface) for surface in content or surfaces]
    if isinstance(part, Field) and part.name in {"title", "author", "publication"}:
        verbatim = part.name != "title"
        return [replace(part, words=(word,), verbatim=verbatim) for word in part.words]
    return []
