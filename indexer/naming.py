"""Which id an article gets: its own, as of a record, or its path; no two have the same."""

from __future__ import annotations

import itertools
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from pincite.indexer.articles import Article

# What stands before a path that is another article's id: it leads to the same file.
ELSE = "./"


def first_free(names: Iterator[str], is_taken: Callable[[str], bool]) -> str:
    """The first of some names that nothing has."""
    return next(name for name in names if not is_taken(name))


def ids_of_path(path: str) -> Iterator[str]:
    """What an article may be called that lies there, without end."""
    return (ELSE * times + path for times in itertools.count())


class Ids:
    """The ids that are taken in the course of a run, and by which source."""

    def __init__(
        self, taken: Mapping[str, str], pending: Collection[str], paths: Collection[str]
    ) -> None:
        """Begin with what there is.

        Args:
            taken: ids, each with the path of its source.
            pending: sources whose articles may go: whether they do is not known yet.
            paths: of sources, which no record of another may have as its id.
        """
        self._taken = set(taken)
        self._paths = frozenset(paths)
        self._pending: defaultdict[str, list[str]] = defaultdict(list)
        for name, source in taken.items():
            if source in pending:
                self._pending[source].append(name)
        self._held = {name for names in self._pending.values() for name in names}

    def release(self, source: str) -> None:
        """What a source gave before goes."""
        names = self._pending.pop(source, ())
        self._held.difference_update(names)
        self._taken.difference_update(names)

    def is_unsettled(self, article: Article) -> bool:
        """Whether a source that may yet go has the id of an article."""
        return next(self._wanted(article)) in self._held

    def take(self, article: Article) -> str:
        """The id that an article gets.

        Its own; its path where another article has that, or where it is the path of a source;
        and where that is taken, too, the path with "./" before it.
        """
        name = first_free(self._wanted(article), self._taken.__contains__)
        self._taken.add(name)
        return name

    def _wanted(self, article: Article) -> Iterator[str]:
        by_path = ids_of_path(article.path)
        if article.id == article.path or article.id in self._paths:
            return by_path
        return itertools.chain([article.id], by_path)
