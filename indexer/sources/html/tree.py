"""From the source of a page to its tree of elements, however broken it is."""

from __future__ import annotations

import re

import lxml.html
from lxml import etree

# What a page may have any number of without closing one: kept when all other tags are given up.
_FLAT = frozenset("html head body title meta link base script style br a time".split())
_INLINE = frozenset(
    "abbr acronym b bdi bdo big blink cite code del dfn em font i ins kbd label mark nobr q s samp"
    " small span strike strong sub sup tt u var wbr".split()
)
_VOID = frozenset(
    "area base br col embed frame hr img input link meta param source track wbr".split()
)
_TAG = re.compile(r"<(/?)([A-Za-z][\w:-]*)([^<>]*)>")
_XHTML = re.compile(r"\s*<\?xml|\s*(?:<!DOCTYPE[^>]*>\s*)?<html[^>]*\sxmlns=", re.IGNORECASE)


def tree_of(text: str, *, xhtml: bool = False) -> lxml.html.HtmlElement | None:
    """The root element of a page, or None where there is nothing.

    The lines of its elements are those of `text`, as a text editor counts them.

    Args:
        text: the source of the page.
        xhtml: whether an element may be closed by the tag that opens it; pages that begin as
            XHTML does are known by that.
    """
    source = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
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
