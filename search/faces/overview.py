"""What matches as a whole, as terminal text: each article once, and how it all divides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.search.faces.cells import Run, clipped, hang, one_line, width_of
from pincite.search.faces.painting import FAINT, STRONG, lines_text
from pincite.search.faces.terminal import facts_lines, provenance, source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pincite.search.faces.cells import Line
    from pincite.search.faces.painting import Screen
    from pincite.search.hits.values import Facet, Hit, Results

    Row = tuple[str, str, str]

# So many values of a facet are shown; the JSON has the others too.
SHOWN = 10

_GAP = 2
_NARROWEST = 8


def articles_text(results: Results, screen: Screen, *, best: bool = True) -> str:
    """Every article, and how many of its paragraphs match; in a pipe only its id.

    Args:
        results: the hits, one for each article.
        screen: what the text is for.
        best: whether the hits are the best paragraphs of their articles, or else the first.
    """
    if screen.width is None:
        return "".join(f"{one_line(hit.article.id)}\n" for hit in results)
    margin = len(str(results.hits[-1].rank)) + 2 if results.hits else 0
    lines: list[Line] = []
    for hit in results:
        lines += [[]] if lines else []
        head = [Run(str(hit.rank).rjust(margin - 2), FAINT)]
        lines += hang(head, [Run(hit.article.title, STRONG)], margin, screen.width)
        for facts in (provenance(hit.article, screen, margin), _matching(hit, screen, best=best)):
            lines += facts_lines(facts, screen, margin)
    return lines_text(lines, screen)


def _matching(hit: Hit, screen: Screen, *, best: bool) -> list[str | Run]:
    number = f"¶ {hit.paragraph.ordinal}"
    if hit.matches == 1:
        return ["1 paragraph", number, source(hit.article, screen)]
    which = "best" if best else "first"
    return [f"{hit.matches:,} paragraphs", f"{which} {number}", source(hit.article, screen)]


def facets_text(facets: Sequence[Facet], screen: Screen) -> str:
    """A table for each facet: its values, in how many paragraphs and articles each is."""
    tables = [_rows(facet) for facet in facets]
    widths = [max(width_of(row[place]) for rows in tables for row in rows) for place in range(3)]
    if screen.width is not None:
        room = screen.width - sum(widths[1:]) - 2 * _GAP
        widths[0] = min(widths[0], max(room, _NARROWEST))
    lines: list[Line] = []
    for facet, (head, *rows) in zip(facets, tables, strict=True):
        lines += [[]] if lines else []
        lines.append([Run(_aligned(head, widths), FAINT)])
        lines += [[Run(_aligned(row, widths))] for row in rows]
        more = len(facet.values) - len(rows)
        lines += [[Run(f"… {more:,} more", FAINT)]] if more else []
    return lines_text(lines, screen)


def _rows(facet: Facet) -> list[Row]:
    """The head of its table, and the first values."""
    unknown = "no date" if facet.name == "year" else f"no {facet.name}"
    return [
        (facet.name, "paragraphs", "articles"),
        *(
            (one_line(each.value) or unknown, f"{each.paragraphs:,}", f"{each.articles:,}")
            for each in facet.values[:SHOWN]
        ),
    ]


def _aligned(row: Row, widths: Sequence[int]) -> str:
    label = clipped(row[0], widths[0])
    cells = [label + " " * (widths[0] - width_of(label))]
    cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
    return (" " * _GAP).join(cells)
