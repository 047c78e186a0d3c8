"""The characters of glyphs, as they are read: ligatures, raised figures, leftward scripts."""

from __future__ import annotations

import re

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_TO_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SURROGATE = re.compile("[\ud800-\udfff]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def in_order(word: str, *, rightwards: bool) -> str:
    """A word as it is read, where one that is read leftwards is drawn the other way."""
    return word[::-1] if rightwards and _RIGHT_TO_LEFT.search(word) else word


def characters(text: str) -> str:
    """What glyphs stand for, ligatures as their letters."""
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text.translate(_LIGATURES)


def raised(figures: str) -> str:
    """Figures as raised ones."""
    return figures.translate(_TO_RAISED)


def is_right_to_left(text: str) -> bool:
    """Whether most of a text is in a script that is written from right to left."""
    return len(_RIGHT_TO_LEFT.findall(text)) * 2 > len(text)
