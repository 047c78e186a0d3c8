"""Pages saved from the web: the article of each, without what its site puts around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pincite.errors import SourceError
from pincite.indexer.sources.html.blocks import arrange
from pincite.indexer.sources.html.content import content_of, heading_instead
from pincite.indexer.sources.html.encoding import text_of_page
from pincite.indexer.sources.html.metadata import stated_in
from pincite.indexer.sources.html.titles import title_of
from pincite.indexer.sources.html.tree import tree_of
from pincite.indexer.sources.source import NO_TEXT, Draft
from pincite.indexer.structure.metadata import Stated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml import etree

    from pincite.indexer.sources.source import Source
    from pincite.indexer.structure.layout import Block

_LEADS_ON = re.compile(r"\s*\d+(?:\.\d+)?\s*[;,]\s*url\s*=", re.IGNORECASE)
# What a search has written is about the articles, and none of them.
_OWN = re.compile(r'<meta name="generator" content="pincite \d')
_HEAD = 4096
# A page that leads on says no more than that it does.
_STUB = 300


def read(source: Source) -> Iterable[Draft]:
    """The article that a page is.

    Raises:
        SourceError: it cannot be read, is no text, or has none.
    """
    text = text_of_page(source.data(), source.options.encoding)
    if _OWN.search(text, 0, _HEAD):
        raise SourceError("is a page that pincite wrote, not an article")
    root = tree_of(text, xhtml=source.name.suffix.lower() == ".xhtml")
    if root is None:
        raise SourceError(NO_TEXT)
    stated = stated_in(root, text)
    runs = content_of(root)
    blocks = arrange(runs, lines=True)
    fault = _fault(root, blocks)
    if fault:
        raise SourceError(fault)
    title = heading_instead(runs, stated.get("title"), title_of(root))
    if title:
        place = next((n for n, block in enumerate(blocks, 1) if block.text == title), 1)
        stated["title"] = Stated(title, f"heading, ¶ {place}")
    yield Draft(blocks, stated)


def _fault(root: etree._Element, blocks: list[Block]) -> str:
    """Why a page is none to index, or ""."""
    if _leads_on(root) and sum(len(block.text) for block in blocks) < _STUB:
        return "has no text of its own, but leads on to another page"
    if blocks:
        return ""
    frames = next(root.iter("frame", "iframe"), None)
    return (
        "has no text" if frames is None else "has no text of its own, only frames with other pages"
    )


def _leads_on(root: etree._Element) -> bool:
    return any(
        meta.get("http-equiv", "").casefold() == "refresh"
        and _LEADS_ON.match(meta.get("content", ""))
        for meta in root.iter("meta")
    )
