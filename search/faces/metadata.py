"""What is known of an article, as terminal text: each value, and where it was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.indexer.articles import TOLD
from pincite.search.faces.cells import Run, hang, one_line, width_of
from pincite.search.faces.painting import FAINT, PLAIN, lines_text

if TYPE_CHECKING:
    from pincite.indexer.articles import Article
    from pincite.search.faces.cells import Line
    from pincite.search.faces.painting import Screen

_GAP = 2


def metadata_text(article: Article, screen: Screen) -> str:
    """A line for each value that is known, with its origin behind it; then its names."""
    rows = [(name, getattr(article, name), article.origins.get(name, "")) for name in TOLD]
    rows += [("id", article.id, ""), ("file", article.path, "")]
    rows += [("same file", path, "") for path in article.copies]
    rows += [("formerly", former, "") for former in article.former]
    known = [row for row in rows if row[1]]
    margin = max(width_of(name) for name, _, _ in known) + _GAP
    lines: list[Line] = []
    for name, value, origin in known:
        runs = [Run(one_line(value), PLAIN)]
        runs += [Run(f"{' ' * _GAP}({one_line(origin)})", FAINT)] if origin else []
        lines += hang([Run(name.replace("_", " "), FAINT)], runs, margin, screen.width)
    return lines_text(lines, screen)
