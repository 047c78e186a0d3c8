"""Records, as databases and scrapers write them: which of their keys are which of an article's."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pincite.errors import SourceError
from pincite.indexer.sources.records.markup import blocks_of_texts
from pincite.indexer.sources.source import NO_TEXT, Draft
from pincite.indexer.structure.headers import clean_fields
from pincite.indexer.structure.metadata import Stated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pincite.indexer.sources.source import ReadOptions

# The keys that are taken for each field of an article where no other is named, the first that has
# a value; upper and lower case do not matter.
KEYS: Mapping[str, tuple[str, ...]] = {
    "id": ("id",),
    "title": ("title", "headline"),
    "text": ("text", "body", "content"),
    "author": ("author", "authors", "byline"),
    "publication": ("publication", "journal", "newspaper"),
    "date": ("date", "published", "published_at", "pubdate"),
    "url": ("url", "link"),
    "language": ("language", "lang"),
    "volume": ("volume",),
    "issue": ("issue",),
}

# What an object says where a text is wanted, as {"name": "Ann Lee"} for an author.
_NAMED = ("name", "text", "title", "rendered", "value")
_NOT_STATED = ("id", "text")
_LONGEST_ID = 500
_SHOWN_KEYS = 12
_LONGEST_KEY = 40
_LONGEST_VALUE = 40
# Columns of a table that tells of files, and is no source itself.
_OF_FILES = frozenset({"path", "file", "filename", "file name"})
_UNFIT_FOR_ID = re.compile("[#\x00-\x1f\x7f-\x9f\u2028\u2029\ufffd]")
_NO_CHARACTER = re.compile("[\x00\ud800-\udfff]")
# Seconds or milliseconds since 1970, from 2001 to 2286; fewer figures may be anything.
_EPOCH = re.compile(r"(\d{10})(?:\d{3}|\.\d+)?")


class NoText(SourceError):
    """A record has no text."""


@dataclass(frozen=True)
class Keys:
    """Which keys of records are which fields of an article.

    Attributes:
        by_field: the keys of each field, the first that has a value being taken; of "text" all,
            one below the other.
        column: what a key is called, "key" or "column".
    """

    by_field: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: KEYS)
    column: str = "key"

    @classmethod
    def of(cls, options: ReadOptions, column: str = "key") -> Keys:
        """The usual keys, and in place of them those that a user names.

        Raises:
            SourceError: the user names a field that there is none of.
        """
        named: dict[str, tuple[str, ...]] = {}
        for name, key in options.fields:
            if name not in KEYS:
                raise SourceError(f"no field is called {name!r}: there are {', '.join(KEYS)}")
            named[name] = (*named.get(name, ()), key)
        return cls({**KEYS, **named}, column)

    def names(self, keys: Iterable[str]) -> int:
        """How many fields some keys name."""
        there = {key.strip().casefold() for key in keys}
        return sum(any(key.casefold() in there for key in own) for own in self.by_field.values())

    def has_text(self, keys: Iterable[str]) -> bool:
        """Whether one of some keys is that of the text."""
        there = {key.strip().casefold() for key in keys}
        return any(key.strip().casefold() in there for key in self.by_field["text"])


def draft_of(
    record: dict[str, object], keys: Keys, lines: tuple[int, int] | None, key: str
) -> Draft:
    """The article that a record is.

    Args:
        record: of texts, numbers as text, lists and objects.
        keys: which of its keys are which fields.
        lines: those of the file that it stands on; None where they say nothing.
        key: as in `Draft`.

    Raises:
        NoText: it has no text.
        SourceError: it has an id that no article can have.
    """
    folded = {name.strip().casefold(): value for name, value in reversed(record.items())}
    found = {name: _found(folded, own) for name, own in keys.by_field.items()}
    texts = [
        text for own in keys.by_field["text"] if (text := text_in(value_at(folded, own), "\n\n"))
    ]
    # Where a user names several keys for the text all of it is read, else the first.
    chosen = texts if keys.by_field["text"] != KEYS["text"] else texts[:1]
    blocks = blocks_of_texts(chosen)
    if not blocks:
        raise NoText(NO_TEXT)
    stated = {
        name: Stated(_date(value) if name == "date" else value, f"{keys.column} {key_of}")
        for name, (key_of, value) in found.items()
        if value and name not in _NOT_STATED
    }
    return Draft(
        [replace(block, lines=lines) for block in blocks],
        stated,
        key=key,
        id=_id(found["id"][1]),
        settled={"title", "author", "date"} <= stated.keys(),
    )


def not_understood(draft: Draft, keys: Keys) -> dict[str, str]:
    """What of an article stands under keys that a user names and cannot be believed, by field."""
    named = {
        name: stated.value
        for name, stated in draft.stated.items()
        if keys.by_field.get(name) != KEYS.get(name)
    }
    believed = clean_fields(named)
    return {name: value for name, value in named.items() if name not in believed}


def shown(value: str) -> str:
    """The beginning of a value that is told of."""
    return f"“{_plain(value)[:_LONGEST_VALUE]}”"


def text_in(value: object, between: str = ", ") -> str:
    """What a value of a record says; "" where it is no text.

    Args:
        value: a text, a list of such, or an object that has a name.
        between: what divides the parts of a list.
    """
    if isinstance(value, str):
        return _NO_CHARACTER.sub("\ufffd", value).strip("\ufeff \t\r\n")
    if isinstance(value, Mapping):
        folded = {str(name).casefold(): inner for name, inner in value.items()}
        if "family" in folded:  # as bibliographies write names
            return text_in([folded.get("given"), folded["family"]], " ")
        named = (text_in(each) for each in map(folded.get, _NAMED) if isinstance(each, str))
        return next(filter(None, named), "")
    if isinstance(value, Sequence):
        parts = [text_in(each) for each in value if not isinstance(each, list)]
        if between == ", " and any("," in part for part in parts):
            between = "; "
        return between.join(filter(None, parts))
    return ""


def value_at(record: Mapping[str, object], key: str) -> object:
    """The value of a key of a record whose own keys are casefolded.

    A dotted key reaches into objects, unless the record has it as it is.
    """
    key = key.strip().casefold()
    if key in record or "." not in key:
        return record.get(key)
    value: object = record
    for part in key.split("."):
        if not isinstance(value, Mapping):
            return None
        value = {str(name).strip().casefold(): inner for name, inner in value.items()}.get(part)
    return value


def no_text(keys: Iterable[str], name: str, column: str = "key") -> SourceError:
    """What to say of a file in which no record has a text.

    Args:
        keys: of its records.
        name: of the file.
        column: what a key is called.
    """
    named = [_plain(key)[:_LONGEST_KEY] for key in keys if key.strip()]
    more = ", …" if len(named) > _SHOWN_KEYS else ""
    advice = "name them with --map text=…"
    if any(key.casefold() in _OF_FILES for key in named):
        advice = f"if it tells of other files, name it with --meta {name}"
    return SourceError(
        f"holds no records with text; its {column}s are"
        f" {', '.join(named[:_SHOWN_KEYS]) or 'none'}{more}: {advice}"
    )


def _plain(text: str) -> str:
    return " ".join(_NO_CHARACTER.sub("\ufffd", text).split())


def _found(record: Mapping[str, object], keys: Sequence[str]) -> tuple[str, str]:
    """The first of some keys that has a value, and the value."""
    values = ((key, text_in(value_at(record, key))) for key in keys)
    return next(((key, value) for key, value in values if value), ("", ""))


def _id(value: str) -> str:
    unfit = _UNFIT_FOR_ID.search(value)
    if unfit:
        sign = "a #" if unfit[0] == "#" else f"the character U+{ord(unfit[0]):04X}"
        raise SourceError(f"its id has {sign} in it")
    if len(value) > _LONGEST_ID:
        raise SourceError(f"its id is longer than {_LONGEST_ID} characters")
    return value


def _date(value: str) -> str:
    epoch = _EPOCH.fullmatch(value)
    if not epoch:
        return value
    return dt.datetime.fromtimestamp(int(epoch[1]), tz=dt.timezone.utc).date().isoformat()
