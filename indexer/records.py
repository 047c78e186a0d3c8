"""Articles and paragraphs to stored records and back; reading one never runs anything."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any

from pincite.errors import CorruptIndex
from pincite.indexer.articles import Article, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pincite.indexer.articles import Kind


@dataclass(frozen=True)
class SourceState:
    """What a source file was like when it was read; where nothing differs it is not read again.

    Attributes:
        path: POSIX path from the folder the index lies in.
        size: in bytes.
        mtime_ns: time of last change, in nanoseconds.
        digest: BLAKE2b of its bytes, in hexadecimal; "" for a text that came from no file.
        options: how it was read, in whatever way tells one way from another.
        copy_of: path of the file with the same bytes whose articles stand for its own; "" where
            it has articles of its own.
        skipped: why it gave no article; "" where it did.
        losses: what of it was not read, or is only noted, as triples of the place behind `path`
            ("!/line 5"), the reason, and whether it is a note.
    """

    path: str
    size: int = 0
    mtime_ns: int = 0
    digest: str = ""
    options: str = ""
    copy_of: str = ""
    skipped: str = ""
    losses: tuple[tuple[str, str, bool], ...] = ()

    @property
    def is_file(self) -> bool:
        """Whether there is, or was, a file to keep in step with."""
        return bool(self.digest)


_NEEDED = frozenset({"id", "path", "title"})
# What is added to four times the number of sentences.
_UNUSUAL, _PAGED = 1, 2
# Copies come and go without the article: each state of the index has them in its manifest.
_METADATA = tuple(
    field.name for field in fields(Article) if field.name not in {"copies", "paragraphs"}
)


def dump_article(article: Article) -> bytes:
    """The record of an article, without its paragraphs and its copies."""
    return json.dumps(known_of(article), ensure_ascii=False).encode("utf-8", "surrogatepass")


def known_of(article: Article) -> dict[str, Any]:
    """What is stored of an article, by field: all that must be, and what else is known."""
    values = ((name, getattr(article, name)) for name in _METADATA)
    return {name: value for name, value in values if value or name in _NEEDED}


def load_article(record: bytes) -> Article:
    """An article without its paragraphs and its copies.

    Raises:
        CorruptIndex: the record is not one of an article.
    """
    try:
        known = json.loads(record.decode("utf-8", "surrogatepass"))
        if "former" in known:
            known["former"] = tuple(known["former"])
        return Article(**known)
    except (ValueError, TypeError) as error:
        raise CorruptIndex(f"an article's record is damaged: {error}") from error


def dump_paragraph(paragraph: Paragraph) -> tuple[bytes, bytes]:
    """The record of a paragraph, but for its ordinal and kind: its words and its numbers.

    The words are the heading and the text. The numbers are LEB128, unsigned:

    | number | of |
    |---|---|
    | first line | the source; 0 where there are no lines |
    | lines after it | |
    | first character | the source |
    | characters beyond those of the text | zigzag: twice as many, or -1 less twice as many |
    | bytes | the heading |
    | sentences | four times as many; 1 more where their places are not the usual ones, 2 more \
    where there are pages |
    | first page | the source, if there are pages |
    | pages after it | |
    | lengths | all sentences but the last |

    Usually sentences fill the text, with one character between each two. Where they do not, their
    starts and ends stand in place of the lengths, each as its distance from the one before.
    """
    text, heading = paragraph.text, paragraph.heading.encode("utf-8", "surrogatepass")
    first_line, last_line = paragraph.lines or (0, 0)
    start, end = paragraph.chars
    beyond = end - start - len(text)
    spans = paragraph.sentences
    lengths = [end - start for start, end in spans[:-1]]
    is_usual = spans == _usual(lengths, len(text))
    pages = paragraph.pages
    numbers = _encoded(
        first_line,
        last_line - first_line,
        start,
        2 * beyond if beyond >= 0 else -1 - 2 * beyond,
        len(heading),
        4 * len(spans) + _PAGED * bool(pages) + _UNUSUAL * (not is_usual),
        *((pages[0], pages[1] - pages[0]) if pages else ()),
        *(lengths if is_usual else _differences(chain.from_iterable(spans))),
    )
    return heading + text.encode("utf-8", "surrogatepass"), numbers


def load_paragraph(words: bytes, numbers: bytes, ordinal: int, kind: Kind) -> Paragraph:
    """The paragraph of a record.

    Raises:
        CorruptIndex: the record is not one of a paragraph.
    """
    try:
        first_line, lines, start, beyond, heading, sentences, *places = _decoded(numbers)
        pages = None
        if sentences & _PAGED:
            first_page, more, *places = places
            pages = (first_page, first_page + more)
        is_usual = not sentences & _UNUSUAL
        expected = (sentences >> 2) - 1 if is_usual else 2 * (sentences >> 2)
        if len(places) != expected or heading > len(words):
            raise ValueError("cut short")  # noqa: TRY301 - as damaged as all the rest
        text = words[heading:].decode("utf-8", "surrogatepass")
        if is_usual:
            spans = _usual(places, len(text))
        else:
            ends = accumulate(places)
            spans = tuple(zip(ends, ends, strict=True))
        length = len(text) + (-(beyond + 1 >> 1) if beyond & 1 else beyond >> 1)
        paragraph = object.__new__(Paragraph)
        # All at once: the way of a frozen dataclass takes a fifth of the time this takes in all.
        paragraph.__dict__.update(
            ordinal=ordinal,
            text=text,
            kind=kind,
            lines=(first_line, first_line + lines) if first_line else None,
            chars=(start, start + length),
            sentences=spans,
            heading=words[:heading].decode("utf-8", "surrogatepass") if heading else "",
            pages=pages,
        )
    except ValueError as error:
        raise CorruptIndex(f"a paragraph's record is damaged: {error}") from error
    return paragraph


def _usual(lengths: Iterable[int], end: int) -> tuple[tuple[int, int], ...]:
    """Sentences of those lengths from 0 to `end`, one character between each two."""
    spans = []
    start = 0
    for length in lengths:
        spans.append((start, start + length))
        start += length + 1
    spans.append((start, end))
    return tuple(spans)


def _differences(places: Iterable[int]) -> Iterator[int]:
    last = 0
    for place in places:
        yield place - last
        last = place


def _encoded(*numbers: int) -> bytes:
    encoded = bytearray()
    for number in numbers:
        while number > 127:
            encoded.append(number & 127 | 128)
            number >>= 7  # noqa: PLW2901
        encoded.append(number)
    return bytes(encoded)


def _decoded(encoded: bytes) -> list[int]:
    numbers = []
    number = shift = 0
    for byte in encoded:
        if byte > 127:
            number += byte - 128 << shift
            shift += 7
        elif shift:
            numbers.append(number + (byte << shift))
            number = shift = 0
        else:
            numbers.append(byte)
    if shift:
        raise ValueError("cut short")
    return numbers
