"""All that a query matches, over all segments, article by article."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from pincite.indexer.codec.ranges import run_starts

if TYPE_CHECKING:
    import numpy.typing as npt

    from pincite.search.snapshot import Snapshot

    Numbers = npt.NDArray[np.int64]


class Matches:
    """The paragraphs that match one query, and the articles they are in.

    Attributes:
        snapshot: where they are.
        numbers: int64[n], document numbers, ascending.
    """

    def __init__(self, snapshot: Snapshot, numbers: Numbers) -> None:
        self.snapshot = snapshot
        self.numbers = numbers

    @cached_property
    def owners(self) -> Numbers:
        """int64[n], the number of the article of each, as in `Snapshot.article_documents`."""
        return self.snapshot.articles_of(self.numbers)

    @cached_property
    def firsts(self) -> Numbers:
        """int64[m], where in `numbers` those of each article begin."""
        return run_starts(self.owners)

    @cached_property
    def counts(self) -> Numbers:
        """int64[m], how many there are in each article."""
        return np.diff(self.firsts, append=len(self.numbers))

    @cached_property
    def articles(self) -> Numbers:
        """int64[m], the numbers of the articles, ascending."""
        return self.owners[self.firsts]
