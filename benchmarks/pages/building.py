"""Building a page in processes of its own: CPU time, and memory of all of them together."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

EVERY = 0.05
"""Seconds between looks at the memory."""

_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Cost:
    """What a command took.

    Attributes:
        seconds: of CPU, all threads and processes.
        memory: bytes resident at the peak, of all processes together.
    """

    seconds: float
    memory: int


def run(command: Sequence[str], folder: Path) -> Cost:
    """Run a command in a folder; nothing that it prints is shown unless it fails.

    Raises:
        CalledProcessError: it failed; its output is what it said.
    """
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    peaks = [0]
    ended = threading.Event()
    watch = threading.Thread(target=_watch, args=(process.pid, ended, peaks))
    watch.start()
    assert process.stdout is not None  # noqa: S101 - a pipe was asked for
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    ended.set()
    watch.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, said)
    peak = max(*peaks, usage.ru_maxrss * 1024)
    return Cost(usage.ru_utime + usage.ru_stime, peak)


def _watch(session: int, ended: threading.Event, peaks: list[int]) -> None:
    while not ended.is_set():
        peaks.append(sum(_resident(entry, session) for entry in Path("/proc").glob("[0-9]*")))
        time.sleep(EVERY)


def _resident(entry: Path, session: int) -> int:
    """Bytes that a process holds, 0 if it is gone or of another session."""
    try:
        fields = (entry / "stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[21]) * _PAGE if int(fields[3]) == session else 0
