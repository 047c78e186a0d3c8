"""How what matches divides: how much of it there is of each publication, year, author, kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pincite.indexer.articles import KINDS
from pincite.search.hits.values import Facet, FacetValue

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt

    from pincite.search.matching.matches import Matches
    from pincite.search.snapshot import Snapshot

    Numbers = npt.NDArray[np.int64]
    # A value, and how many paragraphs and articles have it; one value may come more than once.
    Shares = Iterable[tuple[str, int, int]]


class _Known(NamedTuple):
    """What an article's record has to be read for."""

    publication: str
    author: str


class Dividing:
    """Divides what matches; keeps what it has read of articles for the next time."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Divide what matches in one state of an index."""
        self._snapshot = snapshot
        self._read: dict[int, _Known] = {}

    def by(self, name: str, matches: Matches) -> Facet:
        """The values of one of `request.FACETS`, and how much of `matches` has each."""
        if name == "kind":
            return _facet(name, self._kinds(matches))
        if name == "year":
            values = self._years(matches.articles)
        else:
            values = [getattr(known, name) for known in self._known(matches.articles)]
        counts = matches.counts.tolist()
        return _facet(name, zip(values, counts, [1] * len(counts), strict=True))

    def _years(self, articles: Numbers) -> list[str]:
        years = self._snapshot.article_days[articles] // 10_000
        return [f"{year:04}" if year else "" for year in years.tolist()]

    def _known(self, articles: Numbers) -> list[_Known]:
        numbers = articles.tolist()
        for number in numbers:
            if number not in self._read:
                article = self._snapshot.article(number)
                self._read[number] = _Known(article.publication, article.author)
        return [self._read[number] for number in numbers]

    def _kinds(self, matches: Matches) -> Shares:
        kinds = self._snapshot.kinds_of(matches.numbers)
        paragraphs = np.bincount(kinds, minlength=len(KINDS))
        pairs = np.unique(matches.owners * len(KINDS) + kinds)
        articles = np.bincount(pairs % len(KINDS), minlength=len(KINDS))
        for kind, found, among in zip(KINDS, paragraphs.tolist(), articles.tolist(), strict=True):
            if found:
                yield kind.value, found, among


def _facet(name: str, shares: Shares) -> Facet:
    """The shares of each value together, in the order in which they are shown."""
    totals: dict[str, tuple[int, int]] = {}
    for value, paragraphs, articles in shares:
        before = totals.get(value, (0, 0))
        totals[value] = before[0] + paragraphs, before[1] + articles
    values = [FacetValue(value, *total) for value, total in totals.items()]
    values.sort(key=lambda each: (not each.value, -each.paragraphs, each.value))
    return Facet(name, tuple(values))
