"""Markdown files: one article each, by a small set of rules of our own.

Dropped are the marks of structure (#, >, rules, fences, underlines) and, inside the text, those
of emphasis, code, links and images, so that a paragraph reads as the page would; lines and
character offsets still point to the source. List markers and footnote labels stay. Line ends are
kept where Markdown keeps them (two spaces or a backslash, table rows, code), and in verse. A
footnote is an annotation: what is said about the text and not in it. A front matter of
`key: value` lines is metadata and no paragraph.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pincite.indexer.articles import Kind
from pincite.indexer.sources.decoding import text_of
from pincite.indexer.sources.inline import show_inline
from pincite.indexer.sources.source import Draft
from pincite.indexer.structure.blocks import block_of, group_chunks, peel_header
from pincite.indexer.structure.breaks import keep_breaks, wrapping_width
from pincite.indexer.structure.hyphens import vocabulary_of
from pincite.indexer.structure.labels import ends_sentence
from pincite.indexer.structure.layout import (
    Block,
    Chunk,
    Line,
    groups_of,
    is_item,
    is_underline,
    read_lines,
)
from pincite.indexer.structure.lists import gather_lists
from pincite.indexer.structure.metadata import front_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pincite.indexer.sources.source import Source

_FRONT_RULE = re.compile(r"---|\+\+\+")
_FRONT_KEY = re.compile(r"([\w][\w -]{0,40}?)\s*[:=]\s*(.*)")
_HEADING = re.compile(r"(#{1,6})(?:\s+|$)")
_FENCE = re.compile(r"(`{3,}|~{3,})")
_ROW_RULE = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_FOOTNOTE = re.compile(r"\[\^[\w-]{1,20}\]:")
_CODE_INDENT = 4
_HEAD_GROUPS = 6
_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()]*\)")


def read(source: Source) -> Iterable[Draft]:
    """The article that a Markdown text is."""
    front, blocks = read_markdown(text_of(source))
    yield Draft(blocks, front_fields(front))


def read_markdown(source: str) -> tuple[dict[str, str], list[Block]]:
    """The front matter and the paragraphs of a Markdown text."""
    lines = [_with_break(source, line) for line in read_lines(source)]
    front, body = _front_matter(lines)
    vocabulary = vocabulary_of(source)
    blocks = [block_of(parts, vocabulary) for parts in gather_lists(list(_chunks(body)))]
    return front, [block for block in map(_shown, blocks) if block.text]


def _with_break(source: str, line: Line) -> Line:
    """The line, with what it says of its own end."""
    if line.text.endswith("\\") and not line.text.endswith("\\\\") and len(line.text) > 1:
        return replace(line, text=line.text[:-1].rstrip(), broken=True)
    return replace(line, broken=True) if source.startswith("  ", line.end) else line


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
    groups = list(_groups(lines))
    width = wrapping_width(group for group, fenced in groups if not fenced)
    in_list = False
    for place, (group, fenced) in enumerate(groups):
        in_list = in_list and group[0].indent >= 2
        if fenced or (not in_list and _is_code(group)):
            yield Chunk(tuple(keep_breaks(group)), literal=True)
            continue
        in_list = in_list or any(is_item(line.text) for line in group)
        yield from _group(group, width, in_head=place < _HEAD_GROUPS)


def _group(group: list[Line], width: int, *, in_head: bool) -> Iterator[Chunk]:
    if is_underline(group[-1].text) and len(group) == 2:
        yield Chunk((group[0],), Kind.HEADING, lone=True)
        return
    for part in _at_headings(group):
        if _HEADING.match(part[0].text):
            yield from _heading(part[0])
            continue
        header, rest = peel_header(part, is_first=False) if in_head else ([], part)
        for line in header:
            yield Chunk((line,), lone=True)
        for run in _at_tables(rest):
            if len(run) > 1 and "|" in run[0].text and _is_row_rule(run[1].text):
                yield Chunk(tuple(keep_breaks([run[0], *run[2:]])))
            else:
                yield from map(_as_footnote, _quoted_as_one(list(group_chunks(run, width))))


def _is_code(group: Sequence[Line]) -> bool:
    """Lines set in by four or more; one line of prose only begins as a newspaper's do."""
    if any(line.indent < _CODE_INDENT for line in group):
        return False
    return len(group) > 1 or not (ends_sentence(group[0].text) or group[0].text[-1] in '?!”"')


def _at_tables(group: list[Line]) -> Iterator[list[Line]]:
    """The group, cut before and behind a table."""
    rules = [place for place, line in enumerate(group) if _is_row_rule(line.text) and place]
    start = 0
    for rule in rules:
        if rule <= start or "|" not in group[rule - 1].text:
            continue
        if group[start : rule - 1]:
            yield group[start : rule - 1]
        end = rule
        while end < len(group) and "|" in group[end].text:
            end += 1
        yield group[rule - 1 : end]
        start = end
    if group[start:]:
        yield group[start:]


def _is_row_rule(text: str) -> bool:
    return "|" in text and bool(_ROW_RULE.fullmatch(text))


def _as_footnote(chunk: Chunk) -> Chunk:
    is_footnote = chunk.kind is Kind.LIST and _FOOTNOTE.match(chunk.lines[0].text)
    return replace(chunk, kind=Kind.ANNOTATION) if is_footnote else chunk


def _groups(lines: Sequence[Line]) -> Iterator[tuple[list[Line], bool]]:
    """As in plain text, and whether fences stood around them, which keep rules inside them."""
    plain: list[Line] = []
    fence = ""
    fenced: list[Line] = []
    for line in lines:
        mark = _FENCE.match(line.text)
        if fence and mark and mark[0].startswith(fence) and mark[0] == line.text:
            yield from ((group, True) for group in _stretches(fenced))
            fence, fenced = "", []
        elif fence:
            fenced.append(line)
        elif mark:
            yield from ((group, False) for group in groups_of(plain))
            plain, fence = [], mark[0]
        else:
            plain.append(line)
    yield from ((group, True) for group in _stretches(fenced))
    yield from ((group, False) for group in groups_of(plain))


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
    if block.literal:
        return block
    kind = block.kind
    if kind is None and _IMAGE.fullmatch(block.text):
        kind = Kind.CAPTION
    # Emphasis may go on in the next line of verse, but never in the next item.
    parts = block.text.split("\n") if kind is Kind.LIST else [block.text]
    return replace(block, text="\n".join(map(show_inline, parts)).strip(), kind=kind)
