"""Markdown files: one article each, by a small set of rules of our own.

Dropped are the marks of structure (#, >, rules, fences, underlines) and, inside the text, those
of emphasis, code, links and images, so that a paragraph reads as the page would; lines and
character offsets still point to the source. List markers and footnote labels stay. A front matter
of `key: value` lines is metadata and no paragraph.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pincite.errors import SourceError
from pincite.indexer.articles import Article, Kind
from pincite.indexer.sources.decoding import read_text
from pincite.indexer.sources.inline import show_inline
from pincite.indexer.structure.blocks import block_of, group_chunks, peel_header
from pincite.indexer.structure.layout import Block, Chunk, Line, groups_of, is_underline, read_lines
from pincite.indexer.structure.lists import gather_lists
from pincite.indexer.structure.metadata import read_head
from pincite.indexer.structure.paragraphs import make_paragraphs
from pincite.indexer.structure.wrapping import vocabulary_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_FRONT_RULE = re.compile(r"---|\+\+\+")
_FRONT_KEY = re.compile(r"([\w][\w -]{0,40}?)\s*[:=]\s*(.*)")
_HEADING = re.compile(r"(#{1,6})(?:\s+|$)")
_FENCE = re.compile(r"(`{3,}|~{3,})")
_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()]*\)")


class MarkdownReader:
    """Reads a Markdown file as one article."""

    suffixes = (".md", ".markdown")

    def read(self, path: Path, id: str) -> list[Article]:  # noqa: A002
        """The article in `path`, known as `id`."""
        front, blocks = read_markdown(read_text(path))
        if not blocks:
            raise SourceError("has no text")
        head = read_head(blocks, path, front)
        paragraphs = make_paragraphs(blocks, head.kinds, head.title_at)
        return [Article(id=id, path=id, title=head.title, paragraphs=paragraphs, **head.fields)]


def read_markdown(source: str) -> tuple[dict[str, str], list[Block]]:
    """The front matter and the paragraphs of a Markdown text."""
    lines = read_lines(source)
    front, body = _front_matter(lines)
    vocabulary = vocabulary_of(source)
    blocks = [block_of(parts, vocabulary) for parts in gather_lists(list(_chunks(body)))]
    return front, [block for block in map(_shown, blocks) if block.text]


def _front_matter(lines: Sequence[Line]) -> tuple[dict[str, str], Sequence[Line]]:
    if not lines or not _FRONT_RULE.fullmatch(lines[0].text):
        return {}, lines
    for place, line in enumerate(lines[1:], 1):
        if line.text == lines[0].text or line.text == "...":
            return _front_fields(lines[1:place]), lines[place + 1 :]
        if line.text and not (
            _FRONT_KEY.match(line.text) or line.text[0] in "-#[]\"'" or line.indent
        ):
            break
    return {}, lines


def _front_fields(lines: Sequence[Line]) -> dict[str, str]:
    fields: dict[str, str] = {}
    key = ""
    for line in lines:
        match = _FRONT_KEY.match(line.text) if not line.indent else None
        if match:
            key = match[1]
            fields.setdefault(key, _front_value(match[2]))
        elif line.text.startswith("- ") and key:
            entry = _front_value(line.text[2:])
            fields[key] = f"{fields[key]}, {entry}" if fields[key] else entry
    return fields


def _front_value(value: str) -> str:
    value = value.strip()
    if value[:1] == "[" and value[-1:] == "]":
        return ", ".join(_front_value(entry) for entry in value[1:-1].split(","))
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value.partition(" #")[0].rstrip()


def _chunks(lines: Sequence[Line]) -> Iterator[Chunk]:
    for place, group in enumerate(_groups(lines)):
        if is_underline(group[-1].text) and len(group) == 2:
            yield Chunk((group[0],), Kind.HEADING, lone=True)
            continue
        for part in _at_headings(group):
            if _HEADING.match(part[0].text):
                yield from _heading(part[0])
                continue
            header, rest = peel_header(part, is_first=False) if place < 6 else ([], part)
            for line in header:
                yield Chunk((line,), lone=True)
            if rest:
                yield from _quoted_as_one(list(group_chunks(rest)))


def _groups(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """As in plain text, but fences are dropped and keep rules inside them."""
    plain: list[Line] = []
    fence = ""
    fenced: list[Line] = []
    for line in lines:
        mark = _FENCE.match(line.text)
        if fence and mark and mark[0].startswith(fence) and mark[0] == line.text:
            yield from _stretches(fenced)
            fence, fenced = "", []
        elif fence:
            fenced.append(line)
        elif mark:
            yield from groups_of(plain)
            plain, fence = [], mark[0]
        else:
            plain.append(line)
    yield from _stretches(fenced)
    yield from groups_of(plain)


def _stretches(lines: Sequence[Line]) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in lines:
        if line.text:
            group.append(line)
        elif group:
            yield group
            group = []
    if group:
        yield group


def _at_headings(group: list[Line]) -> Iterator[list[Line]]:
    run: list[Line] = []
    for line in group:
        if _HEADING.match(line.text):
            if run:
                yield run
            yield [line]
            run = []
        else:
            run.append(line)
    if run:
        yield run


def _heading(line: Line) -> Iterator[Chunk]:
    bare = line.without((_HEADING.match(line.text) or [""])[0])
    without_closing = bare.text.rstrip("#")
    if without_closing.endswith((" ", "\t")) or not without_closing:
        bare = replace(bare, text=without_closing.rstrip())
    if bare.text:
        yield Chunk((bare,), Kind.HEADING, lone=True)


def _quoted_as_one(chunks: list[Chunk]) -> list[Chunk]:
    """A plain line directly below quoted ones goes on with the quotation."""
    joined: list[Chunk] = []
    for chunk in chunks:
        if joined and joined[-1].kind is Kind.QUOTE and chunk.kind is None:
            joined[-1] = replace(joined[-1], lines=joined[-1].lines + chunk.lines)
        else:
            joined.append(chunk)
    return joined


def _shown(block: Block) -> Block:
    """The block as the page would show it."""
    kind = block.kind
    if kind is None and _IMAGE.fullmatch(block.text):
        kind = Kind.CAPTION
    starts = (0, *block.breaks)
    parts = [
        show_inline(block.text[start:end])
        for start, end in zip(starts, (*block.breaks, len(block.text)), strict=True)
    ]
    text = "".join(parts)
    ends = [len("".join(parts[: count + 1])) for count in range(len(parts) - 1)]
    return replace(block, text=text.strip(), kind=kind, breaks=tuple(ends))
