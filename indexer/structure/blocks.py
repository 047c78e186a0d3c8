"""The blocks of a plain text file: from lines to joined paragraphs, kinds still open."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

from pincite.indexer.articles import Kind
from pincite.indexer.structure.breaks import has_own_breaks, is_table, keep_breaks
from pincite.indexer.structure.headers import parse_header
from pincite.indexer.structure.hyphens import Vocabulary, vocabulary_of
from pincite.indexer.structure.indents import Indents
from pincite.indexer.structure.labels import ends_sentence, is_boilerplate, is_heading_like
from pincite.indexer.structure.layout import (
    Block,
    Chunk,
    Line,
    has_markers,
    is_bullet,
    is_item,
    is_underline,
    quote_marker,
)
from pincite.indexer.structure.lists import gather_lists
from pincite.indexer.structure.separation import separate
from pincite.indexer.structure.wrapping import fits_behind, join_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pincite.indexer.structure.separation import Layout

_HEAD_GROUPS = 6
_HEAD_LINES = 20
_CENTRED = 8


def read_blocks(source: str) -> list[Block]:
    """Every paragraph of a plain text, its kind where the layout alone shows it."""
    groups, layout = separate(source)
    vocabulary = vocabulary_of(source)
    chunks = _indented_quotes(list(_chunks(groups, layout)), layout)
    return [block_of(parts, vocabulary) for parts in gather_lists(chunks)]


def block_of(chunks: Sequence[Chunk], vocabulary: Vocabulary) -> Block:
    """One paragraph of one chunk, or of the lead-in and items of a list."""
    chunk = chunks[0]
    first, last = chunk.lines[0], chunks[-1].lines[-1]
    text = first.text if first is last else _text_of(chunks, vocabulary)
    return Block(
        text=text.strip(),
        lines=(first.number, last.number),
        chars=(first.start, last.end),
        kind=chunk.kind if len(chunks) == 1 else Kind.LIST,
        lone=chunk.lone and len(chunks) == 1,
        literal=chunk.literal,
    )


def _text_of(chunks: Sequence[Chunk], vocabulary: Vocabulary) -> str:
    """Behind a line end of the author's, what is set in deeper stays set in."""
    runs = [run for chunk in chunks for run in _runs_to_join(chunk)]
    if len(runs) == 1:
        return join_lines([line.text for line in runs[0]], vocabulary)
    margin = min(chunk.lines[0].indent for chunk in chunks[1:] or chunks)
    return "\n".join(
        " " * max(run[0].indent - margin, 0) + join_lines([line.text for line in run], vocabulary)
        for run in runs
    )


def _runs_to_join(chunk: Chunk) -> list[Sequence[Line]]:
    """The lines between two line ends of the author's."""
    broken = [place for place, line in enumerate(chunk.lines, 1) if line.broken]
    if not broken:
        return [chunk.lines]
    cuts = itertools.pairwise([0, *broken, len(chunk.lines)])
    return [chunk.lines[start:end] for start, end in cuts if start < end]


def _chunks(groups: Sequence[list[Line]], layout: Layout) -> Iterator[Chunk]:
    in_head = not layout.per_line
    for place, group in enumerate(groups):
        if is_underline(group[-1].text):
            yield Chunk((group[0],), Kind.HEADING, lone=True)
            continue
        header: list[Line] = []
        rest = group
        in_head = in_head and place <= _HEAD_GROUPS
        if in_head and not _is_wrapped(group, layout):
            header, rest = peel_header(group, is_first=place == 0)
            in_head = len(rest) < 3
        for line in header:
            yield Chunk((line,), lone=True)
        if not rest:
            continue
        # The lines of a title are no verse, and are joined.
        is_title = place == 0 and len(groups) > 1 and not header
        yield from group_chunks(rest, 0 if is_title else layout.width, per_line=layout.per_line)


def _is_wrapped(group: list[Line], layout: Layout) -> bool:
    """Whether all lines of a group are one paragraph's, for want of room on each."""
    return (
        layout.fill is not None
        and len(group) > 1
        and not any(
            fits_behind(line, after, layout.fill.width) for line, after in itertools.pairwise(group)
        )
    )


def peel_header(group: list[Line], *, is_first: bool) -> tuple[list[Line], list[Line]]:
    """The header lines directly above a body, with the title above them, and the rest."""
    start = 0
    while is_first and start + 1 < len(group) and is_boilerplate(group[start].text):
        start += 1
    if is_first and start + 1 < len(group) and _is_title_above(group[start : start + 2]):
        start += 1
    end = start
    while end < min(len(group), _HEAD_LINES) and _is_header(
        group[end].text, below_title=end > 0 or not is_first
    ):
        end += 1
    return group[:end], group[end:]


