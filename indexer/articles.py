"""The values everything is about: an article and its paragraphs."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


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
    FOOTNOTE = "footnote"
    TABLE = "table"
    CODE = "code"


# A kind is stored as its place in here.
KINDS = tuple(Kind)


@dataclass(frozen=True)
class Paragraph:
    """The unit that is indexed, ranked and cited.

    Attributes:
        ordinal: place in its article, from 1, whatever the kind.
        text: the author's text; only line wrapping is undone.
        kind: what it is to its article.
        lines: first and last line in the source file, from 1, both included; None where the
            format has no lines that a reader could look up.
        chars: start and end offset in the text of the source, end excluded: of a text file what
            its bytes mean, of other formats what was read out of them.
        sentences: start and end offset of each sentence in `text`, end excluded.
        heading: the text of the nearest heading above it, or "".
        pages: first and last page in the source file, from 1, both included; None where the
            format has no pages.
    """

    ordinal: int
    text: str
    kind: Kind
    lines: tuple[int, int] | None
    chars: tuple[int, int]
    sentences: tuple[tuple[int, int], ...]
    heading: str = ""
    pages: tuple[int, int] | None = None


@dataclass(frozen=True)
class Article:
    """One source document and what is known of it; "" or None where the text does not say.

    Attributes:
        id: what names it in the index: its path from the folder the index lies in, the id that a
            record has of its own, or what a program chose.
        path: the source file, as a POSIX path from the folder the index lies in; what is inside
            an archive stands behind "!/".
        title: its title, or the file's name where there is none.
        date: ISO 8601, "2018-04-18"; months or years alone where no more is known.
        first_published: the date of an earlier publication that a repost names.
        language: the language its words are stemmed in; of one that is indexed always known.
        origins: where the value of each field that is known was found, by the field's name.
        copies: paths of further files with the very same content.
        former: ids it had before its file was renamed.
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
    origins: Mapping[str, str] = field(default_factory=dict, repr=False, hash=False)
    copies: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    paragraphs: tuple[Paragraph, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Share:
    """How much of what an index holds has one value.

    Attributes:
        value: as the articles have it; "" for those of which it is not known.
        articles: how many have it, or have paragraphs that do.
        paragraphs: how many.
        words: how many those have.
    """

    value: str
    articles: int
    paragraphs: int
    words: int


# What is told of an article, in the order in which it is told.
TOLD = (
    "title",
    "author",
    "publication",
    "volume",
    "issue",
    "date",
    "first_published",
    "language",
    "url",
)


@dataclass(frozen=True)
class Stats:
    """How much an index holds.

    Attributes:
        languages: those its articles are stemmed in, the one most paragraphs are in first.
        by_year: what there is of each year, in their order. This and what follows is empty where
            it was not asked for; what is not known comes last.
        by_publication: of each publication, that of most paragraphs first.
        by_language: of each language, in the same order.
        by_kind: of each kind of paragraph, in the same order.
    """

    articles: int
    paragraphs: int
    words: int
    languages: tuple[str, ...] = ()
    by_year: tuple[Share, ...] = ()
    by_publication: tuple[Share, ...] = ()
    by_language: tuple[Share, ...] = ()
    by_kind: tuple[Share, ...] = ()
