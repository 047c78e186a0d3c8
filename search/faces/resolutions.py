"""What has become of a cited paragraph, as terminal text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pincite.search.faces.cells import Run, hang, one_line, wrap
from pincite.search.faces.painting import FAINT, PLAIN, Screen, lines_text
from pincite.search.faces.terminal import article_text

if TYPE_CHECKING:
    from pincite.search.faces.cells import Line
    from pincite.search.resolving.resolve import Resolution
    from pincite.search.resolving.worddiff import DiffPiece

_DELETED, _INSERTED = "31", "32"
# The marks of wdiff, so that nothing is said by colour alone.
_MARKS = {"equal": ("", ""), "deleted": ("[-", "-]"), "inserted": ("{+", "+}")}
_STYLES = {"equal": PLAIN, "deleted": _DELETED, "inserted": _INSERTED}


def resolution_text(resolution: Resolution, screen: Screen) -> str:
    """What has become of it and where it is; then the paragraph, or what it said."""
    parts = [lines_text(wrap([Run(one_line(_told(resolution)))], None), screen)]
    article, paragraph = resolution.article, resolution.paragraph
    if article is None or paragraph is None:
        parts.append(lines_text([[Run("It said:", FAINT)]], screen))
        parts.append(lines_text(wrap([Run(resolution.asked.exact)], screen.width), screen))
    elif resolution.diff:
        parts.append(article_text(replace(article, paragraphs=()), screen))
        parts.append(lines_text(_changed(f"¶ {paragraph.ordinal}", resolution, screen), screen))
    else:
        parts.append(article_text(replace(article, paragraphs=(paragraph,)), screen))
    return "\n".join(parts)


def _told(resolution: Resolution) -> str:
    asked, now = str(resolution.asked), str(resolution.locator or resolution.asked)
    place = asked if asked == now else f"was {asked}, is {now}"
    return f"{resolution.status}: {place}"


def _changed(number: str, resolution: Resolution, screen: Screen) -> list[Line]:
    runs = [_marked(piece) for piece in resolution.diff]
    return hang([Run(number, FAINT)], runs, len(number) + 2, screen.width)


def _marked(piece: DiffPiece) -> Run:
    opening, closing = _MARKS[piece.op]
    return Run(f"{opening}{piece.text}{closing}", _STYLES[piece.op])
