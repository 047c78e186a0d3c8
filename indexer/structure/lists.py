"""Lists: short items are one paragraph with their lead-in, long ones stand by themselves."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pincite.indexer.articles import Kind
from pincite.indexer.structure.labels import is_heading_like

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pincite.indexer.structure.layout import Chunk

_MAX_ITEM = 200
_MAX_LEAD_IN = 300
_MAX_LIST = 1500
_NUMBERED = re.compile(r"\d{1,3}[.)]\s")


def gather_lists(chunks: Sequence[Chunk]) -> Iterator[Sequence[Chunk]]:
    """The chunks of each paragraph: one, or those of a whole short list."""
    if Kind.LIST not in {chunk.kind for chunk in chunks}:
        yield from ((chunk,) for chunk in chunks)
        return
    place = 0
    while place < len(chunks):
        lead = int(_leads_in(chunks, place))
        if not lead and chunks[place].kind is not Kind.LIST:
            yield (chunks[place],)
            place += 1
            continue
        items = _items_from(chunks, place + lead)
        lead_in = list(chunks[place : place + lead])
        place += lead + len(items)
        if all(_length(item) <= _MAX_ITEM for item in items) and _fits(items):
            yield [*lead_in, *_settled(items, lead)]
        else:
            yield from ((chunk,) for chunk in [*lead_in, *items])


def _leads_in(chunks: Sequence[Chunk], place: int) -> bool:
    lead = chunks[place]
    return (
        lead.kind is None
        and lead.lines[-1].text.endswith(":")
        and _length(lead) <= _MAX_LEAD_IN
        and place + 1 < len(chunks)
        and chunks[place + 1].kind is Kind.LIST
    )


def _items_from(chunks: Sequence[Chunk], place: int) -> list[Chunk]:
    items = []
    while place < len(chunks) and chunks[place].kind is Kind.LIST:
        items.append(chunks[place])
        place += 1
    return items


def _settled(items: list[Chunk], lead: int) -> list[Chunk]:
    """A single numbered line between blank lines is more often a heading than a list."""
    text = items[0].lines[0].text
    if lead or len(items) > 1 or not items[0].lone or not _NUMBERED.match(text):
        return items
    return [replace(items[0], kind=None)] if is_heading_like(text) else items


def _fits(items: Sequence[Chunk]) -> bool:
    return sum(map(_length, items)) <= _MAX_LIST


def _length(chunk: Chunk) -> int:
    return sum(len(line.text) + 1 for line in chunk.lines)
