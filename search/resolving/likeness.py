"""Whether two texts are the same, and how alike they are."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from pincite.indexer.analysis import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable

_END = ""  # stands before the first word and behind the last


def normalised(text: str) -> str:
    """The text without what does not tell two apart: Unicode's spelling (NFC) and white space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


@dataclass(frozen=True)
class Likeness:
    """How alike two texts are, by the pairs of neighbouring words they share.

    That is the resemblance and the containment of Broder (1997) with shingles of two words. Single
    words do not do: long texts of one language share a third of them, whatever they are about.

    Attributes:
        shared: how many pairs both have.
        dice: twice those, by the pairs of the one and of the other: 1 for the same words.
        contained: those, by the pairs of the shorter one: 1 where that is a part of the other.
    """

    shared: int
    dice: float
    contained: float


class Shingles:
    """A text to which others are compared."""

    def __init__(self, text: str) -> None:
        """Compare to `text`."""
        self._pairs = _pairs(text)

    def likeness(self, text: str) -> Likeness:
        """How alike another text is."""
        pairs = _pairs(text)
        shared = (self._pairs & pairs).total()
        own, others = self._pairs.total(), pairs.total()
        return Likeness(shared, 2 * shared / (own + others), shared / min(own, others))


def _pairs(text: str) -> Counter[tuple[str, str]]:
    return Counter(pairwise(_ended(token.surface for token in tokenize(text))))


def _ended(words: Iterable[str]) -> list[str]:
    return [_END, *words, _END]
