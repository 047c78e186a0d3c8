"""A query in, ranked hits out: matching, ranking and snippets on one state of an index."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from pincite.errors import QueryError
from pincite.indexer import location
from pincite.indexer.articles import Stats
from pincite.indexer.stemming import Stemmer
from pincite.search import query as queries
from pincite.search.collector import Collector, content_stems, weighted_pairs
from pincite.search.explain import explain_score
from pincite.search.highlight import find_matches
from pincite.search.hits import Hit, Results
from pincite.search.library import Library
from pincite.search.matching import Matcher
from pincite.search.postings import PostingsReader
from pincite.search.query import Phrase, Word
from pincite.search.ranking import Collection, Scorer
from pincite.search.snippet import make_snippet, merge
from pincite.search.suggest import suggest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pincite.search.collector import Ranked
    from pincite.search.query import Group, Leaf


@dataclass(frozen=True)
class _Search:
    """One query against one state of an index."""

    tree: Group
    leaves: Mapping[Leaf, int]
    matcher: Matcher


class Engine:
    """Searches one committed state of an index; not safe for threads by itself."""

    def __init__(self, folder: Path) -> None:
        """Open the newest commit of the index in `folder`.

        Raises:
            CorruptIndex: it cannot be opened.
        """
        self.folder = folder
        self.settings = location.read_settings(folder)
        self._function_words = queries.function_words(self.settings.language)
        self.reader = PostingsReader(folder)
        self.library = Library(self.reader)
        self.lexicon = location.read_lexicon(folder)
        # A table of its own: what is asked for is stemmed too, and must not pass for known.
        self.stemmer = Stemmer(self.settings.language, dict(self.lexicon))
        self.collection = Collection.of(self.reader)

    def close(self) -> None:
        """Let go of the files."""
        self.reader.close()

    def stats(self) -> Stats:
        """How much the index holds."""
        paragraphs = self.reader.paragraphs
        words = int(self.reader.text_lengths[paragraphs].sum())
        return Stats(len(self.reader.article_numbers), len(paragraphs), words)

    def find(self, query: str, *, limit: int, offset: int, explain: bool) -> Results:
        """The best paragraphs for a query.

        Raises:
            QueryError: the query cannot be understood.
        """
        tree = queries.parse(query, self._function_words)
        matcher = Matcher(self.reader, self.stemmer, self.collection.idf)
        search = _Search(tree, Counter(queries.leaves(tree)), matcher)
        ranked = self._rank(search)
        missing = _missing(search)
        return Results(
            query=query,
            total=len(ranked.numbers),
            hits=tuple(self._hits(search, ranked, limit, offset, explain=explain)),
            missing=missing,
            suggestions=self._suggestions(query, missing),
        )

    def _rank(self, search: _Search) -> Ranked:
        scorer = Scorer(self.reader, search.matcher, self.collection, search.leaves)
        pairs = weighted_pairs(queries.pairs(search.tree), self.stemmer, search.matcher)
        stems_of = partial(content_stems, stem=self.stemmer, function_words=self._function_words)
        collector = Collector(self.reader, scorer, pairs, stems_of)
        return collector.collect(search.matcher.matches(search.tree))

    def _hits(
        self, search: _Search, ranked: Ranked, limit: int, offset: int, *, explain: bool
    ) -> Iterator[Hit]:
        weighted = [(leaf, search.matcher.occurrences(leaf).idf) for leaf in search.leaves]
        for place in range(offset, min(offset + limit, len(ranked.numbers))):
            number = int(ranked.numbers[place])
            record = self.reader.record(number)
            paragraph = record.paragraph
            matches = find_matches(paragraph.text, weighted, self.stemmer)
            account = (
                explain_score(search.matcher, ranked, number, paragraph.kind) if explain else ()
            )
            yield Hit(
                rank=place + 1,
                score=float(ranked.values[place]),
                article=self.library.article(record.article),
                paragraph=paragraph,
                spans=merge([(match.start, match.end) for match in matches]),
                snippet=make_snippet(paragraph.text, paragraph.sentences, matches),
                explanation=account,
            )

    def _suggestions(self, query: str, missing: tuple[str, ...]) -> tuple[str, ...]:
        if not missing:
            return ()

        def frequency(surface: str) -> int:
            return len(self.reader.postings("surface", surface).numbers)

        likely = suggest(query, missing, self.lexicon, frequency)
        return tuple(filter(self._finds, likely))

    def _finds(self, query: str) -> bool:
        """Whether a query finds anything."""
        try:
            tree = queries.parse(query, self._function_words)
        except QueryError:  # a longer spelling may make it too long
            return False
        matcher = Matcher(self.reader, self.stemmer, self.collection.idf)
        return len(matcher.matches(tree)) > 0


def _missing(search: _Search) -> tuple[str, ...]:
    """The words of a query, folded, that no paragraph has."""
    words: dict[str, None] = {}
    for leaf in search.leaves:
        parts: list[Leaf] = [leaf]
        if isinstance(leaf, Phrase):
            parts = [Phrase((surface,)) for surface in leaf.surfaces]
        for part in parts:
            if not len(search.matcher.occurrences(part).text.numbers):
                words.setdefault(part.surface if isinstance(part, Word) else part.surfaces[0])
    return tuple(words)
