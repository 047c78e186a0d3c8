"""The titles of articles as Whoosh searches them."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from pincite.indexer.analysis import tokenize
from pincite.indexer.stemming import Stemmer
from pincite.indexer.whoosh_face.field import Field
from pincite.indexer.whoosh_face.lengths import FieldLengths
from pincite.indexer.whoosh_face.postings import TermPostings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pincite.indexer.codec.segment import Segment


class TitleField(Field):
    """The stems of the titles; they are analysed when first asked for."""

    def __init__(self, segment: Segment) -> None:
        """The field of `segment`."""
        self._segment = segment

    @cached_property
    def lengths(self) -> FieldLengths:
        """The words of each article's title."""
        words = np.zeros(len(self._segment.documents), np.int64)
        words[self._segment.documents.articles[:-1]] = [
            stems.total() for stems in self._stems.values()
        ]
        return FieldLengths(words)

    @property
    def terms(self) -> Sequence[bytes]:
        """All stems."""
        return list(self._frequencies)

    def __contains__(self, term: bytes) -> bool:
        return term in self._frequencies

    def document_frequency(self, term: bytes) -> int:
        """How many titles have a stem."""
        return len(self._frequencies.get(term, ()))

    def postings(self, term: bytes) -> TermPostings | None:
        """The articles that have a stem in their title."""
        frequencies = self._frequencies.get(term)
        if not frequencies:
            return None
        documents = np.array(list(frequencies), np.int64)
        return TermPostings(
            documents,
            np.array(list(frequencies.values()), np.int64),
            self.lengths.rounded[documents],
        )

    @cached_property
    def _stems(self) -> Mapping[int, Counter[str]]:
        """For the document of each article how often its title has each stem."""
        stem = Stemmer(self._segment.language, self._segment.stem)
        articles = self._segment.documents.articles[:-1].tolist()
        return {
            document: Counter(
                stem(word.surface) for word in tokenize(self._segment.article(number).title)
            )
            for number, document in enumerate(articles)
        }

    @cached_property
    def _frequencies(self) -> dict[bytes, dict[int, int]]:
        """For each stem how often it occurs in the title of each document."""
        frequencies: dict[bytes, dict[int, int]] = {}
        for document, stems in self._stems.items():
            for stem, count in stems.items():
                frequencies.setdefault(stem.encode(), {})[document] = count
        return dict(sorted(frequencies.items()))
