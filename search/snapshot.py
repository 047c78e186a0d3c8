"""One committed state of an index: its segments, and the figures of all of them together."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

import numpy as np

from pincite.indexer.commits import open_newest
from pincite.indexer.weights import mean_length
from pincite.search.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import numpy.typing as npt

    from pincite.indexer.articles import Article, Paragraph
    from pincite.indexer.codec.segment import Segment

    Numbers = npt.NDArray[np.int64]


class Snapshot:
    """The newest commit of an index when it was opened.

    Documents are numbered through all segments: in each from its base on.

    Attributes:
        segments: what it is made of.
        spaces: of each segment, what its searches share.
        bases: the number of the first document of each segment.
        paragraphs: how many there are.
        words: how many words those have.
        average_length: words of a paragraph in the mean, those of titles by their weight.
    """

    def __init__(self, folder: Path) -> None:
        """Open the newest commit of the index in `folder`.

        Raises:
            CorruptIndex: it cannot be opened.
        """
        _, self.segments = open_newest(folder)
        self.bases: list[int] = []
        documents = 0
        for segment in self.segments:
            self.bases.append(documents)
            documents += segment.document_count
        self.paragraphs = sum(segment.paragraphs for segment in self.segments)
        self.words = sum(segment.words for segment in self.segments)
        weighted = sum(segment.weighted_words for segment in self.segments)
        self.average_length = mean_length(weighted, self.paragraphs)
        self.spaces = [Workspace(segment, self.average_length) for segment in self.segments]

    def stem(self, surface: str) -> str | None:
        """The stem of a surface form; None where it never occurred."""
        return next(filter(None, (segment.stem(surface) for segment in self.segments)), None)

    def stem_frequency(self, stem: str) -> int:
        """In how many paragraphs a stem occurs."""
        return sum(segment.stem_frequency(stem) for segment in self.segments)

    def surface_frequency(self, surface: str) -> int:
        """In how many paragraphs a surface form occurs."""
        return sum(segment.surface_frequency(surface) for segment in self.segments)

    def words_and_stems(self) -> Iterator[tuple[str, str]]:
        """Every surface form that occurs, with its stem; one may come more than once."""
        for segment in self.segments:
            yield from segment.live_words()

    def forms(self, stem: str) -> frozenset[str]:
        """The surface forms of a stem, those of deleted paragraphs too."""
        return frozenset().union(*[segment.lexicon.surfaces_of(stem) for segment in self.segments])

    def locate(self, number: int) -> tuple[int, int]:
        """The place of the segment of a document, and its number there."""
        place = bisect_right(self.bases, number) - 1
        return place, number - self.bases[place]

    def paragraph(self, number: int) -> tuple[Article, Paragraph]:
        """The paragraph that is a document, and its article without the paragraphs."""
        place, document = self.locate(number)
        segment = self.segments[place]
        article = segment.article_of(document)
        return segment.article(article), segment.paragraph(document, article)

    def text_ranks(self, numbers: Numbers) -> Numbers:
        """int64, what sorts some documents as their texts are: by article's id, then ordinal."""
        if len(self.segments) == 1:
            (segment,) = self.segments
            articles = segment.documents.articles.searchsorted(numbers, "right") - 1
            return segment.catalog.ranks[articles].astype(np.int64) << 32 | numbers
        listed = numbers.tolist()
        order = sorted(range(len(listed)), key=lambda place: self._text_order(listed[place]))
        ranks = np.empty(len(listed), np.int64)
        ranks[order] = np.arange(len(listed))
        return ranks

    def _text_order(self, number: int) -> tuple[str, int]:
        place, document = self.locate(number)
        segment = self.segments[place]
        return segment.catalog.ids[segment.article_of(document)], number

    def find_article(self, article: str) -> tuple[Segment, int] | None:
        """The segment of the article of that id and its number there; None where there is none."""
        for segment in self.segments:
            number = segment.catalog.ids.find(article)
            if number >= 0 and segment.live[segment.documents.articles[number]]:
                return segment, number
        return None

    def articles(self) -> list[Article]:
        """All articles without their paragraphs, in no order."""
        return [
            segment.article(number)
            for segment in self.segments
            for number in segment.live_articles.tolist()
        ]

    def article_ids(self) -> list[str]:
        """The ids of all articles, in no order."""
        return [
            segment.catalog.ids[number]
            for segment in self.segments
            for number in segment.live_articles.tolist()
        ]

    @property
    def article_count(self) -> int:
        """How many articles there are."""
        return sum(segment.articles for segment in self.segments)
