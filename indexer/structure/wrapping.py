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

WIDEST = 100
_LONG = 250
_STOPS = frozenset(".!?…:。！？")
CLOSERS = "”\"’'»)]"
_CJK = re.compile("[\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_NOTE = re.compile(r"\[\^?[\w-]{1,20}\]$")
_NO_SPACE_AFTER = re.compile(r"\w[-‐–—/]")
# Only behind these is a line joined with anything but a space.
_JOINED = re.compile("[-‐–—/\u00ad\u2e80-\uffef]")


def join_lines(lines: Sequence[str], vocabulary: Vocabulary) -> str:
    """One text of wrapped lines.

    A word that a hyphen only divides is mended. Behind a hyphen, a dash or a slash and between CJK
    characters no space is put.
    """
    if len(lines) == 1 or not _JOINED.search("".join([line[-1:] for line in lines])):
        return " ".join(lines)
    parts = [lines[0]]
    for line in lines[1:]:
        before = parts[-1]
        if not _JOINED.match(before[-1:]):
            parts.append(" ")
        elif before.endswith("\u00ad") or is_divided(before, line, vocabulary):
            parts[-1] = before[:-1]
        elif not (_goes_on(before, line) or _is_cjk(before, line)):
            parts.append(" ")
        parts.append(line)
    return "".join(parts)


def _goes_on(before: str, after: str) -> bool:
    return bool(_NO_SPACE_AFTER.match(before[-2:])) and after[:1].isalnum()


def _is_cjk(before: str, after: str) -> bool:
    return bool(_CJK.match(before[-1:]) and _CJK.match(after[:1]))


def one_paragraph_per_line(groups: Sequence[Sequence[Line]]) -> bool:
    """Whether lines, and not only blank lines, separate this file's paragraphs.

    Long lines do. So do short ones that end like sentences although the next line's first word
    would have fitted behind them, which no wrapping leaves.
    """
    runs = [group for group in groups if len(group) > 1]
    if not runs:
        return False
    texts = [line.text for run in runs for line in run]
    lengths = sorted(map(len, texts))
    if lengths[len(lengths) // 2] > WIDEST:
        return True
    if lengths[-1] > _LONG and any(map(_is_long, texts)):
        return True
    going_on = sum([line.text[0].islower() for run in runs for line in run[1:]])
    return going_on * 2 <= len(texts) - len(runs) and _are_short_paragraphs(runs, lengths[-1])


def _are_short_paragraphs(runs: Sequence[Sequence[Line]], longest: int) -> bool:
    ends = [is_ended(line.text) for run in runs for line in run[:-1]]
    ended = sum(ends)
    pairs = [pair for run in runs for pair in itertools.pairwise(run)]
    wrapped = sum(
        after.text[0].islower() and not end for (_, after), end in zip(pairs, ends, strict=True)
    )
    if ended * 2 < len(ends) or wrapped * 3 > ended:
        return False
    fitting = sum(fits_behind(line, after, longest) for line, after in pairs)
    return fitting * 2 >= len(pairs)


def fits_behind(line: Line, after: Line, width: int, gap: int = 1) -> bool:
    """Whether the first word of `after` would have had room on `line`, `gap` spaces behind it."""
    room = width - line.indent - len(line.text) - gap
    return room > 0 and (after.text.find(" ", 0, room + 1) > 0 or len(after.text) <= room)


def _is_long(text: str) -> bool:
    return len(text) > _LONG and text.count(" ") > _LONG // 20


def is_ended(text: str) -> bool:
    """Whether a line ends like a sentence, or like what leads on to the next paragraph."""
    if text[-1:] == "]":
        text = _NOTE.sub("", text)
    return text.rstrip(CLOSERS)[-1:] in _STOPS
