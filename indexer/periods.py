"""The days that a date may mean, when it is a year, a month or a day; as numbers: 20180418."""

from __future__ import annotations

import datetime as dt
import re
from typing import TypeAlias

# The first day and the last. Months have 31 days here: no one asks for 31 June.
Days: TypeAlias = tuple[int, int]

UNKNOWN: Days = (0, 0)
EARLIEST = 0
LATEST = 99991231

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def days_of(date: str) -> Days | None:
    """The days that "2018", "2018-04" or "2018-04-18" may mean; None where it is no date."""
    match = _DATE.fullmatch(date)
    if match is None:
        return None
    year, month, day = (int(group or 0) for group in match.groups())
    try:
        dt.date(year, month if match[2] else 1, day if match[3] else 1)
    except ValueError:
        return None
    first = year * 10_000 + (month or 1) * 100 + (day or 1)
    return first, year * 10_000 + (month or 12) * 100 + (day or 31)


def days_between(dates: str) -> Days | None:
    """The days of a date, or of a range as "2016-07..2017", either end of which may be open.

    A range may end before it begins.
    """
    first, dots, last = dates.partition("..")
    if not dots:
        return days_of(dates)
    begin = days_of(first) if first else (EARLIEST, EARLIEST)
    end = days_of(last) if last else (LATEST, LATEST)
    if begin is None or end is None or not (first or last):
        return None
    return begin[0], end[1]
