"""How much reading a source may cost, and how a process holds itself to that."""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass, replace
from pathlib import Path

from pincite.errors import SourceError

try:
    import resource
except ImportError:  # Windows has nothing of the kind: there only the waiting is limited
    resource = None  # type: ignore[assignment]

_MEGABYTE = 1 << 20
_STATUS = Path("/proc/self/status")
# What a larger source may take in addition, in seconds: in all for each part of a megabyte, for an
# article for each full one, …
_SECONDS_A_MEGABYTE = 15
# … but no more than this.
_MOST_SECONDS = 60


@dataclass(frozen=True)
class Limits:
    """What one source may cost.

    Attributes:
        seconds: of processor time, for each of its articles; a large source has more.
        in_all: seconds of processor time for all of them; of a large source more in proportion.
        megabytes: of memory beyond what the worker takes before its first.
        patience: seconds that may pass without one more article, whatever it waits for; of a large
            source as many times more as of processor time.
    """

    seconds: int = 10
    megabytes: int = 512
    patience: int = 60
    in_all: int = 10

    def of(self, size: int) -> Limits:
        """Those of a source of so many bytes."""
        wanted = self.seconds + _SECONDS_A_MEGABYTE * (size // _MEGABYTE)
        seconds = max(min(wanted, _MOST_SECONDS), self.seconds)
        return replace(
            self,
            seconds=seconds,
            in_all=self.in_all + _SECONDS_A_MEGABYTE * size // _MEGABYTE,
            patience=self.patience * seconds // self.seconds,
        )

    @property
    def too_slow(self) -> str:
        """Why a source is skipped that takes too much processor time."""
        return f"took more than {self.seconds} s to read"

    @property
    def too_slow_in_all(self) -> str:
        """Why a source is skipped whose articles together take too much processor time."""
        return f"took more than {self.in_all} s to read"

    @property
    def too_long(self) -> str:
        """Why a source is skipped that is waited for too long."""
        return f"took more than {self.patience} s to read"

    @property
    def too_large(self) -> str:
        """Why a source is skipped that needs too much memory."""
        return f"needs more than {self.megabytes} MB to read"


class Meter:
    """Holds this process to its limits; the kernel ends it, or gives it no more memory."""

    def __init__(self, limits: Limits) -> None:
        """Count memory from here; nothing may be written to files, nor a core left behind."""
        self._limits = limits
        self._base = _data()
        self._started = 0.0
        if resource:
            _lower(resource.RLIMIT_CORE, 0)
            _lower(resource.RLIMIT_FSIZE, 0)

    def start(self) -> None:
        """Count the processor time of a source from here."""
        self._started = time.process_time()

    def begin(self, limits: Limits) -> None:
        """Another article may take the processor time that `limits` have, and the memory there is.

        Raises:
            SourceError: those before it have taken too much time.
        """
        used = time.process_time()
        if used - self._started > limits.in_all:
            raise SourceError(limits.too_slow_in_all)
        if resource:
            _lower(resource.RLIMIT_CPU, int(used) + 1 + limits.seconds)
            _lower(resource.RLIMIT_DATA, self._base + self._limits.megabytes * _MEGABYTE)

    def relent(self) -> None:
        """Let there be memory to tell that there was none."""
        if resource:
            _lower(resource.RLIMIT_DATA, resource.RLIM_INFINITY)

    def is_exhausted(self) -> bool:
        """Whether so much memory is still held that a source would not get what it may have."""
        return _data() - self._base > self._limits.megabytes * _MEGABYTE // 4


def _lower(kind: int, wanted: int) -> None:
    """Set what is in force; what the process may never exceed stays as it is."""
    _, most = resource.getrlimit(kind)
    if most != resource.RLIM_INFINITY and (wanted == resource.RLIM_INFINITY or wanted > most):
        wanted = most
    with contextlib.suppress(OSError, ValueError):  # not every system knows every limit
        resource.setrlimit(kind, (wanted, most))


def _data() -> int:
    """Bytes of memory of its own that this process has taken; 0 where that cannot be known."""
    try:
        lines = _STATUS.read_bytes().splitlines()
    except OSError:
        return 0
    sizes = (line.split()[1] for line in lines if line.startswith(b"VmData:"))
    return int(next(sizes, 0)) * 1024
