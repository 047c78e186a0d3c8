"""Indexes that are damaged, begun and not finished, or not ours: named, with a remedy."""

from __future__ import annotations

import contextlib
import gc
import os
import random
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

import pincite
from pincite.errors import CorruptIndex, IndexLocked, IndexMissing, PinciteError
from pincite.indexer.articles import Kind
from pincite.indexer.location import Settings, read_settings
from pincite.indexer.records import load_paragraph
from pincite.indexer.writer import ArticleWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pincite.indexer.upkeep.builder import Step

SETTINGS = Settings(root="..", language="english")
REMEDY = "delete .*it|delete the folder"


@pytest.fixture(autouse=True)
def collect_garbage() -> Iterator[None]:
    yield
    gc.collect()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    for name, size in (("one", 40), ("two", 40), ("three", 10)):
        turns = [f"The {name} ally came {turn}." for turn in range(size)]
        text = "\n\n".join([name, *turns])
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def truncated(path: Path) -> None:
    os.truncate(path, min(1000, path.stat().st_size // 2))


def zeroed(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def garbled(path: Path) -> None:
    path.write_bytes(random.Random(7).randbytes(path.stat().st_size))


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def damage(index: Path, pattern: str, how: Callable[[Path], None]) -> None:
    for path in index.glob(pattern):
        how(path)


@pytest.mark.parametrize("how", [truncated, zeroed, garbled, emptied, Path.unlink])
@pytest.mark.parametrize("pattern", ["*.pin", "*.del", "commit-*.json"])
def test_damage_is_named_with_a_remedy(
    home: Path, pattern: str, how: Callable[[Path], None]
) -> None:
    pincite.build_index([home])
    (home / "three.txt").unlink()
    index = pincite.build_index([home]).index
    assert list(index.glob(pattern))
    damage(index, pattern, how)
    with pytest.raises(CorruptIndex, match=f"home/.pincite.*({REMEDY})"):
        pincite.open_index(home).find("ally")
    (home / "two.txt").unlink()
    with pytest.raises(CorruptIndex, match=f"home/.pincite.*({REMEDY})"):
        pincite.build_index([home])


@pytest.mark.parametrize("command", [["index", "."], ["search", "ally"]])
def test_a_truncated_segment_is_no_interrupt(home: Path, command: list[str]) -> None:
    damage(pincite.build_index([home]).index, "*.pin", truncated)
    run = subprocess.run(
        [sys.executable, "-m", "pincite", *command],
        cwd=home,
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )
    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (2, "", 1)
    assert ".pincite" in run.stderr
    assert "delete the folder and index again" in run.stderr


def test_damage_met_while_searching_is_told_as_such(home: Path) -> None:
    index = pincite.build_index([home]).index
    with pincite.open_index(home) as opened:
        opened._engine.snapshot.segments[0].paragraph = lambda *_: load_paragraph(
            b"", b"", 1, Kind.BODY
        )  # type: ignore[method-assign]
        with pytest.raises(CorruptIndex, match=f"{index} is damaged .*: delete it"):
            opened.find("ally", explain=True)


@pytest.mark.parametrize(
    "query", ["ally", "ally came", "ally -three", '"ally came"', '"came ally"~3', "al*", "alli~"]
)
def test_postings_of_no_paragraph_are_told_of_whatever_meets_them(home: Path, query: str) -> None:
    index = pincite.build_index([home]).index
    with pincite.open_index(home) as opened:
        postings = opened._engine.snapshot.segments[0].postings
        postings.documents = postings.documents + np.uint16(5000)
        with pytest.raises(CorruptIndex, match=f"{index} is damaged .*: delete it"):
            opened.find(query)


@pytest.mark.parametrize("text", ["", "{", '{"format": 1, "root": 3}'])
def test_damaged_settings_come_with_a_remedy(home: Path, text: str) -> None:
    index = pincite.build_index([home]).index
    (index / "settings.json").write_text(text, encoding="utf-8")
    for use in (pincite.open_index, pincite.build_index):
        with pytest.raises(CorruptIndex, match=rf"settings\.json .*({REMEDY})"):
            use(home)


def test_an_index_without_its_settings_is_made_anew(home: Path) -> None:
    index = pincite.build_index([home]).index
    (index / "settings.json").unlink()
    with pytest.raises(IndexMissing, match="pincite index"):
        pincite.open_index(home)
    assert pincite.build_index([home]).added == 3
    with pincite.open_index(home) as opened:
        assert opened.stats().articles == 3


def test_a_folder_of_ours_with_something_else_in_it_is_left_alone(home: Path) -> None:
    index = pincite.build_index([home]).index
    (index / "settings.json").unlink()
    (index / "diary.doc").write_text("Dear diary", encoding="utf-8")
    held = sorted(path.name for path in index.iterdir())
    with pytest.raises(PinciteError, match="neither empty nor an index"):
        pincite.build_index([home])
    assert sorted(path.name for path in index.iterdir()) == held


def test_an_index_of_somebody_elses_is_left_alone(home: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "_MAIN_1.toc").write_bytes(b"made with Whoosh by another program")
    with pytest.raises(PinciteError, match="neither empty nor an index"):
        pincite.build_index([home], index=theirs)
    assert [path.name for path in theirs.iterdir()] == ["_MAIN_1.toc"]


# Begun and not finished


def killed(home: Path, *arguments: str) -> None:
    """The first indexing, killed after two of three sources."""
    code = (
        "import os, signal, sys, pincite\n"
        "def kill(step):\n"
        "    if step.done == 2: os.kill(os.getpid(), signal.SIGKILL)\n"
        "pincite.build_index([sys.argv[1]], *sys.argv[2:], progress=kill)\n"
    )
    process = subprocess.run(
        [sys.executable, "-c", code, str(home), *arguments], check=False, timeout=60
    )
    assert process.returncode < 0


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has this signal")
@pytest.mark.parametrize("elsewhere", [False, True])
def test_a_killed_first_run_is_told_of_and_made_good(
    home: Path, tmp_path: Path, elsewhere: bool
) -> None:
    index = tmp_path / "place" if elsewhere else home / ".pincite"
    killed(home, *([str(index)] if elsewhere else []))
    name = "place" if elsewhere else "home"
    with pytest.raises(IndexMissing, match=rf"{name} has not finished: run `pincite index` again"):
        pincite.open_index(index)
    if not elsewhere:
        for start in (home, home.parent):
            with pytest.raises(IndexMissing, match="home has not finished"):
                pincite.find_index(start)
    assert pincite.build_index([home], index if elsewhere else None).added == 3
    with pincite.open_index(index) as opened:
        assert opened.stats().articles == 3
    assert not list(index.glob("*.new"))


def test_an_index_that_is_being_made_is_no_index_yet(home: Path) -> None:
    seen: list[str] = []

    def look(step: Step) -> None:
        for use in (pincite.open_index, pincite.build_index):
            with contextlib.suppress(IndexMissing, IndexLocked):
                use(home)
                seen.append(use.__name__)

    assert pincite.build_index([home], progress=look).added == 3
    assert seen == []


def test_whoever_comes_second_does_not_begin_anew(home: Path) -> None:
    index = pincite.build_index([home]).index
    with pytest.raises(IndexLocked):
        ArticleWriter(index, SETTINGS, fresh=True)
    with pincite.open_index(home) as opened:
        assert opened.stats().articles == 3


def test_of_several_first_runs_at_once_one_makes_the_index(home: Path) -> None:
    ready = threading.Barrier(6)
    made: list[str] = []

    def build(language: str) -> None:
        ready.wait()
        with contextlib.suppress(IndexLocked, PinciteError):
            pincite.build_index([home], language=language)
            made.append(language)

    languages = ["english", "french"] * 3
    threads = [threading.Thread(target=build, args=(language,)) for language in languages]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with pincite.open_index(home) as opened:
        assert opened.stats().articles == 3
        assert set(made) == {opened.language} == {read_settings(opened.path).language}
