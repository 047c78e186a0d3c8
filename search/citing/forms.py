"""Citations in the forms there are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pincite.indexer.articles import Article, Paragraph

FORMS = ("plain", "markdown", "bibtex", "csl-json", "reference")


class Cited(NamedTuple):
    """What is cited: a paragraph, its article, and the reference that finds it again."""

    article: Article
    paragraph: Paragraph
    reference: str


def written(cited: Sequence[Cited], form: str) -> str:
    """The citations in a form of `FORMS`, in order; every text in them is whole.

    Raises:
        ValueError: there is no such form.
    """
    if form not in FORMS:
        raise ValueError(f"{form!r} is no form of citation: there are {', '.join(FORMS)}")
    if form == "csl-json":
        return _csl_json(cited)
    apart = "\n" if form == "reference" else "\n\n"
    return apart.join(_one(each, form) for each in cited)


def _one(cited: Cited, form: str) -> str:
    article, paragraph, reference = cited
    if form == "reference":
        return reference
    if form == "bibtex":
        from pincite.search.citing.bibtex import entry

        return entry(article, paragraph, reference)
    if form == "markdown":
        from pincite.search.citing.markdown import quotation

        return quotation(article, paragraph)
    from pincite.search.citing.wording import source_line

    text = f"“{paragraph.text}”\n{source_line(article, paragraph)}"
    return f"{text} {article.url}" if article.url else text


def _csl_json(cited: Sequence[Cited]) -> str:
    from pincite.search.citing.csl import item

    items = (json.dumps(item(*each), ensure_ascii=False) for each in cited)
    return "[" + ",\n ".join(items) + "]"
