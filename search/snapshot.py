"""One committed state of an index: its segments, and the figures of all of them together."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property, partial
from typing import TYPE_CHECKING

import numpy as np

from pincite.indexer.commits import open_newest
from pincite.indexer.weights import Lengths
from pincite.search.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import numpy.typing as npt

    from pincite.indexer.articles import Article, Paragraph
    from pincite.indexer.codec.segment import Segment

    Numbers = npt.NDArray[np.int64]

_NONE = np.empty(0, np.int64)
_NO_KINDS = np.empty(0, np.uint8)


class Snapshot:
    """The newest commit of an index when it was opened.

    Documents are numbered through all segments: in each from its base on.

    Attributes:
        generation: the number of the commit.
        segments: what it is made of.
        spaces: of each segment, what its searches share.
        bases: the number of the first document of each segment.
        paragraphs: how many there are.
        words: how many words those have.
    """

    def __init__(self, folder: Path) -> None:
        """Open the newest commit of the index in `folder`.

        Raises:
            CorruptIndex: it cannot be opened.
        """
        commit, self.segments = open_newest(folder)
        self.generation = commit.generation
        self._copies = commit.copies
        self.bases: list[int] = []
        documents = 0
        for segment in self.segments:
            self.bases.append(documents)
            documents += segment.document_count
        self.paragraphs = sum(segment.paragraphs for segment in self.segments)
        self.words = sum(segment.words for segment in self.segments)
        lengths = Lengths.together(segment.lengths for segment in self.segments)
        self.spaces = [Workspace(segment, lengths) for segment in self.segments]

    def stem(self, surface: str, language: str) -> str | None:
        """The stem of a surface form in a language; None where it never occurred in it."""
        for segment in self.segments:
            if segment.language == language and (stem := segment.stem(surface)):
                return stem
        return None

    def surface_frequency(self, surface: str) -> int:
        """In how many paragraphs a surface form occurs."""
        return sum(segment.surface_frequency(surface) for segment in self.segments)

    def words_and_stems(self, language: str) -> Iterator[tuple[str, str]]:
        """Every surface form that occurs in a language, with its stem; some more than once."""
        for segment in self.segments:
            if segment.language == language:
                yield from segment.live_words()

    def forms(self, stem: str, language: str) -> frozenset[str]:
        """The surface forms of a stem in a language, those of deleted paragraphs too."""
        segments = [segment for segment in self.segments if segment.language == language]
        return frozenset().union(*[segment.lexicon.surfaces_of(stem) for segment in segments])

    def language_of(self, number: int) -> str:
        """The language that a document is stemmed in."""
        return self.segments[self.locate(number)[0]].language

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

    @cached_property
    def article_documents(self) -> Numbers:
        """int64, the documents that are articles, deleted ones too, ascending.

        Articles are numbered through all segments by their places in it.
        """
        starts = [segment.documents.articles[:-1].astype(np.int64) for segment in self.segments]
        bases = self.bases
        return np.concatenate(
            [_NONE, *(each + base for each, base in zip(starts, bases, strict=True))]
        )

    @cached_property
    def article_days(self) -> Numbers:
        """int64, the first day that the date of each article may mean; 0 where none is known."""
        days = [segment.catalog.days[0].astype(np.int64) for segment in self.segments]
        return np.concatenate([_NONE, *days])

    def article(self, number: int) -> Article:
        """An article, given by its number, without its paragraphs."""
        place, document = self.locate(int(self.article_documents[number]))
        segment = self.segments[place]
        return segment.article(segment.article_of(document))

    def kinds_of(self, numbers: Numbers) -> Numbers:
        """int64, the places in `KINDS` of the kinds of some paragraphs."""
        kinds = [segment.documents.kinds for segment in self.segments]
        return np.concatenate([_NO_KINDS, *kinds])[numbers].astype(np.int64)

    def articles_of(self, numbers: Numbers) -> Numbers:
        """int64, the numbers of the articles that some documents belong to."""
        return self.article_documents.searchsorted(numbers, "right") - 1

    def article_ranks(self, articles: Numbers) -> Numbers:
        """int64, what sorts some articles, given by number, by their ids."""
        if len(self.segments) == 1:
            return self.segments[0].catalog.ranks[articles].astype(np.int64)
        ids = [self._article_id(number) for number in self.article_documents[articles].tolist()]
        ranks = {each: rank for rank, each in enumerate(sorted(set(ids)))}
        return np.array([ranks[each] for each in ids], np.int64)

    def _article_id(self, number: int) -> str:
        place, document = self.locate(number)
        segment = self.segments[place]
        return segment.catalog.ids[segment.article_of(document)]

    def beside(self, number: int) -> Callable[[], tuple[str, str]]:
        """What reads the texts before and after a paragraph; of all this it needs one segment."""
        place, document = self.locate(number)
        return partial(self.segments[place].beside, document)

    def text_ranks(self, numbers: Numbers) -> Numbers:
        """int64, what sorts some documents as their texts are: by article's id, then ordinal."""
        return self.article_ranks(self.articles_of(numbers)) << 32 | numbers

    def find_article(self, article: str) -> tuple[Segment, int] | None:
        """The segment of the article of that id and its number there; None where there is none."""
        for segment in self.segments:
            number = segment.find_article(article)
            if number >= 0:
                return segment, number
        return None

    def find_copy(self, path: str) -> tuple[Segment, int] | None:
        """Likewise of the article that stands for a file with the same content at `path`."""
        originals = (each for each, copies in self._copies.items() if path in copies)
        return self.find_article(next(originals, ""))

    def formerly(self, article: str) -> list[tuple[Segment, int]]:
        """The segments of the articles that had an id before, and their numbers there; by id."""
        found = [
            (segment, number)
            for segment in self.segments
            for number in segment.catalog.formerly(article)
            if segment.is_live(number)
        ]
        return sorted(found, key=lambda each: each[0].catalog.ids[each[1]])

    def articles(self) -> list[Article]:
        """All articles without their paragraphs, in no order."""
        return [
            segment.article(number)
            for segment in self.segments
            for number in segment.live_articles.tolist()
        ]

    def title_stems(self, number: int) -> list[str]:
        """The stems of the words of the title above a paragraph, in order."""
        place, document = self.locate(number)
        segment = self.segments[place]
        return segment.catalog.title_stems(segment.article_of(document))

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
