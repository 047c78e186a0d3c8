"""The parts that hold one thing of everything: of each article, each long paragraph, each shape."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np

from pincite.indexer.codec.ranges import counts_between
from pincite.indexer.stemming import TAGS
from pincite.search.citing.wording import web_address
from pincite.search.pages.codes import Rows, after, gaps, number, numbers, string, woven
from pincite.search.pages.parts import Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy.typing as npt

    from pincite.indexer.articles import Article
    from pincite.search.pages.numbering import Numbering
    from pincite.search.pages.shapes import Shapes

    Numbers = npt.NDArray[np.int64]

# Articles of a part, and paragraphs of a part of shapes.
_ARTICLES = 8
_SHAPES = 8192


def article_parts(articles: Sequence[Article], languages: Sequence[str]) -> Iterator[Part]:
    """What is told of each article."""
    for start in range(0, len(articles), _ARTICLES):
        some = [_told(each, languages) for each in articles[start : start + _ARTICLES]]
        yield Part.of("articles", start // _ARTICLES, _json(some))


def _told(article: Article, languages: Sequence[str]) -> list[str | int]:
    told: list[str | int] = [
        article.id,
        _language(article, languages),
        article.title,
        article.author,
        article.publication,
        article.volume,
        article.issue,
        article.date,
        article.first_published,
        web_address(article.url),
        TAGS.get(article.language, ""),
    ]
    while told[-1] == "":
        told.pop()
    return told


def _language(article: Article, languages: Sequence[str]) -> int:
    return languages.index(article.language) if article.language in languages else -1


def column_parts(
    articles: Sequence[Article],
    languages: Sequence[str],
    numbering: Numbering,
    shapes: Shapes,
    words: Iterable[str],
) -> Iterator[Part]:
    """All columns.

    Args:
        articles: by id.
        languages: those of the index.
        numbering: of the articles.
        shapes: of the paragraphs.
        words: the first surface form of each part of the words.
    """
    columns = [
        numbers(counts_between(numbering.firsts)),
        _values([article.date for article in articles]),
        _values([article.publication for article in articles]),
        _values([article.author for article in articles]),
        _ids(numbering.ids),
        _titles(articles, languages),
        _repeats(shapes.firsts),
        _long(shapes),
        "".join(map(string, words)),
    ]
    columns += [
        numbers(shapes.numbers[start : start + _SHAPES])
        for start in range(0, len(numbering), _SHAPES)
    ]
    for place, column in enumerate(columns):
        yield Part.of("columns", place, column)


def _values(values: Sequence[str]) -> str:
    distinct = sorted(set(values))
    places = {value: place for place, value in enumerate(distinct)}
    return _json({"values": distinct, "of": "".join(number(places[value]) for value in values)})


def _ids(ids: Sequence[str]) -> str:
    return "".join(after(each, last) for each, last in zip(ids, ["", *ids], strict=False))


def _titles(articles: Sequence[Article], languages: Sequence[str]) -> str:
    return _json(
        {
            "titles": [article.title for article in articles],
            "languages": "".join(number(1 + _language(each, languages)) for each in articles),
        }
    )


def _repeats(firsts: Numbers) -> str:
    later = np.flatnonzero(firsts != np.arange(len(firsts)))
    entries = woven(Rows.column(gaps(later)), Rows.column(later - firsts[later]))
    return number(len(later)) + numbers(entries.values)


def _long(shapes: Shapes) -> str:
    passages = shapes.passages
    own = passages.paragraphs
    entries = woven(
        Rows.column(gaps(own)),
        Rows.column(shapes.kinds[own]),
        Rows.column(shapes.repeated[own]),
        Rows.column(shapes.title_lengths[own]),
        Rows.column(passages.counts),
        Rows(passages.words, passages.counts),
    )
    return number(len(own)) + numbers(entries.values)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
