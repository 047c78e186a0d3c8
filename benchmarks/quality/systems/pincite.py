"""pincite through its front door: articles in by `Index.add`, `Index.find`, hits out."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import pincite

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from benchmarks.quality.beir import Collection

NAME = "pincite"
TITLE = f"pincite {version('pincite')}"
NOTE = (
    "a document an article, each language found by itself; a document that is only a title has it "
    "for its text too; articles rank by their first paragraph among the hits"
)


@dataclass(frozen=True)
class Answers:
    """What was found.

    Attributes:
        rankings: ids of documents by that of the query, best first, each once.
        refused: what the error was of each query that was not understood.
    """

    rankings: dict[str, list[str]] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)


class Searcher:
    """An open index of a collection.

    An article's id is its document's place in the collection: documents may be called anything,
    articles not, and no name is to have a part in the ranking.
    """

    def __init__(self, collection: Collection, folder: Path, *, reuse: bool = False) -> None:
        """Index the documents in `folder`, or take the index that is there."""
        self._documents = collection.documents
        if not reuse or not (folder / _MADE).exists():
            shutil.rmtree(folder, ignore_errors=True)
            _build(collection, folder)
        self._index = pincite.open_index(folder / _INDEX)

    def answer(
        self, queries: Mapping[str, str], depth: int, options: Mapping[str, Any] | None = None
    ) -> Answers:
        """The first `depth` documents for each query.

        Args:
            queries: texts by id.
            depth: how many documents at most.
            options: arguments of `Index.find`, by name.
        """
        answers = Answers()
        for query, text in queries.items():
            with _noted(answers.refused, query):
                answers.rankings[query] = self._rank(text, depth, options or {})
        return answers

    def close(self) -> None:
        """Let go of the index."""
        self._index.close()

    def _rank(self, query: str, depth: int, options: Mapping[str, Any]) -> list[str]:
        limit = depth
        while True:
            results = self._index.find(query, limit=limit, **options)
            places = dict.fromkeys(_articles(results))
            if len(places) >= depth or len(results) < limit:
                return [self._documents[int(place)].id for place in list(places)[:depth]]
            limit *= 2


_INDEX, _MADE = "index", "made"


@contextmanager
def _noted(refused: dict[str, str], query: str) -> Iterator[None]:
    try:
        yield
    except pincite.QueryError as error:
        refused[query] = str(error)


def _articles(results: pincite.Results) -> Iterator[str]:
    """The ids of the articles of hits; those that have the same words come right behind."""
    for hit in results:
        yield hit.article.id
        yield from (locator.article for locator in hit.also)


def _build(collection: Collection, folder: Path) -> None:
    with pincite.create_index(folder / _INDEX) as index:
        for place, document in enumerate(collection.documents):
            index.add(str(place), document.text, title=document.title)
        index.commit()
    (folder / _MADE).touch()
