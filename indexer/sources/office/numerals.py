"""Numbers as the items of lists and the marks of notes show them."""

from __future__ import annotations

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_MOST_ROMAN = 5000
_SIGNS = "*†‡§"


def numeral(number: int, style: str) -> str:
    """A number in one of the styles that word processors have.

    Args:
        number: from 1; others come in digits.
        style: "i", "I", "a", "A", "*" or "01"; all else is in digits.
    """
    if number > 0:
        if style in {"i", "I"} and number < _MOST_ROMAN:
            return _roman(number) if style == "i" else _roman(number).upper()
        if style in {"a", "A"}:
            return _letters(number) if style == "a" else _letters(number).upper()
        if style == "*" and number <= len(_SIGNS) * 9:
            return _SIGNS[(number - 1) % len(_SIGNS)] * ((number - 1) // len(_SIGNS) + 1)
    return f"{number:02}" if style == "01" else str(number)


def _roman(number: int) -> str:
    shown = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        shown += letters * count
    return shown


def _letters(number: int) -> str:
    """Letters from a to z, then aa to zz with the same letter, as word processors go on."""
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 9)
