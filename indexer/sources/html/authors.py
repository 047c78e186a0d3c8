"""Whom the elements of a page mark as its author, where its article begins."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from pincite.indexer.sources.html.marks import local_name
from pincite.indexer.sources.html.regions import is_of_site
from pincite.indexer.sources.html.walk import runs_of
from pincite.indexer.structure.credits import are_names, without_by
from pincite.indexer.structure.headers import parse_header

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_CLASS = re.compile(
    r"(?:^|\s)(?:[\w-]*[-_])?(?:author|byline)(?:[-_]+(?:names?|links?))?(?:\s|$)", re.IGNORECASE
)
_NAMES_OF_PEOPLE = frozenset(("fn", "p-name"))
_WHOLE = frozenset(("article", "main", "body", "html"))
_TEXTS = frozenset(("p", "div", "td", "blockquote"))
_LONG = 150
_LONGEST = 200
_MOST_HEADINGS = 20
_MOST_MARKED = 50


def author_elements(root: etree._Element) -> list[etree._Element]:
    """The outermost elements that mark the author, above the text and by the title.

    Those of comments, of related articles and of what else the site puts there do not count.
    """
    title = _title(root)
    if title is None:
        return []
    around = set(title.iterancestors())
    elsewhere: set[etree._Element | None] = set()
    found: list[etree._Element] = []
    below, looked_at = False, 0
    for element in root.iter():
        name = local_name(element)
        below = below or element is title
        if element not in around and (element.getparent() in elsewhere or _is_apart(element, name)):
            elsewhere.add(element)
        elif below and name in _TEXTS and _is_text(element):
            break
        elif _is_marked(element, name) and (below or _is_with(element, around)):
            looked_at += 1
            inside = bool(found) and found[-1] in element.iterancestors()
            if not inside and _is_short(element):
                found.append(element)
        if looked_at == _MOST_MARKED:
            break
    return found


def author_of(elements: list[etree._Element]) -> str:
    """The names in elements that mark the author; "" where none can be believed."""
    names = (name for element in elements for name in _names(element))
    return ", ".join(dict.fromkeys(names))


def _title(root: etree._Element) -> etree._Element | None:
    """The main heading, best in an article; without one, the first of the only article."""
    headings = [
        heading
        for heading in itertools.islice(root.iter("h1"), _MOST_HEADINGS)
        if not any(is_of_site(each, local_name(each)) for each in _up_to_article(heading))
    ]
    if headings:
        inside = (
            each
            for each in headings
            if next(each.iterancestors("article", "main"), None) is not None
        )
        return next(inside, headings[0])
    articles = list(root.iter("article"))
    return next(articles[0].iter("h2"), None) if len(articles) == 1 else None


def _up_to_article(element: etree._Element) -> Iterator[etree._Element]:
    """An element and what is around it in its article, without headers."""
    around = itertools.chain((element,), element.iterancestors())
    inside = itertools.takewhile(lambda each: local_name(each) not in _WHOLE, around)
    return (each for each in inside if local_name(each) != "header")


def _is_marked(element: etree._Element, name: str) -> bool:
    if not name or not element.attrib or name in _WHOLE:
        return False
    if name == "a" and "author" in element.get("rel", "").split():
        return True
    if name == "meta":
        return False
    return "author" in element.get("itemprop", "").split() or bool(
        _CLASS.search(element.get("class", ""))
    )


def _is_apart(element: etree._Element, name: str) -> bool:
    """Whether an element is what the site puts around articles, or another article."""
    return name == "article" or (bool(name) and name != "header" and is_of_site(element, name))


def _is_with(element: etree._Element, around: set[etree._Element]) -> bool:
    """Whether it shares the article or the header with the title."""
    return any(
        local_name(each) in {"article", "header"} and each in around
        for each in element.iterancestors()
    )


def _is_text(element: etree._Element) -> bool:
    """Whether an element has a paragraph of text by itself."""
    length = len((element.text or "").strip())
    for child in element:
        if local_name(child) not in _TEXTS:
            length += len((child.tail or "").strip())
    return length >= _LONG


def _names(element: etree._Element) -> Iterator[str]:
    for inner in list(_people(element)) or [element]:
        text = " ".join(run.text for run in runs_of(inner))
        fields = parse_header(text, below_title=True, language=None)
        name = without_by(text) if fields is None else fields.get("author", "")
        if name and are_names(name):
            yield name


def _people(element: etree._Element) -> Iterator[etree._Element]:
    """The innermost elements that mark people, in an element that marks the author."""
    people = filter(_is_person, element.iterdescendants())
    marked = list(itertools.islice(people, _MOST_MARKED))
    around = {outer for each in marked for outer in each.iterancestors()}
    return (each for each in marked if each not in around)


def _is_person(element: etree._Element) -> bool:
    name = local_name(element)
    if not name or not element.attrib:
        return False
    return (
        "name" in element.get("itemprop", "").split()
        or not _NAMES_OF_PEOPLE.isdisjoint(element.get("class", "").split())
        or _is_marked(element, name)
    )


def _is_short(element: etree._Element) -> bool:
    """Whether an element has no more text than a byline may have."""
    length = 0
    for part in element.itertext():
        length += len(str(part).strip())
        if length > _LONGEST:
            return False
    return True
