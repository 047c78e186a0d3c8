"""Articles and paragraphs in the order of the page: by id, then as they stand in the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from pincite.indexer.codec.ranges import concatenated, counts_between, offsets

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    from pincite.indexer.codec.segment import Segment

    Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Numbering:
    """The numbers of the articles and paragraphs of some segments, in which nothing is deleted.

    Attributes:
        segments: by number of language; None for one without articles.
        ids: of the articles, ascending.
        languages: int64[articles], the segment of each.
        places: int64[articles], its number there.
        firsts: int64[articles + 1], its first paragraph.
        paragraphs: for each segment int64 by document, its paragraph; -1 for an article.
        articles: int64[paragraphs], the article of each.
    """

    segments: Sequence[Segment | None]
    ids: Sequence[str]
    languages: Numbers
    places: Numbers
    firsts: Numbers
    paragraphs: Sequence[Numbers]
    articles: Numbers

    def __len__(self) -> int:
        """How many paragraphs there are."""
        return len(self.articles)

    def column(
        self, dtype: npt.DTypeLike, of: Callable[[Segment], npt.NDArray[Any]]
    ) -> npt.NDArray[Any]:
        """By paragraph, what segments have by document."""
        found = np.zeros(len(self), dtype)
        for segment, paragraphs in zip(self.segments, self.paragraphs, strict=True):
            if segment:
                there = paragraphs >= 0
                found[paragraphs[there]] = of(segment)[there]
        return found

    def article(self, article: int) -> tuple[Segment, int]:
        """The segment of an article, and its number there."""
        segment = self.segments[int(self.languages[article])]
        assert segment is not None  # noqa: S101 - it has this article
        return segment, int(self.places[article])

    def document(self, paragraph: int) -> tuple[Segment, int, int]:
        """The segment of a paragraph, the number of its article there, and its document."""
        article = int(self.articles[paragraph])
        segment, place = self.article(article)
        ordinal = paragraph - int(self.firsts[article]) + 1
        return segment, place, int(segment.documents.articles[place]) + ordinal


def numbered(segments: Sequence[Segment | None]) -> Numbering:
    """Number what is in some segments, in which nothing is deleted."""
    known = sorted(
        (each, language, place)
        for language, segment in enumerate(segments)
        if segment
        for place, each in enumerate(segment.catalog.ids)
    )
    owners = np.array([places for _, *places in known], np.int64).reshape(-1, 2)
    languages, places = owners[:, 0], owners[:, 1]
    counts = np.zeros(len(known), np.int64)
    for language, segment in enumerate(segments):
        if segment:
            own = languages == language
            counts[own] = counts_between(segment.documents.articles)[places[own]] - 1
    firsts = offsets(counts)
    paragraphs = [
        _of_documents(segment, places[own], firsts[:-1][own])
        for language, segment in enumerate(segments)
        for own in [languages == language]
    ]
    articles = np.repeat(np.arange(len(known)), counts)
    ids = [each for each, *_ in known]
    return Numbering(segments, ids, languages, places, firsts, paragraphs, articles)


def _of_documents(segment: Segment | None, places: Numbers, firsts: Numbers) -> Numbers:
    """The paragraph that each document of a segment is, -1 for an article.

    Args:
        segment: the segment.
        places: int64, its articles in the order of the page.
        firsts: int64, the first paragraph of each.
    """
    if segment is None:
        return np.empty(0, np.int64)
    starts = segment.documents.articles.astype(np.int64)
    counts = counts_between(segment.documents.articles)[places] - 1
    paragraphs = np.full(len(segment.documents), -1, np.int64)
    paragraphs[concatenated(starts[places] + 1, counts)] = concatenated(firsts, counts)
    return paragraphs
