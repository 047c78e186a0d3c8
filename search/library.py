"""The articles of an index, by id or by a name a person would use."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pincite.errors import ArticleNotFound, CorruptIndex

if TYPE_CHECKING:
    from pincite.indexer.articles import Article
    from pincite.search.snapshot import Snapshot


class Library:
    """Looks articles up."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Look them up in one state of an index."""
        self._snapshot = snapshot

    def articles(self) -> list[Article]:
        """All articles without their paragraphs, by id."""
        return sorted(self._snapshot.articles(), key=lambda article: article.id)

    def named(self, name: str) -> Article:
        """An article with its paragraphs.

        Args:
            name: its id, or its file's name with or without suffix where that is unique.

        Raises:
            ArticleNotFound: no article, or more than one, has that name.
        """
        found = self._snapshot.find_article(name)
        if found is None:
            found = self._snapshot.find_article(self._resolve(name))
        if found is None:
            raise CorruptIndex(f"{name!r} is among the articles and cannot be found: index again")
        segment, number = found
        paragraphs = segment.article_paragraphs(number)
        return replace(segment.article(number), paragraphs=tuple(paragraphs))

    def _resolve(self, name: str) -> str:
        ids = sorted(self._snapshot.article_ids())
        answering = [each for each in ids if name in _names(each)]
        if len(answering) == 1:
            return answering[0]
        if answering:
            raise ArticleNotFound(f"{name!r} could be any of: {', '.join(answering[:5])}")
        near = [each for each in ids if name.casefold() in each.casefold()]
        if not near:
            from difflib import get_close_matches

            near = get_close_matches(name, ids, n=5, cutoff=0.5)
        hint = f"; near it: {', '.join(near[:5])}" if near else ""
        raise ArticleNotFound(f"no article is called {name!r}{hint}")


def _names(article_id: str) -> set[str]:
    path = PurePosixPath(article_id)
    return {path.name, path.stem, str(path.with_suffix(""))} if path.name else set()
