"""What a PDF's document properties say of it, as far as they can be believed.

Programs fill them in by themselves: with file names, with whoever is logged in, with nothing. The
date of creation is that of the file and no date of publication.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pincite.indexer.structure.credits import are_names
from pincite.indexer.structure.metadata import Stated

if TYPE_CHECKING:
    from collections.abc import Mapping

_ORIGIN = "document properties"
_LONGEST = 300
_FILE_NAME = re.compile(
    r"[a-z]{2,10}:\S*|(?:microsoft|powerpoint|word|excel)\b.* - .*|.*[\\/].*\.\w{2,4}"
    r"|.*\.(?:docx?|pdf|indd|tex|qx[dp]|pages|odt|rtf|txt|md|pptx?|xlsx?|x?html?|p65|dvi|e?ps|wpd)",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"(?:(?:un|no)\s?titled?|document|layout|slide|page|template|new|blank|scan|scanned|print|about"
    r"|none|null|title|draft|sheet|book|microsoft word|presentation|image|front ?matter|[\W\d_]+)"
    r"(?:[\s_-]*(?:document|page|blank|presentation|image))?[\W\d_]*",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"\b(?:admin\w*|users?|owner|default|office|microsoft|windows|unknown|author|acrobat|adobe|pc"
    r"|home|laptop|desktop|staff|computer|guest|root|customer|anonymous|preferred|licensed)\b"
    r"|[\d@\\/_]",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_MOST = 0.6


def stated_in(
    properties: Mapping[str, str], beginning: str, *, has_heading: bool
) -> dict[str, Stated]:
    """Title and author by the fields of an article, where the properties name them.

    Args:
        properties: by their names in the file.
        beginning: what the first pages say.
        has_heading: whether the text has a title of its own, so that another one is not believed.
    """
    words = frozenset(map(str.casefold, _WORD.findall(beginning)))
    stated = {}
    title = " ".join(properties.get("Title", "").split())
    if _is_title(title) and (not has_heading or _share(title, words) >= _MOST):
        stated["title"] = Stated(title, _ORIGIN)
    author = " ".join(properties.get("Author", "").split())
    if _is_name(author) and (len(author.split()) > 1 or _share(author, words) == 1):
        stated["author"] = Stated(author, _ORIGIN)
    return stated


def _is_title(text: str) -> bool:
    return (
        0 < len(text) <= _LONGEST
        and "\ufffd" not in text
        and not _FILE_NAME.fullmatch(text)
        and not _NO_TITLE.fullmatch(text)
        and (" " in text or not re.search(r"[_\d]|-.*-", text))
    )


def _is_name(text: str) -> bool:
    return 0 < len(text) <= _LONGEST and not _NO_NAME.search(text) and are_names(text)


def _share(text: str, words: frozenset[str]) -> float:
    """What share of the words of a text are among others."""
    own = [word.casefold() for word in _WORD.findall(text)]
    return sum(word in words for word in own) / len(own) if own else 0.0
