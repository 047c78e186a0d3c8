"""The regions of a page: where most of the article is, and what is the site's by its names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pincite.indexer.articles import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml import etree

    from pincite.indexer.sources.html.runs import Run

_SITE_ELEMENTS = frozenset(("nav", "header", "footer", "aside", "dialog", "menu"))
_SITE_ROLES = frozenset(
    "navigation banner contentinfo complementary search dialog alertdialog menu menubar".split()
)
_SITE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|igation)?|menu|breadcrumbs?|sidebar|footer|masthead|cookies?|consent"
    r"|comments?|disqus|respond|share|sharing|social|newsletter|subscri\w*|signup|promo\w*"
    r"|advert\w*|ads?|sponsor\w*|related\w*|recommend\w*|popular|trending|teasers?|widgets?"
    r"|toolbar|pagination|pager|login|modal|popup|toc|skip-link|copyright)(?:$|[\s_-])",
    re.IGNORECASE,
)
_WHOLE = frozenset(("html", "body", "main", "article"))
_MAIN = 0.8
_MOST = 0.5
_FEW = 0.2


class Region:
    """An element and all in it."""

    def __init__(self, element: etree._Element) -> None:
        self._inside = set(element.iter())

    def holds(self, element: etree._Element) -> bool:
        """Whether an element is in it, or is it."""
        return element in self._inside


def region_around(root: etree._Element, runs: Iterable[Run]) -> Region:
    """The smallest element in `root` that most of the text of `runs` is in."""
    weights: dict[etree._Element, int] = {}
    for run in runs:
        for element in (run.element, *run.element.iterancestors()):
            weights[element] = weights.get(element, 0) + run.length
    found, least = root, max(_MAIN * weights.get(root, 0), 1)
    while True:
        inner = next((each for each in found if weights.get(each, 0) >= least), None)
        if inner is None:
            return Region(found)
        found = inner


def plausible_runs(runs: Sequence[Run]) -> set[int]:
    """The numbers of the runs that may be the article, by where they stand.

    Those in the main element of the page if it has one, without links and what is the site's.
    """
    outside_site = [number for number, run in enumerate(runs) if not run.place.site]
    text = [
        number
        for number in outside_site
        if not runs[number].is_linked or runs[number].place.kind is Kind.HEADING
    ]
    if _length(text, runs) < _FEW * _length(outside_site, runs):
        text = outside_site  # in a link that was never closed
    inside = _in_the_only([runs[number].place.article for number in text], text)
    inside = inside or _in_the_only([runs[number].place.main for number in text], text)
    if _length(inside, runs) < _MOST * _length(text, runs):
        inside = text
    return set(inside or range(len(runs)))


def _length(numbers: Iterable[int], runs: Sequence[Run]) -> int:
    return sum(runs[number].length for number in numbers)


def _in_the_only(elements: Sequence[int], numbers: Sequence[int]) -> list[int]:
    if len({element for element in elements if element}) != 1:
        return []
    return [number for number, element in zip(numbers, elements, strict=True) if element]


def is_of_site(element: etree._Element, name: str) -> bool:
    """Whether an element by itself is one that a site puts around articles."""
    if name in _SITE_ELEMENTS:
        return True
    if name in _WHOLE:
        return False
    if element.get("role") in _SITE_ROLES:
        return True
    classes, id_ = element.get("class"), element.get("id")
    return bool((classes and _SITE_NAMES.search(classes)) or (id_ and _SITE_NAMES.search(id_)))
