"""From a tree of elements to runs: stretches of text between two ends of a paragraph.

White space is collapsed as a browser does. What a page does not show is left out, and what tools
put there for the page alone: signs to click on beside headings and footnotes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from lxml import etree

from pincite.indexer.articles import Kind
from pincite.indexer.sources.html.markers import Markers
from pincite.indexer.sources.html.marks import (
    back_links_to,
    is_caption,
    is_data_table,
    is_footnote,
    is_hidden,
    is_sign,
    local_name,
    note_label,
)
from pincite.indexer.sources.html.regions import is_of_site
from pincite.indexer.sources.html.runs import NOTHING, SPACE, Place, Run, Segment

_UNSEEN = frozenset(
    "script style template head noscript iframe object embed applet svg canvas audio video map"
    " select textarea button input datalist meter progress rp rt rtc annotation annotation-xml"
    " noframes noembed".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset"
    " figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li"
    " listing main menu nav ol option p plaintext pre search section summary table tbody td tfoot"
    " th thead tr ul xmp".split()
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LISTS = frozenset(("ul", "ol", "dl", "menu", "dir"))
_MARKED_LISTS = frozenset(("ul", "ol", "menu", "dir"))
_ITEMS = frozenset(("li", "dt", "dd"))
_LITERAL = frozenset(("pre", "listing", "xmp", "plaintext"))
_IN_TABLES = frozenset(("table", "tr", "td", "th"))
_PLAIN = frozenset(("p", "div"))
_BOLD = frozenset(("b", "strong", "big"))
_KINDS = {
    **dict.fromkeys(_HEADINGS, Kind.HEADING),
    **dict.fromkeys(_ITEMS, Kind.LIST),
    **dict.fromkeys(_LITERAL, Kind.CODE),
    "blockquote": Kind.QUOTE,
    "figcaption": Kind.CAPTION,
    "caption": Kind.CAPTION,
}


def runs_of(root: etree._Element, *, hidden: bool = False) -> list[Run]:
    """All runs in an element, in order.

    Args:
        root: the element.
        hidden: whether to take what the page hides, too.
    """
    return Walk(root, hidden=hidden).runs


class Walk:
    """The walk through a tree, as far as it has come.

    Attributes:
        runs: found on it.
        steps: how many elements were met, each counted once for all that are around it too.
    """

    def __init__(self, root: etree._Element, *, hidden: bool = False) -> None:
        self.runs: list[Run] = []
        self.steps = 0
        self._hidden = hidden
        self._line = 1
        self._count = 0
        self._bold = 0
        self._links = 0
        self._cell = (0, 0)
        self._depth = 0
        self._markers = Markers()
        self._places = [(Place(), root)]
        self._run = Run(Place(), root)
        self._walk(root)

    def _walk(self, root: etree._Element) -> None:
        skipped: etree._Element | None = None
        for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
            ends = event == "end"
            if skipped is not None:
                if not ends:
                    self._line += (element.text or "").count("\n")
                elif element is skipped:
                    skipped = None
                if skipped is not None:
                    self._line += (element.tail or "").count("\n") if event != "start" else 0
                    continue
            elif event == "start":
                name = local_name(element)
                if self._skips(element, name):
                    skipped = element
                    self._line += (element.text or "").count("\n")
                else:
                    self._start(element, name)
            elif ends:
                self._end(element, local_name(element))
            else:
                self._line += (element.text or "").count("\n")
            if event != "start" and element.tail and element is not root:
                self._text(element.tail, element, behind=True)
        self._flush()

    def _skips(self, element: etree._Element, name: str) -> bool:
        """Pass over an element that does not show, or shows what is not the author's."""
        self._line = max(self._line, cast("int", element.sourceline) or 0)
        if name in _UNSEEN or (not self._hidden and is_hidden(element, name)):
            if name in _BLOCKS:
                self._flush()
            return True
        if name in {"a", "sup"}:
            label = note_label(element, name)
            if label:
                self._add(label)
            return bool(label) or is_sign(element, name)
        return name == "span" and is_sign(element, name)

    def _start(self, element: etree._Element, name: str) -> None:
        self._depth += 1
        self.steps += self._depth
        if name == "br":
            self._break()
        elif name in _BLOCKS:
            if name in _MARKED_LISTS:
                self._markers.open(element, name)
            self._places.append((self._place(element, name), element))
            self._flush()
        elif name in _BOLD:
            self._bold += 1
        elif name == "a" and element.get("href"):
            self._links += 1
            if not self._run.nodes and back_links_to(element):
                self._run.place = replace(self._run.place, footnote=True)
        text = element.text
        if text and name != "br":
            self._text(text, element, behind=False)

    def _end(self, element: etree._Element, name: str) -> None:
        self._depth -= 1
        if name in _BLOCKS:
            self._places.pop()
            self._flush()
            if name in _MARKED_LISTS:
                self._markers.close()
        elif name in _BOLD:
            self._bold -= 1
        elif name == "a" and element.get("href"):
            self._links -= 1

    def _region(self, place: Place, element: etree._Element, name: str) -> Place:
        self._count += 1
        if name == "article" and not place.article:
            return replace(place, article=self._count)
        if name == "main" and not place.main:
            return replace(place, main=self._count)
        in_head = name == "header" and bool(place.article or place.main)
        if not place.site and not in_head and is_of_site(element, name):
            return replace(place, site=True)
        return place

    def _place(self, element: etree._Element, name: str) -> Place:
        place = self._places[-1][0]
        if name in _PLAIN and not element.attrib:
            return place
        place = self._region(place, element, name)
        if not place.footnote and is_footnote(element, name):
            place = replace(place, footnote=True)
        if name in _KINDS and not (place.table and name in _ITEMS):
            literal = place.literal or name in _LITERAL
            place = replace(place, kind=_KINDS[name], literal=literal)
        elif is_caption(element, name):
            place = replace(place, kind=Kind.CAPTION)
        if name == "address":
            place = replace(place, address=True)
        if name in _LISTS and not place.list:
            return replace(place, list=self._count)
        if name in _ITEMS:
            marker = self._markers.of(element) if name == "li" else ""
            return replace(place, item=self._count, marker=marker)
        return self._in_table(place, element, name) if name in _IN_TABLES else place

    def _in_table(self, place: Place, element: etree._Element, name: str) -> Place:
        if name == "table":
            number = self._count if is_data_table(element) else 0
            return replace(place, table=number, row=0, cell=0)
        if not place.table:
            return place
        if name == "tr":
            return replace(place, row=self._count, cell=0)
        row, number = self._cell
        self._cell = (place.row, number + 1 if row == place.row else 1)
        return replace(place, kind=Kind.TABLE, cell=self._cell[1])

    def _text(self, text: str, element: etree._Element, *, behind: bool) -> None:
        if self._run.place.literal:
            self._literal(text)
        else:
            self._add(text)
            self._line += text.count("\n")
        shown = len(text.strip(SPACE))
        if shown:
            self._run.nodes.append((element, behind))
            self._run.length += shown
            self._run.linked += shown if self._links else 0

    def _literal(self, text: str) -> None:
        for place, line in enumerate(text.split("\n")):
            if place:
                self._run.segments.append(Segment())
                self._line += 1
            self._add(line)

    def _add(self, text: str) -> None:
        segment = self._run.segments[-1]
        segment.parts.append(text)
        shown = text.strip(NOTHING)
        if not shown:
            return
        first = self._line + text[: len(text) - len(text.lstrip(NOTHING))].count("\n")
        segment.first = segment.first or first
        segment.last = first + shown.count("\n")
        self._run.bold = self._run.bold and self._bold > 0

    def _break(self) -> None:
        """End a line; two of them end a paragraph."""
        run = self._run
        if not run.place.literal and not run.segments[-1].shows:
            self._flush()
        else:
            run.segments.append(Segment())

    def _flush(self) -> None:
        """End the run, and begin one where the walk has come to."""
        run = self._run
        if len(run.segments) > 1 or run.segments[0].parts:
            if any(segment.shows for segment in run.segments):
                self.runs.append(run)
            self._run = Run(*self._places[-1])
        else:
            run.place, run.element = self._places[-1]
