"""One worker as its parent sees it: a process, what it is told and what it tells."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import zlib
from contextlib import suppress
from typing import IO, TYPE_CHECKING

from pincite.indexer.reading.attempt import BROKE_DOWN
from pincite.indexer.reading.messages import Ending, dump_job, is_item, load_ending

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pincite.indexer.reading.messages import Job

# By number: not every system has a name for them.
SIGKILL, SIGXCPU = 9, 24

_PROGRAM = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from pincite.indexer.reading.worker import main; main()"
)


def command() -> list[str]:
    """What starts a worker: this Python, which finds its modules where they are found here."""
    path = [os.path.abspath(each) for each in sys.path]  # noqa: PTH100 - "" being this folder
    return [sys.executable, "-c", _PROGRAM, json.dumps(path)]


class Process:
    """One process, and the pipes to it.

    Attributes:
        overdue: whether it was ended because nothing more came from it.
    """

    def __init__(self, argv: Sequence[str]) -> None:
        """Start it."""
        self._process = subprocess.Popen(  # noqa: S603 - nothing of what is read is in it
            argv,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        assert self._process.stdin  # noqa: S101 - as asked for
        assert self._process.stdout  # noqa: S101
        self._jobs, self._results = self._process.stdin, self._process.stdout
        self._heard = 0.0
        self._patience = 0.0
        self._busy = False
        self.overdue = False

    def greet(self, greeting: bytes) -> bool:
        """Tell it how to read, and wait until it is there; False where it does not start."""
        self._send(greeting)
        return load_ending(self._results.readline()) is not None

    def read(self, job: Job, told: IO[bytes], patience: float) -> Ending | None:
        """Have a source read; how that ended, None where the process did before.

        Args:
            job: the source.
            told: where the lines about its articles go.
            patience: seconds it may take to tell more, see `kill_if_overdue`.
        """
        self._heard, self._patience, self._busy = time.monotonic(), patience, True
        self._send(dump_job(job))
        checksum = 0
        for line in self._results:
            self._heard = time.monotonic()
            if is_item(line):
                told.write(line)
                checksum = zlib.crc32(line, checksum)
                continue
            self._busy = False
            ended = load_ending(line)
            if ended and ended[1] == checksum:
                return ended[0]
            self.kill()
            return Ending(BROKE_DOWN, exhausted=True)
        return None

    def is_alive(self) -> bool:
        """Whether it is there still."""
        return self._process.poll() is None

    def kill_if_overdue(self) -> None:
        """End it if it is at work and has told nothing for longer than it may take."""
        if self._busy and time.monotonic() - self._heard > self._patience:
            self.overdue = True
            self.kill()

    def kill(self) -> None:
        """End it."""
        self._process.kill()

    def close(self) -> int:
        """Wait for its end, and let go of the pipes; its exit status."""
        with suppress(OSError):
            self._jobs.close()
        status = self._process.wait()
        self._results.close()
        return status

    def _send(self, line: bytes) -> None:
        with suppress(OSError):  # one that is gone tells so by having nothing to say
            self._jobs.write(line)
            self._jobs.flush()
