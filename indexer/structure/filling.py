"""How full wrapped lines are, and the short ones that end paragraphs where no blank line does."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pincite.indexer.structure.labels import is_heading_like
from pincite.indexer.structure.wrapping import CLOSERS, fits_behind, is_ended

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pincite.indexer.structure.layout import Line

# Shares of the width.
_SHORT = 0.75
_SHORTEST = 0.6
_LONGEST_SHORT = 0.9
_FEWEST_WRAPPED = 8
_FEWEST_SLIPS = 2
_MOST_SLIPS = 0.02


@dataclass(frozen=True)
class Fill:
    """How full wrapped lines are.

    Attributes:
        width: of the longest lines, but for some that stick out.
        short: what share of the width a line that ends a paragraph may have at most: 0 where none
            seems to end one, 1 where each has all the words that it has room for.
        gap: spaces between sentences.
    """

    width: int
    short: float
    gap: int


def fill_of(groups: Sequence[Sequence[Line]], *, blank_lines: bool) -> Fill | None:
    """How full the lines of a text are; None where that varies too much, or too few tell.

    What begins in lower case goes on, so the line above it shows how much room wrapping leaves.

    Args:
        groups: its paragraphs, or several at a time.
        blank_lines: whether they may be all that separates, unless many lines inside are short.
    """
    runs = [group for group in groups if len(group) > 1]
    if not runs:
        return None
    extents = [[line.indent + len(line.text) for line in run] for run in runs]
    every = sorted(itertools.chain.from_iterable(extents))
    width = every[-1 - len(every) // 50]
    filled = []
    ends = 0
    for run, reached in zip(runs, extents, strict=True):
        widest = min(width, max(reached))
        limit = _SHORT * widest
        ends += _is_heading_below(run[-2], run[-1], widest)
        for line, after, extent in zip(run, run[1:], reached, strict=False):
            if after.text[0].islower():
                filled.append(extent / widest)
            elif extent < limit:
                ends += line is run[0] or is_ended(line.text)
    if len(filled) < _FEWEST_WRAPPED:
        return Fill(width, _SHORT, gap=1) if len(groups) == 1 else None
    slips = max(_FEWEST_SLIPS, int(_MOST_SLIPS * len(filled)))
    short = min(sorted(filled)[slips], _LONGEST_SHORT)
    if short < _SHORTEST:
        return None
    if ends < (len(runs) if blank_lines else 1):
        return Fill(width, 0, gap=1)
    if _are_full(runs, width, slips):
        short = 1
    has_gaps = any(".  " in line.text for run in runs for line in run)
    return Fill(width, short, gap=1 + has_gaps)


def _are_full(runs: Sequence[Sequence[Line]], width: int, slips: int) -> bool:
    """Whether hardly a line has room for the word behind it that goes on in lower case."""
    loose = (
        line
        for run in runs
        for widest in [_width_of(run, width)]
        for line, after in itertools.pairwise(run)
        if after.text[0].islower() and fits_behind(line, after, widest)
    )
    return next(itertools.islice(loose, slips, None), None) is None


def split_short_ends(group: Sequence[Line], fill: Fill) -> list[list[Line]]:
    """Paragraphs of wrapped lines that no blank line separates: a short last line ends one."""
    width = _width_of(group, fill.width)
    parts: list[list[Line]] = [[group[0]]]
    for line, after in itertools.pairwise(group):
        alone = len(parts[-1]) == 1
        if (
            line.indent + len(line.text) < fill.short * width
            and not after.text[0].islower()
            and fits_behind(line, after, width, fill.gap)
            and _may_end(line, width, fill, alone=alone)
        ) or (after is group[-1] and not alone and _is_heading_below(line, after, width)):
            parts.append([])
        parts[-1].append(after)
    return parts


def _width_of(group: Sequence[Line], width: int) -> int:
    return min(width, max([line.indent + len(line.text) for line in group]))


def _may_end(line: Line, width: int, fill: Fill, *, alone: bool) -> bool:
    """Whether a paragraph may end with a line behind which there is room."""
    if is_ended(line.text) or line.text[-1] in CLOSERS or (alone and fill.short == 1):
        return True
    return alone and _is_short(line, width) and is_heading_like(line.text)


def _is_heading_below(line: Line, last: Line, width: int) -> bool:
    """Whether the last line of a group is a heading, since no paragraph ends like that."""
    return (
        is_ended(line.text)
        and line.text[-1] != ":"
        and last.text[-1] not in CLOSERS
        and _is_short(last, width)
        and is_heading_like(last.text)
    )


def _is_short(line: Line, width: int) -> bool:
    return line.indent + len(line.text) < _SHORT * width
