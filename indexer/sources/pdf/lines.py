"""Glyphs to the pieces of lines: what stands side by side without a wide gap."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from pincite.indexer.sources.pdf.characters import characters, in_order, is_right_to_left, raised

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from pincite.indexer.sources.pdf.glyphs import Glyphs

# All in ems, of the type that a line is set in.
_SAME_LINE = 0.05
_WORD_GAP = 0.13
_WIDE_GAP = 0.7
_STEP_BACK = 0.6
_SAME_ROW = 0.3
_RAISED = 0.75
_TOUCHING = 0.35
_SMALLER = 0.85
_DROPPED = 1.8

# How many lines up or down a mark may belong to, and how many runs are looked through for it.
_REACH = 3
_MOST_RUNS = 300
_LONGEST_MARK = 6
_MANY = 6

# What separates words, and what has no width of its own.
_SPACES = np.array([0x20, 0x09, 0x0A, 0x0D, *range(0x2000, 0x200C), 0x3000, 0xFEFF], np.uint32)


@dataclass(slots=True)
class PageLine:
    """A line, or the part of one that a wide gap divides from the rest. Lengths are in points.

    Attributes:
        page: from 1.
        text: never blank.
        left: where its first letter begins.
        right: where its last letter ends.
        base: y of the line it stands on, from the page's upper edge downwards.
        size: of most of its type.
        first_word: how wide its first word is.
        bold: whether most of it is.
        starts_bold: whether its first letter is.
        ends_bold: whether its last letter is.
        fixed: whether most of it is in type of one width.
        turned: whether it runs in another direction than the page's main text.
        starts_raised: whether it begins with raised figures, as notes do.
        column: number of the column it stands in, over all pages.
    """

    page: int
    text: str
    left: float
    right: float
    base: float
    size: float
    first_word: float
    bold: bool = False
    starts_bold: bool = False
    ends_bold: bool = False
    fixed: bool = False
    turned: bool = False
    starts_raised: bool = False
    column: int = 0

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left


def pieces_of(glyphs: Glyphs, page: int, *, turned: bool = False) -> list[PageLine]:
    """What stands side by side on a page, from top to bottom and from left to right."""
    shown = np.flatnonzero(~np.isin(glyphs.codes, _SPACES))
    if not len(shown):
        return []
    rows = _rows(_runs(glyphs, shown, page))
    pieces = [piece for row in rows for piece in _pieces(row)]
    for piece in pieces:
        piece.turned = turned
    return pieces


def joined(pieces: Sequence[PageLine]) -> PageLine:
    """One line of pieces that stand side by side, from left to right."""
    if len(pieces) == 1:
        return pieces[0]
    most = max(pieces, key=lambda piece: len(piece.text))
    ordered = pieces[::-1] if is_right_to_left("".join(p.text for p in pieces)) else pieces
    return replace(
        most,
        text=" ".join(piece.text for piece in ordered),
        left=min(piece.left for piece in pieces),
        right=max(piece.right for piece in pieces),
        first_word=ordered[0].first_word,
        starts_bold=ordered[0].starts_bold,
        ends_bold=ordered[-1].ends_bold,
        starts_raised=ordered[0].starts_raised,
    )


def _runs(glyphs: Glyphs, shown: NDArray[np.int64], page: int) -> list[PageLine]:
    """Glyphs that follow each other on one line, in one size and font.

    The text of a run has a space in front where one was drawn there.
    """
    left, right, size = glyphs.left[shown], glyphs.right[shown], glyphs.size[shown]
    base, fonts = glyphs.base[shown], glyphs.fonts[shown]
    forth, back = (left[1:] - right[:-1]) / size[1:], (left[:-1] - right[1:]) / size[1:]
    new = (
        (abs(np.diff(base)) > _SAME_LINE * size[1:])
        | (np.diff(size) != 0)
        | (np.diff(fonts) != 0)
        | (np.maximum(forth, back) > _WIDE_GAP)
        | (forth < -_STEP_BACK - (right - left)[:-1] / size[1:])
    )
    starts = np.r_[0, np.flatnonzero(new) + 1]
    ends = np.r_[starts[1:], len(shown)]
    between = np.r_[0.0, np.maximum(forth, back)]
    usual = _letter_gaps(between, size * len(glyphs.faces) + fonts)
    drawn = np.r_[False, np.diff(shown) > 1]
    text = "".join(map(chr, glyphs.codes[shown].tolist()))
    runs = []
    for s, e in zip(starts.tolist(), ends.tolist(), strict=True):
        letter_gap = max(_letter_gap(between[s:e]), float(usual[s]))
        cuts = np.flatnonzero(drawn[s:e] | (between[s:e] > _WORD_GAP + letter_gap)).tolist()
        edges = [0, *(cut for cut in cuts if cut), e - s]
        words = [
            in_order(text[s + a : s + b], rightwards=bool(left[s + a] < left[s + b - 1]))
            for a, b in itertools.pairwise(edges)
        ]
        first_word = abs(right[s + edges[1] - 1] - left[s]) + 2 * letter_gap * size[s]
        face = glyphs.faces[fonts[s]]
        run = PageLine(
            page=page,
            text=(" " if drawn[s] else "") + characters(" ".join(words)),
            left=float(left[s:e].min()),
            right=float(right[s:e].max()),
            base=float(base[s]),
            size=float(size[s]),
            first_word=float(first_word),
            bold=face.bold,
            starts_bold=face.bold,
            ends_bold=face.bold,
            fixed=face.fixed,
        )
        runs.append(run)
    return runs


def _letter_gaps(between: NDArray[np.float64], types: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each glyph the usual gap between letters of its type on the page."""
    _, places = np.unique(types, return_inverse=True)
    order = np.argsort(places, kind="stable")
    groups = np.split(between[order], np.flatnonzero(np.diff(places[order])) + 1)
    return np.array([_letter_gap(group) for group in groups])[places]


