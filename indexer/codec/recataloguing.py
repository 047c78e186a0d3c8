"""A segment written anew with other facts about its articles; its postings are copied as they are.

What is deleted of it keeps its numbers too, so that the same file tells so.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from pincite.indexer.articles import KINDS, Kind
from pincite.indexer.codec.arrays import ArrayFileWriter
from pincite.indexer.codec.catalog import is_name, write_names
from pincite.indexer.codec.store import RecordWriter
from pincite.indexer.records import dump_article

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt

    from pincite.indexer.articles import Article
    from pincite.indexer.codec.catalog import Entry
    from pincite.indexer.codec.segment import Segment

    Numbers = npt.NDArray[np.int64]

_RECORDS = "metadata"


def recatalogue(
    segment: Segment,
    path: Path,
    renamed: Mapping[int, tuple[Article, str]],
    boilerplate: Numbers,
) -> None:
    """Write `segment` anew.

    Impacts bound scores as before: what becomes boilerplate weighs no more than it did.

    Args:
        segment: the segment.
        path: where to write, which must not exist.
        renamed: by number, articles under their new names, and the paths of their sources; words
            of titles and all that is asked of authors, publications and dates are as before.
        boilerplate: paragraphs, by document number, that are boilerplate from now on.
    """
    kinds = segment.documents.kinds.copy()
    kinds[boilerplate] = KINDS.index(Kind.BOILERPLATE)
    with closing(ArrayFileWriter(path)) as writer:
        segment.copy(writer, lambda name: name == "kinds" or (bool(renamed) and _is_named(name)))
        writer.add("kinds", kinds)
        if renamed:
            write_names(writer, _entries(segment, renamed))
            _write_records(segment, writer, renamed)
        writer.finish(dict(segment.meta))
    segment.release()


def _is_named(array: str) -> bool:
    """Whether an array has names of articles in it."""
    return is_name(array) or array.startswith(f"{_RECORDS}.")


def _entries(segment: Segment, renamed: Mapping[int, tuple[Article, str]]) -> list[Entry]:
    entries = segment.catalog.entries()
    is_live = segment.live[segment.documents.articles[:-1]].tolist()
    for number, entry in enumerate(entries):
        if number in renamed:
            article, source = renamed[number]
            entries[number] = entry._replace(id=article.id, source=source, former=article.former)
        elif not is_live[number]:
            # Another may have its name now. No id has a NUL.
            entries[number] = entry._replace(id=f"\0{number}", former=())
    return entries


def _write_records(
    segment: Segment, writer: ArrayFileWriter, renamed: Mapping[int, tuple[Article, str]]
) -> None:
    records = RecordWriter(writer, _RECORDS, segment.metadata)
    done = 0
    for number in sorted(renamed):
        records.copy_range(segment.metadata, done, number)
        records.add(dump_article(renamed[number][0]))
        done = number + 1
    records.copy_range(segment.metadata, done, len(segment.metadata))
    records.finish()
