"""Records of bytes, compressed a few at a time, so that reading one costs little."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from pincite.indexer.codec.arrays import ArrayFile, ArrayFileWriter

_LEVEL = 6


class RecordWriter:
    """Adds records to a file of arrays, in blocks."""

    def __init__(self, writer: ArrayFileWriter, name: str, block: int) -> None:
        """Write under `name`, with at least `block` bytes before they are compressed."""
        self._writer = writer
        self._name = name
        self._block = block
        self._data = writer.stream(f"{name}.data", np.uint8)
        self._waiting: list[bytes] = []
        self._size = 0
        self._firsts: list[int] = []
        self._ends: list[int] = []
        self.count = 0

    def add(self, record: bytes) -> None:
        """Add a record; its number is how many there were before."""
        self._waiting.append(record)
        self._size += len(record)
        self.count += 1
        if self._size >= self._block:
            self._close_block()

    def copy(self, records: RecordReader, keep: npt.NDArray[np.bool_]) -> None:
        """Add the records of another file for which `keep` is True; whole blocks as they are."""
        for first, end, packed in records.blocks():
            if keep[first:end].all():
                if self._waiting:
                    self._close_block()
                self.count += end - first
                self._add_block(packed, end - first)
            else:
                for number in (np.flatnonzero(keep[first:end]) + first).tolist():
                    self.add(records[number])

    def finish(self) -> None:
        """Write what is left."""
        if self._waiting:
            self._close_block()
        self._writer.add(f"{self._name}.firsts", np.array(self._firsts, np.uint32))
        ends = np.array(self._ends, np.uint64)
        small = not len(ends) or int(ends[-1]) <= np.iinfo(np.uint32).max
        self._writer.add(f"{self._name}.ends", ends.astype(np.uint32 if small else np.uint64))

    def _close_block(self) -> None:
        """Compress the waiting records behind the places where each ends."""
        ends = np.cumsum([len(record) for record in self._waiting]).astype("<u4")
        packed = zlib.compress(ends.tobytes() + b"".join(self._waiting), _LEVEL)
        self._add_block(packed, len(self._waiting))
        self._waiting = []
        self._size = 0

    def _add_block(self, packed: bytes | memoryview, records: int) -> None:
        self._data.append(np.frombuffer(packed, np.uint8))
        self._firsts.append(self.count - records)
        self._ends.append(self._data.count)


class RecordReader:
    """Reads records by number."""

    def __init__(self, arrays: ArrayFile, name: str, count: int) -> None:
        """Read the `count` records that a `RecordWriter` wrote under `name`."""
        self._data = arrays[f"{name}.data"].data
        self._firsts = arrays[f"{name}.firsts"]
        self._ends = arrays[f"{name}.ends"]
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, number: int) -> bytes:
        """The record of that number."""
        block = int(self._firsts.searchsorted(np.uint32(number), "right")) - 1
        return self._record(self._unpacked(block), block, number - int(self._firsts[block]))

    def blocks(self) -> Iterator[tuple[int, int, memoryview]]:
        """Each block: its first record, the first behind it, and its compressed bytes."""
        firsts = [*self._firsts.tolist(), self._count]
        start = 0
        for first, behind, end in zip(firsts, firsts[1:], self._ends.tolist(), strict=False):
            yield first, behind, self._data[start:end]
            start = end

    def _unpacked(self, block: int) -> bytes:
        start = int(self._ends[block - 1]) if block else 0
        return zlib.decompress(self._data[start : int(self._ends[block])])

    def _record(self, data: bytes, block: int, place: int) -> bytes:
        is_last = block + 1 == len(self._firsts)
        behind = self._count if is_last else int(self._firsts[block + 1])
        head = 4 * (behind - int(self._firsts[block]))
        start = int.from_bytes(data[4 * place - 4 : 4 * place], "little") if place else 0
        end = int.from_bytes(data[4 * place : 4 * place + 4], "little")
        return data[head + start : head + end]
