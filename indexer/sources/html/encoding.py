"""The bytes of a page to text: what it declares of its encoding, and whether that can be so."""

from __future__ import annotations

import re

from pincite.errors import SourceError
from pincite.indexer.sources.decoding import decode
from pincite.indexer.sources.mail.charsets import decode_declared

_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
# So much of a page is looked at; browsers want the declaration within 1,024 bytes, pages do not.
_BEGINNING = 8192
_COMMENT = re.compile(rb"<!--.*?-->|<script.*?</script>", re.IGNORECASE | re.DOTALL)
_DECLARED = re.compile(
    rb"""<meta\s[^>]*?charset\s*=\s*["']?\s*([\w:.-]+)|<\?xml\s[^>]*?encoding\s*=\s*["']([\w:.-]+)""",
    re.IGNORECASE,
)
_WIDE = re.compile(r"utf-?(?:16|32)|ucs", re.IGNORECASE)
_BEGINS_NARROW = re.compile(rb"\s*<[^\0][^\0]")
_FEW_NULS = 0.01
_FEW_BROKEN = 0.002


def text_of_page(data: bytes, encoding: str = "") -> str:
    """The text of a page, newlines as they are.

    A byte order mark goes before all, then what is said from outside, then what the page declares
    if it can be so. A few broken signs show U+FFFD, as in a browser.

    Args:
        data: of the page.
        encoding: said from outside; "" for none.

    Raises:
        SourceError: it is in no encoding that can be told, or no text.
    """
    if encoding or data.startswith(_MARKS):
        return decode(data, encoding)
    if _BEGINS_NARROW.match(data):
        data = _without_nuls(data)
    declared = _declared(data)
    if not declared:
        return decode(data)
    text = decode_declared(data, declared)
    if text.count("\ufffd") > max(_FEW_BROKEN * len(text), 1):
        raise SourceError(f"declared to be in {declared}, but is not; name its encoding")
    return text


def _without_nuls(data: bytes) -> bytes:
    """Bytes of what begins with a tag of one byte a letter, so that NULs in it are no letters."""
    if data.count(0) > _FEW_NULS * len(data):
        raise SourceError("not text but binary data")
    return data.replace(b"\0", b"")


def _declared(data: bytes) -> str:
    found = _DECLARED.search(_COMMENT.sub(b"", data[:_BEGINNING]))
    name = (found[1] or found[2]).decode("ascii", "replace") if found else ""
    # What could be read as ASCII is not in two bytes a letter.
    return "" if _WIDE.match(name) else name
