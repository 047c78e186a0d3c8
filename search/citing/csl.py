"""Citations as CSL-JSON, which Zotero, Pandoc and the like read.

The names are those of the Citation Style Language's schema for data (csl-data.json, 1.0.2), which
has no place for a label; that and what is pincite's own are in "custom".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pincite.search.citing.dates import date_parts
from pincite.search.citing.keys import key
from pincite.search.citing.wording import one_line

if TYPE_CHECKING:
    from pincite.indexer.articles import Article, Paragraph


def item(article: Article, paragraph: Paragraph, reference: str) -> dict[str, Any]:
    """The item of a paragraph; what is not known is left out."""
    known = {
        "title": one_line(article.title),
        "author": [{"literal": name} for name in [one_line(article.author)] if name],
        "container-title": one_line(article.publication),
        "volume": one_line(article.volume),
        "issue": one_line(article.issue),
        "issued": _date(article.date),
        "original-date": _date(article.first_published),
        "URL": article.url,
    }
    return {
        "id": key(article, paragraph),
        "type": _type(article),
        **{name: value for name, value in known.items() if value},
        "locator": str(paragraph.ordinal),
        "annote": paragraph.text,
        "custom": {
            "label": "paragraph",
            "article": article.id,
            **{
                name: list(bounds)
                for name, bounds in (("pages", paragraph.pages), ("lines", paragraph.lines))
                if bounds
            },
            "reference": reference,
        },
    }


def _type(article: Article) -> str:
    if article.publication.strip():
        numbered = article.volume.strip() or article.issue.strip()
        return "article-magazine" if numbered else "article-newspaper"
    return "webpage" if article.url else "document"


def _date(date: str) -> dict[str, Any]:
    parts = date_parts(date)
    return {"date-parts": [list(parts)]} if parts else {}
