"""Texts of records that are written in HTML, as content management systems export them."""

from __future__ import annotations

import importlib.util
import re
from typing import TYPE_CHECKING

from pincite.indexer.structure.blocks import read_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pincite.indexer.structure.layout import Block

_NAMES = r"p|div|h[1-6]|ul|ol|dl|blockquote|pre|table|section|article|figure"
_OPENED = re.compile(rf"<({_NAMES})(?:\s[^<>]*)?>", re.IGNORECASE)
_CLOSED = re.compile(rf"</({_NAMES})\s*>", re.IGNORECASE)
_BREAK = re.compile(r"<br(?:\s[^<>]*)?/?>", re.IGNORECASE)
# Whoever writes about a tag names it once; who writes with it needs more of them.
_FEW_BREAKS = 2
_BETWEEN = 2


def blocks_of_texts(texts: Sequence[str]) -> list[Block]:
    """The paragraphs of texts, one below the other, each plain or in HTML.

    HTML is read as such where what reads pages is installed.

    Raises:
        SourceError: one has more elements than anybody writes.
    """
    if not (any(map(is_html, texts)) and importlib.util.find_spec("lxml")):
        return read_blocks("\n\n".join(texts))
    blocks: list[Block] = []
    for text in texts:
        start = blocks[-1].chars[1] + _BETWEEN if blocks else 0
        for block in _blocks_of_html(text) if is_html(text) else read_blocks(text):
            block.chars = (block.chars[0] + start, block.chars[1] + start)
            blocks.append(block)
    return blocks


def is_html(text: str) -> bool:
    """Whether a text has elements as paragraphs, opened and closed, or lines broken by tags."""
    if "<" not in text:
        return False
    closed = {match[1].lower(): match.start() for match in _CLOSED.finditer(text)}
    if any(match.end() < closed.get(match[1].lower(), 0) for match in _OPENED.finditer(text)):
        return True
    return len(_BREAK.findall(text)) >= _FEW_BREAKS


def _blocks_of_html(text: str) -> list[Block]:
    from pincite.indexer.sources.html.blocks import blocks_of
    from pincite.indexer.sources.html.tree import tree_of

    root = tree_of(text)
    return [] if root is None else blocks_of(root, lines=False)
