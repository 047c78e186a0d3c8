"""Files packed with gzip: the articles of what is in them."""

from __future__ import annotations

import gzip
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO, cast

from pincite.errors import SourceError, unreadable
from pincite.indexer.sources.archives.unpacking import (
    ARCHIVES,
    LARGEST_ARCHIVE,
    Allowance,
    unpacked,
)
from pincite.indexer.sources.formats import format_of
from pincite.indexer.sources.sniffing import HEAD
from pincite.indexer.sources.source import Draft, Skip, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

_SUFFIX = ".gz"


def read(source: Source) -> Iterator[Draft | Skip]:
    """The articles of the one file that is packed.

    Raises:
        SourceError: it is damaged, unpacks to too much, or is of no format that any reader knows.
    """
    allowance = source.allowance or Allowance()
    name = source.name
    inside = replace(
        source,
        name=name.with_suffix("") if name.suffix.lower() == _SUFFIX else name,
        open=lambda: _unpacked(source, allowance),
        allowance=allowance,
    )
    with _unpacked(source, Allowance()) as stream:
        found = format_of(inside.name, stream.read(HEAD))
    if found is None:
        raise SourceError("what is packed in it is of no format that is read here")
    if found.module in ARCHIVES:
        inside = replace(inside, allowance=allowance.inner())
    for draft in found.reader().read(inside):
        yield draft if isinstance(draft, Skip) else replace(draft, name=draft.name or inside.name)


def _unpacked(source: Source, allowance: Allowance) -> BinaryIO:
    """The bytes behind the packed ones.

    Raises:
        SourceError: it cannot be read.
    """
    try:
        packed = source.open()
    except (OSError, ValueError) as error:
        raise SourceError(unreadable(error)) from error
    stream = cast("BinaryIO", gzip.GzipFile(fileobj=packed, mode="rb"))
    return unpacked(stream, allowance, LARGEST_ARCHIVE, packed)
