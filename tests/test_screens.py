"""What a terminal is taken to be able to do."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from pincite import screens
from pincite.search.faces.painting import Screen

VARIABLES = (
    *("NO_COLOR", "FORCE_COLOR", "FORCE_HYPERLINK", "TERM", "TERM_PROGRAM", "VTE_VERSION"),
    *("TERM_PROGRAM_VERSION", "KITTY_WINDOW_ID", "KONSOLE_VERSION", "WT_SESSION", "TMUX", "STY"),
)
SOURCES = Path("/articles")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def seen(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, columns: int = 80, **variables: str
) -> Screen:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name, value in {"TERM": "xterm", "COLUMNS": str(columns), **variables}.items():
        monkeypatch.setenv(name, value)
    return screens.screen(stream, SOURCES)


@pytest.mark.parametrize(
    ("variables", "colour", "styled"),
    [
        ({}, True, True),
        ({"NO_COLOR": "1"}, False, True),
        ({"NO_COLOR": ""}, True, True),
        ({"TERM": "dumb"}, False, False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, True, True),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False, True),
    ],
    ids=str,
)
def test_colours_and_styles(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], colour: bool, styled: bool
) -> None:
    assert seen(monkeypatch, Terminal(), **variables)[:4] == (80, colour, styled, 80)


def test_a_pipe_gets_nothing_but_colours_that_are_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pipe = io.StringIO()
    assert seen(monkeypatch, pipe, FORCE_HYPERLINK="1", VTE_VERSION="7200") == Screen()
    assert seen(monkeypatch, pipe, NO_COLOR="1", FORCE_COLOR="1") == Screen()
    asked = seen(monkeypatch, pipe, FORCE_COLOR="1", FORCE_HYPERLINK="1")
    assert asked == Screen(80, colour=True, styled=True, columns=80)


@pytest.mark.parametrize(
    ("columns", "text", "table"),
    [(5, 20, 20), (40, 40, 40), (100, 100, 100), (160, 100, 160), (999, 100, 200)],
)
def test_running_text_is_never_wider_than_is_readable(
    monkeypatch: pytest.MonkeyPatch, columns: int, text: int, table: int
) -> None:
    screen = seen(monkeypatch, Terminal(), columns)
    assert (screen.width, screen.columns) == (text, table)


@pytest.mark.parametrize(
    ("variables", "has_links"),
    [
        ({}, False),
        ({"VTE_VERSION": "7200"}, True),
        ({"VTE_VERSION": "4999"}, False),
        ({"VTE_VERSION": "²"}, False),
        ({"TERM_PROGRAM": "iTerm.app"}, True),
        ({"TERM_PROGRAM": "WezTerm"}, True),
        ({"TERM_PROGRAM": "vscode"}, True),
        ({"TERM_PROGRAM": "ghostty"}, True),
        ({"TERM_PROGRAM": "Apple_Terminal"}, False),
        ({"TERM": "xterm-kitty"}, True),
        ({"KITTY_WINDOW_ID": "1"}, True),
        ({"KONSOLE_VERSION": "230805"}, True),
        ({"WT_SESSION": "0-1"}, True),
        ({"VTE_VERSION": "7200", "TERM": "dumb"}, False),
        ({"VTE_VERSION": "7200", "STY": "1.pts"}, False),
        ({"VTE_VERSION": "7200", "TMUX": "/socket"}, False),
        ({"TMUX": "/socket", "TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "3.3a"}, False),
        ({"TMUX": "/socket", "TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "3.4"}, True),
        ({"TMUX": "/socket", "TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "next-3.10"}, True),
        ({"TMUX": "/socket", "TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": ""}, False),
        ({"FORCE_HYPERLINK": "1"}, True),
        ({"FORCE_HYPERLINK": "0", "VTE_VERSION": "7200"}, False),
    ],
    ids=str,
)
def test_links_where_a_terminal_is_known_to_have_them(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], has_links: bool
) -> None:
    assert seen(monkeypatch, Terminal(), **variables).sources == (SOURCES if has_links else None)
