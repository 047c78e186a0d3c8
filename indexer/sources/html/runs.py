"""Runs: stretches of text on a page between two ends of a paragraph, and where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

    from pincite.indexer.articles import Kind

SPACE = " \t\n\r\f"
_SPACES = re.compile(f"[{SPACE}]+")
# What shows nothing, besides white space.
NOTHING = SPACE + "\xa0\ufeff\u200b\u200c\u200d\u2060\u200e\u200f\u00ad\u2002\u2003\u2009"
_LINKED = 0.5


@dataclass(slots=True)
class Segment:
    """What stands between two line breaks of a run.

    Attributes:
        parts: of the text, as they stand in the source.
        first: the line of the first sign that shows, or 0.
        last: the line of the last one.
    """

    parts: list[str] = field(default_factory=list)
    first: int = 0
    last: int = 0

    @property
    def shows(self) -> bool:
        """Whether it has anything that shows."""
        return self.first > 0

    @property
    def text(self) -> str:
        """Its text, white space collapsed."""
        return _SPACES.sub(" ", "".join(self.parts)).strip(SPACE + "\xa0")


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the structure of a page a run stands; 0 for nowhere.

    Attributes:
        kind: what the innermost element that tells it says.
        footnote: whether it is in a footnote.
        list: the number of the outermost list it is in.
        item: the number of the item.
        marker: what the page shows in front of the item, a bullet or a number.
        table: the number of the table.
        row: of the table.
        cell: of the row, from 1.
        literal: whether its white space is the author's.
        address: whether its line breaks are.
        site: whether it is in what a site puts around articles.
        main: the number of the main element it is in.
        article: the number of the outermost article element it is in.
    """

    kind: Kind | None = None
    footnote: bool = False
    list: int = 0
    item: int = 0
    marker: str = ""
    table: int = 0
    row: int = 0
    cell: int = 0
    literal: bool = False
    address: bool = False
    site: bool = False
    main: int = 0
    article: int = 0


@dataclass(slots=True)
class Run:
    """A stretch of text between two ends of a paragraph.

    Attributes:
        place: where it stands.
        element: the block element around it.
        segments: its text; never empty, some segment shows.
        nodes: its texts in the tree, as elements and whether the text stands behind them.
        bold: whether all of it is.
        length: of its text in characters, more or less.
        linked: how many of them are in links.
    """

    place: Place
    element: etree._Element
    segments: list[Segment] = field(default_factory=lambda: [Segment()])
    nodes: list[tuple[etree._Element, bool]] = field(default_factory=list)
    bold: bool = True
    length: int = 0
    linked: int = 0

    @property
    def is_linked(self) -> bool:
        """Whether it is links, more or less."""
        return self.linked >= _LINKED * self.length

    @property
    def text(self) -> str:
        """Its text on one line."""
        return " ".join(filter(None, (segment.text for segment in self.segments)))

    @property
    def lines(self) -> tuple[int, int]:
        """First and last line in the source."""
        shown = [segment for segment in self.segments if segment.first]
        return shown[0].first, shown[-1].last
