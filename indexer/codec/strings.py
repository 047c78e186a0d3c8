"""Many short strings as arrays, and how to find one: by a hash table, or by their order.

| array | dtype | item |
|---|---|---|
| bytes | uint8 | the strings as UTF-8, behind each the byte 255, which is in none |
| ends | unsigned | block of 16 strings: where it ends in `bytes` |
| heads | uint64 | block of strings in order: the first 8 bytes of the first, as one number |
| table | unsigned | of strings in no order, slot: 0, or the number of a block and 1 |

The table is one of open addressing with linear probing over CRC-32 of the UTF-8 bytes.
"""

from __future__ import annotations

import zlib
from bisect import bisect_right
from typing import TYPE_CHECKING

import numpy as np

from pincite.indexer.codec.ranges import as_memory, smallest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from pincite.indexer.codec.arrays import ArrayFile, ArrayFileWriter

    Numbers = npt.NDArray[np.uint32]

_BLOCK = 16
_END = b"\xff"
# Strings that are kept at hand once they were looked for.
_FOUND = 4096


class Strings:
    """The strings that a file of arrays holds under a name, by number."""

    def __init__(self, arrays: ArrayFile, name: str) -> None:
        """Read those that `write_strings` wrote under `name`."""
        self._bytes = arrays[f"{name}.bytes"].data
        self._ends = as_memory(arrays[f"{name}.ends"])
        self._is_ordered = f"{name}.heads" in arrays
        self._keys = arrays[f"{name}.heads" if self._is_ordered else f"{name}.table"]
        self._found: dict[str, int] = {}
        # Neighbours are often asked for one after the other.
        self._last: tuple[int, list[bytes]] = (-1, [])

    def __len__(self) -> int:
        blocks = len(self._ends)
        return (blocks - 1) * _BLOCK + self._block(blocks - 1).count(_END) if blocks else 0

    def __getitem__(self, number: int) -> str:
        return self.encoded(number).decode("utf-8", "surrogatepass")

    def __iter__(self) -> Iterator[str]:
        for block in range(len(self._ends)):
            for encoded in self._block(block).split(_END)[:-1]:
                yield encoded.decode("utf-8", "surrogatepass")

    def between(self, first: int, end: int) -> list[str]:
        """The strings from one number to another, that one excluded."""
        if first == end:
            return []
        block, place = divmod(first, _BLOCK)
        behind = place + end - first
        encoded = self._blocks(block, (end - 1) // _BLOCK).split(_END, behind)[place:behind]
        return [each.decode("utf-8", "surrogatepass") for each in encoded]

    def beginning(self, prefix: str) -> dict[str, int]:
        """The strings that begin with one that is not empty, by number; they must be in order."""
        wanted = prefix.encode("utf-8", "surrogatepass")
        least, most = _head(wanted), _head(wanted[:8] + _END * 8)
        first = max(int(self._keys.searchsorted(least)) - 1, 0)
        end = int(self._keys.searchsorted(most, "right"))
        strings = self._blocks(first, end - 1).split(_END) if end else []
        return {
            each.decode("utf-8", "surrogatepass"): number
            for number, each in enumerate(strings, first * _BLOCK)
            if each.startswith(wanted)
        }

    def encoded(self, number: int) -> bytes:
        """A string as UTF-8."""
        block, place = divmod(number, _BLOCK)
        last, strings = self._last
        if block != last:
            strings = self._block(block).split(_END)
            self._last = (block, strings)
        return strings[place]

    def joined(self) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
        """The UTF-8 of all strings one behind the other, and where each ends."""
        data = np.frombuffer(self._bytes, np.uint8)
        is_end = data == _END[0]
        ends = np.flatnonzero(is_end)
        return data[~is_end], ends - np.arange(len(ends))

    def find(self, string: str) -> int:
        """The number of a string, or -1 where it is not among them."""
        number = self._found.get(string)
        if number is None:
            if len(self._found) >= _FOUND:
                self._found.clear()
            wanted = string.encode("utf-8", "surrogatepass")
            find = self._find_ordered if self._is_ordered else self._find_hashed
            number = self._found[string] = find(wanted)
        return number

    def _block(self, block: int) -> bytes:
        return self._blocks(block, block)

    def _blocks(self, first: int, last: int) -> bytes:
        start = self._ends[first - 1] if first else 0
        return bytes(self._bytes[start : self._ends[last]])

    def _find_ordered(self, wanted: bytes) -> int:
        head = _head(wanted)
        first = int(self._keys.searchsorted(head))
        end = int(self._keys.searchsorted(head, "right"))
        # Those before `first` begin with less, those from `end` on with more.
        block = bisect_right(range(end), wanted, first, end, key=self._first) - 1
        return self._find_in(block, wanted) if block >= 0 else -1

    def _find_hashed(self, wanted: bytes) -> int:
        mask = len(self._keys) - 1
        place = zlib.crc32(wanted) & mask
        while block := int(self._keys[place]):
            number = self._find_in(block - 1, wanted)
            if number >= 0:
                return number
            place = (place + 1) & mask
        return -1

    def _first(self, block: int) -> bytes:
        return self._block(block).partition(_END)[0]

    def _find_in(self, block: int, wanted: bytes) -> int:
        data = _END + self._block(block)
        place = data.find(_END + wanted + _END)
        return block * _BLOCK + data.count(_END, 0, place) if place >= 0 else -1


def write_strings(
    writer: ArrayFileWriter, name: str, strings: Sequence[str], *, ordered: bool = False
) -> None:
    """Write strings under a name, all different; `ordered` ones ascend."""
    encoded = [string.encode("utf-8", "surrogatepass") for string in strings]
    ends = np.cumsum([len(each) + 1 for each in encoded], dtype=np.int64)
    ends = np.concatenate([ends[_BLOCK - 1 :: _BLOCK], ends[len(ends) // _BLOCK * _BLOCK :][-1:]])
    data = b"".join(each + _END for each in encoded)
    writer.add(f"{name}.bytes", np.frombuffer(data, np.uint8))
    writer.add(f"{name}.ends", ends.astype(smallest(len(data))))
    if ordered:
        writer.add(f"{name}.heads", np.array(list(map(_head, encoded[::_BLOCK])), np.uint64))
    else:
        table = _hash_table(encoded)
        blocks = (table + np.uint32(_BLOCK - 1)) // np.uint32(_BLOCK)
        writer.add(f"{name}.table", blocks.astype(smallest(len(ends))))


def _head(encoded: bytes) -> np.uint64:
    return np.uint64(int.from_bytes(encoded[:8].ljust(8, b"\0"), "big"))


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
