"""A query in, ranked hits out: matching, ranking and snippets on one state of an index."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple

from pincite.errors import QueryError
from pincite.indexer import location
from pincite.indexer.articles import Stats
from pincite.indexer.function_words import function_words
from pincite.search.hits.reading import Reading
from pincite.search.hits.values import Respelling, Results
from pincite.search.languages import Languages
from pincite.search.lookup import Lookup
from pincite.search.query.parser import parse
from pincite.search.query.tree import Group
from pincite.search.ranking.collector import Collector
from pincite.search.ranking.repeats import collapsed
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
        self.snapshot = Snapshot(folder)
        self.languages = Languages(self.snapshot, self.settings.language)
        self._synonyms: dict[str, Synonyms | None] = {}

    @cached_property
    def library(self) -> Library:
        """Its articles by name."""
        from pincite.search.library import Library

        return Library(self.snapshot)

    def synonyms(self, language: str) -> Synonyms | None:
        """What its users have written down to be searched together, if anything; read once.

        Args:
            language: of the queries it is for, which are rid of its function words.

        Raises:
            PinciteError: that file is broken.
        """
        if language not in self._synonyms:
            everywhere = frozenset.intersection(*map(function_words, self.languages.present))
            self._synonyms[language] = _synonyms(self.folder, function_words(language), everywhere)
        return self._synonyms[language]

    def stats(self, *, divided: bool = False) -> Stats:
        """How much the index holds; how it divides only on demand."""
        snapshot = self.snapshot
        languages = tuple(self.languages.present)
        held = Stats(snapshot.article_count, snapshot.paragraphs, snapshot.words, languages)
        if not divided:
            return held
        from pincite.search import holdings

        return replace(
            held,
            by_year=holdings.by_year(snapshot),
            by_publication=holdings.by_publication(snapshot),
            by_language=holdings.by_language(snapshot),
            by_kind=holdings.by_kind(snapshot),
        )

    def find(self, request: Request) -> Results:
        """The best paragraphs for a query.

        Raises:
            QueryError: the query cannot be understood.
        """
        query = request.query
        tree = self._tree(query, request.filters)
        lookup = Lookup(self.snapshot, self.languages, tree)
        missing = lookup.missing()
        respelt = self._respelt(request, tree, lookup) if missing else None
        if respelt:
            request, tree, lookup = respelt.request, respelt.tree, respelt.lookup
        collector = self._collector(tree, lookup, request)
        ranked, facets = self._arranged(collector, request)
        results = Results(
            query=query,
            total=ranked.total,
            hits=self._hits(lookup, collector, ranked, request),
            missing=missing,
            notes=lookup.notes(),
            by_article=request.by_article,
            facets=facets,
            left=_left(ranked),
            respelt=respelt.spellings if respelt else (),
        )
        if results.total and not (missing and lookup.missing()):
            return results
        return self._advised(results, request, tree, lookup)

    def _respelt(self, request: Request, tree: Group, lookup: Lookup) -> _Respelt | None:
        """The search with other spellings for what no paragraph has, if there are any."""
        from pincite.search.advice.respelling import respellings
        from pincite.search.advice.rewriting import respelt

        found = respellings(request.query, tree, lookup, self.snapshot, self.languages)
        if not found:
            return None
        query = respelt(request.query, {("", word): found[word] for word in found})
        try:
            tree = self._tree(query, request.filters)
        except QueryError:  # a longer spelling may make it too long
            return None
        lookup = Lookup(self.snapshot, self.languages, tree)
        spellings = tuple(Respelling(word, spelling) for word, spelling in found.items())
        return _Respelt(replace(request, query=query), tree, lookup, spellings)

    def _advised(self, results: Results, request: Request, tree: Group, lookup: Lookup) -> Results:
        """With what else could be asked, and if nothing was found, with why."""
        from pincite.search.advice.advice import Advice

        query, filters = request.query, request.filters
        language = self.languages.of_query(query)
        advice = Advice(self.snapshot, self.languages, tree, lookup)
        suggestions = advice.suggestions(query, lambda other: self._finds(other, filters))
        if results.total:
            return replace(results, suggestions=suggestions)
        return replace(
            results,
            suggestions=suggestions,
            reasons=advice.reasons(),
            alone=advice.alone(function_words(language), partial(self._widened, language)),
        )

    def concordance(self, request: Request, order: str) -> Concordance:
        """The first matches of a query, ordered in one of `concordance.ORDERS`.

        Raises:
            QueryError: the query cannot be understood.
        """
        from pincite.search.concordance import concordance

        tree = self._tree(request.query, request.filters)
        lookup = Lookup(self.snapshot, self.languages, tree)
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
        language = self.snapshot.language_of(number)
        words = telling_words(text, language, self.snapshot, self.languages)
        if not words:
            return Results(f"{article}#{ordinal}", 0, ())
        tree = Group(shoulds=words, filters=request.filters)
        lookup = Lookup(self.snapshot, self.languages, tree)
        collector = Collector(self.snapshot, tree, lookup.terms(), [], request.weights)
        ranked = without(number, collector, request.offset + request.limit)
        hits = self._hits(lookup, collector, ranked, request)
        return Results(f"{article}#{ordinal}", ranked.total, hits, left=_left(ranked))

    def resolve(self, locator: Locator) -> Resolution:
        """What has become of the paragraph of a locator.

        Raises:
            PinciteError: the locator has no text to compare.
        """
        from pincite.search.resolving.resolve import resolve

        return resolve(self.snapshot, self.languages, locator)

    @cached_property
    def _dividing(self) -> Dividing:
        from pincite.search.facets import Dividing

        return Dividing(self.snapshot)

    def _collector(self, tree: Group, lookup: Lookup, request: Request) -> Collector:
        """What ranks by words, and by meaning if that is asked for."""
        ranking = (self.snapshot, tree, lookup.terms(), lookup.pairs(), request.weights)
        if not request.semantic:
            return Collector(*ranking)
        from pincite.search.ranking.semantic import SemanticCollector, meaning

        needless = function_words(self.languages.of_query(request.query))
        return SemanticCollector(meaning(request.query, tree, needless), *ranking)

    def _arranged(self, collector: Collector, request: Request) -> tuple[Ranked, tuple[Facet, ...]]:
        """What is listed, and how all that matches divides."""
        most = request.offset + request.limit
        if request.wants_the_best:
            return self._listed(collector.collect, most, collector, request), ()
        from pincite.search.matching.matches import Matches
        from pincite.search.ranking.ordering import arranged

        matches = Matches(self.snapshot, collector.matching())
        rank = partial(arranged, collector, matches, request)
        facets = tuple(self._dividing.by(name, matches) for name in request.facets)
        return self._listed(rank, most, collector, request), facets

    def _listed(
        self, rank: Callable[[int], Ranked], most: int, collector: Collector, request: Request
    ) -> Ranked:
        """The first that `rank` gives; those of the same words under the first of them."""
        if request.repeats or request.by_article:
            return rank(most)
        return collapsed(rank, most, self.snapshot, collector.matching)

    def _tree(self, query: str, filters: tuple[Node, ...]) -> Group:
        language = self.languages.of_query(query)
        tree = self._widened(language, parse(query, function_words(language)))
        return replace(tree, filters=(*tree.filters, *filters)) if filters else tree

    def _widened(self, language: str, tree: Group) -> Group:
        """A query in a language with what synonyms there are for its words."""
        synonyms = self.synonyms(language)
        return synonyms.widened(tree, self.languages.stems) if synonyms else tree

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
                    number,
                    ranked.also.get(number, ()),
                    rank=rank,
                    score=value,
                    explanation=explanation,
                    matches=matches,
                )
            )
        return tuple(hits)

    def _finds(self, query: str, filters: tuple[Node, ...]) -> bool:
        """Whether a query finds anything."""
        try:
            tree = self._tree(query, filters)
        except QueryError:  # a longer spelling may make it too long
            return False
        terms = Lookup(self.snapshot, self.languages, tree).terms()
        return Collector(self.snapshot, tree, terms, []).collect(1).total > 0


def _synonyms(
    folder: Path, needless: frozenset[str], everywhere: frozenset[str]
) -> Synonyms | None:
    path = folder / location.SYNONYMS
    if not os.path.lexists(path):
        return None
    from pincite.search.query.synonyms import read_synonyms  # for the few indexes that have it

    return read_synonyms(path, needless, everywhere)


class _Respelt(NamedTuple):
    """A search with other spellings for some words of its query."""

    request: Request
    tree: Group
    lookup: Lookup
    spellings: tuple[Respelling, ...]


def _left(ranked: Ranked) -> int:
    """How much matches besides what was ranked, and what that stands for."""
    return ranked.total - len(ranked.numbers) - sum(map(len, ranked.also.values()))


def _accountant(collector: Collector) -> Account:
    """What accounts for the scores of a search."""
    from pincite.search.ranking.explain import explain_score

    return partial(explain_score, collector)
