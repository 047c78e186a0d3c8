"""What the head of a text and its file name say of an article: title, author, date and so on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pincite.indexer.articles import Kind
from pincite.indexer.detection import language_of_texts
from pincite.indexer.structure.credits import languages_of_by
from pincite.indexer.structure.dates import file_name_date, parse_date
from pincite.indexer.structure.headers import FIELDS, clean_fields, parse_header
from pincite.indexer.structure.labels import ends_sentence, is_boilerplate, is_caption
from pincite.indexer.structure.reposts import parse_notice

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import PurePath

    from pincite.indexer.structure.layout import Block

_REACH = 20
# Keys of a front matter that are too short to be believed of a line in the text.
_IN_FRONT = {"lang": "language"}
_MAX_TITLE = 200
_MAX_DECK = 300
_NO_NAME = "Untitled"
_SURROGATE = re.compile("[\ud800-\udfff]")
_QUOTED_SENTENCE = re.compile(r"[.,][”\"’'»]$")
_DATELINE = re.compile(
    r"[^\W\d_a-z](?:[^\W\d_a-z]|[ .’'/-]){1,40},(?: [^\W\d_][^\W\d_ .]{1,20},)? "
    r"(?P<date>[^—–:;!?]{8,30}?)\s*(?:\([^()]{2,30}\)\s*)?(?:[—–]|--|\s-\s)"
)
_KICKER = re.compile(
    r"opinions?|analysis|comment|commentary|news|editorial|op-ed|world|politics|features?|business"
    r"|exclusive|breaking news|culture|society|economy|in depth",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Stated:
    """A value that a source states outright, and where in it.

    Attributes:
        value: as it stands there; whether it can be believed is not looked at yet.
        origin: where it was found, in a word or two: "JSON-LD", "front matter", "mail header".
        weak: whether what the text says goes before, as for names that programs fill in.
    """

    value: str
    origin: str
    weak: bool = False


@dataclass(frozen=True)
class Head:
    """What is known of an article before its paragraphs.

    Attributes:
        title: never empty.
        fields: further fields of `Article` by name; only those that are known.
        origins: where title and fields were found, by name.
        kinds: the kind of each block that belongs to the head, by its place.
        title_at: the place of the block that is the title, or None.
    """

    title: str
    fields: Mapping[str, str] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[int, Kind] = field(default_factory=dict)
    title_at: int | None = None


def read_head(
    blocks: Sequence[Block],
    path: PurePath,
    stated: Mapping[str, Stated] | None = None,
    *,
    settled: bool = False,
) -> Head:
    """Read the head of an article.

    Args:
        blocks: all paragraphs of the text.
        path: its file; the name stands in where the text has no title or date.
        stated: what the source states outright, which goes before what the text says unless weak.
        settled: whether the source tells its head apart, so that only a heading belongs to it.
    """
    stated = stated or {}
    believed = clean_fields({name: each.value for name, each in stated.items()})
    weak = {name: believed.pop(name) for name in list(believed) if stated[name].weak}
    reading = _Reading(blocks, believed, {name: stated[name].origin for name in believed})
    reading.settled = settled
    body = next((at for at in range(min(len(blocks), _REACH)) if not reading.take(at)), None)
    for place in (reading.deck, body):
        if place is not None:
            _add_dateline(blocks[place].text, place, reading)
    _add_notice(blocks, reading)
    for name, value in weak.items():
        reading.find(name, value, stated[name].origin)
    _add_file_name(path, reading)
    title = reading.fields.pop("title")
    return Head(title, reading.fields, reading.origins, reading.kinds, reading.title_at)


class _Reading:
    """The head as far as it is read, block by block."""

    def __init__(
        self, blocks: Sequence[Block], fields: dict[str, str], origins: dict[str, str]
    ) -> None:
        self.blocks = blocks
        self.fields = fields
        self.origins = origins
        self.kinds: dict[int, Kind] = {}
        self.title_at: int | None = None
        self.settled = False
        self.deck: int | None = None
        self._language = fields.get("language")

    def take(self, place: int) -> bool:
        """Read one block; False when the body has begun."""
        block = self.blocks[place]
        if _says_nothing(block):
            return True
        if self.settled:
            return self._take_title(place) if block.kind is Kind.HEADING else False
        if self.title_at is None and _is_kicker(self.blocks, place):
            self.kinds[place] = Kind.BOILERPLATE
            return True
        fields = None
        if block.kind is None:
            fields = self._header_fields(block.text)
        if fields is not None:
            self._take_header(place, fields)
            return True
        return self._take_title(place) or self._take_deck(place)

    def _take_title(self, place: int) -> bool:
        if self.title_at is not None or not _is_title(self.blocks, place):
            return False
        self.kinds[place], self.title_at = Kind.HEADING, place
        title = " ".join(self.blocks[place].text.split("\n"))
        self.find("title", title, f"heading, ¶ {place + 1}")
        return True

    def _take_deck(self, place: int) -> bool:
        """Pass over one summary line between the title and the byline."""
        if self.deck is not None or self.title_at is None or not _is_deck(self.blocks[place]):
            return False
        self.deck = place
        return True

    def _header_fields(self, text: str) -> dict[str, str] | None:
        below_title = self.title_at is not None
        fields = parse_header(text, below_title=below_title)
        if fields is None and below_title and languages_of_by(text):
            fields = parse_header(text, below_title=True, language=self._own_language())
        return fields

    def _own_language(self) -> str:
        if self._language is None:
            texts = (each.text for each in self.blocks if len(each.text) > _MAX_DECK // 4)
            self._language = language_of_texts(texts) or ""
        return self._language

    def _take_header(self, place: int, fields: Mapping[str, str]) -> None:
        self.kinds[place] = _header_kind(fields)
        if "title" in fields and self.title_at is None:
            self.kinds[place], self.title_at = Kind.HEADING, place
        if self.deck is not None:
            # However short, it stands above no section: the head goes on below it.
            self.kinds.setdefault(self.deck, Kind.BODY)
        for name, value in fields.items():
            self.find(name, value, f"header line, ¶ {place + 1}")

    def find(self, name: str, value: str, origin: str) -> None:
        """Note a value, unless one is known."""
        if name not in self.fields:
            self.fields[name] = value
            self.origins[name] = origin


def readable_name(path: PurePath) -> str:
    """A file's name as a reader would write it, without its date and suffix."""
    stem = _stem(path)
    _, rest = file_name_date(stem)
    words = re.sub(r"[\s_]+|(?<=\w)-+(?=\w)|^-+|-+$", " ", rest.strip(" -_.")).split()
    name = " ".join(words) or stem.strip() or _NO_NAME
    return name[:1].upper() + name[1:]


