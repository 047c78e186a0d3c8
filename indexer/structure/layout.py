r"""The lines and blocks of a plain text: what stands together on the page.

Lines are counted as a text editor counts them (\\n, \\r\\n, \\r). U+2028, U+2029, form feeds,
vertical tabs and U+0085 also end a line on the page, but not in the count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pincite.indexer.articles import Kind

_BREAK = re.compile("\r\n|[\n\r\u2028\u2029\f\v\x85]")
_OTHER_BREAKS = "\r\u2028\u2029\f\v\x85"
_INVISIBLE = "\ufeff\u200b\u2060\u200e\u200f\u00ad"
_RULE = re.compile(r"([-*_=~#+·•–—⁂])(?:\s*\1){2,}|[⁂◊❦]|\*\s*\*")
_UNDERLINE = re.compile(r"={2,}|-{2,}")
_QUOTED = re.compile(r">+(?:\s*>)*[^\S\n]?")
_ITEM = re.compile(
    r"(?:[-*+•·▪◦‣●○]|\d{1,3}[.)]|\(\d{1,3}\)|[a-z][.)]|\([a-z]\)|\([ivx]{1,5}\)|[ivx]{1,5}[.)]"
    r"|\[\d{1,3}\]|\[\^[\w-]{1,20}\]:)\s+(?=\S)"
)
_BULLET = re.compile(r"[^\w(\[]")
_RULE_SIGNS = frozenset("-*_=~#+·•–—⁂◊❦")
# How the first signs of a quoted line or a list item look, to tell the many lines that are neither.
_MARKED = re.compile(r"[-*+•·▪◦‣●○(\[>]|\d{1,3}[.)]|[a-z][.)]|[ivx]{2}")


# Lines, chunks and blocks are not frozen, though nothing changes them: a frozen one takes five
# times as long to make, and a text has as many lines as that shows.
@dataclass(slots=True)
class Line:
    """One line without the white space around it.

    Attributes:
        number: of the line, from 1.
        start: offset of `text` in the source.
        text: "" for a blank line.
        indent: columns of white space in front, a tab being four.
        broken: whether the author ended it there; else the wrapping did.
    """

    number: int
    start: int
    text: str
    indent: int
    broken: bool = False

    @property
    def end(self) -> int:
        """Offset in the source just behind `text`."""
        return self.start + len(self.text)

    def without(self, marker: str) -> Line:
        """The line behind a marker that it starts with."""
        rest = self.text[len(marker) :]
        text = rest.lstrip()
        indent = len(rest) - len(text)
        return replace(self, start=self.end - len(text), text=text, indent=indent)


@dataclass(slots=True)
class Chunk:
    """Lines that make one paragraph, before they are joined.

    Attributes:
        lines: never empty, none blank.
        kind: what the layout alone shows, or None.
        indented: whether every line is set in.
        lone: whether it is one line with blank lines, or other one-line chunks, around it.
        literal: whether what looks like markup in it is text, as in code.
    """

    lines: tuple[Line, ...]
    kind: Kind | None = None
    indented: bool = False
    lone: bool = False
    literal: bool = False


@dataclass(slots=True)
class Block:
    r"""A paragraph in the making: its text joined, its kind not yet settled.

    Attributes:
        text: as in `Paragraph`; every "\n" in it is a line end of the author's.
        lines: as in `Paragraph`.
        chars: as in `Paragraph`.
        kind: what the layout alone shows, or None.
        lone: as in `Chunk`.
        literal: as in `Chunk`.
        pages: as in `Paragraph`.
    """

    text: str
    lines: tuple[int, int] | None
    chars: tuple[int, int]
    kind: Kind | None = None
    lone: bool = False
    literal: bool = False
    pages: tuple[int, int] | None = None


def read_lines(source: str) -> list[Line]:
    """Every line of `source`, blank ones included."""
    newline = _only_newline(source)
    return _lines_at(newline, source) if newline else list(_lines(source))


def _only_newline(source: str) -> str:
    """What ends every line of `source`; "" when not all lines end alike."""
    others = [sign for sign in _OTHER_BREAKS if sign in source]
    if not others:
        return "\n"
    if others == ["\r"] and source.count("\r\n") == source.count("\r") == source.count("\n"):
        return "\r\n"
    return ""


def _lines_at(newline: str, source: str) -> list[Line]:
    lines = []
    start = 0
    for number, raw in enumerate(source.split(newline), 1):
        lines.append(_line(number, start, raw) if raw else Line(number, start, "", 0))
        start += len(raw) + len(newline)
    return lines


def _lines(source: str) -> Iterator[Line]:
    number, start = 1, 0
    for end in _BREAK.finditer(source):
        yield _line(number, start, source[start : end.start()])
        if end[0] == "\u2029":
            yield Line(number, end.end(), "", 0)
        number += end[0] in {"\n", "\r", "\r\n"}
        start = end.end()
    yield _line(number, start, source[start:])


def _line(number: int, start: int, raw: str) -> Line:
    text = raw.strip()
    if text and text[0] in _INVISIBLE and not text.strip(_INVISIBLE):
        text = ""
    if text[:1] == raw[:1]:
        return Line(number, start, text, 0)
    lead = len(raw) - len(raw.lstrip())
    return Line(number, start + lead, text, lead + 3 * raw[:lead].count("\t"))


def groups_of(lines: Sequence[Line], spacing: int = 1) -> Iterator[list[Line]]:
    """Runs of lines between blank lines and rules; an underlined line keeps its underline.

    Args:
        lines: all of them.
        spacing: how many blank lines at least separate.
    """
    group: list[Line] = []
    blank = 0
    for line in lines:
        blank = 0 if line.text else blank + 1
        if line.text and not is_rule(line.text):
            group.append(line)
            continue
        if line.text and is_underline(line.text) and len(group) == 1:
            group.append(line)
        if group and (line.text or blank >= spacing):
            yield group
            group = []
    if group:
        yield group


def has_markers(group: Sequence[Line]) -> bool:
    """Whether some line may be quoted or a list item."""
    return any([_MARKED.match(line.text) for line in group])  # noqa: C419 - twice as fast


def is_rule(text: str) -> bool:
    """A line drawn across the page, or the stars between two sections."""
    return text[:1] in _RULE_SIGNS and (bool(_RULE.fullmatch(text)) or is_underline(text))


def is_underline(text: str) -> bool:
    """A line that marks the one above it as a heading."""
    return text[:1] in {"=", "-"} and bool(_UNDERLINE.fullmatch(text))


def quote_marker(text: str) -> str:
    """The > signs in front of a quoted line."""
    match = _QUOTED.match(text) if text[:1] == ">" else None
    return match[0] if match else ""


def is_item(text: str) -> bool:
    """Whether a line starts with a list marker."""
    return bool(_ITEM.match(text))


def is_bullet(text: str) -> bool:
    """Whether the marker of a list item is a sign and not a number or letter."""
    return bool(_BULLET.match(text))
