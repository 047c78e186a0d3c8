"""Dates that our own forms do not know, in words of many languages: by dateparser, strictly."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pincite.indexer.structure.months import MONTHS

if TYPE_CHECKING:
    import datetime as dt

    from dateparser.date import DateDataParser

_LONGEST = 60
_FIGURES = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+")
# Shorter ones that stand for a month somewhere are words elsewhere: set, ago, mar.
_SHORTEST_MONTH = 4
# A month of its own in Poland and in Croatia.
_AMBIGUOUS = re.compile(r"listopad", re.IGNORECASE)
_LATIN = re.compile("[A-Za-z]")
_BEGINNINGS = frozenset(name[:3] for name in MONTHS)
_LANGUAGES = (
    (re.compile("[Ѐ-ӿ]"), ("ru", "uk", "bg")),
    (re.compile("[Ͱ-Ͽ]"), ("el",)),
    (re.compile("[؀-ۿ]"), ("ar",)),
    (re.compile("[\u0590-\u05ff]"), ("he",)),
    (
        _LATIN,
        tuple("en de fr es it pt nl sv da nb fi hu ro pl cs sk tr".split()),
    ),
)
_SETTINGS = {
    "STRICT_PARSING": True,
    "PARSERS": ["absolute-time"],
    "REQUIRE_PARTS": ["day", "month", "year"],
}


def worded_date(text: str) -> dt.date | None:
    """The day that all of a short text names; None where it names none, or perhaps another.

    It has one number for the day, one of four figures for the year, and a word for the month.
    """
    figures = _FIGURES.findall(text)
    if len(text) > _LONGEST or sorted(map(len, figures)) not in ([1, 4], [2, 4]):
        return None
    words = _WORD.findall(text)
    if not words or max(map(len, words)) < _SHORTEST_MONTH or _AMBIGUOUS.search(text):
        return None
    if _LATIN.search(text) and not any(word[:3].casefold() in _BEGINNINGS for word in words):
        return None
    languages = next((names for letters, names in _LANGUAGES if letters.search(text)), None)
    if languages is None:
        return None
    found = _parser(languages).get_date_data(text).date_obj
    # What it takes for day and year must be what stands there.
    if found is None or sorted([found.day, found.year]) != sorted(map(int, figures)):
        return None
    return found.date()


@cache
def _parser(languages: tuple[str, ...]) -> DateDataParser:
    # It takes a sixth of a second to import, which most texts need not spend.
    from dateparser.date import DateDataParser

    return DateDataParser(languages=list(languages), settings=_SETTINGS)
