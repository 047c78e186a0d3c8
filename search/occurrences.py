"""Where the words and phrases of a query occur in one segment."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from pincite.indexer.codec.impacts import at_most
from pincite.indexer.codec.ranges import offsets, places_in
from pincite.indexer.weights import TITLE_WEIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from pincite.indexer.codec.segment import Segment

    Numbers = npt.NDArray[np.int64]
    Integers = npt.NDArray[np.integer[Any]]
    Scores = npt.NDArray[np.float64]

_NOTHING = np.empty(0, np.int64)
# From so many on they are looked up in a table, if that is not too much larger than they are.
_MANY = 512
_SPARSE = 64


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
    """Whether each of `wanted` is in `among`, both ascending."""
    if len(wanted) <= _MANY or not len(among):
        return places_in(wanted, among)[1]
    marked = np.zeros(max(int(among[-1]), int(wanted[-1])) + 1, bool)
    marked[among] = True
    return marked[wanted]


class WordOccurrences:
    """The paragraphs that have a stem.

    Attributes:
        documents: integers of the segment's own width, ascending, without deleted ones.
    """

    def __init__(self, segment: Segment, stem: int) -> None:
        """Of the stem of that number; -1 is one that the segment does not have."""
        self._reader = segment.postings
        self._stem = stem
        self._first, self._end = segment.postings.range(stem) if stem >= 0 else (0, 0)
        self.documents: Integers = segment.postings.documents[self._first : self._end]
        self._kept: Numbers | None = None
        if segment.deletions and stem >= 0:
            self._kept = np.flatnonzero(segment.live[self.documents])
            self.documents = self.documents[self._kept]

    def __len__(self) -> int:
        return len(self.documents)

    @property
    def bounds(self) -> npt.NDArray[np.uint8]:
        """uint8, the most each document's occurrences can add, in steps of `impacts.STEP`."""
        impacts = self._reader.impacts[self._first : self._end]
        return impacts if self._kept is None else impacts[self._kept]

    def frequencies(self, documents: Integers) -> Scores:
        """float64, how often it occurs in each of `documents`, in titles by their weight."""
        places, there = places_of(documents, self.documents)
        found = np.zeros(len(documents))
        if there.any():
            postings = self._postings(places[there])
            frequencies = self._reader.frequencies(postings)
            titled = self._reader.title_frequencies(self._stem, postings)
            if titled is not None:
                frequencies = frequencies + TITLE_WEIGHT * titled
            found[there] = frequencies
        titles, in_titles = self.titles()
        if len(titles):
            places, there = places_of(documents, titles)
            found[there] = TITLE_WEIGHT * in_titles[places[there]].astype(np.float64)
        return found

    def titles(self) -> tuple[Integers, Integers]:
        """The documents that have it in the title only, and how often."""
        if self._stem < 0:
            return _NOTHING, _NOTHING
        return self._reader.titles(self._stem)

    def title_frequency(self, document: int) -> int:
        """How often it occurs in the title above a document."""
        place, there = places_of(np.array([document]), self.documents)
        if not there[0]:
            titles, frequencies = self.titles()
            place, there = places_of(np.array([document]), titles)
            return int(frequencies[place[0]]) if there[0] else 0
        titled = self._reader.title_frequencies(self._stem, self._postings(place))
        return 0 if titled is None else int(titled[0])

    def positions(self, documents: Integers) -> tuple[Numbers, Numbers]:
        """For each occurrence in `documents` the place of its document there, and its position."""
        places, there = places_of(documents, self.documents)
        if not there.any():
            return _NOTHING, _NOTHING
        counts, positions = self._reader.positions(self._postings(places[there]))
        return np.repeat(np.flatnonzero(there), counts), positions

    def champions(self) -> tuple[Integers, int] | None:
        """Documents of most impact, ascending, and the most impact of all others.

        None where there are too few for it to be worth while.
        """
        postings = self._reader.champions(self._stem) if self._stem >= 0 else None
        if postings is None:
            return None
        documents = np.sort(self._reader.documents[postings])
        least = int(self._reader.impacts[postings[-1]])
        if self._kept is not None:
            documents = documents[are_in(documents, self.documents)]
        return documents, least

    def _postings(self, places: Numbers) -> Numbers:
        return self._first + (places if self._kept is None else self._kept[places])


