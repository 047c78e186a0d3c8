from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.indexer.structure.dates import file_name_date, find_date, parse_date


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2018-04-12", "2018-04-12"),
        ("2018-04-12T10:30:00Z", "2018-04-12"),
        ("2018-04-12 10:30", "2018-04-12"),
        ("2018/04/12", "2018-04-12"),
        ("April 12, 2018", "2018-04-12"),
        ("April 12th, 2018", "2018-04-12"),
        ("Apr. 12, 2018", "2018-04-12"),
        ("Sept. 5, 2016", "2016-09-05"),
        ("12 April 2018", "2018-04-12"),
        ("12 April, 2018", "2018-04-12"),
        ("the", ""),
        ("5th July 2016", "2016-07-05"),
        ("5th of July 2016", "2016-07-05"),
        ("Thursday, 12 April 2018", "2018-04-12"),
        ("Thu 12 Apr 2018, 10:30 AM", "2018-04-12"),
        ("April 12, 2018 at 4:05 p.m. EST", "2018-04-12"),
        ("June 2017", "2017-06"),
        ("2017-06", "2017-06"),
        ("2017", "2017"),
        ("25/12/2018", "2018-12-25"),
        ("12/25/2018", "2018-12-25"),
        ("04.04.2018", "2018-04-04"),
        ("29 February 2016", "2016-02-29"),
        ("03/04/2018", ""),
        ("29 February 2018", ""),
        ("31 June 2018", ""),
        ("2018-13-01", ""),
        ("12 April", ""),
        ("12/04/18", ""),
        ("April 12–14, 2018", ""),
        ("yesterday", ""),
        ("0000-00-00", ""),
        ("", ""),
    ],
)
def test_dates(written: str, iso: str) -> None:
    assert parse_date(written) == iso


@given(st.dates())
def test_every_iso_date_is_read(date: object) -> None:
    year = int(str(date)[:4])
    assert parse_date(str(date)) == (str(date) if 1000 <= year < 3000 else "")


@given(st.text())
def test_no_text_breaks_the_date_parser(text: str) -> None:
    assert isinstance(parse_date(text), str)
    found = find_date(text)
    assert found is None or text[found[0] : found[1]]


# The same day, as it is written in many places.
APRIL_18 = (
    "18 April 2018",
    "April 18th, 2018",
    "18. April 2018",
    "Mittwoch, 18. April 2018",
    "18 avril 2018",
    "mercredi 18 avril 2018",
    "le 18 avril 2018",
    "18 de abril de 2018",
    "miércoles, 18 de abril de 2018",
    "mercoledì 18 aprile 2018",
    "quarta-feira, 18 de abril de 2018",
    "18 april 2018",
    "den 18 april 2018",
    "18. huhtikuuta 2018",
    "18 kwietnia 2018 r.",
    "18. dubna 2018",
    "2018. április 18.",
    "18 Nisan 2018 Çarşamba",
    "18 апреля 2018 г.",
    "среда, 18 апреля 2018",
    "18 квітня 2018 року",
    "18 Απριλίου 2018",
    "18 أبريل 2018",
    "2018年4月18日",
    "2018년 4월 18일",
    "Wed, 18 Apr 2018 10:00:00 +0200",
    "Wed, 18 Apr 2018 23:59:59 -0700 (PDT)",
    "2018-04-18T10:00:00+02:00",
    "2018-04-18T10:00:00.123Z",
    "2018-04-18 10:00:00 UTC",
    "2018-04-18T10:00+02",
)


@pytest.mark.parametrize("written", APRIL_18)
def test_the_same_day_in_many_forms(written: str) -> None:
    assert parse_date(written) == "2018-04-18"


@pytest.mark.parametrize(
    "written",
    [
        "may",
        "March of the Living",
        "on Monday",
        "3/4/2018",
        "yesterday",
        "1984 by Orwell",
        "Chapter 5, 2018 edition",
        "Mars 2020",
        "Apollo 11, 1969",
        "Set 5, 2018",
        "Sonntag 5 2018",
        "12 Monkeys 1995",
        "May the 4th be with you 1999",
        "May 5 to June 7, 2018",
        "11 août",
        "31 avril 2018",
        "18. listopada 2018",  # November in Poland, October in Croatia
        "version 2.10.2018",
        "5 May Street 2018",
        "Boeing 747, 1970",
        "18 апреля",
    ],
)
def test_what_is_no_date_or_not_surely_one(written: str) -> None:
    assert parse_date(written) == ""
    assert find_date(written) is None or written.startswith("May 5 to")


@pytest.mark.parametrize(
    ("stem", "date"),
    [
        ("2018-04-18-title", "2018-04-18"),
        ("title_2018_04_18", "2018-04-18"),
        ("20180418 title", "2018-04-18"),
        ("2018-04-title", "2018-04"),
        ("2018-02-30-title", ""),
        ("123420180418", ""),
        ("report-2018", ""),
    ],
)
def test_dates_in_file_names(stem: str, date: str) -> None:
    assert file_name_date(stem)[0] == date


def test_a_text_in_english_never_loads_the_parser_for_other_languages() -> None:
    code = (
        "import sys\nfrom pincite.indexer.structure.dates import parse_date\n"
        "assert parse_date('Wednesday, April 18th, 2018 at 10:30 a.m. EST')\n"
        "assert parse_date('18. April 2018') and not parse_date('Volume 3, 2018')\n"
        "assert 'dateparser' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
