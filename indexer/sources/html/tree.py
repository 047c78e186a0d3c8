"""From the source of a page to its tree of elements, however broken it is."""

from __future__ import annotations

import re

import lxml.html
from lxml import etree

from pincite.errors import SourceError

# What a page may have any number of without closing one: kept when all other tags are given up.
_FLAT = frozenset("html head body title meta link base script style br a time".split())
_INLINE = frozenset(
    "abbr acronym b bdi bdo big blink cite code del dfn em font i ins kbd label mark nobr q s samp"
    " small span strike strong sub sup tt u var wbr".split()
)
_VOID = frozenset(
    "area base br col embed frame hr img input link meta param source track wbr".split()
)
# Of many attributes of one element the parser compares each with all others.
_LONG_TAG = re.compile(r"<(?P<name>[A-Za-z][\w:-]*)[^<>]{4000,}")
_VALUE = re.compile(r"=\s*(?:\"[^\"]*\"|'[^']*')")
_BETWEEN_ATTRIBUTES = re.compile(r"[\s/=\"']+")
_MOST_ATTRIBUTES = 1000
_MOST_ELEMENTS = 250_000
_TAG = re.compile(r"<(/?)([A-Za-z][\w:-]*)([^<>]*)>")
_XHTML = re.compile(r"\s*<\?xml|\s*(?:<!DOCTYPE[^>]*>\s*)?<html[^>]*\sxmlns=", re.IGNORECASE)


def tree_of(text: str, *, xhtml: bool = False) -> lxml.html.HtmlElement | None:
    """The root element of a page, or None where there is nothing.

    The lines of its elements are those of `text`, as a text editor counts them.

    Args:
        text: the source of the page.
        xhtml: whether an element may be closed by the tag that opens it; pages that begin as
            XHTML does are known by that.

    Raises:
        SourceError: it has more elements than anybody writes.
    """
    source = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    count = source.count("<") - source.count("</")
    if count > _MOST_ELEMENTS:
        raise SourceError(f"has too many elements for a page: {count:,}")
    source = _LONG_TAG.sub(_with_few_attributes, source)
    if xhtml or _XHTML.match(source):
        source = _TAG.sub(_closed, source)
    root, whole = _parse(source)
    return root if whole else _parse(_TAG.sub(_flattened, source))[0]


def _parse(source: str) -> tuple[lxml.html.HtmlElement | None, bool]:
    """The tree, and whether the parser came to the end of the source."""
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root = lxml.html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except etree.LxmlError:
        return None, True
    stopped = any(
        error.type_name == "ERR_RESOURCE_LIMIT" or "depth" in error.message
        for error in parser.error_log
    )
    return root, not stopped


def _with_few_attributes(tag: re.Match[str]) -> str:
    """A tag without its attributes where it has more than anybody writes."""
    names = _VALUE.sub(" ", tag[0])
    if len(_BETWEEN_ATTRIBUTES.findall(names)) <= _MOST_ATTRIBUTES:
        return tag[0]
    return f"<{tag['name']}" + "\n" * tag[0].count("\n")


def _closed(tag: re.Match[str]) -> str:
    """`<p/>` as `<p></p>`, which is what it means in XHTML and not in HTML."""
    end, name, rest = tag.groups()
    if end or not rest.endswith("/") or name.lower() in _VOID:
        return tag[0]
    return f"<{name}{rest[:-1]}></{name}>"


def _flattened(tag: re.Match[str]) -> str:
    """One level of paragraphs, for a page whose elements are nested deeper than can be parsed."""
    name = tag[2].lower()
    if name in _FLAT:
        return tag[0]
    shown = "" if name in _INLINE else "<p>"
    return shown + "\n" * tag[0].count("\n")
