"""What the properties of an office document state of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

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
# What programs fill in when nobody says anything.
_NO_TITLE = re.compile(
    r"microsoft (?:office )?word\b.*|(?:document|dokument|doc)\s*\d*|untitled.*|title|powerpoint .*"
    r"|(?:normal|word document|print|slide 1)|.*\.(?:docx?|odt|rtf|dotx?|txt|pdf|html?)",
    re.IGNORECASE | re.DOTALL,
)
_NO_AUTHOR = re.compile(
    r"(?:microsoft|windows|office|hp|dell|acer|asus|lenovo)(?:\s+office)?(?:\s+user)?|users?|owner"
    r"|admin(?:istrator)?|authors?|unknown|anonymous|python-docx|guest|default|home|pc|\W*",
    re.IGNORECASE,
)


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
            stated.setdefault(name, Stated(value, _ORIGIN))
    return stated


def _is_said(name: str, value: str) -> bool:
    if name == "title":
        return not _NO_TITLE.fullmatch(value)
    return name != "author" or not _NO_AUTHOR.fullmatch(value)
