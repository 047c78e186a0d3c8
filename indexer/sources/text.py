"""Plain text files: one article each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.errors import SourceError
from pincite.indexer.articles import Article
from pincite.indexer.sources.decoding import read_text
from pincite.indexer.structure.blocks import read_blocks
from pincite.indexer.structure.metadata import read_head
from pincite.indexer.structure.paragraphs import make_paragraphs

if TYPE_CHECKING:
    from pathlib import Path


class TextReader:
    """Reads a plain text file as one article."""

    suffixes = (".txt", ".text")

    def read(self, path: Path, id: str) -> list[Article]:  # noqa: A002
        """The article in `path`, known as `id`."""
        return [parse_text(read_text(path), id, path)]


def parse_text(source: str, id: str, path: Path) -> Article:  # noqa: A002
    """The article that a plain text is, known as `id`; its name may tell title and date.

    Raises:
        SourceError: there is no text.
    """
    blocks = read_blocks(source)
    if not blocks:
        raise SourceError("has no text")
    head = read_head(blocks, path)
    paragraphs = make_paragraphs(blocks, head.kinds, head.title_at)
    return Article(id=id, path=id, title=head.title, paragraphs=paragraphs, **head.fields)
