"""What names articles, and their sources, as Whoosh searches it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from pincite.indexer.codec.ranges import concatenated
from pincite.indexer.whoosh_face.field import Field
from pincite.indexer.whoosh_face.postings import TermPostings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import numpy.typing as npt

    from pincite.indexer.codec.segment import Segment

    Numbers = npt.NDArray[np.int64]


class NameField(Field):
    """What names an article: each of its documents has it."""

    def __init__(self, segment: Segment, names: Callable[[], Iterable[str]]) -> None:
        """The field of `segment`; `names` gives the name of each article, when asked for."""
        self._segment = segment
        self._names = names

    @property
    def terms(self) -> Sequence[bytes]:
        """All names."""
        return list(self._articles)

    def __contains__(self, term: bytes) -> bool:
        return term in self._articles

    def document_frequency(self, term: bytes) -> int:
        """How many documents the articles of a name have."""
        return len(self._documents(term))

    def postings(self, term: bytes) -> TermPostings | None:
        """The documents of the articles of a name."""
        documents = self._documents(term)
        if not len(documents):
            return None
        return TermPostings(documents, np.ones_like(documents), np.zeros_like(documents))

    @cached_property
    def _articles(self) -> dict[bytes, list[int]]:
        """The articles of each name, by number."""
        articles: dict[bytes, list[int]] = {}
        for number, name in enumerate(self._names()):
            articles.setdefault(name.encode("utf-8", "surrogatepass"), []).append(number)
        return dict(sorted(articles.items()))

    def _documents(self, term: bytes) -> Numbers:
        numbers = np.array(self._articles.get(term, []), np.int64)
        places = self._segment.documents.articles.astype(np.int64)
        return concatenated(places[numbers], places[numbers + 1] - places[numbers])
