"""Where any of some surface forms occurs in one segment, as if they were one word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from pincite.indexer.codec.ranges import concatenated, offsets, run_starts
from pincite.search.matching.occurrences import CountedOccurrences

if TYPE_CHECKING:
    import numpy.typing as npt

    from pincite.search.workspace import Workspace

    Numbers = npt.NDArray[np.int64]
    Integers = npt.NDArray[np.integer[Any]]

# With fewer documents to each posting than this, a table of all documents is cheaper than sorting.
_DENSE = 8
# A stem of so many postings is worth going through by itself.
_MANY = 256


class FormsOccurrences(CountedOccurrences):
    """The paragraphs that have one of some surface forms.

    The postings of their stems are taken as they lie in the index, and known by their places
    among these; those of deleted paragraphs are there too.
    """

    def __init__(self, space: Workspace, surfaces: Numbers) -> None:
        """Of surface forms by number, ascending."""
        super().__init__(space)
        self._reader = space.segment.postings
        first_forms, first_postings = space.segment.lexicon.forms, self._reader.firsts
        stems = first_forms.searchsorted(surfaces.astype(first_forms.dtype), "right") - 1
        groups = run_starts(stems)
        self._stems = stems[groups]
        self._first_forms = first_forms[self._stems].astype(np.int64)
        self._chosen = np.zeros(int(first_forms[-1]), bool)
        self._chosen[surfaces] = True
        self._firsts = first_postings[self._stems].astype(np.int64)
        ends = first_postings[self._stems + 1].astype(np.int64)
        self._places = offsets(ends - self._firsts)
        self._documents, frequencies = self._reader.stretches(self._firsts, ends)
        counts = first_forms[self._stems + 1] - self._first_forms
        partial = np.flatnonzero(np.diff(groups, append=len(stems)) < counts)
        self._count_chosen(partial, counts[partial], frequencies)
        self._gather(frequencies)

    def positions(self, documents: Integers) -> tuple[Numbers, Numbers]:
        """For each occurrence in `documents` the place of its document there, and its position."""
        is_wanted = np.zeros(self._segment.document_count, bool)
        is_wanted[documents] = True
        there = np.flatnonzero(is_wanted[self._documents])
        owners = self._places.searchsorted(there, "right") - 1
        counts, positions = self._positions(owners, there)
        found = self._documents[there].astype(documents.dtype, copy=False)
        keys = np.repeat(documents.searchsorted(found), counts) << 32 | positions
        keys.sort()
        return keys >> 32, keys & 0xFFFFFFFF

    def _count_chosen(self, partial: Numbers, counts: Numbers, frequencies: Integers) -> None:
        """Put in how often those forms occur that are wanted, where a stem has others too.

        Args:
            partial: the places of such stems.
            counts: how many forms each has.
            frequencies: of each posting, how often its stem occurs.
        """
        sizes = self._places[partial + 1] - self._places[partial]
        is_large = sizes >= _MANY
        large = partial[is_large]
        tokens = self._reader.token_starts(self._firsts[large]).tolist()
        for place, count, token in zip(
            large.tolist(), counts[is_large].tolist(), tokens, strict=True
        ):
            own = frequencies[self._places[place] : self._places[place + 1]]
            first_form = self._first_forms[place]
            chosen = self._chosen[first_form : first_form + count]
            own[:] = self._reader.chosen_frequencies(int(self._stems[place]), token, own, chosen)
        small, sizes = partial[~is_large], sizes[~is_large]
        if len(small):
            there = concatenated(self._places[small], sizes)
            frequencies[there], _ = self._positions(np.repeat(small, sizes), there)

    def _positions(self, owners: Numbers, there: Numbers) -> tuple[Numbers, Numbers]:
        """How many words of each of some postings are in a wanted form, and where they are.

        Args:
            owners: the place of the stem of each.
            there: their places.
        """
        postings = there + (self._firsts - self._places[:-1])[owners]
        return self._reader.chosen_positions(
            self._stems, owners, postings, self._first_forms, self._chosen
        )

    def _gather(self, frequencies: Integers) -> None:
        """Find the documents, and add up what each of their postings has."""
        every, end = self._documents, self._segment.document_count
        if len(every) * _DENSE < end:
            keys = every.astype(np.int64) << 32 | frequencies
            keys.sort()
            owners = keys >> 32
            firsts = run_starts(owners)
            documents, counts = owners[firsts], np.add.reduceat(keys & 0xFFFFFFFF, firsts)
            there = np.flatnonzero(counts)
            documents, counts = documents[there], counts[there]
        else:
            table = np.zeros(end, np.int32)
            np.add.at(table, every, frequencies.astype(np.int32))
            documents = np.flatnonzero(table > 0)  # which bools are quicker for
            counts = table[documents].astype(np.int64)
        if self._segment.deletions:
            live = np.flatnonzero(self._segment.live[documents])
            documents, counts = documents[live], counts[live]
        self.documents = documents.astype(every.dtype)
        self.counts = counts
