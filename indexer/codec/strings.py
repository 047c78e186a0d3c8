"""Many short strings as arrays: their bytes, where each ends, and a hash table to find one.

The table is one of open addressing with linear probing over CRC-32 of the UTF-8 bytes.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from pincite.indexer.codec.arrays import ArrayFile, ArrayFileWriter

    Numbers = npt.NDArray[np.uint32]


class Strings:
    """The strings that a file of arrays holds under a name, by number."""

    def __init__(self, arrays: ArrayFile, name: str) -> None:
        """Read those that `write_strings` wrote under `name`."""
        self._bytes = arrays[f"{name}.bytes"].data
        self._ends = arrays[f"{name}.ends"]
        table = f"{name}.table"
        self._table = arrays[table] if table in arrays else None  # noqa: SIM401 - it has no get

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, number: int) -> str:
        return self.encoded(number).decode("utf-8", "surrogatepass")

    def __iter__(self) -> Iterator[str]:
        data, start = self._bytes, 0
        for end in self._ends.tolist():
            yield bytes(data[start:end]).decode("utf-8", "surrogatepass")
            start = end

    def encoded(self, number: int) -> bytes:
        """A string as UTF-8."""
        start = int(self._ends[number - 1]) if number else 0
        return bytes(self._bytes[start : int(self._ends[number])])

    def find(self, string: str) -> int:
        """The number of a string, or -1 where it is not among them."""
        table = self._table
        if table is None or not len(self._ends):
            return -1
        wanted = string.encode("utf-8", "surrogatepass")
        mask = len(table) - 1
        place = zlib.crc32(wanted) & mask
        while number := int(table[place]):
            if self.encoded(number - 1) == wanted:
                return number - 1
            place = (place + 1) & mask
        return -1


def write_strings(
    writer: ArrayFileWriter, name: str, strings: Sequence[str], *, findable: bool = True
) -> None:
    """Write strings under a name; `findable` ones are all different."""
    encoded = [string.encode("utf-8", "surrogatepass") for string in strings]
    lengths = np.fromiter(map(len, encoded), np.int64, len(encoded))
    ends = np.cumsum(lengths)
    wide = bool(len(ends)) and int(ends[-1]) > np.iinfo(np.uint32).max
    writer.add(f"{name}.bytes", np.frombuffer(b"".join(encoded), np.uint8))
    writer.add(f"{name}.ends", ends.astype(np.uint64 if wide else np.uint32))
    if findable:
        writer.add(f"{name}.table", _hash_table(encoded))


def _hash_table(encoded: Sequence[bytes]) -> Numbers:
    """Numbers plus one by hash, 0 where there is none; at most three quarters of it taken."""
    size = 1 << (len(encoded) * 4 // 3 + 1).bit_length()
    table = np.zeros(size, np.uint32)
    places = np.fromiter(map(zlib.crc32, encoded), np.uint32, len(encoded)) & np.uint32(size - 1)
    waiting = np.arange(len(encoded), dtype=np.uint32)
    while len(waiting):
        free = table[places] == 0
        table[places[free]] = waiting[free] + 1
        waiting_still = table[places] != waiting + 1
        waiting = waiting[waiting_still]
        places = (places[waiting_still] + 1) & np.uint32(size - 1)
    return table
