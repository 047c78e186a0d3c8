"""Where in a paragraph the leaves of a query stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.indexer.analysis import tokenize
from pincite.search.query import Word
from pincite.search.snippet import Match

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pincite.indexer.analysis import Token
    from pincite.search.query import Leaf, Phrase


def find_matches(
    text: str, leaves: Sequence[tuple[Leaf, float]], stem: Callable[[str], str]
) -> list[Match]:
    """Each place in `text` where a leaf, given with its idf, stands."""
    tokens = tokenize(text)
    matches: list[Match] = []
    for place, (leaf, idf) in enumerate(leaves):
        spans = (
            _word(tokens, stem(leaf.surface), stem)
            if isinstance(leaf, Word)
            else _phrase(tokens, leaf)
        )
        matches.extend(Match(start, end, place, idf) for start, end in spans)
    return matches


def _word(
    tokens: Sequence[Token], wanted: str, stem: Callable[[str], str]
) -> list[tuple[int, int]]:
    return [(token.start, token.end) for token in tokens if stem(token.surface) == wanted]


def _phrase(tokens: Sequence[Token], phrase: Phrase) -> list[tuple[int, int]]:
    surfaces = phrase.surfaces
    size = len(surfaces)
    return [
        (tokens[start].start, tokens[start + size - 1].end)
        for start in range(len(tokens) - size + 1)
        if all(tokens[start + i].surface == surfaces[i] for i in range(size))
    ]
