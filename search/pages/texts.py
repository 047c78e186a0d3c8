"""The parts that paragraphs are read in: blocks of texts with what belongs to them."""

from __future__ import annotations

import zlib
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

from pincite.indexer.articles import KINDS
from pincite.search.hits.snippet import LONGEST
from pincite.search.pages.codes import number, string
from pincite.search.pages.dictionary import SEPARATOR
from pincite.search.pages.parts import Part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pincite.indexer.articles import Paragraph
    from pincite.search.pages.numbering import Numbering

BLOCK = 16
# A group of articles ends, with this many paragraphs or more, before an article that is one of so
# many by its id; so an article that comes or goes moves no bounds but those beside it.
_SMALLEST = 512
_LARGEST = 2048
_ENDS = 8


def group_firsts(numbering: Numbering) -> list[int]:
    """The first paragraph of each group."""
    firsts: list[int] = []
    own = numbering.firsts.tolist()
    for each, first, behind in zip(numbering.ids, own[:-1], own[1:], strict=True):
        if behind > first and (not firsts or _ends(first - firsts[-1], each)):
            firsts.append(first)
    return firsts


def _ends(paragraphs: int, following: str) -> bool:
    """Whether a group of so many paragraphs ends before the article of that id."""
    if paragraphs < _SMALLEST:
        return False
    is_chosen = zlib.crc32(following.encode("utf-8", "surrogatepass")) % _ENDS == 0
    return is_chosen or paragraphs >= _LARGEST


def text_parts(
    numbering: Numbering, firsts: Sequence[int], code: Callable[[str], str], contexts: set[str]
) -> Iterator[Part]:
    """All blocks.

    Args:
        numbering: of the paragraphs.
        firsts: the first paragraph of each group.
        code: puts symbols into texts.
        contexts: takes the headings.
    """
    part = 0
    for group, (first, behind) in enumerate(pairwise([*firsts, len(numbering)])):
        for start in range(first, behind, BLOCK):
            block = _Block(code)
            for paragraph in range(start, min(start + BLOCK, behind)):
                segment, article, document = numbering.document(paragraph)
                found = segment.paragraph(document, article)
                contexts.add(found.heading)
                block.add(found)
            yield Part("texts", part, group, block.payload())
            part += 1
        for each in filter(None, numbering.segments):
            each.release()


class _Block:
    """The paragraphs of one block, column by column."""

    def __init__(self, code: Callable[[str], str]) -> None:
        self._code = code
        self._kinds: list[str] = []
        self._lines: list[str] = []
        self._pages: list[str] = []
        self._headings: list[str] = []
        self._sentences: list[str] = []
        self._texts: list[str] = []
        self._line = 0
        self._page = 0
        self._heading = ""

    def add(self, paragraph: Paragraph) -> None:
        """Add a paragraph."""
        lines, self._line = _range(paragraph.lines, self._line)
        pages, self._page = _range(paragraph.pages, self._page)
        self._kinds.append(number(KINDS.index(paragraph.kind)))
        self._lines.append(lines)
        self._pages.append(pages)
        self._headings.append(self._coded_heading(paragraph.heading))
        self._sentences.append(_sentences(paragraph))
        self._texts.append(self._code(paragraph.text))

    def _coded_heading(self, heading: str) -> str:
        last, self._heading = self._heading, heading
        if not heading:
            return number(0)
        return number(1) if heading == last else number(2) + string(self._code(heading))

    def payload(self) -> str:
        """What its part says."""
        columns = (self._kinds, self._lines, self._pages, self._headings, self._sentences)
        return "".join(map("".join, columns)) + SEPARATOR.join(self._texts)


def _range(found: tuple[int, int] | None, last: int) -> tuple[str, int]:
    """First and last of lines or pages, behind the last of those before; and the last then."""
    if not found:
        return number(0), last
    first, end = found
    step = first - last
    return number(1 + (-2 * step - 1 if step < 0 else 2 * step)) + number(end - first), end


def _sentences(paragraph: Paragraph) -> str:
    """The bounds of its sentences, if they matter, in UTF-16 units."""
    text, sentences = paragraph.text, paragraph.sentences
    # They matter where a snippet is less than the text.
    if len(text) <= LONGEST or not sentences or sentences == ((0, len(text)),):
        return number(0)
    # These characters count twice.
    double = [] if text.isascii() else [at for at, each in enumerate(text) if each > "\uffff"]
    coded = [number(len(sentences))]
    last = 0
    for sentence in sentences:
        start, end = (offset + bisect_left(double, offset) for offset in sentence)
        coded += (number(start - last), number(end - start))
        last = end
    return "".join(coded)
