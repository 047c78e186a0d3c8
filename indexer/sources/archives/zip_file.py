"""Zip archives: the articles of the files in them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pincite.errors import SourceError
from pincite.indexer.sources.archives.packages import open_package
from pincite.indexer.sources.archives.unpacking import ARCHIVES, Allowance
from pincite.indexer.sources.formats import format_of, is_readme, suffixes
from pincite.indexer.sources.source import Draft, Skip, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pincite.indexer.sources.archives.packages import Package

# What the archiver of one system puts beside every file.
_MADE = "__MACOSX"


def read(source: Source) -> Iterator[Draft | Skip]:
    """The articles of the members that some reader knows, and the members that cannot be read.

    Raises:
        SourceError: it is no zip archive, is damaged, or has nothing that any reader knows.
    """
    allowance = source.allowance or Allowance()
    with open_package(source, allowance) as package:
        names = [name for name in package.names if _is_source_name(name)]
        if not names:
            raise SourceError("has no file in it that can be read here")
        for name in dict.fromkeys(package.repeated):
            if _is_source_name(name):
                yield Skip(f"{source.id}!/{name}", "is in there twice; the last one is read")
        for name in names:
            yield from _read_member(package, name, source, allowance)
            if allowance.spent:
                yield Skip(source.id, "unpacks to too much; the rest of it was not read")
                return


def _is_source_name(name: str) -> bool:
    path = PurePosixPath(name)
    if any(part.startswith(".") or part == _MADE for part in path.parts):
        return False
    return path.suffix.lower() in suffixes() and not is_readme(path.name)


def _read_member(
    package: Package, name: str, source: Source, allowance: Allowance
) -> Iterable[Draft | Skip]:
    path = PurePosixPath(name)
    member = f"{source.id}!/{name}"
    try:
        found = format_of(path, package.head(name))
        if found is None:
            return
        inside = Source(member, path, lambda: package.open(name), source.options, allowance)
        if found.module in ARCHIVES:
            inside = replace(inside, allowance=allowance.inner())
        for draft in found.reader().read(inside):
            if isinstance(draft, Skip):
                yield draft
            else:
                key = f"{name}!/{draft.key}" if draft.key else name
                yield replace(draft, key=key, name=draft.name or path)
    except SourceError as error:
        yield Skip(member, str(error))
