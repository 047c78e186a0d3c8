"""E-books: an article for each chapter, a single one where the book is one page."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pincite.errors import SourceError
from pincite.indexer.articles import Kind
from pincite.indexer.sources.archives.packages import open_package
from pincite.indexer.sources.books.package import read_book
from pincite.indexer.sources.html.blocks import blocks_of
from pincite.indexer.sources.html.tree import tree_of
from pincite.indexer.sources.mail.charsets import decode_declared
from pincite.indexer.sources.source import NO_TEXT, Draft, Skip
from pincite.indexer.structure.labels import is_heading_like
from pincite.indexer.structure.metadata import Stated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pincite.indexer.sources.archives.packages import Package
    from pincite.indexer.sources.books.package import Book, Chapter
    from pincite.indexer.sources.source import Source
    from pincite.indexer.structure.layout import Block

# In bytes: books are divided so that small devices can show their pages.
_LARGEST_PAGE = 16 << 20
_DECLARED = re.compile(rb"\s*<\?xml[^>]*?\sencoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
_MARKS = (b"\xff\xfe", b"\xfe\xff")
_ORIGIN = "package document"
# So many paragraphs from its beginning a page has its heading.
_HEAD = 3


def read(source: Source) -> Iterator[Draft | Skip]:
    """The articles that an e-book is made of, and the pages that cannot be read.

    Raises:
        SourceError: it is none, is damaged or protected, or has no text.
    """
    with open_package(source) as package:
        book = read_book(package)
        held: Draft | None = None
        count = skipped = 0
        for each in _pages(book, package, source.id):
            if isinstance(each, Skip):
                yield each
                skipped += 1
                continue
            if held:
                yield held
            held, count = each, count + 1
    if held:
        yield _whole(held, book) if count == 1 else held
    elif not skipped:
        raise SourceError(NO_TEXT)


def _pages(book: Book, package: Package, source_id: str) -> Iterator[Draft | Skip]:
    for chapter in book.chapters:
        try:
            blocks = _blocks(package, chapter)
        except SourceError as error:
            if package.allowance.spent:
                raise
            yield Skip(f"{source_id}!/{chapter.key}", str(error))
            continue
        # Of what is not read in order only notes belong to the text.
        if blocks and not (
            chapter.aside and all(each.kind is not Kind.FOOTNOTE for each in blocks)
        ):
            yield _draft(blocks, chapter, book)


def _blocks(package: Package, chapter: Chapter) -> list[Block]:
    data = package.read(chapter.part, _LARGEST_PAGE)
    declared = _DECLARED.match(data)
    charset = declared[1].decode("ascii") if declared else "utf-8"
    text = decode_declared(data, "utf-16" if data.startswith(_MARKS) else charset)
    root = tree_of(text, xhtml=True)
    return [] if root is None else blocks_of(root, lines=False)


def _draft(blocks: list[Block], chapter: Chapter, book: Book) -> Draft:
    stated = {**book.stated, "title": _title(blocks, chapter, book)}
    if book.title:
        stated["publication"] = Stated(book.title, _ORIGIN)
    name = PurePosixPath(chapter.key)
    return Draft(blocks, stated, key=chapter.key, settled=True, name=name)


def _title(blocks: list[Block], chapter: Chapter, book: Book) -> Stated:
    """What a chapter is called; the names of files in a book say nothing."""
    for place, block in enumerate(blocks[:_HEAD], 1):
        if block.kind is Kind.HEADING:
            return Stated(block.text, f"heading, ¶ {place}")
    if chapter.title:
        return Stated(chapter.title, "table of contents")
    if is_heading_like(blocks[0].text):
        return Stated(blocks[0].text, "first line")
    return Stated(book.title, _ORIGIN)


def _whole(draft: Draft, book: Book) -> Draft:
    """The one page of a book as the book."""
    stated = {name: value for name, value in draft.stated.items() if name != "publication"}
    if book.title:
        stated["title"] = Stated(book.title, _ORIGIN)
    return replace(draft, stated=stated, key="", name=None)
