"""Long paragraphs cut at sentence ends, so that one good passage is enough to rank well."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 300


def split_passages(
    words: Sequence[int], sentences: Sequence[tuple[int, int]], longest: int = LONGEST
) -> tuple[int, ...]:
    """The position of the first word of each passage; (0,) for a paragraph left whole.

    Sentences are gathered in order as long as a passage stays within `longest` words; a
    sentence longer than that is a passage of its own.

    Args:
        words: offset of the first character of each word, ascending.
        sentences: start and end offset of each sentence.
        longest: words of a passage.
    """
    if len(words) <= longest:
        return (0,)
    starts = [0]
    previous = 0
    for end in _ends(words, sentences):
        if end - starts[-1] > longest and previous > starts[-1]:
            starts.append(previous)
        previous = end
    return tuple(starts)


def _ends(words: Sequence[int], sentences: Sequence[tuple[int, int]]) -> list[int]:
    """For each sentence, how many words start before its end."""
    ends = [bisect_left(words, end) for _, end in sentences]
    return [*ends[:-1], len(words)] if ends else [len(words)]
