"""Bytes to text: which encoding a file is in, and whether it is text at all."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from pincite.errors import SourceError
from pincite.indexer.sources.encodings import eight_bit_encoding

if TYPE_CHECKING:
    from pincite.indexer.sources.source import Source

# UTF-32 first: its little-endian mark starts with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# All but those that text files have: tab, line ends, form feed, and the escape of old terminals.
_CONTROLS = tuple(chr(code) for code in (*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)))
_MAX_CONTROL_SHARE = 0.02
_REMEDY = "save it as UTF-8 text, or leave it out"


def text_of(source: Source) -> str:
    """The text of a source, newlines as they are, without its byte order mark.

    Raises:
        SourceError: it cannot be read, or is not text.
    """
    data = source.data()
    try:
        text = decode(data)
    except UnicodeDecodeError as error:
        raise SourceError(f"not text in an encoding known here; {_REMEDY}") from error
    if is_binary(text):
        raise SourceError(f"not text but binary data; {_REMEDY}")
    return text


def decode(data: bytes) -> str:
    """Decode by byte order mark, else UTF-8, else UTF-16 by its NULs, else by its letters.

    Raises:
        UnicodeDecodeError: the Unicode encoding that its marks or NULs show does not fit.
        SourceError: it is not Unicode, and what else it is cannot be told.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding)
    if b"\0" in data:
        return data.decode(_encoding_by_nuls(data))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        found = eight_bit_encoding(data)
    if found is None:
        raise SourceError("not UTF-8, and its encoding cannot be told; save it as UTF-8")
    return data.decode(found)


def _encoding_by_nuls(data: bytes) -> str:
    """UTF-16 has its NULs on one side of each pair, in Latin text nearly always."""
    pairs = len(data) // 2
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if len(data) % 2 == 0 and odd > 0.4 * pairs and even <= 0.02 * pairs:
        return "utf-16-le"
    if len(data) % 2 == 0 and even > 0.4 * pairs and odd <= 0.02 * pairs:
        return "utf-16-be"
    return "utf-8"


def is_binary(text: str) -> bool:
    """Whether decoded data has NULs, or more control characters than text ever has."""
    if "\0" in text:
        return True
    found = [control for control in _CONTROLS if control in text]
    return sum(map(text.count, found)) > _MAX_CONTROL_SHARE * len(text)
