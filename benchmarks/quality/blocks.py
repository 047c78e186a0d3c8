"""A file in which people write, and blocks of it that are written anew by a program."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def write_block(file: Path, name: str, block: str) -> None:
    """Put a block in the place of the one of that name, or at the end; the rest stays.

    Raises:
        ValueError: the block's beginning is there, its end is not.
    """
    text = file.read_text("utf-8") if file.exists() else ""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(with_block(text, name, block), "utf-8")


def with_block(text: str, name: str, block: str) -> str:
    """The text with the block in it.

    Raises:
        ValueError: the block's beginning is there, its end is not.
    """
    first, last = f"<!-- measured: {name} -->\n", f"<!-- end: {name} -->\n"
    written = f"{first}\n{block.strip()}\n\n{last}"
    before, found, behind = text.partition(first)
    if not found:
        return (f"{text.rstrip()}\n\n" if text.strip() else "") + written
    _, closed, rest = behind.partition(last)
    if not closed:
        raise ValueError(f"{first.strip()} has no {last.strip()}")
    return before + written + rest
