"""The title of a page without the name of its site, which most pages put behind it."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from lxml import etree

# What a title is said to come from that only the page's title element states.
TITLE_ELEMENT = "title element"

_STROKE = re.compile(r"(.*\S)\s*(?:\||(?<=\s)(?:::|»|«|•|·)(?=\s))\s*(\S.*)", re.DOTALL)
_DASH = re.compile(r"(.*\S)\s+[–—-]\s+(\S.*)", re.DOTALL)
_SITE_IN_FRONT = re.compile(r"(.*?\S)\s*(?:\||:|\s[–—-]|»)\s+(\S.*)", re.DOTALL)
_SITE_BEHIND = re.compile(r"\s*(?:(\||::|»|«|•|·)|(?<=\s)[–—-])\s+(\S.*)", re.DOTALL)
_LONGEST_SITE = 6
_LONGEST_GUESS = 4
_SHORTEST_TITLE = 3
_MOST_HEADINGS = 100
_SMALL = frozenset("a an and at by de der die du for in la le of on the und et y".split())


def title_of(root: etree._Element) -> str:
    """What the title element of a page says."""
    title = root.find("./head/title")
    if title is None:
        title = root.find(".//title")
    return "" if title is None else " ".join("".join(map(str, title.itertext())).split())


def without_site(title: str, sites: Collection[str], *, guess: bool = False) -> str:
    """A title without the names of sites around it.

    Behind a stroke stands a site, whatever it is called. A dash also stands in titles.

    Args:
        title: as stated.
        sites: what the page says its site is called.
        guess: whether what stands behind a dash may be taken for one that is not among them.
    """
    title = " ".join(title.split())
    known = {_folded(site) for site in sites if site}
    while True:
        shorter = _shorter(title, known, guess=guess and not known)
        if shorter == title:
            return title
        title = shorter


def _shorter(title: str, known: Collection[str], *, guess: bool) -> str:
    for pattern in (_STROKE, _DASH):
        parts = pattern.fullmatch(title)
        if parts and _folded(parts[2]) in known:
            return parts[1]
    stroke = _STROKE.fullmatch(title)
    if stroke and len(stroke[2].split()) <= _LONGEST_SITE:
        return stroke[1]
    front = _SITE_IN_FRONT.fullmatch(title)
    if front and _folded(front[1]) in known:
        return front[2]
    dash = _DASH.fullmatch(title) if guess else None
    if dash and len(dash[1].split()) >= _SHORTEST_TITLE and _is_like_a_site(dash[2]):
        return dash[1]
    return title


def _is_like_a_site(text: str, longest: int = _LONGEST_GUESS) -> bool:
    words = text.split()
    return len(words) <= longest and all(
        word[0].isupper() or word.casefold() in _SMALL or "." in word for word in words
    )


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold().removeprefix("www.").removeprefix("the ")


def heading_in(root: etree._Element, title: str) -> str:
    """The heading of a page that is its title with no more than a site around it, or ""."""
    headings = (
        " ".join("".join(map(str, each.itertext())).split()) for each in root.iter("h1", "h2", "h3")
    )
    inside = [text for text in itertools.islice(headings, _MOST_HEADINGS) if text in title]
    longest = max(inside, key=len, default="")
    return longest if len(longest) * 2 >= len(title) else ""


def is_with_site(title: str, heading: str) -> bool:
    """Whether a title is a heading, and behind a stroke or a dash what may be called a site."""
    site = _SITE_BEHIND.fullmatch(title, len(heading)) if title.startswith(heading) else None
    return bool(site and (site[1] or _is_like_a_site(site[2], _LONGEST_SITE)))


def is_title_instead(heading: str, stated: str, origin: str, element: str, *, main: bool) -> bool:
    """Whether the heading above an article is rather its title than what the page states.

    Args:
        heading: above the text.
        stated: the title that the page states.
        origin: where.
        element: what the title element says, with the name of the site.
        main: whether the heading is the page's main one.
    """
    if _folded(heading) == _folded(stated):
        return False
    if is_with_site(stated, heading):
        return True
    if origin != TITLE_ELEMENT:
        return False
    if re.search(rf"(?<!\w){re.escape(_folded(stated))}(?!\w)", _folded(heading)):
        return True
    # What of the title element is not in the title is the site's or a section's name.
    if not main or _folded(heading) in _folded(element):
        return False
    return len(heading.split()) > 1 or len(stated.split()) == 1
