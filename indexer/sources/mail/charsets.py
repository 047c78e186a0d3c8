"""Bytes whose encoding is declared beside them: to text, whether that is right or not."""

from __future__ import annotations

import codecs
import re

from pincite.errors import SourceError
from pincite.indexer.sources.decoding import decode

# What is declared, and what is meant by it: the superset that people's programs really write.
_MEANT = {
    "ascii": "utf-8",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}
# Python has codecs beside these that are no encodings of texts, some of them slow or dangerous.
_CHARSET = re.compile(r"ascii|utf-|iso|cp\d|koi8|mac|kz|ptcp|tis|euc|gb|big5|shift|johab|hz")
_ONE_BYTE = re.compile(r"iso8859|cp(?!932|949|950)|koi8|mac|kz|ptcp|tis")
# Those in which ASCII bytes may be other letters.
_SHIFTING = re.compile(r"utf-(?!8)|iso2022|hz")


def decode_declared(data: bytes, charset: str, otherwise: str = "") -> str:
    """Text of bytes that are said to be in `charset`.

    Any bytes are letters in an encoding of one byte a letter, so that what is valid UTF-8 is
    believed to be that. What fits no encoding shows U+FFFD where it is broken.

    Args:
        data: to decode.
        charset: as declared; "" where nothing is.
        otherwise: the encoding where nothing fitting is declared and it is not UTF-8; "" to find
            out.
    """
    meant = _codec(charset)
    if data.isascii() and not _SHIFTING.match(meant):
        return data.decode("ascii")
    tried = [meant, _codec(otherwise)]
    if not meant or _ONE_BYTE.match(meant):
        tried.insert(0, "utf-8")
    for encoding in filter(None, tried):
        try:
            return data.decode(encoding).removeprefix("\ufeff")
        except UnicodeError:  # noqa: PERF203 - two or three encodings
            continue
    try:
        return decode(data)
    except (UnicodeError, SourceError):
        return data.decode(meant or "utf-8", "replace")


def _codec(charset: str) -> str:
    """Python's codec for a charset; "" where there is none."""
    try:
        name = codecs.lookup(charset.strip(" \"'")).name
    except (LookupError, ValueError):
        return ""
    return _MEANT.get(name, name) if _CHARSET.match(name) else ""
