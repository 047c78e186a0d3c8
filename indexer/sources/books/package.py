"""The package document of an EPUB: what the book is, its chapters and what they are called."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from pincite.errors import SourceError
from pincite.indexer.sources.office.properties import DUBLIN_CORE
from pincite.indexer.sources.office.xml_parts import read_tree
from pincite.indexer.structure.metadata import Stated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

    from pincite.indexer.sources.archives.packages import Package

_CONTAINER, _ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"
_IN_CONTAINER = {"urn:oasis:names:tc:opendocument:xmlns:container": ""}
_IN_BOOK = {
    "http://www.idpf.org/2007/opf": "",
    "http://openebook.org/namespaces/oeb-package/1.0/": "",
    **DUBLIN_CORE,
}
_IN_CONTENTS = {
    "http://www.daisy.org/z3986/2005/ncx/": "",
    "http://www.w3.org/1999/xhtml": "",
    "http://www.idpf.org/2007/ops": "epub_",
}
_IN_ENCRYPTION = {"http://www.w3.org/2001/04/xmlenc#": ""}
# These make fonts unusable elsewhere; texts are never encrypted so.
_OF_FONTS = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
_PAGES = frozenset({"application/xhtml+xml", "text/html", "text/x-oeb1-document"})
_ORIGIN = "package document"
# A program that knows no date writes that of the year 101.
_DATE = re.compile(r"(1[4-9]|20)\d\d(-\d\d(-\d\d)?)?(?![\d-])")
_URL = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True)
class Chapter:
    """A page of text that a book has in its order of reading.

    Attributes:
        key: what names it in the package document.
        part: its name in the package.
        title: what the table of contents calls it, or "".
        aside: whether it is not read in order, as notes are.
    """

    key: str
    part: str
    title: str
    aside: bool


@dataclass(frozen=True)
class Book:
    """What a package document says.

    Attributes:
        title: of the book, or "".
        stated: author, language, date and url, by the field of `Article`.
        chapters: in the order of reading, each once; the table of contents is none.
    """

    title: str
    stated: Mapping[str, Stated]
    chapters: tuple[Chapter, ...]


def read_book(package: Package) -> Book:
    """The book in a package.

    Raises:
        SourceError: it is none, is damaged, or its text is encrypted.
    """
    part = _package_document(package)
    root = read_tree(package, part, _IN_BOOK)
    book = Book(
        title=next(_texts(root, "dc_title"), ""),
        stated={
            name: Stated(value, _ORIGIN)
            for name, value in (
                ("author", _author(root)),
                ("language", next(_texts(root, "dc_language"), "")),
                ("date", _date(root)),
                ("url", _url(root)),
            )
            if value
        },
        chapters=tuple(_chapters(package, root, posixpath.dirname(part))),
    )
    if not _encrypted(package).isdisjoint(each.part for each in book.chapters):
        raise SourceError("is protected against copying (DRM)")
    return book


def _package_document(package: Package) -> str:
    found = ""
    if _CONTAINER in package:
        files = read_tree(package, _CONTAINER, _IN_CONTAINER).iter("rootfile")
        found = next((each.get("full-path", "") for each in files), "")
    if found not in package:
        found = next((name for name in package.names if name.endswith(".opf")), "")
    if not found:
        raise SourceError("is no EPUB: has no package document")
    return found


def _chapters(package: Package, root: Element, folder: str) -> Iterator[Chapter]:
    items = {each.get("id", ""): each for each in root.iter("item")}
    contents = {
        *(each.get("href", "") for each in items.values() if _is_contents(each)),
        *(each.get("href", "") for each in root.iter("reference") if each.get("type") == "toc"),
    }
    not_text = {_part(folder, href) for href in contents}
    titles = _titles(package, root, items, folder)
    for each in root.iter("itemref"):
        item = items.get(each.get("idref", ""))
        if item is None or item.get("media-type", "").casefold() not in _PAGES:
            continue
        href = item.get("href", "")
        part = _part(folder, href)
        if part not in not_text:
            # Each page once, however often it is to be shown.
            not_text.add(part)
            key = _part("", href)
            yield Chapter(key, part, titles.get(part, ""), aside=each.get("linear") == "no")


def _is_contents(item: Element) -> bool:
    return "nav" in item.get("properties", "").split()


def _titles(
    package: Package, root: Element, items: Mapping[str, Element], folder: str
) -> dict[str, str]:
    """What the table of contents calls each page; nothing where there is none, or it is damaged."""
    named = [each for each in items.values() if _is_contents(each)]
    named += [items[each.get("toc", "")] for each in root.iter("spine") if each.get("toc") in items]
    titles: dict[str, str] = {}
    for item in named:
        part = _part(folder, item.get("href", ""))
        try:
            contents = read_tree(package, part, _IN_CONTENTS)
        except SourceError:
            continue
        for href, title in _entries(contents):
            if title and href:
                titles.setdefault(_part(posixpath.dirname(part), href), title)
    return titles


def _entries(contents: Element) -> Iterator[tuple[str, str]]:
    """Addresses and titles in a table of contents of either version of the format."""
    for point in contents.iter("navPoint"):
        content = point.find("content")
        title = " ".join(point.findtext("navLabel/text", "").split())
        yield "" if content is None else content.get("src", ""), title
    for nav in contents.iter("nav"):
        if nav.get("epub_type", "toc") == "toc":
            for link in nav.iter("a"):
                yield link.get("href", ""), " ".join("".join(link.itertext()).split())


def _encrypted(package: Package) -> set[str]:
    """The parts that only those can read who have bought a key."""
    if _ENCRYPTION not in package:
        return set()
    found = set()
    for each in read_tree(package, _ENCRYPTION, _IN_ENCRYPTION).iter("EncryptedData"):
        methods = {method.get("Algorithm", "") for method in each.iter("EncryptionMethod")}
        if methods.isdisjoint(_OF_FONTS):
            found |= {_part("", part.get("URI", "")) for part in each.iter("CipherReference")}
    return found


def _part(folder: str, href: str) -> str:
    """The name in the package of what an address in a folder leads to."""
    path = unquote(href.partition("#")[0])
    return posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")


def _texts(root: Element, tag: str) -> Iterator[str]:
    for each in root.iter(tag):
        text = " ".join((each.text or "").split())
        if text:
            yield text


def _author(root: Element) -> str:
    roles = {
        each.get("refines", "").lstrip("#"): (each.text or "").strip()
        for each in root.iter("meta")
        if each.get("property") == "role"
    }
    names = [
        " ".join((each.text or "").split())
        for each in root.iter("dc_creator")
        if each.get("role", roles.get(each.get("id", ""), "aut")) == "aut"
    ]
    return ", ".join(dict.fromkeys(filter(None, names)))


def _date(root: Element) -> str:
    """When it was published; when the file was made or changed is something else."""
    for each in root.iter("dc_date"):
        match = _DATE.match((each.text or "").strip())
        if match and each.get("event", "publication").casefold() == "publication":
            return match[0]
    return ""


def _url(root: Element) -> str:
    for tag in ("dc_identifier", "dc_source"):
        for text in _texts(root, tag):
            if _URL.match(text):
                return text
    return ""
