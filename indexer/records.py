"""Articles and paragraphs to stored records and back, as plain JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import Any

from pincite.errors import CorruptIndex
from pincite.indexer.articles import Article, Kind, Paragraph


@dataclass(frozen=True)
class SourceState:
    """What a source file was like when it was read; where nothing differs it is not read again.

    Attributes:
        path: POSIX path from the folder the index lies in.
        size: in bytes.
        mtime_ns: time of last change, in nanoseconds.
        digest: BLAKE2b of its bytes, in hexadecimal; "" for a text that came from no file.
    """

    path: str
    size: int = 0
    mtime_ns: int = 0
    digest: str = ""

    @property
    def is_file(self) -> bool:
        """Whether there is, or was, a file to keep in step with."""
        return bool(self.digest)


@dataclass(frozen=True)
class ParagraphRecord:
    """A paragraph as stored, with what ranking wants to know of it.

    Attributes:
        article: the id of its article.
        paragraph: the paragraph.
        passages: the position of the first word of each of its passages.
    """

    article: str
    paragraph: Paragraph
    passages: tuple[int, ...]


_DEFAULTS = {field.name: field.default for field in fields(Article) if field.name != "paragraphs"}


def dump_article(article: Article, source: SourceState) -> str:
    """The record of an article, without its paragraphs."""
    metadata = {
        name: value
        for name, default in _DEFAULTS.items()
        if (value := getattr(article, name)) != default
    }
    state = [source.path, source.size, source.mtime_ns, source.digest]
    return json.dumps({"metadata": metadata, "source": state}, ensure_ascii=False)


def load_article(record: str) -> tuple[Article, SourceState]:
    """An article without its paragraphs, and the state of its source.

    Raises:
        CorruptIndex: the record is not one of an article.
    """
    try:
        data = json.loads(record)
        return Article(**data["metadata"]), SourceState(*data["source"])
    except (ValueError, TypeError, KeyError) as error:
        raise CorruptIndex(f"an article's record is damaged: {error}") from error


def dump_paragraph(record: ParagraphRecord) -> str:
    """The record of a paragraph."""
    paragraph = record.paragraph
    data = {
        "article": record.article,
        "ordinal": paragraph.ordinal,
        "text": paragraph.text,
        "kind": paragraph.kind.value,
        "lines": paragraph.lines,
        "chars": paragraph.chars,
        "sentences": paragraph.sentences,
        "heading": paragraph.heading,
        "passages": record.passages,
    }
    return json.dumps(data, ensure_ascii=False)


def load_paragraph(record: str) -> ParagraphRecord:
    """A stored paragraph.

    Raises:
        CorruptIndex: the record is not one of a paragraph.
    """
    try:
        data: dict[str, Any] = json.loads(record)
        first_line, last_line = data["lines"]
        start, end = data["chars"]
        paragraph = Paragraph(
            ordinal=data["ordinal"],
            text=data["text"],
            kind=Kind(data["kind"]),
            lines=(first_line, last_line),
            chars=(start, end),
            sentences=tuple((s, e) for s, e in data["sentences"]),
            heading=data["heading"],
        )
        return ParagraphRecord(data["article"], paragraph, tuple(data["passages"]))
    except (ValueError, TypeError, KeyError) as error:
        raise CorruptIndex(f"a paragraph's record is damaged: {error}") from error
