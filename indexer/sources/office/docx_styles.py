"""What the styles and lists of a Word document say of its paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pincite.indexer.articles import Kind
from pincite.indexer.sources.office.numerals import numeral
from pincite.indexer.sources.office.styled import is_title, kind_of_styles, style_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree.ElementTree import Element

_BODY_LEVEL = 9
_LEVELS = 9
# Twentieths of a point: a quarter of an inch.
_SET_IN = 360
_LONGEST_CHAIN = 30
_NUMERALS = {
    "lowerRoman": "i",
    "upperRoman": "I",
    "lowerLetter": "a",
    "upperLetter": "A",
    "decimalZero": "01",
    "chicago": "*",
}
_PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(frozen=True)
class Style:
    """One style of a Word document.

    Attributes:
        name: what people call it.
        based_on: the id of the style that says what this one does not.
        paragraph: the properties of its paragraphs.
        run: the properties of its characters.
    """

    name: str
    based_on: str
    paragraph: Element | None
    run: Element | None


class Styles:
    """The styles of a document, by id."""

    def __init__(self, elements: Iterable[Element] = ()) -> None:
        self._styles = {
            each.get("styleId", ""): Style(
                value(each, "name"),
                value(each, "basedOn"),
                each.find("pPr"),
                each.find("rPr"),
            )
            for each in elements
            if each.tag == "style"
        }
        self._hidden: dict[str, bool | None] = {}

    def chain(self, style_id: str) -> Iterator[Style]:
        """A style and those it is based on, nearest first; one that is nowhere said by its id."""
        for _ in range(_LONGEST_CHAIN):
            style = self._styles.get(style_id)
            if style is None:
                if style_id:
                    yield Style(style_id, "", None, None)
                return
            yield style
            style_id = style.based_on

    def properties(self, paragraph: Element | None) -> Iterator[Element]:
        """A paragraph's own properties and those of its styles, nearest first."""
        if paragraph is not None:
            yield paragraph
            for style in self.chain(value(paragraph, "pStyle")):
                if style.paragraph is not None:
                    yield style.paragraph

    def kind(self, paragraph: Element | None) -> Kind | None:
        """What a paragraph of these properties is by its styles."""
        level = self._first(paragraph, "outlineLvl")
        kind = kind_of_styles(list(self._names(paragraph)))
        if level and kind in {None, Kind.HEADING}:
            return Kind.HEADING if level.isdigit() and int(level) < _BODY_LEVEL else None
        return kind

    def is_title(self, paragraph: Element | None) -> bool:
        """Whether a paragraph of these properties is the title of the whole."""
        return is_title(next(self._names(paragraph), ""))

    def is_set_in(self, paragraph: Element | None) -> bool:
        """Whether it is set in on both sides, and not centred."""
        if self._first(paragraph, "jc") == "center":
            return False
        sides = {"left": 0, "right": 0}
        for properties in reversed(list(self.properties(paragraph))):
            for indent in properties.findall("ind"):
                for side, other in (("left", "start"), ("right", "end")):
                    said = indent.get(side, indent.get(other, ""))
                    sides[side] = int(said) if _is_number(said) else sides[side]
        return min(sides.values()) >= _SET_IN

    def is_hidden(self, run: Element | None, paragraph: Element | None) -> bool:
        """Whether a run of these properties, in a paragraph of those, is not shown."""
        hidden = None if run is None else _hides(run)
        for properties, name in ((run, "rStyle"), (paragraph, "pStyle")):
            if hidden is None and properties is not None:
                hidden = self._style_hides(value(properties, name))
        return bool(hidden)

    def _style_hides(self, style_id: str) -> bool | None:
        """Whether a style says that what has it is hidden, or shown, or neither."""
        if style_id not in self._hidden:
            self._hidden[style_id] = next(
                (hides for each in self.chain(style_id) if (hides := _hides_all(each)) is not None),
                None,
            )
        return self._hidden[style_id]

    def _first(self, paragraph: Element | None, name: str) -> str:
        """The nearest value of a property."""
        values = (value(each, name) for each in self.properties(paragraph))
        return next((each for each in values if each), "")

    def _names(self, paragraph: Element | None) -> Iterator[str]:
        if paragraph is not None:
            yield from (style.name for style in self.chain(value(paragraph, "pStyle")))


