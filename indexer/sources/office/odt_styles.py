"""What the styles and lists of an OpenDocument text say of its paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pincite.indexer.sources.office.numerals import numeral
from pincite.indexer.sources.office.styled import is_title, kind_of_styles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

    from pincite.indexer.articles import Kind

# In points: a quarter of an inch.
_SET_IN = 18.0
_LONGEST_CHAIN = 30
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "pc": 12.0, "px": 0.75}
_LENGTH = re.compile(r"(-?\d{1,6}(?:\.\d{1,6})?)([a-z]{2})")
_ENCODED = re.compile(r"_([0-9a-f]{1,4})_")
_LIST_STYLES = {"list-style", "outline-style"}
_LEVELS = {"list-level-style-number", "outline-level-style"}
# The name under which the numbering of headings is kept.
OUTLINE = ""


@dataclass(frozen=True)
class Level:
    """How the items of a list at a depth are marked.

    Attributes:
        style: of the number, as `numeral` takes it; "" for a bullet.
        before: what stands in front of it.
        behind: what stands behind it.
        shown: how many numbers are shown, those of the lists around it first.
        start: the first number.
    """

    style: str = ""
    before: str = ""
    behind: str = ""
    shown: int = 1
    start: int = 1

    def marker(self, numbers: Sequence[tuple[int, str]]) -> str:
        """The mark of an item.

        Args:
            numbers: of the item and those around it, outermost first, each with its style.
        """
        if not self.style:
            return "-"
        shown = ".".join(numeral(*each) for each in numbers[-self.shown :] if each[1])
        return f"{self.before}{shown}{self.behind}".strip()


class Styles:
    """The styles of a document as far as they have been read."""

    def __init__(self) -> None:
        self._styles: dict[tuple[str, str], Element] = {}
        self._automatic: set[str] = set()
        self._levels: dict[str, dict[int, Level]] = {}

    def add(self, element: Element, *, automatic: bool) -> None:
        """Take in a style, or a style of lists; all else is passed over.

        Args:
            element: that may be a style.
            automatic: whether the program made it, for what somebody set by hand.
        """
        if element.tag == "style_style":
            family, name = element.get("style_family", ""), element.get("style_name", "")
            self._styles[family, name] = element
            if automatic and family == "paragraph":
                self._automatic.add(name)
        elif element.tag in _LIST_STYLES:
            outline = element.tag == "outline-style"
            name = OUTLINE if outline else element.get("style_name", "")
            self._levels[name] = dict(_level(each) for each in element if each.tag in _LEVELS)

    def level(self, name: str, depth: int) -> Level:
        """How a list of that style is marked at a depth, from 0."""
        levels = self._levels.get(name, {})
        # A level that is not defined is as the one around it.
        return next((levels[at] for at in range(depth, -1, -1) if at in levels), Level())

    def kind(self, name: str) -> Kind | None:
        """What paragraphs of that style are."""
        return kind_of_styles(list(self._names(name)))

    def is_title(self, name: str) -> bool:
        """Whether a paragraph of that style is the title of the whole."""
        return is_title(next(self._names(name), ""))

    def is_hidden(self, name: str, family: str) -> bool:
        """Whether text of that style is not shown."""
        return self._first(name, family, "style_text-properties", "display") == "none"

    def is_set_in(self, name: str) -> bool:
        """Whether paragraphs of that style are set in on both sides, and not centred."""

        def said(what: str) -> str:
            return self._first(name, "paragraph", "style_paragraph-properties", f"fo_{what}")

        sides = (_points(said("margin-left")), _points(said("margin-right")))
        return min(sides) >= _SET_IN and said("text-align") != "center"

    def _chain(self, name: str, family: str) -> Iterator[Element]:
        for _ in range(_LONGEST_CHAIN):
            style = self._styles.get((family, name))
            if style is None:
                return
            yield style
            name = style.get("style_parent-style-name", "")

    def _names(self, name: str) -> Iterator[str]:
        """What people call a style and those it is made from, those of programs left out."""
        if name not in self._automatic:
            yield _plain(name)
        for style in self._chain(name, "paragraph"):
            if shown := style.get("style_display-name"):
                yield shown
            parent = style.get("style_parent-style-name", "")
            if parent not in self._automatic:
                yield _plain(parent)

    def _first(self, name: str, family: str, group: str, prop: str) -> str:
        """The nearest value of a property."""
        for style in self._chain(name, family):
            for properties in style.findall(group):
                if prop in properties.attrib:
                    return properties.attrib[prop]
        return ""


def _level(element: Element) -> tuple[int, Level]:
    return number_in(element.get("level", ""), 1) - 1, Level(
        element.get("style_num-format", ""),
        element.get("style_num-prefix", ""),
        element.get("style_num-suffix", ""),
        number_in(element.get("display-levels", ""), 1),
        number_in(element.get("start-value", ""), 1),
    )


def number_in(said: str, otherwise: int) -> int:
    """A number that an attribute says."""
    return int(said) if re.fullmatch(r"[0-9]{1,9}", said) else otherwise


def _plain(name: str) -> str:
    """A style's name as people see it: in the file other signs than letters are numbers."""
    return _ENCODED.sub(lambda match: chr(int(match[1], 16)), name)


def _points(length: str) -> float:
    match = _LENGTH.fullmatch(length)
    return float(match[1]) * _POINTS.get(match[2], 0) if match else 0
