"""The search page as one file that has everything in it."""

from __future__ import annotations

import base64
import gzip
import json
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from pincite.search.pages.codes import units
from pincite.search.pages.rendering import UNPAIRED, Scripts
from pincite.search.pages.search import parts_of, search_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pincite.search.pages.parts import Part
    from pincite.search.pages.rendering import Presentation
    from pincite.search.pages.search import Progress, Searched

# So many characters of payloads are packed together: more is smaller, less is sooner unpacked.
_TOGETHER = 256 * 1024
# Where gzip (RFC 1952) tells of which system it is, which not all versions of zlib tell alike.
_SYSTEM, _UNKNOWN = 9, 255


class Chunk(NamedTuple):
    """Consecutive parts of a series, packed.

    Attributes:
        series: its name.
        first: the number of the first of them.
        packed: base64 of gzip of the payloads, as `together` has them.
    """

    series: str
    first: int
    packed: str


def search_file(
    data: Searched, presentation: Presentation, progress: Progress | None = None
) -> str:
    """A page with all articles in it, which searches them in the browser.

    The same data and presentation give the same page, byte for byte.

    Args:
        data: what it searches.
        presentation: how it looks and speaks.
        progress: told how far it has come.
    """
    chunks = chunks_of(parts_of(data, progress))
    return search_html(
        presentation,
        data,
        data.root(),
        Scripts(presentation.bundles),
        chunks=chunks,
        articles=data.articles,
        more_articles=0,
        articles_page="",
    )


def chunks_of(parts: Iterable[Part]) -> list[Chunk]:
    """The parts, each series in order, the series one after the other."""
    series: dict[str, list[str]] = defaultdict(list)
    for part in parts:
        series[part.series].append(part.payload)
    return [
        Chunk(name, first, _packed(payloads))
        for name, all_of_it in series.items()
        for first, payloads in _divided(all_of_it)
    ]


def _divided(payloads: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
    first, size = 0, 0
    for number, payload in enumerate(payloads):
        if number > first and size + len(payload) > _TOGETHER:
            yield first, payloads[first:number]
            first, size = number, 0
        size += len(payload)
    if payloads:
        yield first, payloads[first:]


def _packed(payloads: Sequence[str]) -> str:
    data = bytearray(gzip.compress(together(payloads).encode(), compresslevel=9, mtime=0))
    data[_SYSTEM] = _UNKNOWN
    return base64.b64encode(data).decode("ascii")


def together(payloads: Sequence[str]) -> str:
    """The payloads as one text: a line with the length of each, in UTF-16 units, then all of them.

    JSON would need six characters for each control character, which coded texts are full of. It
    is an array of strings, and one line, where there is a lone surrogate: those have no UTF-8.
    """
    text = "".join(payloads)
    if UNPAIRED.search(text):
        return json.dumps(payloads)
    lengths = [*map(units, payloads)]
    return json.dumps(lengths, separators=(",", ":")) + "\n" + text
