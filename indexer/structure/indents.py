"""Paragraphs that indents tell apart: set-in first lines, hanging ones, set in by turns."""

from __future__ import annotations

import enum
import itertools
from typing import TYPE_CHECKING

from pincite.indexer.structure.layout import is_item
from pincite.indexer.structure.wrapping import fits_behind, is_ended

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pincite.indexer.structure.layout import Line

# Columns that cannot be a slip.
_INDENT = 2
_MOST_WRONG = 0.2
_SHORT = 0.75
_WIDEST_MARKER = 5


class Indents(enum.Enum):
    """What an indent says about where paragraphs begin."""

    TURNS = "whole paragraphs are set in by turns, or one of them is"
    FIRST = "first lines are set in"
    HANGING = "all but first lines are set in"


def indents_of(groups: Sequence[Sequence[Line]]) -> Indents | None:
    """What the indents of a text say, None where they say nothing.

    Each of the possibilities would have paragraphs begin at certain lines. It is believed when
    sentences end before nearly all of them, and of several the one that finds most.
    """
    best, most = None, 0
    for indents in Indents if groups else ():
        right = wrong = unclear = 0
        for group in groups:
            short = _SHORT * _edges(group)[1]
            for before, after in _turns(group, indents):
                if after.text[0].islower():
                    wrong += 1
                elif is_ended(before.text):
                    right += 1
                elif before.indent + len(before.text) > short:
                    wrong += 1
                else:  # as below a heading
                    unclear += 1
        if right > max(most, unclear // 2) and wrong <= _MOST_WRONG * (right + wrong):
            best, most = indents, right
    return best


def split_at_indents(group: Sequence[Line], indents: Indents) -> list[list[Line]]:
    """The paragraphs of a group of lines."""
    parts = [[group[0]]]
    margin, width = _edges(group)
    for before, line in itertools.pairwise(group):
        if not line.text[0].islower() and _begins(before, line, margin, width, indents):
            parts.append([])
        parts[-1].append(line)
    return parts


def is_uneven(group: Sequence[Line]) -> bool:
    """Whether some line of several is set in deeper than another."""
    if len(group) < 2:
        return False
    indents = [line.indent for line in group]
    return max(indents) >= min(indents) + _INDENT


def _turns(group: Sequence[Line], indents: Indents) -> Iterable[tuple[Line, Line]]:
    """Where paragraphs would begin for a change of the indent: the lines around."""
    margin, width = _edges(group)
    return (
        (before, line)
        for before, line in itertools.pairwise(group)
        if abs(line.indent - before.indent) >= _INDENT
        and _begins(before, line, margin, width, indents)
    )


def _edges(group: Sequence[Line]) -> tuple[int, int]:
    """The columns where the lines begin and where they end, at most."""
    return (
        min([line.indent for line in group]),
        max([line.indent + len(line.text) for line in group]),
    )


def _begins(before: Line, line: Line, margin: int, width: int, indents: Indents) -> bool:
    """Whether a paragraph would begin with `line`."""
    is_in, was_in = line.indent >= margin + _INDENT, before.indent >= margin + _INDENT
    if (is_in and _wraps_item(before, line)) or (line.text[0] == before.text[0] == ">"):
        return False
    if indents is Indents.HANGING:
        return not is_in
    if indents is Indents.TURNS:
        return abs(line.indent - before.indent) >= _INDENT
    if is_in and was_in and line.indent == before.indent:
        # Of lines that are all set in alike only the last of a paragraph leaves room.
        return is_ended(before.text) and fits_behind(before, line, width)
    return is_in


def _wraps_item(before: Line, line: Line) -> bool:
    deeper = 0 < line.indent - before.indent <= _WIDEST_MARKER
    return deeper and is_item(before.text)
