"""What a page shows in front of the items of its lists: bullets and numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pincite.indexer.sources.office.numerals import numeral

if TYPE_CHECKING:
    from lxml import etree

_BULLET = "-"
_WHOLE = re.compile(r"\s*([+-]?\d{1,9})")
_NO_MARKER = re.compile(r"list-style(?:-type)?\s*:[^;]*\bnone\b", re.IGNORECASE)
_NUMBERED = frozenset(("a", "A", "i", "I"))


@dataclass(slots=True)
class _List:
    element: etree._Element
    ordered: bool
    number: int = 1
    step: int = 1


class Markers:
    """The lists that the walk through a page is in, and how far they are numbered."""

    def __init__(self) -> None:
        self._lists: list[_List] = []

    def open(self, element: etree._Element, name: str) -> None:
        """Enter a list."""
        made = _List(element, ordered=name == "ol")
        if made.ordered:
            if element.get("reversed") is not None:
                made.step = -1
                made.number = sum(1 for each in element if _is_item(each))
            made.number = _whole(element.get("start"), made.number)
        self._lists.append(made)

    def close(self) -> None:
        """Leave it."""
        if self._lists:
            self._lists.pop()

    def of(self, item: etree._Element) -> str:
        """The marker of the item that comes next, "" for none."""
        here = self._lists[-1] if self._lists else None
        if _is_bare(item) or (here and _is_bare(here.element)):
            return ""
        if here is None or not here.ordered:
            return _BULLET
        number = _whole(item.get("value"), here.number)
        here.number = number + here.step
        style = item.get("type") or here.element.get("type") or "1"
        return f"{numeral(number, style if style in _NUMBERED else '1')}."


def _is_item(element: etree._Element) -> bool:
    return isinstance(element.tag, str) and element.tag.rpartition("}")[2] == "li"


def _is_bare(element: etree._Element) -> bool:
    return element.get("type") == "none" or bool(_NO_MARKER.search(element.get("style", "")))


def _whole(value: str | None, otherwise: int) -> int:
    """A whole number as attributes have it."""
    match = _WHOLE.match(value or "")
    return int(match[1]) if match else otherwise
