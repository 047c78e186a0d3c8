"""Where what a query asks for occurs in one segment: words, and what all else has in common."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from pincite.indexer.codec.ranges import places_in, run_starts

if TYPE_CHECKING:
    from collections.abc import Collection

    import numpy.typing as npt

    from pincite.indexer.codec.segment import Segment
    from pincite.search.workspace import Workspace

    Numbers = npt.NDArray[np.int64]
    Integers = npt.NDArray[np.integer[Any]]
    Scores = npt.NDArray[np.float64]

_NOTHING = np.empty(0, np.int64)
# From so many on they are looked up in a table, if that is not too much larger than they are.
_MANY = 512
_SPARSE = 64
# So much room for each is faster marked than sorted through.
_DENSE = 24


def places_of(wanted: Integers, among: Integers) -> tuple[Numbers, npt.NDArray[np.bool_]]:
    """Where each of `wanted` stands in `among`, both ascending, and whether it does at all."""
    if len(wanted) <= _MANY or not len(among):
        return places_in(wanted, among)
    end = max(int(among[-1]), int(wanted[-1])) + 1
    if end >= _SPARSE * len(wanted):
        return places_in(wanted, among)
    table = np.zeros(end, np.int64)
    table[among] = np.arange(len(among))
    places = table[wanted]
    return places, among[places] == wanted


def are_in(wanted: Integers, among: Integers) -> npt.NDArray[np.bool_]:
    """Whether each of `wanted` is in `among`; both ascend, and none comes twice."""
    if len(wanted) <= _MANY or not len(among):
        return places_in(wanted, among)[1]
    end = max(int(among[-1]), int(wanted[-1])) + 1
    if end < _DENSE * (len(wanted) + len(among)):
        marked = np.zeros(end, bool)
        marked[among] = True
        return marked[wanted]
    together = np.concatenate([wanted, among])
    together.sort(kind="stable")  # which merges what ascends already
    there = np.zeros(len(wanted), bool)
    there[wanted.searchsorted(together[1:][together[1:] == together[:-1]])] = True
    return there


class WordOccurrences:
    """The paragraphs that have a stem, and the leads that answer for the titles that have it.

    Attributes:
        stem: its number; -1 for one that the segment does not have.
    """

    def __init__(self, segment: Segment, stem: int) -> None:
        """Of the stem of that number; -1 is one that the segment does not have."""
        self.stem = stem
        self._segment = segment
        self._reader = segment.postings
        self._first, self._end = segment.postings.range(stem) if stem >= 0 else (0, 0)
        self._leads = segment.titled_leads(stem) if stem >= 0 else _NOTHING

    def __len__(self) -> int:
        deletions = self._segment.deletions
        gone = deletions.of_stem(self.stem) if deletions and self.stem >= 0 else 0
        return self._end - self._first - gone + len(self._leads)

    @property
    def _all(self) -> Integers:
        """The documents whose texts have it, deleted ones included."""
        documents: Integers = self._reader.documents[self._first : self._end]
        return documents

    @cached_property
    def _kept(self) -> Numbers | None:
        """The places in `_all` of those not deleted; None for all of them."""
        return np.flatnonzero(self._segment.live[self._all]) if self._segment.deletions else None

    @cached_property
    def _places(self) -> Numbers:
        """Where each of the leads comes among the others."""
        return self._in_texts.searchsorted(self._leads)

    @cached_property
    def _in_texts(self) -> Integers:
        return self._all if self._kept is None else self._all[self._kept]

    @cached_property
    def documents(self) -> Integers:
        """Integers of the segment's own width, ascending, without deleted ones."""
        if not len(self._leads):
            return self._in_texts
        return np.insert(self._in_texts, self._places, self._leads)

    @property
    def bounds(self) -> npt.NDArray[np.uint8]:
        """uint8, the most each document's occurrences can add, in steps of `weights.STEP`.

        For those whose titles alone have it next to nothing, as `titles` tells of these.
        """
        impacts = self._reader.impacts[self._first : self._end]
        kept = impacts if self._kept is None else impacts[self._kept]
        return np.insert(kept, self._places, np.uint8(1)) if len(self._leads) else kept

    def postings_at(self, documents: Integers) -> Numbers:
        """int64, the posting of each of `documents`, which ascend; -1 where it has none."""
        places, there = places_in(documents, self._all)
        return np.where(there, places + self._first, -1)

    def titles(self) -> tuple[Integers, Integers]:
        """The documents that have it in the title only, and how often."""
        if self.stem < 0:
            return _NOTHING, _NOTHING
        return self._reader.titles(self.stem)

    def positions(self, documents: Integers) -> tuple[Numbers, Numbers]:
        """For each occurrence in `documents` the place of its document there, and its position."""
        postings = self.postings_at(documents)
        there = np.flatnonzero(postings >= 0)
        counts, positions = self._reader.positions(postings[there])
        return np.repeat(there, counts), positions

    def champions(self) -> tuple[Integers, int] | None:
        """Documents of most impact, ascending, and the most impact of all others.

        All leads are among them. None where there are too few for it to be worth while.
        """
        postings = self._reader.champions(self.stem) if self.stem >= 0 else None
        if postings is None:
            return None
        documents = self._reader.documents[postings]
        if self._segment.deletions:
            documents = documents[self._segment.live[documents]]
        documents = np.sort(np.concatenate([documents, self._leads]))
        return documents, int(self._reader.impacts[postings[-1]])