def _is_header(text: str, *, below_title: bool) -> bool:
    if parse_header(text, below_title=below_title, language=None) is not None:
        return True
    return below_title and is_boilerplate(text) and any(map(str.isalnum, text))


def _is_title_above(group: list[Line]) -> bool:
    first, second = group[0].text, group[1].text
    if parse_header(first) is not None or not is_heading_like(first):
        return False
    if parse_header(second, below_title=True, language=None) is not None:
        return True
    return len(first) < 0.7 * len(second) and not second[0].islower() and len(second) > 40


def group_chunks(group: list[Line], width: int, *, per_line: bool = False) -> list[Chunk]:
    """Quoted lines, list items and runs of plain lines of one group, in order.

    Prose is wrapped to `width`; with 0, no line end is taken for the author's.
    """
    lone = len(group) == 1
    if not has_markers(group):
        return _plain_chunks(group, width, per_line=per_line, lone=lone)
    chunks: list[Chunk] = []
    for run, kind in _runs(group, listed=_is_list(group)):
        if kind is None:
            chunks += _plain_chunks(run, width, per_line=per_line, lone=lone)
        elif kind is Kind.QUOTE and has_own_breaks(run, width):
            chunks.append(Chunk(tuple(keep_breaks(run)), kind))
        else:
            chunks.append(Chunk(tuple(run), kind, lone=lone))
    return chunks


def _plain_chunks(run: list[Line], width: int, *, per_line: bool, lone: bool) -> list[Chunk]:
    if len(run) == 1 or per_line:
        return [Chunk((line,), None, line.indent >= 2, lone or per_line) for line in run]
    set_in = all(line.indent >= 2 for line in run)
    if not has_own_breaks(run, width):
        return [Chunk(tuple(run), indented=set_in)]
    return [Chunk(tuple(keep_breaks(run)), Kind.TABLE if is_table(run) else None, set_in)]


def _is_list(group: list[Line]) -> bool:
    """Whether lines that look like list items are such, and no chance of the wrapping."""
    items = [place for place, line in enumerate(group) if is_item(line.text)]
    if not items:
        return False
    if items[0] == 0 or group[items[0] - 1].text.endswith(":"):
        return True
    return len(items) > 1 and all(is_bullet(group[place].text) for place in items)


def _runs(group: list[Line], *, listed: bool) -> Iterator[tuple[list[Line], Kind | None]]:
    run: list[Line] = []
    run_kind: Kind | None = None
    for line in group:
        marker = quote_marker(line.text)
        kind = Kind.QUOTE if marker else Kind.LIST if listed and is_item(line.text) else None
        shown = line.without(marker) if marker else line
        if not shown.text:
            # An empty quoted line stands between two quoted paragraphs.
            if run:
                yield run, run_kind
            run = []
            continue
        goes_on = run and (
            (kind is run_kind and kind is not Kind.LIST)
            or (kind is None and run_kind is Kind.LIST and not _leaves_list(run, line))
        )
        if run and not goes_on:
            yield run, run_kind
            run = []
        if not run:
            run_kind = kind
        run.append(shown)
    if run:
        yield run, run_kind


def _leaves_list(item: list[Line], line: Line) -> bool:
    """Whether a plain line below an item starts something new instead of wrapping the item."""
    ended = ends_sentence(item[-1].text)
    return line.indent <= item[0].indent and ended and not line.text[0].islower()


def _indented_quotes(chunks: list[Chunk], layout: Layout) -> list[Chunk]:
    """Set-in chunks become quotations where the text around them is not set in.

    A chunk of one line may only have its first line set in, as a newspaper's paragraphs have: it
    is a quotation only where most paragraphs begin at the margin.
    """
    if not any(chunk.indented for chunk in chunks):
        return chunks
    prose = [chunk for chunk in chunks if chunk.kind is None and _is_prose(chunk)]
    set_in = sum(chunk.lines[0].indent >= 2 for chunk in prose)
    by_turns = layout.indents is Indents.TURNS and set_in * 3 > len(prose)
    if set_in * 2 > len(prose) or by_turns:
        return chunks
    lines_too = set_in * 2 < len(prose)
    return [
        replace(chunk, kind=Kind.QUOTE)
        if _is_set_in(chunk) and (lines_too or len(chunk.lines) > 1)
        else chunk
        for chunk in chunks
    ]


def _is_prose(chunk: Chunk) -> bool:
    return len(chunk.lines) > 1 or not is_heading_like(chunk.lines[0].text)


def _is_set_in(chunk: Chunk) -> bool:
    first = chunk.lines[0]
    if chunk.kind is not None or not chunk.indented:
        return False
    centred = len(chunk.lines) == 1 and first.indent >= _CENTRED and is_heading_like(first.text)
    return not centred
