"""Commits: the newest counts, nothing of the others is left, and whoever opens finds one."""

from __future__ import annotations

import json
import random
import threading
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from pincite.errors import CorruptIndex
from pincite.index import Index
from pincite.indexer import commits, merge_policy, writer
from pincite.indexer.articles import Article, Kind, Paragraph
from pincite.indexer.commits import Commit, newest_generation, open_newest, write_commit
from pincite.indexer.location import Settings
from pincite.indexer.records import SourceState
from pincite.indexer.writer import ArticleWriter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from types import ModuleType

SETTINGS = Settings(root="..", language="english")
WORDS = ["ally", "allies", "bank", "banks", "treaty", "zebra", "the"]


def article(name: str, texts: Sequence[str]) -> Article:
    paragraphs = [
        Paragraph(ordinal, text, Kind.BODY, (ordinal, ordinal), (0, 0), ((0, len(text)),))
        for ordinal, text in enumerate(texts, 1)
    ]
    return Article(id=name, path=name, title="News", paragraphs=tuple(paragraphs))


def commit(folder: Path, changes: dict[str, Sequence[str]], *, fresh: bool = False) -> None:
    """Articles in place of those of their names; one without texts is removed."""
    with ArticleWriter(folder, SETTINGS, fresh=fresh) as articles:
        for name, texts in changes.items():
            articles.remove(name)
            if texts:
                articles.add(article(name, texts), SourceState(name))
        articles.commit()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index of one commit and one article."""
    folder = tmp_path / "index"
    commit(folder, {"a": ["An ally."]}, fresh=True)
    return folder


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"MAIN_WRITELOCK", "settings.json"}


def hits(folder: Path, query: str) -> list[str]:
    with Index(folder) as index:
        return [str(hit.locator) for hit in index.find(query)]


def test_the_newest_commit_counts_and_numbers_are_no_text(folder: Path) -> None:
    for generation in (9, 10):
        write_commit(folder, Commit(generation))
    assert newest_generation(folder) == 10
    assert open_newest(folder) == (Commit(10), [])


def test_a_commit_leaves_nothing_of_those_before(folder: Path) -> None:
    commit(folder, {"b": ["A bank."], "a": []})
    (segment,) = open_newest(folder)[0].segments
    assert names(folder) == {"commit-2.json", "_MAIN_2.toc", segment.file}
    assert hits(folder, "bank") == ["b#1"]
    assert hits(folder, "ally") == []


def test_what_is_in_the_way_of_a_commit_and_not_of_it_stays(folder: Path) -> None:
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    commit(folder, {"b": ["A bank."]})
    assert (folder / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_where_there_is_no_folder_there_is_no_commit(tmp_path: Path) -> None:
    assert newest_generation(tmp_path / "none") is None
    assert newest_generation(tmp_path) is None
    with pytest.raises(CorruptIndex, match="has no commit"):
        open_newest(tmp_path)


@pytest.fixture
def worn(tmp_path: Path) -> Path:
    """An index of one segment from which something was deleted."""
    folder = tmp_path / "worn"
    commit(folder, {"a": ["An ally."] * 9, "b": ["A bank."]}, fresh=True)
    commit(folder, {"b": []})
    return folder


@pytest.mark.parametrize("suffix", [".pin", ".del"])
def test_a_file_that_is_missing_is_named(worn: Path, suffix: str) -> None:
    (lost,) = (worn / name for name in names(worn) if name.endswith(suffix))
    lost.unlink()
    with pytest.raises(CorruptIndex) as told:
        open_newest(worn)
    assert f"{lost} is lost" in str(told.value)


@pytest.mark.parametrize("suffix", [".pin", ".del"])
def test_a_file_that_is_cut_short_is_named(worn: Path, suffix: str) -> None:
    (path,) = (worn / name for name in names(worn) if name.endswith(suffix))
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(CorruptIndex) as told:
        open_newest(worn)
    assert str(path) in str(told.value)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{",
        "null",
        '{"generation": 1}',
        '{"generation": 1, "segments": [{"no": 1}]}',
        '{"generation": "x", "segments": [], "sources": null, "copies": {}}',
        '{"generation": 1, "segments": 3, "sources": null, "copies": {}}',
        '{"generation": 1, "segments": [], "sources": 3, "copies": {}}',
        '{"generation": 1, "segments": [], "sources": {"file": "a"}, "copies": {}}',
        '{"generation": 1, "segments": [], "sources": null, "copies": []}',
        '{"generation": 1, "segments": [], "sources": null}',
        "\xff",
    ],
)
def test_a_manifest_that_is_none_is_named(folder: Path, content: str) -> None:
    (folder / "commit-1.json").write_text(content, encoding="latin-1")
    with pytest.raises(CorruptIndex) as told:
        open_newest(folder)
    assert str(folder / "commit-1.json") in str(told.value)


def test_a_segment_of_another_size_than_was_committed_is_named(folder: Path) -> None:
    manifest = folder / "commit-1.json"
    values = json.loads(manifest.read_text(encoding="utf-8"))
    values["segments"][0]["size"] += 1
    manifest.write_text(json.dumps(values), encoding="utf-8")
    with pytest.raises(CorruptIndex, match=r"MAIN_.*\.pin is damaged"):
        open_newest(folder)


def test_what_a_run_cut_short_left_is_gone_after_the_next_commit(folder: Path) -> None:
    for left in ("MAIN_0123.pin", "MAIN_0123-2.del", "commit-2.json.new"):
        (folder / left).write_bytes(b"half")
    assert hits(folder, "ally") == ["a#1"]
    commit(folder, {"b": ["A bank."]})
    (segment,) = open_newest(folder)[0].segments
    assert names(folder) == {"commit-2.json", "_MAIN_2.toc", segment.file}
    assert hits(folder, "ally bank") == ["a#1", "b#1"]


def test_a_run_without_a_commit_leaves_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "_RUN", 0)
    before = names(folder)
    with ArticleWriter(folder, SETTINGS) as articles:
        articles.remove("a")
        articles.add(article("b", ["A bank."]), SourceState("b"))
        assert names(folder) > before
    assert names(folder) == before
    assert hits(folder, "ally bank") == ["a#1"]


@pytest.mark.parametrize(
    ("module", "failing"),
    [
        (writer, "without_articles"),
        (writer, "merge_segments"),
        (writer, "write_commit"),
        (commits, "_make_durable"),
    ],
)
def test_a_commit_that_fails_leaves_the_one_before(
    worn: Path, monkeypatch: pytest.MonkeyPatch, module: ModuleType, failing: str
) -> None:
    def full(*arguments: object) -> None:
        raise OSError(28, "no space left")

    commit(worn, {"b": ["A bank."]})
    before = names(worn)
    changes = {"b": ["Two banks."], "c": ["A bank."]}
    with monkeypatch.context() as patch:
        patch.setattr(module, failing, full)
        with pytest.raises(OSError, match="no space"):
            commit(worn, changes)
    assert names(worn) == before
    assert hits(worn, "bank") == ["b#1"]
    commit(worn, changes)
    assert hits(worn, "bank") == ["b#1", "c#1"]


@pytest.mark.parametrize("moment", ["_read", "_open"])
def test_who_is_overtaken_by_a_commit_while_opening_opens_that(
    worn: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    step = getattr(commits, moment)
    turns = iter([["Two banks."], ["Three banks."]])

    def overtaken(*arguments: Any) -> object:
        texts = next(turns, None)
        if texts:
            with monkeypatch.context() as patch:
                patch.setattr(commits, moment, step)
                commit(worn, {"a": texts})
        return step(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(commits, moment, overtaken)
        opened, (segment,) = open_newest(worn)
    assert opened.generation == 4
    assert segment.paragraph(int(segment.live_paragraphs[-1])).text == "Three banks."


def test_an_index_that_never_rests_is_told_of(worn: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    newest = iter(range(10, 100))
    monkeypatch.setattr(commits, "newest_generation", lambda folder: next(newest))
    with pytest.raises(CorruptIndex, match="changes faster than it can be opened"):
        open_newest(worn)


def test_who_opens_while_another_commits_finds_one_commit_whole(folder: Path) -> None:
    done = threading.Event()
    failures: list[BaseException] = []
    met: list[int] = []

    def read() -> None:
        try:
            while not done.is_set():
                with Index(folder) as index:
                    met.append(index.find("ally").total)
                    assert index.stats().paragraphs == met[-1]
        except BaseException as error:  # noqa: BLE001 - told of below
            failures.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for turn in range(2, 52):
            commit(folder, {"a": ["An ally."] * turn})
    finally:
        done.set()
        reader.join()
    assert not failures
    assert len(set(met)) > 2


@pytest.mark.parametrize("few", [0, 1000])
def test_sixty_small_commits_answer_as_one_and_in_few_segments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(merge_policy, "_SMALL", few)
    chance = random.Random(4)
    articles = {
        f"{number:02}": [" ".join(chance.choices(WORDS, k=chance.randint(1, 9))) for _ in range(3)]
        for number in range(60)
    }
    commit(tmp_path / "once", articles, fresh=True)
    for number, (name, texts) in enumerate(articles.items()):
        commit(tmp_path / "often", {name: texts}, fresh=number == 0)
        assert len(open_newest(tmp_path / "often")[0].segments) <= 4
    with Index(tmp_path / "once") as once, Index(tmp_path / "often") as often:
        assert often.stats() == once.stats()
        assert sorted(often.articles(), key=str) == sorted(once.articles(), key=str)
        for query in ("ally", "=ally", "bank treaty", '"the zebra"', "ally -bank", "+the zebra"):
            expected = [(str(hit.locator), hit.score) for hit in once.find(query, limit=200)]
            assert [
                (str(hit.locator), hit.score) for hit in often.find(query, limit=200)
            ] == expected
            assert expected


def file(path: str, turn: int = 0, **more: str) -> SourceState:
    return SourceState(path, 10 + turn, 20 + turn, f"{turn:032x}", **more)


def sources(folder: Path) -> dict[str, SourceState]:
    with ArticleWriter(folder, SETTINGS) as articles:
        return articles.sources()


def inventories(folder: Path) -> list[str]:
    return sorted(name for name in names(folder) if name.startswith("sources-"))


@pytest.fixture
def filed(tmp_path: Path) -> Path:
    """An index of two files, and of one that was skipped."""
    folder = tmp_path / "filed"
    with ArticleWriter(folder, SETTINGS, fresh=True) as articles:
        for name in "ab":
            articles.add(article(name, [f"An ally of {name}."]), file(name))
        articles.note(file("c", skipped="has no text"))
        articles.commit()
    return folder


def test_what_files_were_like_is_known_at_the_next_run(filed: Path) -> None:
    assert sources(filed) == {
        "a": file("a"),
        "b": file("b"),
        "c": file("c", skipped="has no text"),
    }
    with ArticleWriter(filed, SETTINGS) as articles:
        articles.remove("a")
        articles.add(article("a", ["Two allies."]), file("a", 1))
        articles.remove("b")
        articles.note(file("c", 2, options="utf-8"))
        articles.commit()
    assert sources(filed) == {"a": file("a", 1), "c": file("c", 2, options="utf-8")}
    assert inventories(filed) == ["sources-2.json"]


def test_what_is_noted_and_not_committed_is_forgotten(filed: Path) -> None:
    with ArticleWriter(filed, SETTINGS) as articles:
        articles.note(file("c", 2))
    assert sources(filed)["c"] == file("c", skipped="has no text")
    assert inventories(filed) == ["sources-1.json"]


def test_what_came_from_no_file_is_no_source_and_leaves_their_file_as_it_is(filed: Path) -> None:
    def written() -> tuple[int, int]:
        status = (filed / "sources-1.json").stat()
        return status.st_ino, status.st_mtime_ns

    before = written()
    commit(filed, {"text": ["A bank."]})
    with ArticleWriter(filed, SETTINGS) as articles:
        articles.note(file("a"))
        articles.commit()
    assert written() == before
    assert inventories(filed) == ["sources-1.json"]
    assert set(sources(filed)) == {"a", "b", "c"}
    with ArticleWriter(filed, SETTINGS) as articles:
        assert articles.ids() == {"a": "a", "b": "b", "text": "text"}


def test_an_index_of_no_files_has_no_file_of_them(folder: Path) -> None:
    assert inventories(folder) == []
    assert sources(folder) == {}


def test_with_the_last_file_its_file_goes(filed: Path) -> None:
    with ArticleWriter(filed, SETTINGS) as articles:
        for name in "abc":
            articles.remove(name)
        articles.add(article("text", ["A bank."]), SourceState("text"))
        articles.commit()
    assert inventories(filed) == []
    assert sources(filed) == {}


def test_copies_are_known_of_the_articles_of_a_file(filed: Path) -> None:
    def copies() -> dict[str, tuple[str, ...]]:
        with Index(filed) as index:
            return {each.id: each.copies for each in index.articles()}

    with ArticleWriter(filed, SETTINGS) as articles:
        for name in ("z", "y"):
            articles.note(file(name, copy_of="a"))
        inside = replace(article("r", ["Ally r."]), path="records!/r")
        articles.add(inside, file("records"))
        articles.note(file("x", copy_of="records"))
        articles.commit()
    assert copies() == {"a": ("y", "z"), "b": (), "r": ("x!/r",)}
    with Index(filed) as index:
        found = {hit.article.id: hit.article.copies for hit in index.find("ally")}
        assert found == {"a": ("y", "z"), "b": (), "r": ("x!/r",)}
    commit(filed, {"text": ["A bank."]})
    assert copies() == {"a": ("y", "z"), "b": (), "r": ("x!/r",), "text": ()}
    with ArticleWriter(filed, SETTINGS) as articles:
        assert articles.rename("a", "m", file("m"))
        articles.remove("y")
        articles.commit()
    assert copies() == {"m": ("z",), "b": (), "r": ("x!/r",), "text": ()}
    assert sources(filed)["z"] == file("z", copy_of="m")


def test_no_search_reads_what_is_known_of_files(filed: Path) -> None:
    (filed / "sources-1.json").unlink()
    assert hits(filed, "ally") == ["a#1", "b#1"]


@pytest.mark.parametrize("harm", ["lost", "a folder", "cut short", "other", "no list", "no JSON"])
def test_a_file_of_sources_that_is_damaged_is_named(filed: Path, harm: str) -> None:
    path = filed / "sources-1.json"
    data = path.read_bytes()
    if harm in {"lost", "a folder"}:
        path.unlink()
        if harm == "a folder":
            path.mkdir()
    elif harm in {"cut short", "other"}:
        path.write_bytes(data[:-1] if harm == "cut short" else data.replace(b"a", b"b", 1))
    else:
        data = b'{"path": 3}' if harm == "no list" else b"["
        path.write_bytes(data)
        manifest = json.loads((filed / "commit-1.json").read_text("utf-8"))
        manifest["sources"] |= {"size": len(data), "checksum": zlib.crc32(data)}
        (filed / "commit-1.json").write_text(json.dumps(manifest), "utf-8")
    with ArticleWriter(filed, SETTINGS) as articles, pytest.raises(CorruptIndex) as told:
        articles.sources()
    assert f"{path} is " in str(told.value)
    assert "delete the folder and index again" in str(told.value)


@pytest.mark.parametrize("turn", [1, 3])
def test_a_run_cut_short_after_the_file_of_sources_changes_nothing(
    filed: Path, monkeypatch: pytest.MonkeyPatch, turn: int
) -> None:
    def full(*arguments: object) -> None:
        raise OSError(28, "no space left")

    def run() -> None:
        with ArticleWriter(filed, SETTINGS) as articles:
            articles.note(file("c", turn))
            articles.commit()

    with monkeypatch.context() as patch:
        patch.setattr(writer, "write_commit", full)
        with pytest.raises(OSError, match="no space"):
            run()
    assert inventories(filed) == ["sources-1.json"]
    (filed / "sources-2.json").write_text("left behind", "utf-8")
    run()
    assert inventories(filed) == ["sources-2.json"]
    assert sources(filed)["c"] == file("c", turn)


def test_it_is_known_how_a_language_was_found(tmp_path: Path) -> None:
    told = "The ferry is at the pier, and it was said that this is how it has been for a year."

    def origins(folder: str, language: str, *added: Article) -> list[tuple[str, str]]:
        settings = Settings("..", language)
        with ArticleWriter(tmp_path / folder, settings, fresh=True) as articles:
            settled = [articles.settled(each) for each in added]
            assert list(map(articles.settled, settled)) == settled
        return [(each.language, each.origins.get("language", "")) for each in settled]

    stated = replace(article("a", [told]), language="german", origins={"language": "JSON-LD"})
    given = replace(stated, origins={})
    found = [stated, given, article("b", [told]), article("c", ["Bank."])]
    assert origins("auto", "auto", *found) == [
        ("german", "JSON-LD"),
        ("german", ""),
        ("english", "detected from the text"),
        ("english", "that of most paragraphs"),
    ]
    assert origins("german", "german", *found) == [
        ("german", "JSON-LD"),
        ("german", ""),
        ("german", "that of the index"),
        ("german", "that of the index"),
    ]
