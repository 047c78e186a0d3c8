"""The head of a mail: its values decoded, and what they state of the article it is."""

from __future__ import annotations

import base64
import binascii
import email.utils
import quopri
import re
from typing import TYPE_CHECKING

from pincite.indexer.sources.mail.charsets import decode_declared
from pincite.indexer.structure.metadata import Stated

if TYPE_CHECKING:
    from email.message import Message

ORIGIN = "mail header"

_ENCODED_WORD = re.compile(r"=\?([^?*\s]+)(?:\*[^?\s]*)?\?([BbQq])\?([^?]*)\?=")
# Headers are a line or two; what is longer is no title and no name.
_LONGEST = 2000
_EARLIEST, _LATEST = 1970, 2100


def stated_in(message: Message) -> dict[str, Stated]:
    """What the head of a mail states, by the fields of an article."""
    values = {
        "title": header(message, "Subject"),
        "author": _author(raw_header(message, "From")),
        "date": _date(header(message, "Date")),
        "language": header(message, "Content-Language").partition(",")[0],
    }
    return {name: Stated(value, ORIGIN) for name, value in values.items() if value}


def header(message: Message, name: str) -> str:
    """The first value of a header on one line, decoded; "" where there is none."""
    return decoded(raw_header(message, name))


def raw_header(message: Message, name: str) -> str:
    """The first value of a header on one line, as the mail has it; "" where there is none.

    Bytes that are not ASCII, which no header may have, are told by what they mean.
    """
    for key, value in message.raw_items():
        if key.lower() == name.lower():
            data = str(value)[:_LONGEST].encode("ascii", "surrogateescape")
            return " ".join(decode_declared(data, "").split())
    return ""


def decoded(value: str) -> str:
    """A header's value with its encoded words (RFC 2047) decoded; broken ones stay as they are."""
    if "=?" not in value:
        return value
    shown: list[str] = []
    words: list[tuple[str, bytes]] = []
    end = 0
    for match in _ENCODED_WORD.finditer(value):
        between = value[end : match.start()]
        data = _word(match[2], match[3])
        # White space between two encoded words only divides them.
        if between.strip() or data is None or not words:
            shown += [*_joined(words), between]
            words = []
        if data is None:
            shown.append(match[0])
        else:
            words.append((match[1].lower(), data))
        end = match.end()
    return " ".join("".join([*shown, *_joined(words), value[end:]]).split())


def _word(encoding: str, text: str) -> bytes | None:
    if encoding in "Qq":
        return quopri.decodestring(text.encode("utf-8"), header=True)
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None


def _joined(words: list[tuple[str, bytes]]) -> list[str]:
    """The texts of neighbouring words; a character may begin in one and end in the next."""
    texts: list[str] = []
    data, charset = b"", ""
    for name, piece in [*words, ("", b"")]:
        if name != charset:
            texts += [decode_declared(data, charset)] if data else []
            data, charset = b"", name
        data += piece
    return texts


def _author(value: str) -> str:
    """The names of a From header, or the address where no name is given."""
    try:
        pairs = email.utils.getaddresses([value])
    except (RecursionError, ValueError, IndexError):
        pairs = []
    names = [_name(decoded(name)) or address for name, address in pairs if name or address]
    return ", ".join(names) or decoded(value)


def _name(text: str) -> str:
    return text.strip(" \"'")


def _date(value: str) -> str:
    """The day by the sender's clock; "" where the header has none."""
    try:
        moment = email.utils.parsedate(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        moment = None
    if moment is None or not _EARLIEST <= moment[0] <= _LATEST:
        return ""
    return f"{moment[0]:04}-{moment[1]:02}-{moment[2]:02}"
