"""Which form of its stem each token is, for stems that have several.

| array | dtype | item |
|---|---|---|
| varied.stems | uint32 | those stems |
| varied.bits | uint8 | of each: 1, 2, 4 or 8 for a token in `forms`; 0 where they are not there |
| varied.origins | int64 | of each: plus bits × number of a token, its place in `forms` in bits |
| forms | uint8 | the number of each token's form in its stem, from the lowest bit up |
| varied.usual | unsigned | of each: the form of most of its tokens |
| odd.tokens, odd.forms | | tokens of other forms, of stems whose forms are not in `forms` |
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import numpy as np

from pincite.indexer.codec.ranges import (
    concatenated,
    correct,
    corrected,
    offsets,
    place_in,
    places_in,
    run_starts,
    smallest,
)

if TYPE_CHECKING:
    import numpy.typing as npt

    from pincite.indexer.codec.arrays import ArrayFile, ArrayFileWriter, ArrayStream

    Bits = npt.NDArray[np.uint8]
    Bools = npt.NDArray[np.bool_]
    Numbers = npt.NDArray[np.int64]
    Integers = npt.NDArray[np.integer[Any]]

# The bytes that a token takes in the list of the odd ones.
_LISTED = 5


class FormsReader:
    """Tells the forms of tokens."""

    def __init__(self, arrays: ArrayFile) -> None:
        """Read them from the file of the segment."""
        self._stems = arrays["varied.stems"]
        self._bits = arrays["varied.bits"]
        self._origins = arrays["varied.origins"]
        self._forms = arrays["forms"]
        self._usual = arrays["varied.usual"]
        self._odd = arrays["odd.tokens"]
        self._odd_forms = arrays["odd.forms"]

    def of(self, stem: int, tokens: Numbers) -> Integers | None:
        """The forms of some tokens of a stem, ascending; None where it has only one."""
        place = place_in(stem, self._stems)
        if place < 0:
            return None
        bits = int(self._bits[place])
        if bits:
            return self._unpacked(tokens * bits + int(self._origins[place]), np.uint8(bits))
        forms = np.full(len(tokens), self._usual[place])
        correct(forms, tokens, self._odd, self._odd_forms)
        return forms

    def of_all(self, stem: int, first: int, end: int) -> Integers | None:
        """As `of`, for all tokens of the stem, which are those from `first` to `end`."""
        place = place_in(stem, self._stems)
        if place < 0:
            return None
        bits = int(self._bits[place])
        if not bits:
            forms = np.full(end - first, self._usual[place])
            return corrected(forms, first, self._odd, self._odd_forms)
        return self._looked_up(place, first, end, _forms_in_bytes(bits))

    def are_chosen(self, stem: int, first: int, end: int, chosen: Bools) -> Bools:
        """Whether each of those tokens is in one of some forms, of a stem that has several."""
        place = place_in(stem, self._stems)
        bits = int(self._bits[place])
        if not bits:
            forms = self.of_all(stem, first, end)
            return chosen[forms]
        is_chosen = np.zeros(256, np.uint8)
        is_chosen[: len(chosen)] = chosen
        answers = is_chosen[_forms_in_bytes(bits)]
        return self._looked_up(place, first, end, answers).view(bool)

    def of_several(self, stems: Integers, owners: Integers, tokens: Numbers) -> Numbers:
        """The forms of some tokens, ascending, of any stems.

        Args:
            stems: ascending.
            owners: of each token, the place of its stem among those.
            tokens: their numbers.
        """
        places, are_varied = places_in(stems, self._stems)
        varied = np.flatnonzero(are_varied[owners])
        places = places[owners[varied]]
        forms = np.zeros(len(tokens), np.int64)
        forms[varied] = self._usual[places]
        correct(forms, tokens, self._odd, self._odd_forms)
        packed = np.flatnonzero(self._bits[places])
        places, varied = places[packed], varied[packed]
        bits = self._bits[places]
        forms[varied] = self._unpacked(tokens[varied] * bits + self._origins[places], bits)
        return forms

    def _looked_up(self, place: int, first: int, end: int, values: Bits) -> Bits:
        """What `values` has for all tokens of the stem at `place`, from `first` to `end`.

        It is uint8[256, k]: for each byte what it has for the k tokens in it.
        """
        count = values.shape[1]
        start = (first * (8 // count) + int(self._origins[place])) >> 3
        packed = self._forms[start : start - (first - end) // count]
        together = values.view(np.dtype(f"u{count}")).ravel().take(packed)
        return together.view(np.uint8)[: end - first]

    def _unpacked(self, places: Numbers, bits: np.uint8 | Bits) -> Bits:
        """What stands at places given in bits, so many bits of it."""
        shifts = (places & 7).astype(np.uint8)
        unpacked: Bits = (self._forms[places >> 3] >> shifts) & _mask(bits)
        return unpacked


class FormsWriter:
    """Adds the forms of one stem's tokens after another's to a file of arrays."""

    def __init__(self, writer: ArrayFileWriter, firsts: Numbers) -> None:
        """Write to `writer`; `firsts` is the first surface form of each stem, and how many."""
        self._firsts = firsts
        self._counts = np.diff(firsts)
        form = smallest(int(self._counts.max(initial=1)) - 1)
        self._streams: dict[str, ArrayStream] = {}
        for name, dtype in (
            ("varied.stems", np.uint32),
            ("varied.bits", np.uint8),
            ("varied.origins", np.int64),
            ("forms", np.uint8),
            ("varied.usual", form),
            ("odd.tokens", np.uint32),
            ("odd.forms", form),
        ):
            self._streams[name] = writer.stream(name, dtype)

    def add(self, stems: Integers, forms: Integers, before: int) -> None:
        """Add all tokens of some stems, by stem.

        Args:
            stems: of each token.
            forms: of each token, the number of its form in the stem.
            before: how many tokens there were before.
        """
        varied = np.flatnonzero(self._counts[stems] > 1)
        if not len(varied):
            return
        stems_of, forms_of, tokens = stems[varied], forms[varied].astype(np.int64), varied + before
        firsts = run_starts(stems_of)
        stems = stems_of[firsts]
        counts = np.diff(firsts, append=len(varied))
        usual, most = self._usual(stems, stems_of, forms_of)
        bits = _bits(self._counts[stems])
        sizes = (counts * bits + 7) >> 3
        listed = ((counts - most) * _LISTED <= sizes) | (bits > 8)
        bits[listed] = sizes[listed] = 0
        ends = np.cumsum(sizes)
        packed_before = 8 * self._streams["forms"].count
        origins = packed_before + 8 * (ends - sizes) - tokens[firsts] * bits
        places = tokens * np.repeat(bits, counts) + np.repeat(origins, counts) - packed_before
        is_listed = np.repeat(listed, counts)
        odd = np.flatnonzero(is_listed & (forms_of != np.repeat(usual, counts)))
        packed = np.flatnonzero(~is_listed)
        self._streams["varied.stems"].append(stems)
        self._streams["varied.bits"].append(bits)
        self._streams["varied.origins"].append(origins)
        self._streams["varied.usual"].append(usual)
        self._streams["odd.tokens"].append(tokens[odd])
        self._streams["odd.forms"].append(forms_of[odd])
        self._streams["forms"].append(_packed(places[packed], forms_of[packed], int(ends[-1])))

    def _usual(
        self, stems: Integers, stems_of: Integers, forms: Numbers
    ) -> tuple[Numbers, Numbers]:
        """The form of most tokens of each stem, and how many those are."""
        counts = self._counts[stems]
        slots = concatenated(self._firsts[stems], counts)
        found = np.bincount(self._firsts[stems_of] + forms, minlength=int(self._firsts[-1]))[slots]
        firsts = offsets(counts)[:-1]
        most = np.maximum.reduceat(found, firsts)
        is_most = np.flatnonzero(found == np.repeat(most, counts))
        return is_most[np.searchsorted(is_most, firsts)] - firsts, most


def _bits(forms: Numbers) -> Numbers:
    """The bits for a number of so many: 1, 2, 4, 8 or more."""
    return np.int64(1) << np.searchsorted([2, 4, 16, 256], forms)


def _mask(bits: np.uint8 | Bits) -> np.uint8 | Bits:
    return np.uint8(255) >> (np.uint8(8) - bits)


@functools.cache
def _forms_in_bytes(bits: int) -> Bits:
    """uint8[256, k], the forms of the k tokens in each byte; read-only."""
    shifts = np.arange(0, 8, bits).astype(np.uint8)
    forms: Bits = (np.arange(256, dtype=np.uint8)[:, np.newaxis] >> shifts) & _mask(np.uint8(bits))
    forms.flags.writeable = False
    return forms


def _packed(places: Numbers, forms: Numbers, size: int) -> npt.NDArray[Any]:
    """So many bytes with forms at places given in bits."""
    # No two of them share a bit, so that their sum is what they are together.
    return np.bincount(places >> 3, forms << (places & 7), size)
