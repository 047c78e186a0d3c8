"""The piece of a paragraph worth showing, and where the matches are in it.

Offsets only; each face adds its own markup.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pincite.search.hits import Snippet, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    windows = []
    for first, (start, _) in enumerate(sentences):
        for _, end in sentences[first:]:
            if end - start > longest:
                break
            windows.append((start, end))
    return windows


def _word_windows(text: str, matches: Sequence[Match], longest: int) -> list[Span]:
    words = [match.span() for match in _WORD.finditer(text)]
    windows = []
    for match in matches:
        starts = [start for start, _ in words if match.start - LEAD <= start <= match.start]
        start = starts[0] if starts else match.start
        ends = [end for _, end in words if match.end <= end <= start + longest]
        windows.append((start, ends[-1] if ends else min(len(text), start + longest)))
    return windows


def _head(text: str, longest: int) -> Span:
    ends = [match.end() for match in _WORD.finditer(text) if match.end() <= longest]
    return (0, ends[-1] if ends else longest)


def _best(windows: Sequence[Span], matches: Sequence[Match]) -> Span | None:
    """The window with the best matches, or None where none has any."""

    def worth(window: Span) -> tuple[float, int, int, int]:
        inside = [match for match in matches if window[0] <= match.start < match.end <= window[1]]
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
