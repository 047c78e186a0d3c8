"""Indexing again: only what changed is read, and a run that fails changes nothing."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import pincite
from pincite.errors import CorruptIndex, IndexLocked, NothingIndexed, PinciteError
from pincite.indexer.location import FORMAT, read_settings
from pincite.indexer.writer import ArticleWriter

if TYPE_CHECKING:
    from pincite.indexer.upkeep.outcome import Step

on_posix = pytest.mark.skipif(os.name != "posix", reason="only POSIX has such file names")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder of three short articles, one of them a folder below."""
    folder = tmp_path / "home"
    write(folder / "one.txt", "One\n\nThe ally came.")
    write(folder / "two.md", "# Two\n\nThe bank failed.")
    write(folder / "sub" / "three.txt", "Three\n\nThe treaty held.")
    return folder


NO_TEXT = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def counts(report: pincite.Report) -> dict[str, int]:
    """What a run did, zeros left out."""
    names = ("added", "changed", "removed", "renamed", "unchanged")
    found = {name: getattr(report, name) for name in names} | {"skipped": len(report.skipped)}
    return {name: count for name, count in found.items() if count}


def found(place: Path, query: str) -> list[str]:
    with pincite.open_index(place) as index:
        return [hit.article.id for hit in index.find(query, repeats=True)]


def ids(place: Path) -> list[str]:
    with pincite.open_index(place) as index:
        return [article.id for article in index.articles()]


def test_a_first_run_reads_everything(home: Path) -> None:
    report = pincite.build_index([home])
    assert counts(report) == {"added": 3}
    assert report.index == home / ".pincite"
    assert (report.articles, report.paragraphs, report.words) == (3, 6, 12)
    assert report.seconds > 0
    assert ids(home) == ["one.txt", "sub/three.txt", "two.md"]


def test_one_path_needs_no_list(home: Path) -> None:
    assert counts(pincite.build_index(str(home / "one.txt"))) == {"added": 1}


def test_a_second_run_reads_nothing(home: Path) -> None:
    pincite.build_index([home])
    assert counts(pincite.build_index([home])) == {"unchanged": 3}


def test_only_what_changed_is_read_again(home: Path) -> None:
    pincite.build_index([home])
    write(home / "one.txt", "One\n\nThe enemy came.")
    write(home / "four.txt", "Four\n\nThe envoy came.")
    (home / "two.md").unlink()
    report = pincite.build_index([home])
    assert counts(report) == {"added": 1, "changed": 1, "removed": 1, "unchanged": 1}
    assert (report.articles, report.paragraphs) == (3, 6)
    assert found(home, "ally OR bank") == []
    assert found(home, "enemy") == ["one.txt"]
    assert found(home, "treaty envoy") == ["four.txt", "sub/three.txt"]


def test_a_file_touched_but_not_changed_is_unchanged(home: Path) -> None:
    pincite.build_index([home])
    os.utime(home / "one.txt", (1, 1))
    assert counts(pincite.build_index([home])) == {"unchanged": 3}


def test_a_change_that_keeps_the_size_is_seen(home: Path) -> None:
    pincite.build_index([home])
    write(home / "one.txt", "One\n\nThe yllA came.")
    os.utime(home / "one.txt", (1, 1))
    assert counts(pincite.build_index([home])) == {"changed": 1, "unchanged": 2}
    assert found(home, "ally") == []


def test_indexing_a_part_leaves_the_rest_alone(home: Path) -> None:
    pincite.build_index([home])
    shutil.rmtree(home / "sub")
    (home / "one.txt").unlink()
    write(home / "two.md", "# Two\n\nThe bank was saved.")
    (home / "sub").mkdir()
    assert counts(pincite.build_index([home / "sub"])) == {"removed": 1}
    assert ids(home) == ["one.txt", "two.md"]
    assert found(home, "failed") == ["two.md"]
    assert counts(pincite.build_index([home / "two.md"])) == {"changed": 1}
    assert ids(home) == ["one.txt", "two.md"]


def test_what_is_named_and_gone_is_removed(home: Path) -> None:
    pincite.build_index([home])
    (home / "one.txt").unlink()
    report = pincite.build_index([home / "one.txt", home / "two.md"])
    assert counts(report) == {"removed": 1, "unchanged": 1, "skipped": 1}
    assert ids(home) == ["sub/three.txt", "two.md"]


