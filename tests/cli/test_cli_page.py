"""Where `pincite page` puts what."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pincite import notices
from pincite.files import write_whole

if TYPE_CHECKING:
    from running import Run


class TestPage:
    def test_writes_the_page_and_says_where(self, run: Run, archive: Path, tmp_path: Path) -> None:
        target = tmp_path / "site" / "search.html"
        outcome = run("page", "-o", target, "--title", "The coast")
        assert (outcome.status, outcome.out) == (0, "")
        assert re.fullmatch(rf"wrote {re.escape(str(target))} \(\d+ KB\)\n", outcome.err)
        html = target.read_text(encoding="utf-8")
        assert "The coast" in html
        assert [path.name for path in target.parent.iterdir()] == ["search.html"]

    def test_default_places(
        self, run: Run, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        assert run("page", "--index", built).status == 0
        assert run("page", "--index", built, "--query", "ferry").status == 0
        assert {path.name for path in tmp_path.iterdir()} == {"search.html", "results.html"}
        assert "timetable" not in (tmp_path / "results.html").read_text(encoding="utf-8")

    def test_stdout(self, run: Run, archive: Path) -> None:
        outcome = run("page", "-o", "-", "--query", "ferry", "-n", "1")
        assert outcome.out.lower().startswith("<!doctype html>")
        assert outcome.err == ""

    def test_query_without_hits_writes_nothing(
        self, run: Run, archive: Path, tmp_path: Path
    ) -> None:
        outcome = run("page", "--query", "quagga", "-o", tmp_path / "results.html")
        assert outcome.status == 1
        assert list(tmp_path.iterdir()) == []

    def test_no_article_is_written_over(self, run: Run, archive: Path) -> None:
        before = (archive / "letters" / "notes.md").read_bytes()
        for command in (("page", "-o"), ("search", "ferry", "--export")):
            outcome = run(*command, "letters/notes.md")
            assert outcome.status == 2
            assert "letters/notes.md is one of the indexed files" in outcome.err
        assert (archive / "letters" / "notes.md").read_bytes() == before

    def test_limit_without_query_is_refused(self, run: Run, archive: Path) -> None:
        assert run("page", "-n", "3").status == 2

    def test_what_was_there_stays_when_writing_fails(
        self, run: Run, archive: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "file").write_text("kept")
        outcome = run("page", "-o", tmp_path / "file" / "search.html")
        assert outcome.status == 2
        assert "file" in outcome.err
        assert (tmp_path / "file").read_text() == "kept"

    def test_devices_are_written_to_not_replaced(self, run: Run, archive: Path) -> None:
        assert run("page", "-o", "/dev/null").status == 0
        assert Path("/dev/null").is_char_device()

    def test_a_folder_that_cannot_be_written_to_is_told_by_the_target(
        self, nobodys_folder: Path
    ) -> None:
        nobodys_folder.chmod(0o500)
        with pytest.raises(PermissionError) as caught:
            write_whole(nobodys_folder / "search.html", b"<p>")
        nobodys_folder.chmod(0o700)
        told = notices.error_text(caught.value, 80)
        assert told == f"{nobodys_folder}/search.html: Permission denied"
