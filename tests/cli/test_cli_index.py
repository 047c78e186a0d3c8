"""What `pincite index` does and tells."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from running import Outcome, Run, on_terminal, process, write_texts

import pincite
from pincite.search.faces.cells import width_of

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


class TestIndex:
    def test_summary_on_stdout_and_later_what_changed(self, run: Run, tmp_path: Path) -> None:
        write_texts(tmp_path)
        first = run("index", tmp_path)
        assert (first.status, first.err) == (0, "")
        summary = r"4 articles, \d+ paragraphs, [\d,]+ words in \d+\.\d s"
        assert re.fullmatch(rf"{summary}\n", first.out)
        (tmp_path / "new.txt").write_text("Something new\n\nThe tide came in early.\n")
        (tmp_path / "harbour.txt").unlink()
        again = run("index", tmp_path)
        assert again.status == 0
        assert re.fullmatch(rf"{summary}; 1 new, 0 changed, 1 removed, 3 unchanged\n", again.out)

    def test_quiet_says_nothing(self, run: Run, tmp_path: Path) -> None:
        write_texts(tmp_path)
        assert run("index", tmp_path, "--quiet") == Outcome(0, "", "")
        with pincite.open_index(tmp_path) as index:
            assert index.stats().articles == 4

    def test_index_elsewhere(self, run: Run, archive: Path, tmp_path: Path) -> None:
        assert run("index", archive / "letters", "--index", tmp_path / "elsewhere").status == 0
        found = json.loads(run("stats", "--json", "--index", tmp_path / "elsewhere").out)
        assert found["articles"] == 2

    def test_skipped_files_are_named(self, run: Run, tmp_path: Path) -> None:
        write_texts(tmp_path)
        (tmp_path / "broken.txt").write_bytes(b"\x00\x01\x02\xff\xfe\x00" * 200)
        (tmp_path / "bad\x1bname.txt").write_bytes(b"\x00\x01\x02\xff\xfe\x00" * 200)
        outcome = run("index", tmp_path)
        assert outcome.status == 0
        assert re.search(r"^skipped .*broken\.txt: .+$", outcome.err, re.MULTILINE)
        assert r"bad\x1bname.txt" in outcome.err
        assert "\x1b" not in outcome.err

    def test_nothing_to_index_is_exit_2(self, run: Run, tmp_path: Path) -> None:
        for place in (tmp_path, tmp_path / "nowhere"):
            outcome = run("index", place)
            assert (outcome.status, outcome.out) == (2, "")
            assert outcome.err.startswith("pincite: ")

    def test_language(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "mer.txt").write_text("La mer\n\nLes bateaux naviguaient lentement.\n")
        assert run("index", tmp_path, "--language", "french").status == 0
        assert run("search", "navigue", "--index", tmp_path).status == 0
        assert run("index", tmp_path, "--language", "klingon").status == 2

    def test_progress_is_drawn_on_a_terminal_and_wiped(self, tmp_path: Path) -> None:
        write_texts(tmp_path)
        status, shown = on_terminal(["index", "."], tmp_path, columns=60)
        assert status == 0
        assert re.search(r"\r━+ 4/4 .*notes\.md", shown)
        assert re.fullmatch(r"4 articles.* s\n", shown.rpartition("\r")[2])
        assert all(width_of(drawn) < 60 for drawn in re.split(r"[\r\n]", shown))

    def test_progress_is_not_drawn_when_quiet_or_piped(self, tmp_path: Path) -> None:
        write_texts(tmp_path)
        assert on_terminal(["index", ".", "-q"], tmp_path) == (0, "")
        assert process("index", ".", cwd=tmp_path).stderr == b""

    def test_a_path_that_cannot_be_read_does_not_stop_the_others(
        self, run: Run, nobodys_folder: Path
    ) -> None:
        write_texts(nobodys_folder)
        for name in ("harbour.txt", "letters"):
            (nobodys_folder / name).chmod(0)
        paths = [nobodys_folder / name for name in ("harbour.txt", "letters", "hostile.txt")]
        outcome = run("index", *paths)
        nothing = run("index", *paths[:2], "--index", nobodys_folder / "new")
        (nobodys_folder / "letters").chmod(0o700)
        assert outcome.status == 0
        assert outcome.out.startswith("1 article,")
        assert re.findall(r"^skipped \S+/(\S+): cannot be read", outcome.err, re.MULTILINE) == [
            "harbour.txt",
            "letters",
        ]
        assert (nothing.status, nothing.out) == (2, "")

    def test_places_that_cannot_be(self, run: Run, archive: Path) -> None:
        for arguments in (["index", ""], ["index", ".", "--index", ""], ["stats", "--index", ""]):
            assert run(*arguments) == Outcome(
                2, "", "pincite: a path is empty: name a file or a folder, . being this one\n"
            )
        for command in (["index", "."], ["stats"]):
            outcome = run(*command, "--index", "harbour.txt")
            assert outcome.status == 2
            assert "harbour.txt is a file" in outcome.err

    def test_an_interrupt_is_told_with_what_it_did(
        self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write_texts(tmp_path)

        def interrupt(*arguments: object, **options: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("pincite.indexer.builder.read_articles", interrupt)
        expected = Outcome(130, "", "pincite: interrupted: nothing changed\n")
        assert run("index", tmp_path) == expected
        assert not (tmp_path / ".pincite").exists()
        monkeypatch.setattr(pincite, "build_index", interrupt)
        assert run("index", tmp_path) == Outcome(130, "", "pincite: interrupted\n")
