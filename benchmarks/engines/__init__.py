"""The engines: one module each, all with the same few names.

An engine's module imports what it measures when it is imported, so that one that is not installed
fails there with an ImportError that says what to install.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, cast

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.corpora import Corpus
    from benchmarks.queries import Query

NAMES = ("pincite", "tantivy", "lucene", "xapian", "fts5", "bm25s", "whoosh")
LIMIT = 10
"""Hits asked for."""

SNIPPET = 320
"""Characters of a snippet, where an engine can be told."""

Scored = list[tuple[Any, float]]
Shown = list[tuple[Any, object]]


class Searcher(Protocol):
    """An open index that answers queries.

    What an engine knows a paragraph by is its own affair, as long as `number` understands it.
    """

    def bare(self, query: Query) -> Scored:
        """The ten best paragraphs, best first, and their scores; no text, no count of others."""

    def snippets(self, query: Query) -> Shown:
        """The ten best paragraphs, each with its snippet, matches marked."""

    def number(self, place: Any) -> int:
        """The number of a paragraph in the corpus; not measured."""

    def clock(self) -> int:
        """CPU nanoseconds spent so far; differences are what counts."""


class Numbered:
    """An engine that gives the numbers of the paragraphs itself."""

    def number(self, place: int) -> int:
        """That number."""
        return place


class Engine(Protocol):
    """What a module of this package has.

    Attributes:
        TITLE: name and version.
        KINDS: the kinds of queries it can be asked.
        SNIPPETS: whether it makes snippets.
        NOTE: how it is set up, in half a sentence.
    """

    TITLE: str
    KINDS: frozenset[str]
    SNIPPETS: bool
    NOTE: str

    def build(self, corpus: Corpus, folder: Path) -> None:
        """Index the paragraphs, stemmed, with positions and stored text, into `folder`."""

    def open(self, folder: Path, corpus: Corpus) -> Searcher:
        """Open what `build` made."""


def load(name: str) -> Engine:
    """The engine of that name.

    Raises:
        ImportError: it is not installed.
    """
    return cast("Engine", import_module(f"benchmarks.engines.{name}"))
