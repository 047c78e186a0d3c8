"""A concordance: every place where a query matches, one line each, with what stands around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pincite.errors import PinciteError
from pincite.indexer.analysis import tokenize
from pincite.search.hits.context import after, before
from pincite.search.hits.graphemes import whole
from pincite.search.hits.highlight import Highlighter
from pincite.search.hits.spans import merge
from pincite.search.hits.values import Locator, beside
from pincite.search.ranking.collector import Collector

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import numpy.typing as npt

    from pincite.indexer.articles import Article, Paragraph
    from pincite.search.hits.spans import Span
    from pincite.search.lookup import Lookup
    from pincite.search.query.tree import Group
    from pincite.search.request import Request
    from pincite.search.snapshot import Snapshot

    Numbers = npt.NDArray[np.int64]
    # A match: the number of its document, its start and its end.
    Place = tuple[int, int, int]

ORDERS = ("article", "left", "right", "rank")
# What is read and kept at most; the first, as they are ordered.
MOST_PARAGRAPHS = 20_000
MOST_LINES = 100_000
# So many words beside a match order it, as far as they are within so many characters.
_NEIGHBOURS = 5
_NEAR = 80
_DIVIDER = "\0"  # comes before all that a word can have


@dataclass(frozen=True)
class ConcordanceLine:
    """One match, in its paragraph.

    Attributes:
        article: where it stands; without its paragraphs.
        paragraph: the paragraph it is in.
        span: its start and end offset in `paragraph.text`, end excluded.
        beside: for its locator, as of a hit.
    """

    article: Article
    paragraph: Paragraph
    span: Span
    beside: tuple[str, str] = ("", "")

    @property
    def left(self) -> str:
        """All of the paragraph before the match."""
        return self.paragraph.text[: self.span[0]]

    @property
    def match(self) -> str:
        """The match as it is written."""
        return self.paragraph.text[self.span[0] : self.span[1]]

    @property
    def right(self) -> str:
        """All of the paragraph behind the match."""
        return self.paragraph.text[self.span[1] :]

    @property
    def locator(self) -> Locator:
        """What it takes to find the paragraph again."""
        return Locator.at(self.article, self.paragraph, *self.beside)

    def context(self, reach: int) -> tuple[str, str]:
        """What stands next to the match on either side, at most `reach` characters of each.

        Whole words, unless one alone is longer or the script has no spaces.
        """
        text = self.paragraph.text
        return before(text, self.span[0], reach), after(text, self.span[1], reach)


@dataclass(frozen=True)
class Concordance:
    """The lines asked for, and how many there are in all.

    Attributes:
        query: the query as given.
        total: number of matches in the paragraphs that were read.
        lines: the first of them, as many as were asked for.
        paragraphs: number of paragraphs that match.
        missing: words and patterns of the query that are nowhere in the index.
        notes: what was not searched or not read, and why; mostly nothing.
    """

    query: str
    total: int
    lines: tuple[ConcordanceLine, ...]
    paragraphs: int
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[ConcordanceLine]:
        return iter(self.lines)

    def __len__(self) -> int:
        return len(self.lines)


def concordance(
    snapshot: Snapshot, tree: Group, lookup: Lookup, request: Request, order: str
) -> Concordance:
    """Every match of a query, the first of them as lines.

    Args:
        snapshot: the state of the index to read.
        tree: what the query means.
        lookup: of `tree`.
        request: the query as written, how many lines at most, and what ranks paragraphs.
        order: one of ORDERS: by article's id, ordinal and place; by the words before the
            match or behind it, the nearest first; or by the rank of the paragraph and place.

    Raises:
        PinciteError: there is no such order.
    """
    if order not in ORDERS:
        raise PinciteError(f"sort {order!r} is none of {', '.join(ORDERS)}")
    collector = Collector(snapshot, tree, lookup.terms(), lookup.pairs(), request.weights)
    numbers, total = (_best if order == "rank" else _first)(collector, snapshot)
    places, keys, read = _matches(snapshot, numbers, lookup, _KEYS.get(order))
    if keys:
        places = [places[each] for each in sorted(range(len(places)), key=keys.__getitem__)]
    return Concordance(
        query=request.query,
        total=len(places),
        lines=tuple(_lines(snapshot, places[: request.limit])),
        paragraphs=total,
        missing=lookup.missing(),
        notes=(*lookup.notes(), *_unread(read, total, "best" if order == "rank" else "first")),
    )


def _best(collector: Collector, _: Snapshot) -> tuple[Numbers, int]:
    """The best paragraphs that match, the best first, and how many match."""
    ranked = collector.collect(MOST_PARAGRAPHS)
    return ranked.numbers, ranked.total


def _first(collector: Collector, snapshot: Snapshot) -> tuple[Numbers, int]:
    """The first paragraphs that match, by article's id and ordinal, and how many match."""
    numbers = collector.matching()
    order = np.argsort(snapshot.text_ranks(numbers))
    return numbers[order[:MOST_PARAGRAPHS]], len(numbers)


def _matches(
    snapshot: Snapshot, numbers: Numbers, lookup: Lookup, key: Callable[[str, Span], str] | None
) -> tuple[list[Place], list[str], int]:
    """The matches in some paragraphs, what each is ordered by, and how many were read for that."""
    highlighters: dict[str, Highlighter] = {}
    places: list[Place] = []
    keys: list[str] = []
    read = 0
    for number in numbers.tolist():
        if len(places) >= MOST_LINES:
            break
        text = snapshot.paragraph(number)[1].text
        language = snapshot.language_of(number)
        if language not in highlighters:
            highlighters[language] = Highlighter(lookup.sought(language))
        spans = merge(whole(text, highlighters[language].matches(text)))
        places += [(number, start, end) for start, end in spans]
        if key:
            keys += [key(text, span) for span in spans]
        read += 1
    return places, keys, read


def _lines(snapshot: Snapshot, places: Iterable[Place]) -> Iterator[ConcordanceLine]:
    read: dict[int, tuple[Article, Paragraph, tuple[str, str]]] = {}
    for number, start, end in places:
        if number not in read:
            read[number] = (*snapshot.paragraph(number), beside(*snapshot.beside(number)()))
        article, paragraph, texts = read[number]
        yield ConcordanceLine(article, paragraph, (start, end), texts)


def _unread(read: int, total: int, which: str) -> Iterator[str]:
    if read < total:
        yield f"{total:,} paragraphs match; only the {which} {read:,} were read"


def _left_key(text: str, span: Span) -> str:
    words = [token.surface for token in tokenize(before(text, span[0], _NEAR))]
    return _DIVIDER.join(words[: -_NEIGHBOURS - 1 : -1])


def _right_key(text: str, span: Span) -> str:
    words = [token.surface for token in tokenize(after(text, span[1], _NEAR))]
    return _DIVIDER.join(words[:_NEIGHBOURS])


_KEYS = {"left": _left_key, "right": _right_key}
