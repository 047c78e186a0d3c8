"""Impacts: the most that a posting can add to a score, in 255 steps, rounded up.

They only choose which paragraphs are worth an exact score. Anh and Moffat, "Pruned query
evaluation using pre-computed impacts", SIGIR 2006.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from pincite.indexer.codec.documents import ARTICLE
from pincite.indexer.codec.ranges import run_starts
from pincite.indexer.weights import DEFAULT, STEP

if TYPE_CHECKING:
    import numpy.typing as npt

    from pincite.indexer.codec.documents import Documents
    from pincite.indexer.codec.postings import Tokens

    Numbers = npt.NDArray[np.int64]
    Integers = npt.NDArray[np.integer[Any]]
    Scores = npt.NDArray[np.float64]


class Impacts:
    """Impacts in one segment."""

    def __init__(self, documents: Documents, average: float) -> None:
        """Weigh lengths against `average`, the weighted words of a paragraph in the mean."""
        self._average = average
        self._norms = DEFAULT.norms(documents.weighted_lengths(), average)
        weights = np.zeros(ARTICLE + 1)
        weights[: len(DEFAULT.of_kinds)] = DEFAULT.of_kinds
        self._weights = weights[documents.kinds]
        self._documents = documents
        cut = documents.passages.documents
        begins, starts, words = documents.passages_at(np.arange(len(cut)))
        counts = np.diff(begins, append=len(starts))
        self._passage_keys = np.repeat(cut.astype(np.int64), counts) << 32 | starts
        titles = DEFAULT.title * documents.title_lengths[cut].astype(np.float64)
        self._passage_lengths = words + np.repeat(titles, counts)
        self._is_cut = np.zeros(len(documents), bool)
        self._is_cut[cut] = True

    def of(self, tokens: Tokens, starts: Numbers, in_title: Numbers) -> Scores:
        """float64, what each posting is worth in the best passage of its paragraph.

        Args:
            tokens: the words of some stems.
            starts: where each posting begins among them.
            in_title: how often the stem of each posting is in the title.
        """
        documents = tokens.documents[starts].astype(np.int64)
        frequencies = np.diff(starts, append=len(tokens.stems)) + DEFAULT.title * in_title
        worth = DEFAULT.saturated(frequencies, self._norms[documents])
        cut = np.flatnonzero(self._is_cut[documents])
        if len(cut):
            worth[cut] = self._in_passages(tokens, starts, in_title, cut)
        return worth * self._weights[documents]

    def quantised(self, worth: Scores) -> npt.NDArray[np.uint8]:
        """uint8, the impacts; each at least as much as it stands for."""
        return np.clip(np.ceil(worth / STEP), 1, 255).astype(np.uint8)

    def _in_passages(
        self, tokens: Tokens, starts: Numbers, in_title: Numbers, cut: Numbers
    ) -> Scores:
        """What the postings of `cut` are worth, each in its best passage."""
        ends = np.append(starts, len(tokens.stems))
        counts = ends[cut + 1] - ends[cut]
        owners = np.repeat(np.arange(len(cut)), counts)
        firsts = np.cumsum(counts) - counts
        places = np.arange(len(owners)) + np.repeat(ends[cut] - firsts, counts)
        keys = tokens.documents[places].astype(np.int64) << 32 | tokens.positions[places]
        passages = np.searchsorted(self._passage_keys, keys, "right") - 1
        groups = run_starts(owners, passages)
        title = DEFAULT.title * in_title[cut]
        frequencies = np.diff(groups, append=len(owners)) + title[owners[groups]]
        lengths = self._passage_lengths[passages[groups]]
        worth = DEFAULT.saturated(frequencies, DEFAULT.norms(lengths, self._average))
        best = np.maximum.reduceat(worth, run_starts(owners[groups]))
        # A short passage without the stem has the title's share all the same.
        shortest = self._documents.shortest_passages(tokens.documents[starts[cut]].astype(np.int64))
        return np.maximum(best, DEFAULT.saturated(title, DEFAULT.norms(shortest, self._average)))
