"""Where words stand near each other in one segment, in any form and any order."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from pincite.search.matching.occurrences import PlacedOccurrences, with_all

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from pincite.search.workspace import Workspace

    Numbers = npt.NDArray[np.int64]
    Integers = npt.NDArray[np.integer[Any]]

_NOTHING = np.empty(0, np.int64)


class NearOccurrences(PlacedOccurrences):
    """The paragraphs that have some stems near each other.

    What counts is each of these words with which a stretch of text begins that has them all and
    is short enough.
    """

    def __init__(self, space: Workspace, stems: Sequence[int], distance: int) -> None:
        """Of stems by number, one as often as it has to be there.

        A stem of -1 is one that the segment does not have. The last word of a stretch is at most
        `distance` words from its first.
        """
        super().__init__(space)
        self._counts = Counter(stems)
        self._distance = distance
        candidates, postings = with_all(space.segment, self._counts)
        owners, positions = self._beginnings(postings)
        documents = candidates[owners]
        self._place(documents, space.segment.word_starts[documents] + positions)

    def _beginnings(self, postings: Mapping[int, Numbers]) -> tuple[Numbers, Numbers]:
        """For each occurrence the place of its document, and its position, both ascending.

        Args:
            postings: of each stem, one in each document.
        """
        if not postings:
            return _NOTHING, _NOTHING
        places = {stem: self._places(found) for stem, found in postings.items()}
        starts = np.concatenate(list(places.values()))
        starts.sort(kind="stable")  # which merges what is sorted already
        for stem in sorted(places, key=lambda stem: len(places[stem])):
            among = places[stem]
            # The last of so many from each start on; the last starts have fewer behind them.
            lasts = among.searchsorted(starts) + (self._counts[stem] - 1)
            there = int(lasts.searchsorted(len(among)))
            starts = starts[:there]
            starts = starts[among[lasts[:there]] - starts <= self._distance]
        return starts >> 32, starts & 0xFFFFFFFF

    def _places(self, postings: Numbers) -> Numbers:
        """Place of the document << 32 | position there, of each word of some postings."""
        counts, positions = self._segment.postings.positions(postings)
        return np.repeat(np.arange(len(postings)), counts) << 32 | positions
