"""From a tree of elements to blocks: what HTML says of kinds, lists, tables and line breaks."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pincite.indexer.articles import Kind
from pincite.indexer.sources.html.walk import runs_of
from pincite.indexer.structure.blocks import read_blocks
from pincite.indexer.structure.labels import ends_sentence
from pincite.indexer.structure.layout import Block, is_item

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml import etree

    from pincite.indexer.sources.html.runs import Run, Segment

_MAX_ITEM = 200
_MAX_LEAD_IN = 300
_MAX_LIST = 1500
_BETWEEN_CELLS = " | "
_VERSE_WIDTH = 80
_WRAPPED = 60
_NARROWEST = 45
_MANY_WRAPPED = 0.4
_CODE = re.compile(
    r"code|highlight|lang(?:uage)?-|brush|prettyprint|syntax|terminal", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*[,.;:!?)”\"’']*")
_PROSE_SHARE = 0.85
_FEWEST_WORDS = 12
_BETWEEN_BLOCKS = 2
# libxml2 counts no further.
_LAST_LINE = 65_534


def blocks_of(root: etree._Element, *, lines: bool) -> list[Block]:
    """All blocks in an element, in order; what a page would not show is left out.

    Args:
        root: the element; namespaces do not matter.
        lines: whether the lines of the source mean anything to a reader.
    """
    return arrange(runs_of(root), lines=lines)


def arrange(runs: Sequence[Run], *, lines: bool) -> list[Block]:
    """The blocks that runs make up, with their offsets in the text of all, two signs apart."""
    blocks = list(_blocks(runs))
    start = 0
    for block in blocks:
        block.chars = (start, start + len(block.text))
        start += len(block.text) + _BETWEEN_BLOCKS
        if not lines or (block.lines and block.lines[1] > _LAST_LINE):
            block.lines = None
    return blocks


def _blocks(runs: Sequence[Run]) -> Iterator[Block]:
    held: Block | None = None
    for _, group in itertools.groupby(runs, key=_belongs_to):
        together = list(group)
        place = together[0].place
        if _kind(together[0]) is Kind.TABLE:
            made = [*_table(together)]
        elif _kind(together[0]) is Kind.LIST:
            made = _list(together)
            if held and len(made) == 1 and _leads_in(held) and _has_short_items(made[0]):
                made, held = [_led_in(held, made[0])], None
        elif place.literal:
            made = list(_literal(together))
        else:
            made = [block for run in together for block in _plain(run)]
        if held:
            yield held
        held = made.pop() if made else None
        yield from made
    if held:
        yield held


def _belongs_to(run: Run) -> tuple[object, ...]:
    """Equal for neighbours that are arranged together."""
    kind, place = _kind(run), run.place
    if kind is Kind.TABLE:
        return (kind, place.table)
    if kind is Kind.LIST:
        return (kind, place.list)
    return (id(run),)


def _kind(run: Run) -> Kind | None:
    place = run.place
    return Kind.FOOTNOTE if place.footnote and place.kind is not Kind.HEADING else place.kind


def _block(text: str, runs: Sequence[Run], kind: Kind | None, *, lone: bool = False) -> Block:
    return Block(text, (runs[0].lines[0], runs[-1].lines[1]), (0, 0), kind, lone=lone)


def _list(runs: Sequence[Run]) -> list[Block]:
    """A list with short items is one paragraph, of long ones each is."""
    items = [list(group) for _, group in itertools.groupby(runs, key=lambda run: run.place.item)]
    seen: set[int] = set()
    texts: list[list[str]] = []
    for item in items:
        shown = [run.text for run in item]
        place = item[0].place
        # An author may have written the number, too; what comes behind a list in an item has none.
        if place.marker and place.item not in seen and not is_item(f"{shown[0]} "):
            shown[0] = f"{place.marker} {shown[0]}"
        seen.add(place.item)
        texts.append(shown)
    lines = list(map(" ".join, texts))
    if max(map(len, lines)) > _MAX_ITEM or sum(len(line) + 1 for line in lines) > _MAX_LIST:
        single = zip(runs, itertools.chain(*texts), strict=True)
        return [_block(text, [run], Kind.LIST) for run, text in single]
    return [_block("\n".join(lines), runs, Kind.LIST)]


def _led_in(lead_in: Block, block: Block) -> Block:
    """A list in one paragraph with what leads in, as in plain text."""
    lines = (lead_in.lines[0], block.lines[1]) if lead_in.lines and block.lines else None
    return replace(block, text=f"{lead_in.text}\n{block.text}", lines=lines)


def _has_short_items(block: Block) -> bool:
    return max(map(len, block.text.split("\n"))) <= _MAX_ITEM


def _leads_in(block: Block) -> bool:
    return block.kind is None and block.text.endswith(":") and len(block.text) <= _MAX_LEAD_IN


def _table(runs: Sequence[Run]) -> Iterator[Block]:
    """The rows of a table as lines, in one paragraph unless it would be long."""
    text = ""
    taken: list[Run] = []
    for _, group in itertools.groupby(runs, key=lambda run: run.place.row):
        row = list(group)
        line = _row(row)
        if text and len(text) + len(line) > _MAX_LIST:
            yield _block(text, taken, Kind.TABLE)
            text, taken = "", []
        text = f"{text}\n{line}" if text else line
        taken += row
    yield _block(text, taken, Kind.TABLE)


def _row(runs: Sequence[Run]) -> str:
    cells: dict[int, str] = {}
    for run in runs:
        cell = run.place.cell
        cells[cell] = f"{cells[cell]} {run.text}" if cell in cells else run.text
    return _BETWEEN_CELLS.join(cells.get(cell, "") for cell in range(1, max(cells) + 1)).strip(" |")


def _literal(runs: Sequence[Run]) -> Iterator[Block]:
    """Code as it stands; other preformatted text is a plain text with paragraphs of its own."""
    for run in runs:
        source = "\n".join("".join(segment.parts).rstrip() for segment in run.segments)
        text = source.strip("\n")
        if _kind(run) is Kind.CODE and not _is_code(run, text):
            offset = run.lines[0] - _first_shown(source)
            for block in read_blocks(source):
                first, last = block.lines or (1, 1)
                block.lines = (first + offset, last + offset)
                yield block
        else:
            yield Block(text, run.lines, (0, 0), _kind(run), literal=True)


def _first_shown(source: str) -> int:
    """The line, from 1, of the first sign that shows."""
    return source[: len(source) - len(source.lstrip())].count("\n") + 1


def _is_code(run: Run, text: str) -> bool:
    element, parent = run.element, run.element.getparent()
    around = (
        element.get("class", "") + " " + (parent.get("class", "") if parent is not None else "")
    )
    if _CODE.search(around) or any(True for _ in element.iter("code", "kbd", "samp")):
        return True
    words = text.split()
    prose = sum(bool(_WORD.fullmatch(word.lstrip("(“\"'‘[>"))) for word in words)
    return len(words) < _FEWEST_WORDS or prose < _PROSE_SHARE * len(words)


def _plain(run: Run) -> Iterator[Block]:
    """One paragraph, or several where line breaks stand for ends of paragraphs."""
    kind = _kind(run)
    shown = [segment for segment in run.segments if segment.text]
    lone = run.bold and kind is None
    if len(shown) == 1 or kind in {Kind.HEADING, Kind.CAPTION}:
        yield _block(" ".join(segment.text for segment in shown), [run], kind, lone=lone)
    elif run.place.address or _is_verse(shown):
        yield _block("\n".join(segment.text for segment in shown), [run], kind, lone=False)
    else:
        for part in _paragraphs(shown):
            text = " ".join(segment.text for segment in part)
            yield Block(text, _lines(part), (0, 0), kind, lone=lone)


def _lines(segments: Sequence[Segment]) -> tuple[int, int]:
    return segments[0].first, segments[-1].last


def _is_verse(segments: Sequence[Segment]) -> bool:
    """Short lines, none of which goes on in the next because the page was full."""
    texts = [segment.text for segment in segments]
    if max(map(len, texts)) > _VERSE_WIDTH:
        return False
    wrapped = [
        len(line) >= _NARROWEST and after[0].islower() and not ends_sentence(line)
        for line, after in itertools.pairwise(texts)
    ]
    return sum(wrapped) < _MANY_WRAPPED * len(wrapped)


def _paragraphs(segments: Sequence[Segment]) -> Iterator[list[Segment]]:
    """The segments of each paragraph: what a full line left open goes on."""
    wrapped = any(after.text[0].islower() for after in segments[1:])
    part: list[Segment] = []
    for segment in segments:
        if part and (not wrapped or _ends(part[-1].text, segment.text)):
            yield part
            part = []
        part.append(segment)
    yield part


def _ends(line: str, after: str) -> bool:
    """Whether a line ends a paragraph."""
    if ends_sentence(line):
        return True
    return len(line) < _WRAPPED and not after[0].islower()
