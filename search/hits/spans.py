"""Spans of a text: where its matches are, and the text in pieces along them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Start and end offset, end excluded.
Span: TypeAlias = tuple[int, int]
# Start and end offset of a match, and the number of the leaf of the query it is of.
Match: TypeAlias = tuple[int, int, int]


def merge(matches: Iterable[Match]) -> tuple[Span, ...]:
    """The spans of matches, which are in order; those that overlap or touch made one."""
    merged: list[Span] = []
    behind = -1
    for start, end, _ in matches:
        if start > behind:
            merged.append((start, end))
            behind = end
        elif end > behind:
            merged[-1] = (merged[-1][0], end)
            behind = end
    return tuple(merged)


def pieces(text: str, spans: Iterable[Span]) -> Iterator[tuple[str, bool]]:
    """All of the text in pieces, none empty, each with whether it is a match.

    Args:
        text: the text.
        spans: its matches, in order and apart.
    """
    done = 0
    for start, end in spans:
        if done < start:
            yield text[done:start], False
        if start < end:
            yield text[start:end], True
        done = end
    if done < len(text):
        yield text[done:], False
