"""Whoosh's table of contents of a commit: what `whoosh.index.open_dir` opens."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from whoosh.filedb.filestore import RamStorage
from whoosh.index import TOC

from pincite.indexer.whoosh_face.schema import make_schema
from pincite.indexer.whoosh_face.segment import INDEX_NAME, ArraySegment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pincite.indexer.codec.segment import Segment


def write_table_of_contents(
    folder: Path, generation: int, language: str, segments: Sequence[Segment]
) -> None:
    """Show a commit to Whoosh, durably but for the folder's own entry.

    pincite never reads what is written here, and it is no part of the index's truth: of the same
    generation, it is replaced; of a newer one, as a writer of Whoosh's own may leave behind, it is
    not heeded, and the next commit takes it away. `records.articles_of` saves what is in it.

    Args:
        folder: the index folder.
        generation: the number of the commit.
        language: the one most of it is in: Whoosh's own analyser stems in one.
        segments: the segments of the commit, in order.
    """
    known = [ArraySegment(segment) for segment in segments]
    memory = RamStorage()
    TOC(make_schema(language), known, generation).write(memory, INDEX_NAME)
    (name,) = memory.list()
    draft = folder / f"{name}.new"
    with draft.open("wb") as file:
        file.write(memory.files[name])
        file.flush()
        os.fsync(file.fileno())
    draft.replace(folder / name)
