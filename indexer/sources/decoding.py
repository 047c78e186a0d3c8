"""Bytes to text: which encoding a source is in, and whether it is text at all."""

from __future__ import annotations

import codecs
import unicodedata
from typing import TYPE_CHECKING

from pincite.errors import PinciteError, SourceError
from pincite.indexer.sources.encodings import escaped_encoding, legacy_encoding

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
_LITTLE_ENDIAN = ("utf-32-le", "utf-16-le")
_BIG_ENDIAN = ("utf-32-be", "utf-16-be")
# Codecs of Python's that no file of text is in.
_NO_ENCODINGS = frozenset({"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape"})
# All but those that text files have: tab, line ends, form feed, and the escape of old terminals.
_CONTROLS = tuple(chr(code) for code in (*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)))
_MAX_CONTROL_SHARE = 0.02
UNKNOWN = "not UTF-8, and its encoding cannot be told; name it with --encoding, or save it as UTF-8"
_REMEDY = "save it as UTF-8 text, or leave it out"
_BINARY = f"not text but binary data; {_REMEDY}"
# So many characters of a text show whether it was read right, and what no text has much of.
_SHOWN = 20_000
_NO_TEXT = frozenset({"Cn", "Co", "Cs"})
_MARKS_OF_TEXT = " \n\u3000。、，,."
_FEW = 0.02
_FEW_ROWS = 3
_FEW_ERRORS = 0.1


def text_of(source: Source) -> str:
    """The text of a source, newlines as they are, without its byte order mark.

    Raises:
        SourceError: it cannot be read, or is not text.
    """
    return decode(source.data(), source.options.encoding)


def decode(data: bytes, encoding: str = "") -> str:
    """Decode by byte order mark, else UTF-8, else as told, else UTF-16 or -32, else by its letters.

    Bytes beyond ASCII that are valid UTF-8 are nothing else, whatever is told; what is ASCII alone
    is as told, for ASCII bytes may be other letters.

    Args:
        data: a whole text.
        encoding: the one that is stated from outside, of texts that are not UTF-8; "" for none.

    Raises:
        SourceError: it does not fit its encoding, is not text, or what it is cannot be told.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], name)
    if encoding:
        utf8 = is_utf8_beyond_ascii(data)
        return _decoded(data, "utf-8" if utf8 else encoding, stated=not utf8)
    if b"\0" in data:
        wide = _wide_encoding(data)
        if not wide:
            raise SourceError(_BINARY)
        return _decoded(data, wide)
    try:
        data.decode()
    except UnicodeDecodeError as error:
        if _is_nearly_utf8(data):
            raise SourceError(f"damaged UTF-8 (byte {error.start + 1})") from error
        name = legacy_encoding(data) or ""
    else:
        name = escaped_encoding(data) or "utf-8"
    if not name:
        raise SourceError(UNKNOWN)
    return _decoded(data, name)


def is_utf8_beyond_ascii(data: bytes) -> bool:
    """Whether bytes are a text in UTF-8 with more than ASCII, as they hardly are by chance."""
    if data.isascii() or b"\0" in data:
        return False
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def check_encoding(name: str) -> None:
    """Make sure that `name` is an encoding that text can be in.

    Raises:
        PinciteError: it is none.
    """
    try:
        known = codecs.lookup(name).name.replace("_", "-") not in _NO_ENCODINGS
        b"text".decode(name, "replace")
    except (LookupError, ValueError):
        known = False
    if not known:
        raise PinciteError(
            f"no encoding is called {name!r}; usual ones: utf-8, cp1252, cp1251, gb18030"
        )


def _decoded(data: bytes, name: str, *, stated: bool = False) -> str:
    try:
        text = data.decode(name)
    except (LookupError, ValueError) as error:
        if stated:
            raise SourceError(
                f"not text in the encoding {name} that it is said to be in"
            ) from error
        raise SourceError(f"not text in an encoding known here; {_REMEDY}") from error
    text = text.removeprefix("\ufeff")
    if is_binary(text):
        raise SourceError(_BINARY)
    return text


def _is_nearly_utf8(data: bytes) -> bool:
    """Whether nearly all that is not ASCII is UTF-8, as it never is by chance."""
    text = data.decode("utf-8", "replace")
    errors = text.count("\ufffd")
    return errors <= _FEW_ERRORS * (len(text) - len(text.encode("ascii", "ignore")) - errors)


def _wide_encoding(data: bytes) -> str:
    """The encoding of two or four bytes a character that gives a text; "" for none.

    Read by the wrong one, bytes are characters of all kinds, many of them not even assigned.
    """
    is_little = data[1::2].count(0) >= data[0::2].count(0)
    for name in _LITTLE_ENDIAN + _BIG_ENDIAN if is_little else _BIG_ENDIAN + _LITTLE_ENDIAN:
        try:
            shown = data.decode(name)[:_SHOWN]
        except UnicodeDecodeError:
            continue
        if shown and not is_binary(shown) and _looks_written(shown):
            return name
    return ""


def _looks_written(text: str) -> bool:
    """Whether a text has spaces or stops, as numbers read as characters do not."""
    signs = set(text)
    if any(unicodedata.category(sign) in _NO_TEXT or "\x7f" <= sign < "\xa0" for sign in signs):
        return False
    marks = sum(map(text.count, _MARKS_OF_TEXT))
    if marks >= _FEW * len(text):
        return True
    rows = {ord(sign) >> 8 for sign in text if not sign.isascii()}
    return len(rows) <= _FEW_ROWS and (marks > 0 or any(map(str.isascii, signs)))


def is_binary(text: str) -> bool:
    """Whether decoded data has NULs, or more control characters than text ever has."""
    if "\0" in text:
        return True
    found = [control for control in _CONTROLS if control in text]
    return sum(map(text.count, found)) > _MAX_CONTROL_SHARE * len(text)
