"""Which runs of a page are its article, and which are what the site puts around it.

Trafilatura (A. Barbaresi, ACL 2021) finds the main content, but gives texts that it has put
together anew. So each run is marked before, by signs in its texts that stand for its number, and
of what trafilatura gives only the signs are read. What it is known to leave out or to take
wrongly is mended by where a run stands.
"""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import trafilatura

from pincite.indexer.articles import Kind
from pincite.indexer.sources.html.authors import author_elements
from pincite.indexer.sources.html.marks import local_name
from pincite.indexer.sources.html.regions import plausible_runs, region_around
from pincite.indexer.sources.html.titles import is_title_instead, title_of
from pincite.indexer.sources.html.walk import Walk
from pincite.indexer.structure.headers import parse_header
from pincite.indexer.structure.labels import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml import etree
    from lxml.html import HtmlElement

    from pincite.indexer.sources.html.regions import Region
    from pincite.indexer.sources.html.runs import Run
    from pincite.indexer.structure.metadata import Stated

# Braille is printed and is no word, so that trafilatura leaves it as it is: 128 signs stand for
# the first digits of a number, 128 for the last.
_FIRST, _LAST, _BASE = 0x2800, 0x2880, 128
_BRAILLE = re.compile("[\u2800-\u28ff]")
_MARK = re.compile("[\u2800-\u287f]*[\u2880-\u28ff]")

# So many elements, each counted once for all that are around it too, are what trafilatura gets
# through in the time that an article may take.
_MOST_STEPS = 300_000
# Of so few characters trafilatura takes all that the page has, menus too.
_TINY = 600
# Below this share of what may be the article it has failed.
_TOO_LITTLE = 0.4
_SHORT = 100
_SUMMARY = 40
# So many characters may stand above a title: a section's name, who wrote it.
_ABOVE = 300
_MOST_HEADER_LINES = 4
_WITHIN = frozenset((Kind.CAPTION, Kind.QUOTE, Kind.TABLE, Kind.CODE, Kind.FOOTNOTE))
_NAMES_OF_TITLES = ("h1", "h2")


def content_of(root: HtmlElement) -> list[Run]:
    """The runs of a page that are its article, in order.

    The texts of the tree are marked, and of no more use.
    """
    walk = Walk(root)
    if not walk.runs:
        walk = Walk(root, hidden=True)
    runs = walk.runs
    authors = set(author_elements(root))
    plausible = plausible_runs(runs)
    found = _found(root, walk, plausible)
    taken = _mended(root, found, runs, title_of(root)) if found else plausible
    taken.update(_bylines(sorted(taken), runs, authors))
    return list(_headings_split(run for number, run in enumerate(runs) if number in taken))


def heading_instead(runs: Sequence[Run], stated: Stated | None, element: str) -> str:
    """The heading above an article where it is rather its title than what the page states, or "".

    Args:
        runs: of the article.
        stated: the title that the page states.
        element: what its title element says.
    """
    above: list[Run] = []
    before = 0
    for run in runs:
        if before > _ABOVE:
            break
        above.append(run)
        before += run.length
    headings = [run for run in above if run.place.kind is Kind.HEADING and not run.place.site]
    main = [run for run in headings if local_name(run.element) == _NAMES_OF_TITLES[0]]
    heading = next(iter(main or headings or filter(_is_like_a_title, above[:1])), None)
    if stated is None or heading is None:
        return ""
    found = is_title_instead(heading.text, stated.value, stated.origin, element, main=bool(main))
    return heading.text if found else ""


def _is_like_a_title(run: Run) -> bool:
    return run.length <= _SHORT and run.place.kind is None and not ends_sentence(run.text)


def _found(root: HtmlElement, walk: Walk, plausible: set[int]) -> set[int]:
    """The numbers of the runs that trafilatura finds; none where they are too few."""
    if walk.steps > _MOST_STEPS:
        return set()
    found = _search(root, walk.runs)
    least = max(_TINY, _TOO_LITTLE * _text_in(plausible, walk.runs))
    return found if _text_in(found, walk.runs) >= least else set()


def _text_in(numbers: Iterable[int], runs: Sequence[Run]) -> int:
    """How many characters runs have that are not in links."""
    return sum(runs[number].length - runs[number].linked for number in numbers)


def _search(root: HtmlElement, runs: Sequence[Run]) -> set[int]:
    _mark(runs)
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        document = trafilatura.bare_extraction(root, favor_recall=True, include_comments=False)
    except Exception:  # noqa: BLE001 - whatever it stumbles over
        return set()
    body = getattr(document, "body", None)
    if body is None:
        return set()
    marks = _MARK.findall("".join(map(str, body.itertext())))
    return {number for number in map(_number, marks) if number < len(runs)}


def _mark(runs: Sequence[Run]) -> None:
    for number, run in enumerate(runs):
        sign = _sign(number)
        for element, behind in run.nodes:
            text = _BRAILLE.sub("x", (element.tail if behind else element.text) or "")
            lead = text[: len(text) - len(text.lstrip())]
            marked = f"{lead}{sign}{text.lstrip()}"
            if behind:
                element.tail = marked
            else:
                element.text = marked


