"""Which segments of a commit are merged: few to search, for a cost in keeping with what is new."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pincite.indexer.codec.segment import Segment

# A segment is merged with those behind it as soon as they are together a fourth of it, …
_GROWTH = 4
# … or as small as this many paragraphs, or once this share of it is deleted.
_SMALL = 1_000
_ERASED = 0.3


class Share(NamedTuple):
    """The segments of one language.

    Attributes:
        kept: those that stay as they are, the largest first.
        merged: those that one is made of, in the order they were given in.
    """

    kept: list[Segment]
    merged: list[Segment]


def shares(segments: Sequence[Segment], *, at_once: bool) -> Iterator[Share]:
    """What becomes of each segment, language by language.

    Args:
        segments: all that the commit would have.
        at_once: whether they were made at one go: then those of a language become one, while
            later additions are not to cost as much.
    """
    for language in dict.fromkeys(segment.language for segment in segments):
        own = [segment for segment in segments if segment.language == language]
        ordered = sorted(own, key=lambda segment: -segment.paragraphs)
        first = 0 if at_once else _first_to_merge(ordered)
        if len(ordered) - first == 1 and not _is_eroded(ordered[first]):
            first += 1
        chosen = ordered[first:]
        yield Share(ordered[:first], [segment for segment in own if segment in chosen])


def _first_to_merge(ordered: list[Segment]) -> int:
    """From which segment on, the largest being first, all are merged into one."""
    behind = 0
    first = len(ordered)
    for place in range(len(ordered) - 1, -1, -1):
        size = ordered[place].paragraphs
        if size <= max(_GROWTH * behind, _SMALL if behind else 0) or _is_eroded(ordered[place]):
            first = place
        behind += size
    return first


def _is_eroded(segment: Segment) -> bool:
    """Whether so much of it was deleted that it is worth rewriting."""
    deleted = segment.deletions.paragraphs if segment.deletions else 0
    return deleted > _ERASED * (segment.paragraphs + deleted)
