"""What a search is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pincite.errors import PinciteError
from pincite.indexer.weights import DEFAULT

if TYPE_CHECKING:
    from pincite.indexer.weights import Weights
    from pincite.search.query.tree import Node

SORTS = ("rank", "date", "article")
FACETS = ("publication", "year", "author", "kind")


@dataclass(frozen=True)
class Request:
    """A query, and what of the answer is wanted.

    Attributes:
        query: the query as written.
        limit: how many hits at most.
        offset: how many hits to pass over.
        filters: what a paragraph has to pass besides.
        explain: whether each hit is to have the account of its score.
        sort: one of `SORTS`: best first, newest first, or as the articles are by id.
        by_article: whether each article is to come once.
        facets: by what all that matches is to be divided: names of `FACETS`.
        repeats: whether paragraphs of the same words are to come each by itself, and not under
            the first of them; where each article comes once they always do.
        weights: what counts for how much in the scores.
        semantic: whether the first of them are ranked by likeness in meaning, too.
    """

    query: str
    limit: int = 10
    offset: int = 0
    filters: tuple[Node, ...] = ()
    explain: bool = False
    sort: str = "rank"
    by_article: bool = False
    facets: tuple[str, ...] = ()
    repeats: bool = False
    weights: Weights = DEFAULT
    semantic: bool = False

    def __post_init__(self) -> None:
        """See whether it can be answered.

        Raises:
            PinciteError: there is no such order or facet.
            ValueError: a limit or an offset is negative.
        """
        if self.limit < 0 or self.offset < 0:
            raise ValueError("limit and offset cannot be negative")
        _check("sort", self.sort, SORTS)
        for name in self.facets:
            _check("facet", name, FACETS)

    @property
    def wants_the_best(self) -> bool:
        """Whether the best paragraphs are all that is wanted: others need not be looked at."""
        return self.sort == "rank" and not (self.by_article or self.facets)


def _check(what: str, name: str, known: tuple[str, ...]) -> None:
    if name not in known:
        raise PinciteError(f"{what} {name!r} is none of {', '.join(known)}")
