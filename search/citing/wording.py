"""The sentence under a quotation, which says where it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from pincite.search.citing.dates import readable_date
from pincite.search.citing.whereabouts import places_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pincite.indexer.articles import Article, Paragraph

# What would end an address, or be more than a part of it, wherever one is written.
_NOT_OF_ADDRESSES = re.compile('[\\x00-\\x20\\x7f-\\x9f\\s"<>\\\\^`{|}\\ud800-\\udfff]')


def source_line(article: Article, paragraph: Paragraph) -> str:
    """Author, title, issue and place, as `sourceLine` of `templates/citing.js` has them."""
    title = one_line(article.title)
    parts = (
        one_line(article.author),
        f"“{title}”" if title else "",
        ", ".join(_issue(article)),
        f"¶ {paragraph.ordinal} ({', '.join([one_line(article.id), *places_of(paragraph)])}).",
    )
    return " ".join(_ended(part) for part in parts if part)


def one_line(text: str) -> str:
    """The text without line breaks, or any white space but single spaces."""
    return " ".join(text.split())


def web_address(url: str) -> str:
    """The address if a link may lead there; "" for javascript: and the like."""
    return url if url.lower().startswith(("http://", "https://")) else ""


def address(url: str) -> str:
    """The address, what cannot be in one percent-encoded."""
    return _NOT_OF_ADDRESSES.sub(
        lambda match: quote(match[0].encode("utf-8", "surrogatepass")), url.strip()
    )


def _issue(article: Article) -> Iterable[str]:
    volume, issue = one_line(article.volume), one_line(article.issue)
    facts = (
        one_line(article.publication),
        volume and f"vol. {volume}",
        issue and f"no. {issue}",
        readable_date(article.date),
        article.first_published and f"first published {readable_date(article.first_published)}",
    )
    return filter(None, facts)


def _ended(part: str) -> str:
    return part if part.endswith(".") else f"{part}."
