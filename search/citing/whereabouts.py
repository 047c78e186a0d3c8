"""Where a paragraph stands in its source file, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pincite.indexer.articles import Paragraph


def places_of(paragraph: Paragraph, dash: str = "–") -> list[str]:
    """Where it stands in the source file, as far as there are such: "p. 12", "lines 31–33"."""
    return [
        *_place(paragraph.pages, "p. {}", f"pp. {{}}{dash}{{}}"),
        *_place(paragraph.lines, "line {}", f"lines {{}}{dash}{{}}"),
    ]


def _place(bounds: tuple[int, int] | None, one: str, several: str) -> list[str]:
    if bounds is None:
        return []
    first, last = bounds
    return [one.format(first) if first == last else several.format(first, last)]
