"""The text of a mail: which of its parts are read, and what paragraphs they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pincite.errors import SourceError
from pincite.indexer.articles import Kind
from pincite.indexer.sources.decoding import is_binary
from pincite.indexer.sources.formats import FORMATS
from pincite.indexer.sources.mail import replies
from pincite.indexer.sources.mail.charsets import decode_declared
from pincite.indexer.sources.mail.flowed import unwrapped
from pincite.indexer.sources.mail.headers import header
from pincite.indexer.sources.source import NO_TEXT
from pincite.indexer.structure.blocks import read_blocks
from pincite.indexer.structure.layout import Block, quote_marker

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from email.message import Message

    from pincite.indexer.sources.source import ReadOptions

_LINE_END = re.compile("\r\n|\r|\n")
_AS_THEY_ARE = ("", "7bit", "8bit", "binary")
# What the plain part of a mail says that was only written in HTML.
_PLACEHOLDER = re.compile(
    r"\bhtml\b.{0,60}\b(?:mails?|messages?|clients?|viewers?|versions?|browsers?|formats?)\b"
    r"|\b(?:view|read)\b.{0,40}\b(?:in (?:a|your) (?:web )?browser|online)\b",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST_PLACEHOLDER = 400


@dataclass(frozen=True)
class _Part:
    """A part of a mail that is text; `quoted` where it belongs to a mail attached to it."""

    message: Message
    quoted: bool = False

    @property
    def is_html(self) -> bool:
        return self.message.get_content_type() == "text/html"


def blocks_in(message: Message, options: ReadOptions, body_at: int | None) -> list[Block]:
    """The paragraphs of a mail.

    Args:
        message: the mail.
        options: how its text is to be read where it does not say so.
        body_at: the line of the file on which its body begins, from 1; None where the lines of
            the body are not those of the file.

    Raises:
        SourceError: there is no text, or none that can be read here.
    """
    alone = not message.is_multipart() and _encoding(message) in _AS_THEY_ARE
    blocks: list[Block] = []
    chars = 0
    for part in _parts(message):
        if part.message.get_content_type() == "message/rfc822":
            made = _head_of_attached(part.message)
        elif part.is_html:
            made = _html_blocks(_text(part.message, options))
        else:
            text = _text(part.message, options)
            made = _plain_blocks(text, part.message, body_at if alone else None)
        for block in made:
            block.chars = block.chars[0] + chars, block.chars[1] + chars
            block.kind = Kind.QUOTE if part.quoted else block.kind
        blocks += made
        chars = blocks[-1].chars[1] + 2 if blocks else 0
    if not blocks:
        raise SourceError(NO_TEXT)
    return blocks


def _parts(message: Message, *, quoted: bool = False) -> Iterator[_Part]:
    """The parts to read, in order. Attachments are not; mails attached to it are."""
    kind = message.get_content_type()
    if kind == "message/rfc822" and message.is_multipart():
        (attached, *_) = _children(message)
        yield _Part(message, quoted=True)
        yield from _parts(attached, quoted=True)
    elif kind == "multipart/alternative" and message.is_multipart():
        yield from _best([list(_parts(each, quoted=quoted)) for each in _children(message)])
    elif message.is_multipart() and message.get_content_maintype() == "multipart":
        for each in _children(message):
            yield from _parts(each, quoted=quoted)
    elif kind in {"text/plain", "text/html"} and not _is_attachment(message):
        yield _Part(message, quoted)


def _children(message: Message) -> list[Message]:
    return [each for each in message.get_payload() if not isinstance(each, str)]


def _is_attachment(message: Message) -> bool:
    return message.get_content_disposition() == "attachment" or bool(message.get_filename())


def _best(options: Sequence[list[_Part]]) -> list[_Part]:
    """Of several forms of one text the plain one, unless it only says that there is another."""
    filled = [parts for parts in options if any(map(_says_something, parts))]
    plain = [parts for parts in filled if not any(part.is_html for part in parts)]
    return (plain or filled or [[]])[0]


def _says_something(part: _Part) -> bool:
    if part.is_html or part.quoted:
        return True
    data = part.message.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return False
    if len(data) > _LONGEST_PLACEHOLDER:
        return True
    return not _PLACEHOLDER.search(data.decode("ascii", "replace"))


def _encoding(message: Message) -> str:
    return header(message, "Content-Transfer-Encoding").lower()


def _text(message: Message, options: ReadOptions) -> str:
    data = message.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    if _encoding(message) == "base64" and data == _packed(message):
        raise SourceError("its text is damaged (not base64)")
    charset = _parameter(message, "charset")
    text = decode_declared(data, charset, options.encoding)
    if is_binary(text):
        raise SourceError("its text is binary data")
    return text


def _packed(message: Message) -> bytes:
    """Its base64, which is what Python makes of base64 that it cannot read."""
    return "".join(str(message.get_payload()).split()).encode("utf-8", "replace")


def _parameter(message: Message, name: str) -> str:
    """A parameter of the Content-Type; "" where there is none, or none that can be read."""
    try:
        value = message.get_param(name, "")
    except (ValueError, LookupError, UnicodeError):
        return ""
    return value[2] if isinstance(value, tuple) else str(value)


def _plain_blocks(text: str, message: Message, first_line: int | None) -> list[Block]:
    lines = _LINE_END.split(text)
    places = [(number, number) for number in range(len(lines))]
    if _parameter(message, "format").lower() == "flowed":
        delsp = _parameter(message, "delsp").lower() == "yes"
        lines, places = unwrapped(lines, delsp=delsp)
    shown = [line[len(quote_marker(line)) :] for line in lines]
    starts = _starts(shown)
    blocks: list[Block] = []
    for start, end, kind in replies.stretches_of(lines):
        if not any(map(str.strip, shown[start:end])):
            continue
        for block in read_blocks("\n".join(shown[start:end])):
            first, last = block.lines or (1, 1)
            stood = places[start + first - 1][0], places[start + last - 1][1]
            block.lines = _lines_in_file(stood, first_line)
            block.chars = block.chars[0] + starts[start], block.chars[1] + starts[start]
            block.kind = kind or block.kind
            blocks.append(block)
    return blocks


def _lines_in_file(places: tuple[int, int], first_line: int | None) -> tuple[int, int] | None:
    return None if first_line is None else (first_line + places[0], first_line + places[1])


def _starts(lines: Sequence[str]) -> list[int]:
    """The offset of each line in the text that they make with a line end behind each."""
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    return starts


def _html_blocks(text: str) -> list[Block]:
    html = next(each for each in FORMATS if each.module == "html.reader")
    if html.missing:
        raise SourceError(f"its text is HTML, which needs more than is installed: {html.remedy}")
    from pincite.indexer.sources.mail.html import blocks_of_mail

    return blocks_of_mail(text)


def _head_of_attached(part: Message) -> list[Block]:
    (attached, *_) = _children(part)
    lines = [f"{name}: {header(attached, name)}" for name in ("From", "Date", "Subject")]
    text = "\n".join(line for line in lines if not line.endswith(": "))
    return [Block(text, None, (0, len(text)), Kind.QUOTE)] if text else []
