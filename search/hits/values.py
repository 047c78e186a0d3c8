"""The values a search answers with: results, hits, snippets, locators."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pincite.indexer.articles import Article, Paragraph
    from pincite.search.hits.spans import Span

_BESIDE = 32


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
    """What it takes to find a paragraph again, after its article was edited too.

    The text and what stands beside it are the text quote selector of the Web Annotation Data
    Model (W3C 2017), section 4.2.4.

    Attributes:
        article: the id of its article.
        ordinal: its place there, from 1.
        lines: its first and last line in the source file, from 1; None where it has none.
        exact: its text.
        prefix: the end of the paragraph before it, at most 32 characters; "" where it is first.
        suffix: the beginning of the paragraph after it, likewise.
        pages: its first and last page in the source file, from 1; None where it has none.
    """

    article: str
    ordinal: int
    lines: tuple[int, int] | None
    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    pages: tuple[int, int] | None = None

    @classmethod
    def at(cls, article: Article, paragraph: Paragraph, before: str, after: str) -> Locator:
        """The locator of a paragraph between two texts, or what a locator has of them."""
        prefix, suffix = beside(before, after)
        return cls(
            article.id,
            paragraph.ordinal,
            paragraph.lines,
            paragraph.text,
            prefix,
            suffix,
            paragraph.pages,
        )

    @classmethod
    def of(cls, article: Article, ordinal: int) -> Locator:
        """The locator of a paragraph of an article that has its paragraphs.

        Raises:
            IndexError: there is no such paragraph.
        """
        numbered = {each.ordinal: each for each in article.paragraphs}
        if ordinal not in numbered:
            raise IndexError(f"{article.id} has no paragraph {ordinal} at hand")
        before, after = (
            numbered[each].text if each in numbered else "" for each in (ordinal - 1, ordinal + 1)
        )
        return cls.at(article, numbered[ordinal], before, after)

    @classmethod
    def parse(cls, reference: str) -> Locator:
        """The locator that a reference was written from; white space in it does no harm.

        Raises:
            PinciteError: it is none, or damaged, or of a later version.
        """
        from pincite.search.hits.reference import read

        return cls(*read(reference))

    @property
    def reference(self) -> str:
        """The locator as one line of text without spaces, `pincite:summit.txt#7~1eJw…`."""
        from pincite.search.hits.reference import written

        texts = (self.exact, self.prefix, self.suffix)
        return written((self.article, self.ordinal, self.lines, *texts, self.pages))

    def __str__(self) -> str:
        return f"{self.article}#{self.ordinal}"


def beside(before: str, after: str) -> tuple[str, str]:
    """What a locator has of the texts before and after that of its paragraph."""
    return before[-_BESIDE:], after[:_BESIDE]


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
        matches: where each article comes once, how many of its paragraphs match; else 0.
        beside: the end of the text before it in its article and the beginning of the one after
            it, for its locator.
        also: where the same words stand besides, as far as the query matches there too, in the
            order of the texts; empty where each comes by itself.
        title_spans: where it has no match itself and was found by its title, start and end
            offset in `article.title` of each match there.
    """

    rank: int
    score: float
    article: Article
    paragraph: Paragraph
    spans: tuple[Span, ...]
    snippet: Snippet
    explanation: tuple[Contribution, ...] = ()
    matches: int = 0
    beside: tuple[str, str] = ("", "")
    also: tuple[Locator, ...] = ()
    title_spans: tuple[Span, ...] = ()

    @classmethod
    def unread(cls, read: Callable[[Hit, str], Mapping[str, Any]], **values: object) -> Hit:
        """A hit that has some values and reads the others when it is asked for them.

        Args:
            read: gives the values of a field and of what is read with it, by name; and under
                "_read" what is to read the rest, if that is to change.
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
        """What it takes to find it again."""
        return Locator.at(self.article, self.paragraph, *self.beside)

    def cite(self, form: str = "plain") -> str:
        """The whole paragraph and its source, to be pasted.

        Args:
            form: "plain", "markdown", "bibtex", "csl-json" or "reference".

        Raises:
            ValueError: there is no such form.
        """
        from pincite.search.citing.forms import Cited, written

        return written([Cited(self.article, self.paragraph, self.locator.reference)], form)

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
            if "snippet" in values and "beside" in values and "also" in values:
                values.pop("_read", None)
        if self._name not in values:
            raise AttributeError(f"{owner.__name__!r} has no attribute {self._name!r}")
        return values[self._name]


# Not in the class itself, or they were the defaults of the fields.
for _name in ("article", "paragraph", "spans", "snippet", "beside", "also", "title_spans"):
    setattr(Hit, _name, _Late(_name))


@dataclass(frozen=True)
class FacetValue:
    """How much of what matches has one value.

    Attributes:
        value: as the articles have it; "" for those of which it is not known.
        paragraphs: how many of the paragraphs that match.
        articles: how many articles those are in.
    """

    value: str
    paragraphs: int
    articles: int


@dataclass(frozen=True)
class Facet:
    """How all that matches divides by one thing that is known of it.

    Attributes:
        name: of that thing: "publication", "year", "author" or "kind".
        values: those there are, of most paragraphs first; last what is not known.
    """

    name: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True)
class Alone:
    """What a part of a query finds alone.

    Attributes:
        query: the part, as a query of its own.
        total: number of paragraphs that match.
    """

    query: str
    total: int


@dataclass(frozen=True)
class Respelling:
    """A word of a query that is searched by another spelling, because no paragraph has it.

    Attributes:
        word: the word of the query, folded.
        spelling: what is searched instead, folded.
    """

    word: str
    spelling: str

    def __str__(self) -> str:
        return f"{self.spelling} for {self.word}"


@dataclass(frozen=True)
class Results:
    """The hits asked for, and how many there are in all.

    Attributes:
        query: the query as given.
        total: number of paragraphs that match, or, where each comes once, of articles.
        hits: the ones from `offset` on, at most `limit`, in the order asked for.
        missing: words and patterns of the query that are nowhere in the index, those of
            `respelt` too.
        suggestions: other queries that would find something, best first.
        notes: what of the query was not searched, and why; mostly nothing.
        by_article: whether each article comes once.
        facets: how all that matches divides, by each thing that was asked for, in that order.
        reasons: why nothing was found; empty if something was.
        alone: likewise, what each part of the query finds alone, of what narrows it too, but
            not of what it excludes; the first twenty.
        left: how much of `total` is neither among these hits or those before them, nor what one
            of them stands for: 0 on the last page.
        respelt: the words of the query that were searched by another spelling, in their order. In
            quotation marks, or behind + or =, a word is searched as it is written only.
    """

    query: str
    total: int
    hits: tuple[Hit, ...]
    missing: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    by_article: bool = False
    facets: tuple[Facet, ...] = ()
    reasons: tuple[str, ...] = ()
    alone: tuple[Alone, ...] = ()
    left: int = 0
    respelt: tuple[Respelling, ...] = ()

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)

    def __len__(self) -> int:
        return len(self.hits)

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from pincite.search.hits.notebook import results_html

        return results_html(self)
