"""What pages have around their text: running heads and feet, and page numbers.

A line at a page's edge is a running head or foot when another page has the same one, figures
aside, in the same place, or when most pages have some line of its type there. A page number is
one when it counts along with the pages.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pincite.indexer.sources.pdf.lines import joined

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from pincite.indexer.sources.pdf.lines import PageLine

# So many lines at the upper and at the lower edge of a page are looked at.
_DEPTH = 3
_SAME_PLACE = 4.0
_SAME_SIZE = 0.5
_SAME_ROW = 0.3
_FEWEST_PAGES = 4
_APART = 1.6
_CLOSE = 1.35
_FIGURES = re.compile(r"\d+")
_ROMAN = re.compile(r"(?=[ivxlc])(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", re.IGNORECASE)
_NUMBER = r"(?P<value>\d{1,4}|[ivxlc]{1,8})"
_PAGE_NUMBER = re.compile(
    rf"[\W_]*(?P<word>(?:page|p\.|pg\.?|seite|página|стр\.)\s*)?{_NUMBER}"
    r"(?:\s*(?:/|of|von|de|из)\s*\d{1,4})?[\W_]*",
    re.IGNORECASE,
)
_AT_START = re.compile(r"(\d{1,4})\s*[|·•–—-]?\s+")
_AT_END = re.compile(
    r"\s(?:[|·•–—-]\s*)?(?:page\s+)?(\d{1,4})(?:\s*(?:of|/)\s*\d+)?$", re.IGNORECASE
)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass(frozen=True)
class _Edge:
    """A line at a page's edge.

    Attributes:
        page: its place among the pages.
        upper: whether at the upper edge.
        depth: how many lines stand further out.
        pieces: it is made of.
        line: all of it.
        apart: whether it stands well away from the next line further in.
        close: whether it is as near to that one as lines of a paragraph are.
    """

    page: int
    upper: bool
    depth: int
    pieces: tuple[PageLine, ...]
    line: PageLine
    apart: bool
    close: bool

    @property
    def pattern(self) -> str:
        """Its text without what counts."""
        return _FIGURES.sub("#", " ".join(self.line.text.casefold().split()))

    @property
    def slot(self) -> tuple[bool, int]:
        """Where it stands, roughly, and how large it is."""
        return self.upper, round(self.line.size)


def without_furniture(
    pages: Sequence[Sequence[PageLine]],
) -> tuple[list[list[PageLine]], list[PageLine]]:
    """The pieces of each page without its furniture; each running head or foot once.

    Args:
        pages: the pieces of each page, from top to bottom.

    Returns:
        The pages, and of each running head the first occurrence, without its page number.
    """
    edges = [edge for place, pieces in enumerate(pages) for edge in _edges(place, pieces)]
    numbers = _page_numbers(edges, len(pages))
    repeated = _repeated(edges, numbers)
    found = _outermost(edges, numbers | repeated | _in_slots(edges, numbers | repeated, len(pages)))
    taken = {id(piece) for place in found for piece in edges[place].pieces}
    counts = _counts(edges, found - numbers)
    heads: dict[str, PageLine] = {}
    for place in sorted(found - numbers):
        line = _without_number(edges[place], counts)
        heads.setdefault(line.text.casefold(), line)
    rest = [[piece for piece in pieces if id(piece) not in taken] for pieces in pages]
    return rest, list(heads.values())


def _edges(place: int, pieces: Sequence[PageLine]) -> Iterator[_Edge]:
    rows = _rows(pieces)
    lines = [joined(sorted(row, key=lambda piece: piece.left)) for row in rows]
    for upper in (True, False):
        ordered = range(len(rows)) if upper else range(len(rows) - 1, -1, -1)
        for depth, at in enumerate(itertools.islice(ordered, min(_DEPTH, max(len(rows) - 1, 1)))):
            further = at + 1 if upper else at - 1
            inner = lines[further] if 0 <= further < len(lines) else None
            gap = abs(inner.base - lines[at].base) if inner else 0.0
            size = max(inner.size, lines[at].size) if inner else 0.0
            apart = inner is None or gap > _APART * size
            close = inner is not None and gap < _CLOSE * size
            yield _Edge(place, upper, depth, tuple(rows[at]), lines[at], apart, close)


def _rows(pieces: Sequence[PageLine]) -> list[list[PageLine]]:
    rows: list[list[PageLine]] = []
    for piece in pieces:
        if rows and piece.base - rows[-1][0].base <= _SAME_ROW * piece.size:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return rows


def _page_numbers(edges: Sequence[_Edge], pages: int) -> set[int]:
    """Numbers that count along with the pages, or stand alone like one."""
    offsets: dict[int, int] = {}
    worded: set[int] = set()
    for place, edge in enumerate(edges):
        match = _PAGE_NUMBER.fullmatch(edge.line.text)
        value = _value(match["value"]) if match else None
        if match and value is not None:
            offsets[place] = value - edge.page
            if match["word"] or (pages == 1 and edge.apart and edge.depth == 0):
                worded.add(place)
    counts = Counter((edges[place].upper, offset) for place, offset in offsets.items())
    counted = {p for p, offset in offsets.items() if counts[edges[p].upper, offset] > 1}
    return counted | worded


def _value(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    if not _ROMAN.fullmatch(text):
        return None
    values = [_ROMAN_VALUES[sign] for sign in text.lower()]
    return sum(
        -value if value < after else value
        for value, after in itertools.zip_longest(values, values[1:], fillvalue=0)
    )


def _repeated(edges: Sequence[_Edge], numbers: Collection[int]) -> set[int]:
    """Lines that pages have in the same place as pages near them."""
    alike: dict[tuple[bool, str], list[int]] = defaultdict(list)
    for place, edge in enumerate(edges):
        if place not in numbers and any(map(str.isalpha, edge.pattern)) and not _is_note(edge):
            alike[edge.upper, edge.pattern].append(place)
    found: set[int] = set()
    for places in alike.values():
        for one, other in itertools.pairwise(places):
            if _same_place(edges[one], edges[other]):
                found |= {one, other}
    return found


def _is_note(edge: _Edge) -> bool:
    """Notes at the feet of pages are often alike: "Ibid." after "Ibid."."""
    return edge.line.starts_raised or not edge.line.text[0].isalnum() or edge.line.text[0] in "¹²³"


def _same_place(one: _Edge, other: _Edge) -> bool:
    """Whether two lines stand in the same place on pages that follow or face each other."""
    return (
        0 < other.page - one.page <= 2
        and abs(one.line.base - other.line.base) <= _SAME_PLACE
        and abs(one.line.size - other.line.size) <= _SAME_SIZE
    )


def _in_slots(edges: Sequence[_Edge], found: Collection[int], pages: int) -> set[int]:
    """Outermost lines where nearly every page has furniture of that size."""
    if pages < _FEWEST_PAGES:
        return set()
    slots: dict[tuple[bool, int], list[int]] = defaultdict(list)
    for place in found:
        slots[edges[place].slot].append(place)
    bases = {
        slot: sorted(edges[place].line.base for place in places) for slot, places in slots.items()
    }
    usual = {slot: each[len(each) // 2] for slot, each in bases.items() if len(each) * 2 >= pages}
    return {
        place
        for place, edge in enumerate(edges)
        if edge.slot in usual
        and edge.apart
        and abs(edge.line.base - usual[edge.slot]) <= _SAME_PLACE
    }


def _outermost(edges: Sequence[_Edge], found: Collection[int]) -> set[int]:
    """Furniture stands outside the text: what has text further out is none.

    It does not touch the text, either: else it may be a note's last line, or two paragraphs alike.
    """
    kept: set[int] = set()
    for _, group in itertools.groupby(
        range(len(edges)), lambda at: (edges[at].page, edges[at].upper)
    ):
        run = list(itertools.takewhile(found.__contains__, group))
        while run and _touches(edges[run[-1]]):
            run.pop()
        kept.update(run)
    return kept


def _touches(edge: _Edge) -> bool:
    return edge.close if edge.upper else not edge.apart


def _counts(edges: Sequence[_Edge], found: Collection[int]) -> Counter[tuple[str, int]]:
    """How often a figure at the start or the end of a line is so far from the page's place."""
    return Counter(
        (end, value - edges[place].page)
        for place in found
        for end, value in _figures_of(edges[place].line.text)
    )


def _figures_of(text: str) -> Iterator[tuple[str, int]]:
    for end, match in (("start", _AT_START.match(text)), ("end", _AT_END.search(text))):
        if match:
            yield end, int(match[1])


def _without_number(edge: _Edge, counts: Counter[tuple[str, int]]) -> PageLine:
    """A running head without the page number in it, if it has one."""
    text = edge.line.text
    for end, value in _figures_of(text):
        if counts[end, value - edge.page] > 1:
            text = _AT_START.sub("", text) if end == "start" else _AT_END.sub("", text)
    return replace(edge.line, text=text)
