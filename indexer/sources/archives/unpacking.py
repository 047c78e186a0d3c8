"""Unpacked bytes, counted while they come: what a header says of sizes is never believed."""

from __future__ import annotations

import io
import struct
import zlib
from typing import TYPE_CHECKING, BinaryIO
from zipfile import BadZipFile

from pincite.errors import SourceError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

# In bytes: what one member may unpack to, and all members of an archive with those of the archives
# inside it.
LARGEST_MEMBER = 256 << 20
LARGEST_ARCHIVE = 1 << 30
# The modules that read archives, and how many archives one may lie in.
ARCHIVES = frozenset({"archives.gzip_file", "archives.zip_file"})
_DEEPEST = 1
_STEP = 1 << 16
# What reading packed bytes raises when they are damaged.
DAMAGE = (
    *(BadZipFile, EOFError, NotImplementedError, OSError, OverflowError, RuntimeError, ValueError),
    *(struct.error, zlib.error),
)


class Allowance:
    """What an archive may still unpack to, shared by all that lies in it.

    Attributes:
        depth: how many archives lie around this one.
    """

    def __init__(self, largest: int = LARGEST_ARCHIVE) -> None:
        self.depth = 0
        self._largest = largest
        self._left = [largest]

    def inner(self) -> Allowance:
        """The same, for an archive inside this one.

        Raises:
            SourceError: this one lies in another already.
        """
        if self.depth >= _DEEPEST:
            raise SourceError("an archive in an archive in an archive")
        inner = Allowance(self._largest)
        inner.depth = self.depth + 1
        inner._left = self._left
        return inner

    def take(self, count: int) -> None:
        """Note that `count` bytes were unpacked.

        Raises:
            SourceError: that was too much.
        """
        self._left[0] -= count
        if self.spent:
            raise SourceError(f"unpacks to more than {self._largest >> 20} MB in all")

    @property
    def spent(self) -> bool:
        """Whether more was to be unpacked than may be."""
        return self._left[0] < 0


def unpacked(
    stream: BinaryIO, allowance: Allowance, largest: int, packed: BinaryIO | None = None
) -> BinaryIO:
    """What a decompressing stream gives, up to `largest` bytes.

    Reading from it raises SourceError when the data is damaged or unpacks to more.

    Args:
        stream: that decompresses; closed with what is returned.
        allowance: what may be unpacked in all.
        largest: in bytes.
        packed: what the stream reads from, if that is to be closed, too.
    """
    return io.BufferedReader(_Unpacked(stream, allowance, largest, packed), _STEP)


class _Unpacked(io.RawIOBase):
    def __init__(
        self, stream: BinaryIO, allowance: Allowance, largest: int, packed: BinaryIO | None
    ) -> None:
        self._stream = stream
        self._packed = packed
        self._allowance = allowance
        self._largest = largest
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        try:
            data = self._stream.read(min(len(view), _STEP))
        except DAMAGE as error:
            raise SourceError(f"is damaged or cut off ({error or 'no end'})") from error
        self._count += len(data)
        if self._count > self._largest:
            raise SourceError(f"unpacks to more than {self._largest >> 20} MB")
        self._allowance.take(len(data))
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
            if self._packed is not None:
                self._packed.close()
        super().close()
