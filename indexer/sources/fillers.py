"""Document properties that programs fill in by themselves: no titles, and no names of authors."""

from __future__ import annotations

import re

from pincite.indexer.structure.credits import are_names

_LONGEST = 300
_FILE_NAME = re.compile(
    r"[a-z]{2,10}:\S*|(?:microsoft|powerpoint|word|excel)\b.* - .*|.*[\\/].*\.\w{2,4}"
    r"|.*\.(?:docx?|pdf|indd|tex|qx[dp]|pages|odt|rtf|txt|md|pptx?|xlsx?|x?html?|p65|dvi|e?ps|wpd)",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"\(\w+\)"
    r"|(?:(?:un|no)\s?titled?|(?:word )?document|dokument|doc|normal|layout|slide|page|template|new"
    r"|blank|scan|scanned|print|powerpoint|about"
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


def is_title(text: str) -> bool:
    """Whether a person may have called a document so."""
    return (
        0 < len(text) <= _LONGEST
        and "\ufffd" not in text
        and not _FILE_NAME.fullmatch(text)
        and not _NO_TITLE.fullmatch(text)
        and (" " in text or not re.search(r"[_\d]|-.*-", text))
    )


def is_name(text: str) -> bool:
    """Whether it may be the names of people, and not that of a machine or of whoever uses it."""
    return 0 < len(text) <= _LONGEST and not _NO_NAME.search(text) and are_names(text)
