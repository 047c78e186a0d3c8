"""What a search is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pincite.search.query.tree import Node


@dataclass(frozen=True)
class Request:
    """A query, and what of the answer is wanted.

    Attributes:
        query: the query as written.
        limit: how many hits at most.
        offset: how many hits to pass over.
        filters: what a paragraph has to pass besides.
        explain: whether each hit is to have the account of its score.
    """

    query: str
    limit: int = 10
    offset: int = 0
    filters: tuple[Node, ...] = ()
    explain: bool = False
