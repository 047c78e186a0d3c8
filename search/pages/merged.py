"""The segments of an index as one of each language, in which nothing is deleted."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pincite.indexer.codec.merging import merge_segments
from pincite.indexer.codec.segment import SUFFIX, Segment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@contextmanager
def merged(segments: Sequence[Segment], languages: Sequence[str]) -> Iterator[list[Segment | None]]:
    """For each language a segment with all articles in it; None where there is none.

    Args:
        segments: those of the index.
        languages: theirs.
    """
    with TemporaryDirectory(prefix="pincite-", ignore_cleanup_errors=True) as folder:
        yield [
            _one([each for each in segments if each.language == language], Path(folder))
            for language in languages
        ]


def _one(segments: Sequence[Segment], folder: Path) -> Segment | None:
    """One segment of what is not deleted of some of one language."""
    left = [segment for segment in segments if segment.articles]
    if not left:
        return None
    if len(left) == 1 and not left[0].deletions:
        return left[0]
    path = folder / f"{left[0].language}{SUFFIX}"
    merge_segments(left, path, left[0].average)
    return Segment(path)
