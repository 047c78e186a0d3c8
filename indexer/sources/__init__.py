"""Sources: from files to articles. A format is a module here that reads it, named in FORMATS."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from pincite.errors import SourceError, unreadable
from pincite.indexer.sources.finding import Choice, Found, find_files
from pincite.indexer.sources.formats import FORMATS, Format, format_of, suffixes
from pincite.indexer.sources.making import article_of
from pincite.indexer.sources.opening import open_file
from pincite.indexer.sources.sniffing import HEAD
from pincite.indexer.sources.source import Draft, ReadOptions, Skip, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from pincite.indexer.articles import Article
    from pincite.indexer.structure.metadata import Stated

__all__ = [
    "FORMATS",
    "Choice",
    "Draft",
    "Format",
    "Found",
    "ReadOptions",
    "Skip",
    "Source",
    "articles_of",
    "find_sources",
    "read_articles",
    "source_at",
]


def find_sources(
    paths: Iterable[str | Path], choice: Choice | None = None, top: Path | None = None
) -> Found:
    """The files to read, in path order and each once, and what was skipped and why.

    Files are taken as named; folders are walked for files that some reader knows. Hidden files
    and folders, linked folders and READMEs inside a folder are passed over.

    Args:
        paths: files, and folders to walk.
        choice: which of the files in a folder are wanted.
        top: the highest folder whose ignore files are heeded; by default each folder named.
    """
    return find_files(paths, suffixes(), choice, top)


def source_at(path: Path, id: str, options: ReadOptions | None = None) -> Source:  # noqa: A002
    """The source that a file is; `id` names it in the index."""
    return Source(id, PurePath(path), lambda: open_file(path), options or ReadOptions())


def read_articles(path: Path, id: str) -> list[Article]:  # noqa: A002
    """The articles in a source file; `id` names it in the index.

    Raises:
        SourceError: it cannot be read, is not text, or has none.
    """
    try:
        # Opening a pipe or device could wait for ever.
        if not stat.S_ISREG(path.stat().st_mode):
            raise SourceError("not a regular file")
    except (OSError, ValueError) as error:
        raise SourceError(unreadable(error)) from error
    return [each for each in articles_of(source_at(path, id)) if not isinstance(each, Skip)]


def articles_of(
    source: Source, stated: Mapping[str, Mapping[str, Stated]] | None = None
) -> Iterator[Article | Skip]:
    """The articles in a source, in order, and what of it cannot be read.

    Args:
        source: the file, or a member of an archive.
        stated: what is said of its articles outside, by their keys, and by "" of all of them; it
            goes before what they say themselves.

    Raises:
        SourceError: it cannot be read, or has no text.
    """
    found = format_of(source.name, head_of(source))
    if found is None:
        raise SourceError("no reader for this kind of file")
    for draft in found.reader().read(source):
        if isinstance(draft, Skip):
            yield draft
            continue
        if stated:
            outside = {**stated.get("", {}), **(stated.get(draft.key, {}) if draft.key else {})}
            draft = replace(draft, stated={**draft.stated, **outside})  # noqa: PLW2901
        yield _article(draft, source)


def _article(draft: Draft, source: Source) -> Article | Skip:
    """The article of a draft; of several in a source one may have nothing to read."""
    try:
        name = draft.name or source.name
        return article_of(draft, source.id, name, source.options)
    except SourceError as error:
        if not draft.key:
            raise
        return Skip(f"{source.id}!/{draft.key}", str(error))


def head_of(source: Source) -> bytes:
    """The first `HEAD` bytes of a source.

    Raises:
        SourceError: it cannot be read.
    """
    try:
        with source.open() as stream:
            return stream.read(HEAD)
    except (OSError, ValueError) as error:
        raise SourceError(unreadable(error)) from error
