"""What single elements of a page are, told by their names and attributes."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

_EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_HIDDEN_CLASSES = frozenset(
    "sr-only screen-reader-text visually-hidden visuallyhidden screen-reader-only".split()
)
# Hidden until a script shows them, when all of the page is in them.
_NEVER_HIDDEN = frozenset(("html", "body", "main", "article"))

_NOTES = re.compile(
    r"(?:^|[\s_-])(?:foot|end)notes?(?:$|[\s_-])|MsoFootnoteText|MsoEndnoteText", re.IGNORECASE
)
_CAPTION = re.compile(r"(?:^|[\s_-])(?:fig)?caption(?:$|[\s_-])", re.IGNORECASE)
_NOTE_ID = re.compile(r"(?:_?ftn|_?edn|fn[:-]?|(?:foot|end)?note[-_:]?)\d+", re.IGNORECASE)
_NOTE_ROLES = frozenset(("doc-footnote", "doc-endnote", "doc-endnotes"))
_NOTE_TYPES = frozenset("footnote footnotes endnote endnotes rearnote rearnotes".split())
_NOTE_PARENTS = frozenset("section div ol ul li p aside dl dd footer table".split())
_BACK_LINK = re.compile(
    r"#_?(?:ftn|fn|edn|footnote|endnote|note)[-_:]?(?:ref|back|anchor)", re.IGNORECASE
)
_LABEL = re.compile(r"(\[?)((?:\d{1,4}|[ivxlcdm]{1,7}|[a-z]))(\]?)", re.IGNORECASE)
# What is there to be clicked on: beside a heading, and behind a footnote.
_SIGNS = frozenset(("#", "¶", "§", "🔗", "↩", "↩︎", "↑", "^", "⤴", "⏎", "↵"))
_TOOL_CLASSES = frozenset(("mw-editsection", "mw-cite-backlink"))

_DATA_HEADS = ("th", "caption", "thead")
_IN_LAYOUT = frozenset("h1 h2 h3 h4 h5 h6 blockquote article section pre form hr".split())
_MAX_CELL = 300
_SHORT_TEXT = 40


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace, lower case; "" of what is no element."""
    tag = element.tag
    return _name_in(tag) if isinstance(tag, str) else ""


@functools.lru_cache(maxsize=512)
def _name_in(tag: str) -> str:
    return tag.rpartition("}")[2].lower()


def _short_text(element: etree._Element) -> str:
    """The text in an element as far as it is short."""
    text = ""
    for part in element.itertext():
        text += str(part)
        if len(text) > _SHORT_TEXT:
            break
    return text.strip()


def is_hidden(element: etree._Element, name: str) -> bool:
    """Whether a page does not show an element, as far as the element itself says so."""
    if not element.attrib or name in _NEVER_HIDDEN:
        return False
    if element.get("hidden") is not None and element.get("hidden") != "until-found":
        return True
    classes = element.get("class")
    if classes and not _HIDDEN_CLASSES.isdisjoint(classes.split()):
        return True
    return bool(_HIDDEN_STYLE.search(element.get("style", "")))


def is_footnote(element: etree._Element, name: str) -> bool:
    """Whether a block element holds footnotes."""
    if not element.attrib or name not in _NOTE_PARENTS:
        return False
    classes = element.get("class", "")
    if _NOTES.search(classes) or (name == "ol" and "references" in classes.split()):
        return True
    if element.get("role") in _NOTE_ROLES or not _NOTE_TYPES.isdisjoint(_types(element)):
        return True
    return name in {"li", "p", "div"} and bool(_NOTE_ID.fullmatch(element.get("id", "")))


def is_caption(element: etree._Element, name: str) -> bool:
    """Whether a block element is called a caption."""
    return name in {"p", "div"} and bool(_CAPTION.search(element.get("class", "")))


def _types(element: etree._Element) -> list[str]:
    return (element.get("epub:type") or element.get(_EPUB_TYPE) or "").split()


def back_links_to(link: etree._Element) -> bool:
    """Whether a link leads from a footnote back into the text."""
    return bool(_BACK_LINK.match(link.get("href", "")))


def note_label(element: etree._Element, name: str) -> str:
    """A reference to a footnote, in brackets so that it is no part of the word before it.

    "" where the element is none, or has brackets or a sign of its own.
    """
    link = element if name == "a" else _only_child(element, "a")
    if link is None or "#" not in link.get("href", "") or back_links_to(link):
        return ""
    raised = name == "sup" or _only_child(element, "sup") is not None or _is_in_sup(element)
    declared = link.get("role") == "doc-noteref" or "noteref" in _types(link)
    if not (raised or declared):
        return ""
    label = _LABEL.fullmatch(_short_text(element))
    return f"[{label[2]}]" if label else ""


def _only_child(element: etree._Element, name: str) -> etree._Element | None:
    if len(element) != 1 or (element.text or "").strip() or local_name(element[0]) != name:
        return None
    return element[0]


def _is_in_sup(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and local_name(parent) == "sup"


def is_sign(element: etree._Element, name: str) -> bool:
    """Whether an element is there only to be clicked on."""
    if name == "a":
        return "#" in element.get("href", "") and _short_text(element) in _SIGNS
    return not _TOOL_CLASSES.isdisjoint(element.get("class", "").split())


def is_data_table(table: etree._Element) -> bool:
    """Whether a table has rows of data, and does not lay out a page."""
    if table.get("role") == "presentation":
        return False
    names: set[str] = set()
    widest = rows = cells = 0
    for element in table.iterdescendants():
        name = local_name(element)
        # Not looking further, so that tables in tables take no longer than one.
        if name == "table" or name in _IN_LAYOUT:
            return False
        names.add(name)
        if name == "tr":
            rows, cells = rows + 1, 0
        elif name in {"td", "th"}:
            cells += 1
            widest = max(widest, cells)
    if widest < 2:
        return False
    return not names.isdisjoint(_DATA_HEADS) or (rows > 1 and _has_short_cells(table))


def _has_short_cells(table: etree._Element) -> bool:
    cells = (each for each in table.iterdescendants() if local_name(each) == "td")
    return all(
        len(" ".join("".join(map(str, cell.itertext())).split())) <= _MAX_CELL for cell in cells
    )
