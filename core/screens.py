"""What the terminal behind stdout can do: how wide it is, which styles, whether links."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, TextIO

from pincite.search.faces.painting import Screen

if TYPE_CHECKING:
    from pathlib import Path

WIDEST_TEXT = 100  # longer lines are hard to read
WIDEST = 200
NARROWEST = 20
_LINKING_PROGRAMS = frozenset({"iTerm.app", "WezTerm", "vscode", "ghostty"})
_LINKING_TERMINALS = frozenset({"xterm-kitty", "xterm-ghostty", "foot", "alacritty"})
_LINKING_VARIABLES = ("KITTY_WINDOW_ID", "KONSOLE_VERSION", "WT_SESSION")
_LINKING_VTE = 5000
_LINKING_TMUX = (3, 4)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether somebody watches the stream."""
    return stream is not None and stream.isatty()


def screen(stream: TextIO, sources: Path | None = None) -> Screen:
    """What `stream` is to be treated as: a terminal, or a pipe that gets whole, plain lines.

    `sources` is the folder that articles lie in, which a terminal may get links to.
    """
    watched = is_terminal(stream)
    colour = _wants_colour(watched=watched)
    if not (colour or watched):
        return Screen()
    cells = _columns()
    return Screen(
        width=min(cells, WIDEST_TEXT),
        colour=colour,
        styled=colour or not _is_dumb(),
        columns=cells,
        sources=sources if watched and _has_links() else None,
    )


def columns() -> int:
    """The terminal's width, within what is readable."""
    return min(_columns(), WIDEST_TEXT)


def _columns() -> int:
    import shutil  # only a terminal needs it, and it loads all compression formats

    return min(max(shutil.get_terminal_size().columns, NARROWEST), WIDEST)


def _is_dumb() -> bool:
    return os.environ.get("TERM") == "dumb"


def _wants_colour(*, watched: bool) -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") != "0":
        return True
    return watched and not _is_dumb()


def _has_links() -> bool:
    """Whether it is a terminal that is known to have links; there is no way to ask it."""
    variables = os.environ
    forced = variables.get("FORCE_HYPERLINK")
    if forced is not None:
        return forced != "0"
    if _is_dumb() or "STY" in variables:
        return False
    if "TMUX" in variables:  # which hides the terminal it is in
        return variables.get("TERM_PROGRAM") == "tmux" and _tmux_version() >= _LINKING_TMUX
    return (
        variables.get("TERM_PROGRAM") in _LINKING_PROGRAMS
        or variables.get("TERM") in _LINKING_TERMINALS
        or any(map(variables.get, _LINKING_VARIABLES))
        or _number(variables.get("VTE_VERSION", "")) >= _LINKING_VTE
    )


def _tmux_version() -> tuple[int, ...]:
    numbers = re.findall(r"\d+", os.environ.get("TERM_PROGRAM_VERSION", ""), re.ASCII)
    return tuple(int(number) for number in numbers[:2])


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() else 0
