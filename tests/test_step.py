"""Staying in step: renamed, copied, touched, excluded; whatever becomes of the files."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import any_folder
import pincite
from pincite.errors import NothingIndexed, PinciteError
from pincite.indexer.reading.pool import Pool
from pincite.indexer.sources.formats import Format
from profiles import examples

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pincite.indexer.reading.messages import Job

on_posix = pytest.mark.skipif(os.name != "posix", reason="only POSIX has such files")
NAMES = ("a.txt", "b.txt", "c.txt", "d/a.txt")
NO_TEXT = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder of two short texts that say what they are called."""
    folder = tmp_path / "home"
    write(folder / "one.txt", "Talks\n\nThe ally came.")
    write(folder / "two.txt", "Debts\n\nThe bank failed.")
    return folder


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def counts(report: pincite.Report) -> dict[str, int]:
    """What a run did, zeros left out."""
    names = ("added", "changed", "removed", "renamed", "unchanged")
    found = {name: getattr(report, name) for name in names} | {"skipped": len(report.skipped)}
    return {name: count for name, count in found.items() if count}


def texts(place: Path) -> dict[str, str]:
    """The last paragraph of each article, by its id."""
    with pincite.open_index(place) as index:
        return {
            article.id: index.article(article.id).paragraphs[-1].text
            for article in index.articles()
        }


