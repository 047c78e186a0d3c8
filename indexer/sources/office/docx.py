"""Word files: one article each, of paragraphs by their styles."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from pincite.errors import SourceError
from pincite.indexer.articles import Kind
from pincite.indexer.sources.archives.packages import open_package
from pincite.indexer.sources.office.docx_styles import Lists, Styles, note_style
from pincite.indexer.sources.office.docx_text import Story
from pincite.indexer.sources.office.properties import DUBLIN_CORE, stated_in
from pincite.indexer.sources.office.styled import Passage, blocks_of
from pincite.indexer.sources.office.xml_parts import read_items, read_tree
from pincite.indexer.sources.source import Draft

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree.ElementTree import Element

    from pincite.indexer.sources.archives.packages import Package
    from pincite.indexer.sources.source import Source

_MAIN = "word/document.xml"
# Of the usual kind and of the strict one.
_WORD = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m_",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m_",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc_",
}
_PROPERTIES = {
    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "",
    **DUBLIN_CORE,
}
_RELATIONS = {"http://schemas.openxmlformats.org/package/2006/relationships": ""}
_BODY = frozenset({"document", "body", "sdt", "sdtContent", "customXml", "ins", "moveTo"})
_USUAL_NOTES = {"footnote": "", "endnote": "i"}
# Lines between the text and its notes, which come as notes.
_NO_NOTES = frozenset({"separator", "continuationSeparator", "continuationNotice"})


def read(source: Source) -> Iterable[Draft]:
    """The article that a Word document is.

    Raises:
        SourceError: it is none, or is damaged, protected or too large.
    """
    with open_package(source) as package:
        roots = _related(package, "")
        main = roots.get("officeDocument", _MAIN)
        if main not in package:
            raise SourceError(f"is no Word document: has no {_MAIN}")
        parts = _related(package, main)
        passages = list(_passages(package, main, parts))
        properties = _items(package, roots.get("core-properties", ""), "coreProperties")
        stated = stated_in(properties, has_title=any(each.title for each in passages))
    yield Draft(blocks_of(passages), stated)


def _passages(package: Package, main: str, parts: dict[str, str]) -> Iterator[Passage]:
    """The paragraphs of the text, then its footnotes and its endnotes."""
    styles = Styles(_items(package, parts.get("styles", ""), "styles"))
    lists = Lists.of(_items(package, parts.get("numbering", ""), "numbering"))
    settings = [
        each
        for each in _items(package, parts.get("settings", ""), "settings")
        if each.tag in {"footnotePr", "endnotePr"}
    ]
    note_styles = {kind: note_style(settings, kind, usual) for kind, usual in _USUAL_NOTES.items()}
    story = Story(styles, lists, note_styles)
    yield from story.passages(read_items(package, main, _WORD, _BODY))
    for kind in note_styles:
        yield from _notes(story, kind, package, parts.get(f"{kind}s", ""))


def _notes(story: Story, kind: str, package: Package, part: str) -> Iterator[Passage]:
    """The notes of a kind that the text refers to, in its order, behind their marks."""
    marks = dict(story.notes[kind])
    found: dict[str, list[Passage]] = {}
    for each in _items(package, part, f"{kind}s") if marks else ():
        note = each.get("id", "")
        if note in marks and each.get("type") not in _NO_NOTES:
            found[note] = list(story.passages(each))
    for note, mark in marks.items():
        for passage in found.get(note, ()):
            shown = f"{passage.marker} {passage.text.strip()}".strip()
            if shown:
                yield Passage(f"{mark} {shown}".strip(), Kind.FOOTNOTE)
                mark = ""  # noqa: PLW2901 - only the first paragraph of a note has it


def _items(package: Package, part: str, container: str) -> Iterator[Element]:
    """What stands in a part that need not be there."""
    if part in package:
        yield from read_items(package, part, _WORD | _PROPERTIES, frozenset({container}))


def _related(package: Package, part: str) -> dict[str, str]:
    """The parts that a part, or the package itself, refers to, by what they are to it."""
    folder, name = posixpath.split(part)
    listing = posixpath.join(folder, "_rels", f"{name}.rels")
    if listing not in package:
        return {}
    return {
        each.get("Type", "").rpartition("/")[2]: _resolved(folder, each.get("Target", ""))
        for each in read_tree(package, listing, _RELATIONS)
        if each.get("TargetMode") != "External"
    }


def _resolved(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
