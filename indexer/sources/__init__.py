"""Sources: from files to articles. A format is a reader here, found by its suffix."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from pincite.errors import SourceError
from pincite.indexer.sources.finding import Skip, find_files
from pincite.indexer.sources.markdown import MarkdownReader
from pincite.indexer.sources.text import TextReader

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pincite.indexer.articles import Article

__all__ = ["READERS", "Reader", "Skip", "find_sources", "read_articles"]


class Reader(Protocol):
    """Reads one format."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The suffixes of its files, lower case and with the dot."""
        ...

    def read(self, path: Path, id: str) -> list[Article]:  # noqa: A002
        """The articles in `path`; `id` names the file in the index.

        Raises:
            SourceError: it cannot be read as this format, or has no text.
        """
        ...


READERS: tuple[Reader, ...] = (TextReader(), MarkdownReader())


def find_sources(paths: Iterable[str | Path]) -> tuple[list[Path], list[Skip]]:
    """The files to read, in path order and each once, and what was skipped and why.

    Files are taken as named; folders are walked for files that some reader knows. Hidden files
    and folders, linked folders and READMEs inside a folder are passed over.
    """
    return find_files(paths, frozenset(_by_suffix()))


def read_articles(path: Path, id: str) -> list[Article]:  # noqa: A002
    """The articles in a source file; `id` names it in the index.

    Raises:
        SourceError: it cannot be read, is not text, or has none.
    """
    reader = _by_suffix().get(path.suffix.lower())
    if reader is None:
        raise SourceError("no reader for this kind of file")
    return reader.read(path, id)


def _by_suffix() -> dict[str, Reader]:
    return {suffix: reader for reader in READERS for suffix in reader.suffixes}