def former(place: Path, article: str) -> tuple[str, ...]:
    with pincite.open_index(place) as index:
        return index.article(article).former


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the sources that are read."""
    names: list[str] = []
    usual = Pool.read

    def noting(pool: Pool, jobs: Sequence[Job]) -> object:
        wanted = list(jobs)
        names.extend(job.id for job in wanted)
        return usual(pool, wanted)

    monkeypatch.setattr(Pool, "read", noting)
    return names


class TestRenaming:
    def test_a_renamed_file_is_not_read_again(self, home: Path, read: list[str]) -> None:
        pincite.build_index(home)
        (home / "sub").mkdir()
        (home / "one.txt").rename(home / "sub" / "uno.txt")
        read.clear()
        assert counts(pincite.build_index(home)) == {"renamed": 1, "unchanged": 1}
        assert read == []
        assert texts(home) == {"sub/uno.txt": "The ally came.", "two.txt": "The bank failed."}
        assert former(home, "sub/uno.txt") == ("one.txt",)
        assert counts(pincite.build_index(home)) == {"unchanged": 2}

    def test_two_files_that_change_places(self, home: Path, read: list[str]) -> None:
        pincite.build_index(home)
        (home / "one.txt").rename(home / "three")
        (home / "two.txt").rename(home / "one.txt")
        (home / "three").rename(home / "two.txt")
        read.clear()
        assert counts(pincite.build_index(home)) == {"renamed": 2}
        assert read == []
        assert texts(home) == {"one.txt": "The bank failed.", "two.txt": "The ally came."}
        assert counts(pincite.build_index(home)) == {"unchanged": 2}

    def test_a_file_that_makes_room_for_another(self, home: Path, read: list[str]) -> None:
        pincite.build_index(home)
        (home / "one.txt").rename(home / "three.txt")
        write(home / "one.txt", "Talks\n\nThe envoy came.")
        read.clear()
        assert counts(pincite.build_index(home)) == {"renamed": 1, "changed": 1, "unchanged": 1}
        assert read == ["one.txt"]
        assert texts(home) == {
            "one.txt": "The envoy came.",
            "three.txt": "The ally came.",
            "two.txt": "The bank failed.",
        }

    def test_a_file_moved_over_another(self, home: Path) -> None:
        pincite.build_index(home)
        (home / "one.txt").replace(home / "two.txt")
        assert counts(pincite.build_index(home)) == {"renamed": 1}
        assert texts(home) == {"two.txt": "The ally came."}

    def test_a_name_that_told_something_is_read_anew(self, home: Path, read: list[str]) -> None:
        write(home / "2018-04-18-untitled.txt", "The tide came in, and nobody had asked it to.")
        pincite.build_index(home)
        (home / "2018-04-18-untitled.txt").rename(home / "2019-05-01-untitled.txt")
        read.clear()
        assert counts(pincite.build_index(home)) == {"renamed": 1, "unchanged": 2}
        assert read == ["2019-05-01-untitled.txt"]
        with pincite.open_index(home) as index:
            assert index.article("2019-05-01-untitled.txt").date == "2019-05-01"
            assert index.article("2019-05-01-untitled.txt").former == ("2018-04-18-untitled.txt",)
            assert len(index.articles()) == 3

    def test_a_touched_file_is_looked_at_once(
        self, home: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pincite.build_index(home)
        os.utime(home / "one.txt", (1, 1))
        assert counts(pincite.build_index(home)) == {"unchanged": 2}
        monkeypatch.setattr("pincite.indexer.upkeep.planning.digest_of", None)
        assert counts(pincite.build_index(home)) == {"unchanged": 2}


class TestCopies:
    def test_a_copy_is_indexed_once_and_told_of(self, home: Path, read: list[str]) -> None:
        shutil.copy(home / "one.txt", home / "again.txt")
        report = pincite.build_index(home)
        assert read == ["again.txt", "two.txt"]
        assert report.copies == {str(home / "one.txt"): "again.txt"}
        assert texts(home) == {"again.txt": "The ally came.", "two.txt": "The bank failed."}
        with pincite.open_index(home) as index:
            assert index.article("again.txt").copies == ("one.txt",)
            assert index.article("one.txt").id == "again.txt"
        report = pincite.build_index(home)
        assert counts(report) == {"unchanged": 3}
        assert report.copies == {str(home / "one.txt"): "again.txt"}

    def test_a_new_copy_does_not_move_what_is_there(self, home: Path, read: list[str]) -> None:
        pincite.build_index(home)
        shutil.copy(home / "one.txt", home / "again.txt")
        read.clear()
        report = pincite.build_index(home)
        assert report.copies == {str(home / "again.txt"): "one.txt"}
        assert read == []
        assert set(texts(home)) == {"one.txt", "two.txt"}

    def test_a_copy_takes_over_when_the_original_goes(self, home: Path, read: list[str]) -> None:
        for name in ("x.txt", "y.txt"):
            shutil.copy(home / "one.txt", home / name)
        pincite.build_index(home)
        (home / "one.txt").unlink()
        read.clear()
        report = pincite.build_index(home)
        assert counts(report) == {"renamed": 1, "unchanged": 2}
        assert report.copies == {str(home / "y.txt"): "x.txt"}
        assert read == []
        assert texts(home) == {"x.txt": "The ally came.", "two.txt": "The bank failed."}
        (home / "x.txt").unlink()
        assert counts(pincite.build_index(home)) == {"renamed": 1, "unchanged": 1}
        assert texts(home) == {"y.txt": "The ally came.", "two.txt": "The bank failed."}

    def test_a_copy_is_read_when_the_original_changes(self, home: Path, read: list[str]) -> None:
        shutil.copy(home / "one.txt", home / "x.txt")
        pincite.build_index(home)
        write(home / "one.txt", "Talks\n\nThe envoy came.")
        read.clear()
        assert counts(pincite.build_index(home)) == {"changed": 2, "unchanged": 1}
        assert read == ["one.txt", "x.txt"]
        assert texts(home) == {
            "one.txt": "The envoy came.",
            "two.txt": "The bank failed.",
            "x.txt": "The ally came.",
        }
        assert former(home, "x.txt") == ()

    def test_a_copy_elsewhere_takes_over_too(self, home: Path) -> None:
        write(home / "left" / "a.txt", "Tides\n\nThe tide came in.")
        write(home / "right" / "b.txt", "Tides\n\nThe tide came in.")
        pincite.build_index(home)
        (home / "left" / "a.txt").unlink()
        assert counts(pincite.build_index(home / "left")) == {"renamed": 1}
        assert set(texts(home)) == {"one.txt", "right/b.txt", "two.txt"}

    def test_a_file_that_becomes_a_copy(self, home: Path) -> None:
        pincite.build_index(home)
        shutil.copy(home / "one.txt", home / "two.txt")
        report = pincite.build_index(home)
        assert counts(report) == {"changed": 1, "unchanged": 1}
        assert texts(home) == {"one.txt": "The ally came."}

    def test_duplicates_can_be_kept(self, home: Path) -> None:
        shutil.copy(home / "one.txt", home / "x.txt")
        assert counts(pincite.build_index(home, keep_duplicates=True)) == {"added": 3}
        assert set(texts(home)) == {"one.txt", "two.txt", "x.txt"}
        assert counts(pincite.build_index(home)) == {"unchanged": 3}
        report = pincite.build_index(home, keep_duplicates=False)
        assert report.copies == {str(home / "x.txt"): "one.txt"}
        assert set(texts(home)) == {"one.txt", "two.txt"}
        assert counts(pincite.build_index(home, keep_duplicates=True))["changed"] == 1
        assert set(texts(home)) == {"one.txt", "two.txt", "x.txt"}

    def test_the_same_bytes_in_another_format_are_no_copy(self, home: Path) -> None:
        shutil.copy(home / "one.txt", home / "one.md")
        assert pincite.build_index(home).copies == {}
        assert len(texts(home)) == 3


DEEDS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.sampled_from(NAMES), st.sampled_from("123")),
        st.tuples(st.just("move"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
        st.tuples(st.just("copy"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
        st.tuples(st.just("remove"), st.sampled_from(NAMES), st.just("")),
        st.tuples(st.just("index"), st.just("."), st.just("")),
        st.tuples(st.just("index"), st.just("d"), st.just("")),
    ),
    min_size=3,
    max_size=14,
)


def do(folder: Path, deed: str, name: str, other: str) -> None:
    path = folder / name
    if deed == "write":
        write(path, f"Talks\n\nThe text is number {other}.")
    elif path.exists() and deed == "remove":
        path.unlink()
    elif path.exists() and name != other:
        (folder / other).parent.mkdir(exist_ok=True)
        {"move": shutil.move, "copy": shutil.copy}[deed](path, folder / other)


@examples(25)
@given(DEEDS)
def test_whatever_is_done_the_index_is_in_step(deeds: list[tuple[str, str, str]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder / "e.txt", "Debts\n\nThe bank failed.")
        pincite.build_index(folder)
        for deed, path, other in [*deeds, ("index", ".", "")]:
            if deed != "index":
                do(folder, deed, path, other)
                continue
            (folder / path).mkdir(exist_ok=True)
            report = pincite.build_index(folder / path) if has_text(folder / path) else None
            if report and path == ".":
                there = {
                    each.relative_to(folder).as_posix(): each.read_text().split("\n")[2]
                    for each in folder.rglob("*.txt")
                }
                indexed = texts(folder)
                assert {there[each] for each in indexed} == set(there.values())
                assert all(there[each] == text for each, text in indexed.items())
                assert len(indexed) == len(set(there.values()))
                copies = {Path(each).relative_to(folder).as_posix() for each in report.copies}
                assert copies | set(indexed) == set(there)


def has_text(folder: Path) -> bool:
    return any(folder.rglob("*.txt"))


class TestRemembering:
    def test_what_was_indexed_is_indexed_again(
        self, home: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(home / "left" / "a.txt", "Tides\n\nThe tide came in.")
        write(home / "right" / "b.txt", "Tides\n\nThe tide went out.")
        pincite.build_index([home / "left", home / "one.txt"], index=home / ".pincite")
        write(home / "left" / "c.txt", "Tides\n\nThe tide stood still.")
        monkeypatch.chdir(home)
        assert counts(pincite.build_index()) == {"added": 1, "unchanged": 2}
        assert set(texts(home)) == {"left/a.txt", "left/c.txt", "one.txt"}

    def test_without_an_index_nothing_is_remembered(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        with pytest.raises(PinciteError, match="no index"):
            pincite.build_index()
        with pincite.create_index(tmp_path / ".pincite"):
            pass
        with pytest.raises(NothingIndexed, match="remembers no paths"):
            pincite.build_index()

    def test_what_is_said_of_files_is_remembered(self, home: Path) -> None:
        write(home / "drafts" / "a.txt", "Tides\n\nThe tide came in.")
        pincite.build_index(home, exclude=["drafts/"])
        assert counts(pincite.build_index(home)) == {"unchanged": 2}
        assert counts(pincite.build_index(home, exclude=["two*"])) == {
            "added": 1,
            "removed": 1,
            "unchanged": 1,
        }
        assert counts(pincite.build_index(home, exclude=[]))["added"] == 1

    def test_what_is_said_of_reading_reads_all_again(self, home: Path) -> None:
        (home / "one.txt").write_bytes("Talks\n\nThe café closed – at 5 €.\n".encode("cp1250"))
        pincite.build_index(home)
        assert counts(pincite.build_index(home, encoding="cp1250"))["changed"] == 2
        assert texts(home)["one.txt"] == "The café closed – at 5 €."
        assert counts(pincite.build_index(home)) == {"unchanged": 2}

    def test_a_list_of_boilerplate_counts_from_the_next_run_on(self, home: Path) -> None:
        write(home / "one.txt", "Talks\n\nThe ally came on Monday.\n\nTell your friends about us")
        index = pincite.build_index(home).index
        write(index / "boilerplate.txt", "# what the site says\nTell your friends about us")
        assert counts(pincite.build_index(home))["changed"] == 2
        with pincite.open_index(home) as opened:
            assert opened.article("one.txt").paragraphs[-1].kind == "boilerplate"

    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            (b"Subscribe now\n***\n", ", line 2: no words in '***'"),
            (b"Subscribe now\n\nVive la caf\xe9\n", ", line 3: this is not UTF-8: save the file"),
            (b"# x\n" * 2_500_001, " is larger than 10 MB"),
            (None, " cannot be read (Is a directory)"),
        ],
    )
    def test_a_broken_list_of_boilerplate_stops_the_run(
        self, home: Path, content: bytes | None, reason: str
    ) -> None:
        path = pincite.build_index(home).index / "boilerplate.txt"
        path.write_bytes(content) if content else path.mkdir()
        with pytest.raises(PinciteError) as error:
            pincite.build_index(home)
        assert str(error.value).startswith(f"{path}{reason}")
        path.unlink() if content else path.rmdir()
        assert counts(pincite.build_index(home)) == {"unchanged": 2}

    def test_records_are_told_apart_as_was_said(self, tmp_path: Path) -> None:
        lines = [{"id": n, "body": f"The ally came {n} times.", "headline": "T"} for n in (1, 2)]
        path = tmp_path / "export.jsonl"
        path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
        pincite.build_index(path, fields={"text": "body", "title": "headline"})
        assert texts(tmp_path) == {"1": "The ally came 1 times.", "2": "The ally came 2 times."}
        shutil.copy(path, tmp_path / "more.jsonl")
        (tmp_path / "more.jsonl").write_text(path.read_text() + "\n\n", encoding="utf-8")
        report = pincite.build_index(tmp_path)
        assert counts(report) == {"added": 1, "unchanged": 1}
        assert {"1", "2", "more.jsonl!/1", "more.jsonl!/2"} == set(texts(tmp_path))


class TestSkipping:
    def test_what_is_bad_is_told_each_time_but_read_once(self, home: Path, read: list[str]) -> None:
        (home / "bad.txt").write_bytes(NO_TEXT)
        assert len(pincite.build_index(home).skipped) == 1
        read.clear()
        report = pincite.build_index(home)
        assert counts(report) == {"unchanged": 2, "skipped": 1}
        assert report.skipped[0].path == str(home / "bad.txt")
        assert read == []
        write(home / "bad.txt", "Good\n\nNow it is good.")
        assert counts(pincite.build_index(home)) == {"changed": 1, "unchanged": 2}

    def test_a_copy_of_what_is_bad_is_as_bad(self, home: Path, read: list[str]) -> None:
        for name in ("bad.txt", "worse.txt"):
            (home / name).write_bytes(NO_TEXT)
        assert len(pincite.build_index(home).skipped) == 2
        assert read == ["bad.txt", "one.txt", "two.txt"]
        assert counts(pincite.build_index(home)) == {"unchanged": 2, "skipped": 2}

    @on_posix
    def test_what_vanishes_meanwhile_is_told_of(
        self, home: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(home / "three.txt", "Tides\n\nThe tide came in.")
        usual = Pool.read

        def vanishing(pool: Pool, jobs: Sequence[Job]) -> object:
            (home / "two.txt").unlink()
            (home / "three.txt").unlink()
            os.mkfifo(home / "three.txt")
            return usual(pool, jobs)

        monkeypatch.setattr(Pool, "read", vanishing)
        report = pincite.build_index(home)
        assert counts(report) == {"added": 1, "skipped": 2}
        assert {skip.path: skip.reason for skip in report.skipped} == {
            str(home / "two.txt"): "cannot be read (No such file or directory)",
            str(home / "three.txt"): "not a regular file",
        }

    def test_what_is_not_installed_is_told_in_one_line(
        self, home: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ("a.pdf", "b.pdf"):
            (home / name).write_bytes(b"%PDF-1.4\n" + name.encode())
        shutil.copy(home / "a.pdf", home / "c.pdf")
        monkeypatch.setattr(
            Format, "missing", property(lambda each: each.needs if each.extra == "pdf" else ())
        )
        report = pincite.build_index(home)
        assert counts(report) == {"added": 2}
        assert [str(each) for each in report.missing] == [
            "3 PDF files need more than is installed: pip install 'pincite[pdf]'"
        ]
        assert len(report.missing[0].paths) == 3

    @on_posix
    def test_links_in_circles_and_odd_files_do_no_harm(self, home: Path) -> None:
        (home / "loop").symlink_to(home, target_is_directory=True)
        (home / "self.txt").symlink_to(home / "self.txt")
        os.mkfifo(home / "pipe.txt")
        for follow in (False, True):
            report = pincite.build_index(home, follow=follow)
            assert {Path(skip.path).name for skip in report.skipped} == {"self.txt", "pipe.txt"}
            assert set(texts(home)) == {"one.txt", "two.txt"}

    @pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux")
    def test_odd_names_are_renamed_and_copied_like_others(self, home: Path) -> None:
        odd = [home / "new\nline.txt", home / os.fsdecode(b"caf\xe9.txt")]
        write(odd[0], "Odd\n\nThe tide came in.")
        shutil.copy(odd[0], odd[1])
        assert list(pincite.build_index(home).copies) == [str(odd[0])]
        assert set(texts(home)) == {r"caf\xe9.txt", "one.txt", "two.txt"}
        odd[1].unlink()
        assert counts(pincite.build_index(home)) == {"renamed": 1, "unchanged": 2}
        assert set(texts(home)) == {"new\nline.txt", "one.txt", "two.txt"}


def test_the_index_is_the_same_whoever_reads(tmp_path: Path, corpus: Path) -> None:
    made = []
    for jobs in (0, 2):
        folder = tmp_path / str(jobs)
        shutil.copytree(corpus, folder, ignore=shutil.ignore_patterns(".pincite"))
        index = pincite.build_index(folder, jobs=jobs).index
        made.append([path.read_bytes() for path in index.glob("MAIN_*.pin")])
    assert len(made[0]) == 1
    assert made[0] == made[1]


def test_a_preview_does_nothing(home: Path) -> None:
    shutil.copy(home / "one.txt", home / "x.txt")
    (home / "bad.txt").mkdir()
    changes = pincite.preview_index(home)
    assert [(each.what, Path(each.path).name, each.detail) for each in changes] == [
        ("new", "one.txt", ""),
        ("new", "two.txt", ""),
        ("copy", "x.txt", "one.txt"),
    ]
    assert not (home / ".pincite").exists()
    pincite.build_index(home)
    before = {path: path.stat().st_mtime_ns for path in (home / ".pincite").iterdir()}
    assert pincite.preview_index(home) == []
    (home / "two.txt").rename(home / "three.txt")
    write(home / "one.txt", "Talks\n\nThe envoy came.")
    (home / "x.txt").unlink()
    (home / "gone.txt").symlink_to("nowhere")
    changes = pincite.preview_index(home)
    assert [(each.what, Path(each.path).name, each.detail) for each in changes] == [
        ("skipped", "gone.txt", "a link to nothing"),
        ("changed", "one.txt", ""),
        ("renamed", "three.txt", "two.txt"),
        ("removed", "x.txt", ""),
    ]
    assert {path: path.stat().st_mtime_ns for path in (home / ".pincite").iterdir()} == before


class TestEmptied:
    @pytest.mark.parametrize("content", [b"", b" \n\t\n", b"\xef\xbb\xbf\n"])
    @pytest.mark.parametrize("name", ["ferry.txt", "ferry.csv", "ferry.json", "ferry.docx"])
    def test_a_file_without_text_has_no_articles(
        self, home: Path, tmp_path: Path, name: str, content: bytes
    ) -> None:
        any_folder.write_folder(tmp_path / "made")
        shutil.copy(tmp_path / "made" / name, home)
        assert counts(pincite.build_index(home)) == {"added": 3}
        (home / name).write_bytes(content)
        report = pincite.build_index(home)
        assert counts(report) == {"removed": 1, "unchanged": 2, "skipped": 1}
        assert (report.skipped[0].reason, report.skipped[0].kept) == ("has no text", False)
        assert set(texts(home)) == {"one.txt", "two.txt"}
        assert counts(pincite.build_index(home)) == {"unchanged": 2, "skipped": 1}
        shutil.copy(tmp_path / "made" / name, home)
        assert counts(pincite.build_index(home)) == {"changed": 1, "unchanged": 2}

    def test_two_files_emptied_at_once(self, home: Path) -> None:
        pincite.build_index(home)
        for name in ("one.txt", "two.txt"):
            (home / name).write_bytes(b"")
        assert counts(pincite.build_index(home)) == {"removed": 2, "skipped": 2}
        assert texts(home) == {}

    def test_a_text_that_moved_before_its_file_was_emptied(self, home: Path) -> None:
        pincite.build_index(home)
        shutil.copy(home / "one.txt", home / "three.txt")
        (home / "one.txt").write_bytes(b"")
        pincite.build_index(home)
        assert texts(home) == {"three.txt": "The ally came.", "two.txt": "The bank failed."}

    def test_what_is_damaged_is_kept_and_said_so_each_time(self, home: Path) -> None:
        pincite.build_index(home)
        (home / "one.txt").write_bytes(NO_TEXT)
        (home / "new.txt").write_bytes(NO_TEXT + NO_TEXT)
        for _ in range(2):
            report = pincite.build_index(home)
            assert [(Path(each.path).name, each.kept) for each in report.skipped] == [
                ("new.txt", False),
                ("one.txt", True),
            ]
            assert set(texts(home)) == {"one.txt", "two.txt"}
        assert str(report.skipped[1]).endswith("; what was read of it before is kept")

    @on_posix
    def test_what_may_not_be_read_is_kept(self, nobodys_folder: Path) -> None:
        write(nobodys_folder / "one.txt", "Talks\n\nThe ally came.")
        pincite.build_index(nobodys_folder)
        (nobodys_folder / "one.txt").chmod(0)
        for _ in range(2):
            report = pincite.build_index(nobodys_folder)
            assert [each.kept for each in report.skipped] == [True]
        assert set(texts(nobodys_folder)) == {"one.txt"}

    def test_all_may_be_damaged(self, home: Path) -> None:
        pincite.build_index(home)
        for name in ("one.txt", "two.txt"):
            (home / name).write_bytes(NO_TEXT + name.encode())
        report = pincite.build_index(home)
        assert counts(report) == {"skipped": 2}
        assert (report.articles, [each.kept for each in report.skipped]) == (2, [True, True])
        with pytest.raises(NothingIndexed):
            pincite.build_index(home / "absent.txt")


class TestLosses:
    def test_what_is_lost_of_a_file_is_told_until_it_changes(self, home: Path) -> None:
        lines = ['{"id": "r1", "text": "The tide came in."}', "{", "["]
        path = write(home / "records.jsonl", "\n".join(lines))
        told = pincite.build_index(home).skipped
        assert [each.path.rpartition("/")[2] for each in told] == ["line 2", "line 3"]
        assert pincite.build_index(home).skipped == told
        path = path.rename(home / "moved.jsonl")
        moved = pincite.build_index(home).skipped
        assert [each.path for each in moved] == [f"{path}!/line 2", f"{path}!/line 3"]
        assert pincite.build_index(home).skipped == moved
        write(path, lines[0])
        assert pincite.build_index(home).skipped == ()
        assert pincite.build_index(home).skipped == ()

    def test_so_much_is_remembered(self, home: Path) -> None:
        path = write(home / "records.jsonl", '{"text": "The tide came in."}' + "\n{" * 150)
        assert len(pincite.build_index(home).skipped) == 150
        told = pincite.build_index(home).skipped
        assert len(told) == 101
        assert str(told[-1]) == f"{path}: 50 more places in it were not read"

    def test_what_is_noted_stays_noted(self, home: Path) -> None:
        path = write(home / "r.jsonl", '{"text": "The tide came in.", "datum": "soon"}')
        for _ in range(2):
            report = pincite.build_index(home, fields={"date": "datum"})
            assert [(each.path, each.is_note) for each in report.skipped] == [(str(path), True)]


class TestSaying:
    @pytest.mark.parametrize("call", [pincite.build_index, pincite.preview_index])
    def test_an_encoding_that_there_is_not_is_refused_before_any_work(
        self, home: Path, call: Callable[..., object]
    ) -> None:
        with pytest.raises(PinciteError, match="no encoding is called 'nonsense'"):
            call(home, encoding="nonsense")
        assert not (home / ".pincite").exists()

    def test_a_remembered_table_that_is_gone(self, home: Path) -> None:
        table = write(home / "meta.csv", "path,title\none.txt,Meetings")
        pincite.build_index(home, meta=[table])
        table.unlink()
        with pytest.raises(PinciteError, match=r"meta\.csv is gone, .*forget it with --meta ''"):
            pincite.build_index(home)
        assert counts(pincite.build_index(home, meta=[]))["changed"] == 1
        with pytest.raises(PinciteError, match="cannot be read"):
            pincite.build_index(home, meta=[table])

    def test_what_tables_state_amiss_is_noted(self, home: Path) -> None:
        table = write(home / "meta.csv", "path,date\none.txt,soon")
        (note,) = pincite.build_index(home, meta=[table]).skipped
        told = f"{table}, line 2: date “soon” is not understood"
        assert (str(note), note.is_note) == (told, True)

    def test_files_that_are_included_are_known_by_their_content(
        self, home: Path, tmp_path: Path
    ) -> None:
        any_folder.write_folder(tmp_path / "made")
        shutil.copy(tmp_path / "made" / "ferry.html", home / "page.php")
        write(home / "code.php", "<?php echo 1; ?>")
        assert counts(pincite.build_index(home)) == {"added": 2}
        report = pincite.build_index(home, include=["*.php"])
        assert counts(report) == {"added": 1, "removed": 2}
        assert report.passed_over == {".php": 1}
        assert set(texts(home)) == {"page.php"}

    def test_new_copies_are_counted_apart(self, home: Path) -> None:
        pincite.build_index(home)
        shutil.copy(home / "one.txt", home / "again.txt")
        report = pincite.build_index(home)
        assert (report.added, report.copied, report.unchanged) == (0, 1, 2)


def test_what_systems_and_word_leave_behind_is_passed_over(home: Path) -> None:
    for name in ("~$memo.docx", ".DS_Store", "Thumbs.db", "~$notes.txt"):
        write(home / name, "nothing")
    report = pincite.build_index(home, hidden=True)
    assert (counts(report), report.passed_over) == ({"added": 2}, {})


@on_posix
def test_an_article_is_found_by_its_id_as_it_is_shown(home: Path) -> None:
    write(home / "new\nline.txt", "Odd\n\nThe tide came in.")
    pincite.build_index(home)
    with pincite.open_index(home) as index:
        assert index.article("new line.txt").id == "new\nline.txt"
    write(home / "new\n\nline.txt", "Odd\n\nThe tide went out.")
    pincite.build_index(home)
    with pincite.open_index(home) as index, pytest.raises(PinciteError, match="could be any of"):
        index.article("new line.txt")
