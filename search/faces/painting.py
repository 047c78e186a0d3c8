"""Lines as what a terminal takes; only here do styles become escapes."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pincite.search.faces.cells import Line, Run

# Styles are SGR parameters. Red is the one colour that reads well on light and dark alike.
PLAIN, STRONG, FAINT, MATCH = "", "1", "2", "1;31"

_COLOUR = re.compile(r"\b3[0-7]\b")
_UNDERLINED = "4"
_STRING_END = "\x1b\\"


class Screen(NamedTuple):
    """What the text is for.

    Attributes:
        width: cells in a line of running text; None where nobody looks and lines stay whole, as
            in a pipe.
        colour: whether colours are wanted, and styles with them.
        styled: whether styles are, such as bold; what would have a colour is underlined then.
        columns: all cells in a line, for tables; None as for `width`.
        sources: the folder that articles lie in, where links to them are wanted.
    """

    width: int | None = None
    colour: bool = False
    styled: bool = False
    columns: int | None = None
    sources: Path | None = None


def lines_text(lines: Iterable[Line], screen: Screen) -> str:
    """Lines that are ready, one below the other."""
    return "".join(f"{_painted(line, screen)}\n" for line in lines)


def blocks_text(blocks: Iterable[Iterable[Line]], screen: Screen) -> str:
    """Blocks of lines, a blank line apart."""
    return "".join(_apart(lines_text(block, screen) for block in blocks))


def link_to(path: str, screen: Screen) -> str:
    """The address of a file of the articles, "" where no link is wanted or there is no file.

    As in https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda it has the name of
    the machine, or a terminal that looks at another would open a file of its own.
    """
    if screen.sources is None:
        return ""
    file = os.path.abspath(screen.sources / path)  # noqa: PTH100 - which would follow links
    if not os.path.isfile(file):  # noqa: PTH113 - which would raise for names that cannot be
        return ""
    from urllib.parse import quote

    machine = quote(os.uname().nodename) if hasattr(os, "uname") else ""
    return Path(file).as_uri().replace("file://", f"file://{machine}", 1)


def _apart(blocks: Iterable[str]) -> Iterator[str]:
    for number, block in enumerate(blocks):
        yield f"\n{block}" if number else block


def _painted(line: Line, screen: Screen) -> str:
    if not (screen.colour or screen.styled or screen.sources):
        return "".join(run.text for run in line).rstrip(" ")
    return "".join(_escaped(run, screen) for run in line)


def _escaped(run: Run, screen: Screen) -> str:
    style = ""
    if screen.colour:
        style = run.style
    elif screen.styled:
        style = _COLOUR.sub(_UNDERLINED, run.style)
    text = f"\x1b[{style}m{run.text}\x1b[0m" if style else run.text
    if not run.link:
        return text
    return f"\x1b]8;;{run.link}{_STRING_END}{text}\x1b]8;;{_STRING_END}"
