"""Articles and paragraphs to stored records and back; reading one never runs anything."""

from __future__ import annotations

import json
import struct
from array import array
from dataclasses import dataclass, fields
from itertools import accumulate, chain
from typing import TYPE_CHECKING

from pincite.errors import CorruptIndex
from pincite.indexer.articles import Article, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pincite.indexer.articles import Kind


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


_DEFAULTS = {field.name: field.default for field in fields(Article) if field.name != "paragraphs"}

# First line and lines after it, first character and characters after it, bytes of the heading,
# sentences; behind them the sentences, the heading and the text.
_HEAD = struct.Struct("<IIQIII")
_NARROW = 0xFFFF
# Set in the number of sentences where their places need four bytes instead of two.
_WIDE = 1 << 31


def dump_article(article: Article) -> bytes:
    """The record of an article, without its paragraphs."""
    metadata = {
        name: value
        for name, default in _DEFAULTS.items()
        if (value := getattr(article, name)) != default
    }
    return json.dumps(metadata, ensure_ascii=False).encode("utf-8", "surrogatepass")


def load_article(record: bytes) -> Article:
    """An article without its paragraphs.

    Raises:
        CorruptIndex: the record is not one of an article.
    """
    try:
        return Article(**json.loads(record.decode("utf-8", "surrogatepass")))
    except (ValueError, TypeError) as error:
        raise CorruptIndex(f"an article's record is damaged: {error}") from error


def dump_paragraph(paragraph: Paragraph) -> bytes:
    """The record of a paragraph, but for its ordinal and kind."""
    text = paragraph.text.encode("utf-8", "surrogatepass")
    heading = paragraph.heading.encode("utf-8", "surrogatepass")
    first_line, last_line = paragraph.lines
    start, end = paragraph.chars
    places = list(_differences(chain.from_iterable(paragraph.sentences)))
    is_wide = max(places, default=0) > _NARROW
    sentences = array("I" if is_wide else "H", places)
    count = len(paragraph.sentences) | (_WIDE if is_wide else 0)
    head = _HEAD.pack(first_line, last_line - first_line, start, end - start, len(heading), count)
    return head + sentences.tobytes() + heading + text


def load_paragraph(record: bytes, ordinal: int, kind: Kind) -> Paragraph:
    """A stored paragraph.

    Raises:
        CorruptIndex: the record is not one of a paragraph.
    """
    try:
        first_line, lines, start, length, heading, count = _HEAD.unpack_from(record)
        sentences = array("I" if count & _WIDE else "H")
        behind = _HEAD.size + 2 * (count & ~_WIDE) * sentences.itemsize
        sentences.frombytes(record[_HEAD.size : behind])
        places = list(accumulate(sentences))
        text = behind + heading
        if len(record) < text:
            raise ValueError("cut short")  # noqa: TRY301 - as damaged as all the rest
        return Paragraph(
            ordinal=ordinal,
            text=record[text:].decode("utf-8", "surrogatepass"),
            kind=kind,
            lines=(first_line, first_line + lines),
            chars=(start, start + length),
            sentences=tuple(zip(places[::2], places[1::2], strict=True)),
            heading=record[behind:text].decode("utf-8", "surrogatepass"),
        )
    except (ValueError, struct.error) as error:
        raise CorruptIndex(f"a paragraph's record is damaged: {error}") from error


def _differences(places: Iterable[int]) -> Iterable[int]:
    last = 0
    for place in places:
        yield place - last
        last = place
