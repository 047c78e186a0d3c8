"""Footnotes: smaller type at the foot of a column, behind a number or a sign."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from pincite.indexer.sources.pdf.measures import is_ended

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pincite.indexer.sources.pdf.lines import PageLine
    from pincite.indexer.sources.pdf.measures import Measures

_SMALLER = 0.93
_MARK = re.compile(r"(?:\[?(?P<number>\d{1,3})[\].)]?|[*†‡§¶]{1,3}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})\s*(?=\S)")


def without_notes(
    columns: Iterable[Sequence[PageLine]], measures: Measures
) -> tuple[list[Sequence[PageLine]], list[list[PageLine]]]:
    """The columns of a document without their footnotes, and the lines of each footnote."""
    rest: list[Sequence[PageLine]] = []
    notes: list[list[PageLine]] = []
    top: dict[int, float] = {}
    for column in columns:
        start = _foot(column, measures, goes_on=_is_open(notes, column[0].page))
        page = column[0].page
        top[page] = min([line.base for line in column[:start]], default=top.get(page, math.inf))
        # What has no text above it is no foot.
        if start < len(column) and top[page] > column[start].base:
            start = len(column)
        if start:
            rest.append(column[:start])
        for line in column[start:]:
            if _begins_note(line, notes):
                notes.append([])
            notes[-1].append(line)
    return rest, notes


def _foot(column: Sequence[PageLine], measures: Measures, *, goes_on: bool) -> int:
    """Where the footnotes below a column begin: at the first mark in its smaller type."""
    start = len(column)
    while start and column[start - 1].size < _SMALLER * measures.size:
        start -= 1
    if goes_on:
        return start
    marked = (at for at in range(start, len(column)) if _is_marked(column[at]))
    return next(marked, len(column))


def _is_open(notes: Sequence[Sequence[PageLine]], page: int) -> bool:
    """Whether the last footnote of the page before has no end yet."""
    return bool(notes) and notes[-1][-1].page == page - 1 and not is_ended(notes[-1][-1])


def _is_marked(line: PageLine) -> bool:
    return line.starts_raised or bool(_MARK.match(line.text))


def _begins_note(line: PageLine, notes: Sequence[Sequence[PageLine]]) -> bool:
    """Whether a note begins with a line of the notes: a number must be the one that is next."""
    match = _MARK.match(line.text)
    if not notes or (match and not match["number"]):
        return True
    before = _MARK.match(notes[-1][0].text)
    if not match or not before or not before["number"]:
        return bool(match) and is_ended(notes[-1][-1])
    return int(match["number"]) == int(before["number"]) + 1 or (
        notes[-1][-1].page < line.page and int(match["number"]) == 1
    )
