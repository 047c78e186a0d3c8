"""Parts: the small texts a page is made of, in series, and the groups that a folder has of them."""

from __future__ import annotations

from dataclasses import dataclass

SERIES = (
    "columns",
    "articles",
    "texts",
    "words",
    "terms",
    "exact",
    "postings",
    "near",
    "places",
)

# Parts that lie together in a folder and change together; those of texts go by articles.
_TOGETHER = 64


@dataclass(frozen=True)
class Part:
    """One part.

    Attributes:
        series: one of SERIES.
        number: its place there.
        group: the number of its group there.
        payload: what it says; any characters.
    """

    series: str
    number: int
    group: int
    payload: str

    @classmethod
    def of(cls, series: str, number: int, payload: str) -> Part:
        """One of a series that has groups of equal size."""
        return cls(series, number, number // _TOGETHER, payload)
