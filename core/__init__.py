"""Full-text search for people who must quote.

Open an index, find paragraphs, know where they stand:

    with pincite.open_index("articles") as index:
        for hit in index.find("strategic partnership"):
            print(hit.locator, hit.snippet.text)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite._version import __version__
from pincite.errors import (
    ArticleNotFound,
    CorruptIndex,
    IndexLocked,
    IndexMissing,
    NothingIndexed,
    PinciteError,
    QueryError,
    SourceError,
)

if TYPE_CHECKING:
    from pincite.building import Report, build_index, create_index, preview_index
    from pincite.index import Index, find_index, open_index
    from pincite.indexer.articles import Article, Kind, Paragraph, Share, Stats
    from pincite.indexer.upkeep.outcome import Change, Step
    from pincite.indexer.weights import Weights
    from pincite.search.concordance import Concordance, ConcordanceLine
    from pincite.search.hits.values import (
        Alone,
        Contribution,
        Facet,
        FacetValue,
        Hit,
        Locator,
        Respelling,
        Results,
        Snippet,
    )
    from pincite.search.resolving.resolve import Resolution
    from pincite.search.resolving.worddiff import DiffPiece
    from pincite.watching import watch_index

__all__ = [
    "Alone",
    "Article",
    "ArticleNotFound",
    "Change",
    "Concordance",
    "ConcordanceLine",
    "Contribution",
    "CorruptIndex",
    "DiffPiece",
    "Facet",
    "FacetValue",
    "Hit",
    "Index",
    "IndexLocked",
    "IndexMissing",
    "Kind",
    "Locator",
    "NothingIndexed",
    "Paragraph",
    "PinciteError",
    "QueryError",
    "Report",
    "Resolution",
    "Respelling",
    "Results",
    "Share",
    "Snippet",
    "SourceError",
    "Stats",
    "Step",
    "Weights",
    "__version__",
    "build_index",
    "create_index",
    "find_index",
    "open_index",
    "preview_index",
    "watch_index",
]

_HOMES = {
    "pincite.building": ("Report", "build_index", "create_index", "preview_index"),
    "pincite.index": ("Index", "find_index", "open_index"),
    "pincite.indexer.articles": ("Article", "Kind", "Paragraph", "Share", "Stats"),
    "pincite.indexer.upkeep.outcome": ("Change", "Step"),
    "pincite.indexer.weights": ("Weights",),
    "pincite.search.resolving.resolve": ("Resolution",),
    "pincite.search.resolving.worddiff": ("DiffPiece",),
    "pincite.watching": ("watch_index",),
    "pincite.search.concordance": ("Concordance", "ConcordanceLine"),
    "pincite.search.hits.values": (
        "Alone",
        "Contribution",
        "Facet",
        "FacetValue",
        "Hit",
        "Locator",
        "Respelling",
        "Results",
        "Snippet",
    ),
}


def __getattr__(name: str) -> object:
    """Import what is asked for, when it is: `import pincite` alone costs next to nothing."""
    import importlib

    for home, names in _HOMES.items():
        if name in names:
            return getattr(importlib.import_module(home), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
