"""How much an index holds, and how it divides, as terminal text: tables with small bars."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from pincite.indexer.articles import Share
from pincite.search.faces.cells import Run, clipped, one_line, width_of
from pincite.search.faces.painting import FAINT, lines_text
from pincite.search.faces.terminal import stats_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pincite.indexer.articles import Stats
    from pincite.search.faces.cells import Line
    from pincite.search.faces.painting import Screen

# So many rows of a table are shown; the JSON has the others too.
SHOWN = 12

# What the bars show comes last, beside them.
_HEAD = ("articles", "words", "paragraphs")
_GAP = 2
_NARROWEST = 8
_WIDEST_LABEL = 40
# A bar shorter than this says nothing; one longer is not read any better. In cells.
_SHORTEST_BAR = 10
_LONGEST_BAR = 40
_EIGHTHS = "▏▎▍▌▋▊▉█"


def holdings_text(stats: Stats, screen: Screen) -> str:
    """How much there is, and a table for each thing that it divides by.

    Where nobody looks the tables come without bars. What is known of no article has no table.
    """
    tables = [
        ("year", _decades(stats.by_year), "no date"),
        ("publication", stats.by_publication, "no publication"),
        ("language", stats.by_language, ""),
        ("kind", stats.by_kind, ""),
    ]
    shown = [
        (name, shares, unknown)
        for name, shares, unknown in tables
        if any(share.value for share in shares)
    ]
    rows = [_rows(*table) for table in shown]
    widths = [
        max((width_of(row[at]) for each in rows for row in each), default=0) for at in range(4)
    ]
    widths[0] = min(widths[0], _room(widths, screen))
    room = (screen.columns or 0) - sum(widths) - 4 * _GAP
    bar = min(room, _LONGEST_BAR) if room >= _SHORTEST_BAR else 0
    lines: list[Line] = []
    for (_, shares, _), (head, *below) in zip(shown, rows, strict=True):
        lines += [[], [Run(_aligned(head, widths), FAINT)]]
        most = max(share.paragraphs for share in shares)
        for share, row in zip(shares, below, strict=False):
            line = [Run(_aligned(row, widths))]
            line += [Run(" " * _GAP), Run(_bar(share.paragraphs, most, bar))] if bar else []
            lines.append(line)
        left = len(shares) - len(below)
        lines += [[Run(f"… {left:,} more", FAINT)]] if left else []
    return stats_text(stats) + lines_text(lines, screen)


def _decades(shares: Sequence[Share]) -> Sequence[Share]:
    """Years, or decades where they are too many to be shown."""
    if len(shares) <= SHOWN:
        return shares
    together = []
    for decade, years in groupby(shares, lambda each: each.value[:3] + "0s" if each.value else ""):
        held = list(years)
        together.append(
            Share(
                decade,
                sum(each.articles for each in held),
                sum(each.paragraphs for each in held),
                sum(each.words for each in held),
            )
        )
    return together


def _rows(name: str, shares: Sequence[Share], unknown: str) -> list[tuple[str, ...]]:
    """The head of a table, and its first rows."""
    return [
        (name, *_HEAD),
        *(
            (
                one_line(each.value) or unknown,
                f"{each.articles:,}",
                f"{each.words:,}",
                f"{each.paragraphs:,}",
            )
            for each in shares[:SHOWN]
        ),
    ]


def _room(widths: Sequence[int], screen: Screen) -> int:
    """How wide the labels may be."""
    if screen.columns is None:
        return widths[0]
    left = screen.columns - sum(widths[1:]) - 3 * _GAP
    return max(min(left, _WIDEST_LABEL), _NARROWEST)


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    label = clipped(row[0], widths[0])
    cells = [label + " " * (widths[0] - width_of(label))]
    cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
    return (" " * _GAP).join(cells)


def _bar(count: int, most: int, width: int) -> str:
    """A bar that is as long, of `width` cells, as `count` is of `most`; never quite nothing."""
    eighths = max(round(count / most * width * 8), 1) if count and most else 0
    whole, rest = divmod(eighths, 8)
    return _EIGHTHS[7] * whole + (_EIGHTHS[rest - 1] if rest else "")
