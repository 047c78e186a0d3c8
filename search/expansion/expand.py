"""Which surface forms of an index a word with wildcards, or a word nearly right, stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pincite.indexer.codec.ranges import places_in
from pincite.search.expansion.edits import near
from pincite.search.expansion.patterns import fitting
from pincite.search.query.tree import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt

    from pincite.indexer.codec.segment import Segment
    from pincite.search.query.tree import Fuzzy
    from pincite.search.workspace import Workspace

    Numbers = npt.NDArray[np.int64]

# At most so many forms, of a pattern the most frequent, of a fuzzy word the nearest.
MOST_FITTING = 1000
MOST_NEAR = 50


@dataclass(frozen=True)
class Expansion:
    """What a pattern or a fuzzy word stands for in an index.

    Attributes:
        surfaces: the forms that are searched for.
        found: how many there are, those beyond the limit included.
        frequency: in how many paragraphs the most frequent of `surfaces` is.
        numbers: by the name of a segment int64, their numbers there, ascending.
    """

    surfaces: frozenset[str]
    found: int
    frequency: int
    numbers: dict[str, Numbers]


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

    def keys(self) -> list[bytes]:
        """Each form, encoded so that the order is that of code points."""
        return [self.segment.lexicon.surfaces.encoded(number) for number in self.numbers.tolist()]

    def take(self, places: npt.NDArray[np.bool_]) -> _Found:
        """Some of them."""
        return _Found(
            self.segment, self.numbers[places], self.distances[places], self.frequencies[places]
        )


def expand(leaf: Pattern | Fuzzy, spaces: Iterable[Workspace]) -> Expansion:
    """The forms that `leaf` stands for in all segments together."""
    most = MOST_FITTING if isinstance(leaf, Pattern) else MOST_NEAR
    parts = [_live(space.segment, *_forms(leaf, space)) for space in spaces]
    found = len(parts[0].numbers) if len(parts) == 1 else None
    if found is not None and found > most:
        parts = [_most_likely(parts[0], most)]
    keys = [part.keys() for part in parts]
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
    return Expansion(
        frozenset(key.decode("utf-8", "surrogatepass") for key in kept),
        len(ranks) if found is None else found,
        max((-ranks[key][1] for key in kept), default=0),
        {part.segment.name: part.numbers for part in parts},
    )


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
        frequencies -= np.where(there, segment.deletions.surface_frequencies[places], 0)
        return _Found(segment, numbers, distances, frequencies).take(frequencies > 0)
    return _Found(segment, numbers, distances, frequencies)


def _most_likely(found: _Found, most: int) -> _Found:
    """Those among which the first `most` are; what equals the last of them is for the others."""
    ranks = found.distances << 32 | (np.int64(0xFFFFFFFF) - found.frequencies)
    return found.take(ranks <= np.partition(ranks, most - 1)[most - 1])
