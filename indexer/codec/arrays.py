"""A file of named arrays, written once and memory-mapped ever after.

Layout, all numbers little-endian: a header (magic, format, CRC-32 of the directory, its place
and its size), the arrays one after the other from multiples of 64 on, the directory as JSON.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np

from pincite.errors import CorruptIndex

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

    import numpy.typing as npt

    Array = npt.NDArray[Any]

FORMAT = 5

_MAGIC = b"pincite\n"
_HEADER = struct.Struct("<8sIIQQ")
_ALIGNMENT = 64
_IN_MEMORY = 8 << 20
_PIECE = 1 << 20


class ArrayFile:
    """The arrays of one file, each mapped when first asked for.

    Attributes:
        path: the file.
        meta: what its writer noted of it.
        size: of the file, in bytes.
    """

    def __init__(self, path: Path) -> None:
        """Map the file at `path`; nothing but its directory is read.

        Raises:
            CorruptIndex: it is no such file, of a newer format, or cut short.
        """
        self.path = path
        self._map = _mapped(path)
        self.size = len(self._map)
        directory = self._directory()
        self.meta: dict[str, Any] = directory["meta"]
        self._places: dict[str, list[Any]] = directory["arrays"]
        self._arrays: dict[str, Array] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __getitem__(self, name: str) -> Array:
        """The array of that name, read-only."""
        array = self._arrays.get(name)
        if array is None:
            array = self._arrays[name] = self._array(name)
        return array

    def release(self) -> None:
        """Let go of the memory that reading has taken; what is read again is mapped again."""
        if hasattr(self._map, "madvise"):
            self._map.madvise(mmap.MADV_DONTNEED)

    def damaged(self) -> list[str]:
        """The names of the arrays whose bytes are not those that were written."""
        return [
            name
            for name, (_, _, _, checksum) in self._places.items()
            if zlib.crc32(self[name].data) != checksum
        ]

    def _array(self, name: str) -> Array:
        try:
            kind, start, count, _ = self._places[name]
            return np.frombuffer(self._map, np.dtype(kind), count, start)
        except (KeyError, ValueError, TypeError) as error:
            raise CorruptIndex(
                f"{self.path} has no whole {name!r}: delete the folder and index again"
            ) from error

    def _directory(self) -> dict[str, Any]:
        if self.size < _HEADER.size or self._map[: len(_MAGIC)] != _MAGIC:
            raise CorruptIndex(
                f"{self.path} is no file of an index: delete the folder and index again"
            )
        _, version, checksum, start, size = _HEADER.unpack_from(self._map)
        if version != FORMAT:
            raise CorruptIndex(
                f"{self.path} is of format {version}, this pincite reads {FORMAT}: "
                "delete the folder and index again"
            )
        data = self._map[start : start + size]
        if len(data) != size or zlib.crc32(data) != checksum:
            raise CorruptIndex(f"{self.path} is damaged: delete the folder and index again")
        directory: dict[str, Any] = json.loads(data)
        return directory


def _mapped(path: Path) -> mmap.mmap:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - costs less, and every search pays it
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except ValueError as error:  # an empty file cannot be mapped
        raise CorruptIndex(f"{path} is empty: delete the folder and index again") from error


class ArrayStream:
    """An array that is written piece by piece; beyond some megabytes it waits on disk."""

    def __init__(self, folder: Path, dtype: npt.DTypeLike) -> None:
        """Gather items of `dtype`; what does not stay in memory lies in `folder`."""
        import tempfile  # no search needs it

        self.dtype = np.dtype(dtype)
        self.count = 0
        self.file = tempfile.SpooledTemporaryFile(_IN_MEMORY, dir=str(folder))  # noqa: SIM115

    def append(self, items: Array) -> None:
        """Add items behind those that are there."""
        self.file.write(np.ascontiguousarray(items, self.dtype).data)
        self.count += len(items)


class ArrayFileWriter:
    """Writes a file of arrays; a context manager, and without `finish` nothing is left."""

    def __init__(self, path: Path) -> None:
        """Write to `path`, which must not exist."""
        self.path = path
        self._file = open(path, "xb")  # noqa: PTH123, SIM115
        self._file.write(bytes(_HEADER.size))
        self._places: dict[str, list[Any]] = {}
        self._streams: dict[str, ArrayStream] = {}
        self._finished = False

    def __enter__(self) -> ArrayFileWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file, and of all that was written if it is not finished."""
        for stream in self._streams.values():
            stream.file.close()
        self._file.close()
        if not self._finished:
            self.path.unlink(missing_ok=True)

    def add(self, name: str, array: Array) -> None:
        """Write a whole array."""
        data = np.ascontiguousarray(array).data
        start = self._aligned()
        self._file.write(data)
        self._places[name] = [array.dtype.str, start, len(array), zlib.crc32(data)]

    def stream(self, name: str, dtype: npt.DTypeLike) -> ArrayStream:
        """An array that will be written when the file is finished."""
        stream = self._streams[name] = ArrayStream(self.path.parent, dtype)
        return stream

    def finish(self, meta: dict[str, Any]) -> None:
        """Write what is left, the directory and the header, and make it durable."""
        for name, stream in self._streams.items():
            self._take_over(name, stream)
        directory = json.dumps({"meta": meta, "arrays": self._places}).encode()
        start = self._file.tell()
        self._file.write(directory)
        self._file.seek(0)
        checksum = zlib.crc32(directory)
        self._file.write(_HEADER.pack(_MAGIC, FORMAT, checksum, start, len(directory)))
        self._file.flush()
        os.fsync(self._file.fileno())
        self._finished = True

    def _take_over(self, name: str, stream: ArrayStream) -> None:
        start = self._aligned()
        checksum = 0
        stream.file.seek(0)
        while piece := stream.file.read(_PIECE):
            checksum = zlib.crc32(piece, checksum)
            self._file.write(piece)
        stream.file.close()
        self._places[name] = [stream.dtype.str, start, stream.count, checksum]

    def _aligned(self) -> int:
        self._file.write(bytes(-self._file.tell() % _ALIGNMENT))
        return self._file.tell()
