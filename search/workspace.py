"""What the searches of one segment share: arrays that would cost too much to make for each."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from pincite.indexer.weights import kind_weights, norms, saturated

if TYPE_CHECKING:
    import numpy.typing as npt

    from pincite.indexer.codec.segment import Segment
    from pincite.search.expansion.letters import Letters


class Workspace:
    """A segment and what is kept of it between searches; for one thread at a time.

    Attributes:
        segment: the segment.
        average: weighted words of a paragraph in the mean of the whole index.
    """

    def __init__(self, segment: Segment, average: float) -> None:
        self.segment = segment
        self.average = average

    @cached_property
    def norms(self) -> npt.NDArray[np.float64]:
        """float64 by document number, its field norm; of a cut one that of its shortest passage."""
        lengths = self.segment.documents.shortest_passages(np.arange(self.segment.document_count))
        return norms(lengths, self.average)

    def at_most(
        self, documents: npt.NDArray[np.integer[Any]], frequencies: npt.NDArray[np.float64]
    ) -> npt.NDArray[np.float64]:
        """float64, what so many occurrences of a term in each document are worth, or more."""
        worth = saturated(frequencies, self.norms[documents])
        worth *= kind_weights()[self.segment.documents.kinds[documents]]
        return worth

    @cached_property
    def slots(self) -> npt.NDArray[np.int32]:
        """int32 by document number, without meaning: each search writes before it reads.

        Who finds in it a number that leads back to the same document has found a document that
        he wrote there himself, or one that another search did; which of the two it is he can
        tell if he wrote all that he reads. So it never needs clearing. Briggs and Torczon, "An
        efficient representation for sparse sets", LOPLAS 2(1-4), 1993.
        """
        return np.zeros(self.segment.document_count, np.int32)

    @cached_property
    def letters(self) -> Letters:
        """The surface forms by their letters."""
        from pincite.search.expansion.letters import Letters

        return Letters(self.segment.lexicon.surfaces)
