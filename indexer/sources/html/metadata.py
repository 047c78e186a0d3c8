"""What a page states of its article, the surest first: JSON-LD, meta elements, times, its title."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pincite.indexer.sources.html.authors import author_elements, author_of
from pincite.indexer.sources.html.json_ld import json_ld_fields
from pincite.indexer.sources.html.marks import local_name
from pincite.indexer.sources.html.regions import is_of_site
from pincite.indexer.sources.html.titles import TITLE_ELEMENT, heading_in, title_of, without_site
from pincite.indexer.structure.headers import clean_fields
from pincite.indexer.structure.metadata import Stated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lxml import etree

_OPEN_GRAPH = {
    "title": ("og:title",),
    "author": ("article:author", "og:article:author", "book:author"),
    "date": ("article:published_time", "og:article:published_time", "og:published_time"),
    "publication": ("og:site_name",),
    "url": ("og:url",),
}
# Highwire's names, those of PRISM and Dublin Core, and what is in use without a standard.
_META = {
    "title": ("citation_title", "dc.title", "dcterms.title", "twitter:title"),
    "author": (
        *("citation_author", "citation_authors", "dc.creator", "dcterms.creator", "author"),
        *("byl", "parsely-author", "sailthru.author"),
    ),
    "date": (
        *("citation_publication_date", "citation_date", "citation_online_date"),
        *("prism.publicationdate", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date"),
        *("dcterms.created", "parsely-pub-date", "sailthru.date", "pubdate", "publish-date"),
        *("publish_date", "publication_date", "datepublished", "article.published", "date"),
    ),
    "publication": ("citation_journal_title", "prism.publicationname", "dc.source"),
    "volume": ("citation_volume", "prism.volume"),
    "issue": ("citation_issue", "prism.number", "prism.issueidentifier"),
    "language": ("citation_language", "dc.language", "dcterms.language", "content-language"),
    "url": ("citation_fulltext_html_url", "citation_public_url", "citation_abstract_html_url"),
}
_JOURNALS = {"publication": _META["publication"]}
_SITES = ("og:site_name", "application-name", "citation_journal_title")
_AUTHOR_ELEMENT = "author element"
_LAST_META = {"publication": ("application-name", "dc.publisher"), "language": ("og:locale",)}
_NAMED_BACKWARDS = re.compile(r"([^,]{1,60}),\s*([^,]{1,60})")
_NO_AUTHOR = re.compile(r"(?:https?:|www\.|@|/).*|admin(?:istrator)?|\S+@\S+", re.IGNORECASE)
# What browsers and their extensions write above a page that they save.
_SAVED_FROM = re.compile(
    r"<!--\s*saved from url=\(\d+\)(\S+)|<!--\s*Page saved with SingleFile\s+url: (\S+)"
)
_BEGINNING = 4096
_MOST_TIMES = 200
_MOST_SURNAMES = 3
_CUT_SHORT = ("…", "...")
_PUBLISHED = frozenset(("datepublished", "published", "pubdate", "entry-date", "dt-published"))
_UPDATED = frozenset(("datemodified", "updated", "modified", "dt-updated", "dateupdated"))


def stated_in(root: etree._Element, source: str) -> dict[str, Stated]:
    """What a page states of its article, by field; only what can be believed.

    Args:
        root: of the page.
        source: its text, whose first comments may tell where it was saved from.
    """
    stated: dict[str, Stated] = {}
    for name, value, origin in _candidates(root, source):
        if name not in stated and _is_believed(name, value):
            # A byline in the text also has those authors that no element marks.
            stated[name] = Stated(value, origin, weak=origin == _AUTHOR_ELEMENT)
    return stated


def _is_believed(name: str, value: str) -> bool:
    if name == "url" and not _place_of(value):
        return False
    if name == "author" and _NO_AUTHOR.fullmatch(value.strip()):
        return False
    if name == "title" and value.endswith(_CUT_SHORT):
        return False
    return bool(clean_fields({name: value}))


def _place_of(url: str) -> str:
    """What of an address tells an article from its site; "" where nothing does."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return parts.path.strip("/") + parts.query


