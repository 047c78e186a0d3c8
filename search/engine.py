"""A query in, ranked hits out: matching, ranking and snippets on one state of an index."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pincite.errors import QueryError
from pincite.indexer import location
from pincite.indexer.articles import Stats
from pincite.indexer.function_words import function_words
from pincite.indexer.stemming import Stemmer
from pincite.search import query as queries
from pincite.search.collector import Collector
from pincite.search.explain import explain_score
from pincite.search.highlight import Highlighter
from pincite.search.hits import Hit, Results
from pincite.search.library import Library
from pincite.search.lookup import Lookup
from pincite.search.snapshot import Snapshot
from pincite.search.snippet import make_snippet, merge
from pincite.search.suggest import suggest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pincite.indexer.articles import Kind
    from pincite.search.collector import Ranked
    from pincite.search.hits import Contribution

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
        self.library = Library(self.snapshot)
        self._stem = Stemmer(self.settings.language, self.snapshot.stem)

    def stats(self) -> Stats:
        """How much the index holds."""
        snapshot = self.snapshot
        return Stats(snapshot.article_count, snapshot.paragraphs, snapshot.words)

    def find(self, query: str, *, limit: int, offset: int, explain: bool) -> Results:
        """The best paragraphs for a query.

        Raises:
            QueryError: the query cannot be understood.
        """
        tree = queries.parse(query, self._function_words)
        lookup = Lookup(self.snapshot, self._stem, tree)
        collector = Collector(self.snapshot, tree, lookup.terms(), lookup.pairs())
        ranked = collector.collect(offset + limit)
        missing = lookup.missing()
        account = partial(explain_score, collector) if explain else None
        hits = tuple(self._hits(lookup, ranked, offset, account))
        return Results(query, ranked.total, hits, missing, self._suggestions(query, missing))

    def _hits(
        self, lookup: Lookup, ranked: Ranked, offset: int, account: Account | None
    ) -> Iterator[Hit]:
        highlighter = Highlighter(lookup.sought())
        numbers = ranked.numbers[offset:].tolist()
        values = ranked.values[offset:].tolist()
        for rank, (number, value) in enumerate(zip(numbers, values, strict=True), offset + 1):
            article, paragraph = self.snapshot.paragraph(number)
            matches = highlighter.matches(paragraph.text)
            near = ranked.near.get(number, 0.0)
            yield Hit(
                rank=rank,
                score=value,
                article=article,
                paragraph=paragraph,
                spans=merge([(match.start, match.end) for match in matches]),
                snippet=make_snippet(paragraph.text, paragraph.sentences, matches),
                explanation=account(number, near, paragraph.kind) if account else (),
            )

    def _suggestions(self, query: str, missing: tuple[str, ...]) -> tuple[str, ...]:
        if not missing:
            return ()
        known = dict(self.snapshot.words_and_stems())
        likely = suggest(query, missing, known, self.snapshot.surface_frequency)
        return tuple(filter(self._finds, likely))

    def _finds(self, query: str) -> bool:
        """Whether a query finds anything."""
        try:
            tree = queries.parse(query, self._function_words)
        except QueryError:  # a longer spelling may make it too long
            return False
        terms = Lookup(self.snapshot, self._stem, tree).terms()
        return Collector(self.snapshot, tree, terms, []).collect(1).total > 0
