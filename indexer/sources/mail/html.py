"""Mail written in HTML: its paragraphs, and which of them its author did not write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.indexer.articles import Kind
from pincite.indexer.sources.html.blocks import blocks_of
from pincite.indexer.sources.html.tree import tree_of
from pincite.indexer.sources.mail import replies

if TYPE_CHECKING:
    from pincite.indexer.structure.layout import Block

_LONGEST_SIGNATURE = 12


def blocks_of_mail(text: str) -> list[Block]:
    """The paragraphs of a mail's HTML."""
    root = tree_of(text)
    if root is None:
        return []
    blocks = blocks_of(root, lines=False)
    _mark(blocks)
    return blocks


def _mark(blocks: list[Block]) -> None:
    kind: Kind | None = None
    left = 0
    for block in blocks:
        if replies.starts_original(block.text):
            kind, left = Kind.QUOTE, len(blocks)
        elif replies.is_list_footer(block.text):
            kind, left = Kind.BOILERPLATE, len(blocks)
        elif kind is None and block.text.split("\n")[0].rstrip() == "--":
            kind, left = Kind.BOILERPLATE, _LONGEST_SIGNATURE
        elif kind is Kind.BOILERPLATE and (block.kind is Kind.QUOTE or not left):
            kind = None
        if kind:
            block.kind = kind
            left -= 1
        elif replies.is_lead(block.text):
            block.kind = Kind.QUOTE
