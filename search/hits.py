"""The values a search answers with: results, hits, snippets, locators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pincite.indexer.articles import Article, Paragraph
    from pincite.search.spans import Span


@dataclass(frozen=True)
class Snippet:
    """A piece of a paragraph, cut at sentence ends, and where its matches are.

    Attributes:
        text: the piece, with "… " or " …" where it was cut.
        spans: start and end offset in `text` of each match, end excluded, in order.
    """

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Locator:
    """What a reader needs to find the paragraph again."""

    article: str
    ordinal: int
    lines: tuple[int, int]

    def __str__(self) -> str:
        return f"{self.article}#{self.ordinal}"


@dataclass(frozen=True)
class Contribution:
    """One line of the account of a score.

    Attributes:
        label: the term, phrase or rule.
        frequency: how often it occurs, or the factor of a rule.
        paragraphs: in how many paragraphs it occurs; 0 for a rule.
        value: what it adds to the score.
    """

    label: str
    frequency: float
    paragraphs: int
    value: float


@dataclass(frozen=True)
class Hit:
    """A paragraph that answers the query.

    Attributes:
        rank: place in the results, from 1.
        score: the number the results are ordered by.
        article: where it stands; without its paragraphs.
        paragraph: the paragraph itself.
        spans: start and end offset in `paragraph.text` of each match, in order.
        snippet: the part to show.
        explanation: the account of the score, adding up to it; empty unless asked for.
    """

    rank: int
    score: float
    article: Article
    paragraph: Paragraph
    spans: tuple[Span, ...]
    snippet: Snippet
    explanation: tuple[Contribution, ...] = ()

    @property
    def locator(self) -> Locator:
        """Where to find it again."""
        return Locator(self.article.id, self.paragraph.ordinal, self.paragraph.lines)

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from pincite.search.notebook import hit_html

        return hit_html(self)


@dataclass(frozen=True)
class Results:
    """The hits asked for, and how many there are in all.

    Attributes:
        query: the query as given.
        total: number of paragraphs that match.
        hits: the ones from `offset` on, at most `limit`, best first.
        missing: words of the query that are nowhere in the index.
        suggestions: other queries that would find something, best first.
    """

    query: str
    total: int
    hits: tuple[Hit, ...]
    missing: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)

    def __len__(self) -> int:
        return len(self.hits)

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from pincite.search.notebook import results_html

        return results_html(self)
