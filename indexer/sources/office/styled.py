"""Paragraphs that have styles, as office documents do, to blocks."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from pincite.indexer.articles import Kind
from pincite.indexer.structure.labels import ends_sentence
from pincite.indexer.structure.layout import Block, Chunk, Line, is_rule
from pincite.indexer.structure.lists import gather_lists

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_INVISIBLE = "\ufeff\u200b\u2060\u200e\u200f\u00ad"
_MAX_HEADING = 200
_LEVEL = 2
_BETWEEN = 2
_LONGEST_CELL = 1000
# What the names of styles tell, in lower case and without spaces.
_KINDS = {
    "quote": Kind.QUOTE,
    "intensequote": Kind.QUOTE,
    "quotations": Kind.QUOTE,
    "blocktext": Kind.QUOTE,
    "blockquote": Kind.QUOTE,
    "blockquotation": Kind.QUOTE,
    "caption": Kind.CAPTION,
    "illustration": Kind.CAPTION,
    "figure": Kind.CAPTION,
    "tableofcontents": Kind.BOILERPLATE,
    "tocheading": Kind.BOILERPLATE,
    "contentsheading": Kind.BOILERPLATE,
    "tableoffigures": Kind.BOILERPLATE,
    "htmlpreformatted": Kind.CODE,
    "preformattedtext": Kind.CODE,
    "sourcecode": Kind.CODE,
    "code": Kind.CODE,
    **{f"heading{level}": Kind.HEADING for level in range(1, 10)},
    **{f"toc{level}": Kind.BOILERPLATE for level in range(1, 10)},
    **{f"contents{level}": Kind.BOILERPLATE for level in range(1, 10)},
}


@dataclass(slots=True)
class Passage:
    r"""One paragraph of an office document.

    Attributes:
        text: with "\n" where its author ended a line.
        kind: what its style shows.
        marker: what the program shows in front of it, a bullet or a number.
        level: how many lists it stands in, less one.
        title: whether its style makes it the title of the whole.
        set_in: whether it is set in on both sides.
    """

    text: str
    kind: Kind | None = None
    marker: str = ""
    level: int = 0
    title: bool = False
    set_in: bool = False


def style_key(name: str) -> str:
    """A style's name in lower case and without spaces."""
    return "".join(name.split()).casefold()


def is_title(name: str) -> bool:
    """Whether the style called so is that of the title of the whole."""
    return style_key(name) == "title"


def kind_of_styles(names: Sequence[str]) -> Kind | None:
    """The kind of paragraphs with a style.

    Args:
        names: of the style and of those it is made from, nearest first. What is made from the
            title's looks like it, as that of subtitles, but is no title.
    """
    if names and is_title(names[0]):
        return Kind.HEADING
    return next((_KINDS[key] for key in map(style_key, names) if key in _KINDS), None)


def table_passages(rows: Iterable[Sequence[Sequence[Passage]]]) -> Iterator[Passage]:
    """A table as one paragraph, a line for each row; of one that only lays out text, the text.

    Args:
        rows: the paragraphs of each cell of each row.
    """
    filled = [row for row in rows if any(map(_cell_text, row))]
    lines = [[_cell_text(cell) for cell in row] for row in filled]
    if all(len(row) == 1 for row in lines) or max(map(len, chain(*lines))) > _LONGEST_CELL:
        yield from chain(*chain(*filled))
    else:
        yield Passage("\n".join(" | ".join(row).rstrip(" |") for row in lines), Kind.TABLE)


def _cell_text(cell: Sequence[Passage]) -> str:
    return " ".join(" ".join(f"{each.marker} {each.text}" for each in cell).split())


def blocks_of(passages: Iterable[Passage]) -> list[Block]:
    """The paragraphs of a document, those without any text left out, short lists put together."""
    filled = _code_together(each for each in passages if _says_something(each))
    _find_quotes(filled)
    # Where headings have a style, a short line without it is none.
    may_head = not any(each.kind is Kind.HEADING and not each.title for each in filled)
    chunks = [_chunk(each, may_head=may_head) for each in filled]
    blocks = []
    start = 0
    for parts in gather_lists(chunks):
        block = _block(parts, start)
        blocks.append(block)
        start = block.chars[1] + _BETWEEN
    return blocks


def _says_something(passage: Passage) -> bool:
    shown = passage.text.strip().strip(_INVISIBLE).strip()
    return bool(shown) and not (passage.kind is None and is_rule(shown))


def _code_together(passages: Iterable[Passage]) -> list[Passage]:
    """The lines of code, each a paragraph to the program, as one."""
    together: list[Passage] = []
    for each in passages:
        if each.kind is Kind.CODE and together and together[-1].kind is Kind.CODE:
            together[-1].text += f"\n{each.text}"
        else:
            together.append(each)
    return together


def _find_quotes(passages: Sequence[Passage]) -> None:
    """What is set in on both sides is a quotation, unless most of the document is."""
    plain = [each for each in passages if each.kind is None]
    set_in = sum(len(each.text) for each in plain if each.set_in)
    if set_in * 2 < sum(len(each.text) for each in plain):
        for each in plain:
            if each.set_in:
                each.kind = Kind.QUOTE


def _chunk(passage: Passage, *, may_head: bool) -> Chunk:
    kind = passage.kind
    text = passage.text if kind is Kind.CODE else passage.text.strip()
    lines = [line.rstrip() for line in text.split("\n")]
    if kind is Kind.HEADING and len(passage.text) > _MAX_HEADING and ends_sentence(lines[-1]):
        kind = None
    indent = _LEVEL * passage.level
    shown = []
    if passage.marker:
        lines[0] = f"{passage.marker} {lines[0].lstrip()}"
    for place, line in enumerate(lines):
        if line.strip(_INVISIBLE):
            behind_marker = _LEVEL if passage.marker and place else 0
            bare = line if kind is Kind.CODE else line.strip()
            shown.append(Line(0, 0, bare, indent + behind_marker, broken=True))
    return Chunk(tuple(shown), kind, lone=may_head and kind is None and len(shown) == 1)


def _block(chunks: Sequence[Chunk], start: int) -> Block:
    """One paragraph, or a list with what leads into it; what is set in deeper stays set in."""
    items = [chunk for chunk in chunks if chunk.kind is Kind.LIST] or chunks
    margin = min(chunk.lines[0].indent for chunk in items)
    text = "\n".join(
        " " * max(line.indent - margin, 0) + line.text for chunk in chunks for line in chunk.lines
    ).strip()
    chunk = chunks[0]
    return Block(
        text=text,
        lines=None,
        chars=(start, start + len(text)),
        kind=chunk.kind if len(chunks) == 1 else Kind.LIST,
        lone=chunk.lone and len(chunks) == 1,
    )
