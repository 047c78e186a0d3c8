"""A segment as it is read: its documents, words, postings and records."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import replace
from functools import cached_property
from itertools import compress
from typing import TYPE_CHECKING, Any

import numpy as np

from pincite.indexer.articles import KINDS, Kind
from pincite.indexer.codec.arrays import ArrayFile
from pincite.indexer.codec.catalog import Catalog
from pincite.indexer.codec.documents import ARTICLE, Documents
from pincite.indexer.codec.lexicon import Lexicon
from pincite.indexer.codec.postings import PostingsReader
from pincite.indexer.codec.ranges import as_memory, offsets
from pincite.indexer.codec.store import RecordReader
from pincite.indexer.codec.titles import TitleWords
from pincite.indexer.records import load_article, load_paragraph
from pincite.indexer.weights import Lengths

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    import numpy.typing as npt

    from pincite.indexer.articles import Article, Paragraph
    from pincite.indexer.codec.arrays import ArrayFileWriter
    from pincite.indexer.codec.deletions import Deletions

    Numbers = npt.NDArray[np.int64]
    Integers = npt.NDArray[np.integer[Any]]

SUFFIX = ".pin"

# Articles, and what is found for stems, that are kept at hand.
_ARTICLES = 4096
_STEMS = 1024
_HEADING = KINDS.index(Kind.HEADING)


class Segment:
    """One segment of one commit.

    Attributes:
        name: of its file, without suffix.
        size: of its file, in bytes.
        documents: its columns.
        deletions: what is not to be seen of it; None where nothing was deleted.
        deletions_file: the name of the file that tells so; "" where nothing was.
        language: the one its words are stemmed in.
        average: the weighted length its impacts rest on.
        document_count: how many documents it has, deleted ones included.
        articles, paragraphs: how many of them are not deleted.
        words: how many words those have.
        title_words: of the titles and headings above them, counted for each of them.
    """

    def __init__(
        self,
        path: Path,
        deletions: Deletions | None = None,
        deletions_file: str = "",
        copies: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        """Open the segment in the file at `path`, without what was deleted of it.

        Args:
            path: the file.
            deletions: what was deleted.
            deletions_file: the name of the file that tells so.
            copies: of source files the paths of others with the same content.

        Raises:
            CorruptIndex: it is no segment, or cut short.
        """
        self._arrays = ArrayFile(path)
        self.name = path.stem
        self.size = self._arrays.size
        self.deletions = deletions
        self.deletions_file = deletions_file
        self._copies = copies or {}
        self._articles: dict[int, Article] = {}
        self._titled_leads: dict[int, Integers] = {}
        meta = self._arrays.meta
        self.language = str(meta["language"])
        self.average = float(meta["average"])
        self.document_count = int(meta["documents"])
        self.articles = int(meta["articles"])
        self.paragraphs = int(meta["paragraphs"])
        self.words = int(meta["words"])
        self.title_words = int(meta["title_words"])
        if deletions:
            self.articles -= len(deletions.documents) - deletions.paragraphs
            self.paragraphs -= deletions.paragraphs
            self.words -= deletions.words
            self.title_words -= deletions.title_words

    @property
    def lengths(self) -> Lengths:
        """How long its paragraphs are together, those that are not deleted."""
        return Lengths(self.paragraphs, self.words, self.title_words)

    @property
    def path(self) -> Path:
        """The file it lies in."""
        return self._arrays.path

    @cached_property
    def documents(self) -> Documents:
        """The columns."""
        return Documents.read(self._arrays)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words."""
        return Lexicon(self._arrays)

    @cached_property
    def postings(self) -> PostingsReader:
        """Where they occur."""
        return PostingsReader(self._arrays)

    @cached_property
    def titles(self) -> TitleWords:
        """The words of the titles of its articles."""
        return TitleWords.read(self._arrays)

    @cached_property
    def catalog(self) -> Catalog:
        """The articles and their sources."""
        return Catalog(self._arrays)

    @cached_property
    def _article_documents(self) -> memoryview:
        return as_memory(self.documents.articles)

    @cached_property
    def texts(self) -> RecordReader:
        """The records of the paragraphs, in order."""
        return RecordReader(self._arrays, "texts")

    @cached_property
    def metadata(self) -> RecordReader:
        """The records of the articles, in order."""
        return RecordReader(self._arrays, "metadata")

    @cached_property
    def content_starts(self) -> Numbers:
        """int64 by document number, where its bits begin in `documents.content`."""
        return offsets(self.documents.content_sizes())

    @cached_property
    def word_starts(self) -> Numbers:
        """int64 by document number, how many words there are in the texts before."""
        return offsets(self.documents.text_lengths)

    @cached_property
    def live(self) -> npt.NDArray[np.bool_]:
        """Bool by document number, False for what was deleted."""
        live = np.ones(len(self.documents), bool)
        if self.deletions:
            live[self.deletions.documents] = False
        return live

    @cached_property
    def live_paragraphs(self) -> Numbers:
        """int64, the documents that are paragraphs and not deleted."""
        return np.flatnonzero(self.live & (self.documents.kinds != ARTICLE))

    @cached_property
    def live_articles(self) -> Numbers:
        """int64, the numbers of the articles that are not deleted."""
        return np.flatnonzero(self.live[self.documents.articles[:-1]])

    def is_live(self, number: int) -> bool:
        """Whether an article is not deleted."""
        return bool(self.live[self.documents.articles[number]])

    def find_article(self, article: str) -> int:
        """The number of the article of that id; -1 where there is none that is not deleted."""
        number = self.catalog.ids.find(article)
        return number if number >= 0 and self.is_live(number) else -1

    def stem(self, surface: str) -> str | None:
        """The stem of a surface form; None where it never occurred."""
        number = self.lexicon.surfaces.find(surface)
        return self.lexicon.stems[self.lexicon.stem_of(number)] if number >= 0 else None

    def stem_frequency(self, stem: str) -> int:
        """In how many paragraphs a stem occurs."""
        number = self.lexicon.stems.find(stem)
        if number < 0:
            return 0
        first, end = self.postings.range(number)
        gone = self.deletions.of_stem(number) if self.deletions else 0
        return end - first - gone + len(self.titled_leads(number))

    @cached_property
    def _is_lead(self) -> npt.NDArray[np.bool_]:
        is_lead = np.zeros(len(self.documents), bool)
        is_lead[self.documents.leads()] = True
        return is_lead & self.live

    def titled_leads(self, stem: int) -> Integers:
        """The leads that answer for their titles to a stem, by number; ascending, not deleted.

        A lead does so where the stem is neither in its own text nor in a heading of its article.
        """
        found = self._titled_leads.get(stem)
        if found is None:
            if len(self._titled_leads) >= _STEMS:
                self._titled_leads.clear()
            found = self._titled_leads[stem] = self._leads_titled(stem)
        return found

    def _leads_titled(self, stem: int) -> Integers:
        documents, _ = self.postings.titles(stem)
        if not len(documents):
            return documents
        leads: Integers = documents[self._is_lead[documents]]
        first, end = self.postings.range(stem)
        texts = self.postings.documents[first:end]
        headings = texts[self.documents.kinds[texts] == _HEADING]
        if not (len(leads) and len(headings)):
            return leads
        starts = self.documents.articles
        articles = starts.searchsorted(headings, "right")
        is_headed = np.isin(starts.searchsorted(leads, "right"), articles)
        return np.compress(~is_headed, leads)

    def surface_frequency(self, surface: str) -> int:
        """In how many paragraphs a surface form occurs."""
        number = self.lexicon.surfaces.find(surface)
        if number < 0:
            return 0
        deleted = self.deletions.of_surface(number) if self.deletions else 0
        return int(self.lexicon.frequencies[number]) - deleted

    def live_surfaces(self) -> npt.NDArray[np.bool_]:
        """For each surface form, by number, whether a paragraph that is not deleted has it."""
        frequencies = self.lexicon.frequencies.astype(np.int64)
        if self.deletions:
            frequencies[self.deletions.surfaces] -= self.deletions.surface_frequencies
        return frequencies > 0

    def live_title_stems(self) -> list[int]:
        """The stems, by number, that are in the title above a paragraph that is not deleted."""
        titled = self.postings.titled(0, len(self.lexicon.stems)).keys
        stems: list[int] = np.unique(titled[self.live[titled & 0xFFFFFFFF]] >> 32).tolist()
        return stems

    def live_words(self) -> Iterator[tuple[str, str]]:
        """Every surface form that occurs, with its stem."""
        return compress(self.lexicon.entries(), self.live_surfaces().tolist())

    def article_of(self, document: int) -> int:
        """The number of the article that a document belongs to."""
        return bisect_right(self._article_documents, document) - 1

    def article(self, number: int) -> Article:
        """An article without its paragraphs."""
        article = self._articles.get(number)
        if article is None:
            if len(self._articles) >= _ARTICLES:
                self._articles.clear()
            article = self._articles[number] = self._article(number)
        return article

    def _article(self, number: int) -> Article:
        article = load_article(self.metadata.parts(number)[0])
        copies = self._copies_of(article.path)
        return replace(article, copies=copies) if copies else article

    def _copies_of(self, path: str) -> tuple[str, ...]:
        """Where the article at a path stands in the copies of its file."""
        if path in self._copies:
            return tuple(self._copies[path])
        file, _, inside = path.partition("!/")
        return tuple(f"{copy}!/{inside}" for copy in self._copies.get(file, ()))

    def paragraph(self, document: int, article: int | None = None) -> Paragraph:
        """The paragraph that is a document; its article's number, if known, saves looking."""
        number = self.article_of(document) if article is None else article
        kind = KINDS[self.documents.kinds.data[document]]
        ordinal = document - self._article_documents[number]
        return load_paragraph(*self.texts.parts(document - number - 1), ordinal, kind)

    def beside(self, document: int) -> tuple[str, str]:
        """The texts before and after a paragraph in its article, "" for none."""
        number = self.article_of(document)
        first, end = self._article_documents[number] + 1, self._article_documents[number + 1]
        before = self.paragraph(document - 1, number).text if document > first else ""
        after = self.paragraph(document + 1, number).text if document + 1 < end else ""
        return before, after

    def article_paragraphs(self, number: int) -> list[Paragraph]:
        """The paragraphs of an article, in order."""
        first, end = self.documents.articles[number : number + 2].tolist()
        return [self.paragraph(document, number) for document in range(first + 1, end)]

    def copy(self, writer: ArrayFileWriter, leaving: Callable[[str], bool]) -> None:
        """Add all its arrays to another file, but for those of the names that are left out."""
        for name in self._arrays:
            if not leaving(name):
                writer.add(name, self._arrays[name])

    @property
    def meta(self) -> Mapping[str, Any]:
        """What its file notes of it."""
        return self._arrays.meta

    def release(self) -> None:
        """Let go of the memory that reading has taken."""
        self._arrays.release()


def paragraphs_by_language(segments: Iterable[Segment]) -> Counter[str]:
    """How many paragraphs of some segments are in each language."""
    paragraphs: Counter[str] = Counter()
    for segment in segments:
        paragraphs[segment.language] += segment.paragraphs
    return paragraphs
