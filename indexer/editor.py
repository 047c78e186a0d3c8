"""Texts that come from no file, added to an index one by one."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import fields, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pincite.errors import PinciteError
from pincite.indexer import location
from pincite.indexer.articles import Article
from pincite.indexer.records import SourceState
from pincite.indexer.sources.making import article_of
from pincite.indexer.sources.source import Draft, ReadOptions
from pincite.indexer.stemming import AUTO, LANGUAGES, language_named
from pincite.indexer.structure.blocks import read_blocks
from pincite.indexer.structure.dates import iso_date
from pincite.indexer.writer import ArticleWriter

if TYPE_CHECKING:
    from collections.abc import Mapping

_DATES = ("date", "first_published")
_DATE = re.compile(r"\d{4}(?:-\d{2}){0,2}", re.ASCII)
# Neither text on one line nor what JSON and terminals can carry.
_UNSPEAKABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})

# What the index finds out itself, a program cannot say.
_FOUND = {"id", "path", "origins", "copies", "former", "paragraphs"}
METADATA = frozenset(field.name for field in fields(Article)) - _FOUND


class Editor:
    """Changes to one index, visible from `commit` on; holds the write lock until then."""

    def __init__(self, folder: Path) -> None:
        """Take the write lock of the index in `folder`.

        Raises:
            IndexLocked: another process is writing.
        """
        settings = location.read_settings(folder)
        self._language = "" if settings.language == AUTO else settings.language
        self._writer = ArticleWriter(folder, settings)
        # Of the articles that were committed before, by id.
        self._sources = self._writer.ids()
        self._articles_of = Counter(self._sources.values())
        self._ids = set(self._sources)
        self._removed: set[str] = set()
        self._added: dict[str, Article] = {}

    def add(self, article_id: str, text: str, metadata: Mapping[str, str]) -> Article:
        """Add an article.

        Raises:
            PinciteError: the id is taken, if only by a file, or cannot be one, or a field of the
                metadata is not one of `Article`, or no date, or a language that the index does
                not stem.
            SourceError: there is no text.
        """
        if article_id in self._ids:
            raise PinciteError(f"there is an article {article_id!r} already: update or remove it")
        article = self._article(article_id, text, metadata)
        self._added[article_id] = article
        self._ids.add(article_id)
        return article

    def update(self, article_id: str, text: str, metadata: Mapping[str, str]) -> Article:
        """Add an article in place of the one of that id, if there is one.

        Raises:
            PinciteError: as for `add`, or it comes from a file.
            SourceError: there is no text.
        """
        if self._is_of_file(article_id):
            raise _of_file(article_id)
        article = self._article(article_id, text, metadata)
        self.remove(article_id)
        self._added[article_id] = article
        self._ids.add(article_id)
        return article

    def remove(self, article_id: str) -> bool:
        """Remove an article; False where there is none of that id.

        Raises:
            PinciteError: it is one of several that come from one file.
        """
        if article_id not in self._ids:
            return False
        if self._is_of_file(article_id) and self._articles_of[self._sources[article_id]] > 1:
            raise _of_file(article_id)
        self._ids.remove(article_id)
        if self._added.pop(article_id, None) is None:
            self._removed.add(self._sources[article_id])
        return True

    def commit(self) -> None:
        """Make the changes visible and let go of the lock."""
        # The writer removes only what was committed before, so nothing is written until now.
        for source in sorted(self._removed):
            self._writer.remove(source)
        for article in self._added.values():
            self._writer.add(article, SourceState(article.id))
        self._writer.commit()

    def close(self) -> None:
        """Forget the changes and let go of the lock."""
        self._writer.close()

    @cached_property
    def _files(self) -> Mapping[str, SourceState]:
        return self._writer.sources()

    def _is_of_file(self, article_id: str) -> bool:
        """Whether there is such an article, and the next run over its file would undo a change."""
        is_committed = article_id in self._ids and article_id not in self._added
        return is_committed and self._sources[article_id] in self._files

    def _article(self, article_id: str, text: str, metadata: Mapping[str, str]) -> Article:
        article = _article(article_id, text, metadata, self._language)
        if article_id in self._files and article_id not in self._removed:
            raise PinciteError(f"{article_id!r} is a file of the index: choose another id")
        settled = self._writer.settled(article)
        if metadata.get("language") and article.language != settled.language:
            raise PinciteError(
                f"the index is stemmed in {settled.language}, not {article.language}"
            )
        return settled


def _of_file(article_id: str) -> PinciteError:
    return PinciteError(
        f"the article {article_id!r} comes from a file: change that and index again"
    )


def _article(article_id: str, text: str, metadata: Mapping[str, str], language: str) -> Article:
    _check_id(article_id)
    unknown = sorted(set(metadata) - METADATA)
    if unknown:
        raise PinciteError(
            f"an article has no {unknown[0]!r}; it has {', '.join(sorted(METADATA))}"
        )
    for name in _DATES:
        if not _is_date(metadata.get(name, "")):
            raise PinciteError(
                f"{name} {metadata[name]!r} is no date: write 2018, 2018-04 or 2018-04-18"
            )
    known = dict(metadata)
    if known.get("language"):
        known["language"] = language = _language(known["language"])
    # Of some articles a catalogue has the title alone.
    told = text if text.strip() else metadata.get("title", "")
    options = ReadOptions(language=language)
    parsed = article_of(Draft(read_blocks(told)), article_id, Path(article_id), options)
    return replace(parsed, **known)  # type: ignore[arg-type] # no key but METADATA's


def _language(text: str) -> str:
    language = language_named(text)
    if not language:
        raise PinciteError(f"no stemmer for {text!r}; there are: {', '.join(LANGUAGES)}")
    return language


def _check_id(article_id: str) -> None:
    if not isinstance(article_id, str):
        raise TypeError(f"an article's id is a string, not {type(article_id).__name__}")
    odd = any(unicodedata.category(character) in _UNSPEAKABLE for character in article_id)
    if odd or "#" in article_id or not article_id.strip():
        raise PinciteError(
            f"{article_id!r} cannot be an article's id: it has to be text, "
            "without # and control characters"
        )


def _is_date(text: str) -> bool:
    """Whether it is ISO 8601 as far as it goes; "" is a date nobody knows."""
    return not text or bool(_DATE.fullmatch(text) and iso_date(text))
