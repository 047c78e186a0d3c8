"""The paragraphs of a PDF as blocks: their texts joined, their kinds as their type shows them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pincite.indexer.articles import Kind
from pincite.indexer.sources.pdf.measures import is_ended
from pincite.indexer.structure.blocks import block_of
from pincite.indexer.structure.breaks import has_own_breaks, keep_breaks
from pincite.indexer.structure.hyphens import vocabulary_of
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
_QUOTE_INDENT = 0.9
_FARTHEST_IN = 8.0


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
    text = gather_lists([_chunk(lines, measures) for lines in paragraphs])
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


def _chunk(lines: Sequence[PageLine], measures: Measures) -> Chunk:
    kind = _kind(lines, measures)
    shown = [_line(line, measures.frame(line).left) for line in lines]
    is_code = kind is Kind.CODE
    if is_code or (kind in (None, Kind.QUOTE) and has_own_breaks(shown, measures.letters)):
        shown = keep_breaks(shown)
    return Chunk(tuple(shown), kind, lone=len(lines) == 1, literal=is_code)


def _line(line: PageLine, margin: float) -> Line:
    """A line as those of plain texts are, numbered by its page."""
    indent = max(round((line.left - margin) * 2 / line.size), 0)
    return Line(number=line.page, start=0, text=line.text, indent=indent)


def _kind(lines: Sequence[PageLine], measures: Measures) -> Kind | None:
    """What the type and the place of a paragraph show, or None."""
    if not measures.fixed and all(line.fixed for line in lines):
        return Kind.CODE
    if _is_heading(lines, measures):
        return Kind.HEADING
    if is_item(lines[0].text):
        return Kind.LIST
    indents = [measures.indent(line) for line in lines]
    if not all(_QUOTE_INDENT <= indent <= _FARTHEST_IN for indent in indents):
        return None
    # A single line may be a date or a name as well, or the first one of a paragraph.
    is_quote = len(lines) > 1 or (not measures.indented and is_ended(lines[0]))
    return Kind.QUOTE if is_quote else None


def _is_heading(lines: Sequence[PageLine], measures: Measures) -> bool:
    length = sum(len(line.text) for line in lines)
    if length > _LONGEST_HEADING or not any(map(str.isalpha, lines[0].text)):
        return False
    if all(line.size > _LARGER * measures.size for line in lines):
        return length <= _LONGEST_SENTENCE or not is_ended(lines[-1])
    bold = all(line.bold and line.starts_bold for line in lines)
    return bold and not measures.bold and not _closes(lines[-1])


def _closes(line: PageLine) -> bool:
    return line.text[-1] in ".,;:…"
