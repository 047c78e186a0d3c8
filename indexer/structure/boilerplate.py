"""A user's list of what is boilerplate: its lines, and which paragraphs they stand for."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pincite.errors import PinciteError
from pincite.indexer.analysis import tokenize
from pincite.indexer.articles import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pincite.indexer.structure.layout import Block

MOST_LINES = 10_000
# Each of these is compared with each paragraph.
MOST_OPEN_LINES = 1_000
LONGEST_LINE = 1_000
ANYTHING = "*"
_COMMENT = "#"


@dataclass(frozen=True)
class Boilerplate:
    """Paragraphs by their words, case, accents, spaces and signs aside.

    Attributes:
        whole: the words of paragraphs.
        parts: for paragraphs of which only parts are known, the words before, between and behind
            what may be anything.
    """

    whole: frozenset[str]
    parts: tuple[tuple[str, ...], ...]

    def has(self, text: str) -> bool:
        """Whether a paragraph of this text is meant."""
        words = _words(text)
        return words in self.whole or any(_fit(parts, words) for parts in self.parts)


def parse_boilerplate(text: str) -> tuple[str, ...]:
    """The lines of a list: blank ones and those that begin with # left out.

    In each a * stands for anything, or for nothing.

    Raises:
        PinciteError: a line is too long or has no words, or there are too many.
    """
    lines: list[str] = []
    open_lines = 0
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()  # noqa: PLW2901
        if not line or line.startswith(_COMMENT):
            continue
        if len(line) > LONGEST_LINE:
            raise PinciteError(f"line {number}: longer than {LONGEST_LINE:,} characters")
        if not tokenize(line):
            raise PinciteError(f"line {number}: no words in {line!r}")
        lines.append(line)
        open_lines += ANYTHING in line
        if len(lines) > MOST_LINES:
            raise PinciteError(f"line {number}: more than {MOST_LINES:,} lines")
        if open_lines > MOST_OPEN_LINES:
            raise PinciteError(f"line {number}: more than {MOST_OPEN_LINES:,} lines with a *")
    return tuple(lines)


def labelled(blocks: Sequence[Block], lines: tuple[str, ...]) -> Sequence[Block]:
    """The blocks of an article; those that the lines of a list stand for are boilerplate."""
    if not lines:
        return blocks
    listed = boilerplate_of(lines)
    return [
        replace(each, kind=Kind.BOILERPLATE) if listed.has(each.text) else each for each in blocks
    ]


@functools.lru_cache(maxsize=4)
def boilerplate_of(lines: tuple[str, ...]) -> Boilerplate:
    """What the lines of a list stand for; those without words for nothing."""
    told = [line for line in lines if tokenize(line)]
    return Boilerplate(
        whole=frozenset(_words(line) for line in told if ANYTHING not in line),
        parts=tuple(_parts(line) for line in told if ANYTHING in line),
    )


def _words(text: str) -> str:
    """The folded words of a text with a space around each."""
    return "".join([" ", *[f"{token.surface} " for token in tokenize(text)]])


def _parts(line: str) -> tuple[str, ...]:
    """The words around each *; where that touches a word, the word may go on."""
    pieces = line.split(ANYTHING)
    parts = []
    for place, piece in enumerate(pieces):
        words = _words(piece)
        if place > 0 and piece[:1].isalnum():
            words = words[1:]
        if place + 1 < len(pieces) and piece[-1:].isalnum():
            words = words[:-1]
        parts.append(words if tokenize(piece) else "")
    return tuple(parts)


def _fit(parts: tuple[str, ...], words: str) -> bool:
    """Whether the parts are found in `words` one behind the other, from its start to its end."""
    first, *middle, last = parts
    if not (words.startswith(first) and words.endswith(last)):
        return False
    end = len(first)
    for part in middle:
        found = words.find(part, _since(part, end))
        if found < 0:
            return False
        end = found + len(part)
    return len(words) - len(last) >= _since(last, end)


def _since(part: str, end: int) -> int:
    """Where a part may begin: neighbours with nothing between them share one space."""
    return max(end - part.startswith(" "), 0)