def _sign(number: int) -> str:
    signs = chr(_LAST + number % _BASE)
    while number := number // _BASE:
        signs = chr(_FIRST + number % _BASE) + signs
    return signs


def _number(mark: str) -> int:
    number = 0
    for sign in mark[:-1]:
        number = number * _BASE + ord(sign) - _FIRST
    return number * _BASE + ord(mark[-1]) - _LAST


def _mended(root: HtmlElement, found: set[int], runs: Sequence[Run], title: str) -> set[int]:
    """What was found, without links at its edges, and with what belongs in between."""
    main = region_around(root, (runs[number] for number in found))
    taken = _without_edges(found, runs, main) or found
    first, last = min(taken), max(taken)
    beside = {runs[number].element for number in taken}
    missed = {
        number
        for number, run in enumerate(runs)
        if number not in taken
        and main.holds(run.element)
        and (
            run.place.footnote
            or (run.element in beside and not run.is_linked)
            or (first < number < last and run.place.kind in _WITHIN and not run.place.site)
        )
    }
    taken |= missed | _title(runs, first, title)
    return taken | _headed(sorted(taken), runs)


def _without_edges(found: set[int], runs: Sequence[Run], main: Region) -> set[int]:
    """Without links, and short lines elsewhere on the page, before and behind the text proper."""
    text = {
        number
        for number in found
        if runs[number].length >= _SHORT
        and not runs[number].is_linked
        and not runs[number].place.site
    }
    if not text:
        return found
    first, last = min(text), max(text)

    def is_edge(number: int) -> bool:
        run = runs[number]
        return (
            run.is_linked or run.place.site or (number > last and not main.holds(run.element))
        ) and not (run.place.footnote or local_name(run.element) in _NAMES_OF_TITLES)

    return {number for number in found if first <= number <= last or not is_edge(number)}


def _headed(taken: Sequence[int], runs: Sequence[Run]) -> set[int]:
    """What stands between a title and the text below it: who wrote it and when, a summary."""
    if len(taken) < 2 or runs[taken[0]].place.kind is not Kind.HEADING:
        return set()
    article = runs[taken[0]].place.article
    return {
        number
        for number in range(taken[0] + 1, taken[1])
        if _is_header_line(runs[number]) or (article and _is_summary(runs[number], article))
    }


def _is_header_line(run: Run) -> bool:
    return _is_header(run.text)


def _is_summary(run: Run, article: int) -> bool:
    place = run.place
    if place.article != article or place.site or place.kind is not None:
        return False
    return run.length >= _SUMMARY and not run.is_linked


def _bylines(
    taken: Sequence[int], runs: Sequence[Run], authors: set[etree._Element]
) -> Iterator[int]:
    """The lines below a title whose elements mark them as the author's."""
    headings = (n for n in taken if runs[n].place.kind is Kind.HEADING)
    for number in range(next(headings, taken[-1]) + 1, taken[-1]) if authors else ():
        run = runs[number]
        if run.length <= _SHORT and _names_author(run, authors):
            # What is read as a header line says more than that.
            if parse_header(run.text, below_title=True, language=None) is None:
                run.place = replace(run.place, kind=Kind.BYLINE)
            yield number


def _names_author(run: Run, authors: set[etree._Element]) -> bool:
    shown = (element.getparent() if behind else element for element, behind in run.nodes)
    return any(
        each in authors
        for element in shown
        if element is not None
        for each in (element, *element.iterancestors())
    )


def _headings_split(runs: Iterable[Run]) -> Iterator[Run]:
    """The runs, a title at the beginning apart from header lines that a mere line break parts."""
    before = 0
    for run in runs:
        shown = [segment for segment in run.segments if segment.shows]
        at_top = before <= _SHORT and 1 < len(shown) <= _MOST_HEADER_LINES
        before += run.length
        if at_top and all(_is_header(segment.text) for segment in shown[1:]):
            yield replace(run, segments=shown[:1])
            below = replace(run.place, kind=None)
            yield from (replace(run, segments=[each], place=below) for each in shown[1:])
        else:
            yield run


def _is_header(text: str) -> bool:
    return len(text) <= _SHORT and parse_header(text, below_title=True) is not None


def _title(runs: Sequence[Run], first: int, title: str) -> set[int]:
    """The heading above the article that the page's title has in it, else its nearest main one."""
    if local_name(runs[first].element) == _NAMES_OF_TITLES[0]:
        return set()
    headings = [n for n in range(first, -1, -1) if runs[n].place.kind is Kind.HEADING]
    stated = [n for n in headings if _is_most_of(title, runs[n].text)]
    main = [
        number
        for name in _NAMES_OF_TITLES
        for number in headings
        if local_name(runs[number].element) == name and not runs[number].is_linked
    ]
    return set((stated or main)[:1])


def _is_most_of(title: str, heading: str) -> bool:
    return heading in title and len(heading) * 3 >= len(title)
