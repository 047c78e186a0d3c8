"""Citations as the command line prints them: the forms, and nothing a terminal could obey."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pincite.indexer.articles import TOLD
from pincite.search.citing.forms import Cited, written
from pincite.search.faces.cells import visible
from pincite.search.faces.json_output import escaped
from pincite.search.hits.values import Locator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pincite.indexer.articles import Article, Paragraph
    from pincite.search.hits.values import Hit

_TEXTS = ("id", *TOLD)


def citations_text(cited: Sequence[Cited], form: str) -> str:
    """The citations in a form of `FORMS`, in order, ready to be pasted or piped."""
    if form == "csl-json":
        return f"{escaped(written(cited, form))}\n"
    return f"{written([harmless(each) for each in cited], form)}\n" if cited else ""


def cited_hit(hit: Hit) -> Cited:
    """What a citation of a hit is made of."""
    return Cited(hit.article, hit.paragraph, hit.locator.reference)


def cited_paragraphs(article: Article, paragraphs: Sequence[Paragraph]) -> list[Cited]:
    """The same for some paragraphs of an article that has all of its paragraphs."""
    texts = {each.ordinal: each.text for each in article.paragraphs}
    cited = []
    for each in paragraphs:
        before, after = texts.get(each.ordinal - 1, ""), texts.get(each.ordinal + 1, "")
        locator = Locator.at(article, each, before, after)
        cited.append(Cited(article, each, locator.reference))
    return cited


def harmless(cited: Cited) -> Cited:
    """The same with every character that could steer a terminal spelt out."""
    article, paragraph, reference = cited
    texts: dict[str, Any] = {name: visible(getattr(article, name)) for name in _TEXTS}
    shown = replace(paragraph, text=visible(paragraph.text))
    return Cited(replace(article, **texts), shown, reference)
