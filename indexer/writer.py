"""Articles into a Whoosh index: one writer, one commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from whoosh import index as whoosh_index
from whoosh.index import LockError

from pincite.errors import CorruptIndex, IndexLocked
from pincite.indexer.analysis import tokenize
from pincite.indexer.articles import Article, Kind, Paragraph
from pincite.indexer.columns import live_documents, read_column
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

    from pincite.indexer.stemming import Stemmer


class ArticleWriter:
    """Adds and removes articles; all of it becomes visible at `commit`, or nothing does.

    A context manager: leaving it without a commit, or with an error, changes nothing.
    """

    def __init__(self, folder: Path, stemmer: Stemmer) -> None:
        """Take the write lock of the index in `folder`, made anew where there is none.

        Raises:
            IndexLocked: another process is writing.
            CorruptIndex: there is something there that Whoosh cannot open.
        """
        self._stem = stemmer
        try:
            if whoosh_index.exists_in(str(folder)):
                self._index = whoosh_index.open_dir(str(folder))
            else:
                self._index = whoosh_index.create_in(str(folder), make_schema(stemmer.language))
            self._writer = self._index.writer()
        except LockError as error:
            raise IndexLocked(f"{folder} is being written to: try again in a moment") from error
        except OSError:
            raise
        except Exception as error:
            raise CorruptIndex(f"{folder} cannot be opened: {error}") from error
        self._open = True

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
        if self._open:
            self._open = False
            self._writer.cancel()
        self._index.close()

    def sources(self) -> dict[str, SourceState]:
        """The sources indexed so far, by path."""
        states: dict[str, SourceState] = {}
        with self._index.reader() as reader:
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
        self._writer.delete_by_term("source", path)

    def commit(self) -> None:
        """Make the changes visible and let go of the lock."""
        self._open = False
        self._writer.commit()

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
