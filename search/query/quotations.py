"""Which quotation marks belong together where a quotation has some inside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Marks pair up among their own; „ opens what “ or ” closes, and no quotation of the language.
_STYLES = ('"', "“”„")
# What, besides white space and another mark that opens, stands before one that opens, and what
# stands behind one that closes.
_BEFORE = frozenset("([{<«‹—–-/'‘=+:")
_BEHIND = frozenset(")]}~.,;:!?")
# A sentence in quotation marks, and nothing before or behind.
_SENTENCE = re.compile(r'\s*["“](?P<text>.*[.!?…:;,—–。！？][)\]’\'"“”]*)["“”]\s*', re.DOTALL)
_WITH_INCHES = re.compile(r'\s*"(?P<text>.*\d".+)"\s*', re.DOTALL)


def quotation_ends(query: str) -> dict[int, int]:
    """The offset of each quotation mark that could begin a quotation, to that of its end.

    A mark with a space before it and none behind opens, one at the end of a word closes, and a
    quotation ends where all that were opened inside are closed. Where that is nowhere, the mark
    is left out.
    """
    marks = list(_marks(query))
    ends: dict[int, int] = {}
    for style in _STYLES:
        depth = 0
        pending: list[tuple[int, int]] = []
        for position, opens in marks:
            if query[position] in style:
                depth += 1 if opens else -1
                while pending and depth < pending[-1][1]:
                    ends[pending.pop()[0]] = position
                pending.append((position, depth))
    return ends


def quoted_sentence(query: str) -> slice | None:
    """Where the text is of what may be one sentence, pasted between quotation marks.

    It ends like one, or has inches in it: straight marks behind a digit that none opens.
    """
    match = _SENTENCE.fullmatch(query) or _WITH_INCHES.fullmatch(query)
    if match is None:
        return None
    balance = sum(1 if opens else -1 for at, opens in _marks(query) if query[at] == '"')
    is_one = match.re is _SENTENCE or balance < 0
    return slice(*match.span("text")) if is_one else None


def _marks(query: str) -> Iterator[tuple[int, bool]]:
    """The offset of each quotation mark, and whether it opens by the look of its neighbours."""
    last_opening: int | None = None
    for match in re.finditer('["“”„]', query):
        position, behind = match.span()
        before = query[position - 1 : position]
        begins = not before or before.isspace() or before in _BEFORE or last_opening == position - 1
        ends = _is_end(query, behind)
        opens = {'"': begins and not ends, "”": begins and not ends, "“": begins or not ends}
        if opens.get(match[0], True):
            last_opening = position
        yield position, last_opening == position


def _is_end(query: str, position: int) -> bool:
    """Whether a word that a mark before `position` follows is at its end."""
    here = query[position : position + 1]
    is_ellipsis = query.startswith("..", position)
    return not here or here.isspace() or (here in _BEHIND and not is_ellipsis)
