"""What `pincite kwic` prints."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

import pytest
from running import ESCAPES, Outcome, Run, on_terminal

import pincite
from pincite.search import concordance
from pincite.search.faces.cells import width_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def same(
    golden: Callable[[str, str], None], corpus_index: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str, Outcome], None]:
    """Compare both streams and the status with a golden file, in the folder of the corpus."""
    monkeypatch.chdir(corpus_index.parent)

    def compare(name: str, outcome: Outcome) -> None:
        text = f"{outcome.out}--- stderr\n{outcome.err}--- status {outcome.status}\n"
        golden(f"cli/{name}.txt", text.replace("\x1b", "␛").replace("\r\n", "␍\n"))

    return compare


class TestGoldens:
    @pytest.mark.parametrize("columns", ["60", "100", "160"])
    def test_screens(
        self,
        run: Run,
        same: Callable[[str, Outcome], None],
        monkeypatch: pytest.MonkeyPatch,
        columns: str,
    ) -> None:
        monkeypatch.setenv("FORCE_COLOR", "1")
        monkeypatch.setenv("COLUMNS", columns)
        same(f"kwic-{columns}", run("kwic", "partner*", "--sort", "left", "-n", "20"))

    @pytest.mark.parametrize(
        ("name", "options"),
        [
            ("kwic", ["--sort", "rank"]),
            ("kwic-right", ["--sort", "right", "--width", "72"]),
            ("kwic-csv", ["-n", "3", "--csv"]),
            ("kwic-json", ["-n", "2", "--json"]),
        ],
    )
    def test_piped(
        self, run: Run, same: Callable[[str, Outcome], None], name: str, options: list[str]
    ) -> None:
        same(name, run("kwic", "strategic partnership", *options))


class TestKwic:
    def test_a_line_for_each_match(self, run: Run, archive: Path) -> None:
        outcome = run("kwic", "harbour", "--width", "60")
        assert (outcome.status, outcome.err) == (0, "")
        with pincite.open_index(archive) as index:
            spans = sum(len(hit.spans) for hit in index.find("harbour", limit=99))
        assert len(outcome.out.splitlines()) == spans
        assert {width_of(row[: row.lower().index("harbour")]) for row in outcome.out.splitlines()}

    def test_how_many_there_are(self, run: Run, archive: Path) -> None:
        outcome = run("kwic", "harbour", "-n", "2")
        assert len(outcome.out.splitlines()) == 2
        found = re.fullmatch(
            r"2 of (\d+) matches in (\d+) paragraphs; --all shows all\n", outcome.err
        )
        assert found
        everything = run("kwic", "harbour", "--all")
        assert everything.err == ""
        assert len(everything.out.splitlines()) == int(found[1])

    def test_order_and_narrowing_are_those_of_the_api(self, run: Run, archive: Path) -> None:
        for sort in concordance.ORDERS:
            asked = ["harbour", "--sort", sort, "--since", "2018", "--json"]
            record = json.loads(run("kwic", *asked).out)
            with pincite.open_index(archive) as index:
                found = index.kwic("harbour", sort=sort, since="2018")
            assert record["total"] == found.total > 0
            assert [(line["ordinal"], tuple(line["span"])) for line in record["lines"]] == [
                (line.paragraph.ordinal, line.span) for line in found
            ]
            assert {line["article"]["id"] for line in record["lines"]} == {"harbour.txt"}

    def test_csv(self, run: Run, archive: Path) -> None:
        outcome = run("kwic", "timetable", "--csv")
        names, row = csv.reader(io.StringIO(outcome.out, newline=""))
        assert dict(zip(names, row, strict=True)) == {
            "article": "letters/ferry.txt",
            "ordinal": "3",
            "title": "The Ferry",
            "author": "",
            "publication": "",
            "date": "",
            "left": "It comes back at five, “weather permitting”, says the ",
            "match": "timetable",
            "right": ".",
        }

    def test_hostile_text_is_spelt_out(self, run: Run, archive: Path) -> None:
        for options in ([], ["--csv"], ["--json"]):
            out = run("kwic", "zebra", *options).out
            assert not set(out) & set("\x1b\x07\u202e\u202c")
            assert r"\x1b[31mred" in out or r"\u001b[31mred" in out

    @pytest.mark.parametrize("options", [[], ["--csv"], ["--json"]])
    def test_nothing_found_says_what_a_search_says(
        self, run: Run, archive: Path, options: list[str]
    ) -> None:
        outcome = run("kwic", "lighthuose", *options)
        assert outcome.status == 1
        assert outcome.err == run("search", "lighthuose").err
        assert "did you mean: lighthouse" in outcome.err

    def test_paragraphs_without_a_match(self, run: Run, archive: Path) -> None:
        outcome = run("kwic", "path:ferry")
        assert (outcome.status, outcome.out) == (1, "")
        assert outcome.err == (
            "3 paragraphs found, but by none of its words: there is no match to show\n"
        )

    def test_a_missing_word_is_told_beside_matches(self, run: Run, archive: Path) -> None:
        outcome = run("kwic", "timetable quagga")
        assert (outcome.status, outcome.err) == (0, "not in the index: quagga\n")

    def test_what_was_not_read_is_told(
        self, run: Run, archive: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(concordance, "MOST_PARAGRAPHS", 1)
        outcome = run("kwic", "harbour")
        assert re.match(r"\d+ paragraphs match; only the first 1 were read\n", outcome.err)

    @pytest.mark.parametrize(
        "options",
        [
            ["--sort", "up"],
            ["-n", "0"],
            ["--width", "19"],
            ["--width", "60", "--csv"],
            ["--json", "--csv"],
            ["--since", "April"],
        ],
    )
    def test_usage_errors_are_exit_2(self, run: Run, archive: Path, options: list[str]) -> None:
        outcome = run("kwic", "harbour", *options)
        assert (outcome.status, outcome.out) == (2, "")
        assert outcome.err.startswith("pincite: ")

    def test_a_broken_query_is_exit_2(self, run: Run, archive: Path) -> None:
        outcome = run("kwic", 'ferry "harbour')
        assert (outcome.status, outcome.out) == (2, "")
        assert outcome.err.splitlines()[-1].strip() == "^"

    @pytest.mark.parametrize("columns", [60, 100, 160])
    def test_a_terminal_is_filled(self, corpus_index: Path, columns: int) -> None:
        status, shown = on_terminal(
            ["kwic", "partnership", "-n", "5"], corpus_index.parent, columns=columns
        )
        assert status == 0
        lines = ESCAPES.sub("", shown).splitlines()[:5]
        assert max(map(width_of, lines)) == columns
        assert len({line.lower().index("partnership") for line in lines}) == 1
        assert shown.count("\x1b[1;31m") == 5
