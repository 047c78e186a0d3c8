"""Paragraphs of the same words, of which one stands for all."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from pincite.indexer.analysis import tokenize
from pincite.indexer.codec.fingerprints import NONE
from pincite.indexer.codec.ranges import places_in

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from pincite.search.ranking.collector import Ranked
    from pincite.search.snapshot import Snapshot

    Numbers = npt.NDArray[np.int64]
    Rank = Callable[[int], Ranked]

# Where repeats leave too few, so many times as many paragraphs are ranked.
_DEEPER = 4


def collapsed(rank: Rank, most: int, snapshot: Snapshot, matching: Callable[[], Numbers]) -> Ranked:
    """The first paragraphs of different words, `most` of them or all there are.

    Args:
        rank: gives as many as it is asked for of those that match, or all there are, in order.
        most: how many are wanted.
        snapshot: where they are.
        matching: gives all that match, ascending.
    """
    ranked = rank(most)
    repeats = _Repeats(snapshot, matching)
    if not repeats.are_there(ranked.numbers).any():
        return ranked
    deep = most
    while True:
        places = repeats.firsts(ranked.numbers, most)
        if len(places) == most or len(ranked.numbers) < deep:
            return replace(ranked.take(places), also=repeats.others)
        deep *= _DEEPER
        ranked = rank(deep)


class _Repeats:
    """Finds paragraphs of the same words among those that match one query.

    Attributes:
        others: by the first of some that have the same words the others, in the order of the
            texts.
    """

    def __init__(self, snapshot: Snapshot, matching: Callable[[], Numbers]) -> None:
        self._snapshot = snapshot
        self._find_matching = matching
        self.others: dict[int, tuple[int, ...]] = {}

    def are_there(self, numbers: Numbers) -> npt.NDArray[np.bool_]:
        """Bool, whether another in the index has the fingerprint of each."""
        prints = [segment.documents.fingerprints for segment in self._snapshot.segments]
        if len(prints) == 1:
            return prints[0].repeated[numbers]
        bases = np.array(self._snapshot.bases)
        owners = bases.searchsorted(numbers, "right") - 1
        found = np.zeros(len(numbers), bool)
        for place, own in enumerate(prints):
            there = np.flatnonzero(owners == place)
            if len(there):
                documents = numbers[there] - bases[place]
                values = own.values(documents)
                shared = own.repeated[documents]
                for other in prints[:place] + prints[place + 1 :]:
                    shared |= places_in(values, other.ascending)[1]
                found[there] = shared & (values != NONE)
        return found

    def firsts(self, numbers: Numbers, most: int) -> Numbers:
        """int64, the places of those with words that none before them has, at most so many.

        Args:
            numbers: int64, the first documents that match, at least those given before.
            most: how many places are wanted.
        """
        hidden: set[int] = set()
        repeated: list[int] = []
        for place in np.flatnonzero(self.are_there(numbers)).tolist():
            if place - len(repeated) >= most:
                break
            number = int(numbers[place])
            if number in hidden:
                repeated.append(place)
                continue
            if number not in self.others:
                self.others[number] = self._same(number)
            hidden.update(self.others[number])
        places = np.arange(len(numbers))
        return (np.delete(places, repeated) if repeated else places)[:most]

    @cached_property
    def _matching(self) -> Numbers:
        return self._find_matching()

    def _same(self, number: int) -> tuple[int, ...]:
        """The others of the same words that match, in the order of the texts."""
        place, document = self._snapshot.locate(number)
        (value,) = self._snapshot.segments[place].documents.fingerprints.values(
            np.array([document])
        )
        found = np.concatenate(
            [
                segment.documents.fingerprints.having(value) + base
                for segment, base in zip(self._snapshot.segments, self._snapshot.bases, strict=True)
            ]
        )
        found = found[places_in(found, self._matching)[1] & (found != number)]
        found = found[np.argsort(self._snapshot.text_ranks(found))]
        return self._of_same_words(number, found.tolist())

    def _of_same_words(self, number: int, others: list[int]) -> tuple[int, ...]:
        """Those of the others that have the same words indeed: fingerprints may be forged."""
        text = self._text(number)
        is_same = {text: True}
        same = []
        for other in others:
            found = self._text(other)
            if found not in is_same:
                is_same[found] = _words(found) == _words(text)
            if is_same[found]:
                same.append(other)
        return tuple(same)

    def _text(self, number: int) -> str:
        place, document = self._snapshot.locate(number)
        return self._snapshot.segments[place].paragraph(document).text


def _words(text: str) -> list[str]:
    return [token.surface for token in tokenize(text)]
