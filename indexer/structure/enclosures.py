"""Paragraphs, or runs of them, that stand wholly in brackets or in quotation marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_BRACKET_REACH = 6
_QUOTE_REACH = 12
_MAX_TAIL = 24
_BRACKETS = {"(": ")", "[": "]", "（": "）"}
_QUOTES = {"“": "”", "«": "»", "„": "“”", "「": "」", "『": "』", "‘": "’", '"': '"'}
OPENING_MARKS = frozenset((*_BRACKETS, *_QUOTES))
_TAIL = re.compile(r"[\s.,;:!?…]*(?:\[\^?[\w-]{1,20}\]|\(\d{1,3}\)|[¹²³⁰-⁹]+)?[\s.]*")
_PLAIN_TAIL = re.compile(r"[\s.,;:!?…”\"’»]*")


def bracketed_run(texts: Sequence[str], start: int) -> int:
    """How many blocks from `start` one bracket encloses; 0 when none does.

    The bracket opens with the first block and closes with the last, and does not close between.
    """
    opening = texts[start][:1]
    closing = _BRACKETS.get(opening)
    if closing is None:
        return 0
    depth = 0
    for place, text in enumerate(texts[start : start + 1 + _BRACKET_REACH]):
        end, depth = _close(text, opening, closing, depth)
        if end is not None:
            return place + 1 if _is_tail(_PLAIN_TAIL, text, end) else 0
    # An inner bracket that the author forgot to close does not undo the outer one.
    return int(bool(re.search(rf"{re.escape(closing)}[\s.,;!?]*$", texts[start])))


def _is_tail(tail: re.Pattern[str], text: str, end: int) -> bool:
    return len(text) - end <= _MAX_TAIL and bool(tail.fullmatch(text, end))


def _close(text: str, opening: str, closing: str, depth: int) -> tuple[int | None, int]:
    """Where the outermost bracket closes in `text`, and the depth at its end."""
    for mark in re.finditer(rf"[{re.escape(opening + closing)}]", text):
        depth += 1 if mark[0] == opening else -1
        if depth == 0:
            return mark.end(), 0
    return None, depth


def quoted_run(texts: Sequence[str], start: int, *, led_in: bool) -> int:
    """How many blocks from `start` are one quotation; 0 when they are none.

    One block opens and closes it; or each block opens it again and only the last closes it;
    or, `led_in` by a colon, it opens with the first block and closes with the last.
    """
    opening = texts[start][:1]
    if opening not in _QUOTES:
        return 0
    for place, text in enumerate(texts[start : start + _QUOTE_REACH]):
        again = text.startswith(opening)
        if place and not again and not led_in:
            return 0
        end = _end_of_quote(text, opening, from_=1 if again else 0)
        if end is not None:
            return place + 1 if _is_tail(_TAIL, text, end) else 0
    return 0


def _end_of_quote(text: str, opening: str, from_: int) -> int | None:
    """Where the quotation that is open at `from_` closes in `text`."""
    closing = _QUOTES[opening]
    depth = 1
    for mark in re.finditer(f"[{opening}{closing}]", text[from_:]):
        place = from_ + mark.start()
        if mark[0] not in closing:
            depth += 1
        elif mark[0] != "’" or not _is_apostrophe(text, place):
            depth -= 1
        if depth == 0:
            return place + 1
    return None


def _is_apostrophe(text: str, place: int) -> bool:
    return text[place - 1 : place].isalnum() and text[place + 1 : place + 2].isalnum()
