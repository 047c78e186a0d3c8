"""Citations printed, and evidence put into files."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest

import pincite
from pincite.commands import citations
from pincite.search.citing.forms import FORMS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from running import Run

SUFFIXES = (".md", ".csv", ".bib", ".json")


@pytest.fixture
def in_corpus(corpus_index: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(corpus_index.parent)
    monkeypatch.setattr(citations, "_today", lambda: "2018-12-24")
    return corpus_index


def settled(text: str) -> str:
    """Without what each build of zlib packs as it likes, and the last digits of scores."""
    text = re.sub(r"(pincite:[^\s\"~]+~1)[\w-]+", r"\1…", text)
    return re.sub(r"\d+\.\d{3,}", lambda number: f"{float(number[0]):.2f}", text)


class TestGoldens:
    @pytest.mark.parametrize("form", FORMS)
    def test_citations(
        self, run: Run, in_corpus: Path, golden: Callable[[str, str], None], form: str
    ) -> None:
        outcome = run("search", '"strategic partnership" -nato', "-n", "3", "--cite", form)
        assert outcome.status == 0
        golden(f"citations/search-{form}.txt", settled(outcome.out))

    @pytest.mark.parametrize("suffix", SUFFIXES)
    def test_evidence(
        self,
        run: Run,
        in_corpus: Path,
        golden: Callable[[str, str], None],
        tmp_path: Path,
        suffix: str,
    ) -> None:
        file = tmp_path / f"evidence{suffix}"
        query = ("search", "gas pipeline", "-n", "2", "--since", "2017", "--author", "Reyes")
        outcome = run(*query, "--export", file)
        assert outcome.status == 0
        golden(f"citations/evidence{suffix}", settled(file.read_bytes().decode("utf-8")))


class TestCite:
    @pytest.mark.parametrize("form", FORMS)
    def test_says_what_the_api_says(self, run: Run, archive: Path, form: str) -> None:
        with pincite.open_index(archive) as index:
            hit = index.find("timetable").hits[0]
        assert run("search", "timetable", "--cite", form).out == hit.cite(form) + "\n"

    def test_plain_is_what_hits_say_without_being_asked(self, archive: Path) -> None:
        with pincite.open_index(archive) as index:
            hit = index.find("timetable").hits[0]
        assert hit.cite() == hit.cite("plain")
        with pytest.raises(ValueError, match="'apa' is no form"):
            hit.cite("apa")

    def test_best_first_and_nothing_else(self, run: Run, archive: Path) -> None:
        outcome = run("search", "harbour", "-n", "2", "--cite", "reference")
        with pincite.open_index(archive) as index:
            expected = [hit.locator.reference for hit in index.find("harbour", limit=2)]
        assert outcome.out.splitlines() == expected
        assert outcome.err.startswith("2 of ")

    def test_csl_json_is_one_array(self, run: Run, archive: Path) -> None:
        items = json.loads(run("search", "harbour", "-n", "2", "--cite", "csl-json").out)
        assert [item["type"] for item in items] == ["document", "document"]

    @pytest.mark.parametrize("form", FORMS)
    def test_shown_paragraphs_are_cited_as_hits_are(
        self, run: Run, archive: Path, form: str
    ) -> None:
        shown = run("show", "ferry#3", "--cite", form)
        assert (shown.status, shown.err) == (0, "")
        assert shown.out == run("search", "timetable", "--cite", form).out

    def test_each_of_a_range_is_cited(self, run: Run, archive: Path) -> None:
        shown = run("show", "harbour#4-5", "--cite", "plain").out
        assert [line for line in shown.splitlines() if line.startswith("“")] == [
            "“The harbour was closed on Monday. Nobody at the harbour office said why.”",
            "“The lighthouse keeper had an opinion, as lighthouse keepers do.”",
        ]
        assert "¶ 4 (harbour.txt, line 7).\n\n“" in shown

    def test_a_reference_is_cited_as_it_stands_now(
        self, run: Run, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder = tmp_path / "archive"
        shutil.copytree(built, folder)
        monkeypatch.chdir(folder)
        (reference,) = run("show", "ferry#3", "--cite", "reference").out.split()
        same = run("show", reference, "--cite", "plain")
        assert (same.status, same.err) == (0, "")
        assert same.out == run("show", "ferry#3", "--cite", "plain").out
        file = folder / "letters" / "ferry.txt"
        file.write_text(file.read_text("utf-8").replace("at five", "at six"), "utf-8")
        run("index", ".")
        changed = run("show", reference, "--cite", "plain")
        assert changed.status == 0
        assert "at six" in changed.out
        assert "has changed" in changed.err
        shutil.rmtree(folder / "letters")
        run("index", ".")
        gone = run("show", reference, "--cite", "plain")
        assert (gone.status, gone.out, gone.err) == (1, "", "letters/ferry.txt#3 is gone\n")

    @pytest.mark.parametrize("form", FORMS)
    def test_nothing_reaches_the_terminal_that_it_would_obey(
        self, run: Run, archive: Path, form: str
    ) -> None:
        out = run("search", "zebra", "--cite", form).out
        assert "zebra" in out or form == "reference"
        assert out.replace("\n", "").isprintable()
        if form == "csl-json":
            with pincite.open_index(archive) as index:
                text = index.find("zebra").hits[0].paragraph.text
            assert json.loads(out)[0]["annote"] == text

    @pytest.mark.parametrize("other", ["--json", "--jsonl", "--count", "--facets=year"])
    def test_other_outputs_exclude_it(self, run: Run, archive: Path, other: str) -> None:
        outcome = run("search", "harbour", "--cite", "plain", other)
        assert (outcome.status, outcome.out) == (2, "")
        assert "exclude each other" in outcome.err
        assert run("show", "ferry", "--cite", "plain", "--json").status == 2

    def test_nothing_found(self, run: Run, archive: Path) -> None:
        assert run("search", "quagga", "--cite", "bibtex").out == ""
        assert run("search", "quagga", "--cite", "csl-json").out == "[]\n"
        assert run("search", "quagga", "--cite", "plain").status == 1

    def test_an_unknown_form_is_an_error_that_lists_them(self, run: Run, archive: Path) -> None:
        outcome = run("search", "harbour", "--cite", "apa")
        assert (outcome.status, outcome.out) == (2, "")
        assert all(form in outcome.err for form in FORMS)


class TestExport:
    @pytest.mark.parametrize("suffix", [*SUFFIXES, ".MD"])
    def test_writes_the_file_and_prints_the_hits(
        self, run: Run, archive: Path, tmp_path: Path, suffix: str
    ) -> None:
        file = tmp_path / "new" / f"evidence{suffix}"
        outcome = run("search", "timetable", "--export", file)
        assert outcome.status == 0
        assert outcome.out == run("search", "timetable").out
        assert re.fullmatch(rf"wrote {re.escape(str(file))} \(.+\)\n", outcome.err)
        assert [path.name for path in file.parent.iterdir()] == [file.name]

    @pytest.mark.parametrize("name", ["evidence", "evidence.pdf", "-", ".md", "evidence.md.txt"])
    def test_a_name_that_says_nothing_is_an_error_before_the_search(
        self, run: Run, archive: Path, monkeypatch: pytest.MonkeyPatch, name: str
    ) -> None:
        monkeypatch.setattr("pincite.commands.search.opened", None)
        outcome = run("search", "timetable", "--export", name)
        assert (outcome.status, outcome.out) == (2, "")
        assert all(suffix in outcome.err for suffix in SUFFIXES)

    def test_nothing_found_writes_nothing(self, run: Run, archive: Path, tmp_path: Path) -> None:
        file = tmp_path / "evidence.md"
        file.write_text("kept", "utf-8")
        assert run("search", "quagga", "--export", file).status == 1
        assert run("search", "harbour", "--page", "99", "--export", file).status == 1
        assert file.read_text("utf-8") == "kept"

    def test_what_was_there_stays_when_writing_fails(
        self, run: Run, archive: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "file").write_text("kept")
        outcome = run("search", "timetable", "--export", tmp_path / "file" / "evidence.csv")
        assert outcome.status == 2
        assert (tmp_path / "file").read_text() == "kept"

    def test_counting_excludes_it(self, run: Run, archive: Path, tmp_path: Path) -> None:
        outcome = run("search", "harbour", "--count", "--export", tmp_path / "evidence.md")
        assert outcome.status == 2
        assert list(tmp_path.iterdir()) == []

    def test_the_day_is_that_of_the_search(self, run: Run, archive: Path, tmp_path: Path) -> None:
        run("search", "timetable", "--export", tmp_path / "evidence.json")
        asked = json.loads((tmp_path / "evidence.json").read_text("utf-8"))["asked"]
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", asked["searched"])
