"""Whoosh as it comes: its stemming analyzer with its stop words, its BM25F."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from whoosh import query as clauses
from whoosh.analysis import StemmingAnalyzer
from whoosh.fields import STORED, TEXT, Schema
from whoosh.filedb.filestore import RamStorage

if TYPE_CHECKING:
    from benchmarks.quality.beir import Collection

TITLE = f"Whoosh {version('whoosh-reloaded')}"
NOTE = "`StemmingAnalyzer()`, `BM25F()`, an `Or` of the words, each once"


def rank(collection: Collection, depth: int) -> dict[str, list[str]]:
    """Queries built from terms, so that nothing in them is taken for an operator."""
    schema = Schema(whole=TEXT(analyzer=StemmingAnalyzer(cachesize=-1)), place=STORED)
    index = RamStorage().create_index(schema)
    writer = index.writer(limitmb=256)
    for place, document in enumerate(collection.documents):
        writer.add_document(whole=document.whole, place=place)
    writer.commit()
    with index.searcher() as searcher:
        analyzer = schema["whole"].analyzer

        def ranked(text: str) -> list[str]:
            terms = [clauses.Term("whole", token.text) for token in analyzer(text, mode="query")]
            found = searcher.search(clauses.Or(terms).normalize(), limit=depth)
            return [collection.documents[hit["place"]].id for hit in found]

        return {query: ranked(text) for query, text in collection.queries.items()}
