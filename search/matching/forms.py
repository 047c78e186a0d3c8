"""Where any of some surface forms occurs in one segment, as if they were one word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from pincite.indexer.codec.ranges import concatenated, run_starts
from pincite.search.matching.occurrences import CountedOccurrences

if TYPE_CHECKING:
    import numpy.typing as npt

    from pincite.indexer.codec.segment import Segment

    Numbers = npt.NDArray[np.int64]
    Integers = npt.NDArray[np.integer[Any]]

# With fewer documents to each posting than this, a table of all documents is cheaper than sorting.
_DENSE = 32


class FormsOccurrences(CountedOccurrences):
    """The paragraphs that have one of some surface forms."""

    def __init__(self, segment: Segment, surfaces: Numbers, average: float) -> None:
        """Of surface forms by number, ascending.

        `average` is the weighted length of a paragraph in the mean of the index.
        """
        super().__init__(segment, average)
        first_forms = segment.lexicon.forms.astype(np.int64)
        stems = first_forms.searchsorted(surfaces, "right") - 1
        groups = run_starts(stems)
        self._stems = stems[groups]
        self._first_forms = first_forms[self._stems]
        self._chosen = np.zeros(int(first_forms[-1]), bool)
        self._chosen[surfaces] = True
        counts = np.diff(groups, append=len(stems))
        is_whole = counts == first_forms[self._stems + 1] - self._first_forms
        self._postings, self._owners = self._live_postings()
        self._count(is_whole)

    def positions(self, documents: Integers) -> tuple[Numbers, Numbers]:
        """For each occurrence in `documents` the place of its document there, and its position."""
        found = self._segment.postings.documents[self._postings]
        if not len(documents):
            return documents.astype(np.int64), documents.astype(np.int64)
        places = documents.searchsorted(found.astype(documents.dtype, copy=False))
        there = documents.take(places, mode="clip") == found
        counts, positions = self._positions(there)
        keys = np.repeat(places[there], counts) << 32 | positions
        keys.sort()
        return keys >> 32, keys & 0xFFFFFFFF

    def _live_postings(self) -> tuple[Numbers, Numbers]:
        """The postings of all stems, ascending, and of each the place of its stem."""
        firsts = self._segment.postings.firsts[self._stems].astype(np.int64)
        counts = self._segment.postings.firsts[self._stems + 1] - firsts
        postings = concatenated(firsts, counts)
        owners = np.repeat(np.arange(len(counts)), counts)
        if self._segment.deletions:
            live = self._segment.live[self._segment.postings.documents[postings]]
            return postings[live], owners[live]
        return postings, owners

    def _count(self, is_whole: npt.NDArray[np.bool_]) -> None:
        """Find the documents; of stems that are wanted whole no form needs to be looked at."""
        reader = self._segment.postings
        frequencies = reader.frequencies(self._postings)
        partial = ~is_whole[self._owners]
        if partial.any():
            frequencies[partial], _ = self._positions(partial)
        there = np.flatnonzero(frequencies > 0)
        documents, frequencies = reader.documents[self._postings[there]], frequencies[there]
        if len(documents) * _DENSE < self._segment.document_count:
            self.documents, places = np.unique(documents, return_inverse=True)
            counts = np.bincount(places, frequencies, len(self.documents))
        else:
            counts = np.bincount(documents, frequencies, self._segment.document_count)
            self.documents = np.flatnonzero(counts > 0).astype(documents.dtype)
            counts = counts[self.documents]
        self.counts = counts.astype(np.int64)

    def _positions(self, there: npt.NDArray[np.bool_]) -> tuple[Numbers, Numbers]:
        """How many words of each of some postings are in a wanted form, and where they are."""
        return self._segment.postings.chosen_positions(
            self._stems,
            self._owners[there],
            self._postings[there],
            self._first_forms,
            self._chosen,
        )
