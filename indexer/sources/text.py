"""Plain text files: one article each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.indexer.sources.decoding import text_of
from pincite.indexer.sources.source import Draft
from pincite.indexer.structure.blocks import read_blocks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pincite.indexer.sources.source import Source


def read(source: Source) -> Iterable[Draft]:
    """The article that a plain text is."""
    yield Draft(read_blocks(text_of(source)))
