"""An index made: brought in step with files and folders, or without articles."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pincite.index import Index

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pincite.indexer.builder import Progress
    from pincite.indexer.sources import Skip


@dataclass(frozen=True)
class Report:
    """What an indexing run did, and what the index holds now.

    Attributes:
        index: the index folder.
        articles, paragraphs, words: in the whole index.
        added, changed, removed, unchanged: source files in this run.
        skipped: source files that could not be read, and why.
        seconds: how long it took.
    """

    index: Path
    articles: int
    paragraphs: int
    words: int
    added: int
    changed: int
    removed: int
    unchanged: int
    skipped: tuple[Skip, ...]
    seconds: float


def build_index(
    paths: Sequence[str | os.PathLike[str]] | str | os.PathLike[str],
    index: str | os.PathLike[str] | None = None,
    *,
    language: str | None = None,
    progress: Progress | None = None,
) -> Report:
    """Bring an index in step with files and folders; where there is none, make one.

    Args:
        paths: files, and folders to walk.
        index: the index folder, or a folder that has one; by default `.pincite` in the folder
            the paths have in common, or the one in use there or above.
        language: the language to stem all texts in, or "auto" for that of each article; by
            default what the index was made with, or "auto".
        progress: called after each source file with a `Step`.

    Raises:
        NothingIndexed: no source could be read, or none was named.
        IndexLocked: another process is writing to the index.
        CorruptIndex: the index cannot be opened.
    """
    from pincite.indexer import builder  # what reads sources is no concern of a search

    given = [paths] if isinstance(paths, (str, os.PathLike)) else list(paths)
    run = builder.update_index(given, index, language=language, progress=progress)
    with Index(run.index) as built:
        stats = built.stats()
    return Report(
        index=run.index,
        articles=stats.articles,
        paragraphs=stats.paragraphs,
        words=stats.words,
        added=run.added,
        changed=run.changed,
        removed=run.removed,
        unchanged=run.unchanged,
        skipped=run.skipped,
        seconds=run.seconds,
    )


def create_index(
    index: str | os.PathLike[str] = ".pincite", *, language: str | None = None
) -> Index:
    """Make an index without articles and open it, for texts that come from no file.

    Args:
        index: the index folder, which must not be one yet.
        language: as for `build_index`.

    Raises:
        PinciteError: there is an index already, or other files are in that folder.
    """
    from pincite.indexer import builder

    return Index(builder.make_index(index, language))
