"""Where in a paragraph the leaves of a query stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.indexer.analysis import tokenize
from pincite.search.query import Word
from pincite.search.snippet import Match

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pincite.indexer.analysis import Token
    from pincite.search.query import Leaf, Phrase


def find_matches(
    text: str, leaves: Sequence[tuple[Leaf, float]], stem: Callable[[str], str]
) -> list[Match]:
    """Each place in `text` where a leaf, given with its idf, stands."""
    tokens = tokenize(text)
    places = _places(tokens)
    matches: list[Match] = []
    for number, (leaf, idf) in enumerate(leaves):
        size = 1 if isinstance(leaf, Word) else len(leaf.surfaces)
        starts = (
            _word(places, stem(leaf.surface), stem)
            if isinstance(leaf, Word)
            else _phrase(places, leaf)
        )
        matches.extend(
            Match(tokens[start].start, tokens[start + size - 1].end, number, idf)
            for start in starts
        )
    return matches


def _places(tokens: Sequence[Token]) -> dict[str, list[int]]:
    """The places of each surface form; a long text has few forms for its many words."""
    places: dict[str, list[int]] = {}
    for place, (surface, _, _) in enumerate(tokens):
        places.setdefault(surface, []).append(place)
    return places


def _word(
    places: Mapping[str, Sequence[int]], wanted: str, stem: Callable[[str], str]
) -> list[int]:
    forms = [surface for surface in places if stem(surface) == wanted]
    return sorted(place for form in forms for place in places[form])


def _phrase(places: Mapping[str, Sequence[int]], phrase: Phrase) -> list[int]:
    first, *others = (places.get(surface, ()) for surface in phrase.surfaces)
    starts = set(first)
    for shift, found in enumerate(others, 1):
        starts.intersection_update(place - shift for place in found)
    return sorted(starts)
