"""Text as Markdown that shows exactly that text: CommonMark, and what GitHub adds to it."""

from __future__ import annotations

import re
import unicodedata
from itertools import zip_longest
from typing import TYPE_CHECKING

from pincite.search.citing.wording import address, one_line, source_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pincite.indexer.articles import Article, Paragraph

# What may be markup within a line; links and emoji are made of addresses and :names: as they are.
_INLINE = re.compile(r"[\\`*_\[\]<>&~|$]|:(?=//|[\w+-]+:)|(?<=www)\.", re.IGNORECASE)
_LINE_ENDS = re.compile(r"\r\n?|\n")
_AT_START = re.compile(r"(?:\d+(?=[.)])|(?=[#+=:-]))", re.ASCII)
# White space that would be dropped; controls cannot be written as numbers.
_AT_EDGES = re.compile(r"^[^\S\x0b-\x1f\x85]|[^\S\x0b-\x1f\x85]$")


def quotation(article: Article, paragraph: Paragraph) -> str:
    """The paragraph as a block quotation, its source below."""
    return block(f"{lines(escaped(paragraph.text))}\n\n{source(article, paragraph)}")


def source(article: Article, paragraph: Paragraph) -> str:
    """Where the paragraph stands, with a link where it can be read in the web."""
    line = lines(escaped(source_line(article, paragraph)))
    return f"{line} {link(article.url)}" if article.url else line


def escaped(text: str) -> str:
    """The text with nothing in it that is markup within a line."""
    return _INLINE.sub(r"\\\g<0>", text)


def heading(text: str) -> str:
    """The text as it may stand in a heading."""
    return escaped(one_line(text)).replace("#", r"\#")


def link(url: str) -> str:
    """The address: a link where it leads into the web, else text."""
    is_web = re.match(r"https?://", url, re.IGNORECASE)
    return f"<{address(url)}>" if is_web else escaped(one_line(url))


def strong(pieces: Sequence[tuple[str, bool]]) -> str:
    """A text in pieces, each with whether it is a match, escaped.

    Matches are bold, but for the few that Markdown cannot have so: their ends, beside what
    stands there, would leave the signs for bold as text.
    """
    marked, before = [], ""
    followed = zip_longest(pieces, pieces[1:], fillvalue=("", False))
    for (piece, is_match), (following, _) in followed:
        can_be = _flanks(piece[0], before) and _flanks(piece[-1], following[:1])
        bold = is_match and can_be and not _LINE_ENDS.search(piece)
        marked.append(f"**{escaped(piece)}**" if bold else escaped(piece))
        before = piece[-1]
    return "".join(marked)


def lines(text: str) -> str:
    """Escaped text whose lines stay lines, and begin no list, heading or code."""
    found = _LINE_ENDS.split(text)
    made = []
    for line, following in zip(found, [*found[1:], ""], strict=True):
        safe = _AT_EDGES.sub(lambda match: f"&#{ord(match[0])};", line)
        safe = _AT_START.sub(_escaped_behind, safe, count=1) if _AT_START.match(safe) else safe
        made.append(f"{safe}\\" if line and following else safe)
    return "\n".join(made)


def block(text: str) -> str:
    """Markdown as a block quotation."""
    return "\n".join(f"> {line}" if line else ">" for line in text.split("\n"))


def _escaped_behind(match: re.Match[str]) -> str:
    return f"{match[0]}\\"


def _flanks(inside: str, outside: str) -> bool:
    """Whether `**` between the two opens or closes, as CommonMark has it."""
    if unicodedata.category(inside)[0] not in "PS":
        return not inside.isspace()
    return not outside or outside.isspace() or unicodedata.category(outside)[0] == "P"
