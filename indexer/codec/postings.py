"""The postings of a segment: where each stem occurs, how often, at which words, in which form.

Stems are numbered in their order; the postings of stem t are those from firsts[t] to
firsts[t + 1], in the order of their documents, and so are the tokens of the postings.

| array | dtype | item |
|---|---|---|
| firsts | uint32 | stem: its first posting |
| documents | uint16, uint32 | posting: its document |
| impacts | uint8 | posting: the most it can add to a score, see `impacts.py` |
| token_lows | uint8 | posting, and one more: the low bits of the number of its first token |
| token_bases | unsigned | each 32nd posting: that number in full |
| wide.postings, wide.starts | | postings whose first token is 256 or more from the base |
| heavy.postings, heavy.frequencies | | postings of 256 tokens or more, and how many |
| titled.postings, titled.frequencies | | postings whose stem is in the title too, and how often |
| titles.documents, titles.frequencies | | paragraphs that have a stem in the title only |
| titles.stems, titles.firsts | uint32 | such stems, and the first of those of each |
| positions | uint8, uint16 | token: the place of the word in its paragraph |
| far.tokens, far.positions | | tokens at places beyond that |
| champions.stems, champions.ranks | | frequent stems, and their 64 postings of most impact |
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from pincite.indexer.codec.ranges import (
    concatenated,
    correct,
    corrected,
    counts_between,
    offsets,
    place_in,
    places_in,
)
from pincite.indexer.codec.word_forms import FormsReader

if TYPE_CHECKING:
    import numpy.typing as npt

    from pincite.indexer.codec.arrays import ArrayFile

    Numbers = npt.NDArray[np.int64]
    Integers = npt.NDArray[np.integer[Any]]
    Bools = npt.NDArray[np.bool_]

CHAMPIONS = 64
# Postings between two token numbers in full: 2 to this power.
BLOCK_BITS = 5


@dataclass(frozen=True)
class Tokens:
    """Words of paragraphs, grouped by stem, then by document, in the order of the text.

    Attributes:
        stems, documents, positions, forms: integers[n], of each word.
    """

    stems: Integers
    documents: Integers
    positions: Integers
    forms: Integers

    def at(self, places: Numbers) -> Tokens:
        """Some of them."""
        columns = (self.stems, self.documents, self.positions, self.forms)
        return Tokens(*(column.take(places) for column in columns))


@dataclass(frozen=True)
class Titled:
    """Stems in the titles of paragraphs.

    Attributes:
        keys: int64[n], stem << 32 | document, ascending.
        frequencies: int64[n], how often.
    """

    keys: Numbers
    frequencies: Numbers

    def split(self, keys: Numbers) -> tuple[Numbers, Titled]:
        """How often for each of `keys`, which ascend, and what is left of them."""
        found = np.zeros(len(keys), np.int64)
        places, there = places_in(self.keys, keys)
        found[places[there]] = self.frequencies[there]
        return found, Titled(self.keys[~there], self.frequencies[~there])


class PostingsReader:
    """Reads the postings of a segment."""

    def __init__(self, arrays: ArrayFile) -> None:
        """Read them from the file of the segment."""
        self.firsts = arrays["firsts"]
        self.documents = arrays["documents"]
        self.impacts = arrays["impacts"]
        self._lows = arrays["token_lows"]
        self._bases = arrays["token_bases"]
        self._wide = arrays["wide.postings"]
        self._wide_starts = arrays["wide.starts"]
        self._heavy = arrays["heavy.postings"]
        self._heavy_frequencies = arrays["heavy.frequencies"]
        self._titled = arrays["titled.postings"]
        self._titled_frequencies = arrays["titled.frequencies"]
        self._title_stems = arrays["titles.stems"]
        self._title_firsts = arrays["titles.firsts"]
        self._title_documents = arrays["titles.documents"]
        self._title_frequencies = arrays["titles.frequencies"]
        self._positions = arrays["positions"]
        self._far = arrays["far.tokens"]
        self._far_positions = arrays["far.positions"]
        self._forms = FormsReader(arrays)
        self._champions = arrays["champions.stems"]
        self._champion_ranks = arrays["champions.ranks"]

    def range(self, stem: int) -> tuple[int, int]:
        """The first posting of a stem, and the first behind its last."""
        return int(self.firsts[stem]), int(self.firsts[stem + 1])

    def champions(self, stem: int) -> Numbers | None:
        """The postings of most impact, the first first; None for a stem that is not frequent."""
        place = place_in(stem, self._champions)
        if place < 0:
            return None
        ranks = self._champion_ranks[place * CHAMPIONS : (place + 1) * CHAMPIONS]
        return ranks.astype(np.int64) + int(self.firsts[stem])

    def token_starts(self, postings: Numbers) -> Numbers:
        """The number of the first token of each posting."""
        bases = self._bases[postings >> BLOCK_BITS]
        starts: Numbers = bases.astype(np.int64)
        starts += self._lows[postings] - bases.astype(np.uint8)
        correct(starts, postings, self._wide, self._wide_starts)
        return starts

    def frequencies(self, postings: Numbers) -> Numbers:
        """How often the stem occurs in the text, for each posting."""
        frequencies = (self._lows[postings + 1] - self._lows[postings]).astype(np.int64)
        correct(frequencies, postings, self._heavy, self._heavy_frequencies)
        return frequencies

    def in_titles(self, postings: Numbers) -> Numbers:
        """How often the stem of each posting occurs in the title; the postings ascend."""
        found = np.zeros(len(postings), np.int64)
        correct(found, postings, self._titled, self._titled_frequencies)
        return found

    def titles(self, stem: int) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
        """The documents that have the stem in the title only, ascending, and how often."""
        place = place_in(stem, self._title_stems)
        if place < 0:
            return self._title_documents[:0], self._title_frequencies[:0]
        first, end = self._title_firsts[place : place + 2].tolist()
        return self._title_documents[first:end], self._title_frequencies[first:end]

    def positions(self, postings: Numbers) -> tuple[Numbers, Numbers]:
        """How many words of each posting there are, and the places of them all."""
        counts, tokens = self._tokens_of(postings)
        return counts, self._places(tokens)

    def form_positions(self, stem: int, form: int, postings: Numbers) -> tuple[Numbers, Numbers]:
        """As `positions`, of one form of the stem only."""
        counts, positions, forms = self.positions_and_forms(stem, postings)
        if forms is None:
            return counts, positions
        there = forms == form
        owners = np.repeat(np.arange(len(postings)), counts)[there]
        return np.bincount(owners, minlength=len(postings)), positions[there]

    def positions_and_forms(
        self, stem: int, postings: Numbers
    ) -> tuple[Numbers, Numbers, Integers | None]:
        """As `positions`, of postings of one stem; and the forms, None where it has only one."""
        counts, tokens = self._tokens_of(postings)
        return counts, self._places(tokens), self._forms.of(stem, tokens)

    def all_positions(self, stem: int) -> tuple[Numbers, Integers, Integers | None]:
        """As `positions`, of all postings of a stem; and the forms, None where there is one."""
        first, end = self.range(stem)
        counts = np.diff(self._lows[first : end + 1]).astype(np.int64)
        counts = corrected(counts, first, self._heavy, self._heavy_frequencies)
        token = int(self.token_starts(np.array([first]))[0])
        behind = token + int(counts.sum())
        positions = self._positions[token:behind]
        positions = corrected(positions, token, self._far, self._far_positions)
        return counts, positions, self._forms.of_all(stem, token, behind)

    def stretches(self, firsts: Numbers, ends: Numbers) -> tuple[Integers, Integers]:
        """The documents of all postings of some ranges, and how often the stem is in the text.

        Args:
            firsts: the first posting of each range, ascending.
            ends: the posting behind its last.
        """
        # Those that lie side by side are one.
        apart = np.flatnonzero(firsts[1:] != ends[:-1])
        begins = np.concatenate([firsts[:1], firsts[apart + 1]])
        stops = np.concatenate([ends[apart], ends[-1:]])
        ranges = [slice(0), *map(slice, begins.tolist(), stops.tolist())]
        behind = [slice(0), *map(slice, (begins + 1).tolist(), (stops + 1).tolist())]
        documents = np.concatenate([self.documents[each] for each in ranges])
        frequencies: Integers = np.concatenate([self._lows[each] for each in behind])
        frequencies -= np.concatenate([self._lows[each] for each in ranges])
        first, end = self._heavy.searchsorted(np.array([firsts, ends], self._heavy.dtype))
        if (first < end).any():
            frequencies = frequencies.astype(np.int64)
            heavy = concatenated(first, end - first)
            shifts = np.repeat(firsts - offsets(ends - firsts)[:-1], end - first)
            frequencies[self._heavy[heavy] - shifts] = self._heavy_frequencies[heavy]
        return documents, frequencies

    def chosen_frequencies(
        self, stem: int, token: int, frequencies: Integers, chosen: Bools
    ) -> Integers:
        """How often some of its forms occur, for each posting of a stem that has several.

        Args:
            stem: the stem.
            token: the number of its first token.
            frequencies: how often the stem occurs, for each of its postings.
            chosen: of each of its forms, whether it is one of those.
        """
        ends = offsets(frequencies)
        found = np.zeros(int(ends[-1]) + 1, np.uint32)
        are_chosen = self._forms.are_chosen(stem, token, token + int(ends[-1]), chosen)
        np.cumsum(are_chosen, out=found[1:])
        limits = found[ends]
        return limits[1:] - limits[:-1]

    def chosen_positions(
        self,
        stems: Numbers,
        owners: Numbers,
        postings: Numbers,
        first_forms: Numbers,
        chosen: Bools,
    ) -> tuple[Numbers, Numbers]:
        """As `positions`, of some surface forms of several stems only.

        Args:
            stems: the stems, ascending.
            owners: of each posting, the place of its stem in `stems`.
            postings: ascending.
            first_forms: of each stem, the number of its first surface form.
            chosen: by number of surface form, whether it is one of those.
        """
        counts, tokens = self._tokens_of(postings)
        owners = np.repeat(owners, counts)
        forms = self._forms.of_several(stems, owners, tokens)
        there = np.flatnonzero(chosen[first_forms[owners] + forms])
        words = np.repeat(np.arange(len(postings)), counts)[there]
        return np.bincount(words, minlength=len(postings)), self._places(tokens[there])

    def tokens(self, first_stem: int, end_stem: int) -> Tokens:
        """All tokens of some stems, in order."""
        first, end = int(self.firsts[first_stem]), int(self.firsts[end_stem])
        postings = np.arange(first, end + 1)
        starts = self.token_starts(postings)
        counts = np.diff(starts)
        spread = counts_between(self.firsts[first_stem : end_stem + 1])
        every = np.arange(first_stem, end_stem, dtype=np.uint32)
        stems = np.repeat(np.repeat(every, spread), counts)
        numbers = np.arange(int(starts[0]), int(starts[-1]))
        return Tokens(
            stems,
            np.repeat(self.documents[first:end], counts),
            self._places(numbers).astype(np.uint32),
            self._forms.of_several(every, stems - np.uint32(first_stem), numbers),
        )

    def titled(self, first_stem: int, end_stem: int) -> Titled:
        """What is known of the titles for the postings of some stems."""
        limits = self.firsts[[first_stem, end_stem]]
        first, end = self._titled.searchsorted(limits)
        postings = self._titled[first:end].astype(np.int64)
        stems = self.firsts.searchsorted(self._titled[first:end], "right") - 1
        in_both = stems.astype(np.int64) << 32 | self.documents[postings].astype(np.int64)
        first_place, end_place = self._title_stems.searchsorted([first_stem, end_stem])
        firsts = self._title_firsts[first_place : end_place + 1].astype(np.int64)
        own = self._title_stems[first_place:end_place].astype(np.int64)
        stems = np.repeat(own, np.diff(firsts))
        only = stems << 32 | self._title_documents[firsts[0] : firsts[-1]].astype(np.int64)
        keys = np.concatenate([in_both, only])
        frequencies = np.concatenate(
            [self._titled_frequencies[first:end], self._title_frequencies[firsts[0] : firsts[-1]]]
        )
        order = np.argsort(keys)
        return Titled(keys[order], frequencies[order].astype(np.int64))

    def _tokens_of(self, postings: Numbers) -> tuple[Numbers, Numbers]:
        """How many tokens each posting has, and the numbers of them all."""
        counts = self.frequencies(postings)
        return counts, concatenated(self.token_starts(postings), counts)

    def _places(self, tokens: Numbers) -> Numbers:
        places = self._positions[tokens].astype(np.int64)
        correct(places, tokens, self._far, self._far_positions)
        return places
