"""The text of an OpenDocument file as it is printed: paragraphs, lists, tables, notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pincite.indexer.articles import Kind
from pincite.indexer.sources.office.odt_styles import OUTLINE, number_in
from pincite.indexer.sources.office.styled import Passage, table_passages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree.ElementTree import Element

    from pincite.indexer.sources.office.odt_styles import Level, Styles

# Elements that have nothing of the text in them: what tracked changes have taken out, remarks,
# how words are pronounced, how fields and forms are made.
_OUT = frozenset(
    (
        *("tracked-changes", "office_annotation", "ruby-text", "script", "office_forms"),
        *("sequence-decls", "variable-decls", "user-field-decls", "dde-connection-decls"),
        *("office_event-listeners", "note-citation"),
    )
)
_SOURCE = "-source"
_INDEXES = frozenset(
    (
        *("table-of-content", "illustration-index", "table-index", "object-index"),
        *("alphabetical-index", "user-index"),
    )
)
_ITEMS = frozenset({"list-item", "list-header"})
_ROWS = frozenset({"table_table-header-rows", "table_table-rows", "table_table-row-group"})
_CELLS = frozenset({"table_table-cell", "table_covered-table-cell"})
_SPACES = re.compile("[ \t\r\n]+")
_MOST_SPACES = 80


class Story:
    """A text that is read from its elements, and the notes met in it.

    Attributes:
        notes: the paragraphs of the notes of each kind, in order, behind their marks.
    """

    def __init__(self, styles: Styles) -> None:
        self.notes: dict[str, list[Passage]] = {"footnote": [], "endnote": []}
        self._styles = styles
        self._reached: dict[tuple[str, int], int] = {}  # the last number of each list
        self._outline: list[int] = []

    def passages(self, elements: Iterable[Element]) -> Iterator[Passage]:
        """The paragraphs of what may stand in a text's body, a cell or a frame."""
        for each in elements:
            if each.tag in _OUT or each.tag.endswith(_SOURCE):
                continue
            if each.tag in {"p", "h"}:
                yield from self._paragraph(each)
            elif each.tag == "list":
                yield from self._list(each, "", [])
            elif each.tag == "table_table":
                yield from table_passages(self._rows(each))
            elif each.tag in _INDEXES:
                for passage in self.passages(each):
                    passage.kind = Kind.BOILERPLATE
                    yield passage
            elif each.tag != "section" or each.get("display") != "none":
                yield from self.passages(each)

    def _paragraph(self, element: Element) -> Iterator[Passage]:
        name = element.get("style-name", "")
        walk = _Walk(self)
        if not self._styles.is_hidden(name, "paragraph"):
            walk.into(element)
        text = "".join(walk.parts)
        title = self._styles.is_title(name)
        kind = self._styles.kind(name)
        marker = ""
        if element.tag == "h" and text.strip():
            kind = Kind.HEADING
            marker = "" if title else self._heading_number(element)
        set_in = kind is None and self._styles.is_set_in(name)
        yield Passage(text, kind, marker, title=title, set_in=set_in)
        for box in walk.boxes:
            yield from self.passages(box)

    def _heading_number(self, element: Element) -> str:
        depth = min(number_in(element.get("outline-level", ""), 1), 10) - 1
        level = self._styles.level(OUTLINE, depth)
        if not level.style or element.get("is-list-header") == "true":
            return ""
        numbers = self._outline[: depth + 1]
        if len(numbers) > depth:
            numbers[depth] += 1
        while len(numbers) <= depth:
            numbers.append(self._styles.level(OUTLINE, len(numbers)).start)
        self._outline = numbers
        styles = (self._styles.level(OUTLINE, place).style for place in range(depth + 1))
        return level.marker(list(zip(numbers, styles, strict=True)))

    def _list(
        self, element: Element, style: str, around: list[tuple[int, str]]
    ) -> Iterator[Passage]:
        """The items of a list in `style`, unless it has its own, in items of these numbers."""
        style = element.get("style-name", style)
        depth = len(around)
        level = self._styles.level(style, depth)
        goes_on = element.get("continue-numbering") == "true" or "continue-list" in element.attrib
        number = self._reached.get((style, depth)) if goes_on else None
        for item in element:
            if item.tag == "list-item":
                next_one = level.start if number is None else number + 1
                number = number_in(item.get("start-value", ""), next_one)
                self._reached[style, depth] = number
            if item.tag in _ITEMS:
                numbers = [*around, (level.start if number is None else number, level.style)]
                marked = level if item.tag == "list-item" else None
                yield from self._item(item, style, numbers, marked)

    def _item(
        self, item: Element, style: str, numbers: list[tuple[int, str]], level: Level | None
    ) -> Iterator[Passage]:
        for each in item:
            if each.tag == "list":
                yield from self._list(each, style, numbers)
                continue
            for passage in self.passages([each]):
                if passage.kind is None:
                    passage.kind, passage.level = Kind.LIST, len(numbers) - 1
                if level and passage.text.strip():
                    passage.marker = passage.marker or level.marker(numbers)
                    level = None
                elif passage.kind is Kind.LIST:
                    # It goes on behind the marker of the one above.
                    passage.level += 1
                yield passage

    def _rows(self, table: Element) -> Iterator[list[list[Passage]]]:
        for each in table:
            if each.tag in _ROWS:
                yield from self._rows(each)
            elif each.tag == "table_table-row":
                yield [list(self.passages(cell)) for cell in each if cell.tag in _CELLS]

    def is_hidden(self, span: Element) -> bool:
        """Whether a stretch of text is not shown."""
        return self._styles.is_hidden(span.get("style-name", ""), "text")

    def note(self, element: Element) -> str:
        """The mark of a note; the note itself is kept for the end."""
        mark = f"[{' '.join(element.findtext('note-citation', '').split())}]"
        shown = "" if mark == "[]" else mark
        notes = self.notes.setdefault(element.get("note-class", ""), [])
        marker = shown
        for body in element.findall("note-body"):
            for passage in self.passages(body):
                said = f"{passage.marker} {passage.text.strip()}".strip()
                if said:
                    notes.append(Passage(f"{marker} {said}".strip(), Kind.FOOTNOTE))
                    marker = ""
        return shown


class _Walk:
    """The way through one paragraph, in which white space counts once."""

    def __init__(self, story: Story) -> None:
        self.parts: list[str] = []
        self.boxes: list[Element] = []
        self._story = story
        self._spaced = True

    def into(self, element: Element) -> None:
        self._add(element.text)
        for each in element:
            self._take(each)
            self._add(each.tail)

    def _take(self, element: Element) -> None:
        if element.tag == "s":
            count = min(number_in(element.get("c", ""), 1), _MOST_SPACES)
            self._sign(" " * count)
        elif element.tag == "tab":
            self._sign("\t")
        elif element.tag == "line-break":
            self._sign("\n")
        elif element.tag == "note":
            self._sign(self._story.note(element))
        elif element.tag.startswith("draw_"):
            self.boxes.append(element)
        elif element.tag in _OUT or (element.tag == "span" and self._story.is_hidden(element)):
            pass
        else:
            self.into(element)

    def _sign(self, sign: str) -> None:
        self.parts.append(sign)
        self._spaced = False

    def _add(self, text: str | None) -> None:
        if not text:
            return
        text = _SPACES.sub(" ", text)
        self.parts.append(text[1:] if self._spaced and text[0] == " " else text)
        self._spaced = text[-1] == " "
