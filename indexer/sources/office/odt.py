"""OpenDocument texts: one article each, of paragraphs by their styles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.errors import SourceError
from pincite.indexer.sources.archives.packages import open_package
from pincite.indexer.sources.office.odt_styles import Styles
from pincite.indexer.sources.office.odt_text import Story
from pincite.indexer.sources.office.properties import DUBLIN_CORE, stated_in
from pincite.indexer.sources.office.styled import blocks_of
from pincite.indexer.sources.office.xml_parts import read_items, read_tree
from pincite.indexer.sources.source import Draft

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree.ElementTree import Element

    from pincite.indexer.sources.archives.packages import Package
    from pincite.indexer.sources.office.styled import Passage
    from pincite.indexer.sources.source import Source

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_PREFIXES = {
    f"{_OASIS}text:1.0": "",
    f"{_OASIS}office:1.0": "office_",
    f"{_OASIS}style:1.0": "style_",
    f"{_OASIS}table:1.0": "table_",
    f"{_OASIS}drawing:1.0": "draw_",
    f"{_OASIS}xsl-fo-compatible:1.0": "fo_",
    f"{_OASIS}meta:1.0": "meta_",
    **DUBLIN_CORE,
}
_MANIFEST = {f"{_OASIS}manifest:1.0": ""}
_CONTENT, _STYLES, _META = "content.xml", "styles.xml", "meta.xml"
_TEXT = frozenset(
    {"office_document-content", "office_automatic-styles", "office_body", "office_text"}
)
_STYLED = frozenset({"office_document-styles", "office_styles"})
_DESCRIBED = frozenset({"office_document-meta", "office_meta"})


def read(source: Source) -> Iterable[Draft]:
    """The article that an OpenDocument text is.

    Raises:
        SourceError: it is none, or is damaged, protected or too large.
    """
    with open_package(source) as package:
        _check(package)
        passages = list(_passages(package))
        has_title = any(each.title for each in passages)
        stated = stated_in(_items(package, _META, _DESCRIBED), has_title=has_title)
    yield Draft(blocks_of(passages), stated)


def _passages(package: Package) -> Iterator[Passage]:
    """The paragraphs of the text, then its footnotes and its endnotes."""
    styles = Styles()
    for each in _items(package, _STYLES, _STYLED):
        styles.add(each, automatic=False)
    story = Story(styles)
    for each in _items(package, _CONTENT, _TEXT):
        styles.add(each, automatic=True)
        yield from story.passages([each])
    for notes in story.notes.values():
        yield from notes


def _items(package: Package, part: str, containers: frozenset[str]) -> Iterator[Element]:
    """What stands in a part that need not be there."""
    if part in package:
        yield from read_items(package, part, _PREFIXES, containers)


def _check(package: Package) -> None:
    """See that there is a text that can be read.

    Raises:
        SourceError: there is none.
    """
    manifest = "META-INF/manifest.xml"
    encrypted = "encrypted-package" in package
    if manifest in package:
        entries = read_tree(package, manifest, _MANIFEST)
        encrypted = encrypted or entries.find(".//encryption-data") is not None
    if encrypted:
        raise SourceError("is protected by a password")
    if _CONTENT not in package:
        raise SourceError(f"is no OpenDocument text: has no {_CONTENT}")
