"""Running pincite: in this process, as a process, on a pseudo-terminal."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PINCITE = [sys.executable, "-W", "error", "-m", "pincite"]
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")

TEXTS = {
    "harbour.txt": (
        "A Letter from the Harbour\n\nBy Ida Quist\n\nPublished: 2018-04-18\n\n"
        "The harbour was closed on Monday. Nobody at the harbour office said why.\n\n"
        "The lighthouse keeper had an opinion, as lighthouse keepers do.\n\n"
        "On Friday the harbour was opened again, and the ferry sailed.\n"
    ),
    "letters/ferry.txt": (
        "The Ferry\n\nThe ferry leaves the harbour at nine. A lighthouse shows the way.\n\n"
        "It comes back at five, “weather permitting”, says the timetable.\n"
    ),
    "letters/notes.md": "# Notes\n\nLighthouses, keepers, ferries: the coast in 2018.\n",
    "hostile.txt": (
        "A Hostile Text\n\nThe word zebra \x1b[31mred\x1b[0m and \x07 bell, "
        "then \u202ereversed\u202c zebra.\n"
    ),
}


@dataclass(frozen=True)
class Outcome:
    status: int
    out: str
    err: str


Run = Callable[..., Outcome]


def write_texts(folder: Path) -> None:
    for name, text in TEXTS.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")


def process(
    *arguments: str,
    cwd: Path | None = None,
    env: dict[str, str] | None = None,
    input: bytes = b"",  # noqa: A002 - as subprocess has it
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*PINCITE, *arguments],
        capture_output=True,
        check=False,
        cwd=cwd,
        env=env,
        input=input,
        timeout=60,
    )


def on_terminal(
    arguments: Sequence[str],
    folder: Path,
    *,
    columns: int = 80,
    rows: int = 24,
    typed: bytes = b"",
    **variables: str,
) -> tuple[int, str]:
    """Run a command with a pseudo-terminal for all its streams; what that would show.

    `typed` is what is on the keyboard already.
    """
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    child = subprocess.Popen(
        [*PINCITE, *arguments],
        cwd=folder,
        env={**os.environ, **variables},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    os.write(ours, typed)
    shown = b""
    with contextlib.suppress(OSError):  # how Linux says that the other side is closed
        while piece := os.read(ours, 65536):
            shown += piece
    os.close(ours)
    return child.wait(timeout=60), shown.decode().replace("\r\n", "\n")
