"""Plain text files: one article each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.indexer.sources.decoding import text_of
from pincite.indexer.sources.front_matter import split_front_matter
from pincite.indexer.sources.source import Draft
from pincite.indexer.structure.blocks import read_blocks
from pincite.indexer.structure.metadata import front_fields

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pincite.indexer.sources.source import Source


def read(source: Source) -> Iterable[Draft]:
    """The article that a plain text is.

    Lines between two rules above it are a front matter only where they state something of it.
    """
    text = text_of(source)
    front, body = split_front_matter(text)
    stated = front_fields(front)
    yield Draft(read_blocks(body if stated else text), stated)
