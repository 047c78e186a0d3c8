"""What `pincite search` prints, and when it ends with which status."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from running import Run, process

import pincite
from pincite.search.expansion import expand as expansion

if TYPE_CHECKING:
    from pathlib import Path


class TestSearch:
    def test_hits_on_stdout_and_nothing_on_stderr(self, run: Run, archive: Path) -> None:
        outcome = run("search", "timetable")
        assert (outcome.status, outcome.err) == (0, "")
        assert outcome.out.splitlines() == [
            "1  The Ferry",
            "   ¶ 3 · line 5 · letters/ferry.txt",
            "   It comes back at five, “weather permitting”, says the timetable.",
        ]

    def test_words_may_come_as_one_argument_or_several(self, run: Run, archive: Path) -> None:
        assert run("search", "lighthouse", "keeper").out == run("search", "lighthouse keeper").out

    def test_query_is_read_from_stdin(self, archive: Path) -> None:
        asked = process("search", "-", input="\ufeff“weather permitting”\n".encode())
        assert asked.returncode == 0
        assert b"timetable" in asked.stdout

    def test_words_to_exclude_go_after_two_hyphens(self, run: Run, archive: Path) -> None:
        with_ferry = run("search", "harbour", "--json")
        without = run("search", "harbour", "--json", "--", "-ferry")
        assert 0 < json.loads(without.out)["total"] < json.loads(with_ferry.out)["total"]
        assert run("search", "harbour -ferry", "--json").out.count("ferry") == (
            without.out.count("ferry")
        )

    @pytest.mark.parametrize("excluded", ["-ferry", "-nothing", "-x"])
    def test_forgotten_hyphens_are_pointed_out(
        self, run: Run, archive: Path, excluded: str
    ) -> None:
        outcome = run("search", "harbour", excluded)
        assert (outcome.status, outcome.out) == (2, "")
        assert "go after --" in outcome.err

    def test_limit_and_how_many_more(self, run: Run, archive: Path) -> None:
        outcome = run("search", "harbour", "-n", "1")
        assert outcome.out.startswith("1  ")
        assert "\n2  " not in outcome.out
        found = re.fullmatch(
            r"1 of (\d+) paragraphs; -n \1 shows all, --page 2 the next\n", outcome.err
        )
        assert found
        everything = run("search", "harbour", "-n", found[1])
        assert everything.err == ""

    def test_full_and_context(self, run: Run, archive: Path) -> None:
        outcome = run("search", "opinion", "--full", "--context", "1", "-n", "1")
        lines = outcome.out.splitlines()
        assert [re.match(r" +¶ (\d+)  ", line)[1] for line in lines[-3:]] == ["4", "5", "6"]  # type: ignore[index]
        assert "harbour was closed" in lines[-3]
        assert "The lighthouse keeper" in lines[-2]

    def test_context_stops_at_the_ends_of_the_article(self, run: Run, archive: Path) -> None:
        outcome = run("search", "timetable", "--context", "99", "--json")
        (hit,) = json.loads(outcome.out)["hits"]
        assert [each["ordinal"] for each in hit["context"]] == [1, 2]

    def test_explanation_adds_up(self, run: Run, archive: Path) -> None:
        outcome = run("search", "lighthouse keeper", "--explain", "--json")
        for hit in json.loads(outcome.out)["hits"]:
            assert hit["explanation"]
            total = sum(line["value"] for line in hit["explanation"])
            assert total == pytest.approx(hit["score"])
        assert re.search(r"\n   score +\d+\.\d{4}\n", run("search", "keeper", "--explain").out)

    def test_json_is_one_object_and_jsonl_a_hit_a_line(self, run: Run, archive: Path) -> None:
        whole = json.loads(run("search", "harbour", "--json").out)
        keys = ["query", "total", "hits", "missing", "suggestions", "notes", "reasons", "alone"]
        keys += ["left", "respelt"]
        assert list(whole) == keys
        lines = run("search", "harbour", "--jsonl").out.splitlines()
        assert [json.loads(line) for line in lines] == whole["hits"]
        assert [hit["rank"] for hit in whole["hits"]] == list(range(1, len(lines) + 1))
        assert "explanation" not in whole["hits"][0]

    def test_json_says_what_the_api_says(self, run: Run, archive: Path) -> None:
        record = json.loads(run("search", "“weather permitting”", "--json").out)["hits"][0]
        with pincite.open_index(archive) as index:
            hit = index.find("“weather permitting”").hits[0]
        assert record["score"] == hit.score
        assert record["article"]["title"] == hit.article.title
        assert record["paragraph"]["text"] == hit.paragraph.text
        assert [tuple(span) for span in record["spans"]] == list(hit.spans)
        assert record["snippet"]["text"] == hit.snippet.text
        assert record["locator"]["ordinal"] == hit.locator.ordinal

    def test_json_and_jsonl_exclude_each_other(self, run: Run, archive: Path) -> None:
        assert run("search", "harbour", "--json", "--jsonl").status == 2

    @pytest.mark.parametrize("option", [(), ("--json",), ("--jsonl",)])
    def test_nothing_found_is_exit_1_and_says_why(
        self, run: Run, archive: Path, option: tuple[str, ...]
    ) -> None:
        outcome = run("search", "xylophone", "quagga", *option)
        assert outcome.status == 1
        assert outcome.err.startswith("nothing found for xylophone quagga; ")
        assert "not in the index: " in outcome.err
        assert "xylophone" in outcome.err.split("index: ")[1]
        assert "quagga" in outcome.err.split("index: ")[1]
        if option == ("--json",):
            assert json.loads(outcome.out)["missing"] == ["xylophone", "quagga"]
        else:
            assert outcome.out == ""

    def test_words_that_never_meet_are_told_apart_from_unknown_ones(
        self, run: Run, archive: Path
    ) -> None:
        outcome = run("search", "timetable AND zebra")
        assert outcome.status == 1
        assert "every word is in the index" in outcome.err

    def test_what_each_part_finds_alone_is_told(self, run: Run, archive: Path) -> None:
        outcome = run("search", '"ferry lighthouse" author:Quist', "--json")
        assert outcome.status == 1
        assert "; no paragraph has" in outcome.err
        record = json.loads(outcome.out)
        (told,) = [line for line in outcome.err.splitlines() if " alone: " in line]
        parts = [f"{part['query']} {part['total']}" for part in record["alone"]]
        assert told == f"paragraphs with each part alone: {' · '.join(parts)}"
        assert record["reasons"][0] in outcome.err

    def test_who_never_wrote_is_told(self, run: Run, archive: Path) -> None:
        outcome = run("search", "harbour", "--author", "Nobody")
        assert outcome.status == 1
        assert outcome.err.startswith("nothing found for harbour; no article has author:nobody\n")

    def test_a_missing_word_is_told_beside_hits(self, run: Run, archive: Path) -> None:
        outcome = run("search", "timetable quagga")
        assert outcome.status == 0
        assert "not in the index: quagga\n" in outcome.err

    def test_spellings_are_suggested(self, run: Run, archive: Path) -> None:
        outcome = run("search", "lighthuose")
        assert outcome.status == 1
        assert "did you mean: lighthouse" in outcome.err

    @pytest.mark.parametrize(
        ("options", "found"),
        [
            (("--since", "2018-04"), True),
            (("--since", "2018-04-18", "--until", "2018"), True),
            (("--until", "2018-04-17"), False),
            (("--since", "2019"), False),
        ],
    )
    def test_only_articles_of_some_days(
        self, run: Run, archive: Path, options: tuple[str, ...], *, found: bool
    ) -> None:
        outcome = run("search", "harbour", *options, "--json")
        hits = json.loads(outcome.out)["hits"]
        assert {hit["article"]["id"] for hit in hits} == ({"harbour.txt"} if found else set())
        assert outcome.status == (0 if found else 1)

    @pytest.mark.parametrize(
        ("options", "reason"),
        [
            (("--since", "April"), "since 'April' is no date: write 2018, 2018-04 or 2018-04-18"),
            (("--until", "2018-02-30"), "until '2018-02-30' is no date"),
            (("--since", "2018", "--until", "2017"), "since 2018 is after until 2017"),
        ],
    )
    def test_a_date_that_is_none_is_an_error_in_one_line(
        self, run: Run, archive: Path, options: tuple[str, ...], reason: str
    ) -> None:
        outcome = run("search", "harbour", *options)
        assert (outcome.status, outcome.out) == (2, "")
        assert outcome.err.startswith(f"pincite: {reason}")
        assert outcome.err.count("\n") == 1

    def test_what_was_not_searched_is_told(
        self, run: Run, archive: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(expansion, "MOST_FITTING", 1)
        outcome = run("search", "ferr*")
        note = "ferr* stands for 2 words; only the 1 most frequent were searched\n"
        assert (outcome.status, outcome.err) == (0, note)
        assert json.loads(run("search", "ferr*", "--json").out)["notes"] == [note.rstrip()]
        assert note in run("search", "quagga -ferr* -the").err

    def test_a_broken_query_has_a_caret_under_the_trouble(self, run: Run, archive: Path) -> None:
        outcome = run("search", 'ferry "harbour')
        assert (outcome.status, outcome.out) == (2, "")
        reason, query, caret = outcome.err.splitlines()
        assert reason.startswith("pincite: ")
        assert query == '  ferry "harbour'
        assert caret == "        ^"

    @pytest.mark.parametrize("query", ["", "...", '""', "harbour AND (ferry"])
    def test_queries_that_cannot_be_understood_are_errors(
        self, run: Run, archive: Path, query: str
    ) -> None:
        outcome = run("search", query)
        assert (outcome.status, outcome.out) == (2, "")
        assert "Traceback" not in outcome.err

    @pytest.mark.parametrize("limit", ["0", "-3", "many"])
    def test_a_limit_that_is_none_is_refused(self, run: Run, archive: Path, limit: str) -> None:
        outcome = run("search", "ferry", "-n", limit)
        assert (outcome.status, outcome.out) == (2, "")
        assert limit in outcome.err
        assert ("go after --" in outcome.err) == (limit == "many")

    def test_index_is_found_from_below_and_named_from_anywhere(
        self, run: Run, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        expected = run("search", "timetable").out
        monkeypatch.chdir(archive / "letters")
        assert run("search", "timetable").out == expected
        monkeypatch.chdir(tmp_path)
        assert run("search", "timetable", "--index", archive).out == expected
        assert run("search", "timetable", "--index", archive / ".pincite").out == expected

    def test_no_index_is_an_error_that_says_what_to_do(
        self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        outcome = run("search", "ferry")
        assert outcome.status == 2
        assert outcome.err.startswith("pincite: ")
        assert "pincite index" in outcome.err
