"""Line ends that are the author's and not the wrapping's: verse, tables, short lines set apart."""

from __future__ import annotations

import itertools
import re
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
_ENDED = re.compile(r"[.!?…:;。！？][”\"’'»)\]]*$")


def wrapping_width(groups: Iterable[Sequence[Line]]) -> int:
    """The width that a text is wrapped to, as far as its lines show it.

    A line that goes on in lower case was wrapped. Where none is, one paragraph a line says that
    nothing is; else the width is unknown, and a low one is taken.
    """
    wrapped: list[int] = []
    longest = 0
    for group in groups:
        longest = max(longest, *(len(line.text) for line in group))
        for line, after in itertools.pairwise(group):
            width = line.indent + len(line.text)
            if after.text[0].islower() and width >= _NARROWEST and not _ENDED.search(line.text):
                wrapped.append(width)
    if wrapped:
        return min(sorted(wrapped)[len(wrapped) // 2], _WIDEST)
    return _NO_WIDTH if longest > _WIDEST else _UNKNOWN_WIDTH


def keep_breaks(run: Sequence[Line]) -> list[Line]:
    """The same lines, each ending where the author ended it."""
    return [replace(line, broken=True) for line in run]


def has_own_breaks(run: Sequence[Line], width: int) -> bool:
    """Whether the lines of a run are verse or rows, `width` being what prose is wrapped to."""
    return len(run) > 1 and (_is_table(run) or _is_verse(run, width))


def _is_table(run: Sequence[Line]) -> bool:
    return all(line.text[0] == "|" and line.text.count("|") > 1 for line in run)


def _is_verse(run: Sequence[Line], width: int) -> bool:
    """Short lines, most with a capital, of which none has been filled to the width."""
    margin = min(line.indent for line in run)
    if any(line.indent - margin + len(line.text) > _SHORT * width for line in run):
        return False
    if any(line.text[-1] in _HYPHENS for line in run[:-1]):
        return False
    if not all(fits_behind(line, after, width) for line, after in itertools.pairwise(run)):
        return False
    capitals = sum(_starts_with_capital(line.text) for line in run[1:])
    return capitals >= _CAPITALS * (len(run) - 1)


def _starts_with_capital(text: str) -> bool:
    return text.lstrip(_OPENERS)[:1].isupper()
