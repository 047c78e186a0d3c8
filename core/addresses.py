"""An address as a reader types it, `summit#7-9`, to the paragraphs it names."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pincite.errors import ArticleNotFound, PinciteError
from pincite.indexer.location import relative_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pincite.index import Index
    from pincite.indexer.articles import Article, Paragraph
    from pincite.search.hits.values import Results

_RANGE = re.compile(r"¶?\s*(\d{1,9})(?:\s*([-–])\s*(?:¶?\s*(\d{1,9}))?)?")
_END = 10**9


def excerpt(index: Index, address: str) -> Article:
    """The article with the paragraphs asked for, or with all of them.

    Raises:
        ArticleNotFound: there is no such article, or no such paragraph in it.
        PinciteError: what follows the # is no paragraph.
    """
    name, mark, paragraphs = address.rpartition("#")
    if not mark:
        return _article(index, address)
    wanted = _RANGE.fullmatch(paragraphs.strip())
    if wanted is None or not name:
        return _named_with_a_mark(index, address)
    first, last = int(wanted[1]), int(wanted[3] or (_END if wanted[2] else wanted[1]))
    if first > last:
        raise PinciteError(f"{address}: the range runs backwards")
    return _cut_out(_article(index, name), first, last)


def _article(index: Index, name: str) -> Article:
    """By its id, as a search shows it; else by its path, as a shell completes it."""
    known_as = os.fsencode(name).decode("utf-8", "backslashreplace")  # as ids are made
    path_id = _id_of_file(index, name)
    if path_id and known_as != path_id:
        by_id = _exactly(index, known_as)
        return by_id or _exactly(index, path_id) or index.article(known_as)
    return index.article(known_as)


def _id_of_file(index: Index, name: str) -> str:
    return relative_id(Path(name), index.root) if os.path.isfile(name) else ""  # noqa: PTH113


def _exactly(index: Index, article_id: str) -> Article | None:
    try:
        article = index.article(article_id)
    except ArticleNotFound:
        return None
    return article if article_id in {article.id, *article.copies} else None


def _named_with_a_mark(index: Index, address: str) -> Article:
    """Ids may have a # of their own."""
    try:
        return _article(index, address)
    except ArticleNotFound:
        reason = "what follows # is a paragraph's number or a range, as in summit.txt#7-9"
        raise PinciteError(f"{address}: {reason}") from None


def _cut_out(article: Article, first: int, last: int) -> Article:
    kept = tuple(each for each in article.paragraphs if first <= each.ordinal <= last)
    if not kept:
        held = len(article.paragraphs)
        raise ArticleNotFound(f"{article.id} has paragraphs 1-{held}, not {first}")
    return replace(article, paragraphs=kept)


def surroundings(
    index: Index, results: Results, before: int, after: int
) -> Mapping[int, tuple[Paragraph, ...]]:
    """By the rank of each hit, so many paragraphs before and after its own, as far as there are."""
    articles: dict[str, tuple[Paragraph, ...]] = {}
    around = {}
    for hit in results:
        name, own = hit.article.id, hit.paragraph.ordinal
        if name not in articles:
            articles[name] = index.article(name).paragraphs
        around[hit.rank] = tuple(
            each
            for each in articles[name]
            if -before <= each.ordinal - own <= after and each.ordinal != own
        )
    return around
