"""Shapes: what a score needs of a paragraph besides how often words are in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from pincite.indexer.codec.ranges import counts_between

if TYPE_CHECKING:
    import numpy.typing as npt

    from pincite.indexer.weights import Weights
    from pincite.search.pages.numbering import Numbering

    Numbers = npt.NDArray[np.int64]

# That of paragraphs of several passages.
LONG = 0


@dataclass(frozen=True)
class Passages:
    """The passages of long paragraphs.

    Attributes:
        paragraphs: int64[n], those that have several, ascending.
        counts: int64[n], how many.
        words: int64, how many words each passage has.
    """

    paragraphs: Numbers
    counts: Numbers
    words: Numbers

    @classmethod
    def of(cls, numbering: Numbering) -> Passages:
        """The passages of all paragraphs that have several."""
        own: list[tuple[int, list[int]]] = []
        for segment, paragraphs in zip(numbering.segments, numbering.paragraphs, strict=True):
            if segment:
                cut = segment.documents.passages.documents
                counts = counts_between(segment.documents.passages.firsts)
                _, _, words = segment.documents.passages_at(np.arange(len(cut)))
                each = np.split(words, np.cumsum(counts))[:-1]
                own += zip(paragraphs[cut].tolist(), (part.tolist() for part in each), strict=True)
        own.sort()
        return cls(
            np.array([paragraph for paragraph, _ in own], np.int64),
            np.array([len(words) for _, words in own], np.int64),
            np.array([count for _, words in own for count in words], np.int64),
        )


@dataclass(frozen=True)
class Shapes:
    """The shapes of paragraphs.

    Attributes:
        numbers: int64[paragraphs], the shape of each.
        kinds: int64[paragraphs], its place in `KINDS`.
        firsts: int64[paragraphs], the first that has the words of each, mostly itself.
        repeated: bool[paragraphs], whether another has the same words.
        title_lengths: int64[paragraphs], words of its title and the heading above it.
        passages: of those of shape LONG.
        table: of each shape but LONG its weighted words, kind and whether it is repeated.
    """

    numbers: Numbers
    kinds: Numbers
    firsts: Numbers
    repeated: npt.NDArray[np.bool_]
    title_lengths: Numbers
    passages: Passages
    table: list[tuple[float, int, bool]]

    def record(self) -> dict[str, list[Any]]:
        """The table as the page has it, LONG included."""
        return {
            "lengths": [None, *(_whole(length) for length, _, _ in self.table)],
            "kinds": [None, *(kind for _, kind, _ in self.table)],
            "repeated": [None, *(int(is_repeated) for _, _, is_repeated in self.table)],
        }


def _whole(length: float) -> float:
    """The same; as an integer where it is one, which takes less room in JSON."""
    return int(length) if length.is_integer() else length


def shapes(numbering: Numbering, firsts: Numbers, weights: Weights) -> Shapes:
    """The shapes of all paragraphs, the commonest first.

    Args:
        numbering: of the paragraphs.
        firsts: int64, the first paragraph that has the words of each.
        weights: say what a word of the title weighs.
    """
    kinds = numbering.column(np.int64, lambda each: each.documents.kinds)
    words = numbering.column(np.int64, lambda each: each.documents.text_lengths)
    titles = numbering.column(np.int64, lambda each: each.documents.title_lengths)
    lengths = words + weights.title * titles.astype(np.float64)
    repeated = np.bincount(firsts, minlength=len(firsts))[firsts] > 1
    passages = Passages.of(numbering)
    is_whole = np.ones(len(numbering), bool)
    is_whole[passages.paragraphs] = False
    distinct, places = np.unique(lengths[is_whole], return_inverse=True)
    keys = (places << 16) + (kinds[is_whole] << 1) + repeated[is_whole]
    found, own, counts = np.unique(keys, return_inverse=True, return_counts=True)
    order = np.argsort(-counts, kind="stable")
    ranks = np.empty(len(order), np.int64)
    ranks[order] = np.arange(1, len(order) + 1)
    numbers = np.full(len(numbering), LONG, np.int64)
    numbers[is_whole] = ranks[own]
    table = [
        (float(distinct[key >> 16]), (key & 0xFFFF) >> 1, bool(key & 1))
        for key in found[order].tolist()
    ]
    return Shapes(numbers, kinds, firsts, repeated, titles, passages, table)
