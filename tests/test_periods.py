"""The days that a date may mean, against all days of some years."""

from __future__ import annotations

import datetime as dt

import pytest

from pincite.indexer.periods import days_between, days_of

DAYS = [dt.date(2015, 1, 1) + dt.timedelta(days) for days in range(3 * 366)]


def spoken_of(dates: str) -> list[str]:
    found = days_between(dates)
    assert found is not None
    return [str(day) for day in DAYS if found[0] <= int(f"{day:%Y%m%d}") <= found[1]]


@pytest.mark.parametrize("date", ["2015", "2016", "2016-02", "2017-12", "2016-02-29", "2014"])
def test_a_date_means_the_days_that_begin_with_it(date: str) -> None:
    assert spoken_of(date) == [str(day) for day in DAYS if str(day).startswith(date)]


@pytest.mark.parametrize(
    ("dates", "first", "last"),
    [
        ("2016..2017", "2016-01-01", "2017-12-31"),
        ("2016-02..2016-04", "2016-02-01", "2016-04-30"),
        ("2016-02-03..2016", "2016-02-03", "2016-12-31"),
        ("2016-05-06..", "2016-05-06", "9999-12-31"),
        ("..2016-05", "0000-00-00", "2016-05-31"),
    ],
)
def test_a_range_means_the_days_between(dates: str, first: str, last: str) -> None:
    assert spoken_of(dates) == [str(day) for day in DAYS if first <= str(day) <= last]


@pytest.mark.parametrize(
    "date",
    [
        *("", "18", "20180", "2018-2", "2018-00", "2018-13", "2018-04-31", "2018-04-00", "0000"),
        *("2018-04-18-01", "2018/04", " 2018", "2018\n", "٢٠١٨", "x2018"),
    ],
)
def test_what_is_no_date_means_no_days(date: str) -> None:
    assert days_of(date) is None
    assert days_between(f"{date}..2020" if date else "..") is None


def test_a_range_may_end_before_it_begins() -> None:
    assert days_between("2017..2016") == (20170101, 20161231)
