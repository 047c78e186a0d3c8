"""Line ends that are the author's and not the wrapping's: verse, tables, short lines set apart."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

from pincite.indexer.structure.wrapping import fits_behind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pincite.indexer.structure.layout import Line

_UNKNOWN_WIDTH = 60
_NO_WIDTH = 80
_WIDEST = 100
_NARROWEST = 40
_SHORT = 0.85
_CAPITALS = 0.6
_OPENERS = "\"'“‘«„([—–-… "
_HYPHENS = "-‐\u00ad"
_STOPS = frozenset(".!?…:;。！？")
_CLOSERS = "”\"’'»)]"


def wrapping_width(groups: Iterable[Sequence[Line]]) -> int:
    """The width that a text is wrapped to, as far as its lines show it.

    A line that goes on in lower case was wrapped. Where none is, one paragraph a line says that
    nothing is; else the width is unknown, and a low one is taken.
    """
    groups = list(groups)
    wrapped = [
        line.indent + len(line.text)
        for group in groups
        if len(group) > 1
        for line, after in itertools.pairwise(group)
        if after.text[0].islower() and line.text.rstrip(_CLOSERS)[-1:] not in _STOPS
    ]
    wide = sorted(width for width in wrapped if width >= _NARROWEST)
    if wide:
        return min(wide[len(wide) // 2], _WIDEST)
    has_long = any(len(line.text) > _WIDEST for group in groups for line in group)
    return _NO_WIDTH if has_long else _UNKNOWN_WIDTH


def keep_breaks(run: Sequence[Line]) -> list[Line]:
    """The same lines, each ending where the author ended it."""
    return [replace(line, broken=True) for line in run]


def has_own_breaks(run: Sequence[Line], width: int) -> bool:
    """Whether the lines of a run are verse or rows, `width` being what prose is wrapped to."""
    return len(run) > 1 and (is_table(run) or _is_verse(run, width))


def is_table(run: Sequence[Line]) -> bool:
    """Whether lines are rows of a table, drawn with strokes."""
    return run[0].text[0] == "|" and all(
        line.text[0] == "|" and line.text.count("|") > 1 for line in run
    )


def _is_verse(run: Sequence[Line], width: int) -> bool:
    """Short lines, most with a capital, of which none has been filled to the width."""
    lower = sum(map(str.islower, [line.text[0] for line in run[1:]]))
    if len(run) - 1 - lower < _CAPITALS * (len(run) - 1):
        return False  # as for nearly all prose, before looking behind quotation marks
    starts = [line.text.lstrip(_OPENERS)[:1] for line in run[1:]]
    if sum(map(str.isupper, starts)) < _CAPITALS * len(starts):
        return False
    margin = min(line.indent for line in run)
    if any(line.indent - margin + len(line.text) > _SHORT * width for line in run):
        return False
    if any(line.text[-1] in _HYPHENS for line in run[:-1]):
        return False
    return all(fits_behind(line, after, width) for line, after in itertools.pairwise(run))
