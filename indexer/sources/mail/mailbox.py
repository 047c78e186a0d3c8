"""Mailboxes: files of many mails, each an article; read mail by mail.

A mail is named by its Message-ID, so that it keeps its name when others come and go.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import quote

from pincite.errors import SourceError, unreadable
from pincite.indexer.sources.mail.headers import ORIGIN, raw_header
from pincite.indexer.sources.mail.message import LARGEST_MAIL, draft_of, parsed
from pincite.indexer.sources.source import Draft, Skip
from pincite.indexer.structure.metadata import Stated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pincite.indexer.sources.source import Source

# The line in front of each mail: a sender and when it came, as C's asctime writes it or nearly so.
_FROM = re.compile(
    rb"From .{0,200}\b(?:\d{1,2}:\d\d(?::\d\d)?\b.{0,40}\b\d{4}|\d{4}\b.{0,40}\b\d{1,2}:\d\d)"
    rb"|From (?:-|\?\?\?@\?\?\?|MAILER-DAEMON)\s"
)
_HEADER = re.compile(
    rb"(?:Return-Path|Received|Delivered-To|Message-ID|MIME-Version|Date|From|To|Subject|Status"
    rb"|Content-Type|DKIM-Signature|X-[\w-]{1,60}):",
    re.IGNORECASE,
)
_ESCAPED = re.compile(rb">+From ")
# No line is read further than this at once, in bytes; what is longer goes on in the next piece.
_PIECE = 1 << 20
_NO_SUBJECT = "(no subject)"
# Signs that may stand in a key as they are.
_PLAIN = "@!$&'()*+,;=:/?~[]{}|^"
_LONGEST_ID = 200


def read(source: Source) -> Iterable[Draft | Skip]:
    """The articles that the mails of a mailbox are, and the mails that cannot be read.

    A mail that is there twice, as one with two labels is in some, is one article.

    Raises:
        SourceError: it is no mailbox, or has no mails.
    """
    keys: set[int] = set()
    texts: set[int] = set()
    number = 0
    try:
        for number, (above, data) in enumerate(_mails(source), 1):
            try:
                draft = _draft(data, above, source)
            except SourceError as error:
                yield Skip(f"{source.id}!/{number}", str(error))
                continue
            text = "\n\n".join([draft.key, *(block.text for block in draft.blocks)])
            digest = _digest(text.encode("utf-8", "replace"))
            if digest in texts:
                continue
            if (name := _digest(draft.key.encode())) in keys:
                draft = replace(draft, key=f"{draft.key}~{digest:016x}")
            keys.add(name)
            texts.add(digest)
            yield draft
    except SourceError as error:
        if not number:
            raise
        yield Skip(source.id, f"{error}; read up to mail {number}")
    if not number:
        raise SourceError("holds no mails")


def _draft(data: bytes | None, above: int, source: Source) -> Draft:
    if data is None:
        raise SourceError(f"a mail larger than {LARGEST_MAIL >> 20} MB")
    mail = parsed(data)
    message_id = raw_header(mail.message, "Message-ID").strip().strip("<>").strip()
    key = quote(message_id, safe=_PLAIN)
    if not 0 < len(key) <= _LONGEST_ID:
        key = f"{_digest(data):016x}"
    draft = draft_of(mail, source.options, above=above, key=key)
    stated = {"title": Stated(_NO_SUBJECT, ORIGIN), **draft.stated}
    # The date in the name of a mailbox is not that of its mails.
    return replace(draft, stated=stated, name=PurePath("mail"))


def _mails(source: Source) -> Iterator[tuple[int, bytes | None]]:
    """Each mail: how many lines of the file stand above it, and its bytes; None if too many.

    A mail begins below a line "From …" that is the first, or stands below a blank line and has a
    date in it or a header below it: other lines that begin so are text.
    """
    mail: list[bytes] | None = None
    above = size = 0
    after_blank = at_start = True
    begun = False
    number = 0
    for line, below in itertools.pairwise(itertools.chain(_pieces(source), [b""])):
        if at_start and after_blank and _begins_mail(line, below):
            if begun:
                yield above, b"".join(mail) if mail is not None else None
            mail, above, size, begun = [], number + 1, 0, True
        elif begun:
            size += len(line)
            if size > LARGEST_MAIL:
                mail = None
            elif mail is not None:
                mail.append(line[1:] if at_start and _ESCAPED.match(line) else line)
        elif line.strip():
            raise SourceError('not a mailbox: it does not begin with a line "From …"')
        after_blank = at_start and not line.strip()
        at_start = line.endswith(b"\n")
        number += at_start
    if begun:
        yield above, b"".join(mail) if mail is not None else None


def _begins_mail(line: bytes, below: bytes) -> bool:
    return line.startswith(b"From ") and bool(_FROM.match(line) or _HEADER.match(below))


def _pieces(source: Source) -> Iterator[bytes]:
    """The lines, the longest in pieces."""
    try:
        with source.open() as stream:
            while piece := stream.readline(_PIECE):
                yield piece
    except (OSError, EOFError, ValueError) as error:
        raise SourceError(unreadable(error)) from error


def _digest(data: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big")
