"""The values a search answers with: results, hits, snippets, locators."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pincite.indexer.articles import Article, Paragraph
    from pincite.search.hits.spans import Span


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

    A hit of a search reads its text when it is first asked for, from the state of the index
    that was searched, whatever has become of the index. A damaged one may raise `CorruptIndex`
    then.

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

    @classmethod
    def unread(cls, read: Callable[[Hit, str], Mapping[str, Any]], **values: object) -> Hit:
        """A hit that has some values and reads the others when it is asked for them.

        Args:
            read: gives the values of a field and of what is read with it, by name.
            values: the fields it has.
        """
        hit = object.__new__(cls)
        # All at once: the way of a frozen dataclass costs as much for each of them.
        hit.__dict__.update(values, _read=read)
        return hit

    def __reduce__(self) -> tuple[type[Hit], tuple[Any, ...]]:
        return type(self), tuple(getattr(self, field.name) for field in fields(self))

    @property
    def locator(self) -> Locator:
        """Where to find it again."""
        return Locator(self.article.id, self.paragraph.ordinal, self.paragraph.lines)

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from pincite.search.hits.notebook import hit_html

        return hit_html(self)


class _Late:
    """A field of a hit that is read when it is first asked for; then the hit has it itself."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, hit: Hit | None, owner: type[Hit]) -> Any:
        values = {} if hit is None else hit.__dict__
        read = values.get("_read")
        if read is not None:
            values.update(read(hit, self._name))
            if "article" in values and "snippet" in values:
                values.pop("_read", None)  # and with it, let go of the index
        if self._name not in values:
            raise AttributeError(f"{owner.__name__!r} has no attribute {self._name!r}")
        return values[self._name]


# Not in the class itself, or they were the defaults of the fields.
for _name in ("article", "paragraph", "spans", "snippet"):
    setattr(Hit, _name, _Late(_name))


@dataclass(frozen=True)
class Results:
    """The hits asked for, and how many there are in all.

    Attributes:
        query: the query as given.
        total: number of paragraphs that match.
        hits: the ones from `offset` on, at most `limit`, best first.
        missing: words and patterns of the query that are nowhere in the index.
        suggestions: other queries that would find something, best first.
        notes: what of the query was not searched, and why; mostly nothing.
    """

    query: str
    total: int
    hits: tuple[Hit, ...]
    missing: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)

    def __len__(self) -> int:
        return len(self.hits)

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from pincite.search.hits.notebook import results_html

        return results_html(self)
