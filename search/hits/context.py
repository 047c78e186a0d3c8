"""What stands beside a place in a text: whole words, never a part of a grapheme."""

from __future__ import annotations

import re

from pincite.search.hits.graphemes import may_cut

_SPACE = re.compile(r"\s")


def before(text: str, place: int, reach: int) -> str:
    """The end of what stands before a place, at most `reach` characters of it.

    Whole words, as white space divides them, unless the nearest one alone is longer.
    """
    start = place - reach
    if start <= 0:
        return text[:place]
    space = _SPACE.search(text, start - 1, start + len(text[start:place].rstrip()))
    if space:
        return text[space.end() : place]
    while not may_cut(text, start):
        start += 1
    return text[start:place]


def after(text: str, place: int, reach: int) -> str:
    """The beginning of what stands from a place on, likewise."""
    end = place + reach
    if end >= len(text):
        return text[place:]
    first = end - len(text[place:end].lstrip())
    spaces = [] if text[end].isspace() else [*_SPACE.finditer(text, first, end)]
    if spaces:
        return text[place : spaces[-1].start()]
    while not may_cut(text, end):
        end -= 1
    return text[place:end]
