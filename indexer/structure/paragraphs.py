r"""Blocks to paragraphs: every block becomes one, with its kind, sentences and heading.

Kinds are labels: nothing that a text says is left out for being boilerplate. `Paragraph.chars`
are offsets in the decoded source with its newlines as they stand in the file (a byte order mark
not counted); `Paragraph.text` differs from that stretch of the source only by the line wrapping
and by the markers in front of quoted lines (and, in Markdown, by its inline markup). A "\n" in it
is a line end of the author's, as between the items of a list or in verse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.indexer.articles import Kind, Paragraph
from pincite.indexer.detection import TEXT, language_of_texts
from pincite.indexer.structure.blocks import read_blocks
from pincite.indexer.structure.enclosures import OPENING_MARKS, bracketed_run, quoted_run
from pincite.indexer.structure.headers import parse_header
from pincite.indexer.structure.labels import (
    ends_sentence,
    is_boilerplate,
    is_caption,
    is_heading_like,
)
from pincite.indexer.structure.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pincite.indexer.structure.layout import Block

_BODY_LENGTH = 80
_MAX_HEADING_RUN = 2
_ENDS_OF_SPEECH = ("?", "!", ")", "”", '"')
# Tuples, since Python takes long to look up a member of an enumeration in a set.
_TELLING = tuple(TEXT)
_OPEN = (None, Kind.QUOTE, Kind.LIST)
_UNMOVED = (
    *(Kind.HEADING, Kind.BYLINE, Kind.CAPTION, Kind.BOILERPLATE),
    *(Kind.FOOTNOTE, Kind.TABLE, Kind.CODE),
)
_WITH_BODY = (
    *(None, Kind.BODY, Kind.QUOTE, Kind.LIST, Kind.ANNOTATION),
    *(Kind.FOOTNOTE, Kind.TABLE, Kind.CODE),
)


def split_paragraphs(source: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a plain text of which no more is known."""
    return make_paragraphs(read_blocks(source), {}, None)


def make_paragraphs(
    blocks: Sequence[Block],
    head: Mapping[int, Kind],
    title_at: int | None,
    *,
    language: str = "",
) -> tuple[Paragraph, ...]:
    """Paragraphs of the blocks of one article.

    Args:
        blocks: all of them, in order.
        head: the kinds that the article's head gave to its blocks, by place.
        title_at: the block that is the title, and so no section's heading.
        language: that its sentences are in; "" to find out.
    """
    kinds = _kinds(blocks, head)
    language = language or _language(blocks, kinds)
    made = []
    heading = ""
    for place, (block, kind) in enumerate(zip(blocks, kinds, strict=True)):
        is_heading = kind is Kind.HEADING
        made.append(
            Paragraph(
                ordinal=place + 1,
                text=block.text,
                kind=kind,
                lines=block.lines,
                chars=block.chars,
                sentences=split_sentences(block.text, language),
                heading="" if is_heading else heading,
                pages=block.pages,
            )
        )
        if is_heading and place != title_at:
            heading = " ".join(block.text.split("\n"))
    return tuple(made)


def _language(blocks: Sequence[Block], kinds: Sequence[Kind]) -> str:
    pairs = zip(blocks, kinds, strict=True)
    return language_of_texts(block.text for block, kind in pairs if kind in _TELLING) or ""


def _kinds(blocks: Sequence[Block], head: Mapping[int, Kind]) -> list[Kind]:
    kinds = [head.get(place) or _own_kind(block) for place, block in enumerate(blocks)]
    _enclose(blocks, kinds)
    if kinds and kinds[-1] is None and _is_closing_byline(blocks[-1].text):
        kinds[-1] = Kind.BYLINE
    _find_headings(blocks, kinds)
    return [kind or Kind.BODY for kind in kinds]


def _own_kind(block: Block) -> Kind | None:
    """What its format settled, else what its wording shows, else what its layout does."""
    if block.kind not in _OPEN:
        return block.kind
    if is_boilerplate(block.text):
        return Kind.BOILERPLATE
    if block.kind is not Kind.LIST and is_caption(block.text):
        return Kind.CAPTION
    return block.kind


def _is_closing_byline(text: str) -> bool:
    fields = parse_header(text)
    return fields is not None and "author" in fields and text[:2].casefold() == "by"


def _enclose(blocks: Sequence[Block], kinds: list[Kind | None]) -> None:
    """Mark annotations, which may hold other kinds, and then quotations."""
    texts = [block.text for block in blocks]
    place = 0
    while place < len(texts):
        run, kind = 0, Kind.ANNOTATION
        may_open = texts[place][:1] in OPENING_MARKS
        if may_open and kinds[place] not in _UNMOVED and kinds[place] is not Kind.LIST:
            run = bracketed_run(texts, place)
            if not run:
                led_in = place > 0 and texts[place - 1].endswith(":")
                run, kind = quoted_run(texts, place, led_in=led_in), Kind.QUOTE
        for inside in range(place, place + run):
            if kinds[inside] not in _UNMOVED:
                kinds[inside] = kind
        place += run or 1


def _find_headings(blocks: Sequence[Block], kinds: list[Kind | None]) -> None:
    """Short lone lines that stand above a body, or above a heading that does."""
    below = 0  # how far down the nearest body is: 0 unknown, 1 next, 2 behind one heading
    for place in range(len(blocks) - 1, -1, -1):
        block, kind = blocks[place], kinds[place]
        if kind is None and block.lone and below and is_heading_like(block.text):
            kinds[place] = Kind.HEADING if below <= _MAX_HEADING_RUN else None
            below += 1
        elif kind in _WITH_BODY:
            below = int(_is_section_text(block))
        elif kind is Kind.HEADING:
            below = 1


def _is_section_text(block: Block) -> bool:
    text = block.text
    return len(text) > _BODY_LENGTH or ends_sentence(text) or text.endswith(_ENDS_OF_SPEECH)
