"""Whoosh's schema of the index: a document for each article, and one for each paragraph.

| field | of | what |
|---|---|---|
| article, source | all | id of the article; path of the source file that gave it |
| ordinal | all | column, 0 for the article's own document |
| kind | paragraphs | column, the place in `articles.KINDS` |
| text, surface | paragraphs | stems, and folded forms, each with its positions |
| title | articles | stems of the title |
| text_length, title_length | paragraphs | columns, exact where Whoosh's own lengths are rounded |
| record | all | stored, JSON: what is known of the article or paragraph, see `records.py` |
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whoosh import fields
from whoosh.analysis import Analyzer, Token
from whoosh.columns import NumericColumn

from pincite.indexer.analysis import tokenize
from pincite.indexer.stemming import Stemmer

if TYPE_CHECKING:
    from collections.abc import Iterator


class TermAnalyzer(Analyzer):  # type: ignore[misc]
    """pincite's analysis in Whoosh's clothes, so that Whoosh's own parser finds our terms."""

    def __init__(self, stemmer: Stemmer | None) -> None:
        """Yield stems where there is a stemmer, surface forms where there is none."""
        self.stemmer = stemmer

    def __call__(
        self,
        value: str,
        positions: bool = False,  # noqa: FBT001, FBT002 - Whoosh's signature
        chars: bool = False,  # noqa: FBT001, FBT002
        start_pos: int = 0,
        start_char: int = 0,
        **options: object,
    ) -> Iterator[Token]:
        """The words of a text, as Whoosh's tokens."""
        for position, word in enumerate(tokenize(value), start_pos):
            token = Token(positions, chars, **options)
            token.original = value[word.start : word.end]
            token.text = self.stemmer(word.surface) if self.stemmer else word.surface
            token.boost = 1.0
            token.stopped = False
            if positions:
                token.pos = position
            if chars:
                token.startchar = start_char + word.start
                token.endchar = start_char + word.end
            yield token


class Name(fields.ID):  # type: ignore[misc]
    """An id or a path; one that is no Unicode, as file names may be, is taken as it is."""

    def to_bytes(self, value: str | bytes | list[str]) -> bytes:
        """The term that stands for a name."""
        first = value[0] if isinstance(value, list) else value
        return first if isinstance(first, bytes) else first.encode("utf-8", "surrogatepass")

    def from_bytes(self, term: bytes) -> str:
        """The name that a term stands for."""
        return term.decode("utf-8", "surrogatepass")


def make_schema(language: str) -> fields.Schema:
    """The schema of an index; what Whoosh's parser reads is stemmed in `language`."""
    stems = TermAnalyzer(Stemmer(language))
    surfaces = TermAnalyzer(None)
    return fields.Schema(
        article=Name(),
        source=Name(),
        ordinal=fields.COLUMN(NumericColumn("i")),
        kind=fields.COLUMN(NumericColumn("i")),
        text=fields.TEXT(analyzer=stems),
        surface=fields.TEXT(analyzer=surfaces),
        title=fields.TEXT(analyzer=stems, phrase=False),
        text_length=fields.COLUMN(NumericColumn("i")),
        title_length=fields.COLUMN(NumericColumn("i")),
        record=fields.STORED(),
    )
