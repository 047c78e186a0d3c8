"""The HTML of the search page, whichever way its parts come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from pincite.search.pages.overview import overview_of
from pincite.search.pages.rendering import embedded_json, rendered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from pincite.indexer.articles import Article
    from pincite.search.pages.parts import Part
    from pincite.search.pages.rendering import Presentation, Scripts

    # Called with how many parts are made, and about how many there are.
    Progress = Callable[[int, int], None]

# About so many, in a large index.
_PARAGRAPHS_A_PART = 9


class Searched(Protocol):
    """What is searched, as `PageData` has it."""

    @property
    def articles(self) -> Sequence[Article]:
        """All articles by id, without their paragraphs."""

    @property
    def paragraphs(self) -> int:
        """How many there are in them."""

    def parts(self) -> Iterator[Part]:
        """All parts, each series in order; to be called once."""

    def root(self, groups: Mapping[str, Sequence[str]] | None = None) -> dict[str, Any]:
        """What the page itself has, once the parts are made."""


def parts_of(data: Searched, progress: Progress | None) -> Iterator[Part]:
    """All parts, while `progress` is told how far it has come."""
    expected = data.paragraphs // _PARAGRAPHS_A_PART
    for made, part in enumerate(data.parts(), start=1):
        yield part
        if progress:
            progress(made, max(made, expected))


def search_html(
    presentation: Presentation,
    data: Searched,
    root: Mapping[str, Any],
    scripts: Scripts,
    **values: Any,
) -> str:
    """The page that searches.

    Args:
        presentation: how it looks and speaks.
        data: what it searches.
        root: the record of it that the scripts begin with.
        scripts: those in the page.
        values: what else the template uses.
    """
    interface = presentation.interface
    base = {"base": presentation.base_url} if presentation.base_url else {}
    return rendered(
        "search.html",
        presentation,
        scripts,
        title=presentation.title or interface("static.title"),
        stats={"articles": len(data.articles), "paragraphs": data.paragraphs},
        overview=overview_of(data.articles),
        data=embedded_json({**root, **base}),
        interface=embedded_json(interface.record(presentation.bundles)),
        folder=scripts.parts,
        **values,
    )
