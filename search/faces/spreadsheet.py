"""Text for the cells of a spreadsheet: never a formula."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet that opens a CSV file may take the cell for a formula."""
    return _FORMULA.match(text) is not None


def guarded(text: str) -> str:
    """The text with an apostrophe before it where it could be a formula.

    As the Open Web Application Security Project advises ("CSV Injection").
    """
    return f"'{text}" if is_formula(text) else text
