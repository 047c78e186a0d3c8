"""Other spellings for the words of a query that no paragraph has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.indexer.analysis import tokenize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

FARTHEST = 2
MOST = 3
# A pasted page in another language is no spelling mistake.
MOST_WORDS = 5


def suggest(
    query: str,
    missing: Sequence[str],
    surfaces: Iterable[str],
    frequency: Callable[[str], int],
) -> tuple[str, ...]:
    """Queries like `query` with other spellings for its missing words, the nearest first.

    Args:
        query: the query as written.
        missing: its words, folded, that no paragraph has; one that none comes near stays, and
            so do all beyond the first five.
        surfaces: the surface forms to choose from.
        frequency: how many paragraphs have a surface form.
    """
    known = list(surfaces)
    spellings = {word: _spellings(word, known, frequency) for word in missing[:MOST_WORDS]}
    suggestions: dict[str, None] = {}
    for place in range(max(map(len, spellings.values()), default=0)):
        suggestion = query
        for word, found in spellings.items():
            if found:
                suggestion = _replaced(suggestion, word, found[min(place, len(found) - 1)])
        suggestions.setdefault(suggestion)
    return tuple(suggestions)


def _spellings(word: str, known: Sequence[str], frequency: Callable[[str], int]) -> list[str]:
    farthest = min(FARTHEST, (len(word) - 1) // 2)
    letters = set(word)
    ranked = []
    for surface in known:
        # One edit adds or takes away at most a letter each: cheaper to see than the edits.
        if abs(len(surface) - len(word)) > farthest or len(letters ^ set(surface)) > 2 * farthest:
            continue
        apart = distance(word, surface, farthest)
        if 0 < apart <= farthest:
            count = frequency(surface)
            if count:
                ranked.append((apart, -count, surface))
    return [surface for _, _, surface in sorted(ranked)[:MOST]]


def _replaced(query: str, word: str, spelling: str) -> str:
    """The query with every occurrence of `word` spelt otherwise."""
    for token in reversed(tokenize(query)):
        if token.surface == word:
            query = query[: token.start] + spelling + query[token.end :]
    return query


def distance(one: str, other: str, limit: int) -> int:
    """Edits between two words, neighbours swapped counting as one; `limit + 1` for any more.

    Optimal string alignment: Damerau, "A technique for computer detection and correction of
    spelling errors", CACM 7(3), 1964.
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)
