"""The articles of an index, by id or by a name a person would use."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pincite.errors import ArticleNotFound, CorruptIndex

if TYPE_CHECKING:
    from pincite.indexer.articles import Article
    from pincite.indexer.codec.segment import Segment
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
            name: its id, or the path of a copy of its file, or an id it had before its file was
                renamed, or its file's name with or without suffix, or its id as it is shown on one
                line; the last three where no other has the same.

        Raises:
            ArticleNotFound: no article, or more than one, has that name.
        """
        segment, number = self._found(name)
        paragraphs = segment.article_paragraphs(number)
        return replace(segment.article(number), paragraphs=tuple(paragraphs))

    def paragraph_number(self, name: str, ordinal: int) -> tuple[int, str]:
        """The document that a paragraph is, and the id of its article.

        Args:
            name: of its article, as for `named`.
            ordinal: its place there, from 1.

        Raises:
            ArticleNotFound: as for `named`, or the article has no such paragraph.
        """
        segment, number = self._found(name)
        article = segment.catalog.ids[number]
        first, end = segment.documents.articles[number : number + 2].tolist()
        held = end - first - 1
        if not 1 <= ordinal <= held:
            raise ArticleNotFound(f"{article} has paragraphs 1-{held}, not {ordinal}")
        base = self._snapshot.bases[self._snapshot.segments.index(segment)]
        return base + first + ordinal, article

    def _found(self, name: str) -> tuple[Segment, int]:
        """The segment that has an article, and its number there."""
        found = self._snapshot.find_article(name) or self._snapshot.find_copy(name)
        if found is None:
            former = self._snapshot.formerly(name)
            if len(former) == 1:
                return former[0]
            ids = [segment.catalog.ids[number] for segment, number in former]
            found = self._snapshot.find_article(self._resolve(name, ids))
        if found is None:
            raise CorruptIndex(f"{name!r} is among the articles and cannot be found: index again")
        return found

    def _resolve(self, name: str, former: list[str]) -> str:
        """The id of the article of a name, which several have had before if any."""
        ids = sorted(self._snapshot.article_ids())
        answering = (
            former
            or [each for each in ids if name in _names(each)]
            or [each for each in ids if name == " ".join(each.split())]
        )
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
