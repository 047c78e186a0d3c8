"""Which articles a segment has, and the sources they came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pincite.indexer.codec.strings import Strings, write_strings
from pincite.indexer.records import SourceState

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from pincite.indexer.codec.arrays import ArrayFile, ArrayFileWriter

_DIGEST = 16


class Catalog:
    """The articles of a segment by number, in the order of their documents.

    Attributes:
        ids: of the articles.
        ranks: uint32[n], the place of each among all when sorted by id.
    """

    def __init__(self, arrays: ArrayFile) -> None:
        """Read it from the file of the segment."""
        self._arrays = arrays
        self.ids = Strings(arrays, "ids")
        self.ranks: npt.NDArray[np.uint32] = arrays["id_ranks"]

    def articles_of(self, path: str) -> list[int]:
        """The numbers of the articles that the source at `path` gave."""
        source = Strings(self._arrays, "sources").find(path)
        if source < 0:
            return []
        numbers: list[int] = np.flatnonzero(self._arrays["article_sources"] == source).tolist()
        return numbers

    def sources(self) -> list[SourceState]:
        """The source of each article."""
        paths = list(Strings(self._arrays, "sources"))
        sizes = self._arrays["source_sizes"].tolist()
        times = self._arrays["source_times"].tolist()
        digests = self._arrays["source_digests"].tobytes()
        states = [
            SourceState(path, size, time, _hexadecimal(digests[at : at + _DIGEST]))
            for path, size, time, at in zip(
                paths, sizes, times, range(0, len(digests), _DIGEST), strict=True
            )
        ]
        return [states[number] for number in self._arrays["article_sources"].tolist()]


def write_catalog(
    writer: ArrayFileWriter, ids: Sequence[str], sources: Sequence[SourceState]
) -> None:
    """Write the ids of articles, each with its source."""
    write_strings(writer, "ids", ids)
    ranks = np.empty(len(ids), np.uint32)
    ranks[sorted(range(len(ids)), key=ids.__getitem__)] = np.arange(len(ids))
    writer.add("id_ranks", ranks)
    by_path = {source.path: source for source in sources}
    numbers = {path: number for number, path in enumerate(by_path)}
    write_strings(writer, "sources", list(by_path))
    of_articles = [numbers[source.path] for source in sources]
    writer.add("article_sources", np.array(of_articles, np.uint32))
    states = by_path.values()
    writer.add("source_sizes", np.array([state.size for state in states], np.uint64))
    writer.add("source_times", np.array([state.mtime_ns for state in states], np.int64))
    digests = [bytes.fromhex(state.digest).rjust(_DIGEST, b"\0") for state in states]
    writer.add("source_digests", np.frombuffer(b"".join(digests), np.uint8))


def _hexadecimal(digest: bytes) -> str:
    return digest.hex() if any(digest) else ""