def test_a_folder_whose_name_begins_like_another_is_another(home: Path) -> None:
    write(home / "subtle.txt", "Subtle\n\nThe envoy came.")
    write(home / "sub-two" / "five.txt", "Five\n\nThe envoy went.")
    pincite.build_index([home])
    shutil.rmtree(home / "sub-two")
    (home / "subtle.txt").unlink()
    assert counts(pincite.build_index([home / "sub"])) == {"unchanged": 1}
    assert len(ids(home)) == 5


def test_two_folders_share_the_index_of_the_folder_they_are_in(tmp_path: Path) -> None:
    for name in ("left", "right"):
        write(tmp_path / name / "a.txt", f"{name}\n\nThe {name} ally.")
    report = pincite.build_index([tmp_path / "left", tmp_path / "right"])
    assert report.index == tmp_path / ".pincite"
    assert ids(tmp_path) == ["left/a.txt", "right/a.txt"]
    (tmp_path / "right" / "a.txt").unlink()
    assert counts(pincite.build_index([tmp_path / "left"])) == {"unchanged": 1}
    report = pincite.build_index([tmp_path / "left", tmp_path / "right"])
    assert counts(report) == {"unchanged": 1, "removed": 1}


def test_an_index_can_lie_elsewhere(home: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere" / "deep"
    report = pincite.build_index([home], index=elsewhere)
    assert report.index == elsewhere
    assert not (home / ".pincite").exists()
    assert ids(elsewhere) == ["one.txt", "sub/three.txt", "two.md"]
    (home / "one.txt").unlink()
    report = pincite.build_index([home], index=elsewhere)
    assert counts(report) == {"unchanged": 2, "removed": 1}


def test_a_folder_can_be_moved_with_its_index(home: Path, tmp_path: Path) -> None:
    pincite.build_index([home])
    moved = tmp_path / "moved"
    home.rename(moved)
    assert found(moved, "ally") == ["one.txt"]
    assert counts(pincite.build_index([moved])) == {"unchanged": 3}


def test_ids_do_not_depend_on_how_the_paths_are_written(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pincite.build_index([home])
    monkeypatch.chdir(home / "sub")
    for paths in (["."], [".."], ["../one.txt", "three.txt"], [home / "sub" / ".." / "sub"]):
        report = pincite.build_index(paths)
        assert set(counts(report)) == {"unchanged"}, paths
    assert ids(home) == ["one.txt", "sub/three.txt", "two.md"]


@on_posix
def test_a_linked_folder_is_the_folder_it_links_to(home: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(home, target_is_directory=True)
    report = pincite.build_index([tmp_path / "link"])
    assert counts(report) == {"added": 3}
    assert ids(tmp_path / "link") == ["one.txt", "sub/three.txt", "two.md"]
    assert counts(pincite.build_index([home])) == {"unchanged": 3}
    (home / "one.txt").unlink()
    assert counts(pincite.build_index([tmp_path / "link"])) == {"unchanged": 2, "removed": 1}


def test_each_source_is_told_of_as_it_is_done(home: Path) -> None:
    steps: list[Step] = []
    pincite.build_index([home], progress=steps.append)
    assert [(step.done, step.total) for step in steps] == [(1, 3), (2, 3), (3, 3)]
    assert [Path(step.path) for step in steps] == sorted(
        [home / "one.txt", home / "two.md", home / "sub" / "three.txt"]
    )


def test_what_cannot_be_read_is_skipped_and_told_of(home: Path) -> None:
    (home / "binary.txt").write_bytes(NO_TEXT)
    (home / "empty.txt").write_bytes(b"")
    (home / "folder.txt").mkdir()
    report = pincite.build_index([home, home / "picture.png", home / "absent.txt"])
    reasons = {Path(skip.path).name: skip.reason for skip in report.skipped}
    assert set(reasons) == {"binary.txt", "empty.txt", "picture.png", "absent.txt"}
    assert all(reasons.values())
    assert report.added == 3


def test_an_article_that_can_no_longer_be_read_stays_as_it_was(home: Path) -> None:
    pincite.build_index([home])
    (home / "one.txt").write_bytes(NO_TEXT)
    assert counts(pincite.build_index([home])) == {"unchanged": 2, "skipped": 1}
    assert found(home, "ally") == ["one.txt"]


@on_posix
@pytest.mark.parametrize(
    "name",
    [
        pytest.param(b"new\nline.txt", id="newline"),
        pytest.param(b"-dash.txt", id="dash"),
        pytest.param(b"a b 'c' \"d\" %s {} $x.txt", id="punctuation"),
        pytest.param("Überfahrt-北京.txt".encode(), id="unicode"),
        pytest.param("re\u0301sume\u0301.txt".encode(), id="decomposed"),
        pytest.param(b"bad-\xff\xfe.txt", id="bytes"),
    ],
)
def test_a_file_may_be_called_anything(tmp_path: Path, name: bytes) -> None:
    if sys.platform == "darwin" and b"\xff" in name:
        pytest.skip("the file system takes UTF-8 only")
    path = os.path.join(os.fsencode(tmp_path), name)  # noqa: PTH118 - bytes
    with open(path, "wb") as file:  # noqa: PTH123 - bytes
        file.write(b"Odd\n\nThe ally came.\n")
    assert counts(pincite.build_index([tmp_path])) == {"added": 1}
    [article_id] = ids(tmp_path)
    article_id.encode("utf-8")
    assert found(tmp_path, "ally") == [article_id]
    with pincite.open_index(tmp_path) as index:
        assert len(index.article(article_id).paragraphs) == 2
    assert counts(pincite.build_index([tmp_path])) == {"unchanged": 1}
    os.unlink(path)  # noqa: PTH108 - bytes
    assert counts(pincite.build_index([tmp_path])) == {"removed": 1}


def test_what_lies_in_a_folder_that_cannot_be_read_stays(nobodys_folder: Path) -> None:
    for name in ("one.txt", "sub/two.txt", "sub/deep/three.txt", "subtle/four.txt"):
        write(nobodys_folder / name, f"{name}\n\nThe ally came.")
    pincite.build_index([nobodys_folder])
    shutil.rmtree(nobodys_folder / "subtle")
    sub = nobodys_folder / "sub"
    sub.chmod(0)
    try:
        report = pincite.build_index([nobodys_folder])
        assert counts(report) == {"unchanged": 1, "removed": 1, "skipped": 1}
        report = pincite.build_index([sub, nobodys_folder / "one.txt"])
        assert counts(report) == {"unchanged": 1, "skipped": 1}
        report = pincite.build_index([sub / "two.txt", nobodys_folder / "one.txt"])
        assert counts(report) == {"unchanged": 1, "skipped": 1}
        report = pincite.build_index([sub])
        assert counts(report) == {"skipped": 1}
        assert report.skipped[0].kept
        with pytest.raises(NothingIndexed, match="sub: cannot be read"):
            pincite.build_index([sub], index=nobodys_folder / "new")
    finally:
        sub.chmod(0o700)
    assert ids(nobodys_folder) == ["one.txt", "sub/deep/three.txt", "sub/two.txt"]


def test_a_named_folder_that_is_away_keeps_what_it_had(home: Path) -> None:
    pincite.build_index([home])
    (home / "sub").rename(home.parent / "away")
    report = pincite.build_index([home / "sub", home / "one.txt"])
    assert counts(report) == {"unchanged": 1, "skipped": 1}
    assert report.skipped[0].path == str(home / "sub")
    assert ids(home) == ["one.txt", "sub/three.txt", "two.md"]
    with pytest.raises(NothingIndexed, match=r"sub: .*No such file"):
        pincite.build_index([home / "sub"])
    assert counts(pincite.build_index([home])) == {"unchanged": 2, "removed": 1}


def test_a_place_that_cannot_be_written_to_is_named_with_another(nobodys_folder: Path) -> None:
    write(nobodys_folder / "one.txt", "One\n\nThe ally came.")
    nobodys_folder.chmod(0o500)
    try:
        with pytest.raises(PinciteError, match=r"\.pincite cannot be written to .*--index"):
            pincite.build_index([nobodys_folder])
    finally:
        nobodys_folder.chmod(0o700)
    index = pincite.build_index([nobodys_folder]).index
    for path in (*index.iterdir(), index):
        path.chmod(0o500 if path.is_dir() else 0o400)
    try:
        with pytest.raises(PinciteError, match=r"\.pincite cannot be written to .*--index"):
            pincite.build_index([nobodys_folder])
        assert found(nobodys_folder, "ally") == ["one.txt"]
    finally:
        index.chmod(0o700)


def test_a_file_is_no_place_for_an_index(home: Path) -> None:
    with pytest.raises(PinciteError, match=r"one\.txt is a file"):
        pincite.build_index([home], index=home / "one.txt")
    assert (home / "one.txt").read_text("utf-8").startswith("One")


def test_without_a_path_there_is_nothing_to_index(home: Path) -> None:
    with pytest.raises(NothingIndexed, match="no path was given"):
        pincite.build_index([])
    for paths, index in (([""], None), ([home, ""], None), ([home], "")):
        with pytest.raises(PinciteError, match="empty"):
            pincite.build_index(paths, index)
    assert not (home / ".pincite").exists()


class Interrupt:
    """Stops a run as Ctrl-C does, after some sources."""

    def __init__(self, after: int) -> None:
        self.after = after

    def __call__(self, step: Step) -> None:
        if step.done == self.after:
            raise KeyboardInterrupt


def test_an_interrupted_first_run_leaves_nothing_behind(home: Path) -> None:
    with pytest.raises(KeyboardInterrupt, match="nothing changed"):
        pincite.build_index([home], progress=Interrupt(2))
    assert not (home / ".pincite").exists()
    assert counts(pincite.build_index([home])) == {"added": 3}


@pytest.mark.parametrize("after", [1, 2, 3])
def test_an_interrupted_run_leaves_the_old_state(home: Path, after: int) -> None:
    pincite.build_index([home])
    for path, text in [("one.txt", "One\n\nGone."), ("two.md", "# Two\n\nGone.")]:
        write(home / path, text)
    (home / "sub" / "three.txt").unlink()
    write(home / "sub" / "four.txt", "Four\n\nGone.")
    with pytest.raises(KeyboardInterrupt, match="nothing changed"):
        pincite.build_index([home], progress=Interrupt(after))
    assert found(home, "gone") == []
    assert found(home, "ally treaty bank") == ["one.txt", "sub/three.txt", "two.md"]
    assert counts(pincite.build_index([home])) == {"added": 1, "changed": 2, "removed": 1}
    assert found(home, "gone") == ["one.txt", "sub/four.txt", "two.md"]


@pytest.mark.parametrize("when", ["before", "after"])
def test_an_interrupted_commit_says_nothing_changed_only_if_so(
    home: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    pincite.build_index([home])
    (home / "one.txt").unlink()
    commit = ArticleWriter.commit

    def interrupted(writer: ArticleWriter) -> None:
        if when == "after":
            commit(writer)
        raise KeyboardInterrupt

    monkeypatch.setattr(ArticleWriter, "commit", interrupted)
    with pytest.raises(KeyboardInterrupt) as caught:
        pincite.build_index([home])
    assert str(caught.value) == ("nothing changed" if when == "before" else "")
    assert ("one.txt" in ids(home)) == (when == "before")


def test_an_index_somebody_writes_to_is_locked(home: Path) -> None:
    index = pincite.build_index([home]).index
    with ArticleWriter(index, read_settings(index)):
        with pytest.raises(IndexLocked, match="try again"):
            pincite.build_index([home])
        assert found(home, "ally") == ["one.txt"]
    assert counts(pincite.build_index([home])) == {"unchanged": 3}


def test_an_open_index_keeps_answering_as_when_it_was_opened(home: Path) -> None:
    pincite.build_index([home])
    with pincite.open_index(home) as index:
        write(home / "one.txt", "One\n\nThe enemy came.")
        (home / "two.md").unlink()
        pincite.build_index([home])
        assert index.find("ally").total == 1
        assert index.find("enemy").total == 0
        assert index.article("two.md").paragraphs[1].text == "The bank failed."
        assert index.stats().articles == 3
    assert found(home, "enemy") == ["one.txt"]


def test_an_index_may_become_empty(home: Path) -> None:
    pincite.build_index([home])
    for path in [home / "one.txt", home / "two.md", home / "sub" / "three.txt"]:
        path.unlink()
    report = pincite.build_index([home])
    assert counts(report) == {"removed": 3}
    assert (report.articles, report.paragraphs, report.words) == (0, 0, 0)
    with pincite.open_index(home) as index:
        for query in ("ally", '"the ally"', "-ally", "the", "xyzzy AND =ally"):
            assert index.find(query, explain=True).total == 0
        assert index.articles() == []
    write(home / "one.txt", "One\n\nThe ally is back.")
    assert counts(pincite.build_index([home])) == {"added": 1}
    assert found(home, "ally") == ["one.txt"]


@pytest.mark.parametrize("content", [[], ["picture.png"], [".hidden.txt"], ["README.md"]])
def test_a_folder_without_articles_is_told_of(tmp_path: Path, content: list[str]) -> None:
    for name in content:
        write(tmp_path / name, "text")
    with pytest.raises(NothingIndexed, match=tmp_path.name):
        pincite.build_index([tmp_path])
    assert not (tmp_path / ".pincite").exists()


def test_when_all_is_skipped_the_reason_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    with pytest.raises(NothingIndexed, match=r"empty\.txt"):
        pincite.build_index([tmp_path])
    with pytest.raises(NothingIndexed, match=r"absent\.txt"):
        pincite.build_index([tmp_path / "absent.txt"])
    assert not (tmp_path / ".pincite").exists()


def test_words_are_stemmed_in_the_language_of_the_index(tmp_path: Path) -> None:
    write(tmp_path / "un.txt", "Un\n\nLes nations alliées négociaient.")
    pincite.build_index([tmp_path], language="french")
    assert found(tmp_path, "négocier") == ["un.txt"]
    assert counts(pincite.build_index([tmp_path])) == {"unchanged": 1}
    with pincite.open_index(tmp_path) as index:
        assert index.language == "french"


@pytest.mark.parametrize("made", ["english", "auto", None])
def test_an_index_stays_in_its_language(home: Path, made: str | None) -> None:
    pincite.build_index([home], language=made)
    told = "in english" if made == "english" else "by article"
    with pytest.raises(PinciteError, match=f"is stemmed {told}, not in french"):
        pincite.build_index([home], language="french")
    for same in (None, made or "auto"):
        assert counts(pincite.build_index([home], language=same)) == {"unchanged": 3}


def test_an_unknown_language_is_refused_before_anything_is_made(home: Path) -> None:
    with pytest.raises(PinciteError, match="klingon"):
        pincite.build_index([home], language="klingon")
    assert not (home / ".pincite").exists()


def test_a_folder_with_something_else_in_it_is_no_place_for_an_index(
    home: Path, tmp_path: Path
) -> None:
    precious = write(tmp_path / "precious" / "diary.doc", "Dear diary")
    with pytest.raises(PinciteError, match="neither empty nor an index"):
        pincite.build_index([home], index=precious.parent)
    assert [path.name for path in precious.parent.iterdir()] == ["diary.doc"]


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"root": 1}', '{"root": "..", "language": 3}'])
def test_damaged_settings_are_told_of(home: Path, damage: str) -> None:
    index = pincite.build_index([home]).index
    (index / "settings.json").write_text(damage, "utf-8")
    with pytest.raises(CorruptIndex, match=r"settings\.json"):
        pincite.build_index([home])
    with pytest.raises(CorruptIndex, match=r"settings\.json"):
        pincite.open_index(home)


def test_settings_of_another_format_are_told_of(home: Path) -> None:
    settings = pincite.build_index([home]).index / "settings.json"
    written = settings.read_text("utf-8")
    settings.write_text(written.replace(f'"format": {FORMAT}', '"format": 99'), "utf-8")
    with pytest.raises(CorruptIndex, match="format 99"):
        pincite.open_index(home)


def test_a_damaged_manifest_is_told_of(home: Path) -> None:
    index = pincite.build_index([home]).index
    for manifest in index.glob("commit-*.json"):
        manifest.write_bytes(b"\x00 not a manifest")
    with pytest.raises(CorruptIndex, match=r"\.pincite"):
        pincite.open_index(home)
    with pytest.raises(CorruptIndex, match=r"\.pincite"):
        pincite.build_index([home])


def test_a_lost_segment_is_told_of(home: Path) -> None:
    index = pincite.build_index([home]).index
    for segment in index.glob("*.pin"):
        segment.unlink()
    with pytest.raises(CorruptIndex, match=r"\.pincite"):
        pincite.open_index(home)


def test_the_folder_that_has_the_index_stands_for_it(tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "one.txt").write_text("One\n\nA lighthouse.\n", encoding="utf-8")
    first = pincite.build_index(articles)
    again = pincite.build_index(articles, articles)
    assert (again.index, again.unchanged) == (first.index, 1)
