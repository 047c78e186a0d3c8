"""Long output through the reader's pager, as git does it."""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterator

# Goes when all fits on the screen, shows styles, and leaves what was read there.
_OPTIONS_OF_LESS = "FRX"


def show(text: str, terminal: TextIO) -> bool:
    """Show a text in the pager, until the reader leaves it; False where it is to be written.

    That is a text that the terminal has room for, a terminal that cannot move its cursor, and a
    reader without a pager or who wants none. It goes by $PINCITE_PAGER, $PAGER, and less.
    """
    command = _command() if _is_longer(text) else []
    if not command:
        return False
    import subprocess

    environment = {"LESS": _OPTIONS_OF_LESS, **os.environ}
    with _interrupts_left_to_the_pager():
        try:
            pager = subprocess.Popen(  # noqa: S603 - what the reader wants to run
                command, stdin=subprocess.PIPE, env=environment
            )
        except (OSError, ValueError):  # there is none of that name
            return False
        # Who has seen enough may leave before all is written.
        pager.communicate(text.encode(terminal.encoding, terminal.errors or "replace"))
    return True


def _command() -> list[str]:
    import shlex

    wanted = os.environ.get("PINCITE_PAGER", os.environ.get("PAGER", "less"))
    if os.environ.get("TERM") == "dumb" or wanted.strip() in {"", "cat"}:
        return []
    try:
        return shlex.split(wanted)
    except ValueError:  # a quotation mark that is never closed
        return []


def _is_longer(text: str) -> bool:
    """Whether a text leaves no line for the next prompt."""
    import shutil

    return text.count("\n") >= shutil.get_terminal_size().lines


@contextmanager
def _interrupts_left_to_the_pager() -> Iterator[None]:
    """Ctrl-C reaches both, and it is the pager that knows what to do."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
