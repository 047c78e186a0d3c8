"""Records of bytes, each compressed by itself against what records like it repeat.

So one is read without its neighbours: half the work of unpacking a block, and in less room. The
format is raw DEFLATE (RFC 1951) with a preset dictionary, which lies beside the records.
"""

from __future__ import annotations

import zlib
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from pincite.indexer.codec.ranges import run_starts, smallest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import numpy.typing as npt

    from pincite.indexer.codec.arrays import ArrayFile, ArrayFileWriter

_LEVEL = 4
_WINDOW = -14  # 2 to this power, without header or checksum
_MEMORY = 6
_DICTIONARY = 8192
# Of so many bytes of records a fourth, here and there, shows what they repeat.
_WAITING = 1 << 21
_SHARE = 4


class RecordReader:
    """Reads records by number.

    Attributes:
        dictionary: what they were compressed against.
    """

    def __init__(self, arrays: ArrayFile, name: str) -> None:
        """Read the records that a `RecordWriter` wrote under `name`."""
        self._data = arrays[f"{name}.data"].data
        self._ends = arrays[f"{name}.ends"]
        self.dictionary = arrays[f"{name}.dictionary"].tobytes()

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, number: int) -> bytes:
        """The record of that number."""
        start = int(self._ends[number - 1]) if number else 0
        packed = self._data[start : int(self._ends[number])]
        return zlib.decompressobj(_WINDOW, self.dictionary).decompress(packed)

    def packed(self, first: int, end: int) -> tuple[memoryview, npt.NDArray[np.int64]]:
        """Some records as they lie there, and the size of each."""
        ends = self._ends[first:end].astype(np.int64)
        start = int(self._ends[first - 1]) if first else 0
        return self._data[start : int(ends[-1])], np.diff(ends, prepend=start)


class RecordWriter:
    """Adds records to a file of arrays."""

    def __init__(
        self, writer: ArrayFileWriter, name: str, like: RecordReader | None = None
    ) -> None:
        """Write under `name`, with the dictionary of `like`, if that is a good one."""
        self._writer = writer
        self._name = name
        self._data = writer.stream(f"{name}.data", np.uint8)
        self._sizes: list[int] = []
        self._waiting: list[bytes] = []
        self._waiting_bytes = 0
        self._dictionary: bytes | None = None
        # One that is not full came from too little text to be worth keeping.
        if like is not None and len(like.dictionary) > _DICTIONARY // 2:
            self._begin(like.dictionary)

    def add(self, record: bytes) -> None:
        """Add a record; its number is how many there were before."""
        if self._dictionary is not None:
            self._pack(record)
            return
        self._waiting.append(record)
        self._waiting_bytes += len(record)
        if self._waiting_bytes >= _WAITING:
            self._begin(repeated(self._waiting[::_SHARE]))

    def copy(self, records: RecordReader, keep: npt.NDArray[np.bool_]) -> None:
        """Add the records of another file for which `keep` is True."""
        for first, end in pairwise([*run_starts(keep).tolist(), len(keep)]):
            if not keep[first]:
                continue
            if records.dictionary == self._dictionary:
                packed, sizes = records.packed(first, end)
                self._data.append(np.frombuffer(packed, np.uint8))
                self._sizes.extend(sizes.tolist())
            else:
                for number in range(first, end):
                    self.add(records[number])

    def finish(self) -> None:
        """Write what is left."""
        if self._dictionary is None:
            share = 1 + _SHARE * self._waiting_bytes // _WAITING
            self._begin(repeated(self._waiting[::share]))
        ends = np.cumsum(self._sizes, dtype=np.int64)
        self._writer.add(f"{self._name}.ends", ends.astype(smallest(self._data.count)))

    def _begin(self, dictionary: bytes) -> None:
        """Compress against `dictionary` from now on."""
        self._dictionary = dictionary
        self._writer.add(f"{self._name}.dictionary", np.frombuffer(dictionary, np.uint8))
        self._compressor = zlib.compressobj(
            _LEVEL, zlib.DEFLATED, _WINDOW, _MEMORY, zlib.Z_DEFAULT_STRATEGY, dictionary
        )
        waiting, self._waiting = self._waiting, []
        for record in waiting:
            self._pack(record)

    def _pack(self, record: bytes) -> None:
        compressor = self._compressor.copy()  # reading the dictionary anew would cost more
        packed = compressor.compress(record) + compressor.flush()
        self._data.append(np.frombuffer(packed, np.uint8))
        self._sizes.append(len(packed))


def repeated(records: Iterable[bytes]) -> bytes:
    """What records repeat, at most `_DICTIONARY` bytes, the most worthwhile last.

    Runs of one, two and four words are counted; what is said twice is worth its length for each
    time it is said again. What comes last is nearest, and costs least to refer to.
    """
    counts: Counter[bytes] = Counter()
    for record in records:
        counts.update(_runs(record))
    worth = {run: (count - 1) * (len(run) - 2) for run, count in counts.items() if count > 1}
    chosen = b""
    for run in sorted(worth, key=lambda run: (-worth[run], run)):
        if len(chosen) + len(run) > _DICTIONARY or worth[run] <= 0:
            break
        if run not in chosen:
            chosen = run + chosen
    return chosen


def _runs(record: bytes) -> Iterator[bytes]:
    words = [word + b" " for word in record.split(b" ")]
    for length in (1, 2, 4):
        for start in range(len(words) - length + 1):
            yield b"".join(words[start : start + length])
