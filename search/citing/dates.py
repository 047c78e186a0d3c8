"""Dates as readers and bibliographies write them."""

from __future__ import annotations

import re

_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?", re.ASCII)


def date_parts(date: str) -> tuple[int, ...]:
    """Year, month and day of an ISO date, as many as it has; none where it is no date."""
    match = _DATE.fullmatch(date)
    return tuple(int(part) for part in match.groups() if part) if match else ()


def readable_date(date: str) -> str:
    """An ISO date, or what is known of one, as a reader writes it: 18 April 2018."""
    match = _DATE.fullmatch(date)
    if match is None:
        return date
    year, month, day = match.groups()
    parts = [str(int(day)) if day else "", _MONTHS[int(month) - 1] if month else "", year]
    return " ".join(filter(None, parts))
