"""Texts that come from no file, added to an index one by one."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pincite.errors import PinciteError
from pincite.indexer import location
from pincite.indexer.articles import Article
from pincite.indexer.records import SourceState
from pincite.indexer.sources.text import parse_text
from pincite.indexer.stemming import Stemmer
from pincite.indexer.writer import ArticleWriter

if TYPE_CHECKING:
    from collections.abc import Mapping

METADATA = frozenset(field.name for field in fields(Article)) - {"id", "path", "paragraphs"}


class Editor:
    """Changes to one index, visible from `commit` on; holds the write lock until then."""

    def __init__(self, folder: Path) -> None:
        """Take the write lock of the index in `folder`.

        Raises:
            IndexLocked: another process is writing.
        """
        self._folder = folder
        settings = location.read_settings(folder)
        self._stemmer = Stemmer(settings.language, location.read_lexicon(folder))
        self._writer = ArticleWriter(folder, self._stemmer)
        self._ids = set(self._writer.sources())
        self._removed: set[str] = set()
        self._added: dict[str, Article] = {}

    def add(self, article_id: str, text: str, metadata: Mapping[str, str]) -> Article:
        """Add an article.

        Raises:
            PinciteError: the id is taken, or a field of the metadata is not one of `Article`.
            SourceError: there is no text.
        """
        unknown = sorted(set(metadata) - METADATA)
        if unknown:
            raise PinciteError(
                f"an article has no {unknown[0]!r}; it has {', '.join(sorted(METADATA))}"
            )
        if article_id in self._ids:
            raise PinciteError(f"there is an article {article_id!r} already: update or remove it")
        parsed = parse_text(text, article_id, Path(article_id))
        article = replace(parsed, **metadata)  # type: ignore[arg-type] # no key but METADATA's
        self._added[article_id] = article
        self._ids.add(article_id)
        return article

    def remove(self, article_id: str) -> bool:
        """Remove an article; False where there is none of that id."""
        if article_id not in self._ids:
            return False
        self._ids.remove(article_id)
        if self._added.pop(article_id, None) is None:
            self._removed.add(article_id)
        return True

    def commit(self) -> None:
        """Make the changes visible and let go of the lock."""
        # Whoosh removes only what was committed before, so nothing is written until now.
        for article_id in sorted(self._removed):
            self._writer.remove(article_id)
        for article in self._added.values():
            self._writer.add(article, SourceState(article.id))
        location.write_lexicon(self._folder, self._stemmer.table)
        self._writer.commit()

    def close(self) -> None:
        """Forget the changes and let go of the lock."""
        self._writer.close()
