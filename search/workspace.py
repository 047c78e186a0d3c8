"""What the searches of one segment share: arrays that would cost too much to make for each."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from pincite.indexer.weights import DEFAULT

if TYPE_CHECKING:
    import numpy.typing as npt

    from pincite.indexer.codec.segment import Segment
    from pincite.indexer.weights import Lengths, Weights
    from pincite.search.expansion.letters import Letters


class Workspace:
    """A segment and what is kept of it between searches; for one thread at a time.

    Attributes:
        segment: the segment.
        lengths: how long the paragraphs of the whole index are.
        relatives: of stems that were looked up, the numbers of the stems related to them.
    """

    def __init__(self, segment: Segment, lengths: Lengths) -> None:
        self.segment = segment
        self.lengths = lengths
        self.relatives: dict[str, list[int]] = {}
        self._other_norms: tuple[Weights, npt.NDArray[np.float64]] | None = None

    def norms(self, weights: Weights) -> npt.NDArray[np.float64]:
        """float64 by document number, its field norm; of a cut one that of its shortest passage."""
        if weights.are_bounded:
            return self._norms
        if self._other_norms is None or self._other_norms[0] != weights:
            self._other_norms = weights, self._made_norms(weights)
        return self._other_norms[1]

    @cached_property
    def _norms(self) -> npt.NDArray[np.float64]:
        return self._made_norms(DEFAULT)

    def _made_norms(self, weights: Weights) -> npt.NDArray[np.float64]:
        documents = np.arange(self.segment.document_count)
        lengths = self.segment.documents.shortest_passages(documents, weights.title)
        return weights.norms(lengths, self.lengths.mean(weights))

    def at_most(
        self, documents: npt.NDArray[np.integer[Any]], frequencies: npt.NDArray[np.float64]
    ) -> npt.NDArray[np.float64]:
        """float64, what so many occurrences of a term in each document are worth, or more.

        By the default weights, as all that bounds scores.
        """
        worth = DEFAULT.saturated(frequencies, self._norms[documents])
        worth *= DEFAULT.of_kinds[self.segment.documents.kinds[documents]]
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
