"""The text of a Word document as it is printed: paragraphs, tables, text boxes, note marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.indexer.articles import Kind
from pincite.indexer.sources.office.docx_styles import depth_of, is_on, value
from pincite.indexer.sources.office.numerals import numeral
from pincite.indexer.sources.office.styled import Passage, table_passages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from xml.etree.ElementTree import Element

    from pincite.indexer.sources.office.docx_styles import Lists, Styles

# Elements that have nothing of the text in them: properties, what tracked changes have taken out,
# what fields are computed from, how words are pronounced.
_OUT = frozenset(
    (
        *("pPr", "rPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr"),
        *("del", "moveFrom", "delText", "instrText", "delInstrText", "fldData", "ffData", "rt"),
    )
)
_SIGNS = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "\u2011",
    # Of mathematics, what keeps a half from being a twelve.
    "m_den": "/",
    "m_sup": "^",
    "m_sub": "_",
}
_TEXTS = ("t", "m_t")
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
# Letters that the font Symbol shows for those of ASCII.
_SYMBOLS = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
        "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖαβχδεφγηιϕκλμνοπθρστυϖωξψζ",
        strict=True,
    )
)
_XML_SPACE = "http://www.w3.org/XML/1998/namespace}space"


class Story:
    """A text that is read from its elements, and the notes it refers to.

    Attributes:
        notes: of each kind, the ids referred to, in order, each with the mark in the text.
    """

    def __init__(self, styles: Styles, lists: Lists, note_styles: Mapping[str, str]) -> None:
        self.notes: dict[str, dict[str, str]] = {kind: {} for kind in note_styles}
        self._styles = styles
        self._lists = lists
        self._note_styles = note_styles
        self._counts = dict.fromkeys(note_styles, 0)

    def passages(self, elements: Iterable[Element]) -> Iterator[Passage]:
        """The paragraphs of what may stand in a text's body, a cell or a text box."""
        carried = ""
        for each in elements:
            if each.tag == "p":
                text, boxes = self._text(each)
                properties = each.find("pPr")
                carried += text
                if not _runs_on(properties):
                    yield self._passage(carried, properties)
                    carried = ""
                for box in boxes:
                    yield from self.passages(box)
            elif each.tag == "tbl":
                yield from table_passages(self._rows(each))
            elif each.tag == "mc_AlternateContent":
                yield from self.passages(_alternative(each))
            elif each.tag not in _OUT:
                yield from self.passages(each)
        if carried:
            yield Passage(carried)

    def _passage(self, text: str, properties: Element | None) -> Passage:
        kind = self._styles.kind(properties)
        marker, level = "", 0
        number, depth = self._list_of(properties)
        if number and text.strip():
            marker = self._lists.marker(number, depth)
            if kind is None:
                # What has no marker goes on behind that of the item above.
                kind, level = Kind.LIST, depth if marker else depth + 1
        return Passage(
            text,
            kind,
            marker,
            level,
            title=self._styles.is_title(properties),
            set_in=kind is None and self._styles.is_set_in(properties),
        )

    def _list_of(self, properties: Element | None) -> tuple[str, int]:
        """The id of the list a paragraph is an item of, "" for none, and its depth in it."""
        number = depth = ""
        for each in self._styles.properties(properties):
            for said in each.findall("numPr"):
                number = number or value(said, "numId")
                depth = depth or value(said, "ilvl")
            if number:
                break
        return ("" if number == "0" else number), depth_of(depth)

    def _rows(self, table: Element) -> Iterator[list[list[Passage]]]:
        for each in table:
            if each.tag == "tr":
                properties = each.find("trPr")
                if properties is None or properties.find("del") is None:
                    yield list(self._cells(each))
            elif each.tag not in _OUT:
                yield from self._rows(each)

    def _cells(self, row: Element) -> Iterator[list[Passage]]:
        for each in row:
            if each.tag == "tc":
                yield list(self.passages(each))
            elif each.tag not in _OUT:
                yield from self._cells(each)

    def _text(self, paragraph: Element) -> tuple[str, list[Element]]:
        """A paragraph's text, and the text boxes that are fastened to it."""
        walk = _Walk(self, paragraph.find("pPr"))
        walk.into(paragraph)
        return "".join(walk.parts), walk.boxes

    def is_hidden(self, run: Element, paragraph: Element | None) -> bool:
        """Whether a run in a paragraph of these properties is not shown."""
        return self._styles.is_hidden(run.find("rPr"), paragraph)

    def mark(self, reference: Element) -> str:
        """The mark of a note where it is referred to."""
        kind = _NOTES[reference.tag]
        if is_on_attribute(reference.get("customMarkFollows", "0")):
            self.notes[kind].setdefault(reference.get("id", ""), "")
            return ""
        self._counts[kind] += 1
        mark = f"[{numeral(self._counts[kind], self._note_styles[kind])}]"
        return self.notes[kind].setdefault(reference.get("id", ""), mark)


class _Walk:
    """The way through one paragraph."""

    def __init__(self, story: Story, properties: Element | None) -> None:
        self.parts: list[str] = []
        self.boxes: list[Element] = []
        self._story = story
        self._properties = properties
        self._fields: list[bool] = []  # of each open field, whether its result has begun

    def into(self, element: Iterable[Element]) -> None:
        for each in element:
            if each.tag in _OUT:
                continue
            if each.tag == "txbxContent":
                self.boxes.append(each)
            elif each.tag == "fldChar":
                self._field(each.get("fldCharType", ""))
            elif each.tag == "mc_AlternateContent":
                self.into(_alternative(each))
            elif each.tag != "r" or not self._story.is_hidden(each, self._properties):
                if all(self._fields):
                    self.parts.append(self._own(each))
                self.into(each)

    def _field(self, sign: str) -> None:
        if sign == "begin":
            self._fields.append(False)
        elif sign == "separate" and self._fields:
            self._fields[-1] = True
        elif sign == "end" and self._fields:
            self._fields.pop()

    def _own(self, element: Element) -> str:
        """What an element itself says, besides those in it."""
        if element.tag in _TEXTS:
            text = element.text or ""
            return text if element.get(_XML_SPACE) == "preserve" else text.strip(" \t\r\n")
        if element.tag in _NOTES:
            return self._story.mark(element)
        if element.tag == "sym":
            return _symbol(element)
        return _SIGNS.get(element.tag, "")


def _symbol(element: Element) -> str:
    """A sign by its number in a font, where the number tells what it is."""
    try:
        code = int(element.get("char", ""), 16)
    except ValueError:
        return ""
    if element.get("font", "").casefold() == "symbol":
        return _SYMBOLS.get(chr(code & 0xFF), "")
    shown = chr(code) if code <= 0xFFFF else ""
    return shown if shown.isprintable() else ""


def _alternative(element: Element) -> Iterable[Element]:
    """What stands in for something old programs do not know is the same once more."""
    return next((each for each in element if each.tag == "mc_Choice"), element)


def _runs_on(properties: Element | None) -> bool:
    """Whether the end of a paragraph is deleted or hidden, so that the next one goes on with it."""
    mark = None if properties is None else properties.find("rPr")
    if mark is None:
        return False
    hidden = mark.find("vanish")
    taken_out = mark.find("del") is not None or mark.find("moveFrom") is not None
    return taken_out or (hidden is not None and is_on(hidden))


def is_on_attribute(said: str) -> bool:
    """Whether an attribute that is either on or off is on."""
    return said not in {"0", "false", "off"}
