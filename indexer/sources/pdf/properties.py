"""What a PDF's document properties say of it, as far as they can be believed.

Programs fill them in by themselves: with file names, with whoever is logged in, with nothing. The
date of creation is that of the file and no date of publication.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pincite.indexer.sources.fillers import is_name, is_title
from pincite.indexer.structure.metadata import Stated

if TYPE_CHECKING:
    from collections.abc import Mapping

_ORIGIN = "document properties"
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
    if is_title(title) and (not has_heading or _share(title, words) >= _MOST):
        stated["title"] = Stated(title, _ORIGIN)
    author = " ".join(properties.get("Author", "").split())
    if is_name(author) and (len(author.split()) > 1 or _share(author, words) == 1):
        stated["author"] = Stated(author, _ORIGIN, weak=True)
    return stated


def _share(text: str, words: frozenset[str]) -> float:
    """What share of the words of a text are among others."""
    own = [word.casefold() for word in _WORD.findall(text)]
    return sum(word in words for word in own) / len(own) if own else 0.0
