"""How well a paragraph answers: BM25F over text and title, exactly."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from pincite.indexer.codec.ranges import places_in, run_starts
from pincite.search.matching.occurrences import WordOccurrences
from pincite.search.query.tree import parts_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from pincite.indexer.weights import Weights
    from pincite.search.matching.matcher import Matcher, Terms
    from pincite.search.query.tree import Leaf

    Numbers = npt.NDArray[np.int64]
    Integers = npt.NDArray[np.integer[Any]]
    Scores = npt.NDArray[np.float64]

# Scores that differ by less are equal, here and in the page.
DECIMALS = 9

_IDF_STEP = 2.0**20


def idf(frequency: int, paragraphs: int) -> float:
    """Inverse document frequency, in steps of 2⁻²⁰.

    The steps hide that logarithms differ in the last bit between a browser and Python.

    Args:
        frequency: in how many paragraphs a term occurs.
        paragraphs: how many there are.
    """
    ratio = (paragraphs - frequency + 0.5) / (frequency + 0.5)
    return math.floor(math.log(1 + ratio) * _IDF_STEP + 0.5) / _IDF_STEP


@dataclass(frozen=True)
class Scored:
    """Scores of some paragraphs of a segment, and what each leaf of the query gave them.

    Attributes:
        documents: their numbers, ascending.
        values: float64[n], the scores.
        leaves: those of the query.
        parts: float64[leaves, n], the share of each in each score.
        frequencies: float64[leaves, n], the weighted frequency of each.
        titles: float64[leaves, n], occurrences in titles, which it has by their weight.
        postings: int64[words, n], -1 where a word is not; all others ascend, row by row.
        in_titles: float64[words, n], how often each word is in title and heading.
        stems: int64[words], their numbers, ascending.
        rows: the row of each word that the segment has, those among alternatives too.
    """

    documents: Integers
    values: Scores
    leaves: Sequence[Leaf]
    parts: Scores
    frequencies: Scores
    titles: Scores
    postings: Numbers
    in_titles: Scores
    stems: Numbers
    rows: Mapping[Leaf, int]


class Scorer:
    """Scores paragraphs of one segment by the leaves of a query."""

    def __init__(self, matcher: Matcher, terms: Terms, weights: Weights) -> None:
        """Score what `matcher` finds by `terms` and `weights`."""
        self.weights = weights
        self._matcher = matcher
        self._space = matcher.space
        self._segment = matcher.space.segment
        self._leaves = tuple(terms.weights)
        self._idfs = np.array(list(terms.weights.values()))[:, np.newaxis]
        self._parts = tuple(terms.parts)

    @cached_property
    def _words(self) -> list[WordOccurrences]:
        """Each stem of the query once, in order: so its postings ascend."""
        found = map(self._matcher.occurrences, self._parts)
        words = {each.stem: each for each in found if isinstance(each, WordOccurrences)}
        return [words[stem] for stem in sorted(words) if stem >= 0]

    @cached_property
    def _stems(self) -> Numbers:
        return np.array([word.stem for word in self._words], np.int64)

    @cached_property
    def _rows(self) -> dict[Leaf, int]:
        """The place among `_words` of each part that is one."""
        places = {each.stem: place for place, each in enumerate(self._words)}
        rows: dict[Leaf, int] = {}
        for part in self._parts:
            occurrences = self._matcher.occurrences(part)
            if isinstance(occurrences, WordOccurrences) and occurrences.stem >= 0:
                rows[part] = places[occurrences.stem]
        return rows

    def score(self, documents: Integers) -> Scored:
        """The scores of some paragraphs, which ascend."""
        columns = self._segment.documents
        postings = np.empty((len(self._words), len(documents)), np.int64)
        for row, word in enumerate(self._words):
            postings[row] = word.postings_at(documents)
        in_texts, in_titles = self._counts(documents, postings)
        frequencies, titles = self._frequencies(documents, in_texts, in_titles)
        norms = self._space.norms(self.weights)[documents]
        parts = self.weights.saturated(frequencies, norms, self._idfs)
        cut = columns.passages.documents
        if len(cut):
            places = np.flatnonzero(places_in(documents, cut)[1])
            if len(places):
                self._take_best_passages(documents, places, titles, frequencies, parts)
        parts *= self.weights.of_kinds[columns.kinds[documents]]
        total = _total(parts)
        return Scored(
            documents,
            total,
            self._leaves,
            parts,
            frequencies,
            titles,
            postings,
            in_titles,
            self._stems,
            self._rows,
        )

    def _counts(self, documents: Integers, postings: Numbers) -> tuple[Scores, Scores]:
        """Each float64[words, documents], how often each word is in texts, and in titles."""
        there = np.flatnonzero(postings >= 0)
        found = postings.ravel()[there]
        in_texts, in_titles = np.zeros((2, *postings.shape))
        in_texts.ravel()[there] = self._segment.postings.frequencies(found)
        in_titles.ravel()[there] = self._segment.postings.in_titles(found)
        for row, word in enumerate(self._words):
            only, counts = word.titles()
            if len(only):
                places, are_there = places_in(documents, only)
                in_titles[row, are_there] = counts[places[are_there]]
        return in_texts, in_titles

    def _frequencies(
        self, documents: Integers, in_texts: Scores, in_titles: Scores
    ) -> tuple[Scores, Scores]:
        """The weighted frequency of each leaf in each document, and how often it is in titles."""
        frequencies, titles = np.zeros((2, len(self._leaves), len(documents)))
        rows = self._rows
        for place, leaf in enumerate(self._leaves):
            if leaf in rows:  # as nearly all are; the rest adds up to the same
                titles[place], frequencies[place] = in_titles[rows[leaf]], in_texts[rows[leaf]]
                continue
            for part in parts_of(leaf):
                occurrences = self._matcher.occurrences(part)
                if part in rows:
                    titles[place] += in_titles[rows[part]]
                    frequencies[place] += in_texts[rows[part]]
                elif not isinstance(occurrences, WordOccurrences):
                    frequencies[place] += occurrences.frequencies(documents)
        frequencies += self.weights.title * titles
        return frequencies, titles

    def _take_best_passages(
        self,
        documents: Integers,
        places: Numbers,
        titles: Scores,
        frequencies: Scores,
        parts: Scores,
    ) -> None:
        """Put in what paragraphs that are cut have in the passage that scores best."""
        chosen = documents[places].astype(np.int64)
        firsts, owners, starts, lengths = self._passages(chosen)
        keys = owners << 32 | starts
        found = np.zeros((len(self._leaves), len(keys)))
        for row, leaf in enumerate(self._leaves):
            for part in parts_of(leaf):
                at, positions = self._matcher.occurrences(part).positions(documents[places])
                passages = keys.searchsorted(at << 32 | positions, "right") - 1
                found[row] += np.bincount(passages, minlength=len(keys))
        found += self.weights.title * titles[:, places][:, owners]
        average = self._space.lengths.mean(self.weights)
        shares = self.weights.saturated(found, self.weights.norms(lengths, average), self._idfs)
        totals = np.round(_total(shares), DECIMALS)
        is_best = np.flatnonzero(totals == np.maximum.reduceat(totals, firsts)[owners])
        best = is_best[run_starts(owners[is_best])]
        frequencies[:, places] = found[:, best]
        parts[:, places] = shares[:, best]

    def _passages(self, documents: Numbers) -> tuple[Numbers, Numbers, Numbers, Scores]:
        """The passages of paragraphs that are cut.

        Returns:
            Where those of each document begin; and for each passage the place of its document,
            the position of its first word, and its weighted length.
        """
        columns = self._segment.documents
        numbers = columns.passages.documents.searchsorted(documents.astype(np.uint32))
        firsts, starts, words = columns.passages_at(numbers)
        owners = np.repeat(np.arange(len(documents)), np.diff(firsts, append=len(starts)))
        titles = self.weights.title * columns.title_lengths[documents].astype(np.float64)
        return firsts, owners, starts, words + titles[owners]


def _total(parts: Scores) -> Scores:
    """The sums over leaves, added in their order: a sum depends on it."""
    total = np.zeros(parts.shape[1])
    for part in parts:
        total += part
    return total
