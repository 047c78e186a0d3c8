"""Keys of bibliographies: the same for a text each time, another for any other."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

from pincite.indexer.analysis import tokenize
from pincite.indexer.function_words import function_words
from pincite.indexer.stemming import DEFAULT
from pincite.search.citing.dates import date_parts

if TYPE_CHECKING:
    from pincite.indexer.articles import Article, Paragraph

_LONGEST = 20
_NEXT_AUTHOR = re.compile(r" and |[,;&/]")


def key(article: Article, paragraph: Paragraph) -> str:
    """The paragraph's key: `reyes2018pipe-1f0c22aa`.

    Who wrote or published it, the year, a word of the title, and a checksum of the article's id
    and the text: so it never comes to mean another text, though paragraphs be put in before it.
    """
    author, _, _ = _NEXT_AUTHOR.sub("\n", article.author).strip().partition("\n")
    who = [*_words(author)[-1:], *_words(article.publication), "anonymous"][0]
    year = date_parts(article.date or article.first_published)[:1]
    title = _words(article.title)
    needless = function_words(article.language or DEFAULT)
    telling = [*(word for word in title if word not in needless), *title, ""][0]
    when = f"{year[0]:04}" if year else "nd"
    known_by = f"{article.id}\0{paragraph.text}"
    checksum = zlib.crc32(known_by.encode("utf-8", "surrogatepass"))
    return f"{who}{when}{telling}-{checksum:08x}"


def _words(text: str) -> list[str]:
    """Its words in small letters, those of other scripts than keys may be in left out."""
    folded = (re.sub("[^a-z0-9]", "", token.surface) for token in tokenize(text))
    return [word[:_LONGEST] for word in folded if word]
