"""What a search page says of its collection at the start, and words of it to try."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from pincite.indexer.analysis import tokenize
from pincite.indexer.function_words import function_words
from pincite.indexer.periods import days_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pincite.indexer.articles import Article

# Of so many articles the titles are read.
_READ = 2000
_SHORTEST = 4
_FALLBACK = ("gas", "price", "pipeline")


@dataclass(frozen=True)
class Overview:
    """What there is.

    Attributes:
        years: the first and the last of them, one if they are the same, none if none is known.
        publications: how many there are.
        words: three words of titles, if there are so many; the first two stand side by side in
            one, if any do.
        author: a word of the name of a frequent author; "" where none is known.
        publication: a word of the name of a frequent publication, likewise.
    """

    years: tuple[str, ...]
    publications: int
    words: tuple[str, str, str]
    author: str
    publication: str


def overview_of(articles: Sequence[Article]) -> Overview:
    """What there is in these articles; their paragraphs are not looked at."""
    days = [days_of(article.date) for article in articles if article.date]
    years = sorted(f"{first // 10_000:04}" for first, _ in filter(None, days))
    publications = Counter(filter(None, (article.publication for article in articles)))
    authors = Counter(filter(None, (article.author for article in articles)))
    return Overview(
        tuple(dict.fromkeys([*years[:1], *years[-1:]])),
        len(publications),
        _telling(articles[:_READ]),
        _word_of(authors, -1),
        _word_of(publications, 0),
    )


def _telling(articles: Iterable[Article]) -> tuple[str, str, str]:
    """Words of titles: the two that most often stand side by side, and the next frequent."""
    pairs: Counter[tuple[str, str]] = Counter()
    singles: Counter[str] = Counter()
    for article in articles:
        words = _words(article.title)
        needless = function_words(article.language)
        content = [word if word.lower() not in needless else "" for word in words]
        singles.update(filter(None, content))
        pairs.update(pair for pair in pairwise(content) if all(pair))
    side_by_side = [word for pair, _ in pairs.most_common(1) for word in pair]
    frequent = [word for word, _ in singles.most_common(len(_FALLBACK) + 1)]
    first, second, third, *_ = dict.fromkeys([*side_by_side, *frequent, *_FALLBACK])
    return first, second, third


def _word_of(names: Counter[str], place: int) -> str:
    """One word of the most frequent name, the longer ones before others."""
    words = [word for name, _ in names.most_common(1) for word in _words(name)]
    long = [word for word in words if len(word) >= _SHORTEST] or words
    return long[place] if long else ""


def _words(text: str) -> list[str]:
    """Its words as they stand there; those that a query would take for more are left out."""
    return [word for word in _raw_words(text) if word.isalpha() and not word.isupper()]


def _raw_words(text: str) -> Iterator[str]:
    for token in tokenize(text):
        yield text[token.start : token.end]
