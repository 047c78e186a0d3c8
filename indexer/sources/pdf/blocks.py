"""The paragraphs of a PDF as blocks: their texts joined, their kinds as their type shows them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pincite.indexer.articles import Kind
from pincite.indexer.sources.pdf.measures import is_ended
from pincite.indexer.structure.blocks import block_of
from pincite.indexer.structure.breaks import has_own_breaks, keep_breaks
from pincite.indexer.structure.headers import parse_header
from pincite.indexer.structure.hyphens import vocabulary_of
from pincite.indexer.structure.labels import is_caption
from pincite.indexer.structure.layout import Block, Chunk, Line, is_item
from pincite.indexer.structure.lists import gather_lists

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pincite.indexer.sources.pdf.lines import PageLine
    from pincite.indexer.sources.pdf.measures import Measures
    from pincite.indexer.structure.hyphens import Vocabulary

_LARGER = 1.1
_LONGEST_HEADING = 200
_LONGEST_SENTENCE = 100
_MUCH_LARGER = 1.25
_ADDRESS = re.compile(r"\S@\S+\.\S|://")
BULLETS = frozenset("•▪◦‣●○·")
# TeX draws the sign of copyright as a circle of which no file tells what it stands for.
_CIRCLED_C = re.compile(r"(?<=copyright )\ufffd ?c(?= )", re.IGNORECASE)
# In ems; what is set in less than a clear indent is so on both sides.
_QUOTE_INDENT = 0.9
_CLEAR_INDENT = 1.6
_FARTHEST_IN = 8.0
_SAME_INDENT = 0.3
_WIDEST_MARKER = 3.0
_HALF = 0.5


def blocks_of(
    paragraphs: Sequence[Sequence[PageLine]],
    notes: Sequence[Sequence[PageLine]],
    furniture: Sequence[PageLine],
    measures: Measures,
) -> list[Block]:
    """The blocks of a document: its text, and with each page what stands around the text.

    Args:
        paragraphs: the lines of each, in order.
        notes: the lines of each footnote.
        furniture: running heads and feet and what else stands outside the text, a line each.
        measures: of the document.
    """
    lines = [line for part in (*paragraphs, *notes) for line in part]
    vocabulary = vocabulary_of("\n".join(line.text for line in lines))
    kinds = _kinds(paragraphs, measures)
    text = gather_lists(
        [_chunk(*each, measures) for each in zip(paragraphs, kinds, strict=True)],
    )
    blocks = [
        *(block_of(chunks, vocabulary) for chunks in text),
        *(_block(lines, Kind.FOOTNOTE, vocabulary) for lines in notes),
        *(_block([line], Kind.BOILERPLATE, vocabulary) for line in furniture),
    ]
    # Behind the text that begins on a page stands what is at its foot and around it.
    return list(_placed(sorted(blocks, key=_first_page)))


def _first_page(block: Block) -> int:
    return block.lines[0] if block.lines else 0


def _placed(blocks: Iterable[Block]) -> Iterator[Block]:
    """The same blocks with their pages, which the numbers of their lines were till here."""
    start = 0
    for block in blocks:
        end = start + len(block.text)
        yield replace(block, lines=None, pages=block.lines, chars=(start, end))
        start = end + len("\n\n")


def _block(lines: Sequence[PageLine], kind: Kind, vocabulary: Vocabulary) -> Block:
    return block_of([Chunk(tuple(_line(line, line.left) for line in lines), kind)], vocabulary)


def _chunk(lines: Sequence[PageLine], kind: Kind | None, measures: Measures) -> Chunk:
    shown = [_line(line, measures.frame(line).left) for line in lines]
    is_code = kind is Kind.CODE
    if is_code or (kind in (None, Kind.QUOTE) and has_own_breaks(shown, measures.letters)):
        shown = keep_breaks(shown)
    lone = len(lines) == 1 and not _ADDRESS.search(lines[0].text)
    return Chunk(tuple(shown), kind, lone=lone, literal=is_code)


def _line(line: PageLine, margin: float) -> Line:
    """A line as those of plain texts are, numbered by its page."""
    indent = max(round((line.left - margin) * 2 / line.size), 0)
    text = _CIRCLED_C.sub("©", line.text)
    return Line(number=line.page, start=0, text=text, indent=indent)


def _kinds(paragraphs: Iterable[Sequence[PageLine]], measures: Measures) -> list[Kind | None]:
    """The kind of each paragraph; one that goes on with a list's item is no quotation."""
    kinds: list[Kind | None] = []
    item: Sequence[PageLine] = ()
    for lines in paragraphs:
        kind = _kind(lines, measures)
        if kind is Kind.LIST:
            item = lines
        elif kind is Kind.QUOTE and item and _is_below(item, lines, measures):
            kind = None
        elif kind is not Kind.CODE:
            item = ()
        kinds.append(kind)
    return kinds


