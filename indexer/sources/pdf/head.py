"""The head of a PDF: its title where the page and the properties agree on it, and what is by it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pincite.indexer.articles import Kind
from pincite.indexer.structure.headers import parse_header
from pincite.indexer.structure.metadata import Stated

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pincite.indexer.structure.layout import Block

_REACH = 12
_LONGEST_ABOVE = 300
_WORD = re.compile(r"\w+")
# What stands between the title of a page and the name of its site, either way round.
_STROKES = "|·•–—-»«:"


def with_head(
    blocks: Sequence[Block], stated: Mapping[str, Stated], largest: str
) -> tuple[list[Block], dict[str, Stated]]:
    """The blocks, with kinds for those of the head that are certain, and what is stated.

    Args:
        blocks: all of them.
        stated: what the document's properties say.
        largest: what is in the largest type of the first page; "" for nothing that stands out.
    """
    blocks, stated = list(blocks), dict(stated)
    texts = [" ".join(block.text.split()) for block in blocks[:_REACH]]
    place = texts.index(largest) if largest in texts else None
    if place is not None and "title" in stated and _is_in(largest, stated["title"].value):
        # A browser prints the name of the site behind the title, and its menus above it.
        if _words(stated["title"].value) != _words(largest):
            stated["title"] = Stated(largest, "largest type")
        blocks[:place] = [_above(block) for block in blocks[:place]]
    if largest and place != 0:
        # What stands above it in smaller type is no title, however short.
        stated.setdefault("title", Stated(largest, "largest type"))
    if "author" in stated:
        names = _words(stated["author"].value)
        for at, text in enumerate(texts):
            if at != place and _words(text) == names:
                blocks[at] = replace(blocks[at], kind=Kind.BYLINE)
                break
    return blocks, stated


def _is_in(heading: str, title: str) -> bool:
    """Whether a title is a heading, alone or with a site's name behind or in front of it."""
    heading, title = heading.casefold(), " ".join(title.casefold().split())
    if title.startswith(heading):
        rest = title[len(heading) :].lstrip()
        return not rest or (rest[0] in _STROKES and rest[0] != ":")
    return title.endswith(heading) and title[: -len(heading)].rstrip()[-1:] in set(_STROKES)


def _above(block: Block) -> Block:
    """A block above the title: what a site has there, unless it tells something of the article.

    A long one may be the end of another article.
    """
    tells = block.kind is None and parse_header(block.text, below_title=True)
    is_kept = tells or len(block.text) > _LONGEST_ABOVE
    return block if is_kept else replace(block, kind=Kind.BOILERPLATE)


def _words(text: str) -> frozenset[str]:
    return frozenset(map(str.casefold, _WORD.findall(text)))
