"""The values everything is about: an article and its paragraphs."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field


class Kind(str, enum.Enum):
    """What a paragraph is to its article."""

    BODY = "body"
    HEADING = "heading"
    QUOTE = "quote"
    LIST = "list"
    ANNOTATION = "annotation"
    CAPTION = "caption"
    BYLINE = "byline"
    BOILERPLATE = "boilerplate"


# A kind is stored as its place in here.
KINDS = tuple(Kind)


@dataclass(frozen=True)
class Paragraph:
    """The unit that is indexed, ranked and cited.

    Attributes:
        ordinal: place in its article, from 1, whatever the kind.
        text: the author's text; only line wrapping is undone.
        kind: what it is to its article.
        lines: first and last line in the source file, from 1, both included.
        chars: start and end offset in the decoded source, end excluded.
        sentences: start and end offset of each sentence in `text`, end excluded.
        heading: the text of the nearest heading above it, or "".
    """

    ordinal: int
    text: str
    kind: Kind
    lines: tuple[int, int]
    chars: tuple[int, int]
    sentences: tuple[tuple[int, int], ...]
    heading: str = ""


@dataclass(frozen=True)
class Article:
    """One source document and what is known of it; "" or None where the text does not say.

    Attributes:
        id: what names it in the index: its path from the folder the index lies in.
        path: the source file, as a POSIX path from the folder the index lies in.
        title: its title, or the file's name where there is none.
        date: ISO 8601, "2018-04-18"; months or years alone where no more is known.
        first_published: the date of an earlier publication that a repost names.
        language: the language its words are stemmed in; of one that is indexed always known.
    """

    id: str
    path: str
    title: str
    author: str = ""
    publication: str = ""
    volume: str = ""
    issue: str = ""
    date: str = ""
    first_published: str = ""
    language: str = ""
    url: str = ""
    paragraphs: tuple[Paragraph, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Stats:
    """How much an index holds.

    Attributes:
        languages: those its articles are stemmed in, the one most paragraphs are in first.
    """

    articles: int
    paragraphs: int
    words: int
    languages: tuple[str, ...] = ()
