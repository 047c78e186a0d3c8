"""Absolute dates as headers and file names write them, as ISO 8601.

A wrong date is worse than none: what could be read in two ways (03/04/2018), does not exist
(31 June) or has no four-figure year gives "".
"""

from __future__ import annotations

import datetime as dt
import re

from pincite.indexer.structure.months import ENGLISH_MONTHS, MONTHS
from pincite.indexer.structure.worded_dates import worded_date

_MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
# Without a day, or in front of it, only English ones are believed: Mars 2020 is no month.
_ENGLISH_MONTH = rf"(?P<month>{'|'.join(sorted(ENGLISH_MONTHS, key=len, reverse=True))})\.?"
_YEAR = r"(?P<year>[12]\d{3})"
_YEAR_ANYWHERE = re.compile(r"[12]\d{3}")
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?"
_NUMBERED_MONTH = r"(?P<month_number>\d{1,2})"

_WRITTEN = tuple(
    rf"(?<![\w.,/-])(?:{form})(?![\w/-])"
    for form in (
        rf"{_DAY}(?: day)?(?: of| de)? {_MONTH},?(?: de| del)? {_YEAR}(?: ?[гр]\.| года| року)?",
        rf"{_ENGLISH_MONTH} {_DAY},? {_YEAR}",
        rf"{_YEAR}(?P<mark>[-./]){_NUMBERED_MONTH}(?P=mark)(?P<day>\d{{1,2}})",
        rf"{_YEAR} ?[年년] ?{_NUMBERED_MONTH} ?[月월] ?(?P<day>\d{{1,2}}) ?[日일号號]",
        rf"{_YEAR}\. {_MONTH} (?P<day>\d{{1,2}})\.?",
        rf"(?P<first>\d{{1,2}})[/.-](?P<second>\d{{1,2}})[/.-]{_YEAR}",
        rf"{_ENGLISH_MONTH},? {_YEAR}",
    )
)
_YEAR_MONTH = rf"{_YEAR}-(?P<month_number>\d{{2}})"
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? ", re.IGNORECASE)
_TIME = re.compile(
    r"(?:,| at| [-–|])? ?\b\d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?"
    r"(?: [+-]\d{4})?(?: \(?[A-Z]{2,5}\)?)?$",
    re.IGNORECASE,
)
_TIMESTAMP = re.compile(
    r"([12]\d{3}-\d\d-\d\d)[Tt ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?"
    r"(?:[Zz]| ?[+-]\d\d(?::?\d\d)?| [A-Z]{3,5})?"
)
_IN_FILE_NAME = re.compile(r"(?<!\d)([12]\d{3})([-_.])(\d{2})\2(\d{2})(?!\d)")
_COMPACT_FILE_NAME = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)")
_MONTH_FILE_NAME = re.compile(r"((?:19|20)\d{2})[-_](\d{2})(?=[-_ .]|$)(?![-_.]\d{2}(?!\d))")
_CHANGED = re.compile(
    r"(?:(?:this|the) (?:article|page|story|post) was )?(?:last )?"
    r"(?:modified|updated|edited|amended|revised|changed)(?: on| at)?(?P<colon>:)?\s+(?P<when>.+)",
    re.IGNORECASE,
)
# What may be left of a moment when its date is taken out: weekday, time and zone.
_REST_OF_MOMENT = re.compile(
    r"(?:[\W\d]|\b(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|on|at|[ap]m|(?-i:[A-Z]{2,4})|[ap]|m"
    r"|hours?|minutes?|days?|ago|today|yesterday)\b)*",
    re.IGNORECASE,
)


def is_change_notice(text: str) -> bool:
    """Whether a line only says when a text was last changed, which dates no article."""
    match = _CHANGED.fullmatch(text.strip()) if len(text) <= 120 else None
    if not match:
        return False
    when = match["when"]
    found = find_date(when)
    rest = when[: found[0]] + when[found[1] :] if found else when
    return bool(_REST_OF_MOMENT.fullmatch(rest)) and any(map(str.isdigit, when))


def parse_date(text: str) -> str:
    """The date that `text` is, from a whole line or field, or ""."""
    if "1" not in text and "2" not in text:
        return ""  # as most lines go: no year without one of them
    text = " ".join(text.split()).strip(" .,;()[]")
    stamp = _TIMESTAMP.fullmatch(text)
    if stamp:
        return iso_date(stamp[1])
    text = _WEEKDAY.sub("", _TIME.sub("", text), count=1).strip(" ,")
    if not _YEAR_ANYWHERE.search(text):
        return ""
    for form in (*_WRITTEN, _YEAR_MONTH, _YEAR):
        match = re.fullmatch(form, text, re.IGNORECASE)
        if match:
            return _iso(match)
    day = worded_date(text)
    return day.isoformat() if day else ""


def find_date(text: str) -> tuple[int, int, str] | None:
    """Start, end and ISO form of the first date written in `text`."""
    if not _YEAR_ANYWHERE.search(text):
        return None
    for form in _WRITTEN:
        match = re.search(form, text, re.IGNORECASE)
        if match and _iso(match):
            return match.start(), match.end(), _iso(match)
    return None


def file_name_date(stem: str) -> tuple[str, str]:
    """The ISO date in a file's name, or "", and the name without it."""
    for pattern, anywhere in (
        (_IN_FILE_NAME, True),
        (_COMPACT_FILE_NAME, False),
        (_MONTH_FILE_NAME, False),
    ):
        match = pattern.search(stem) if anywhere else pattern.match(stem)
        if match:
            figures = [group for group in match.groups() if group.isdigit()]
            date = iso_date("-".join(figures))
            if date:
                return date, stem[: match.start()] + " " + stem[match.end() :]
    return "", stem


def _iso(match: re.Match[str]) -> str:
    found = match.groupdict()
    year, day = found["year"], found.get("day") or ""
    month = found.get("month_number") or ""
    if found.get("month"):
        month = str(MONTHS[found["month"].casefold()])
    if found.get("first"):
        day, month = _day_and_month(int(found["first"]), int(found["second"]))
    return iso_date("-".join(part for part in (year, month, day) if part))


def _day_and_month(first: int, second: int) -> tuple[str, str]:
    """Only an order that one figure settles is taken; "0" makes the date invalid."""
    if first > 12 >= second or first == second:
        return str(first), str(second)
    if second > 12 >= first:
        return str(second), str(first)
    return "0", "0"


def iso_date(date: str) -> str:
    """A date of one to three figures, year first, in ISO 8601; "" where there is no such day."""
    figures = [int(part) for part in date.split("-")]
    try:
        dt.date(*([*figures, 1, 1])[:3])
    except ValueError:
        return ""
    return "-".join(f"{figure:02d}" for figure in figures)