class CountedOccurrences:
    """The paragraphs that have something other than a stem, each with how often it does.

    Attributes:
        documents: integers of the segment's own width, ascending, without deleted ones.
        counts: int64, how often each has it.
    """

    documents: Integers
    counts: Numbers

    def __init__(self, space: Workspace) -> None:
        """In the segment of `space`."""
        self._space = space
        self._segment = space.segment

    def __len__(self) -> int:
        return len(self.documents)

    @cached_property
    def bounds(self) -> Scores:
        """float64, the most each document's occurrences can add.

        Where it is cut they are weighed as if all were in its shortest passage.
        """
        return self._space.at_most(self.documents.astype(np.int64), self.counts.astype(np.float64))

    def frequencies(self, documents: Integers) -> Scores:
        """float64, how often it occurs in each of `documents`; titles do not count."""
        places, there = places_of(documents, self.documents)
        if not len(self.counts):
            return np.zeros(len(documents))
        return np.where(there, self.counts[places], 0).astype(np.float64)

    def positions(self, documents: Integers) -> tuple[Numbers, Numbers]:
        """For each occurrence in `documents` the place of its document there, and its position."""
        raise NotImplementedError


class PlacedOccurrences(CountedOccurrences):
    """The paragraphs that have something, the place of each occurrence being known.

    All words of a segment are numbered as they follow each other, through all paragraphs.
    """

    def positions(self, documents: Integers) -> tuple[Numbers, Numbers]:
        """For each occurrence in `documents` the place of its document there, and its position."""
        places, there = places_of(self._owners, documents)
        owners = self._owners[there].astype(np.int64)
        return places[there], self._starts[there] - self._segment.word_starts[owners]

    def _place(self, owners: Integers, starts: Numbers) -> None:
        """Note the document of each occurrence, and the number of its first word; both ascend."""
        self._owners = owners
        self._starts = starts
        firsts = run_starts(owners)
        self.documents = owners[firsts]
        self.counts = np.diff(firsts, append=len(owners))


def with_all(segment: Segment, stems: Collection[int]) -> tuple[Integers, dict[int, Numbers]]:
    """The documents that have all of some stems, and for each stem its postings there."""
    reader = segment.postings
    if -1 in stems:
        return _NOTHING, {}
    ranges = sorted((reader.range(stem) for stem in stems), key=lambda pair: pair[1] - pair[0])
    first, end = ranges[0]
    documents: Integers = reader.documents[first:end]
    found = {first: np.arange(first, end)}
    if segment.deletions:
        found[first] = found[first][segment.live[documents]]
        documents = reader.documents[found[first]]
    for first, end in ranges[1:]:
        places, there = places_of(documents, reader.documents[first:end])
        documents = documents[there]
        found = {own: postings[there] for own, postings in found.items()}
        found[first] = first + places[there]
    return documents, {stem: found[reader.range(stem)[0]] for stem in stems}


Occurrences = WordOccurrences | CountedOccurrences