@dataclass(frozen=True)
class _Level:
    format: str = "bullet"
    text: str = "-"
    start: int = 1
    in_digits: bool = False


@dataclass
class Lists:
    """The lists of a document, and how far each is numbered.

    Attributes:
        levels: the levels of each list, by its id and their depth.
        abstract: the id of what several lists have in common, which are numbered as one.
        restarts: lists and depths that begin anew.
    """

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)
    restarts: set[tuple[str, int]] = field(default_factory=set)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)

    @classmethod
    def of(cls, elements: Iterable[Element]) -> Lists:
        """The lists that the elements of the part for numbering define."""
        lists = cls()
        shared: dict[str, dict[int, _Level]] = {}
        styles: dict[str, dict[int, _Level]] = {}
        for each in elements:
            if each.tag == "abstractNum":
                levels = dict(map(_level, each.findall("lvl")))
                for link in ("styleLink", "numStyleLink"):
                    # The levels stand with the one or with the other.
                    if name := value(each, link):
                        levels = styles.setdefault(name, {}) | levels
                        styles[name].update(levels)
                shared[each.get("abstractNumId", "")] = levels
            elif each.tag == "num":
                lists._define(each, shared)
        return lists

    def _define(self, element: Element, shared: dict[str, dict[int, _Level]]) -> None:
        number, abstract = element.get("numId", ""), value(element, "abstractNumId")
        levels = dict(shared.get(abstract, {}))
        for override in element.findall("lvlOverride"):
            depth = _number(override.get("ilvl", ""))
            for lvl in override.findall("lvl"):
                levels[depth] = _level(lvl)[1]
            start = override.find("startOverride")
            if start is not None:
                known = levels.get(depth, _Level())
                first = _number(start.get("val", ""))
                levels[depth] = _Level(known.format, known.text, first, known.in_digits)
                self.restarts.add((number, depth))
        self.levels[number] = levels
        self.abstract[number] = abstract

    def marker(self, number: str, depth: int) -> str:
        """What stands in front of the next item of a list at a depth."""
        levels = self.levels.get(number, {})
        level = levels.get(depth, _Level())
        counts = self._counts.setdefault(self.abstract.get(number, number), [None] * _LEVELS)
        count = counts[depth]
        begins = count is None or (number, depth) in self.restarts
        self.restarts.discard((number, depth))
        counts[depth] = level.start if begins or count is None else count + 1
        counts[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        if level.format == "bullet":
            return "-" if level.text.strip() else ""
        if level.format == "none" and "%" in level.text:
            return ""

        def shown(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            at = levels.get(place, _Level())
            style = "" if level.in_digits else _NUMERALS.get(at.format, "")
            reached = counts[place]
            return numeral(at.start if reached is None else reached, style)

        return _PLACEHOLDER.sub(shown, level.text).strip()


def note_style(settings: Iterable[Element], kind: str, usual: str) -> str:
    """How a document's footnotes or endnotes are numbered, as `numeral` takes it."""
    for each in settings:
        if each.tag == f"{kind}Pr" and value(each, "numFmt"):
            return _NUMERALS.get(value(each, "numFmt"), "")
    return usual


def value(element: Element, name: str) -> str:
    """The value of a property."""
    found = element.find(name)
    return "" if found is None else found.get("val", "")


def is_on(switch: Element) -> bool:
    """Whether a property that is either on or off is on."""
    return switch.get("val", "1") not in {"0", "false", "off"}


def depth_of(said: str) -> int:
    """The depth of a list's item, from 0."""
    return min(_number(said), _LEVELS - 1)


def _hides(run: Element) -> bool | None:
    vanish = run.find("vanish")
    return None if vanish is None else is_on(vanish)


def _hides_all(style: Style) -> bool | None:
    # A placeholder asks to be filled in, and is the program's.
    if style_key(style.name) == "placeholdertext":
        return True
    return None if style.run is None else _hides(style.run)


def _level(element: Element) -> tuple[int, _Level]:
    start = value(element, "start")
    return depth_of(element.get("ilvl", "")), _Level(
        value(element, "numFmt") or "decimal",
        value(element, "lvlText"),
        _number(start) if start else 1,
        element.find("isLgl") is not None,
    )


def _is_number(said: str) -> bool:
    return bool(re.fullmatch(r"-?[0-9]{1,9}", said))


def _number(said: str) -> int:
    return max(int(said), 0) if _is_number(said) else 0
