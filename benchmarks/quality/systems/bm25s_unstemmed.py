"""bm25s over words as they stand: what stemming has to beat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.quality.systems import bm25s
from benchmarks.quality.systems.lucene_words import plain

if TYPE_CHECKING:
    from benchmarks.quality.beir import Collection

TITLE = f"{bm25s.TITLE}, unstemmed"
NOTE = "its Lucene variant, k1 = 1.2, b = .75; no stop words, no stemming"


def rank(collection: Collection, depth: int) -> dict[str, list[str]]:
    """As bm25s does."""
    return bm25s.rank(collection, depth, plain)
