"""Which articles a segment has, what is asked about them, and which sources they came from."""

from __future__ import annotations

import json
import zlib
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pincite.indexer.analysis import fold, tokenize
from pincite.indexer.codec.strings import Strings, write_strings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import numpy.typing as npt

    from pincite.indexer.articles import Article
    from pincite.indexer.codec.arrays import ArrayFile, ArrayFileWriter

# Is there, like the rest about former ids, only where there are such.
_FORMER = "former_articles"
_NAMES = frozenset({"id_ranks", "article_sources", _FORMER, "former_ids"})
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


class Entry(NamedTuple):
    """What a catalog holds of an article.

    Attributes:
        id: of the article.
        source: path of the file it came from, or the id again where it came from none.
        former: ids it had before.
        particulars: what a query may ask.
    """

    id: str
    source: str
    former: tuple[str, ...]
    particulars: Particulars


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


def is_name(array: str) -> bool:
    """Whether an array of a segment is one that `write_names` writes."""
    return array.startswith(("ids.", "sources.", "former.")) or array in _NAMES


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

    def title_stems(self, number: int) -> list[str]:
        """The stems of the words of an article's title, in order."""
        return self.texts["title_stems"][number].split("\n")[1:-1]

    @cached_property
    def folded_ids(self) -> list[str]:
        """The ids of the articles, folded."""
        return list(map(fold, self.ids))

    @cached_property
    def days(self) -> npt.NDArray[np.uint32]:
        """uint32[2, n], the first and the last day of each article; 0 where none is known."""
        return self._arrays["days"].reshape(2, -1)

    def entries(self) -> list[Entry]:
        """All that is held of each article."""
        texts = (self.texts[name] for name in _TEXTS)
        particulars = map(Particulars, *texts, *self.days.tolist())
        former: list[tuple[str, ...]] = [()] * len(self.ranks)
        for number, ids in self._former.items():
            former[number] = tuple(ids)
        return list(map(Entry, self.ids, self.sources(), former, particulars))

    def sources(self) -> list[str]:
        """The path of the source of each article."""
        paths = list(self._sources)
        return [paths[number] for number in self._arrays["article_sources"].tolist()]

    def source_of(self, number: int) -> str:
        """The path of the source of an article."""
        return self._sources[int(self._arrays["article_sources"][number])]

    def articles_of(self, path: str) -> list[int]:
        """The numbers of the articles that the source at `path` gave."""
        source = self._sources.find(path)
        if source < 0:
            return []
        order, ascending = self._by_source
        first, end = ascending.searchsorted([source, source + 1])
        numbers: list[int] = order[first:end].tolist()
        return numbers

    @property
    def has_former(self) -> bool:
        """Whether an article had another id before."""
        return _FORMER in self._arrays

    def formerly(self, article: str) -> list[int]:
        """The numbers of the articles that had an id before they were renamed."""
        if not self.has_former:
            return []
        known = Strings(self._arrays, "former").find(article)
        numbers: list[int] = self._arrays[_FORMER][self._arrays["former_ids"] == known].tolist()
        return numbers

    @cached_property
    def _sources(self) -> Strings:
        return Strings(self._arrays, "sources")

    @cached_property
    def _by_source(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint32]]:
        """The numbers of articles by those of their sources, and these."""
        sources = self._arrays["article_sources"]
        order = np.argsort(sources, kind="stable")
        return order, sources[order]

    @cached_property
    def _former(self) -> dict[int, list[str]]:
        """The former ids of each article that has any, in the order it had them."""
        former: dict[int, list[str]] = {}
        if self.has_former:
            ids = list(Strings(self._arrays, "former"))
            pairs = zip(self._arrays[_FORMER].tolist(), self._arrays["former_ids"], strict=True)
            for number, known in pairs:
                former.setdefault(number, []).append(ids[known])
        return former


def write_catalog(writer: ArrayFileWriter, entries: Sequence[Entry]) -> None:
    """Write what is held of each article."""
    write_names(writer, entries)
    particulars = [entry.particulars for entry in entries]
    texts = {name: [getattr(each, name) for each in particulars] for name in _TEXTS}
    # Most articles have author and publication in common with others: so they take no room.
    packed = zlib.compress(json.dumps(texts).encode("ascii"), 9)
    writer.add("particulars", np.frombuffer(packed, np.uint8))
    days = [(each.first_day, each.last_day) for each in particulars]
    writer.add("days", np.array(days, np.uint32).reshape(-1, 2).T.ravel())


def write_names(writer: ArrayFileWriter, entries: Sequence[Entry]) -> None:
    """Write what is held of each article but for its particulars."""
    ids = [entry.id for entry in entries]
    write_strings(writer, "ids", ids)
    ranks = np.empty(len(ids), np.uint32)
    ranks[sorted(range(len(ids)), key=ids.__getitem__)] = np.arange(len(ids))
    writer.add("id_ranks", ranks)
    _write_distinct(writer, "sources", "article_sources", [entry.source for entry in entries])
    counts = np.array([len(entry.former) for entry in entries], np.int64)
    if counts.any():
        writer.add(_FORMER, np.repeat(np.arange(len(ids), dtype=np.uint32), counts))
        _write_distinct(
            writer, "former", "former_ids", [each for entry in entries for each in entry.former]
        )


def _write_distinct(writer: ArrayFileWriter, strings: str, numbers: str, names: list[str]) -> None:
    """Write each of some names once, and which of them stands where."""
    known = {name: number for number, name in enumerate(dict.fromkeys(names))}
    write_strings(writer, strings, list(known))
    writer.add(numbers, np.array([known[name] for name in names], np.uint32))
