"""The piece of a paragraph worth showing, and where the matches are in it.

Offsets only; each face adds its own markup.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pincite.search.hits import Snippet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pincite.search.spans import Span

LONGEST = 320
LEAD = 60

_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Match:
    """One match in a paragraph: where it is, which leaf of the query it is of, and its idf."""

    start: int
    end: int
    leaf: int
    weight: float


def merge(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans in order, those that overlap or touch made one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def make_snippet(
    text: str, sentences: Sequence[Span], matches: Sequence[Match], longest: int = LONGEST
) -> Snippet:
    """The densest part of a paragraph, at most `longest` characters of it.

    Whole sentences where a sentence with a match fits; else part of one, cut between words.
    Of all windows the one whose matches are of the most, and rarest, leaves wins; then the
    one with most matches; then the longer; then the earlier.
    """
    ordered = sorted(matches, key=lambda match: (match.start, match.end))
    if len(text) <= longest:
        window = (0, len(text))
    else:
        window = (
            _best(_sentence_windows(sentences, longest), ordered)
            or _best(_word_windows(text, ordered, longest), ordered)
            or _head(text, longest)
        )
    return _cut(text, window, ordered)


def _sentence_windows(sentences: Sequence[Span], longest: int) -> list[Span]:
    """The longest window that each sentence opens; a shorter one never has more matches."""
    windows = []
    behind = 0
    for first, (start, _) in enumerate(sentences):
        behind = max(behind, first)
        while behind < len(sentences) and sentences[behind][1] - start <= longest:
            behind += 1
        if behind > first:
            windows.append((start, sentences[behind - 1][1]))
    return windows


def _word_windows(text: str, matches: Sequence[Match], longest: int) -> list[Span]:
    words = [match.span() for match in _WORD.finditer(text)]
    starts = [start for start, _ in words]
    ends = [end for _, end in words]
    return [_around(match, starts, ends, longest) for match in matches]


def _around(match: Match, starts: Sequence[int], ends: Sequence[int], longest: int) -> Span:
    """Whole words around a match; a piece of one where its word alone is too long."""
    last = ends[bisect_left(ends, match.end)]
    earliest = max(match.start - LEAD, last - longest)
    start = starts[min(bisect_left(starts, earliest), bisect_right(starts, match.start) - 1)]
    if last - start > longest:
        start = match.start
    behind = bisect_right(ends, start + longest)
    fits = behind > 0 and ends[behind - 1] >= match.end
    return (start, ends[behind - 1] if fits else min(ends[-1], start + longest))


def _head(text: str, longest: int) -> Span:
    ends = [match.end() for match in _WORD.finditer(text) if match.end() <= longest]
    return (0, ends[-1] if ends else longest)


def _best(windows: Sequence[Span], matches: Sequence[Match]) -> Span | None:
    """The window with the best matches, or None where none has any."""
    starts = [match.start for match in matches]

    def worth(window: Span) -> tuple[float, int, int, int]:
        near = matches[bisect_left(starts, window[0]) : bisect_left(starts, window[1])]
        inside = [match for match in near if match.end <= window[1]]
        leaves = {match.leaf: match.weight for match in inside}
        total = sum(leaves[leaf] for leaf in sorted(leaves))
        return (round(total, 9), len(inside), window[1] - window[0], -window[0])

    best = max(windows, key=worth, default=None)
    return best if best is not None and worth(best)[1] else None


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
