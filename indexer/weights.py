"""What words weigh: the constants and the formula of BM25F, for the index and for ranking.

Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields", CIKM 2004.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import numpy as np

from pincite.indexer.articles import KINDS, Kind

if TYPE_CHECKING:
    import numpy.typing as npt

    Scores = npt.NDArray[np.float64]

K1 = 1.2
B = 0.75
TITLE_WEIGHT = 3
KIND_WEIGHTS = {
    Kind.HEADING: 0.25,
    Kind.CAPTION: 0.3,
    Kind.BYLINE: 0.1,
    Kind.BOILERPLATE: 0.1,
}
# What one occurrence after another approaches.
SATURATION = K1 + 1
# The worth of one step of an impact, before idf.
STEP = SATURATION / 255


def kind_weight(kind: Kind) -> float:
    """What a paragraph's score is multiplied by for what it is to its article."""
    return KIND_WEIGHTS.get(kind, 1.0)


@functools.cache
def kind_weights() -> Scores:
    """float64, the weight of each of `KINDS`; read-only."""
    weights = np.array([kind_weight(kind) for kind in KINDS])
    weights.flags.writeable = False
    return weights


def mean_length(words: int, paragraphs: int) -> float:
    """Weighted words of a paragraph in the mean; 1.0 where there are none."""
    return words / paragraphs if words else 1.0


def norms(lengths: Scores, average: float) -> Scores:
    """The field norm of texts: what a term's frequency is weighed against.

    Args:
        lengths: weighted words of each text.
        average: weighted words of a paragraph in the mean of the whole index.
    """
    return np.asarray(K1 * (1 - B + B * (lengths / average)), np.float64)


def saturated(frequencies: Scores, norms: Scores, weight: float | Scores = 1.0) -> Scores:
    """What occurrences are worth: each more adds less, and all count less in longer texts.

    Args:
        frequencies: weighted occurrences of a term in each text.
        norms: the field norm of each text.
        weight: what each term is worth against others.
    """
    return np.asarray(weight * (frequencies * (K1 + 1)) / (frequencies + norms), np.float64)
