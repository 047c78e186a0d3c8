"""What `pincite index` does and tells."""

from __future__ import annotations

import json
import os
import re
import shutil
from typing import TYPE_CHECKING

from running import Outcome, Run, on_terminal, process, write_texts

import pincite
from pincite.search.faces.cells import width_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest


NO_TEXT = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4
SUMMARY = r"4 articles, \d+ paragraphs, [\d,]+ words in \d+\.\d s"


class TestIndex:
    def test_summary_on_stdout_and_later_what_changed(self, run: Run, tmp_path: Path) -> None:
        write_texts(tmp_path)
        first = run("index", tmp_path)
        assert (first.status, first.err) == (0, "")
        by_format = r"  Markdown +1 file +1 article .*\n  plain text +3 files +3 articles .*"
        assert re.fullmatch(rf"{SUMMARY}\n{by_format}\n", first.out)
        (tmp_path / "new.txt").write_text("Something new\n\nThe tide came in early.\n")
        (tmp_path / "harbour.txt").unlink()
        again = run("index", tmp_path)
        assert again.status == 0
        assert re.fullmatch(rf"{SUMMARY}; 1 new, 0 changed, 1 removed, 3 unchanged\n", again.out)

    def test_quiet_says_nothing(self, run: Run, tmp_path: Path) -> None:
        write_texts(tmp_path)
        assert run("index", tmp_path, "--quiet") == Outcome(0, "", "")
        with pincite.open_index(tmp_path) as index:
            assert index.stats().articles == 4

    def test_index_elsewhere(self, run: Run, archive: Path, tmp_path: Path) -> None:
        assert run("index", archive / "letters", "--index", tmp_path / "elsewhere").status == 0
        found = json.loads(run("stats", "--json", "--index", tmp_path / "elsewhere").out)
        assert found["articles"] == 2

    def test_of_one_file_so_many_skips_are_told(self, run: Run, tmp_path: Path) -> None:
        for name, bad in (("a", 10), ("b", 12)):
            lines = ['{"text": "The tide came in."}', *["{bad"] * bad]
            (tmp_path / f"{name}.jsonl").write_text("\n".join(lines))
        told = run("index", tmp_path).err.splitlines()
        assert len(told) == 21
        assert told[9].startswith(f"skipped {tmp_path}/a.jsonl!/line 11: not JSON")
        assert told[10].startswith(f"skipped {tmp_path}/b.jsonl!/line 2: not JSON")
        assert told[20] == f"and 2 more in {tmp_path}/b.jsonl"

    def test_skipped_files_are_named(self, run: Run, tmp_path: Path) -> None:
        write_texts(tmp_path)
        (tmp_path / "broken.txt").write_bytes(NO_TEXT)
        (tmp_path / "bad\x1bname.txt").write_bytes(NO_TEXT)
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

    def test_a_language_by_any_name(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "see.txt").write_text("Die See\n\nDie Häfen waren geschlossen.\n", "utf-8")
        assert run("index", tmp_path, "--language", "de").status == 0
        assert run("search", "hafen", "--index", tmp_path).status == 0
        assert run("index", tmp_path, "--language", "German").status == 0
        assert run("index", tmp_path, "--language", "english").status == 2

    def test_a_dry_run_lists_and_does_nothing(self, run: Run, tmp_path: Path) -> None:
        write_texts(tmp_path)
        shutil.copy(tmp_path / "harbour.txt", tmp_path / "zzz.txt")
        outcome = run("index", tmp_path, "--dry-run")
        assert (outcome.status, outcome.err) == (0, "")
        assert re.findall(r"^(\w+) +.*/(\S+)(.*)$", outcome.out, re.MULTILINE) == [
            ("new", "harbour.txt", ""),
            ("new", "hostile.txt", ""),
            ("new", "ferry.txt", ""),
            ("new", "notes.md", ""),
            ("copy", "zzz.txt", " (of harbour.txt)"),
        ]
        assert not (tmp_path / ".pincite").exists()
        run("index", tmp_path)
        assert run("index", tmp_path, "--dry-run") == Outcome(0, "nothing to do\n", "")

    def test_a_report_has_all_that_was_done(self, run: Run, tmp_path: Path) -> None:
        texts = tmp_path / "texts"
        write_texts(texts)
        shutil.copy(texts / "harbour.txt", texts / "zzz.txt")
        (texts / "broken.txt").write_bytes(NO_TEXT)
        (texts / os.fsdecode(b"caf\xe9.txt")).write_bytes(b"")
        (texts / "picture.jpg").write_bytes(b"")
        outcome = run("index", texts, "--report", tmp_path / "report.json")
        assert "1 file is a copy, indexed once: " in outcome.out
        assert outcome.out.endswith("\npassed over: 1 .jpg\n")
        report = json.loads((tmp_path / "report.json").read_text("utf-8"))
        assert (report["articles"], report["added"], report["copied"]) == (4, 4, 1)
        assert report["copies"] == {str(texts / "zzz.txt"): "harbour.txt"}
        assert report["passed_over"] == {".jpg": 1}
        assert [each["path"].rpartition("/")[2] for each in report["skipped"]] == [
            "broken.txt",
            r"caf\xe9.txt",
        ]
        assert [(each["name"], each["files"]) for each in report["formats"]] == [
            ("Markdown", 1),
            ("plain text", 3),
        ]
        assert json.loads(run("index", texts, "--report", "-").out)["unchanged"] == 5

    def test_without_a_path_what_was_indexed_is(
        self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write_texts(tmp_path)
        monkeypatch.chdir(tmp_path)
        outcome = run("index")
        assert (outcome.status, outcome.out) == (2, "")
        assert "no index in" in outcome.err
        run("index", "letters", "--exclude", "*.md", "--index", ".pincite")
        (tmp_path / "letters" / "new.txt").write_text("Tides\n\nThe tide came in.\n")
        assert "; 1 new, 0 changed, 0 removed, 1 unchanged" in run("index").out

    def test_options_that_cannot_be(self, run: Run, tmp_path: Path) -> None:
        write_texts(tmp_path)
        for options in (["--map", "text"], ["--jobs", "-1"], ["--dry-run", "--watch"]):
            assert run("index", tmp_path, *options).status == 2
        assert not (tmp_path / ".pincite").exists()

    def test_progress_is_drawn_on_a_terminal_and_wiped(self, tmp_path: Path) -> None:
        write_texts(tmp_path)
        status, shown = on_terminal(["index", "."], tmp_path, columns=60)
        assert status == 0
        assert re.search(r"\r━+ 4/4 .*notes\.md", shown)
        assert re.match(rf"{SUMMARY}\n  Markdown", shown.rpartition("\r")[2])
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

        monkeypatch.setattr("pincite.indexer.upkeep.run.Run.do", interrupt)
        expected = Outcome(130, "", "pincite: interrupted: nothing changed\n")
        assert run("index", tmp_path) == expected
        assert not (tmp_path / ".pincite").exists()
        monkeypatch.setattr(pincite, "build_index", interrupt)
        assert run("index", tmp_path) == Outcome(130, "", "pincite: interrupted\n")

    def test_what_is_kept_is_said_to_be(self, run: Run, tmp_path: Path) -> None:
        for name in ("one.txt", "two.txt"):
            (tmp_path / name).write_text(f"{name}\n\nThe tide came in.\n")
        run("index", tmp_path)
        (tmp_path / "one.txt").write_bytes(NO_TEXT)
        kept = r"one\.txt: .*; what was read of it before is kept\n"
        for _ in range(2):
            outcome = run("index", tmp_path, "--report", "-")
            assert outcome.status == 0
            assert re.fullmatch(rf"skipped .*{kept}", outcome.err)
            report = json.loads(outcome.out)
            assert [each["kept"] for each in report["skipped"]] == [True]
        (tmp_path / "two.txt").write_bytes(NO_TEXT + b"2")
        outcome = run("index", tmp_path)
        assert outcome.status == 0
        assert outcome.out.startswith("2 articles, ")
        assert "; nothing could be read now, what was read before is kept\n" in outcome.out

    def test_an_index_that_is_empty_now_says_so(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "one.txt").write_text("One\n\nThe tide came in.\n")
        run("index", tmp_path)
        outcome = run("index", tmp_path, "--exclude", "*.txt", "-q")
        assert outcome == Outcome(0, "", f"{tmp_path / '.pincite'} holds no articles any more\n")

    def test_what_is_noted_is_not_called_skipped(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "one.txt").write_text("One\n\nThe tide came in.\n")
        (tmp_path / "one.meta.json").write_text('{"date": "soon"}')
        assert run("index", tmp_path).err == (
            f"noted {tmp_path / 'one.meta.json'}: date “soon” is not understood\n"
        )

    def test_a_dry_run_counts_and_reports(self, run: Run, tmp_path: Path) -> None:
        write_texts(tmp_path)
        shutil.copy(tmp_path / "harbour.txt", tmp_path / "zzz.txt")
        assert run("index", tmp_path, "-n").out.endswith("\n4 new, 1 copy; nothing was done\n")
        report = json.loads(run("index", tmp_path, "-n", "--report", "-").out)
        assert report["counts"] == {"new": 4, "copy": 1}
        assert [each["what"] for each in report["changes"]].count("new") == 4
        assert not (tmp_path / ".pincite").exists()

    def test_five_kinds_of_files_are_named(self, run: Run, tmp_path: Path) -> None:
        write_texts(tmp_path)
        for number, suffix in enumerate(("a", "b", "c", "d", "e", "f", "g")):
            for each in range(9 - number):
                (tmp_path / f"{each}.{suffix}").write_bytes(b"")
        assert run("index", tmp_path).out.endswith(
            "\npassed over: 9 .a, 8 .b, 7 .c, 6 .d, 5 .e, 7 others\n"
        )

    def test_an_encoding_that_there_is_not(self, run: Run, tmp_path: Path) -> None:
        write_texts(tmp_path)
        outcome = run("index", tmp_path, "--encoding", "nonsense")
        assert outcome.status == 2
        assert outcome.err.startswith("pincite: no encoding is called 'nonsense'")

    def test_a_watch_tells_once_what_is_skipped(
        self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write_texts(tmp_path)
        (tmp_path / "broken.txt").write_bytes(NO_TEXT)

        def runs(*_: object, **__: object) -> Iterator[pincite.Report]:
            yield pincite.build_index(tmp_path)
            (tmp_path / "worse.txt").write_bytes(NO_TEXT + b"2")
            yield pincite.build_index(tmp_path)
            yield pincite.build_index(tmp_path)

        monkeypatch.setattr(pincite, "watch_index", runs)
        outcome = run("index", tmp_path, "--watch")
        assert re.findall(r"^skipped .*/(\w+)\.txt", outcome.err, re.MULTILINE) == [
            "broken",
            "worse",
        ]
