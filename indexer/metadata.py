"""What the head of a text and its file name say of an article: title, author, date and so on."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pincite.indexer.articles import Kind
from pincite.indexer.dates import file_name_date
from pincite.indexer.headers import FIELDS, clean_fields, parse_header
from pincite.indexer.labels import ends_sentence, is_boilerplate, is_caption
from pincite.indexer.layout import Block
from pincite.indexer.notices import parse_notice

_REACH = 20
_MAX_TITLE = 200
_MAX_DECK = 300
_QUOTED_SENTENCE = re.compile(r"[.,][”\"’'»]$")
_MARKED_TITLE = re.compile(r"(?:title|headline)\s*:\s*(?=\S)", re.IGNORECASE)


@dataclass(frozen=True)
class Head:
    """What is known of an article before its paragraphs.

    Attributes:
        title: never empty.
        fields: further fields of `Article` by name; only those that are known.
        kinds: the kind of each block that belongs to the head, by its place.
        title_at: the place of the block that is the title, or None.
    """

    title: str
    fields: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[int, Kind] = field(default_factory=dict)
    title_at: int | None = None


def read_head(
    blocks: Sequence[Block], path: Path, front: Mapping[str, str] | None = None
) -> Head:
    """Read the head of an article.

    Args:
        blocks: all paragraphs of the text.
        path: its file; the name stands in where the text has no title or date.
        front: key and value of a front matter, which goes before what the text says.
    """
    stated = _front_fields(front or {})
    kinds: dict[int, Kind] = {}
    title_at: int | None = None
    passed = 0
    for place, block in enumerate(blocks[:_REACH]):
        if _says_nothing(block):
            continue
        fields = parse_header(block.text) if block.kind is None else None
        if fields is not None:
            kinds[place] = _header_kind(fields)
            if "title" in fields and title_at is None:
                kinds[place], title_at = Kind.HEADING, place
            for name, value in fields.items():
                stated.setdefault(name, value)
        elif title_at is None and not passed and _is_title(blocks, place):
            kinds[place], title_at = Kind.HEADING, place
            stated.setdefault("title", block.text)
        elif passed or title_at is None or not _is_deck(block):
            break
        else:
            passed += 1
    _add_notice(blocks, stated)
    _add_file_name(path, stated)
    return Head(stated.pop("title"), stated, kinds, title_at)


def readable_name(path: Path) -> str:
    """A file's name as a reader would write it, without its date and suffix."""
    stem = os.fsencode(path.stem).decode("utf-8", "replace")
    _, rest = file_name_date(stem)
    words = re.sub(r"[\s_]+|(?<=\w)-+(?=\w)|^-+|-+$", " ", rest.strip(" -_.")).split()
    name = " ".join(words) or stem
    return name[:1].upper() + name[1:]


def _says_nothing(block: Block) -> bool:
    return is_boilerplate(block.text) or (block.kind is None and is_caption(block.text))


def _header_kind(fields: Mapping[str, str]) -> Kind:
    """A byline and a lone date tell who and when; all else is what a site puts around it."""
    return Kind.BYLINE if fields and set(fields) <= {"author", "date"} else Kind.BOILERPLATE


def _is_title(blocks: Sequence[Block], place: int) -> bool:
    block = blocks[place]
    if block.kind is Kind.HEADING:
        return True
    is_last = place + 1 == len(blocks)
    return (
        block.kind is None
        and not is_last
        and len(block.text) <= _MAX_TITLE
        and any(character.isalnum() for character in block.text)
        and block.text[0] not in "([>"
        and not ends_sentence(block.text)
        and not _QUOTED_SENTENCE.search(block.text)
    )


def _is_deck(block: Block) -> bool:
    """A summary line may stand between the title and the byline."""
    return block.kind is None and len(block.text) <= _MAX_DECK


def _front_fields(front: Mapping[str, str]) -> dict[str, str]:
    raw: dict[str, str] = {}
    for key, value in front.items():
        name = FIELDS.get(key.casefold().replace("_", " ").replace("-", " "), "")
        raw.setdefault(name, value)
    return clean_fields(raw)


def _add_notice(blocks: Sequence[Block], stated: dict[str, str]) -> None:
    for block in blocks:
        notice = parse_notice(block.text)
        if notice:
            for name, value in (
                ("publication", notice.publication),
                ("first_published", notice.date),
            ):
                if value:
                    stated.setdefault(name, value)
            return


def _add_file_name(path: Path, stated: dict[str, str]) -> None:
    stem = os.fsencode(path.stem).decode("utf-8", "replace")
    date, _ = file_name_date(stem)
    if date:
        stated.setdefault("date", date)
    stated.setdefault("title", readable_name(path))
