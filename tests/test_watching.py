"""An index that stays in step by itself."""

from __future__ import annotations

import importlib.util
import os
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

import pincite
from pincite import watching
from pincite.errors import PinciteError
from pincite.indexer.location import read_settings
from pincite.indexer.writer import ArticleWriter

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Changes come one at a time here, so none need be waited for."""
    monkeypatch.setattr(watching, "_QUIET", 50)
    monkeypatch.setattr(watching, "_TICK", 100)


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def ids(place: Path) -> list[str]:
    with pincite.open_index(place) as index:
        return [article.id for article in index.articles()]


def test_each_change_is_followed_by_a_report(tmp_path: Path) -> None:
    write(tmp_path / "one.txt", "Talks\n\nThe ally came.")
    runs = pincite.watch_index(tmp_path)
    assert next(runs).added == 1
    write(tmp_path / "two.txt", "Debts\n\nThe bank failed.")
    assert next(runs).added == 1
    (tmp_path / "one.txt").rename(tmp_path / "three.txt")
    assert next(runs).renamed == 1
    runs.close()
    assert ids(tmp_path) == ["three.txt", "two.txt"]


def test_trouble_is_told_of_once_and_outlived(tmp_path: Path) -> None:
    index = pincite.build_index(write(tmp_path / "one.txt", "Talks\n\nThe ally came.")).index
    troubles: list[PinciteError] = []
    freed = threading.Event()

    def hold() -> None:
        with ArticleWriter(index, read_settings(index)):
            held.set()
            freed.wait(60)

    held = threading.Event()
    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(60)

    def trouble(error: PinciteError) -> None:
        troubles.append(error)
        write(tmp_path / "two.txt", "Debts\n\nThe bank failed.")
        freed.set()

    runs = pincite.watch_index(tmp_path, on_error=trouble)
    assert next(runs).added == 1
    runs.close()
    holder.join()
    assert [type(each).__name__ for each in troubles] == ["IndexLocked"]


def test_a_watch_can_be_stopped(tmp_path: Path) -> None:
    write(tmp_path / "one.txt", "Talks\n\nThe ally came.")
    stop = threading.Event()
    runs = pincite.watch_index(tmp_path, stop=stop)
    next(runs)
    stop.set()
    assert list(runs) == []


def test_what_is_not_installed_is_told_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(PinciteError, match=r"pip install 'pincite\[watch\]'"):
        pincite.watch_index(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")
def test_ctrl_c_ends_the_command_cleanly(tmp_path: Path) -> None:
    pincite.build_index(write(tmp_path / "one.txt", "Talks\n\nThe ally came."))
    command = subprocess.Popen(
        [sys.executable, "-m", "pincite", "index", str(tmp_path), "--watch"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert command.stdout
    assert command.stdout.readline().startswith("1 article, ")
    write(tmp_path / "two.txt", "Ally\n\nThe talks came.")
    assert "1 new, 0 changed" in command.stdout.readline()
    command.send_signal(signal.SIGINT)
    rest = command.communicate(timeout=60)
    assert (command.returncode, *rest) == (0, "", "")
