"""Which articles a segment has, what is asked about them, and the sources they came from."""

from __future__ import annotations

import json
import zlib
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pincite.indexer.analysis import fold, tokenize
from pincite.indexer.codec.strings import Strings, write_strings
from pincite.indexer.records import SourceState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import numpy.typing as npt

    from pincite.indexer.articles import Article
    from pincite.indexer.codec.arrays import ArrayFile, ArrayFileWriter

_DIGEST = 16
_TEXTS = ("title", "title_stems", "author", "publication")


class Particulars(NamedTuple):
    """What a query may ask of an article, so that its record need not be read.

    Attributes:
        title, author, publication: their words, folded; a line end before, between and behind.
        title_stems: the stems of the title's words, likewise.
        first_day, last_day: the days that its date may mean, as in `periods`.
    """

    title: str
    title_stems: str
    author: str
    publication: str
    first_day: int
    last_day: int


def particulars_of(article: Article, stem: Callable[[str], str]) -> Particulars:
    """What a query may ask of an article."""
    from pincite.indexer.periods import UNKNOWN, days_of  # of no use to who only reads

    title, author, publication = (
        [token.surface for token in tokenize(text)]
        for text in (article.title, article.author, article.publication)
    )
    first_day, last_day = days_of(article.date) or UNKNOWN
    return Particulars(
        title=side_by_side(title),
        title_stems=side_by_side(map(stem, title)),
        author=side_by_side(author),
        publication=side_by_side(publication),
        first_day=first_day,
        last_day=last_day,
    )


def side_by_side(words: Iterable[str]) -> str:
    """Words as `Particulars` have them; those of a part are a part of those of the whole."""
    return "\n".join(["", *words, ""])


class Catalog:
    """The articles of a segment by number, in the order of their documents.

    Attributes:
        ids: of the articles.
        ranks: uint32[n], the place of each among all when sorted by id.
    """

    def __init__(self, arrays: ArrayFile) -> None:
        """Read it from the file of the segment."""
        self._arrays = arrays
        self.ids = Strings(arrays, "ids")
        self.ranks: npt.NDArray[np.uint32] = arrays["id_ranks"]

    @cached_property
    def texts(self) -> dict[str, list[str]]:
        """By name, the texts among the particulars of each article."""
        table: dict[str, list[str]] = json.loads(zlib.decompress(self._arrays["particulars"].data))
        return table

    @cached_property
    def folded_ids(self) -> list[str]:
        """The ids of the articles, folded."""
        return list(map(fold, self.ids))

    @cached_property
    def days(self) -> npt.NDArray[np.uint32]:
        """uint32[2, n], the first and the last day of each article; 0 where none is known."""
        return self._arrays["days"].reshape(2, -1)

    def particulars(self) -> list[Particulars]:
        """What a query may ask of each article."""
        texts = (self.texts[name] for name in _TEXTS)
        return [Particulars(*each) for each in zip(*texts, *self.days.tolist(), strict=True)]

    def articles_of(self, path: str) -> list[int]:
        """The numbers of the articles that the source at `path` gave."""
        source = Strings(self._arrays, "sources").find(path)
        if source < 0:
            return []
        numbers: list[int] = np.flatnonzero(self._arrays["article_sources"] == source).tolist()
        return numbers

    def sources(self) -> list[SourceState]:
        """The source of each article."""
        paths = list(Strings(self._arrays, "sources"))
        sizes = self._arrays["source_sizes"].tolist()
        times = self._arrays["source_times"].tolist()
        digests = self._arrays["source_digests"].tobytes()
        states = [
            SourceState(path, size, time, _hexadecimal(digests[at : at + _DIGEST]))
            for path, size, time, at in zip(
                paths, sizes, times, range(0, len(digests), _DIGEST), strict=True
            )
        ]
        return [states[number] for number in self._arrays["article_sources"].tolist()]


def write_catalog(
    writer: ArrayFileWriter,
    ids: Sequence[str],
    sources: Sequence[SourceState],
    particulars: Sequence[Particulars],
) -> None:
    """Write the ids of articles, each with its source and its particulars."""
    write_strings(writer, "ids", ids)
    ranks = np.empty(len(ids), np.uint32)
    ranks[sorted(range(len(ids)), key=ids.__getitem__)] = np.arange(len(ids))
    writer.add("id_ranks", ranks)
    by_path = {source.path: source for source in sources}
    numbers = {path: number for number, path in enumerate(by_path)}
    write_strings(writer, "sources", list(by_path))
    of_articles = [numbers[source.path] for source in sources]
    writer.add("article_sources", np.array(of_articles, np.uint32))
    states = by_path.values()
    writer.add("source_sizes", np.array([state.size for state in states], np.uint64))
    writer.add("source_times", np.array([state.mtime_ns for state in states], np.int64))
    digests = [bytes.fromhex(state.digest).rjust(_DIGEST, b"\0") for state in states]
    writer.add("source_digests", np.frombuffer(b"".join(digests), np.uint8))
    texts = {name: [getattr(each, name) for each in particulars] for name in _TEXTS}
    # Most articles have author and publication in common with others: so they take no room.
    packed = zlib.compress(json.dumps(texts).encode("ascii"), 9)
    writer.add("particulars", np.frombuffer(packed, np.uint8))
    days = [(each.first_day, each.last_day) for each in particulars]
    writer.add("days", np.array(days, np.uint32).reshape(-1, 2).T.ravel())


def _hexadecimal(digest: bytes) -> str:
    return digest.hex() if any(digest) else ""
