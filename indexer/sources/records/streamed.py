"""Long files read line by line, in the encoding that their beginning shows."""

from __future__ import annotations

import codecs
import io
from typing import TYPE_CHECKING

from pincite.errors import SourceError, unreadable
from pincite.indexer.sources.decoding import UNKNOWN, decode, is_utf8_beyond_ascii
from pincite.indexer.sources.encodings import legacy_encoding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pincite.indexer.sources.source import Source

# The longest line that is read, in characters.
LONGEST_LINE = 32 << 20

# So many bytes show in which encoding a file is.
_BEGINNING = 4 << 20
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")


def lines_of(source: Source) -> Iterator[str]:
    """The lines of a file with their line ends, as a text editor counts them.

    Bytes that do not fit the encoding are lone surrogates, which `is_whole` tells.

    Raises:
        SourceError: it cannot be read, a line is longer than `LONGEST_LINE`, or the encoding
            cannot be told.
    """
    try:
        with source.open() as stream:
            beginning = stream.read(_BEGINNING)
        if beginning.startswith(_WIDE_MARKS) or _is_wide(beginning[:100]):
            yield from _lines(io.StringIO(decode(source.data(), source.options.encoding), None))
            return
        encoding = _encoding(beginning, source.options.encoding)
        with (
            source.open() as stream,
            io.TextIOWrapper(stream, encoding, "surrogateescape", newline="") as text,
        ):
            yield from _lines(text)
    except LookupError as error:
        raise SourceError(f"no encoding is called {source.options.encoding!r}") from error
    except (OSError, EOFError, ValueError) as error:
        raise SourceError(unreadable(error)) from error


def is_whole(text: str) -> bool:
    """Whether a text has neither bytes that do not fit its encoding nor NULs."""
    if text.isascii():
        return "\0" not in text
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def _lines(stream: io.TextIOBase) -> Iterator[str]:
    while line := stream.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise SourceError(f"a line longer than {LONGEST_LINE >> 20} million characters")
        yield line


def _is_wide(beginning: bytes) -> bool:
    """Whether it is in an encoding of two or four bytes: half of those of Latin letters are NUL."""
    return beginning.count(0) * 4 > len(beginning)


def _encoding(beginning: bytes, named: str) -> str:
    """UTF-8 unless most lines that are not ASCII are something else; else as named, if it is."""
    lines = beginning.split(b"\n")
    if len(beginning) == _BEGINNING and len(lines) > 1:
        lines.pop()  # cut off, it may be inside a character
    if named:
        is_utf8 = beginning.startswith(codecs.BOM_UTF8) or is_utf8_beyond_ascii(b"\n".join(lines))
        return "utf-8-sig" if is_utf8 else named
    lines = [line for line in lines if not line.isascii()]
    others = [line for line in lines if not _is_utf8(line)]
    if len(others) * 2 <= len(lines):
        return "utf-8-sig"
    found = legacy_encoding(b"\n".join(others))
    if found is None:
        raise SourceError(UNKNOWN)
    return found


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
