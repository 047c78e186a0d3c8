"""The systems: one module each, all with the same few names.

A peer's module imports what it measures when it is imported, so that one that is not installed
fails there with an ImportError that says what to install. Peers are given title and text as one
field; why is said in `lucene.py`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

    from benchmarks.quality.beir import Collection

    Rankings = Mapping[str, list[str]]
    """Ids of documents, best first, each once, by that of the query."""

PEERS = ("lucene", "bm25s", "tantivy", "fts5", "whoosh")
UNSTEMMED = "bm25s_unstemmed"


class Peer(Protocol):
    """What a peer's module of this package has.

    Attributes:
        TITLE: name and version.
        NOTE: how it is set up, in half a sentence.
    """

    TITLE: str
    NOTE: str

    def rank(self, collection: Collection, depth: int) -> Rankings:
        """The first `depth` documents for each query, of an index made for it."""


def load(name: str) -> Peer:
    """The peer of that name.

    Raises:
        ImportError: it is not installed.
    """
    return cast("Peer", import_module(f"benchmarks.quality.systems.{name}"))
