"""A query in, ranked hits out: matching, ranking and snippets on one state of an index."""

from __future__ import annotations

import os
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
from pincite.search.query.tree import Group
from pincite.search.ranking.collector import Collector
from pincite.search.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pincite.indexer.articles import Kind
    from pincite.search.concordance import Concordance
    from pincite.search.facets import Dividing
    from pincite.search.hits.values import Contribution, Facet, Hit, Locator
    from pincite.search.library import Library
    from pincite.search.query.synonyms import Synonyms
    from pincite.search.query.tree import Node
    from pincite.search.ranking.collector import Ranked
    from pincite.search.request import Request
    from pincite.search.resolving.resolve import Resolution

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

    @cached_property
    def synonyms(self) -> Synonyms | None:
        """What its users have written down to be searched together, if anything; read once.

        Raises:
            PinciteError: that file is broken.
        """
        path = self.folder / location.SYNONYMS
        if not os.path.lexists(path):
            return None
        from pincite.search.query.synonyms import read_synonyms  # for the few indexes that have it

        return read_synonyms(path, self._function_words)

    def stats(self) -> Stats:
        """How much the index holds."""
        snapshot = self.snapshot
        return Stats(snapshot.article_count, snapshot.paragraphs, snapshot.words)

    def find(self, request: Request) -> Results:
        """The best paragraphs for a query.

        Raises:
            QueryError: the query cannot be understood.
        """
        tree = self._tree(request.query, request.filters)
        lookup = Lookup(self.snapshot, self._stem, tree)
        collector = Collector(self.snapshot, tree, lookup.terms(), lookup.pairs())
        ranked, facets = self._arranged(collector, request)
        results = Results(
            query=request.query,
            total=ranked.total,
            hits=self._hits(lookup, collector, ranked, request),
            missing=lookup.missing(),
            notes=lookup.notes(),
            by_article=request.by_article,
            facets=facets,
        )
        if results.total and not results.missing:
            return results
        return self._advised(results, tree, lookup, request.filters)

    def _advised(
        self, results: Results, tree: Group, lookup: Lookup, filters: tuple[Node, ...]
    ) -> Results:
        """With what else could be asked, and if nothing was found, with why."""
        from pincite.search.advice.advice import Advice

        advice = Advice(self.snapshot, self._stem, tree, lookup)
        suggestions = advice.suggestions(results.query, lambda query: self._finds(query, filters))
        if results.total:
            return replace(results, suggestions=suggestions)
        return replace(
            results,
            suggestions=suggestions,
            reasons=advice.reasons(),
            alone=advice.alone(self._function_words, self._widened),
        )

    def concordance(self, request: Request, order: str) -> Concordance:
        """The first matches of a query, ordered in one of `concordance.ORDERS`.

        Raises:
            QueryError: the query cannot be understood.
        """
        from pincite.search.concordance import concordance

        tree = self._tree(request.query, request.filters)
        lookup = Lookup(self.snapshot, self._stem, tree)
        return concordance(self.snapshot, tree, lookup, request, order)

    def similar(self, article: str, ordinal: int, request: Request) -> Results:
        """The best paragraphs for the most telling words of one, that one left out.

        Args:
            article: the id of its article, or a name that only this has.
            ordinal: its place there, from 1.
            request: what of the answer is wanted; its query does not matter.

        Raises:
            ArticleNotFound: there is no such article, or no such paragraph in it.
        """
        from pincite.search.similar import telling_words, without

        number, article = self.library.paragraph_number(article, ordinal)
        text = self.snapshot.paragraph(number)[1].text
        words = telling_words(text, self.snapshot, self._stem, self._function_words)
        if not words:
            return Results(f"{article}#{ordinal}", 0, ())
        tree = Group(shoulds=words, filters=request.filters)
        lookup = Lookup(self.snapshot, self._stem, tree)
        collector = Collector(self.snapshot, tree, lookup.terms(), [])
        ranked = without(number, collector, request.offset + request.limit)
        hits = self._hits(lookup, collector, ranked, request)
        return Results(f"{article}#{ordinal}", ranked.total, hits)

    def resolve(self, locator: Locator) -> Resolution:
        """What has become of the paragraph of a locator.

        Raises:
            PinciteError: the locator has no text to compare.
        """
        from pincite.search.resolving.resolve import resolve

        return resolve(self.snapshot, self._stem, locator)

    @cached_property
    def _dividing(self) -> Dividing:
        from pincite.search.facets import Dividing

        return Dividing(self.snapshot)

    def _arranged(self, collector: Collector, request: Request) -> tuple[Ranked, tuple[Facet, ...]]:
        """What is listed, and how all that matches divides."""
        if request.wants_the_best:
            return collector.collect(request.offset + request.limit), ()
        from pincite.search.matching.matches import Matches
        from pincite.search.ranking.ordering import arranged

        matches = Matches(self.snapshot, collector.matching())
        ranked = arranged(collector, matches, request)
        return ranked, tuple(self._dividing.by(name, matches) for name in request.facets)

    def _tree(self, query: str, filters: tuple[Node, ...]) -> Group:
        tree = self._widened(parse(query, self._function_words))
        return replace(tree, filters=(*tree.filters, *filters)) if filters else tree

    def _widened(self, tree: Group) -> Group:
        """A query with what synonyms there are for its words."""
        return self.synonyms.widened(tree, self._stem) if self.synonyms else tree

    def _hits(
        self, lookup: Lookup, collector: Collector, ranked: Ranked, request: Request
    ) -> tuple[Hit, ...]:
        """The hits that a request wants of those that were ranked."""
        reading = Reading(self.folder, self.snapshot, lookup.sought)
        account = _accountant(collector) if request.explain else None
        offset = request.offset
        numbers = ranked.numbers[offset:].tolist()
        values = ranked.values[offset:].tolist()
        nears = ranked.near[offset:].tolist()
        hits = []
        ordered = zip(numbers, values, nears, strict=True)
        for rank, (number, value, near) in enumerate(ordered, offset + 1):
            explanation: tuple[Contribution, ...] = ()
            if account:
                _, paragraph = self.snapshot.paragraph(number)
                explanation = account(number, near, paragraph.kind)
            matches = ranked.matches[rank - 1] if ranked.matches else 0
            hits.append(
                reading.hit(
                    number, rank=rank, score=value, explanation=explanation, matches=matches
                )
            )
        return tuple(hits)

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
