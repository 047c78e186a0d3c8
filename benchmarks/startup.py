"""What a whole `pincite search` takes, beside a Python that imports what it cannot do without."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

ROUNDS = 15


@dataclass(frozen=True)
class StartUp:
    """CPU seconds of whole processes, medians.

    Attributes:
        search: `pincite search`, each time for another query.
        imports: `python -c "import numpy, click"`.
        ratio: the median of the ratios of runs that followed each other.
    """

    search: float
    imports: float
    ratio: float


def measure(index: Path, queries: Sequence[str]) -> StartUp:
    """The two in turns, each once unmeasured first, so that files are in memory."""
    imports = [sys.executable, "-c", "import numpy, click"]
    search = [sys.executable, "-m", "pincite", "search", "--index", str(index)]
    runs = [
        (_seconds([*search, queries[number % len(queries)]]), _seconds(imports))
        for number in range(ROUNDS + 1)
    ][1:]
    return StartUp(
        statistics.median(search for search, _ in runs),
        statistics.median(imports for _, imports in runs),
        statistics.median(search / imports for search, imports in runs),
    )


def _seconds(command: list[str]) -> float:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode > 1:
        raise subprocess.CalledProcessError(process.returncode, command)
    return usage.ru_utime + usage.ru_stime
