"""Drafts to articles: the head is read, the paragraphs are made, whatever the format."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pincite.errors import SourceError
from pincite.indexer.articles import Article
from pincite.indexer.sources.source import NO_TEXT, ReadOptions
from pincite.indexer.structure.boilerplate import labelled
from pincite.indexer.structure.metadata import read_head
from pincite.indexer.structure.paragraphs import make_paragraphs

if TYPE_CHECKING:
    from pathlib import PurePath

    from pincite.indexer.sources.source import Draft


def article_of(
    draft: Draft, source_id: str, name: PurePath, options: ReadOptions | None = None
) -> Article:
    """The article of a draft.

    Args:
        draft: of it.
        source_id: the id of its source.
        name: the path whose name may tell title and date, unless the draft has one of its own.
        options: what a user says of how it is to be read.

    Raises:
        SourceError: there is no text.
    """
    options = options or ReadOptions()
    if not draft.blocks:
        raise SourceError(NO_TEXT)
    # Before the head is read: what is listed there is no title either.
    blocks = labelled(draft.blocks, options.boilerplate)
    head = read_head(blocks, draft.name or name, draft.stated, settled=draft.settled)
    paragraphs = make_paragraphs(
        blocks,
        head.kinds,
        head.title_at,
        language=head.fields.get("language") or options.language,
    )
    path = f"{source_id}!/{draft.key}" if draft.key else source_id
    article = Article(
        id=draft.id or path,
        path=path,
        title=head.title,
        origins=head.origins,
        paragraphs=paragraphs,
    )
    return replace(article, **head.fields)  # type: ignore[arg-type] # its texts, by name
