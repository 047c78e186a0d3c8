r"""A concordance as lines of text, as CSV and as JSON.

`pincite kwic --json` writes one object on one line:

    {"query": str, "total": int, "paragraphs": int, "lines": [LINE, …], "missing": [str, …],
     "notes": [str, …]}

where "total" counts matches and "paragraphs" those that they are in, and a LINE is

    {"article": ARTICLE, "ordinal": int, "lines": [first, last], "span": [start, end],
     "left": str, "match": str, "right": str}

with an ARTICLE as in `json_output`. "span" has the offsets of the match in the paragraph, in
characters; "left" and "right" are what stands beside it, verbatim: whole words, at most
REACH characters.

`pincite kwic --csv` writes (RFC 4180, UTF-8) a line of names and then the same, a match a line:

    article,ordinal,title,author,publication,date,left,match,right

A cell that a spreadsheet may take for a formula gets an apostrophe in front, and what a terminal
could obey is spelt out, as in `\x1b`. All else is verbatim; who wants it so without exception reads
the JSON.
"""

from __future__ import annotations

import csv
import io
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING, NamedTuple

from pincite.search.faces.cells import Run, one_line, visible, width_of
from pincite.search.faces.json_output import article_record
from pincite.search.faces.painting import FAINT, MATCH, lines_text, link_to
from pincite.search.faces.spreadsheet import guarded
from pincite.search.hits.context import after, before

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pincite.search.concordance import Concordance, ConcordanceLine
    from pincite.search.faces.cells import Line
    from pincite.search.faces.json_output import Record
    from pincite.search.faces.painting import Screen

REACH = 240
COLUMNS = (
    "article",
    "ordinal",
    "title",
    "author",
    "publication",
    "date",
    "left",
    "match",
    "right",
)
# Cells of a line that nobody looks at, its locator not counted.
_PIPED = 80
_GAP = 2


class _Layout(NamedTuple):
    """How many cells each column has; 0 for locators that are shown whole, whatever they take."""

    left: int
    right: int
    locator: int = 0


def concordance_text(concordance: Concordance, screen: Screen) -> str:
    """A line for each match, all matches in one column, each line with its locator at the end.

    Where nobody looks a line has 80 cells, and behind them a locator of any length.
    """
    layout = _layout(concordance.lines, screen.columns)
    return lines_text((_shown(line, layout, screen) for line in concordance), screen)


def concordance_csv(concordance: Concordance) -> str:
    """A line of names, and one for each match."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    for line in concordance:
        article, (left, right) = line.article, line.context(REACH)
        known = (article.title, article.author, article.publication, article.date)
        cells = (article.id, str(line.paragraph.ordinal), *known, left, line.match, right)
        writer.writerow([guarded(visible(cell)) for cell in cells])
    return table.getvalue()


def concordance_record(concordance: Concordance) -> Record:
    """All of it, for JSON."""
    return {
        "query": concordance.query,
        "total": concordance.total,
        "paragraphs": concordance.paragraphs,
        "lines": [_line_record(line) for line in concordance],
        "missing": list(concordance.missing),
        "notes": list(concordance.notes),
    }


def _line_record(line: ConcordanceLine) -> Record:
    left, right = line.context(REACH)
    return {
        "article": article_record(line.article),
        "ordinal": line.paragraph.ordinal,
        "lines": list(line.paragraph.lines) if line.paragraph.lines else None,
        "pages": list(line.paragraph.pages) if line.paragraph.pages else None,
        "span": list(line.span),
        "left": left,
        "match": line.match,
        "right": right,
    }


def _layout(lines: Iterable[ConcordanceLine], width: int | None) -> _Layout:
    """The middle of the text is in the middle of the widest match."""
    match = max((width_of(one_line(line.match)) for line in lines), default=0)
    locator = 0
    if width is not None:
        locators = (width_of(_locator(line)) for line in lines)
        locator = min(max(locators, default=0), width // 3)
    text = _PIPED if width is None else width - locator - _GAP
    left = (text - min(match, text // 3)) // 2
    return _Layout(left, text - left, locator)


def _shown(line: ConcordanceLine, layout: _Layout, screen: Screen) -> Line:
    before_it, behind_it = line.context(REACH)
    start, end = line.span
    left = _ending(before_it, layout.left, more=len(before_it) < start)
    match = _beginning(line.match, layout.right)
    rest = len(line.paragraph.text) - end
    room = layout.right - width_of(match)
    right = _beginning(behind_it, room, more=len(behind_it) < rest) if room else ""
    locator = _locator(line)
    if layout.locator:
        locator = _ending(locator, layout.locator)
    return [
        Run(" " * (layout.left - width_of(left)) + left),
        Run(match, MATCH),
        Run(right + " " * (room - width_of(right) + _GAP)),
        Run(locator, FAINT, link_to(line.article.path, screen)),
    ]


def _locator(line: ConcordanceLine) -> str:
    return one_line(f"{line.article.id}#{line.paragraph.ordinal}")


def _ending(text: str, room: int, *, more: bool = False) -> str:
    """As much of the end of a text as there is room for; … where something is cut off."""
    shown = one_line(text)
    if not more and width_of(shown) <= room:
        return shown
    return "…" + before(shown, len(shown), _fitting(reversed(shown), room - 1))


def _beginning(text: str, room: int, *, more: bool = False) -> str:
    """As much of the beginning, likewise."""
    shown = one_line(text)
    if not more and width_of(shown) <= room:
        return shown
    return after(shown, 0, _fitting(shown, room - 1)) + "…"


def _fitting(characters: Iterable[str], room: int) -> int:
    """How many of the characters there is room for."""
    widths = accumulate(map(width_of, characters))
    return sum(1 for _ in takewhile(lambda width: width <= room, widths))