def _is_below(item: Sequence[PageLine], lines: Sequence[PageLine], measures: Measures) -> bool:
    """Whether lines are set in as the text of an item is, behind its marker."""
    indent = measures.indent(lines[0])
    if len(item) > 1:
        return abs(indent - measures.indent(item[1])) <= _SAME_INDENT
    return 0 < indent - measures.indent(item[0]) <= _WIDEST_MARKER


def _kind(lines: Sequence[PageLine], measures: Measures) -> Kind | None:
    """What the type and the place of a paragraph show, or None."""
    if not measures.fixed and all(line.fixed for line in lines):
        return Kind.LIST if lines[0].text[0] in BULLETS else Kind.CODE
    if _is_heading(lines, measures):
        return Kind.HEADING
    if is_item(lines[0].text):
        return Kind.LIST
    return Kind.QUOTE if _is_quotation(lines, measures) else None


def _is_quotation(lines: Sequence[PageLine], measures: Measures) -> bool:
    indent = min(measures.indent(line) for line in lines)
    if indent < _QUOTE_INDENT or max(measures.indent(line) for line in lines) > _FARTHEST_IN:
        return False
    if len(lines) == 1:
        # It may be a date or a name as well, a lead-in, or the first line of a paragraph.
        last = lines[0].text[-1]
        return (
            indent >= _CLEAR_INDENT
            and not measures.indented
            and is_ended(lines[0])
            and last not in ":："
        )
    rooms = [(measures.frame(line).right - line.right) / line.size for line in lines]
    if indent < _CLEAR_INDENT and min(rooms) < _QUOTE_INDENT:
        return False
    # Not so the items of a menu.
    return is_ended(lines[-1]) or any(_fills_half(line, measures) for line in lines)


def _fills_half(line: PageLine, measures: Measures) -> bool:
    frame = measures.frame(line)
    return line.width > _HALF * (frame.right - frame.left)


def _is_heading(lines: Sequence[PageLine], measures: Measures) -> bool:
    length = sum(len(line.text) for line in lines)
    if length > _LONGEST_HEADING or not any(map(str.isalpha, lines[0].text)):
        return False
    if _is_about_the_article(lines, measures):
        return False
    if all(line.size > _LARGER * measures.size for line in lines):
        return length <= _LONGEST_SENTENCE or not is_ended(lines[-1])
    bold = all(line.bold and line.starts_bold for line in lines)
    return bold and not measures.bold and not _closes(lines[-1])


def _is_about_the_article(lines: Sequence[PageLine], measures: Measures) -> bool:
    """Whether these are a byline, a date, an address or a caption, however they are set."""
    text = " ".join(line.text for line in lines)
    if _ADDRESS.search(text):
        return True
    if lines[0].size > _MUCH_LARGER * measures.size:
        return False
    return is_caption(text) or parse_header(text, below_title=True) is not None


def _closes(line: PageLine) -> bool:
    return line.text[-1] in ".,;:…"
