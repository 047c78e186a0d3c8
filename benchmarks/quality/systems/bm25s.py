"""bm25s with Lucene's BM25, given the words as Lucene's EnglishAnalyzer has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bm25s

from benchmarks.quality.systems.lucene_words import stemmed

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.quality.beir import Collection

TITLE = f"bm25s {bm25s.__version__}"
NOTE = "its Lucene variant, k1 = 1.2, b = .75; EnglishAnalyzer's stop words, Porter's stemmer"


def rank(
    collection: Collection, depth: int, words: Callable[[str], list[str]] = stemmed
) -> dict[str, list[str]]:
    """Documents without any of the words, with which it fills up, are left out."""
    index = bm25s.BM25(k1=1.2, b=0.75, method="lucene")
    index.index([words(document.whole) for document in collection.documents], show_progress=False)
    asked = {query: words(text) for query, text in collection.queries.items()}
    ranked: dict[str, list[str]] = {query: [] for query in asked}
    for query, sought in asked.items():
        if not (known := [word for word in sought if word in index.vocab_dict]):
            continue
        places, scores = index.retrieve(
            [known], k=min(depth, len(collection.documents)), show_progress=False
        )
        ranked[query] = [
            collection.documents[place].id
            for place, score in zip(places[0].tolist(), scores[0].tolist(), strict=True)
            if score > 0
        ]
    return ranked
