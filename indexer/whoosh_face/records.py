"""What Whoosh stores with each document: an article or a paragraph as JSON, there and back."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pincite.errors import CorruptIndex
from pincite.indexer.articles import Article, Kind, Paragraph
from pincite.indexer.records import SourceState, known_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from whoosh.reading import IndexReader


def articles_of(reader: IndexReader) -> Iterator[tuple[Article, SourceState]]:
    """The articles that a Whoosh index holds, each with the path of its source.

    This is how what a Whoosh writer has written comes back: whichever codec its segments are
    of, their articles can be given to an `ArticleWriter`. What the source files were like is not
    in it, so the next run reads them again.

    Args:
        reader: of an index with the schema of `make_schema`.

    Raises:
        CorruptIndex: a document has no record of ours, or a paragraph not its article before it.
    """
    article: Article | None = None
    source = SourceState("")
    paragraphs: list[Paragraph] = []
    for _, stored in reader.iter_docs():
        record = _load(stored)
        if "metadata" in record:
            if article is not None:
                yield replace(article, paragraphs=tuple(paragraphs)), source
            article, source = _article(record)
            paragraphs = []
        elif article is not None and record.get("article") == article.id:
            paragraphs.append(_paragraph(record))
        else:
            raise CorruptIndex(f"a paragraph of {record.get('article')!r} lacks its article")
    if article is not None:
        yield replace(article, paragraphs=tuple(paragraphs)), source


def dump_article(article: Article, source: str) -> str:
    """The record of an article from a source: what is known of it, without its paragraphs."""
    return json.dumps({"metadata": known_of(article), "source": source}, ensure_ascii=False)


def dump_paragraph(article: str, paragraph: Paragraph, passages: Sequence[int]) -> str:
    """The record of a paragraph.

    Args:
        article: the id of its article.
        paragraph: the paragraph.
        passages: the position of the first word of each of its passages.
    """
    data = {
        "article": article,
        "ordinal": paragraph.ordinal,
        "text": paragraph.text,
        "kind": paragraph.kind.value,
        "lines": paragraph.lines,
        "pages": paragraph.pages,
        "chars": paragraph.chars,
        "sentences": paragraph.sentences,
        "heading": paragraph.heading,
        "passages": list(passages),
    }
    return json.dumps(data, ensure_ascii=False)


def _load(stored: dict[str, Any]) -> dict[str, Any]:
    try:
        record: dict[str, Any] = dict(json.loads(stored["record"]))
    except (KeyError, ValueError, TypeError) as error:
        raise CorruptIndex(f"a document has no record of an article: {error}") from error
    return record


def _article(record: dict[str, Any]) -> tuple[Article, SourceState]:
    try:
        known = dict(record["metadata"])
        former = tuple(known.pop("former", ()))
        return Article(**known, former=former), SourceState(str(record["source"]))
    except (TypeError, KeyError, ValueError) as error:
        raise CorruptIndex(f"an article's record is damaged: {error}") from error


def _paragraph(record: dict[str, Any]) -> Paragraph:
    try:
        start, end = record["chars"]
        return Paragraph(
            ordinal=record["ordinal"],
            text=record["text"],
            kind=Kind(record["kind"]),
            lines=_range(record["lines"]),
            chars=(start, end),
            sentences=tuple((start, end) for start, end in record["sentences"]),
            heading=record["heading"],
            pages=_range(record["pages"]),
        )
    except (ValueError, TypeError, KeyError) as error:
        raise CorruptIndex(f"a paragraph's record is damaged: {error}") from error


def _range(stored: list[int] | None) -> tuple[int, int] | None:
    if stored is None:
        return None
    first, last = stored
    return first, last
