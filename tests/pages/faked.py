"""Data of a page that no index has: any parts in any groups."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from pincite import Article
from pincite.search.pages.parts import Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ARTICLES = (
    Article("a.txt", "a.txt", "Apples", author="Ada", publication="Fruit", date="2018-04-18"),
    Article("b/é.txt", "b/é.txt", "Pears <b>", date="2016"),
)


@dataclass(frozen=True)
class Faked:
    """Stands for `PageData`.

    Attributes:
        groups: of each series its groups, each with the payloads of its parts.
    """

    groups: Mapping[str, Sequence[Sequence[str]]] = field(default_factory=dict)
    articles: Sequence[Article] = ARTICLES
    paragraphs: int = 7
    dictionary: Sequence[str] = ()

    def parts(self) -> Iterator[Part]:
        """Side by side, one of each series in turn."""
        waiting = [_parts_of(series, groups) for series, groups in self.groups.items()]
        while waiting:
            for each in list(waiting):
                part = next(each, None)
                if part is None:
                    waiting.remove(each)
                else:
                    yield part

    def root(self, groups: Mapping[str, Sequence[str]] | None = None) -> dict[str, Any]:
        counts = Counter({name: sum(map(len, each)) for name, each in self.groups.items()})
        named = {name: {"groups": list(each)} for name, each in (groups or {}).items()}
        series = {name: {"count": counts[name], **named.get(name, {})} for name in counts}
        return {"series": series, "dictionary": [*self.dictionary]}


def _parts_of(series: str, groups: Sequence[Sequence[str]]) -> Iterator[Part]:
    number = 0
    for group, payloads in enumerate(groups):
        for payload in payloads:
            yield Part(series, number, group, payload)
            number += 1


class Elements(HTMLParser):
    """The elements of a page: name, attributes, and of scripts and styles the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None], str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs), ""))

    def handle_data(self, data: str) -> None:
        if self.found and self.cdata_elem:
            tag, attributes, text = self.found[-1]
            self.found[-1] = (tag, attributes, text + data)

    def all(self, name: str) -> list[tuple[dict[str, str | None], str]]:
        """The attributes and the text of each element of a name."""
        return [(attributes, text) for tag, attributes, text in self.found if tag == name]

    def by_id(self, name: str) -> str:
        """The text of the one that has an id."""
        (text,) = [text for _, attributes, text in self.found if attributes.get("id") == name]
        return text
