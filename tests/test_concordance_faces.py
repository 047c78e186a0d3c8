"""What a concordance looks like: lines of a terminal, CSV, JSON."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pincite
from pincite.search.concordance import Concordance, ConcordanceLine
from pincite.search.faces.cells import one_line, visible, width_of
from pincite.search.faces.concordance import (
    COLUMNS,
    REACH,
    concordance_csv,
    concordance_record,
    concordance_text,
)
from pincite.search.faces.json_output import json_line
from pincite.search.faces.painting import Screen
from pincite.search.faces.spreadsheet import guarded
from pincite.search.hits.graphemes import may_cut
from profiles import examples

PLAIN, COLOUR = Screen(), Screen(width=80, columns=80, colour=True)
LONG = (
    "Near the town of Svobodny there rises the Amur gas processing plant. The gas is rich in "
    "helium, which it would be a waste to burn in Chinese kitchens, as the engineers say."
)
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


def line_of(text: str, match: str = "helium", **known: str) -> ConcordanceLine:
    """A line of which the match is where `match` first stands in the text."""
    start = text.index(match)
    return ConcordanceLine(
        pincite.Article(**{"id": "a.txt", "path": "a.txt", "title": "A", **known}),
        pincite.Paragraph(7, text, pincite.Kind.BODY, (3, 4), (0, len(text)), ((0, len(text)),)),
        (start, start + len(match)),
    )


def of(*lines: ConcordanceLine) -> Concordance:
    return Concordance("helium", len(lines), lines, len(lines))


def rows(width: int | None, *lines: ConcordanceLine) -> list[str]:
    return concordance_text(of(*lines), Screen(columns=width)).splitlines()


class TestText:
    def test_whole_words_around_a_column_of_matches(self) -> None:
        assert rows(60, line_of(LONG), line_of("No helium."), line_of("helium")) == [
            "  …The gas is rich in helium, which it would be a…   a.txt#7",
            "                   No helium.                        a.txt#7",
            "                      helium                         a.txt#7",
        ]

    def test_where_nobody_looks_there_are_eighty_cells_and_a_whole_locator(self) -> None:
        name = "reports/" * 9 + "a.txt"
        (row,) = rows(None, line_of(LONG, id=name))
        text, _, locator = row.rpartition("  ")
        assert locator == f"{name}#7"
        assert width_of(text) == 80

    def test_a_long_locator_keeps_its_end(self) -> None:
        (row,) = rows(60, line_of(LONG, id="reports/2018/volume-3/summit.txt"))
        assert row.endswith("  …lume-3/summit.txt#7")
        assert width_of(row) == 60

    def test_a_line_end_is_a_space(self) -> None:
        (row,) = rows(60, line_of("There is\n   no helium\nleft.\n"))
        assert "There is no helium left." in row

    def test_what_could_steer_a_terminal_is_spelt_out(self) -> None:
        hostile = "\x1b[2J\x07 no \u202ehelium\u202c \x9b31m \udcff"
        for screen in (PLAIN, COLOUR):
            text = concordance_text(
                of(line_of(hostile, id="\x1b\n.txt")), screen._replace(columns=120)
            )
            assert r"\x1b[2J\x07 no \u202e" in text
            assert text.count("\n") == 1
            left = text.replace("\x1b[1;31m", "").replace("\x1b[2m", "").replace("\x1b[0m", "")
            assert all(c.isprintable() for c in left.rstrip("\n"))

    def test_a_match_wider_than_its_column_is_cut(self) -> None:
        (row,) = rows(40, line_of(LONG, match=LONG[20:160]))
        assert width_of(row) <= 40
        assert "Svobodny" in row
        assert "…" in row

    def test_colour_marks_the_match_and_nothing_else(self) -> None:
        text = concordance_text(of(line_of(LONG)), COLOUR)
        assert "\x1b[1;31mhelium\x1b[0m, which" in text
        assert text.count("\x1b[1;31m") == 1

    def test_wide_and_combining_characters_are_aligned_by_cells(self) -> None:
        texts = ["題目 helium", "e\u0301e\u0301 helium", "ab helium", "\u05e9\u05b8\u05c1 helium"]
        shown = rows(60, *map(line_of, texts))
        assert len({width_of(row[: row.index("helium")]) for row in shown}) == 1
        assert len({width_of(row) for row in shown}) == 1

    def test_right_to_left_text_stays_in_its_order(self) -> None:
        text = "נפט וגז helium הליום וגז"
        (row,) = rows(80, line_of(text))
        assert text in row

    def test_graphemes_stay_whole(self) -> None:
        (row,) = rows(50, line_of(FAMILY * 40 + "helium" + FAMILY * 40))
        shown = row.rpartition("  ")[0].strip()
        left, _, right = shown.partition("helium")
        assert left.removeprefix("…").replace(FAMILY, "") == ""
        assert right.rstrip().removesuffix("…").replace(FAMILY, "") == ""
        assert FAMILY in left
        assert FAMILY in right

    def test_nothing_is_nothing(self) -> None:
        assert concordance_text(of(), PLAIN) == ""


hostile = st.text(
    st.sampled_from("ab  \n\t.,=-\u0301\u200d\x1b\u202e題שá\U0001f468\U0001f1e6\ufe0f\ud800"),
    max_size=60,
)


@examples(300)
@given(
    st.lists(st.tuples(hostile, st.integers(1, 9), hostile), min_size=1, max_size=5),
    st.integers(24, 120),
)
def test_every_line_fits_and_every_match_begins_in_one_column(
    texts: list[tuple[str, int, str]], width: int
) -> None:
    lines = [
        line_of(f"{left}x{'X' * size}{right}", "x" + "X" * size) for left, size, right in texts
    ]
    shown = rows(width, *lines)
    assert len(shown) == len(lines)
    columns = set()
    for row, line in zip(shown, lines, strict=True):
        assert width_of(row) <= width
        assert visible(row) == row
        before, _, rest = row.partition(line.match[:2])
        columns.add(width_of(before))
        beside = before.lstrip(" ").removeprefix("…")
        left = one_line(line.left)
        assert left.endswith(beside)
        after = rest.removesuffix("  a.txt#7").rstrip(" ").removesuffix("…")
        assert one_line(line.match[2:] + line.right).startswith(after.rstrip(" "))
        if beside != before.lstrip(" "):
            assert may_cut(left, len(left) - len(beside))
    assert len(columns) == 1


class TestCsv:
    def test_a_line_of_names_and_one_for_each_match(self) -> None:
        line = line_of(
            'He said "no helium, here"\nand left',
            title="Titles, and commas",
            author="Ida Quist",
            publication="The Ledger",
            date="2018-04",
        )
        names, row = csv.reader(io.StringIO(concordance_csv(of(line)), newline=""))
        assert tuple(names) == COLUMNS
        assert row == [
            *("a.txt", "7", "Titles, and commas", "Ida Quist", "The Ledger", "2018-04"),
            'He said "no ',
            "helium",
            ', here"\nand left',
        ]

    @pytest.mark.parametrize(
        ("text", "cell"),
        [
            ("=HYPERLINK(1) ", "'=HYPERLINK(1) "),
            ("@sum ", "'@sum "),
            (" - he said, ", "' - he said, "),
            ("＝1 ", "'＝1 "),
            ("1 = 1 ", "1 = 1 "),
        ],
    )
    def test_no_cell_is_a_formula(self, text: str, cell: str) -> None:
        line = line_of(f"{text}helium", title=text)
        _, row = csv.reader(io.StringIO(concordance_csv(of(line)), newline=""))
        assert (row[2], row[6]) == (cell, cell)
        assert concordance_record(of(line))["lines"][0]["left"] == text

    @examples(200)
    @given(st.lists(st.tuples(hostile, hostile, hostile), max_size=4))
    def test_it_can_be_read_back(self, texts: list[tuple[str, str, str]]) -> None:
        lines = [line_of(f"{left}helium{right}", title=title) for left, right, title in texts]
        read = csv.DictReader(io.StringIO(concordance_csv(of(*lines)), newline=""))
        assert [(row["title"], row["left"], row["match"], row["right"]) for row in read] == [
            (guarded(visible(title)), guarded(visible(left)), "helium", guarded(visible(right)))
            for left, right, title in texts
        ]


class TestJson:
    def test_a_line_is_what_the_api_says(self) -> None:
        line = line_of(LONG, author="Ida Quist")
        record = json.loads(json_line(concordance_record(of(line))))
        assert list(record) == ["query", "total", "paragraphs", "lines", "missing", "notes"]
        (written,) = record["lines"]
        assert list(written) == [
            "article", "ordinal", "lines", "pages", "span", "left", "match", "right",
        ]  # fmt: skip
        assert written["article"]["author"] == "Ida Quist"
        assert (written["ordinal"], written["lines"]) == (7, [3, 4])
        assert tuple(written["span"]) == line.span
        assert (written["left"], written["match"], written["right"]) == (
            line.left,
            line.match,
            line.right,
        )

    def test_contexts_are_verbatim_and_have_an_end(self) -> None:
        line = line_of("=1\x1b\n " * 200 + "helium" + " =1\x1b\n" * 200)
        (written,) = concordance_record(of(line))["lines"]
        assert line.left.endswith(written["left"])
        assert line.right.startswith(written["right"])
        assert REACH - 6 < len(written["left"]) <= REACH
        assert REACH - 6 < len(written["right"]) <= REACH
