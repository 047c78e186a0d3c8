"""Which surface forms of an index a word with wildcards, or a word nearly right, stands for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from pincite.indexer.codec.ranges import places_in
from pincite.search.expansion.edits import near
from pincite.search.expansion.patterns import fitting
from pincite.search.query.tree import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    from pincite.indexer.codec.segment import Segment
    from pincite.search.query.tree import Fuzzy
    from pincite.search.workspace import Workspace

    Numbers = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]

# At most so many forms, of a pattern the most frequent, of a fuzzy word the nearest.
MOST_FITTING = 1000
MOST_NEAR = 50


@dataclass(frozen=True)
class _Found:
    """Forms of one segment that live paragraphs have.

    Attributes:
        segment: the segment.
        numbers, distances, frequencies: int64[n], of each form.
    """

    segment: Segment
    numbers: Numbers
    distances: Numbers
    frequencies: Numbers

    def encoded(self) -> list[bytes]:
        """Each form, encoded so that the order is that of code points."""
        return [self.segment.lexicon.surfaces.encoded(number) for number in self.numbers.tolist()]

    def take(self, places: Bools | Numbers) -> _Found:
        """Some of them."""
        return _Found(
            self.segment, self.numbers[places], self.distances[places], self.frequencies[places]
        )


@dataclass(frozen=True)
class Expansion:
    """What a pattern or a fuzzy word stands for in an index.

    Attributes:
        parts: the forms that are searched for, by segment.
        searched: how many different ones those are.
        found: how many there are, those beyond the limit included.
        frequency: in how many paragraphs the most frequent that is searched for is.
    """

    parts: Sequence[_Found]
    searched: int
    found: int
    frequency: int

    @cached_property
    def surfaces(self) -> frozenset[str]:
        """The forms that are searched for."""
        keys = {key for part in self.parts for key in part.encoded()}
        return frozenset(key.decode("utf-8", "surrogatepass") for key in keys)

    @cached_property
    def numbers(self) -> dict[str, Numbers]:
        """By the name of a segment int64, the numbers there of those forms, ascending."""
        return {part.segment.name: part.numbers for part in self.parts}


def expand(leaf: Pattern | Fuzzy, spaces: Iterable[Workspace]) -> Expansion:
    """The forms that `leaf` stands for in all segments together."""
    most = MOST_FITTING if isinstance(leaf, Pattern) else MOST_NEAR
    parts = [_live(space.segment, *_forms(leaf, space)) for space in spaces]
    return _of_one(parts[0], most) if len(parts) == 1 else _of_several(parts, most)


def _of_one(part: _Found, most: int) -> Expansion:
    """The likeliest forms of the only segment; few need to be read for that."""
    found = len(part.numbers)
    if found > most:
        part = part.take(_likeliest(part, most))
    return Expansion([part], len(part.numbers), found, int(part.frequencies.max(initial=0)))


def _likeliest(part: _Found, most: int) -> Bools:
    """Which forms are the likeliest `most`; of equals those that come first in the alphabet."""
    ranks = part.distances << 32 | (np.int64(0xFFFFFFFF) - part.frequencies)
    limit = np.partition(ranks, most - 1)[most - 1]
    there: Bools = ranks < limit
    equal = np.flatnonzero(ranks == limit)
    keys = part.take(equal).encoded()
    order = sorted(range(len(equal)), key=keys.__getitem__)
    there[equal[order[: most - np.count_nonzero(there)]]] = True
    return there


def _of_several(parts: Sequence[_Found], most: int) -> Expansion:
    """The likeliest forms of several segments, of which each counts in all of them."""
    keys = [part.encoded() for part in parts]
    ranks: dict[bytes, tuple[int, int]] = {}
    for part, own in zip(parts, keys, strict=True):
        distances, frequencies = part.distances.tolist(), part.frequencies.tolist()
        for key, distance, frequency in zip(own, distances, frequencies, strict=True):
            _, before = ranks.get(key, (distance, 0))
            ranks[key] = (distance, before - frequency)
    kept = sorted(ranks, key=lambda key: (ranks[key], key))[:most]
    if len(kept) < len(ranks):
        chosen = frozenset(kept)
        parts = [
            part.take(np.array([key in chosen for key in own], bool))
            for part, own in zip(parts, keys, strict=True)
        ]
    frequency = max((-ranks[key][1] for key in kept), default=0)
    return Expansion(parts, len(kept), len(ranks), frequency)


def _forms(leaf: Pattern | Fuzzy, space: Workspace) -> tuple[Numbers, Numbers]:
    """The forms of one segment by number, deleted ones too, and the distance of each."""
    if isinstance(leaf, Pattern):
        numbers = fitting(leaf.text, space.letters)
        return numbers, np.zeros(len(numbers), np.int64)
    return near(leaf.surface, leaf.edits, space.letters)


def _live(segment: Segment, numbers: Numbers, distances: Numbers) -> _Found:
    frequencies = segment.lexicon.frequencies[numbers].astype(np.int64)
    if segment.deletions:
        places, there = places_in(numbers, segment.deletions.surfaces)
        frequencies[there] -= segment.deletions.surface_frequencies[places[there]]
        return _Found(segment, numbers, distances, frequencies).take(frequencies > 0)
    return _Found(segment, numbers, distances, frequencies)
