"""Reading order: which pieces of a page stand in which column, and which column comes first.

A gutter is where wide gaps of many lines lie one below the other. What crosses it, a title or a
table, divides the page into bands, each read column by column.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

from pincite.indexer.sources.pdf.characters import is_right_to_left
from pincite.indexer.sources.pdf.lines import joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pincite.indexer.sources.pdf.lines import PageLine

_FEWEST_ROWS = 3
_FEWEST_LETTERS = 14
_NARROWEST = 0.7
_DEEPEST = 6
_SAME_ROW = 0.3
_BESIDE = 0.6
_WINDOW = 40
_TRIES = 4
_SAME_PLACE = 1.5


def columns_of(pages: Sequence[Sequence[PageLine]]) -> list[list[PageLine]]:
    """The columns of all pages in reading order, each with its lines from top to bottom.

    Args:
        pages: the pieces of each, from top to bottom.
    """
    gutters = [_gutter(pieces) for pieces in pages]
    usual = sorted(gutter for gutter in gutters if gutter is not None)
    # A page whose second column is short shows no gutter of its own.
    common = usual[len(usual) // 2] if len(usual) * 2 >= len(pages) else None
    return [
        list(_lines(column))
        for pieces, gutter in zip(pages, gutters, strict=True)
        for column in _divided(list(pieces), common if gutter is None else gutter, 0)
        if column
    ]


def _divided(pieces: list[PageLine], gutter: float | None, depth: int) -> Iterator[list[PageLine]]:
    if gutter is None:
        yield pieces
        return
    for band in _bands(pieces, gutter):
        sides = _sides(band, gutter)
        if not all(sides) or max(map(len, sides)) < _FEWEST_ROWS:
            yield band
            continue
        if is_right_to_left("".join(piece.text for piece in band)):
            sides = sides[::-1]
        for side in sides:
            yield from _divided(side, _gutter(side) if depth < _DEEPEST else None, depth + 1)


def _gutter(pieces: Sequence[PageLine]) -> float | None:
    """The middle of the gap that most rows share, if it parts columns of prose."""
    gaps = [
        (piece.right, after.left, piece.base)
        for piece, after in _neighbours(pieces)
        if after.left - piece.right >= _NARROWEST * min(piece.size, after.size)
    ]
    for _ in range(_TRIES):
        if len(gaps) < _FEWEST_ROWS:
            return None
        starts, ends, _ = np.array(gaps).T
        counts = np.searchsorted(np.sort(starts), starts, "right")
        counts -= np.searchsorted(np.sort(ends), starts, "right")
        place = float(starts[np.argmax(counts)])
        shared = [gap for gap in gaps if gap[0] <= place < gap[1]]
        if len(shared) < _FEWEST_ROWS:
            return None
        middle = (place + min(gap[1] for gap in shared)) / 2
        crossing = sum(
            piece.left < middle < piece.right and shared[0][2] <= piece.base <= shared[-1][2]
            for piece in pieces
        )
        if (
            crossing < len(shared)
            and _are_aligned(shared)
            and all(map(_is_prose, _sides(pieces, middle)))
        ):
            return middle
        gaps = [gap for gap in gaps if not gap[0] <= place < gap[1]]
    return None


def _are_aligned(gaps: Sequence[tuple[float, float, float]]) -> bool:
    """Whether what stands behind most of the gaps begins at one place, as lines do."""
    ends = np.sort([gap[1] for gap in gaps])
    alike = np.searchsorted(ends, ends + _SAME_PLACE, "right") - np.arange(len(ends))
    return int(alike.max()) >= max(_FEWEST_ROWS, len(gaps) / 2)


def _neighbours(pieces: Sequence[PageLine]) -> Iterator[tuple[PageLine, PageLine]]:
    """Each piece with the nearest one to its right that stands at its height."""
    for at, piece in enumerate(pieces):
        beside = None
        for other in pieces[max(at - _WINDOW, 0) : at + _WINDOW]:
            is_beside = (
                abs(other.base - piece.base) <= _BESIDE * piece.size and other.left > piece.right
            )
            if is_beside and (beside is None or other.left < beside.left):
                beside = other
        if beside:
            yield piece, beside


def _sides(pieces: Sequence[PageLine], gutter: float) -> tuple[list[PageLine], list[PageLine]]:
    """What stands left of a gutter, and what right of it."""
    return (
        [piece for piece in pieces if piece.right <= gutter],
        [piece for piece in pieces if piece.left >= gutter],
    )


def _is_prose(pieces: Sequence[PageLine]) -> bool:
    """Whether these are lines of running text and no cells of a table."""
    letters = sorted(sum(map(str.isalpha, line.text)) for line in _lines(pieces))
    return len(letters) >= _FEWEST_ROWS and letters[len(letters) // 2] >= _FEWEST_LETTERS


def _bands(pieces: Sequence[PageLine], gutter: float) -> Iterator[list[PageLine]]:
    """From top to bottom, runs of pieces that all cross a gutter, or of which none does."""
    for _, band in itertools.groupby(pieces, lambda piece: piece.left < gutter < piece.right):
        yield list(band)


def _lines(pieces: Sequence[PageLine]) -> Iterator[PageLine]:
    row: list[PageLine] = []
    for piece in pieces:
        if row and piece.base - row[0].base > _SAME_ROW * min(piece.size, row[0].size):
            yield joined(sorted(row, key=lambda each: each.left))
            row = []
        row.append(piece)
    if row:
        yield joined(sorted(row, key=lambda each: each.left))
