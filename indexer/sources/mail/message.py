"""Mail, a message in each file: its text is an article, its head says whose and when.

What is attached to a mail is not read, unless it is a mail itself. Replies are kept with what
they answer, which is of kind quote; signatures and the footers of lists are boilerplate.
"""

from __future__ import annotations

import email
from dataclasses import dataclass
from email import policy
from typing import TYPE_CHECKING

from pincite.errors import SourceError
from pincite.indexer.sources.mail.headers import header, stated_in
from pincite.indexer.sources.mail.text import blocks_in
from pincite.indexer.sources.source import Draft

if TYPE_CHECKING:
    from collections.abc import Iterable
    from email.message import Message

    from pincite.indexer.sources.source import ReadOptions, Source

# The largest mail that is taken apart, in bytes; in memory it is several times that.
LARGEST_MAIL = 40 * 1024 * 1024

# What is no mail has none of these.
_TELLING = ("From", "Date", "Subject", "Message-ID", "To", "Received", "MIME-Version")


def read(source: Source) -> Iterable[Draft]:
    """The article that a mail is.

    Raises:
        SourceError: it is no mail, or has no text that can be read.
    """
    yield draft_of(parsed(source.data().removeprefix(b"\xef\xbb\xbf")), source.options)


@dataclass(frozen=True)
class Mail:
    """A mail taken apart.

    Attributes:
        message: what it is made of.
        head: how many lines stand above its body.
    """

    message: Message
    head: int


def parsed(data: bytes) -> Mail:
    """A mail taken apart.

    Raises:
        SourceError: it is none, or too large or too deep to be taken apart.
    """
    if len(data) > LARGEST_MAIL:
        raise SourceError(f"a mail larger than {LARGEST_MAIL >> 20} MB")
    try:
        message = email.message_from_bytes(data, policy=policy.compat32)
    except (RecursionError, ValueError, LookupError) as error:
        raise SourceError("a mail that cannot be taken apart") from error
    if not any(header(message, name) for name in _TELLING):
        raise SourceError("not a mail: it has no From, Date or Subject")
    payload = message.get_payload()
    below = payload.encode("utf-8", "replace") if isinstance(payload, str) else b""
    return Mail(message, _line_ends(data) - _line_ends(below))


def draft_of(mail: Mail, options: ReadOptions, *, above: int = 0, key: str = "") -> Draft:
    """The article that a mail is.

    Args:
        mail: taken apart.
        options: how its text is to be read where it does not say so.
        above: how many lines of the file stand above it.
        key: as in `Draft`.

    Raises:
        SourceError: it has no text that can be read.
    """
    try:
        blocks = blocks_in(mail.message, options, above + mail.head + 1)
    except RecursionError as error:
        raise SourceError("a mail nested too deep") from error
    return Draft(blocks, stated_in(mail.message), key=key, settled=True)


def _line_ends(data: bytes) -> int:
    return data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")
