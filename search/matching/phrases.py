"""Where a phrase occurs in one segment: surface forms side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from pincite.indexer.codec.ranges import places_in, run_starts
from pincite.search.matching.occurrences import PlacedOccurrences, are_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from pincite.search.workspace import Workspace

    Numbers = npt.NDArray[np.int64]
    Integers = npt.NDArray[np.integer[Any]]

_NOTHING = np.empty(0, np.int64)
# A word that is in so many times more paragraphs than are left is looked up in these.
_FEWER = 12


class PhraseOccurrences(PlacedOccurrences):
    """The paragraphs that have some surface forms side by side.

    Where a phrase begins, each of its words stands at the number of the first plus its place.
    """

    def __init__(self, space: Workspace, words: Sequence[tuple[int, int]]) -> None:
        """Of the surface forms that `words` has as stem and number among its forms.

        A stem of -1 is one that the segment does not have.
        """
        super().__init__(space)
        self._words = words
        self._place(*self._found())

    def _found(self) -> tuple[Integers, Numbers]:
        """The document of each occurrence, and the number of its first word; both ascending."""
        if any(stem < 0 for stem, _ in self._words):
            return _NOTHING, _NOTHING
        rarest, *others = sorted(range(len(self._words)), key=self._frequency)
        owners, starts = self._allowed(rarest)
        if self._segment.deletions:
            live = self._segment.live[owners]
            owners, starts = owners[live], starts[live]
        for place in others:
            if not len(owners):
                break
            kept = np.flatnonzero(are_in(starts, self._allowed(place, owners)[1]))
            owners, starts = owners[kept], starts[kept]
        return owners, starts

    def _allowed(self, place: int, among: Integers | None = None) -> tuple[Integers, Numbers]:
        """Where the phrase may begin for one of its words: documents, and numbers of words.

        Args:
            place: of the word in the phrase.
            among: the only documents that matter, ascending; one may come more than once.
        """
        stem, form = self._words[place]
        reader = self._segment.postings
        first, end = reader.range(stem)
        documents = reader.documents[first:end]
        if among is None or len(among) * _FEWER > len(documents):
            counts, positions, forms = reader.all_positions(stem)
        else:
            distinct = among[run_starts(among)]
            places, there = places_in(distinct, documents)
            documents = distinct[there]
            counts, positions, forms = reader.positions_and_forms(stem, first + places[there])
        allowed = None if forms is None else forms == form
        if place:
            fits = positions >= place
            allowed = fits if allowed is None else allowed & fits
        numbers = np.repeat(self._segment.word_starts[documents] - place, counts)
        numbers += positions
        if among is None:
            documents = np.repeat(documents, counts)
        if allowed is None:
            return documents, numbers
        kept = np.flatnonzero(allowed)
        return documents[kept] if among is None else documents, numbers[kept]

    def _frequency(self, place: int) -> int:
        stem, form = self._words[place]
        lexicon = self._segment.lexicon
        return int(lexicon.frequencies[lexicon.forms_of(stem)[form]])
