"""What ranking and matching read of an index: postings, lengths and records.

This is the only module that asks Whoosh for postings; another codec changes nothing but this.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from whoosh import index as whoosh_index

from pincite.errors import CorruptIndex
from pincite.indexer.columns import live_documents, read_column
from pincite.indexer.records import load_article, load_paragraph
from pincite.indexer.schema import ARTICLE_RECORD

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import numpy.typing as npt
    from whoosh.matching import Matcher

    from pincite.indexer.articles import Article, Paragraph
    from pincite.indexer.records import ParagraphRecord

    Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Postings:
    """Where a term occurs.

    Attributes:
        numbers: int64, document numbers, ascending, without deleted ones.
        frequencies: int64, how often it occurs in each.
    """

    numbers: Numbers
    frequencies: Numbers


NO_POSTINGS = Postings(np.empty(0, np.int64), np.empty(0, np.int64))


class PostingsReader:
    """One committed state of an index.

    Attributes:
        paragraphs: int64, document numbers of the paragraphs, ascending.
        article_numbers: int64, document numbers of the articles' own records, ascending.
        text_lengths, title_lengths: int64 by document number, words in each.
        kinds: int64 by document number, places in `schema.KINDS`.
    """

    def __init__(self, folder: Path) -> None:
        """Open the newest commit of the index in `folder`.

        Raises:
            CorruptIndex: it cannot be opened.
        """
        try:
            self._index = whoosh_index.open_dir(str(folder))
            self._reader = self._index.reader()
        except PermissionError:
            raise
        except Exception as error:
            raise CorruptIndex(
                f"{folder} cannot be opened ({error}): delete it and index again"
            ) from error
        live = live_documents(self._reader)
        articles = read_column(self._reader, "ordinal") == ARTICLE_RECORD
        self.paragraphs = np.flatnonzero(live & ~articles)
        self.article_numbers = np.flatnonzero(live & articles)
        self.text_lengths = read_column(self._reader, "text_length")
        self.title_lengths = read_column(self._reader, "title_length")
        self.kinds = read_column(self._reader, "kind")

    def close(self) -> None:
        """Let go of the files."""
        self._reader.close()
        self._index.close()

    def postings(self, field: str, term: str) -> Postings:
        """The postings of a term, none where it does not occur."""
        matcher = self._matcher(field, term)
        numbers: list[int] = []
        frequencies: list[int] = []
        while matcher is not None and matcher.is_active():
            numbers.append(matcher.id())
            frequencies.append(int(matcher.weight()))
            matcher.next()
        if not numbers:
            return NO_POSTINGS
        return Postings(np.array(numbers, np.int64), np.array(frequencies, np.int64))

    def positions(self, field: str, term: str, numbers: Iterable[int]) -> dict[int, list[int]]:
        """The word positions of a term in the documents of `numbers`, which ascend."""
        matcher = self._matcher(field, term)
        found: dict[int, list[int]] = {}
        for number in numbers:
            if matcher is None or not matcher.is_active():
                break
            if matcher.id() < number:
                matcher.skip_to(number)
            if matcher.is_active() and matcher.id() == number:
                found[number] = list(matcher.value_as("positions"))
        return found

    def record(self, number: int) -> ParagraphRecord:
        """The stored paragraph of a document."""
        return load_paragraph(self._reader.stored_fields(number)["record"])

    def article(self, article: str) -> Article | None:
        """An article without its paragraphs, or None where there is none of that id."""
        numbers = np.intersect1d(self.postings("article", article).numbers, self.article_numbers)
        return self._article(int(numbers[0])) if len(numbers) else None

    def articles(self) -> list[Article]:
        """All articles without their paragraphs, in document order."""
        return [self._article(int(number)) for number in self.article_numbers]

    def article_paragraphs(self, article: str) -> list[Paragraph]:
        """The paragraphs of an article, in order."""
        numbers = np.intersect1d(self.postings("article", article).numbers, self.paragraphs)
        found = [self.record(number).paragraph for number in numbers.tolist()]
        return sorted(found, key=lambda paragraph: paragraph.ordinal)

    def article_ranks(self, numbers: Numbers) -> Numbers:
        """For each paragraph of `numbers` the place of its article among all, by id.

        An article's paragraphs follow its own document directly; Whoosh keeps it so in merges.
        """
        places = np.searchsorted(self.article_numbers, numbers) - 1
        return self._ranks[places]

    @cached_property
    def _ranks(self) -> Numbers:
        ids = [article.id for article in self.articles()]
        ranks = np.empty(len(ids), np.int64)
        ranks[sorted(range(len(ids)), key=ids.__getitem__)] = np.arange(len(ids))
        return ranks

    def _article(self, number: int) -> Article:
        return load_article(self._reader.stored_fields(number)["record"])[0]

    def _matcher(self, field: str, term: str) -> Matcher | None:
        if (field, term) not in self._reader:
            return None
        return self._reader.postings(field, term)
