"""A query in, ranked hits out: matching, ranking and snippets on one state of an index."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from pincite.errors import QueryError
from pincite.indexer import location
from pincite.indexer.articles import Stats
from pincite.indexer.function_words import function_words
from pincite.indexer.stemming import Stemmer
from pincite.search.hits.reading import Reading
from pincite.search.hits.values import Results
from pincite.search.lookup import Lookup
from pincite.search.query.parser import parse
from pincite.search.ranking.collector import Collector
from pincite.search.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pincite.indexer.articles import Kind
    from pincite.search.hits.values import Contribution, Hit
    from pincite.search.library import Library
    from pincite.search.query.tree import Group, Node
    from pincite.search.ranking.collector import Ranked
    from pincite.search.request import Request

    Account = Callable[[int, float, Kind], tuple[Contribution, ...]]


class Engine:
    """Searches one committed state of an index; not safe for threads by itself."""

    def __init__(self, folder: Path) -> None:
        """Open the newest commit of the index in `folder`.

        Raises:
            CorruptIndex: it cannot be opened.
        """
        self.folder = folder
        self.settings = location.read_settings(folder)
        self._function_words = function_words(self.settings.language)
        self.snapshot = Snapshot(folder)
        self._stem = Stemmer(self.settings.language, self.snapshot.stem)

    @cached_property
    def library(self) -> Library:
        """Its articles by name."""
        from pincite.search.library import Library

        return Library(self.snapshot)

    def stats(self) -> Stats:
        """How much the index holds."""
        snapshot = self.snapshot
        return Stats(snapshot.article_count, snapshot.paragraphs, snapshot.words)

    def find(self, request: Request) -> Results:
        """The best paragraphs for a query.

        Raises:
            QueryError: the query cannot be understood.
        """
        query, offset = request.query, request.offset
        tree = self._tree(query, request.filters)
        lookup = Lookup(self.snapshot, self._stem, tree)
        collector = Collector(self.snapshot, tree, lookup.terms(), lookup.pairs())
        ranked = collector.collect(offset + request.limit)
        missing = lookup.missing()
        account = _accountant(collector) if request.explain else None
        return Results(
            query=query,
            total=ranked.total,
            hits=tuple(self._hits(lookup, ranked, offset, account)),
            missing=missing,
            suggestions=self._suggestions(request, lookup.misspelt() if missing else ()),
            notes=lookup.notes(),
        )

    def _tree(self, query: str, filters: tuple[Node, ...]) -> Group:
        tree = parse(query, self._function_words)
        return replace(tree, filters=(*tree.filters, *filters)) if filters else tree

    def _hits(
        self, lookup: Lookup, ranked: Ranked, offset: int, account: Account | None
    ) -> Iterator[Hit]:
        reading = Reading(self.folder, self.snapshot, lookup.sought)
        numbers = ranked.numbers[offset:].tolist()
        values = ranked.values[offset:].tolist()
        nears = ranked.near[offset:].tolist()
        ordered = zip(numbers, values, nears, strict=True)
        for rank, (number, value, near) in enumerate(ordered, offset + 1):
            explanation: tuple[Contribution, ...] = ()
            if account:
                _, paragraph = self.snapshot.paragraph(number)
                explanation = account(number, near, paragraph.kind)
            yield reading.hit(number, rank, value, explanation)

    def _suggestions(self, request: Request, misspelt: tuple[str, ...]) -> tuple[str, ...]:
        if not misspelt:
            return ()
        from pincite.search.suggest import suggest

        known = dict(self.snapshot.words_and_stems())
        likely = suggest(request.query, misspelt, known, self.snapshot.surface_frequency)
        return tuple(each for each in likely if self._finds(each, request.filters))

    def _finds(self, query: str, filters: tuple[Node, ...]) -> bool:
        """Whether a query finds anything."""
        try:
            tree = self._tree(query, filters)
        except QueryError:  # a longer spelling may make it too long
            return False
        terms = Lookup(self.snapshot, self._stem, tree).terms()
        return Collector(self.snapshot, tree, terms, []).collect(1).total > 0


def _accountant(collector: Collector) -> Account:
    """What accounts for the scores of a search."""
    from pincite.search.ranking.explain import explain_score

    return partial(explain_score, collector)
