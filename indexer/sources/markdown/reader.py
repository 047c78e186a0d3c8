"""Markdown files: one article each.

Dropped are the marks of structure (#, >, rules, fences, underlines) and, inside the text, those
of emphasis, code, links and images, so that a paragraph reads as the page would; lines and
character offsets still point to the source. List markers and footnote labels stay. Line ends are
kept where Markdown keeps them (two spaces or a backslash, table rows, code), and in verse. A
front matter is metadata and no paragraph.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pincite.indexer.articles import Kind
from pincite.indexer.sources.decoding import text_of
from pincite.indexer.sources.front_matter import split_front_matter
from pincite.indexer.sources.markdown.chunks import read_chunks
from pincite.indexer.sources.markdown.inline import show_inline
from pincite.indexer.sources.source import Draft
from pincite.indexer.structure.blocks import block_of
from pincite.indexer.structure.hyphens import vocabulary_of
from pincite.indexer.structure.lists import gather_lists
from pincite.indexer.structure.metadata import front_fields

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pincite.indexer.sources.source import Source
    from pincite.indexer.structure.layout import Block

_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()]*\)")


def read(source: Source) -> Iterable[Draft]:
    """The article that a Markdown text is."""
    front, blocks = read_markdown(text_of(source))
    yield Draft(blocks, front_fields(front))


def read_markdown(source: str) -> tuple[dict[str, str], list[Block]]:
    """The front matter and the paragraphs of a Markdown text."""
    front, body = split_front_matter(source)
    vocabulary = vocabulary_of(body)
    blocks = [block_of(parts, vocabulary) for parts in gather_lists(read_chunks(body))]
    return front, [block for block in map(_shown, blocks) if block.text]


def _shown(block: Block) -> Block:
    """The block as the page would show it."""
    if block.literal:
        return block
    kind = block.kind
    if kind is None and _IMAGE.fullmatch(block.text):
        kind = Kind.CAPTION
    # Emphasis may go on in the next line of verse, but never in the next item or row.
    parts = block.text.split("\n") if kind in (Kind.LIST, Kind.TABLE) else [block.text]
    return replace(block, text="\n".join(map(show_inline, parts)).strip(), kind=kind)
