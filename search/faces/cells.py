"""Text in the cells of a terminal: made harmless, measured, wrapped."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from pincite.search.hits.graphemes import is_inside

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Everything a terminal may obey instead of show: controls, bidirectional overrides and isolates,
# and the halves of characters that stand for undecodable bytes of file names.
_HARMFUL = "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069\\ud800-\\udfff]"
_LINE_END = re.compile(r"\n *")
_LAYOUT = str.maketrans({"\t": " ", "\u2028": "\n", "\u2029": "\n"})
_DASHES = frozenset("-‐–—")
_OPENING = frozenset("（「『【〈《〔［｛“‘")
_CLOSING = frozenset("）」』】〉》〕］｝、。，．・：；！？ー々”’…")


class Run(NamedTuple):
    """Characters of one style; what a style means is for the painter to say.

    Attributes:
        text: the characters.
        style: how they look.
        link: the address that they lead to; it takes no room.
    """

    text: str
    style: str = ""
    link: str = ""


class _Glyph(NamedTuple):
    text: str
    run: Run
    width: int


Line = list[Run]


def visible(text: str) -> str:
    r"""The text with every character that could steer a terminal spelt out, as in `\x1b`."""
    if text.isprintable():
        return text
    return re.sub(_HARMFUL, _spelt_out, text.translate(_LAYOUT))


def one_line(text: str) -> str:
    """The same on a single line."""
    return _LINE_END.sub(" ", visible(text))


def _spelt_out(match: re.Match[str]) -> str:
    code = ord(match[0])
    if 0xDC80 <= code <= 0xDCFF:  # how Python carries the undecodable byte 0x80 and up
        code -= 0xDC00
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def width_of(text: str) -> int:
    """How many cells the text takes."""
    return sum(map(_cells, text))


def _cells(character: str) -> int:
    if character.isascii():
        return 1
    if character == "\u00ad":
        return 1
    if unicodedata.category(character) in ("Mn", "Me", "Cf") or "\u1160" <= character <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def clipped(text: str, width: int) -> str:
    """The beginning of the text that fits, with "…" where something was left off."""
    if width_of(text) <= width:
        return text
    kept, used = "", 0
    for character in text:
        used += _cells(character)
        if used > width - 1:
            break
        kept += character
    while is_inside(text, len(kept)):
        kept = kept[:-1]
    return kept + "…"


def wrap(runs: Iterable[Run], width: int | None) -> list[Line]:
    """Lines of at most `width` cells, broken where a reader expects it; one line for None."""
    if width is None:
        return [[run._replace(text=one_line(run.text)) for run in runs]]
    glyphs = _glyphs(runs)
    lines, start = [], 0
    while start < len(glyphs):
        end, following = _cut(glyphs, start, width)
        lines.append(_line(glyphs[start:end]))
        start = following
    return lines or [[]]


def hang(head: Sequence[Run], runs: Iterable[Run], indent: int, width: int | None) -> list[Line]:
    """The runs wrapped in a column `indent` cells from the left, `head` beside its first line."""
    column = None if width is None else max(width - indent, 10)
    gap = " " * (indent - sum(width_of(run.text) for run in head))
    first, *rest = wrap(runs, column)
    return [[*head, Run(gap), *first], *([Run(" " * indent), *line] for line in rest)]


def _glyphs(runs: Iterable[Run]) -> list[_Glyph]:
    """Characters with all that belongs to them, so that no cut separates them."""
    glyphs: list[_Glyph] = []
    for run in runs:
        text = visible(run.text)
        for place, character in enumerate(text):
            cells = 0 if character == "\n" else _cells(character)
            joined = cells == 0 and character != "\n"
            if (joined or is_inside(text, place)) and glyphs and glyphs[-1].text != "\n":
                before = glyphs[-1]
                glyphs[-1] = before._replace(
                    text=before.text + character, width=before.width + cells
                )
            else:
                glyphs.append(_Glyph(character, run, cells))
    return glyphs


def _cut(glyphs: Sequence[_Glyph], start: int, width: int) -> tuple[int, int]:
    """Where the line that begins at `start` ends, and where the next one begins."""
    used, best = 0, start
    for place in range(start, len(glyphs)):
        glyph = glyphs[place]
        if glyph.text == "\n":
            return place, place + 1
        if glyph.text == " ":
            # White space in front of a line belongs to its first word.
            best = place if any(each.text != " " for each in glyphs[best:place]) else best
        elif used + glyph.width > width:
            end = best if best > start else max(place, start + 1)
            return end, _past_spaces(glyphs, end)
        elif _may_break_after(glyphs, place):
            best = place + 1
        used += glyph.width
    return len(glyphs), len(glyphs)


def _past_spaces(glyphs: Sequence[_Glyph], place: int) -> int:
    while place < len(glyphs) and glyphs[place].text == " ":
        place += 1
    return place


def _may_break_after(glyphs: Sequence[_Glyph], place: int) -> bool:
    if place + 1 >= len(glyphs):
        return False
    here, after = glyphs[place], glyphs[place + 1]
    if here.text in _DASHES:
        return place > 0 and glyphs[place - 1].text.isalnum() and after.text[0].isalpha()
    if here.width < 2 and after.width < 2:
        return False
    return here.text not in _OPENING and after.text not in _CLOSING


def _line(glyphs: Sequence[_Glyph]) -> Line:
    end = len(glyphs)
    while end and glyphs[end - 1].text == " ":
        end -= 1
    return [
        Run("".join(glyph.text for glyph in group), *look)
        for look, group in groupby(glyphs[:end], key=lambda glyph: glyph.run[1:])
    ]
