"""Pages that list all articles, for readers and machines that run no script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.search.pages.rendering import rendered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pincite.indexer.articles import Article
    from pincite.search.pages.rendering import Presentation

# So many articles the search page itself lists.
LISTED = 500
_A_PAGE = 1000


def listing_pages(articles: Sequence[Article], presentation: Presentation) -> list[tuple[str, str]]:
    """The pages, each with its name, a thousand articles in each."""
    firsts = range(0, len(articles), _A_PAGE)
    names = [_name(page) for page in range(len(firsts))]
    return [
        (
            name,
            rendered(
                "articles.html",
                presentation,
                title=presentation.title or presentation.interface("static.title"),
                articles=articles[first : first + _A_PAGE],
                first=first,
                total=len(articles),
                pages=names,
                page=page,
            ),
        )
        for page, (name, first) in enumerate(zip(names, firsts, strict=True))
    ]


def _name(page: int) -> str:
    return f"articles-{page + 1}.html" if page else "articles.html"
