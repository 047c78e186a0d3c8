"""Hard-wrapped lines: whether a file has them, and how they become one text again."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from pincite.indexer.structure.hyphens import is_divided

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pincite.indexer.structure.hyphens import Vocabulary
    from pincite.indexer.structure.layout import Line

_WIDEST = 100
_LONG = 250
_ENDED = re.compile(r"[.!?…:。！？][”\"’'»)\]]*$")
_CJK = re.compile("[\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_NO_SPACE_AFTER = re.compile(r"\w[-‐–—/]$")


def join_lines(lines: Sequence[str], vocabulary: Vocabulary) -> str:
    """One text of wrapped lines.

    A word that a hyphen only divides is mended. Behind a hyphen, a dash or a slash and between CJK
    characters no space is put.
    """
    parts = [lines[0]] if lines else []
    for line in lines[1:]:
        before = parts[-1]
        if before.endswith("\u00ad") or is_divided(before, line, vocabulary):
            parts[-1] = before[:-1]
        elif not (_goes_on(before, line) or _is_cjk(before, line)):
            parts.append(" ")
        parts.append(line)
    return "".join(parts)


def _goes_on(before: str, after: str) -> bool:
    return bool(_NO_SPACE_AFTER.search(before)) and after[:1].isalnum()


def _is_cjk(before: str, after: str) -> bool:
    return bool(_CJK.match(before[-1:]) and _CJK.match(after[:1]))


def one_paragraph_per_line(groups: Sequence[Sequence[Line]]) -> bool:
    """Whether lines, and not only blank lines, separate this file's paragraphs.

    Long lines do. So do short ones that end like sentences although the next line's first word
    would have fitted behind them, which no wrapping leaves.
    """
    runs = [group for group in groups if len(group) > 1]
    lines = [line for run in runs for line in run]
    if not lines:
        return False
    lengths = sorted(len(line.text) for line in lines)
    if lengths[len(lengths) // 2] > _WIDEST or any(_is_long(line) for line in lines):
        return True
    pairs = [pair for run in runs for pair in itertools.pairwise(run)]
    ended = sum(bool(_ENDED.search(line.text)) for line, _ in pairs)
    wrapped = sum(after.text[0].islower() and not _ENDED.search(line.text) for line, after in pairs)
    if ended * 2 < len(pairs) or wrapped * 3 > ended:
        return False
    fitting = sum(fits_behind(line, after, lengths[-1]) for line, after in pairs)
    return fitting * 2 >= len(pairs)


def fits_behind(line: Line, after: Line, width: int) -> bool:
    """Whether the first word of `after` would have had room on `line`."""
    word = after.text.split(maxsplit=1)[0]
    return line.indent + len(line.text) + 1 + len(word) <= width


def _is_long(line: Line) -> bool:
    return len(line.text) > _LONG and line.text.count(" ") > _LONG // 20


def split_short_ends(run: Sequence[Line]) -> list[list[Line]]:
    """Paragraphs of wrapped lines that no blank line separates: a short last line ends one."""
    width = max(len(line.text) for line in run)
    parts: list[list[Line]] = [[]]
    for line in run:
        if parts[-1] and _ends_paragraph(parts[-1][-1], line, width):
            parts.append([])
        parts[-1].append(line)
    return parts


def _ends_paragraph(line: Line, after: Line, width: int) -> bool:
    return (
        len(line.text) < width * 0.75
        and bool(_ENDED.search(line.text))
        and fits_behind(line, after, width)
        and not after.text[0].islower()
    )
