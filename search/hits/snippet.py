"""The piece of a paragraph worth showing, and where the matches are in it.

Offsets only; each face adds its own markup.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from pincite.search.hits.graphemes import may_cut
from pincite.search.hits.values import Snippet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pincite.search.hits.spans import Match, Span

LONGEST = 320
LEAD = 60

_WORD = re.compile(r"\S+")
_WORD_START = re.compile(r"(?<!\S)\S")
_SPACE = re.compile(r"\s")


class Weights(dict[int, float]):
    """What sets of leaves weigh; a set has the bits of the numbers of its leaves."""

    def __init__(self, weights: Sequence[float]) -> None:
        """Add up `weights`, the idf of each leaf."""
        self._weights = weights

    def __missing__(self, leaves: int) -> float:
        total = 0.0
        for leaf, weight in enumerate(self._weights):  # in order: a sum depends on it
            if leaves >> leaf & 1:
                total += weight
        self[leaves] = total = round(total, 9)
        return total


def best_window(
    text: str,
    sentences: Sequence[Span],
    matches: Sequence[Match],
    weights: Weights,
    longest: int = LONGEST,
) -> Span:
    """The densest part of a paragraph, at most `longest` characters of it.

    Whole sentences where a sentence with a match fits; else part of one, cut between words. A
    word that is longer than that is cut too, but never inside a grapheme or an HTML entity.
    Of all windows the one whose matches are of the most, and rarest, leaves wins; then the
    one with most matches; then the longer; then the earlier.

    Args:
        text: the paragraph.
        sentences: its sentences, in order and apart.
        matches: its matches, in order; none begins or ends with white space.
        weights: of the leaves they are of.
        longest: number of characters.
    """
    if len(text) <= longest:
        return (0, len(text))
    window = _best(_sentence_windows(sentences, matches, longest), matches, weights)
    if window:
        return window
    window = _best([_around(text, match, longest) for match in matches], matches, weights)
    return _untorn(text, window, matches) if window else _head(text, longest)


def cut(text: str, window: Span, spans: Sequence[Span]) -> Snippet:
    """The snippet that shows a window of a text whose matches are at `spans`, as merged."""
    start, end = window
    before = "… " if start and not text[:start].isspace() else ""
    after = " …" if end < len(text) and not text[end:].isspace() else ""
    shift = len(before) - start
    inside = [
        (first + shift, last + shift) for first, last in spans if first < end and last > start
    ]
    if inside:
        inside[0] = (max(inside[0][0], len(before)), inside[0][1])
        inside[-1] = (inside[-1][0], min(inside[-1][1], end + shift))
    return Snippet(f"{before}{text[start:end]}{after}", tuple(inside))


def _sentence_windows(
    sentences: Sequence[Span], matches: Sequence[Match], longest: int
) -> list[Span]:
    """The longest window that each sentence opens; a shorter one never has more matches.

    Only for sentences that begin at or before a match, and not too far before.
    """
    windows: list[Span] = []
    behind = match = last = 0
    for first, (start, _) in enumerate(sentences):
        while match < len(matches) and matches[match][0] < start:
            match += 1
        if match == len(matches):
            break
        if matches[match][0] - start > longest:
            continue
        behind = max(behind, first)
        while behind < len(sentences) and sentences[behind][1] - start <= longest:
            behind += 1
        end = sentences[behind - 1][1]
        # Where the window before ended here too, it has all that this one has.
        if behind > first and end != last:
            windows.append((start, end))
            last = end
        if behind == len(sentences):
            break
    return windows


def _around(text: str, match: Match, longest: int) -> Span:
    """Whole words around a match; a piece of one where its word alone is too long."""
    begin, end, _ = match
    while not may_cut(text, begin):
        begin -= 1
    while not may_cut(text, end):
        end += 1
    last = end
    if text[last : last + 1] != " ":
        space = _SPACE.search(text, last, begin + longest + 1)
        last = space.start() if space else len(text)
    if last - begin <= longest:
        start = _lead(text, begin, last - longest)
        return (start, _last_end(text, start, start + longest))
    start = _lead(text, begin, max(min(end, begin + longest) - longest, begin - LEAD))
    limit = start + longest
    return (start, _last_cut(text, end if end <= limit else start + 1, limit))


def _lead(text: str, at: int, earliest: int) -> int:
    """Where a window with the match at `at` begins: some words before, if that fits.

    If its own does not fit, so much of that as does.
    """
    word = at
    if text[at - 1 : at] != " ":
        before = earliest - 1 if earliest > 0 else 0
        word += 1 - len(text[before : at + 1].rsplit(None, 1)[-1])
    nearest = max(at - LEAD, earliest, 0)
    if word < earliest:
        return next((place for place in range(nearest, at) if may_cut(text, place)), at)
    found = _WORD_START.search(text, nearest, word)
    return found.start() if found else word


def _last_end(text: str, start: int, limit: int) -> int:
    """Where the last word ends that begins at `start` or later and ends by `limit`."""
    piece = text[start:limit]
    cut = text[limit - 1 : limit + 1]
    if len(cut) == 2 and not cut[0].isspace() and not cut[1].isspace():
        piece = piece.rsplit(None, 1)[0]
    return start + len(piece.rstrip())


def _last_cut(text: str, least: int, limit: int) -> int:
    """The last place up to `limit` where a word may be cut; itself if all are below `least`."""
    return next((place for place in range(limit, least - 1, -1) if may_cut(text, place)), limit)


def _untorn(text: str, window: Span, matches: Sequence[Match]) -> Span:
    """The window without pieces of matches where it cuts words, if that leaves its matches whole.

    Scripts without spaces have words as long as their sentences.
    """
    start, end = window
    first, behind = window
    if text[start - 1 : start].strip():
        first = max((last for begin, last, _ in matches if begin < start < last), default=start)
    if text[end : end + 1].strip():
        behind = min((begin for begin, last, _ in matches if begin < end < last), default=end)
    if any(
        start <= begin and last <= end and (begin < first or last > behind)
        for begin, last, _ in matches
    ):
        return window
    piece = text[first:behind]
    return (behind - len(piece.lstrip()), first + len(piece.rstrip()))


def _best(windows: Sequence[Span], matches: Sequence[Match], weights: Weights) -> Span | None:
    """The window with the best matches, or None where none has any."""
    starts = [start for start, _, _ in matches]
    best = None
    most = (0.0, 0, 0, 0)
    for start, end in windows:
        leaves = inside = 0
        for _, behind, leaf in matches[bisect_left(starts, start) : bisect_left(starts, end)]:
            if behind <= end:
                leaves |= 1 << leaf
                inside += 1
        if inside:
            worth = (weights[leaves], inside, end - start, -start)
            if best is None or worth > most:
                best, most = (start, end), worth
    return best


def _head(text: str, longest: int) -> Span:
    words = _WORD.finditer(text, 0, longest + 1)
    ends = [end for word in words if (end := word.end()) <= longest]
    return (0, ends[-1] if ends else _last_cut(text, 1, longest))
