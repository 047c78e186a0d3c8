"""What `pincite show` prints."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from running import Run


class TestShow:
    @pytest.mark.parametrize("name", ["letters/ferry.txt", "ferry.txt", "ferry"])
    def test_by_id_file_name_or_stem(self, run: Run, archive: Path, name: str) -> None:
        outcome = run("show", name)
        assert (outcome.status, outcome.err) == (0, "")
        assert outcome.out.splitlines()[0] == "The Ferry"
        assert "\n¶ 3  It comes back at five" in outcome.out

    @pytest.mark.parametrize(
        ("paragraphs", "ordinals"),
        [
            ("4", [4]),
            ("¶4", [4]),
            ("¶ 4", [4]),
            ("4-5", [4, 5]),
            ("4–5", [4, 5]),
            ("5-99", [5, 6]),
            ("5-", [5, 6]),
            ("¶ 6 –", [6]),
        ],
    )
    def test_paragraphs(
        self, run: Run, archive: Path, paragraphs: str, ordinals: list[int]
    ) -> None:
        outcome = run("show", f"harbour.txt#{paragraphs}", "--json")
        assert [each["ordinal"] for each in json.loads(outcome.out)["paragraphs"]] == ordinals
        text = run("show", f"harbour.txt#{paragraphs}").out
        assert [int(found) for found in re.findall(r"^ *¶ (\d+) ", text, re.MULTILINE)] == ordinals

    def test_every_locator_a_search_gives_can_be_shown(self, run: Run, archive: Path) -> None:
        for hit in json.loads(run("search", "harbour", "--json").out)["hits"]:
            place = hit["locator"]
            shown = json.loads(run("show", f"{place['article']}#{place['ordinal']}", "--json").out)
            assert shown["paragraphs"] == [hit["paragraph"]]

    def test_metadata_and_where_each_value_was_found(self, run: Run, archive: Path) -> None:
        outcome = run("show", "harbour", "--meta")
        assert (outcome.status, outcome.err) == (0, "")
        assert [line.split(maxsplit=1) for line in outcome.out.splitlines()] == [
            ["title", "A Letter from the Harbour  (heading, ¶ 1)"],
            ["author", "Ida Quist  (header line, ¶ 2)"],
            ["date", "2018-04-18  (header line, ¶ 3)"],
            ["language", "english  (detected from the text)"],
            ["id", "harbour.txt"],
            ["file", "harbour.txt"],
        ]

    def test_metadata_as_json(self, run: Run, archive: Path) -> None:
        record = json.loads(run("show", "harbour", "--meta", "--json").out)
        assert record["author"] == "Ida Quist"
        assert record["origins"]["author"] == "header line, ¶ 2"
        assert set(record["origins"]) == {
            name
            for name, value in record.items()
            if value and name not in {"id", "path", "origins", "copies", "former"}
        }

    @pytest.mark.parametrize("other", [["--cite", "plain"], ["--cite", "bibtex"]])
    def test_metadata_or_a_citation(self, run: Run, archive: Path, other: list[str]) -> None:
        outcome = run("show", "harbour", "--meta", *other)
        assert (outcome.status, outcome.out) == (2, "")
        assert "--cite and --meta exclude each other" in outcome.err

    @pytest.mark.parametrize("name", ["nowhere.txt", "nowhere.txt#3", "harbour.txt#99"])
    def test_not_found_is_exit_1(self, run: Run, archive: Path, name: str) -> None:
        outcome = run("show", name)
        assert (outcome.status, outcome.out) == (1, "")
        assert outcome.err.startswith("pincite: ")

    def test_near_names_are_offered(self, run: Run, archive: Path) -> None:
        assert "harbour.txt" in run("show", "harbor.txt").err

    @pytest.mark.parametrize("name", ["harbour.txt#x", "harbour.txt#", "harbour.txt#5-4", "#3"])
    def test_bad_addresses_are_exit_2(self, run: Run, archive: Path, name: str) -> None:
        outcome = run("show", name)
        assert (outcome.status, outcome.out) == (2, "")
        assert name in outcome.err

    @pytest.mark.parametrize(
        ("folder", "name"),
        [
            (".", "./letters/ferry.txt"),
            (".", "{archive}/letters/ferry.txt"),
            ("letters", "ferry.txt"),
            ("letters", "./ferry.txt"),
            ("letters", "../letters/ferry.txt"),
        ],
    )
    def test_by_the_path_a_shell_completes(
        self, run: Run, archive: Path, monkeypatch: pytest.MonkeyPatch, folder: str, name: str
    ) -> None:
        monkeypatch.chdir(archive / folder)
        name = name.format(archive=archive)
        assert run("show", name).out.splitlines()[0] == "The Ferry"
        shown = json.loads(run("show", f"{name}#2", "--json").out)
        assert (shown["id"], len(shown["paragraphs"])) == ("letters/ferry.txt", 1)

    def test_an_id_goes_before_a_path(
        self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ("a.txt", "sub/a.txt"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(f"This is {name}\n\nThe ally came.\n")
        run("index", tmp_path)
        monkeypatch.chdir(tmp_path / "sub")
        assert run("show", "a.txt").out.startswith("This is a.txt")
        assert run("show", "./a.txt").out.startswith("This is sub/a.txt")

    def test_by_the_path_of_a_copy(
        self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ("a/same.txt", "b/same.txt", "b/c/other.txt"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text("The Ferry\n\nThe ally came.\n")
        (tmp_path / "c").mkdir()
        (tmp_path / "c" / "same.txt").write_text("The Bridge\n\nThe bank failed.\n")
        run("index", tmp_path)
        monkeypatch.chdir(tmp_path)
        assert run("show", "b/same.txt").out.startswith("The Ferry")
        assert json.loads(run("show", "b/same.txt#2", "--json").out)["id"] == "a/same.txt"
        monkeypatch.chdir(tmp_path / "b" / "c")
        assert run("show", "other.txt").out.startswith("The Ferry")
        assert run("show", "../same.txt").out.startswith("The Ferry")
        assert run("show", "../../c/same.txt").out.startswith("The Bridge")
        assert run("show", "b/c/other").status == 1

    def test_a_file_that_is_not_indexed_is_not_found(self, run: Run, archive: Path) -> None:
        (archive / "picture.png").touch()
        assert run("show", "./picture.png").status == 1
        (archive / "picture.png").unlink()

    def test_names_in_a_message_stay_on_its_line(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "new\nline.txt").write_text("Odd\n\nThe ally came.\n")
        run("index", tmp_path)
        outcome = run("show", "new", "--index", tmp_path)
        assert (outcome.status, outcome.err.count("\n")) == (1, 1)
