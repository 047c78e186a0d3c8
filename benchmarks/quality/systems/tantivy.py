"""tantivy through tantivy-py, with its own English analyzer."""

from __future__ import annotations

import re
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import Stemmer
import tantivy
from tantivy import Occur
from tantivy import Query as Clause

if TYPE_CHECKING:
    from benchmarks.quality.beir import Collection

TITLE = f"tantivy {version('tantivy')}"
NOTE = "`en_stem`, which has no stop words; BM25, k1 = 1.2, b = .75; any of the words"

_WORD = re.compile(r"[^\W_]+")


def rank(collection: Collection, depth: int) -> dict[str, list[str]]:
    """Queries built from terms, so that nothing in them is taken for an operator."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("whole", tokenizer_name="en_stem")
    builder.add_unsigned_field("place", fast=True)
    schema = builder.build()
    index = tantivy.Index(schema)
    writer = index.writer(num_threads=1)
    for place, found in enumerate(collection.documents):
        document = tantivy.Document(whole=found.whole)
        document.add_unsigned("place", place)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher, stem = index.searcher(), Stemmer.Stemmer("english").stemWord

    def ranked(text: str) -> list[str]:
        terms = [stem(word) for word in _WORD.findall(text.lower())]
        clauses = [(Occur.Should, Clause.term_query(schema, "whole", term)) for term in terms]
        hits = searcher.search(Clause.boolean_query(clauses), depth, count=False).hits
        places: list[Any] = searcher.fast_field_values("place", [address for _, address in hits])
        return [collection.documents[place].id for place in places]

    return {query: ranked(text) for query, text in collection.queries.items()}
