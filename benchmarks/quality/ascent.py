"""Coordinate ascent: one weight after another, moved as long as the results get better.

Metzler and Croft, "Linear feature-based models for information retrieval", Information Retrieval
2007, with steps in proportion to the weight, wide ones first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Point = Mapping[str, float]

STEPS = ((0.5, 2.0), (0.8, 1.25))
"""What weights are multiplied by, in one sweep after another."""

LEAST_GAIN = 0.0005
"""What a move has to bring: less is noise."""

_FIRST = 0.1
"""A weight that is 0 is tried at this."""

_SWEEPS = 4


def ascend(
    worth: Callable[[Point], float], start: Point, most: Mapping[str, float]
) -> dict[str, float]:
    """The best point found.

    Args:
        worth: what a point is worth; asked for the same more than once.
        start: where to begin: all weights by name.
        most: those of them that may be moved, and how far up.
    """
    best, reached = dict(start), worth(start)
    for factors in STEPS:
        for _ in range(_SWEEPS):
            before = reached
            for name, limit in most.items():
                for value in _candidates(best[name], factors, limit):
                    tried = best | {name: value}
                    gained = worth(tried)
                    if gained >= reached + LEAST_GAIN:
                        best, reached = tried, gained
                        break  # and on this way in the next sweep
            if reached == before:
                break
    return best


def _candidates(value: float, factors: tuple[float, ...], limit: float) -> list[float]:
    if value == 0:
        return [min(_FIRST, limit)]
    moved = (min(float(f"{value * factor:.4g}"), limit) for factor in factors)
    return [each for each in moved if each != value]
