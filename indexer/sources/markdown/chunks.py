"""Where the paragraphs of a Markdown text are, and of what kind: by markdown-it's line maps."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from pincite.indexer.articles import Kind
from pincite.indexer.sources.markdown.leaves import Leaf, leaves_of
from pincite.indexer.structure.blocks import group_chunks, peel_header
from pincite.indexer.structure.breaks import has_own_breaks, keep_breaks, wrapping_width
from pincite.indexer.structure.labels import ends_sentence
from pincite.indexer.structure.layout import Chunk, Line, groups_of, read_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# Blocks at the beginning that may have header lines in them.
_HEAD_BLOCKS = 6
# A number with more figures begins a sentence, and no item.
_FIGURES = 3
_QUOTED = re.compile(r"[\s>]*")
_UNSEEN = re.compile(r"\s*<(?:!--.*-->|(script|style)\b.*</\1>)\s*", re.DOTALL | re.IGNORECASE)
_CLOSERS = '?!”"'


def read_chunks(source: str) -> list[Chunk]:
    """The chunks of a Markdown text in order; of its source no character is in two of them."""
    text = _Text(source)
    leaves = list(leaves_of(source))
    leaves = sorted([*leaves, *text.left_by(leaves)], key=lambda leaf: leaf.start)
    return _with_items_joined(_Chunker(text, leaves).chunks())


class _Text:
    """The lines of a source, and where in them the content of a leaf is."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._at: dict[int, list[Line]] = defaultdict(list)
        for line in read_lines(source):
            self._at[line.number - 1].append(line)

    def is_blank(self, place: int) -> bool:
        return not any(line.text for line in self._at.get(place, ()))

    def shown(self, leaf: Leaf) -> list[Line]:
        """The lines of a leaf without what stands around them in front."""
        lines: list[Line] = []
        start = leaf.start
        # The parser strips what it does not count among the white space of lines.
        while start + len(leaf.lines) < leaf.span[1] and not self._ends(start, leaf.lines[0]):
            start += 1
        for place, content in enumerate(leaf.lines, start):
            lines += self._behind(place, len(content.strip()), marked=leaf.marked and not lines)
        return lines

    def whole(self, places: Iterable[int]) -> list[Line]:
        """Whole lines without the marks of a quotation."""
        return [line for place in places for line in self._behind(place, -1)]

    def heading(self, leaf: Leaf) -> list[Line]:
        """The line of a heading that begins with its mark."""
        pieces = [line for line in self._at[leaf.start] if line.text]
        if not pieces:
            return []
        begin, end = pieces[0].start, pieces[-1].end
        mark = self._source.find(leaf.mark, begin, end)
        start = self._source.find(leaf.lines[0].strip(), mark + len(leaf.mark), end)
        return self._cut(leaf.start, max(start, begin), start + len(leaf.lines[0].strip()))

    def code(self, leaf: Leaf) -> list[list[Line]]:
        """Stretches of lines between blank ones, set in as deep as the code is."""
        stretches: list[list[Line]] = [[]]
        for place, content in enumerate(leaf.lines, leaf.start):
            bare = content.expandtabs(4)
            indent = len(bare) - len(bare.lstrip())
            found = self._behind(place, len(content.strip())) if content.strip() else []
            if found:
                stretches[-1] += [replace(line, indent=indent) for line in found]
            elif stretches[-1]:
                stretches.append([])
        return [stretch for stretch in stretches if stretch]

    def left_by(self, leaves: Iterable[Leaf]) -> Iterator[Leaf]:
        """What is nested too deep for the parser, a leaf for each line."""
        taken = {place for leaf in leaves for place in range(*leaf.span)}
        for place in self._at.keys() - taken:
            text = " ".join(line.text for line in self._at[place])
            if any(map(str.isalnum, text)):
                yield Leaf("left", [text], place, (place, place + 1))

    def _ends(self, place: int, content: str) -> bool:
        pieces = [line for line in self._at.get(place, ()) if line.text]
        return bool(pieces) and self._source.endswith(
            content.strip(), pieces[0].start, pieces[-1].end
        )

    def _behind(self, place: int, length: int, *, marked: bool = False) -> list[Line]:
        """What ends a line: so many characters, or all but the marks of a quotation."""
        pieces = [line for line in self._at.get(place, ()) if line.text]
        if not pieces:
            return []
        begin, end = pieces[0].start, pieces[-1].end
        start = end - length
        if marked or length < 0:
            quotes = _QUOTED.match(self._source, begin, end)
            start = quotes.end() if quotes else begin
        return self._cut(place, max(start, begin), end)

    def _cut(self, place: int, start: int, end: int) -> list[Line]:
        """The lines at a place between two offsets."""
        found = []
        for line in self._at[place]:
            piece = line
            if start > line.start:
                piece = line.without(line.text[: start - line.start])
            text = piece.text[: max(end - piece.start, 0)].rstrip()
            if text:
                found.append(self._with_break(replace(piece, text=text)))
        return found

    def _with_break(self, line: Line) -> Line:
        """The line, with what it says of its own end."""
        if line.text.endswith("\\") and not line.text.endswith("\\\\") and len(line.text) > 1:
            return replace(line, text=line.text[:-1].rstrip(), broken=True)
        return replace(line, broken=True) if self._source.startswith("  ", line.end) else line