class PhraseOccurrences:
    """The paragraphs that have some surface forms side by side.

    Attributes:
        documents: integers of the segment's own width, ascending, without deleted ones.
        counts: int64, how often each has the phrase.
    """

    def __init__(self, segment: Segment, words: Sequence[tuple[int, int]], average: float) -> None:
        """Of the surface forms that `words` has as stem and number among its forms.

        A stem of -1 is one that the segment does not have. `average` is the weighted length of
        a paragraph in the mean of the index.
        """
        self._segment = segment
        self._words = words
        self._average = average
        candidates, postings = self._candidates()
        owners, _ = self._starts(candidates, postings)
        counts = np.bincount(owners, minlength=len(candidates))
        there = np.flatnonzero(counts)
        self.documents: Integers = candidates[there]
        self.counts = counts[there]

    def __len__(self) -> int:
        return len(self.documents)

    @cached_property
    def bounds(self) -> Scores:
        """float64, the most each document's occurrences can add."""
        return at_most(self._segment.documents, self.documents, self.counts, self._average)

    def frequencies(self, documents: Integers) -> Scores:
        """float64, how often it occurs in each of `documents`."""
        places, there = places_of(documents, self.documents)
        if not len(self.counts):
            return np.zeros(len(documents))
        return np.where(there, self.counts[places], 0).astype(np.float64)

    def title_frequency(self, document: int) -> int:  # noqa: ARG002 - a title has words only
        """A phrase is not looked for in titles."""
        return 0

    def positions(self, documents: Integers) -> tuple[Numbers, Numbers]:
        """For each occurrence in `documents` the place of its document there, and its position."""
        there = np.flatnonzero(are_in(documents, self.documents))
        chosen = documents[there]
        postings = {stem: self._postings_of(stem, chosen) for stem, _ in self._words}
        owners, positions = self._starts(chosen, postings)
        return there[owners], positions

    def _postings_of(self, stem: int, documents: Integers) -> Numbers:
        first, end = self._segment.postings.range(stem)
        return first + places_of(documents, self._segment.postings.documents[first:end])[0]

    def _candidates(self) -> tuple[Integers, dict[int, Numbers]]:
        """The documents that have all stems, and for each stem its postings there."""
        reader = self._segment.postings
        stems = dict.fromkeys(stem for stem, _ in self._words)
        if -1 in stems:
            return _NOTHING, {}
        ranges = sorted((reader.range(stem) for stem in stems), key=lambda pair: pair[1] - pair[0])
        first, end = ranges[0]
        documents: Integers = reader.documents[first:end]
        found = {first: np.arange(first, end)}
        if self._segment.deletions:
            found[first] = found[first][self._segment.live[documents]]
            documents = reader.documents[found[first]]
        for first, end in ranges[1:]:
            places, there = places_of(documents, reader.documents[first:end])
            documents = documents[there]
            found = {own: postings[there] for own, postings in found.items()}
            found[first] = first + places[there]
        return documents, {stem: found[reader.range(stem)[0]] for stem in stems}

    def _starts(self, documents: Integers, postings: dict[int, Numbers]) -> tuple[Numbers, Numbers]:
        """For each occurrence the place of its document, and the position of its first word."""
        if not postings:
            return _NOTHING, _NOTHING
        lengths = self._segment.documents.text_lengths[documents.astype(np.int64)]
        bases = offsets(lengths)
        rarest_first = sorted(range(len(self._words)), key=self._frequency)
        owners, starts = self._allowed(rarest_first[0], postings)
        for place in rarest_first[1:]:
            if not len(owners):
                break
            others, allowed = self._allowed(place, postings)
            there = are_in(bases[owners] + starts, bases[others] + allowed)
            owners, starts = owners[there], starts[there]
        return owners, starts

    def _allowed(self, place: int, postings: dict[int, Numbers]) -> tuple[Numbers, Numbers]:
        """The starts that one word of the phrase allows, and the places of their documents."""
        stem, form = self._words[place]
        counts, positions = self._segment.postings.form_positions(stem, form, postings[stem])
        owners = np.repeat(np.arange(len(counts)), counts)
        starts = positions - place
        fits = starts >= 0
        return owners[fits], starts[fits]

    def _frequency(self, place: int) -> int:
        stem, form = self._words[place]
        lexicon = self._segment.lexicon
        return int(lexicon.frequencies[lexicon.forms_of(stem)[form]])


Occurrences = WordOccurrences | PhraseOccurrences
