"""The blocks of a Markdown text that have text of their own, as markdown-it finds them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token


@dataclass(frozen=True)
class Leaf:
    """A block with text of its own.

    Attributes:
        type: of its token, without "_open".
        lines: those of its content, from `start` on, as markdown-it has them.
        start: place of its first line, from 0.
        span: places of its first line and of that behind it, with fences and underlines.
        mark: that of a heading.
        quoted: whether it is in a quotation.
        noted: whether it is in a footnote.
        item: how the marker of the list item that it begins is written; "" where it begins none.
        listed: whether it is in a list item.
        marked: whether a marker stands in front of its first line that belongs to the text.
    """

    type: str
    lines: Sequence[str]
    start: int
    span: tuple[int, int]
    mark: str = ""
    quoted: bool = False
    noted: bool = False
    item: str = ""
    listed: bool = False
    marked: bool = False

    @property
    def end(self) -> int:
        """The place behind its last line."""
        return self.start + len(self.lines)


def _tokens(source: str) -> list[Token]:
    reader = MarkdownIt("commonmark").enable("table").use(footnote_plugin)
    reader.core.ruler.enableOnly(["normalize", "block"])
    # A definition is text like any other, whether something refers to it or not.
    reader.disable("reference")
    return reader.parse(source)


def leaves_of(source: str) -> Iterator[Leaf]:
    """The leaves of a Markdown text, in order; what is nested too deep is in none."""
    around: list[Token] = []
    table: Token | None = None
    opened: Token | None = None
    for token in _tokens(source):
        if token.type in {"table_open", "table_close"}:
            if token.map:
                yield _leaf(token, around, [""] * (token.map[1] - token.map[0]))
            table = token if token.nesting > 0 else None
        elif table:
            continue
        elif token.type in {"paragraph_open", "heading_open"}:
            opened = token
        elif token.type == "inline" and opened:
            yield _leaf(opened, around, token.content.split("\n"))
            opened = None
        elif token.type in {"fence", "code_block", "html_block"}:
            yield _leaf(token, around, token.content.removesuffix("\n").split("\n"))
        elif token.nesting > 0 and not token.type.endswith("list_open"):
            around.append(token)
        elif token.nesting < 0 and around and around[-1].type == _opening(token.type):
            around.pop()


def _opening(closing: str) -> str:
    return closing.removesuffix("_close") + "_open"


def _leaf(token: Token, around: Sequence[Token], lines: Sequence[str]) -> Leaf:
    first, end = token.map or (0, 0)
    begun = [each for each in around if each.map and each.map[0] == first]
    items = [each for each in begun if each.type == "list_item_open"]
    types = {each.type for each in around}
    noted = "footnote_reference_open" in types
    return Leaf(
        type=token.type.removesuffix("_open"),
        lines=lines,
        start=first + (token.type == "fence"),
        span=(first, end),
        mark=token.markup,
        quoted="blockquote_open" in types,
        noted=noted,
        item=(items[-1].info or items[-1].markup) if items else "",
        listed="list_item_open" in types,
        marked=any(each.type != "blockquote_open" for each in begun),
    )