class _Chunker:
    """Leaves to chunks."""

    def __init__(self, text: _Text, leaves: Sequence[Leaf]) -> None:
        self._text = text
        self._leaves = leaves
        prose = (text.shown(leaf) for leaf in leaves if leaf.type == "paragraph")
        self._width = wrapping_width(lines for lines in prose if lines)

    def chunks(self) -> Iterator[Chunk]:
        for place, leaf in enumerate(self._leaves):
            if leaf.type in {"fence", "code_block"}:
                yield from self._code(leaf)
            elif leaf.type == "table":
                rows = self._text.whole((leaf.start, *range(leaf.start + 2, leaf.end)))
                yield Chunk(tuple(keep_breaks(rows)), Kind.TABLE)
            elif leaf.type == "html_block":
                yield from self._html(leaf)
            elif leaf.type == "heading":
                yield from self._heading(leaf)
            else:
                whole = leaf.type == "left"
                lines = self._text.whole([leaf.start]) if whole else self._text.shown(leaf)
                if lines:
                    yield from self._paragraph(leaf, lines, in_head=place < _HEAD_BLOCKS)

    def _heading(self, leaf: Leaf) -> Iterator[Chunk]:
        has_marks = leaf.mark[:1] == "#"
        lines = self._text.heading(leaf) if has_marks else self._text.shown(leaf)
        if len(leaf.lines) > 1:
            # A rule drawn below wrapped lines: few know that it makes them a heading.
            yield from group_chunks(lines, self._width)
        elif lines:
            yield Chunk(tuple(lines), Kind.HEADING, lone=True)

    def _code(self, leaf: Leaf) -> Iterator[Chunk]:
        for lines in self._text.code(leaf):
            if leaf.type == "code_block" and not leaf.listed and _is_prose(lines):
                yield from group_chunks([replace(line, indent=4) for line in lines], self._width)
            else:
                yield Chunk(tuple(keep_breaks(lines)), Kind.CODE, literal=True)

    def _html(self, leaf: Leaf) -> Iterator[Chunk]:
        if not _UNSEEN.fullmatch("\n".join(leaf.lines)):
            for group in groups_of(self._text.whole(range(*leaf.span))):
                yield from group_chunks(group, self._width)

    def _paragraph(self, leaf: Leaf, lines: list[Line], *, in_head: bool) -> Iterator[Chunk]:
        if leaf.noted:
            yield Chunk(tuple(lines), Kind.FOOTNOTE)
        elif leaf.quoted:
            own = has_own_breaks(lines, self._width)
            yield Chunk(tuple(keep_breaks(lines) if own else lines), Kind.QUOTE)
        elif leaf.item and len(leaf.item) <= _FIGURES:
            lone = len(lines) == 1 and self._stands_alone(leaf, above=True)
            yield Chunk(tuple(lines), Kind.LIST, lone=lone)
        else:
            header, rest = peel_header(lines, is_first=False) if in_head else ([], lines)
            for line in header:
                yield Chunk((line,), lone=True)
            for chunk in group_chunks(rest, self._width) if rest else ():
                yield chunk if self._stands_alone(leaf) else replace(chunk, lone=False)

    def _stands_alone(self, leaf: Leaf, *, above: bool = False) -> bool:
        """Whether a blank line is below it, and above it where that matters."""
        start, end = leaf.span
        return self._text.is_blank(end) and (not above or self._text.is_blank(start - 1))


def _is_prose(lines: Sequence[Line]) -> bool:
    """Whether a line set in by four begins a paragraph as a newspaper's do, and is no code."""
    text = lines[0].text
    return len(lines) == 1 and (ends_sentence(text) or text[-1] in _CLOSERS)


def _with_items_joined(chunks: Iterable[Chunk]) -> list[Chunk]:
    """Quoted chunks with no line between them are the items of one list."""
    runs: list[list[Chunk]] = []
    for chunk in chunks:
        above = runs[-1][-1] if runs else None
        if (
            above
            and above.kind is chunk.kind is Kind.QUOTE
            and above.lines[-1].number + 1 == chunk.lines[0].number
        ):
            runs[-1].append(chunk)
        else:
            runs.append([chunk])
    return [run[0] if len(run) == 1 else _items_as_one(run) for run in runs]


def _items_as_one(run: Sequence[Chunk]) -> Chunk:
    ended = ((*chunk.lines[:-1], replace(chunk.lines[-1], broken=True)) for chunk in run)
    return replace(run[0], lines=tuple(line for lines in ended for line in lines))
