"""Which paragraphs a query matches, and where its words and phrases occur."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from pincite.search.postings import NO_POSTINGS, Postings
from pincite.search.query import Group, Not, Phrase, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pincite.search.postings import Numbers, PostingsReader
    from pincite.search.query import Leaf, Node


@dataclass(frozen=True)
class Occurrences:
    """Where one leaf of the query occurs, and how rare that is.

    Attributes:
        text: its postings in the paragraphs' own text.
        title: its postings in titles and headings; none for a phrase.
        idf: inverse document frequency; for a phrase the sum of its words'.
    """

    text: Postings
    title: Postings
    idf: float


class Matcher:
    """Answers for one query against one state of an index; each leaf is looked up once."""

    def __init__(
        self,
        reader: PostingsReader,
        stem: Callable[[str], str],
        idf: Callable[[int], float],
    ) -> None:
        """Match through `reader`; `idf` turns a document frequency into a weight."""
        self._reader = reader
        self._stem = stem
        self._idf = idf
        self._found: dict[Leaf, Occurrences] = {}

    def matches(self, node: Node) -> Numbers:
        """The document numbers of the paragraphs that match, ascending."""
        if isinstance(node, (Word, Phrase)):
            return self.occurrences(node).text.numbers
        if isinstance(node, Not):
            return np.setdiff1d(
                self._reader.paragraphs, self.matches(node.node), assume_unique=True
            )
        return self._group(node)

    def occurrences(self, leaf: Leaf) -> Occurrences:
        """Where a word or a phrase occurs."""
        found = self._found.get(leaf)
        if found is None:
            found = self._word(leaf) if isinstance(leaf, Word) else self._phrase(leaf)
            self._found[leaf] = found
        return found

    def positions(self, leaf: Leaf, numbers: Iterable[int]) -> dict[int, list[int]]:
        """The positions a leaf occurs at, a phrase by its first word, in some documents."""
        if isinstance(leaf, Word):
            return self._reader.positions("text", self._stem(leaf.surface), numbers)
        return self._phrase_positions(leaf, list(numbers))

    def _group(self, group: Group) -> Numbers:
        if group.musts:
            found = reduce(_intersection, map(self.matches, group.musts))
        elif group.shoulds:
            found = reduce(np.union1d, map(self.matches, group.shoulds))
        else:
            found = self._reader.paragraphs
        for node in group.nots:
            found = np.setdiff1d(found, self.matches(node), assume_unique=True)
        return found

    def _word(self, word: Word) -> Occurrences:
        stem = self._stem(word.surface)
        text = self._reader.postings("text", stem)
        title = self._reader.postings("title", stem)
        return Occurrences(text, title, self._idf(len(text.numbers)))

    def _phrase(self, phrase: Phrase) -> Occurrences:
        words = [self._reader.postings("surface", surface) for surface in phrase.surfaces]
        idf = sum(self._idf(len(word.numbers)) for word in words)
        if len(words) == 1:
            return Occurrences(words[0], NO_POSTINGS, idf)
        rarest_first = sorted((word.numbers for word in words), key=len)
        candidates = reduce(_intersection, rarest_first)
        starts = self._phrase_positions(phrase, candidates.tolist())
        return Occurrences(_counted(starts), NO_POSTINGS, idf)

    def _phrase_positions(self, phrase: Phrase, numbers: list[int]) -> dict[int, list[int]]:
        words = [self._reader.positions("surface", word, numbers) for word in phrase.surfaces]
        starts: dict[int, list[int]] = {}
        for number in numbers:
            shifted = [
                {position - place for position in word.get(number, ())}
                for place, word in enumerate(words)
            ]
            common = set.intersection(*shifted)
            if common:
                starts[number] = sorted(common)
        return starts


def _intersection(one: Numbers, other: Numbers) -> Numbers:
    return np.intersect1d(one, other, assume_unique=True)


def _counted(positions: dict[int, list[int]]) -> Postings:
    return Postings(
        np.array(list(positions), np.int64),
        np.array([len(found) for found in positions.values()], np.int64),
    )
