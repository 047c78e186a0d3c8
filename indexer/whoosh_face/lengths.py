"""Field lengths as Whoosh knows them: each of them rounded to one of 256."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from whoosh.util.numeric import byte_to_length

if TYPE_CHECKING:
    import numpy.typing as npt

    Numbers = npt.NDArray[np.int64]


class FieldLengths:
    """How many words of a field each document has.

    Attributes:
        rounded: int64 by document number, as Whoosh's own codec tells them.
        total: all of them together, not rounded, deleted documents included.
    """

    def __init__(self, words: Numbers) -> None:
        """Round `words`, by document number: up, but the longest down."""
        steps = _steps()
        self.rounded = steps[np.minimum(np.searchsorted(steps, words), len(steps) - 1)]
        self.total = int(words.sum())


@cache
def _steps() -> Numbers:
    return np.array([byte_to_length(step) for step in range(256)], np.int64)
