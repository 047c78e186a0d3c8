"""The search page as a folder: a small page, and parts that it loads when a query needs them."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from pincite.search.pages.listing import LISTED, listing_pages
from pincite.search.pages.output import PARTS, OutputFolder
from pincite.search.pages.rendering import Scripts
from pincite.search.pages.scripts import smaller, source
from pincite.search.pages.search import parts_of, search_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pincite.search.pages.parts import Part
    from pincite.search.pages.rendering import Presentation
    from pincite.search.pages.search import Progress, Searched

PAGE = "index.html"
EMBED = "embed.js"
_IGNORED = ".pinciteignore"

_ROOT = re.compile(r'<script[^>]* id="data"[^>]*>(.*?)</script>', re.DOTALL)
# Besides what JavaScript asks for, what could end a script, and what would mislead a reader of it.
_RARE = re.compile("[\0\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_FREQUENT = (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r"), ("<", "\\x3c"))


def write_folder(
    path: Path, data: Searched, presentation: Presentation, progress: Progress | None = None
) -> OutputFolder:
    """Write the page, of which only what is not there already is written.

    Whenever this is cut short, the page that was there before works, or this one does: parts
    never change under their names, the page itself is replaced at once, and what it does not
    need any more is removed when that is done.

    Args:
        path: where to; a folder that has other files keeps them.
        data: what it searches.
        presentation: how it looks and speaks.
        progress: told how far it has come.

    Raises:
        PinciteError: the folder cannot be the page's.
        OSError: it cannot be written to.
    """
    core, more = presentation.bundles  # before anything is written: they might be broken
    more_name = f"more.{_named(hashlib.sha256(more.encode()))}.js"
    output = OutputFolder(path, (PAGE, EMBED, PARTS, "articles.html"))
    groups = _put_parts(output, parts_of(data, progress))
    listings = listing_pages(data.articles, presentation) if len(data.articles) > LISTED else []
    html = search_html(
        presentation,
        data,
        {**data.root(groups), "scripts": {"more": more_name}},
        Scripts([core], parts=True),
        chunks=(),
        articles=() if listings else data.articles,
        more_articles=len(data.articles) if listings else 0,
        articles_page=listings[0][0] if listings else "",
    )
    output.put(more_name, _encoded(more))
    output.put(EMBED, _encoded(_embedding(presentation)))
    for name, listing in listings:
        output.put(name, _encoded(listing))
    _keep_from_indexes(output, [PAGE, *(name for name, _ in listings)])
    output.put(PAGE, _encoded(html))
    output.finish()
    return output


def _put_parts(output: OutputFolder, parts: Iterable[Part]) -> Mapping[str, Sequence[str]]:
    """Put all parts in place; what gives the names of the groups of each series."""
    names: dict[str, list[str]] = defaultdict(list)
    for series, payloads in grouped(parts):
        name = group_name(payloads)
        names[series].append(name)
        output.put_group(f"{PARTS}/{series}/{name}", [*map(part_file, payloads)])
    return names


def dictionary_of(path: Path) -> list[str]:
    """The dictionary of the page in a folder, with which texts that stay are written the same.

    Empty where there is no page, or none that can be read.
    """
    try:
        page = (path / PAGE).read_text("utf-8")
        found = _ROOT.search(page)
        strings = json.loads(found[1])["dictionary"] if found else []
    except (OSError, ValueError, LookupError, TypeError):
        return []
    return [each for each in strings if isinstance(each, str)] if isinstance(strings, list) else []


def grouped(parts: Iterable[Part]) -> Iterator[tuple[str, list[str]]]:
    """The payloads of each group with the name of its series; series may come interleaved."""
    begun: dict[str, tuple[int, list[str]]] = {}
    for part in parts:
        group, payloads = begun.get(part.series, (part.group, []))
        if part.group != group:
            yield part.series, payloads
            payloads = []
        payloads.append(part.payload)
        begun[part.series] = part.group, payloads
    for series, (_, payloads) in begun.items():
        yield series, payloads


def group_name(payloads: Sequence[str]) -> str:
    """What a group is called: 40 bits of SHA-256 of its payloads, in base32 (RFC 4648)."""
    together = hashlib.sha256()
    for payload in payloads:
        data = payload.encode("utf-8", "surrogatepass")
        together.update(b"%d:" % len(data))
        together.update(data)
    return _named(together)


def part_file(payload: str) -> bytes:
    """A part as a script that hands its payload over; which it is, its address says."""
    return f'pincite.part("{_escaped(payload)}");\n'.encode()


def _escaped(payload: str) -> str:
    """As a JavaScript string has it; most control characters may stand as they are."""
    for character, escape in _FREQUENT:
        payload = payload.replace(character, escape)
    if "\0" in payload or not payload.isascii():
        payload = _RARE.sub(lambda match: f"\\u{ord(match[0]):04x}", payload)
    return payload


def _keep_from_indexes(output: OutputFolder, pages: Sequence[str]) -> None:
    """Let `pincite index` pass over what is no text of the archive that this lies in."""
    if output.owns(_IGNORED) or not (output.path / _IGNORED).exists():
        output.put(_IGNORED, "".join(f"/{name}\n" for name in [*pages, PARTS]).encode())


def _embedding(presentation: Presentation) -> str:
    text = source(EMBED)
    return text if presentation.readable else smaller(text, "application/javascript")


def _named(digest: Any) -> str:
    return base64.b32encode(digest.digest()[:5]).decode("ascii").lower()


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")