def _stem(path: PurePath) -> str:
    """The name without suffix, with a sign for each byte that is no text."""
    return _SURROGATE.sub("\ufffd", path.stem)


def _says_nothing(block: Block) -> bool:
    if block.kind in (Kind.BOILERPLATE, Kind.BYLINE):
        return True
    return is_boilerplate(block.text) or (block.kind is None and is_caption(block.text))


def _header_kind(fields: Mapping[str, str]) -> Kind:
    """A byline and a lone date tell who and when; all else is what a site puts around it."""
    return Kind.BYLINE if "author" in fields or set(fields) == {"date"} else Kind.BOILERPLATE


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


def _is_kicker(blocks: Sequence[Block], place: int) -> bool:
    """The name of a newspaper's section, above a title."""
    return (
        bool(_KICKER.fullmatch(blocks[place].text))
        and place + 1 < len(blocks)
        and parse_header(blocks[place + 1].text) is None
        and _is_title(blocks, place + 1)
    )


def _is_deck(block: Block) -> bool:
    """A summary line may stand between the title and the byline."""
    return block.kind is None and len(block.text) <= _MAX_DECK


def field_named(key: str) -> str:
    """The field of an article that a key of a front matter is for; "" for none."""
    return (FIELDS | _IN_FRONT).get(re.sub(r"[\s_-]+", " ", key.casefold()), "")


def front_fields(front: Mapping[str, str]) -> dict[str, Stated]:
    """What a front matter states, by the fields of an article."""
    stated: dict[str, Stated] = {}
    for key, value in front.items():
        name = field_named(key)
        if name:
            stated.setdefault(name, Stated(value, "front matter"))
    return stated


def _add_dateline(text: str, place: int, reading: _Reading) -> None:
    """What the body begins with: a place in capitals, and the day."""
    match = _DATELINE.match(text)
    date = parse_date(match["date"]) if match else ""
    if len(date) == len("2018-04-18"):
        reading.find("date", date, f"dateline, ¶ {place + 1}")


def _add_notice(blocks: Sequence[Block], reading: _Reading) -> None:
    for place, block in enumerate(blocks, 1):
        notice = parse_notice(block.text)
        if notice:
            origin = f"notice of an earlier publication, ¶ {place}"
            for name, value in (
                ("publication", notice.publication),
                ("first_published", notice.date),
            ):
                if value:
                    reading.find(name, value, origin)
            return


def _add_file_name(path: PurePath, reading: _Reading) -> None:
    date, _ = file_name_date(_stem(path))
    if date:
        reading.find("date", date, "file name")
    reading.find("title", readable_name(path), "file name")