def _letter_gap(between: NDArray[np.float64]) -> float:
    """How wide the gaps between the letters of a run are, where its letters are set apart."""
    middle = len(between) // 2
    return max(float(np.sort(between[1:])[middle - 1]), 0.0) if len(between) > _MANY else 0.0


def _rows(runs: list[PageLine]) -> list[list[PageLine]]:
    """Runs on one line each, from top to bottom; raised and lowered ones with their word."""
    rows: list[list[PageLine]] = []
    for run in sorted(runs, key=lambda run: (run.base, run.left)):
        row = rows[-1] if rows else None
        if row and run.base - row[0].base <= _SAME_ROW * min(run.size, row[0].size):
            row.append(run)
        else:
            rows.append([run])
    for at in range(len(rows)):
        _give_away(rows, at)
    return [sorted(row, key=lambda run: run.left) for row in rows if row]


def _give_away(rows: list[list[PageLine]], at: int) -> None:
    """Move raised marks and dropped initials of a row to the line they belong to."""
    near = range(max(at - _REACH, 0), min(at + _REACH + 1, len(rows)))
    if sum(len(rows[place]) for place in near) > _MOST_RUNS:
        return
    for run in [run for run in rows[at] if len(run.text) <= _LONGEST_MARK]:
        if _is_dropped(run, [other for place in near for other in rows[place]]):
            beside = [place for place in near if _drops_beside(run, rows[place])]
            hosts = beside[:1]
            for place in beside[1:]:
                first = min(rows[place], key=lambda other: other.left)
                first.left = min(first.left, run.left)
        else:
            hosts = [place for place in near if place != at and _carries(rows[place], run)]
            hosts.sort(key=lambda place: abs(rows[place][0].base - run.base))
        if hosts and hosts[0] != at:
            rows[at].remove(run)
            rows[hosts[0]].append(run)


def _carries(row: Sequence[PageLine], mark: PageLine) -> bool:
    """Whether a raised or lowered mark touches larger type in a row."""
    return any(
        mark.size <= _SMALLER * run.size
        and abs(run.base - mark.base) <= _RAISED * run.size
        and min(abs(mark.left - run.right), abs(run.left - mark.right)) <= _TOUCHING * run.size
        for run in row
    )


def _is_dropped(run: PageLine, others: Sequence[PageLine]) -> bool:
    return len(run.text.strip()) == 1 and any(_is_beside(run, other) for other in others)


def _drops_beside(initial: PageLine, row: Sequence[PageLine]) -> bool:
    return any(_is_beside(initial, run) for run in row)


def _is_beside(initial: PageLine, run: PageLine) -> bool:
    return (
        initial.size >= _DROPPED * run.size
        and initial.base - initial.size < run.base <= initial.base + _SAME_LINE * initial.size
        and -_SAME_ROW * run.size <= run.left - initial.right <= _WIDE_GAP * run.size
    )


def _pieces(row: Sequence[PageLine]) -> list[PageLine]:
    """The runs of a row put together wherever no wide gap divides them."""
    groups: list[list[PageLine]] = []
    for run in row:
        last = groups[-1][-1] if groups else None
        if last and run.left - last.right <= _WIDE_GAP * min(run.size, last.size):
            groups[-1].append(run)
        else:
            groups.append([run])
    return [_piece(group) for group in groups]


def _piece(runs: list[PageLine]) -> PageLine:
    most = max(runs, key=lambda run: len(run.text))
    if len(runs) > 1 and is_right_to_left("".join(run.text for run in runs)):
        runs.reverse()
    text = ""
    first_word = 0.0
    for place, run in enumerate(runs):
        before = runs[place - 1]
        shown = _raised(run, most)
        gap = max(run.left - before.right, before.left - run.right)
        is_initial = before.size >= _DROPPED * run.size and len(before.text.strip()) == 1
        if place and gap > _WORD_GAP * most.size and shown[0] != " " and not is_initial:
            shown = f" {shown}"
        if " " not in text.strip():
            first_word += run.first_word if text.strip() and shown[0] != " " else 0.0
        if not text.strip():
            first_word = run.first_word
        text += shown
    bold = sum(len(run.text) for run in runs if run.bold)
    fixed = sum(len(run.text) for run in runs if run.fixed)
    return replace(
        most,
        text=" ".join(text.split(" ")).strip(),
        left=min(run.left for run in runs),
        right=max(run.right for run in runs),
        first_word=first_word,
        bold=bold * 2 > len(text),
        starts_bold=runs[0].bold,
        ends_bold=runs[-1].bold,
        fixed=fixed * 2 > len(text),
        starts_raised=_raised(runs[0], most) != runs[0].text,
    )


def _raised(run: PageLine, most: PageLine) -> str:
    """Its text, with raised figures as such, so that no number grows onto a word or a year."""
    is_raised = run.size <= _SMALLER * most.size and most.base - run.base > 0.1 * most.size
    return raised(run.text) if is_raised and run.text.strip().isdigit() else run.text
