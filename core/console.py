"""The process's streams: what may be written to them, and how, without ever breaking."""

from __future__ import annotations

import codecs
import os
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pincite import pager, screens
from pincite.screens import columns, is_terminal
from pincite.search.faces.cells import clipped, one_line, width_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pincite.indexer.upkeep.outcome import Progress, Step
    from pincite.search.faces.painting import Screen

BROKEN_PIPE = 141  # what a shell reports for grep and cat when their reader has gone
_PERIOD = 0.05  # seconds between two drawings of the progress bar
_BAR = 24
_TELLING = 2.0  # seconds after which the pace is known
_ROOM = 4  # left free beside the bar, where terminals echo ^C

# For streams that cannot carry typography, such as those of the C locale.
_PLAINER = {
    **dict.fromkeys("‘’‚ʼ", "'"),
    **dict.fromkeys("“”„", '"'),
    **dict.fromkeys("‐‑–—", "-"),
    "…": "...",
    "¶": "par.",
    "·": "|",
    "\u00a0": " ",
    "━": "#",
    "─": ".",
}


def prepare() -> None:
    """Let every character be written to stdout and stderr, whatever their encoding."""
    codecs.register_error("pincite.plainer", _plainer)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="pincite.plainer")


def _plainer(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    character = error.object[error.start]
    spelt_out = character.encode("ascii", "backslashreplace").decode("ascii")
    return _PLAINER.get(character, spelt_out), error.start + 1


def screen(sources: Path | None = None) -> Screen:
    """What stdout is to be treated as; `sources` is the folder that articles lie in."""
    return screens.screen(sys.stdout, sources)


def read() -> str:
    """All of stdin, which is taken for UTF-8 whatever the locale."""
    return "" if sys.stdin is None else sys.stdin.buffer.read().decode("utf-8-sig", "replace")


def write(text: str) -> None:
    """Text to read, to stdout; through a pager what is longer than the terminal."""
    if not (is_terminal(sys.stdout) and pager.show(text, sys.stdout)):
        _put(text)


def write_utf8(text: str) -> None:
    """Data of a format that is UTF-8 whatever the locale."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    _put(text)


def _put(text: str) -> None:
    """To stdout. A reader that has gone ends the process in silence."""
    if sys.stdout is None:  # closed by the caller
        return
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        _give_up_stdout()
        if isinstance(error, BrokenPipeError):
            raise SystemExit(BROKEN_PIPE) from None
        raise


def _give_up_stdout() -> None:
    """What is still buffered must not raise once more when the interpreter ends."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        sys.stdout = None


def notice(text: str, *, apart: bool = False) -> None:
    """Anything that is not data, to stderr; nobody is told when that fails.

    With `apart` a blank line comes first where data is on the screen above it.
    """
    gap = "\n" if apart and is_terminal(sys.stdout) else ""
    try:
        sys.stderr.write(f"{gap}{text}\n")
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):
        return


@contextmanager
def progress(*, wanted: bool) -> Iterator[Progress]:
    """A progress bar while a terminal's stderr is watched; nothing anywhere else."""
    bar = _Bar(wanted=wanted and is_terminal(sys.stderr))
    try:
        yield bar.step
    finally:
        bar.draw("")


class _Bar:
    def __init__(self, *, wanted: bool) -> None:
        self._wanted = wanted
        self._drawn = 0.0
        self._shown = 0
        self._began: float | None = None

    def step(self, step: Step) -> None:
        """Draw how far it has come, if it is time to."""
        now = time.monotonic()
        if self._began is None:
            self._began = now
        if now - self._drawn < _PERIOD and step.done < step.total:
            return
        self._drawn = now
        done = _BAR * step.done // max(step.total, 1)
        bar = "━" * done + "─" * (_BAR - done)
        pace = _pace(step, now - self._began)
        self.draw(f"{bar} {step.done:,}/{step.total:,} {pace}{one_line(step.path)}")

    def draw(self, text: str) -> None:
        """Overwrite what was drawn before, with nothing that a dumb terminal cannot do."""
        if not self._wanted or not (text or self._shown):
            return
        shown = clipped(text, columns() - _ROOM)
        blank = " " * max(self._shown - width_of(shown), 0)
        self._shown = width_of(shown)
        try:
            sys.stderr.write(f"\r{shown}{blank}" if text else f"\r{blank}\r")
            sys.stderr.flush()
        except OSError:
            self._wanted = False


def _pace(step: Step, seconds: float) -> str:
    """How fast it goes and how long it will take, once that can be told."""
    if seconds < _TELLING or not step.done:
        return ""
    rate = step.done / seconds
    minutes, left = divmod(round((step.total - step.done) / rate), 60)
    pace = f"{rate:,.0f}/s " if rate >= 1 else ""
    return f"{pace}{minutes}:{left:02} left · "
