"""Which matches are listed, and in which order: the best or the newest first, articles once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from pincite.indexer.codec.ranges import concatenated
from pincite.search.ranking.collector import Ranked

if TYPE_CHECKING:
    import numpy.typing as npt

    from pincite.search.matching.matches import Matches
    from pincite.search.ranking.collector import Collector
    from pincite.search.request import Request

    Numbers = npt.NDArray[np.int64]

# To find the best paragraph of each of some articles, so many times as many paragraphs are ranked,
# and as many times more as often as that was not enough.
_DEEPER = 4


def arranged(collector: Collector, matches: Matches, request: Request, most: int) -> Ranked:
    """The first matches in the order asked for, each article once if that is asked for.

    Args:
        collector: ranks the matches.
        matches: all of them.
        request: says in which order.
        most: how many.
    """
    if request.sort != "rank":
        numbers = _in_order(matches, request.sort, by_article=request.by_article)[:most]
        ranked = Ranked(numbers, *collector.scores(numbers), len(matches.numbers))
    elif request.by_article:
        ranked = _best_of_each_article(collector, matches, most)
    else:
        ranked = collector.collect(most)
    return _counted(ranked, matches) if request.by_article else ranked


def _best_of_each_article(collector: Collector, matches: Matches, most: int) -> Ranked:
    """The best paragraph of each of the best articles, at most `most`."""
    wanted = min(most, len(matches.articles))
    deep = _DEEPER * wanted
    while True:
        ranked = collector.collect(deep)
        owners = matches.snapshot.articles_of(ranked.numbers)
        places = np.sort(np.unique(owners, return_index=True)[1])[:wanted]
        if len(places) == wanted:
            return ranked.take(places)
        deep *= _DEEPER


def _counted(ranked: Ranked, matches: Matches) -> Ranked:
    """With the figures of articles, of which there is one paragraph each."""
    owners = matches.snapshot.articles_of(ranked.numbers)
    counts = matches.counts[matches.articles.searchsorted(owners)]
    return replace(ranked, total=len(matches.articles), matches=counts.tolist())


def _in_order(matches: Matches, sort: str, *, by_article: bool) -> Numbers:
    """int64, all that match, or the first of each article: the newest first, or by id."""
    keys = [matches.snapshot.article_ranks(matches.articles)]
    if sort == "date":
        keys.append(-matches.snapshot.article_days[matches.articles])
    order = np.lexsort(keys)
    firsts = matches.firsts[order]
    places = firsts if by_article else concatenated(firsts, matches.counts[order])
    return matches.numbers[places]
