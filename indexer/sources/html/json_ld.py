"""What a page states of its article in JSON-LD, by schema.org's vocabulary."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

_LONGEST_SCRIPT = 2_000_000
_MOST_NODES = 2_000
_ARTICLES = re.compile(
    r"(?:https?://schema\.org/)?(?:\w*Article|\w*BlogPosting|SocialMediaPosting|Report|Chapter)"
)
_PERIODICALS = re.compile(
    r"(?:https?://schema\.org/)?(?:Periodical|Newspaper|Magazine|ComicSeries|CreativeWorkSeries)"
)
# A script may be wrapped in what keeps old browsers from showing it.
_WRAPPING = re.compile(r"\A\s*(?:<!--|(?://\s*)?<!\[CDATA\[)|(?:-->|(?://\s*)?\]\]>)\s*;?\s*\Z")
_IN_PARTS = 6

_Node = dict[str, Any]


def json_ld_fields(scripts: Iterable[str], names: Collection[str]) -> dict[str, str]:
    """The fields of the page's article, as they stand there; scripts that are no JSON are ignored.

    Args:
        scripts: the texts of the page's JSON-LD elements.
        names: titles and addresses of the page, to tell its article from others it states.
    """
    nodes: list[_Node] = []
    for script in scripts:
        nodes += list(_nodes(script))
    article = _article(nodes, names)
    if article is None:
        return {}
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str)}
    return {name: value for name, value in _fields(article, by_id).items() if value}


def _nodes(script: str) -> Iterator[_Node]:
    """The nodes at the top of a script: alone, in a list or a graph, or what a page is about."""
    if len(script) > _LONGEST_SCRIPT:
        return
    try:
        # Line ends within strings are not allowed, and frequent.
        waiting = [json.loads(_WRAPPING.sub("", script), strict=False)]
    except (ValueError, RecursionError):
        return
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            yield value
            waiting += [value[key] for key in ("@graph", "mainEntity") if key in value]


def _article(nodes: Iterable[_Node], names: Collection[str]) -> _Node | None:
    """The only article, or the one that has a title or address of the page."""
    articles = [node for node in nodes if _has_type(node, _ARTICLES)]
    if len(articles) == 1:
        return articles[0]
    known = {_folded(name) for name in names}
    for article in articles:
        stated = (_text(article.get("headline")), _address(article))
        if any(_folded(each) in known for each in stated if each):
            return article
    return None


def _has_type(node: _Node, types: re.Pattern[str]) -> bool:
    return any(
        isinstance(each, str) and bool(types.fullmatch(each)) for each in _list(node.get("@type"))
    )


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip("/")


def _fields(article: _Node, by_id: dict[str, _Node]) -> dict[str, str]:
    parts = list(_parts(article, by_id))
    periodical = next((each for each in parts if _has_type(each, _PERIODICALS)), None)
    return {
        "title": _text(article.get("headline")) or _text(article.get("name")),
        "author": ", ".join(dict.fromkeys(filter(None, _names(article.get("author"), by_id)))),
        "date": _text(article.get("datePublished")),
        "publication": _text(periodical.get("name")) if periodical else "",
        "publisher": next(iter(_names(article.get("publisher"), by_id)), ""),
        "volume": _first(parts, "volumeNumber"),
        "issue": _first(parts, "issueNumber"),
        "language": _language(article.get("inLanguage")),
        "url": _address(article),
    }


def _parts(article: _Node, by_id: dict[str, _Node]) -> Iterator[_Node]:
    """The article, the issue it is in, the volume that is in, and so on."""
    node: _Node | None = article
    for _ in range(_IN_PARTS):
        if node is None:
            return
        yield node
        inside = [_resolved(each, by_id) for each in _list(node.get("isPartOf"))]
        node = next((each for each in inside if isinstance(each, dict)), None)


def _first(parts: Iterable[_Node], key: str) -> str:
    return next(filter(None, (_text(part.get(key)) for part in parts)), "")


def _names(value: object, by_id: dict[str, _Node]) -> Iterator[str]:
    for each in _list(value):
        node = _resolved(each, by_id)
        name = _text(node.get("name")) if isinstance(node, dict) else _text(node)
        if not name.casefold().startswith(("http:", "https:")):
            yield name


def _resolved(value: object, by_id: dict[str, _Node]) -> object:
    """The node that a reference stands for."""
    if isinstance(value, dict) and isinstance(value.get("@id"), str) and "name" not in value:
        return by_id.get(value["@id"], value)
    return value


def _language(value: object) -> str:
    if isinstance(value, dict):
        return _text(value.get("alternateName")) or _text(value.get("name"))
    return _text(value)


def _address(article: _Node) -> str:
    page = article.get("mainEntityOfPage")
    about = (page.get("@id") or page.get("url")) if isinstance(page, dict) else page
    return _text(article.get("url")) or _text(about)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _text(value: object) -> str:
    """A value as text; "" where it is none. Entities are not meant to be there, but are."""
    first = _list(value)[:1]
    if first and isinstance(first[0], (str, int)) and not isinstance(first[0], bool):
        return html.unescape(str(first[0])).strip()
    return ""
