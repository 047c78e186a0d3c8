"""Sources read by several workers at once, and given back in the order they were asked for."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from io import BytesIO
from tempfile import SpooledTemporaryFile
from threading import Lock
from typing import IO, TYPE_CHECKING

from pincite.errors import PinciteError
from pincite.indexer.reading.attempt import BROKE_DOWN, attempt
from pincite.indexer.reading.limits import Limits
from pincite.indexer.reading.messages import Ending, dump_greeting, dump_item, load_item
from pincite.indexer.reading.process import SIGKILL, SIGXCPU, Process, command

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence
    from concurrent.futures import Future
    from types import TracebackType

    from pincite.indexer.articles import Article
    from pincite.indexer.reading.messages import Job
    from pincite.indexer.sources.source import ReadOptions, Skip

# How many sources may have been read that nobody has asked for yet, ...
_AHEAD = 64
# ... and how many bytes of each stay in memory.
_SPOOLED = 1 << 20
# So many times a process is started that ends before it has begun.
_STARTS = 3
_GLANCE = 0.5  # seconds between two looks at the clock
# What one worker reads about as fast as another is started: so many sources, or so many bytes.
_SOURCES, _BYTES = 8, 1 << 18


@dataclass(frozen=True)
class Reading:
    """What came of a source.

    Attributes:
        job: the source.
        ending: how it ended; where that has a reason there are no articles.
    """

    job: Job
    ending: Ending
    _told: IO[bytes]

    def items(self) -> Iterator[Article | Skip]:
        """Its articles and what was skipped of it, in order; to be had once."""
        with self._told as lines:
            lines.seek(0)
            yield from map(load_item, lines)

    def close(self) -> None:
        """Nobody wants its articles."""
        self._told.close()


def useful_workers(sizes: Sequence[int]) -> int:
    """How many workers are worth starting for sources of so many bytes each; at least one."""
    return max(1, -(-len(sizes) // _SOURCES), -(-sum(sizes) // _BYTES))


class Pool:
    """Workers, as many as there is work for; none before there is some.

    A context manager: leaving it ends them, whatever they are at.
    """

    def __init__(
        self,
        workers: int,
        options: ReadOptions,
        limits: Limits | None = None,
        argv: Sequence[str] | None = None,
    ) -> None:
        """Start nothing yet.

        Args:
            workers: how many there may be; with none all is read here, without limits.
            options: how sources are to be read.
            limits: what each may cost.
            argv: what starts a worker.
        """
        self._options = options
        self._limits = limits or Limits()
        self._argv = argv or command()
        self._greeting = dump_greeting(self._limits, options)
        self._workers = workers
        self._threads = ThreadPoolExecutor(max(workers, 1), "pincite-reading")
        self._ahead = _AHEAD + 2 * workers
        self._lock = Lock()
        self._processes: set[Process] = set()
        self._idle: list[Process] = []
        self._closed = False

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all workers."""
        with self._lock:
            self._closed = True
            processes = set(self._processes)
        for process in processes:
            process.kill()
        self._threads.shutdown(cancel_futures=True)
        for process in processes:
            process.close()

    def read(self, jobs: Iterable[Job]) -> Generator[Reading, None, None]:
        """What comes of each source, in their order.

        Raises:
            PinciteError: no worker can be started.
        """
        ahead: deque[tuple[Job, Future[Reading] | None]] = deque()
        try:
            for job in jobs:
                ahead.append((job, self._future(job)))
                if len(ahead) > self._ahead:
                    yield self._result(*ahead.popleft())
            while ahead:
                yield self._result(*ahead.popleft())
        finally:
            for _, future in ahead:
                if future and not future.cancel():
                    future.add_done_callback(_close)

    def _future(self, job: Job) -> Future[Reading] | None:
        if job.here or not self._workers:
            return None
        return self._threads.submit(self._read, job)

    def _result(self, job: Job, future: Future[Reading] | None) -> Reading:
        if future is None:
            return self._read_here(job)
        while not wait([future], _GLANCE).done:
            with self._lock:
                processes = set(self._processes)
            for process in processes:
                process.kill_if_overdue()
        return future.result()

    def _read_here(self, job: Job) -> Reading:
        *items, ending = attempt(job, self._options)
        assert isinstance(ending, Ending)  # noqa: S101 - every attempt has one
        if ending.reason:
            return _failed(job, ending)
        lines = (dump_item(each) for each in items if not isinstance(each, Ending))
        return Reading(job, ending, BytesIO(b"".join(lines)))

    def _read(self, job: Job) -> Reading:
        # Who is killed from outside was not killed for the sake of the source: it is read again.
        return (
            self._read_once(job)
            or self._read_once(job)
            or _failed(job, Ending(BROKE_DOWN, transient=True))
        )

    def _read_once(self, job: Job) -> Reading | None:
        """What comes of a source; None where something else ended the process."""
        process = self._taken()
        told = _spool()
        status = 0
        ending = process.read(job, told, self._limits.of(job.size).patience)
        if ending and not ending.exhausted:
            with self._lock:
                self._idle.append(process)
        else:
            with self._lock:
                self._processes.discard(process)
            status = process.close()
        if ending and not ending.reason:
            return Reading(job, ending, told)
        told.close()
        return _failed(job, ending) if ending else self._unfinished(job, process, status)

    def _unfinished(self, job: Job, process: Process, status: int) -> Reading | None:
        """A source whose reading ended its process."""
        limits = self._limits.of(job.size)
        if process.overdue:
            return _failed(job, Ending(limits.too_long))
        if status == -SIGXCPU:
            return _failed(job, Ending(limits.too_slow))
        return None if status == -SIGKILL else _failed(job, Ending(BROKE_DOWN))

    def _taken(self) -> Process:
        """A process that has nothing to do, or a new one.

        Raises:
            PinciteError: none can be started.
        """
        for _ in range(_STARTS):  # somebody may have killed one
            process, is_new = self._idle_or_started()
            if not is_new or process.greet(self._greeting):
                return process
            with self._lock:
                self._processes.discard(process)
            process.kill()
            process.close()
        raise PinciteError("a process that reads cannot be started: try again with --jobs 0")

    def _idle_or_started(self) -> tuple[Process, bool]:
        """A process that has nothing to do, or a new one, and whether it is that."""
        with self._lock:
            while self._idle:
                process = self._idle.pop()
                if process.is_alive():
                    return process, False
                self._processes.discard(process)
                process.close()
            if self._closed:
                raise PinciteError("reading was broken off")
            process = Process(self._argv)
            self._processes.add(process)
        return process, True


def _failed(job: Job, ending: Ending) -> Reading:
    return Reading(job, ending, BytesIO())


def _spool() -> IO[bytes]:
    return SpooledTemporaryFile(_SPOOLED)


def _close(future: Future[Reading]) -> None:
    if not future.cancelled() and not future.exception():
        future.result().close()
