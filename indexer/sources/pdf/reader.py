"""PDF: one article each, its paragraphs as they show on the pages.

Pages are counted from the first of the file, whatever numbers are printed on them.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pypdfium2
import pypdfium2.raw as pdfium

from pincite.errors import SourceError
from pincite.indexer.articles import Kind
from pincite.indexer.sources.pdf.blocks import blocks_of
from pincite.indexer.sources.pdf.columns import columns_of
from pincite.indexer.sources.pdf.furniture import without_furniture
from pincite.indexer.sources.pdf.glyphs import is_drawn, read_glyphs
from pincite.indexer.sources.pdf.head import with_head
from pincite.indexer.sources.pdf.lines import pieces_of
from pincite.indexer.sources.pdf.measures import measure
from pincite.indexer.sources.pdf.notes import without_notes
from pincite.indexer.sources.pdf.paragraphs import paragraphs_of
from pincite.indexer.sources.pdf.properties import stated_in
from pincite.indexer.sources.source import NO_TEXT, Draft, Skip

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pincite.indexer.sources.pdf.lines import PageLine
    from pincite.indexer.sources.pdf.measures import Measures
    from pincite.indexer.sources.source import Source
    from pincite.indexer.structure.layout import Block

_REMEDY = "run a text recognition on it first"
_MOST_UNREADABLE = 0.3
_BEGINNING = 3000
_HEAD = 8
_MUCH_LARGER = 1.25
_LONGEST_TITLE = 200


@dataclass
class _Pages:
    """What was read of the pages of a document.

    Attributes:
        pieces: of each page, those that run in its main direction.
        turned: those that run in another.
        pictures: numbers of pages that have pictures and no text.
        unreadable: numbers of pages with letters of which the file does not tell the characters.
        damaged: numbers of pages that cannot be read.
    """

    pieces: list[list[PageLine]] = field(default_factory=list)
    turned: list[PageLine] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    unreadable: list[int] = field(default_factory=list)
    damaged: list[int] = field(default_factory=list)


def read(source: Source) -> Iterable[Draft | Skip]:
    """The article that a PDF is, and the pages of which nothing can be read.

    Raises:
        SourceError: it cannot be read, is encrypted or damaged, or has no text.
    """
    document = _opened(source.data())
    try:
        pages = _read_pages(document)
        properties = document.get_metadata_dict()
    except pypdfium2.PdfiumError as error:
        raise SourceError("damaged: it cannot be read as PDF") from error
    finally:
        document.close()
    blocks, title = _blocks(pages)
    if not blocks:
        raise SourceError(_why_empty(pages))
    has_heading = any(block.kind is Kind.HEADING for block in blocks[:_HEAD])
    beginning = "\n".join(block.text[:_BEGINNING] for block in blocks[:_HEAD])
    stated = stated_in(properties, beginning, has_heading=has_heading)
    yield Draft(*with_head(blocks, stated, title))
    for numbers, reason in (
        (pages.pictures, f"no text, only pictures: {_REMEDY}"),
        (pages.unreadable, f"the file does not tell which letters these are: {_REMEDY}"),
        (pages.damaged, "damaged: cannot be read"),
    ):
        if numbers:
            yield Skip(f"{source.id}!/{_listed(numbers)}", reason)


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise SourceError("is encrypted: save it without a password first") from error
        raise SourceError("damaged: it cannot be read as PDF") from error


def _read_pages(document: pypdfium2.PdfDocument) -> _Pages:
    pages = _Pages()
    turned: set[str] = set()
    for place in range(len(document)):
        pages.pieces.append([])
        try:
            page = document[place]
        except pypdfium2.PdfiumError:
            pages.damaged.append(place + 1)
            continue
        for piece in _read_page(page, place + 1, pages):
            # What is stamped on every page says it once.
            if piece.text not in turned:
                turned.add(piece.text)
                pages.turned.append(piece)
        page.close()
    return pages


def _read_page(page: Any, number: int, pages: _Pages) -> Sequence[PageLine]:
    """Take the text of a page; what is turned in it is answered."""
    glyphs = read_glyphs(page)
    count = sum(len(each.codes) for each in glyphs)
    if sum(each.unreadable for each in glyphs) > _MOST_UNREADABLE * count:
        pages.unreadable.append(number)
        return []
    if glyphs:
        pages.pieces[-1] = pieces_of(glyphs[0], number)
    if not pages.pieces[-1] and is_drawn(page.raw):
        pages.pictures.append(number)
    return [piece for each in glyphs[1:] for piece in pieces_of(each, number, turned=True)]


def _blocks(pages: _Pages) -> tuple[list[Block], str]:
    """The blocks, and what is in the largest type of the first page."""
    rest, heads = without_furniture(pages.pieces)
    if not any(rest):
        rest, heads = pages.pieces, []
    columns = columns_of(rest)
    if not columns:
        return [], ""
    for number, column in enumerate(columns):
        for line in column:
            line.column = number
    measures = measure(columns)
    text, notes = without_notes(columns, measures)
    paragraphs = paragraphs_of(text, measures)
    blocks = blocks_of(paragraphs, notes, [*heads, *pages.turned], measures)
    return blocks, _title(paragraphs, measures)


def _title(paragraphs: Sequence[Sequence[PageLine]], measures: Measures) -> str:
    page = paragraphs[0][0].page
    first = [lines for lines in paragraphs if lines[0].page == page]
    largest = max(first, key=lambda lines: lines[0].size)
    title = " ".join(line.text for line in largest)
    is_title = largest[0].size > _MUCH_LARGER * measures.size and len(title) <= _LONGEST_TITLE
    return title if is_title else ""


def _why_empty(pages: _Pages) -> str:
    if pages.unreadable:
        return f"does not tell which letters its text has: {_REMEDY}"
    if pages.pictures:
        return f"has no text, only pictures of pages: {_REMEDY}"
    if pages.damaged:
        return "damaged: none of its pages can be read"
    return NO_TEXT


def _listed(numbers: Sequence[int]) -> str:
    """Pages as people name them: "page 3", "pages 3, 5-7"."""
    ranges = list(_ranges(numbers))
    named = ", ".join(f"{first}-{last}" if last > first else f"{first}" for first, last in ranges)
    return f"page{'s' if len(numbers) > 1 else ''} {named}"


def _ranges(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    for _, run in itertools.groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        pages = [number for _, number in run]
        yield pages[0], pages[-1]
