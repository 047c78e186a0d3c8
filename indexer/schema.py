"""The Whoosh schema: one document for each paragraph, and one for each article.

An article's own document has the ordinal 0 and no indexed text; writing both in one commit
keeps what is known of the sources and what is searched from ever disagreeing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whoosh import fields
from whoosh.analysis import Analyzer, Token
from whoosh.columns import NumericColumn

from pincite.indexer.analysis import tokenize
from pincite.indexer.articles import Kind
from pincite.indexer.stemming import Stemmer

if TYPE_CHECKING:
    from collections.abc import Iterator

ARTICLE_RECORD = 0
# A paragraph's kind is stored as its place in here.
KINDS = tuple(Kind)


class TermAnalyzer(Analyzer):  # type: ignore[misc]
    """pincite's analysis in Whoosh's clothes, so that Whoosh's own parser finds our terms."""

    def __init__(self, stemmer: Stemmer | None) -> None:
        """Yield stems where there is a stemmer, surface forms where there is none."""
        self.stemmer = stemmer

    def __call__(  # noqa: D102 - Whoosh documents it
        self,
        value: str,
        positions: bool = False,  # noqa: FBT001, FBT002 - Whoosh's signature
        chars: bool = False,  # noqa: FBT001, FBT002
        start_pos: int = 0,
        start_char: int = 0,
        **options: object,
    ) -> Iterator[Token]:
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


def make_schema(language: str) -> fields.Schema:
    """The schema of an index whose words are stemmed in `language`."""
    stems = TermAnalyzer(Stemmer(language))
    surfaces = TermAnalyzer(None)
    return fields.Schema(
        article=fields.ID(),
        source=fields.ID(),
        ordinal=fields.COLUMN(NumericColumn("i")),
        kind=fields.COLUMN(NumericColumn("i")),
        text=fields.TEXT(analyzer=stems),
        surface=fields.TEXT(analyzer=surfaces),
        title=fields.TEXT(analyzer=stems, phrase=False),
        text_length=fields.COLUMN(NumericColumn("i")),
        title_length=fields.COLUMN(NumericColumn("i")),
        record=fields.STORED(),
    )
