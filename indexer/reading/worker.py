"""A process that reads sources, one after the other, and tells what is in them."""

from __future__ import annotations

import os
import signal
import sys
import warnings
import zlib
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from pincite.indexer.reading.attempt import attempt
from pincite.indexer.reading.limits import Meter
from pincite.indexer.reading.messages import (
    Ending,
    dump_ending,
    dump_item,
    load_greeting,
    load_job,
)

if TYPE_CHECKING:
    from typing import BinaryIO

    from pincite.indexer.reading.limits import Limits
    from pincite.indexer.reading.messages import Job
    from pincite.indexer.sources.source import ReadOptions


def main() -> None:
    """Read the sources that stdin names until it ends; the results go to stdout."""
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started it ends it
    jobs, results = sys.stdin.buffer, _results()
    limits, options = load_greeting(jobs.readline())
    with suppress(BrokenPipeError):
        _tell(results, dump_ending(Ending()))  # all is in place
        worker = _Worker(options, limits, results)
        for line in jobs:
            if worker.read(load_job(line)).exhausted:
                break
    os._exit(0)  # whatever a library would still like to do


class _Worker:
    def __init__(self, options: ReadOptions, limits: Limits, results: BinaryIO) -> None:
        self._options = options
        self._limits = limits
        self._results = results
        self._meter = Meter(limits)
        self._checksum = 0

    def read(self, job: Job) -> Ending:
        """Read a source and tell what is in it; how that ended."""
        self._checksum = 0
        try:
            ending = self._told(job)
        except MemoryError:
            ending = Ending(self._limits.too_large, exhausted=True)
        self._meter.relent()
        if self._meter.is_exhausted():
            ending = ending._replace(exhausted=True)
        _tell(self._results, dump_ending(ending, self._checksum))
        return ending

    def _told(self, job: Job) -> Ending:
        self._meter.start()
        begin = partial(self._meter.begin, self._limits.of(job.size))
        for item in attempt(job, self._options, begin):
            if isinstance(item, Ending):
                return item
            line = dump_item(item)
            self._checksum = zlib.crc32(line, self._checksum)
            _tell(self._results, line)
        raise AssertionError("an attempt has an ending")


def _results() -> BinaryIO:
    """What stdout was; from now on all that libraries print goes nowhere."""
    results = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return results


def _tell(results: BinaryIO, line: bytes) -> None:
    results.write(line)
    results.flush()


if __name__ == "__main__":
    main()
