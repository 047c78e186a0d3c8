"""Articles into a Whoosh index: one writer, one commit."""

from __future__ import annotations

import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

import numpy as np
from whoosh import index as whoosh_index
from whoosh.filedb.filestore import FileStorage

from pincite.errors import IndexLocked
from pincite.indexer import location
from pincite.indexer.analysis import tokenize
from pincite.indexer.articles import Article, Kind, Paragraph
from pincite.indexer.columns import live_documents, read_column
from pincite.indexer.damage import telling_damage
from pincite.indexer.passages import split_passages
from pincite.indexer.records import (
    ParagraphRecord,
    SourceState,
    dump_article,
    dump_paragraph,
    load_article,
)
from pincite.indexer.schema import ARTICLE_RECORD, KINDS, make_schema

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from whoosh.index import FileIndex

    from pincite.indexer.location import Settings
    from pincite.indexer.stemming import Stemmer

_LOCK = "MAIN_WRITELOCK"  # Whoosh's own, so that whatever writes through Whoosh heeds it


class ArticleWriter:
    """Adds and removes articles; all of it becomes visible at `commit`, or nothing does.

    A context manager: leaving it without a commit, or with an error, changes nothing, and an index
    that was begun is taken away.
    """

    def __init__(self, folder: Path, stemmer: Stemmer, fresh: Settings | None = None) -> None:
        """Take the write lock of the index in `folder`.

        Args:
            folder: the index folder.
            stemmer: what makes stems of surface forms.
            fresh: the settings of an index to be made here; they are in place from its first
                commit on, and until then it is not taken for an index.

        Raises:
            IndexLocked: another process is writing, or has just made an index here.
            CorruptIndex: there is something there that Whoosh cannot open.
        """
        self._folder = folder
        self._stem = stemmer
        self._fresh = fresh
        if fresh:
            folder.mkdir(parents=True, exist_ok=True)
        self._lock = FileStorage(str(folder)).lock(_LOCK)
        if not self._lock.acquire() or (fresh and location.is_index(folder)):
            self._release()
            raise IndexLocked(f"{folder} is being written to: try again in a moment")
        self._locked = True
        try:
            with telling_damage(folder):
                self._index = self._opened()
                self._writer = self._index.writer(_lk=False)
        except BaseException:
            self._leave()
            raise

    def _opened(self) -> FileIndex:
        """Open what is there, or make it: the lock is held, so nobody else does."""
        if self._fresh:
            location.clear(self._folder, keep=_LOCK)
            location.draft_settings(self._folder, self._fresh)
        folder = str(self._folder)
        if whoosh_index.exists_in(folder):
            return whoosh_index.open_dir(folder)
        return whoosh_index.create_in(folder, make_schema(self._stem.language))

    def __enter__(self) -> ArticleWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the lock; what was not committed is forgotten."""
        if not self._locked:
            return
        try:
            with suppress(Exception):  # half a commit cannot be cancelled, nor has it to be
                self._writer.cancel()
        finally:
            self._leave()

    def sources(self) -> dict[str, SourceState]:
        """The sources indexed so far, by path."""
        states: dict[str, SourceState] = {}
        with telling_damage(self._folder), self._index.reader() as reader:
            articles = read_column(reader, "ordinal") == ARTICLE_RECORD
            for number in np.flatnonzero(live_documents(reader) & articles).tolist():
                _, state = load_article(reader.stored_fields(number)["record"])
                states[state.path] = state
        return states

    def add(self, article: Article, source: SourceState) -> None:
        """Add an article and its paragraphs; what its source held before must be removed first."""
        self._writer.add_document(
            article=article.id,
            source=source.path,
            ordinal=ARTICLE_RECORD,
            record=dump_article(article, source),
        )
        title = self._stems(article.title)
        for paragraph in article.paragraphs:
            self._add_paragraph(article, source, paragraph, title)

    def remove(self, path: str) -> None:
        """Remove all articles that the source at `path` gave."""
        with telling_damage(self._folder):
            self._writer.delete_by_term("source", path)

    def commit(self) -> None:
        """Make the changes visible and let go of the lock."""
        with telling_damage(self._folder):
            self._writer.commit()
        if self._fresh:
            location.write_settings(self._folder, self._fresh)
            self._fresh = None
        self._leave()

    def _leave(self) -> None:
        if self._fresh:
            shutil.rmtree(self._folder, ignore_errors=True)
        self._release()

    def _release(self) -> None:
        self._locked = False
        if self._lock.fd is not None:
            self._lock.release()

    def _add_paragraph(
        self, article: Article, source: SourceState, paragraph: Paragraph, title: list[str]
    ) -> None:
        tokens = tokenize(paragraph.text)
        surfaces = [token.surface for token in tokens]
        context = self._context(article, paragraph, title)
        record = ParagraphRecord(article.id, paragraph, split_passages(tokens, paragraph.sentences))
        self._writer.add_document(
            article=article.id,
            source=source.path,
            ordinal=paragraph.ordinal,
            kind=KINDS.index(paragraph.kind),
            text=[self._stem(surface) for surface in surfaces],
            surface=surfaces,
            title=context,
            text_length=len(surfaces),
            title_length=len(context),
            record=dump_paragraph(record),
        )

    def _context(self, article: Article, paragraph: Paragraph, title: list[str]) -> list[str]:
        """The stems of the title and of the heading above; none for a heading itself."""
        if paragraph.kind is Kind.HEADING:
            return []
        if paragraph.heading in {"", article.title}:
            return title
        return title + self._stems(paragraph.heading)

    def _stems(self, text: str) -> list[str]:
        return [self._stem(token.surface) for token in tokenize(text)]
