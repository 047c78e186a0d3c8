"""Articles and paragraphs to stored records and back; reading one never runs anything."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from itertools import accumulate, chain
from typing import TYPE_CHECKING

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
    """

    path: str
    size: int = 0
    mtime_ns: int = 0
    digest: str = ""

    @property
    def is_file(self) -> bool:
        """Whether there is, or was, a file to keep in step with."""
        return bool(self.digest)


_METADATA = tuple(field.name for field in fields(Article) if field.name != "paragraphs")


def dump_article(article: Article) -> bytes:
    """The record of an article, without its paragraphs."""
    metadata = {name: value for name in _METADATA if (value := getattr(article, name))}
    return json.dumps(metadata, ensure_ascii=False).encode("utf-8", "surrogatepass")


def load_article(record: bytes) -> Article:
    """An article without its paragraphs.

    Raises:
        CorruptIndex: the record is not one of an article.
    """
    try:
        known = json.loads(record.decode("utf-8", "surrogatepass"))
        known |= {name: tuple(known[name]) for name in ("copies", "former") if name in known}
        return Article(**known)
    except (ValueError, TypeError) as error:
        raise CorruptIndex(f"an article's record is damaged: {error}") from error


def dump_paragraph(paragraph: Paragraph) -> tuple[bytes, bytes]:
    """The record of a paragraph, but for its ordinal and kind: its words and its numbers.

    The words are the heading and the text. The numbers are LEB128, unsigned:

    | number | of |
    |---|---|
    | first line | the source |
    | lines after it | |
    | first character | the source |
    | characters beyond those of the text | zigzag: twice as many, or -1 less twice as many |
    | bytes | the heading |
    | sentences | twice as many, and 1 more where their places are not the usual ones |
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
    numbers = _encoded(
        first_line,
        last_line - first_line,
        start,
        2 * beyond if beyond >= 0 else -1 - 2 * beyond,
        len(heading),
        2 * len(spans) + (not is_usual),
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
        is_usual = not sentences & 1
        expected = (sentences >> 1) - 1 if is_usual else sentences - 1
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
