"""What separates the paragraphs of a plain text: blank lines, line ends, indents, short lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pincite.indexer.structure.breaks import has_own_breaks, wrapping_width
from pincite.indexer.structure.filling import fill_of, split_short_ends
from pincite.indexer.structure.indents import indents_of, is_uneven, split_at_indents
from pincite.indexer.structure.layout import groups_of, is_item, is_underline, read_lines
from pincite.indexer.structure.wrapping import WIDEST, is_ended, one_paragraph_per_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pincite.indexer.structure.filling import Fill
    from pincite.indexer.structure.indents import Indents
    from pincite.indexer.structure.layout import Line

_FEWEST_PAIRS = 6
_FEWEST_WRAPPED = 4
_WRAPPED_SHARE = 0.3
_MOST_ADJACENT = 0.1
_MOST_ITEMS = 1 / 3


@dataclass(frozen=True)
class Layout:
    """How the paragraphs of a text are told apart.

    Blank lines always do, single ones not where the text is double-spaced.

    Attributes:
        double_spaced: whether a blank line stands between the lines of a paragraph too.
        per_line: whether each line is a paragraph.
        width: what prose is wrapped to, as in `wrapping_width`.
        indents: what indents say, if anything.
        fill: how full lines are, where a short one can end a paragraph.
    """

    double_spaced: bool
    per_line: bool
    width: int
    indents: Indents | None = None
    fill: Fill | None = None


def separate(source: str) -> tuple[list[list[Line]], Layout]:
    """The paragraphs of a text as groups of lines, and how they were told apart.

    A group may still be several: quoted and plain lines, items of a list.
    """
    lines = read_lines(source)
    double_spaced = is_double_spaced(lines)
    groups = list(groups_of(lines, spacing=2 if double_spaced else 1))
    width = wrapping_width(groups)
    if one_paragraph_per_line(groups):
        return groups, Layout(double_spaced, per_line=True, width=width)
    indents = indents_of(
        [group for group in groups if is_uneven(group) and _is_prose(group, width)]
    )
    if indents:
        groups = _split(groups, width, lambda group: split_at_indents(group, indents))
    fill = fill_of(groups, blank_lines=indents is None)
    if fill and fill.short:
        groups = _split(groups, width, lambda group: split_short_ends(group, fill))
    return groups, Layout(double_spaced, per_line=False, width=width, indents=indents, fill=fill)


def is_double_spaced(lines: Sequence[Line]) -> bool:
    """Whether the lines of wrapped prose have a blank line between them.

    So they have when sentences go on behind single blank lines, and hardly a line stands directly
    below another.
    """
    texts = [line for line in lines if line.text]
    if len(texts) <= _FEWEST_PAIRS or len(lines) < (2 - _MOST_ADJACENT) * len(texts):
        return False
    if sorted(len(line.text) for line in texts)[len(texts) // 2] > WIDEST:
        return False
    pairs = [
        (lines[place - 1], lines[place + 1])
        for place in range(1, len(lines) - 1)
        if not lines[place].text and lines[place - 1].text and lines[place + 1].text
    ]
    wrapped = sum(after.text[0].islower() and not is_ended(before.text) for before, after in pairs)
    return wrapped >= max(_FEWEST_WRAPPED, _WRAPPED_SHARE * len(pairs))


def _is_prose(group: Sequence[Line], width: int) -> bool:
    """Whether a group may be several paragraphs, and is neither verse nor mainly a list."""
    if len(group) < 2 or is_underline(group[-1].text) or has_own_breaks(group, width):
        return False
    return sum(is_item(line.text) for line in group) <= _MOST_ITEMS * len(group)


def _split(
    groups: Sequence[list[Line]], width: int, split: Callable[[list[Line]], list[list[Line]]]
) -> list[list[Line]]:
    parted: list[list[Line]] = []
    for group in groups:
        parts = split(group)
        parted += parts if len(parts) > 1 and _is_prose(group, width) else [group]
    return parted
