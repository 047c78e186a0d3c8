"""The words of the titles of articles, in order, function words left out: how near they are.

| array | dtype | item |
|---|---|---|
| title_words.stems | uint32 | word: its stem; those of a title lie side by side, in its order |
| title_words.firsts | uint32 | article, and one more: its first word |
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pincite.indexer.codec.ranges import concatenated, counts_between, offsets

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from pincite.indexer.codec.arrays import ArrayFile, ArrayFileWriter

    Numbers = npt.NDArray[np.int64]
    Words = npt.NDArray[np.uint32]


@dataclass(frozen=True)
class TitleWords:
    """The titles of the articles of a segment; empty ones where only headings would have them.

    Attributes:
        stems: uint32, the stem of each word.
        firsts: uint32[articles + 1], where in that each title begins.
    """

    stems: Words
    firsts: Words

    @classmethod
    def of(cls, stems: Numbers, counts: Numbers) -> TitleWords:
        """Those of stems, title by title, and of how many there are in each."""
        return cls(stems.astype(np.uint32), offsets(counts).astype(np.uint32))

    def kept(self, articles: Numbers, new_stems: Numbers) -> TitleWords:
        """Those of some articles, which ascend, by the new numbers of the stems."""
        stems, counts = self.at(articles)
        return self.of(new_stems[stems], counts)

    @classmethod
    def joined(cls, parts: Sequence[TitleWords]) -> TitleWords:
        """The titles of several ranges of articles, in order."""
        stems = np.concatenate([part.stems for part in parts])
        counts = np.concatenate([counts_between(part.firsts) for part in parts])
        return cls(stems, offsets(counts).astype(np.uint32))

    def at(self, articles: Numbers) -> tuple[Words, Numbers]:
        """The stems of the words of some titles, one title after the other; how many each has."""
        firsts = self.firsts[articles].astype(np.int64)
        counts = self.firsts[articles + 1] - firsts
        return self.stems[concatenated(firsts, counts)], counts

    def write(self, writer: ArrayFileWriter) -> None:
        """Add them to a file of arrays."""
        writer.add("title_words.stems", self.stems)
        writer.add("title_words.firsts", self.firsts)

    @classmethod
    def read(cls, arrays: ArrayFile) -> TitleWords:
        """Those of a segment, from its file."""
        return cls(arrays["title_words.stems"], arrays["title_words.firsts"])
