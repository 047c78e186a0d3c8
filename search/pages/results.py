"""Pages of one query's results, which run no script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.search.citing.wording import address, source_line
from pincite.search.pages.rendering import Presentation, rendered

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pincite.indexer.articles import Paragraph, Stats
    from pincite.search.hits.values import Hit, Results

PLAIN = Presentation()


def results_page(results: Results, presentation: Presentation = PLAIN) -> str:
    """A page of the hits of one query, to look through."""
    return rendered(
        "results.html",
        presentation,
        title=_title(results, presentation),
        heading=presentation.title,
        results=results,
    )


def evidence_page(
    results: Results,
    around: Mapping[int, Sequence[Paragraph]],
    stats: Stats,
    searched: str,
    presentation: Presentation,
) -> str:
    """A page of the hits of one query, to print: each in full, what stands around it, its source.

    Args:
        results: the hits.
        around: the paragraphs before and after each, by its rank.
        stats: how much was searched.
        searched: the day, as ISO 8601 has it.
        presentation: how it looks and speaks.
    """
    return rendered(
        "evidence.html",
        presentation,
        style="evidence.css",
        title=_title(results, presentation),
        heading=presentation.title,
        results=results,
        hits=[_cited(hit, around[hit.rank]) for hit in results],
        stats=stats,
        searched=searched,
    )


def _title(results: Results, presentation: Presentation) -> str:
    return presentation.title or presentation.interface("static.results", query=results.query)


def _cited(hit: Hit, around: Sequence[Paragraph]) -> dict[str, object]:
    own = hit.paragraph.ordinal
    return {
        "hit": hit,
        "before": [each for each in around if each.ordinal < own],
        "after": [each for each in around if each.ordinal > own],
        "source": source_line(hit.article, hit.paragraph),
        "url": address(hit.article.url),
    }
