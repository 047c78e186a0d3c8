"""Long paragraphs cut at sentence ends, so that one good passage is enough to rank well."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pincite.indexer.analysis import Token

LONGEST = 300


def split_passages(
    tokens: Sequence[Token], sentences: Sequence[tuple[int, int]], longest: int = LONGEST
) -> tuple[int, ...]:
    """The position of the first word of each passage; (0,) for a paragraph left whole.

    Sentences are gathered in order as long as a passage stays within `longest` words; a
    sentence longer than that is a passage of its own.
    """
    if len(tokens) <= longest:
        return (0,)
    starts = [0]
    previous = 0
    for end in _ends(tokens, sentences):
        if end - starts[-1] > longest and previous > starts[-1]:
            starts.append(previous)
        previous = end
    return tuple(starts)


def _ends(tokens: Sequence[Token], sentences: Sequence[tuple[int, int]]) -> list[int]:
    """For each sentence, how many words start before its end."""
    ends = []
    count = 0
    for _, end in sentences:
        while count < len(tokens) and tokens[count].start < end:
            count += 1
        ends.append(count)
    return [*ends[:-1], len(tokens)] if ends else [len(tokens)]
