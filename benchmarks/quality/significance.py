"""Whether one system is better than another, or was lucky with the queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    Values = npt.NDArray[np.float64]

SEED = 20180418
SHUFFLES = 10_000
ALPHA = 0.05
_AT_ONCE = 500


def randomisation_test(differences: Values, shuffles: int = SHUFFLES) -> float:
    """p, two-sided, that a mean difference this far from 0 comes about by chance.

    Fisher's randomisation test for pairs: the sign of each difference is drawn anew, `shuffles`
    times, with a fixed seed. Smucker, Allan and Carterette, "A comparison of statistical
    significance tests for information retrieval evaluation", CIKM 2007.

    Args:
        differences: float64, one for each query.
        shuffles: how often; p is never less than 1 / (shuffles + 1).
    """
    told = differences[differences != 0]
    if not len(told):
        return 1.0
    # A hair less than was seen, so that sums equal but for rounding count as equal.
    seen = abs(told.sum()) * (1 - 1e-9)
    draw = np.random.default_rng(SEED)
    extreme = 0
    for done in range(0, shuffles, _AT_ONCE):
        count = min(_AT_ONCE, shuffles - done)
        signs = draw.integers(0, 2, size=(count, len(told)), dtype=np.int8) * 2.0 - 1
        extreme += int(np.count_nonzero(np.abs(signs @ told) >= seen))
    return (extreme + 1) / (shuffles + 1)


def holm(chances: Mapping[str, float]) -> dict[str, float]:
    """The p of each test of a family, corrected for there being several.

    Holm, "A simple sequentially rejective multiple test procedure", Scand. J. Statist. 1979.
    """
    corrected: dict[str, float] = {}
    highest = 0.0
    for rank, name in enumerate(sorted(chances, key=chances.__getitem__)):
        highest = max(highest, min(1.0, chances[name] * (len(chances) - rank)))
        corrected[name] = highest
    return {name: corrected[name] for name in chances}
