"""What the properties of an office document state of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.indexer.sources.fillers import is_name, is_title
from pincite.indexer.structure.metadata import Stated

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree.ElementTree import Element

# Namespaces of the properties that both formats have.
DUBLIN_CORE = {"http://purl.org/dc/elements/1.1/": "dc_"}
_ORIGIN = "document properties"
# In OpenDocument the creator is who saved it last, unless nobody is said to have begun it.
_FIELDS = {
    "dc_title": "title",
    "meta_initial-creator": "author",
    "dc_creator": "author",
    "dc_language": "language",
}


def stated_in(properties: Iterable[Element], *, has_title: bool) -> dict[str, Stated]:
    """Title, author and language, where a person could have said so.

    The dates of properties are those of the file: when it was made and saved, not published.

    Args:
        properties: the elements that hold them.
        has_title: whether the text shows a title as such, which goes before.
    """
    values = {each.tag: " ".join((each.text or "").split()) for each in properties}
    stated: dict[str, Stated] = {}
    for tag, name in _FIELDS.items():
        value = values.get(tag, "")
        if value and _is_said(name, value) and not (has_title and name == "title"):
            stated.setdefault(name, Stated(value, _ORIGIN, weak=name == "author"))
    return stated


def _is_said(name: str, value: str) -> bool:
    if name == "title":
        return is_title(value)
    return name != "author" or is_name(value)
