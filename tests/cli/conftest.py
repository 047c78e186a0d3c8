"""A folder with an index, and commands run in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from running import Outcome, Run, write_texts

import pincite
from pincite import cli

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        *("NO_COLOR", "FORCE_COLOR", "FORCE_HYPERLINK", "COLUMNS", "LINES", "PYTHONIOENCODING"),
        *("LESS", "PAGER", "STY", "TMUX", "TERM_PROGRAM", "TERM_PROGRAM_VERSION", "VTE_VERSION"),
        *("KITTY_WINDOW_ID", "KONSOLE_VERSION", "WT_SESSION"),
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("PINCITE_PAGER", "cat")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process, its streams captured as a pipe would."""

    def call(*arguments: str | Path) -> Outcome:
        capsys.readouterr()
        status = cli.main([str(argument) for argument in arguments])
        return Outcome(status, *capsys.readouterr())

    return call


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    write_texts(folder)
    pincite.build_index([folder])
    return folder


@pytest.fixture
def archive(built: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an index, and this process in it."""
    monkeypatch.chdir(built)
    return built