def _candidates(root: etree._Element, source: str) -> Iterator[tuple[str, str, str]]:
    """Fields with values and where they stand, the surest first."""
    metas = _metas(root)
    title = title_of(root)
    canonical = _canonical(root)
    found = json_ld_fields(
        _scripts(root),
        [title, canonical, *_values(metas, ("og:title", "og:url", "citation_title"))],
    )
    publisher = found.pop("publisher", "")
    sites = [publisher, found.get("publication", ""), *_values(metas, _SITES)]

    yield from ((name, _bare(name, value, sites), "JSON-LD") for name, value in found.items())
    yield from _named(metas, _JOURNALS, "meta element", sites)
    yield "publication", publisher, "JSON-LD"
    yield from _named(metas, _OPEN_GRAPH, "OpenGraph", sites)
    yield from _named(metas, _META, "meta element", sites)
    yield "url", canonical, "canonical link"
    yield "author", author_of(author_elements(root)), _AUTHOR_ELEMENT
    yield "date", _time(root), "time element"
    yield "language", _language(root), "html element"
    yield from _named(metas, _LAST_META, "meta element", sites)
    yield (
        "title",
        heading_in(root, title) or without_site(title, sites, guess=True),
        TITLE_ELEMENT,
    )
    yield "url", _saved_from(source), "comment of the browser"


def _bare(name: str, value: str, sites: Sequence[str]) -> str:
    return without_site(value, sites) if name == "title" else value


def _metas(root: etree._Element) -> dict[str, list[str]]:
    """What meta elements, and elements with `itemprop` and `content`, say, by name."""
    metas: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        content = " ".join(meta.get("content", "").split())
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = meta.get(key)
            if name and content:
                metas.setdefault(name.strip().casefold(), []).append(content)
    return metas


def _values(metas: Mapping[str, Sequence[str]], keys: Iterable[str]) -> list[str]:
    return [value for key in keys for value in metas.get(key, [])]


def _named(
    metas: Mapping[str, Sequence[str]],
    keys: Mapping[str, Sequence[str]],
    origin: str,
    sites: Sequence[str],
) -> Iterator[tuple[str, str, str]]:
    for name, under in keys.items():
        for key in under:
            values = metas.get(key, [])
            if name == "author" and values:
                named = [_forwards(each) for each in values if not _NO_AUTHOR.fullmatch(each)]
                yield name, ", ".join(dict.fromkeys(named)), origin
            elif values and not (name == "date" and len(set(values)) > 1):
                yield name, _bare(name, values[0], sites), origin


def _forwards(author: str) -> str:
    """A name that stands with the surname first, as people write it."""
    backwards = _NAMED_BACKWARDS.fullmatch(author)
    if backwards and len(backwards[1].split()) <= _MOST_SURNAMES:
        return f"{backwards[2]} {backwards[1]}"
    return author


def _canonical(root: etree._Element) -> str:
    links = (link for link in root.iter("link") if "canonical" in link.get("rel", "").split())
    return next((link.get("href", "") for link in links), "")


def _scripts(root: etree._Element) -> list[str]:
    return [
        script.text or ""
        for script in root.iter("script")
        if script.get("type", "").partition(";")[0].strip().casefold() == "application/ld+json"
    ]


def _language(root: etree._Element) -> str:
    body = root.find("body")
    elements = [root] if body is None else [root, body]
    stated = (each.get(key) for each in elements for key in ("lang", "xml:lang"))
    return next(filter(None, stated), "")


def _saved_from(source: str) -> str:
    saved = _SAVED_FROM.search(source, 0, _BEGINNING)
    return (saved[1] or saved[2]) if saved else ""


def _time(root: etree._Element) -> str:
    """When the article was published, if its times say one thing.

    What is marked so goes before all; of other times only those of the article count, and not
    those of updates.
    """
    times = list(itertools.islice(root.iter("time"), _MOST_TIMES))
    marked = [each for each in times if _is_marked(each)]
    days = {_day(each) for each in marked or filter(_may_be_of_article, times)} - {""}
    return days.pop() if len(days) == 1 else ""


def _day(time: etree._Element) -> str:
    value = time.get("datetime") or "".join(map(str, time.itertext()))
    return clean_fields({"date": value}).get("date", "")


def _is_marked(time: etree._Element) -> bool:
    names = f"{time.get('itemprop', '')} {time.get('class', '')}".casefold().split()
    return time.get("pubdate") is not None or bool(
        _PUBLISHED.intersection(names) and not _UPDATED.intersection(names)
    )


def _may_be_of_article(time: etree._Element) -> bool:
    names = set(f"{time.get('itemprop', '')} {time.get('class', '')}".casefold().split())
    around = [(each, local_name(each)) for each in time.iterancestors()]
    in_article = any(name in {"article", "main"} for _, name in around)
    return not names & _UPDATED and not any(
        is_of_site(each, name) for each, name in around if not (in_article and name == "header")
    )
