"""The piece of a paragraph worth showing, and where the matches are in it.

Offsets only; each face adds its own markup.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from pincite.search.hits import Snippet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pincite.search.spans import Span

LONGEST = 320
LEAD = 60

_WORD = re.compile(r"\S+")
_WORD_START = re.compile(r"(?<!\S)\S")
_SPACE = re.compile(r"\s")
_START = itemgetter(0)


class Match(NamedTuple):
    """One match in a paragraph: where it is, which leaf of the query it is of, and its idf."""

    start: int
    end: int
    leaf: int
    weight: float


def merge(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans in order, those that overlap or touch made one."""
    if len(spans) < 2:
        return tuple(spans)
    ordered = sorted(spans)
    begun, done = ordered[0]
    merged: list[Span] = []
    for start, end in ordered:
        if start > done:
            merged.append((begun, done))
            begun, done = start, end
        elif end > done:
            done = end
    merged.append((begun, done))
    return tuple(merged)


def make_snippet(
    text: str, sentences: Sequence[Span], matches: Sequence[Match], longest: int = LONGEST
) -> Snippet:
    """The densest part of a paragraph, at most `longest` characters of it.

    Whole sentences where a sentence with a match fits; else part of one, cut between words.
    Of all windows the one whose matches are of the most, and rarest, leaves wins; then the
    one with most matches; then the longer; then the earlier.

    Args:
        text: the paragraph.
        sentences: its sentences, in order and apart.
        matches: its matches in any order; none begins or ends with white space.
        longest: number of characters.
    """
    ordered = sorted(matches)
    if len(text) <= longest:
        window = (0, len(text))
    else:
        window = (
            _best(_sentence_windows(sentences, ordered, longest), ordered)
            or _best([_around(text, match, longest) for match in ordered], ordered)
            or _head(text, longest)
        )
    return _cut(text, window, ordered)


def _sentence_windows(
    sentences: Sequence[Span], matches: Sequence[Match], longest: int
) -> list[Span]:
    """The longest window that each sentence opens; a shorter one never has more matches.

    Only for sentences that begin at or before a match, and not too far before.
    """
    windows: list[Span] = []
    first = behind = 0
    for match in matches:
        first = bisect_left(sentences, match.start - longest, first, key=_START)
        while first < len(sentences) and sentences[first][0] <= match.start:
            start = sentences[first][0]
            behind = max(behind, first)
            while behind < len(sentences) and sentences[behind][1] - start <= longest:
                behind += 1
            end = sentences[behind - 1][1]
            # Where the window before ended here too, it has all that this one has.
            if behind > first and not (windows and windows[-1][1] == end):
                windows.append((start, end))
            first += 1
    return windows


def _around(text: str, match: Match, longest: int) -> Span:
    """Whole words around a match; a piece of one where its word alone is too long."""
    space = _SPACE.search(text, match.end, match.start + longest + 1)
    last = space.start() if space else len(text)
    if last - match.start > longest:
        return (match.start, match.start + longest)
    start = _lead(text, match.start, last - longest)
    return (start, _last_end(text, start, start + longest))


def _lead(text: str, at: int, earliest: int) -> int:
    """Where a window with the word at `at` begins: some words before, if that fits."""
    before = max(earliest - 1, 0)
    word = at + 1 - len(text[before : at + 1].rsplit(None, 1)[-1])
    if word < earliest:
        return at
    found = _WORD_START.search(text, max(at - LEAD, earliest, 0), word)
    return found.start() if found else word


def _last_end(text: str, start: int, limit: int) -> int:
    """Where the last word ends that begins at `start` or later and ends by `limit`."""
    piece = text[start:limit]
    cut = text[limit - 1 : limit + 1]
    if len(cut) == 2 and not cut[0].isspace() and not cut[1].isspace():
        piece = piece.rsplit(None, 1)[0]
    return start + len(piece.rstrip())


def _best(windows: Sequence[Span], matches: Sequence[Match]) -> Span | None:
    """The window with the best matches, or None where none has any."""
    starts = [match[0] for match in matches]
    weights = sorted({leaf: weight for _, _, leaf, weight in matches}.items())
    totals = {0: 0.0}
    best = None
    most = (0.0, 0, 0, 0)
    for start, end in windows:
        leaves = inside = 0
        for _, behind, leaf, _ in matches[bisect_left(starts, start) : bisect_left(starts, end)]:
            if behind <= end:
                leaves |= 1 << leaf
                inside += 1
        if leaves not in totals:
            totals[leaves] = _total(leaves, weights)
        worth = (totals[leaves], inside, end - start, -start)
        if inside and (best is None or worth > most):
            best, most = (start, end), worth
    return best


def _total(leaves: int, weights: Iterable[tuple[int, float]]) -> float:
    """The weights of the leaves whose bits are set, added in order: a sum depends on it."""
    total = 0.0
    for leaf, weight in weights:
        if leaves >> leaf & 1:
            total += weight
    return round(total, 9)


def _head(text: str, longest: int) -> Span:
    words = _WORD.finditer(text, 0, longest + 1)
    ends = [end for word in words if (end := word.end()) <= longest]
    return (0, ends[-1] if ends else longest)


def _cut(text: str, window: Span, matches: Sequence[Match]) -> Snippet:
    start, end = window
    before = "… " if text[:start].strip() else ""
    after = " …" if text[end:].strip() else ""
    shift = len(before) - start
    spans = merge(
        [
            (max(match.start, start) + shift, min(match.end, end) + shift)
            for match in matches
            if match.start < end and match.end > start
        ]
    )
    return Snippet(before + text[start:end] + after, spans)
