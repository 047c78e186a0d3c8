"""Records of bytes, each compressed by itself against what records like it repeat.

So one is read without its neighbours: half the work of unpacking a block, and in less room. The
format is raw DEFLATE (RFC 1951) with a preset dictionary, which lies beside the records; behind
each stands what is not worth compressing.

| array | dtype | item |
|---|---|---|
| data | uint8 | the records, one after the other |
| ends | unsigned | record: where it ends in `data` |
| dictionary | uint8 | what they repeat |
"""

from __future__ import annotations

import zlib
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from pincite.indexer.codec.ranges import as_memory, run_starts, smallest

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt

    from pincite.indexer.codec.arrays import ArrayFile, ArrayFileWriter

_LEVEL = 4
_WINDOW = -15  # 2 to this power, without header or checksum
_MEMORY = 8
# Within the window, all of it can be referred to from the beginning of a record.
_DICTIONARY = 32000
# Of so many bytes of records some, here and there, show what they repeat.
_WAITING = 8 << 20
_SHOWN = 1 << 20
# Records that are written at one go.
_TOGETHER = 1000
# So many times the size of a dictionary are the records that it is made for, or more.
_WORTHWHILE = 64


class RecordReader:
    """Reads records by number.

    Attributes:
        dictionary: what they were compressed against.
    """

    def __init__(self, arrays: ArrayFile, name: str) -> None:
        """Read the records that a `RecordWriter` wrote under `name`."""
        self._data = arrays[f"{name}.data"].data
        self._ends = arrays[f"{name}.ends"]
        self._places = as_memory(self._ends)
        self.dictionary = arrays[f"{name}.dictionary"].tobytes()

    def __len__(self) -> int:
        return len(self._ends)

    def parts(self, number: int) -> tuple[bytes, bytes]:
        """The words of a record, and its numbers."""
        start = self._places[number - 1] if number else 0
        packed = self._data[start : self._places[number]]
        unpacker = zlib.decompressobj(_WINDOW, self.dictionary)
        return unpacker.decompress(packed), unpacker.unused_data

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
        self._packed: list[bytes] = []
        self._waiting: list[tuple[bytes, bytes]] = []
        self._waiting_bytes = 0
        self._dictionary: bytes | None = None
        # One that is not full came from too little text to be worth keeping.
        if like is not None and len(like.dictionary) > _DICTIONARY // 2:
            self._begin(like.dictionary)

    def add(self, words: bytes, numbers: bytes = b"") -> None:
        """Add a record of words and numbers, which are not compressed.

        Its number is how many there were before.
        """
        if self._dictionary is not None:
            self._pack(words, numbers)
            return
        self._waiting.append((words, numbers))
        self._waiting_bytes += len(words)
        if self._waiting_bytes >= _WAITING:
            self._begin(self._repeated())

    def copy(self, records: RecordReader, keep: npt.NDArray[np.bool_]) -> None:
        """Add the records of another file for which `keep` is True."""
        for first, end in pairwise([*run_starts(keep).tolist(), len(keep)]):
            if keep[first]:
                self.copy_range(records, first, end)

    def copy_range(self, records: RecordReader, first: int, end: int) -> None:
        """Add the records of another file from one number to another, that one excluded."""
        if first < end and records.dictionary == self._dictionary:
            self._write_packed()
            packed, sizes = records.packed(first, end)
            self._data.append(np.frombuffer(packed, np.uint8))
            self._sizes.extend(sizes.tolist())
        else:
            for number in range(first, end):
                self.add(*records.parts(number))

    def finish(self) -> None:
        """Write what is left."""
        if self._dictionary is None:
            self._begin(self._repeated())
        self._write_packed()
        ends = np.cumsum(self._sizes, dtype=np.int64)
        self._writer.add(f"{self._name}.ends", ends.astype(smallest(self._data.count)))

    def _repeated(self) -> bytes:
        share = 1 + self._waiting_bytes // _SHOWN
        most = min(_DICTIONARY, self._waiting_bytes // _WORTHWHILE)
        return repeated((words for words, _ in self._waiting[::share]), most)

    def _begin(self, dictionary: bytes) -> None:
        """Compress against `dictionary` from now on."""
        self._dictionary = dictionary
        self._writer.add(f"{self._name}.dictionary", np.frombuffer(dictionary, np.uint8))
        self._compressor = zlib.compressobj(
            _LEVEL, zlib.DEFLATED, _WINDOW, _MEMORY, zlib.Z_DEFAULT_STRATEGY, dictionary
        )
        waiting, self._waiting = self._waiting, []
        for words, numbers in waiting:
            self._pack(words, numbers)

    def _pack(self, words: bytes, numbers: bytes) -> None:
        compressor = self._compressor.copy()  # reading the dictionary anew would cost more
        packed = compressor.compress(words) + compressor.flush() + numbers
        self._sizes.append(len(packed))
        self._packed.append(packed)
        if len(self._packed) == _TOGETHER:
            self._write_packed()

    def _write_packed(self) -> None:
        self._data.append(np.frombuffer(b"".join(self._packed), np.uint8))
        self._packed.clear()


def repeated(records: Iterable[bytes], most: int) -> bytes:
    """What records repeat, at most so many bytes, the most worthwhile last.

    Single words and runs of three are counted; what is said twice is worth its length for each
    time it is said again. What comes last is nearest, and costs least to refer to.
    """
    counts: Counter[bytes] = Counter()
    for record in records:
        words = [word + b" " for word in record.split(b" ")]
        counts.update(words)
        counts.update(map(b"".join, zip(words, words[1:], words[2:], strict=False)))
    worth = {run: (count - 1) * (len(run) - 2) for run, count in counts.items() if count > 1}
    chosen = b""
    for run in sorted(worth, key=lambda run: (-worth[run], run)):
        if len(chosen) + len(run) > most or worth[run] <= 0:
            break
        if run not in chosen:
            chosen = run + chosen
    return chosen
