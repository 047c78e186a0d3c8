"""What the page says of itself, in the language of its readers."""

from __future__ import annotations

import json
import re
from importlib import resources
from typing import TYPE_CHECKING, Any, TypeAlias

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pincite.indexer.articles import Paragraph

# A text with {names} in it, or one of them for each number that it may speak of.
Wording: TypeAlias = "str | Mapping[str, str]"

LANGUAGES = ("en", "de", "fr")
# Between the thousands of a number.
_SEPARATORS = {"en": ",", "de": ".", "fr": "\u202f"}
_QUOTED = re.compile(r"""["'`]([\w.-]+)(?:["'`]|\$\{)""")
# Keys that begin so are said by templates alone.
_OF_TEMPLATES = ("html.", "help.", "static.")
_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?", re.ASCII)


class Interface:
    """The texts of one language by their keys.

    Attributes:
        language: its tag, one of `LANGUAGES`.
    """

    def __init__(self, language: str, table: Mapping[str, Wording]) -> None:
        """Speak `language` with the texts of `table`."""
        self.language = language
        self._table = table

    @classmethod
    def of(cls, language: str) -> Interface:
        """The texts of a language of `LANGUAGES`."""
        file = resources.files("pincite.templates") / "interface" / f"{language}.json"
        return cls(language, json.loads(file.read_text("utf-8")))

    def __call__(self, key: str, /, **values: object) -> str:
        """The text of a key, its {names} filled in; numbers as the language writes them.

        It is markup if one of the values is.

        Raises:
            KeyError: there is no such key, or a value is missing.
        """
        wording = self._table[key]
        if not isinstance(wording, str):
            wording = wording["one" if self._is_one(values["count"]) else "other"]
        told = {name: self._told(value) for name, value in values.items()}
        if any(isinstance(value, Markup) for value in told.values()):
            return escape(wording).format_map(told)
        return wording.format_map(told)

    def number(self, number: int) -> str:
        """A whole number, its thousands apart."""
        return f"{number:,}".replace(",", _SEPARATORS[self.language])

    def date(self, date: str) -> str:
        """An ISO date, or what is known of one, as a reader of the language writes it."""
        match = _DATE.fullmatch(date)
        if match is None or match[2] is None:
            return date
        year, month, day = match.groups()
        name = self(f"static.month.{int(month)}")
        if day is None:
            return f"{name} {year}"
        return self("static.day", day=str(int(day)), month=name, year=year)

    def place(self, paragraph: Paragraph) -> str:
        """Where a paragraph stands: its number, and pages and lines as far as there are such."""
        bounds = {"page": paragraph.pages, "line": paragraph.lines}
        places = [self._range(name, *each) for name, each in bounds.items() if each]
        return " · ".join([f"¶ {paragraph.ordinal}", *places])

    def _range(self, name: str, first: int, last: int) -> str:
        key = f"static.{name}" if first == last else f"static.{name}_range"
        return self(key, first=str(first), last=str(last))

    def record(self, scripts: Iterable[str]) -> dict[str, Any]:
        """What scripts say: the language, and the texts whose keys stand in them.

        A key stands there whole, or its beginning up to a dot does.
        """
        mentioned = {key for script in scripts for key in _QUOTED.findall(script)}
        begun = tuple(key for key in mentioned if key.endswith("."))
        return {
            "locale": self._table.get("locale", self.language),
            "strings": {
                key: wording
                for key, wording in self._table.items()
                if (key in mentioned or key.startswith(begun)) and not key.startswith(_OF_TEMPLATES)
            },
        }

    def _told(self, value: object) -> str:
        if isinstance(value, str):  # as it is, which may be markup
            return value
        return self.number(value) if isinstance(value, int) else str(value)

    def _is_one(self, count: Any) -> bool:
        """Of nothing French speaks as of one; so CLDR's plural rules have it."""
        return bool(count == 1 or (count == 0 and self.language == "fr"))
