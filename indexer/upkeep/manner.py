"""How the sources of an index are chosen and read: what its user said once and for all."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from pincite._version import __version__
from pincite.errors import PinciteError, SourceError, unreadable
from pincite.indexer.location import BOILERPLATE
from pincite.indexer.sources import FORMATS, Choice, ReadOptions
from pincite.indexer.sources.opening import open_file
from pincite.indexer.stemming import AUTO
from pincite.indexer.structure.boilerplate import LONGEST_LINE, MOST_LINES, parse_boilerplate

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_LARGEST = MOST_LINES * LONGEST_LINE


@dataclass(frozen=True)
class Manner:
    """What is remembered from one run to the next.

    Attributes:
        encoding: as in `ReadOptions`.
        fields: as in `ReadOptions`.
        meta: paths of tables that tell of articles, absolute or from the root folder.
        include, exclude, hidden, follow: as in `Choice`.
        keep_duplicates: whether files with the same content are indexed each by itself.
        paths: of the files and folders that were indexed, absolute or from the root folder.
    """

    encoding: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    meta: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    hidden: bool = False
    follow: bool = False
    keep_duplicates: bool = False
    paths: tuple[str, ...] = ()

    @property
    def choice(self) -> Choice:
        """Which files of a folder are wanted."""
        return Choice(self.include, self.exclude, hidden=self.hidden, follow=self.follow)

    def options(self, folder: Path, language: str) -> ReadOptions:
        """How sources are read for the index in `folder`, whose own list of lines counts too.

        Args:
            folder: of the index.
            language: that of the index, "auto" for that of each article.

        Raises:
            PinciteError: its list is broken.
        """
        boilerplate = read_boilerplate(folder / BOILERPLATE)
        known = "" if language == AUTO else language
        return ReadOptions(self.encoding, self.fields, boilerplate, known)

    def saying(self, said: Mapping[str, object]) -> Manner:
        """Likewise, with what is said anew; what is None is not."""
        known: dict[str, Any] = {name: each for name, each in said.items() if each is not None}
        return replace(self, **known)


def manner_of(settings: Mapping[str, object]) -> Manner:
    """What an index remembers; what cannot be understood of it is as if it had not been said."""
    usual = Manner()
    known: dict[str, object] = {}
    for each in fields(Manner):
        value, default = settings.get(each.name), getattr(usual, each.name)
        if isinstance(default, tuple):
            frozen = _frozen(value)
            is_entry = _is_pair if each.name == "fields" else _is_text
            if isinstance(frozen, tuple) and all(map(is_entry, frozen)):
                known[each.name] = frozen
        elif type(value) is type(default) and (isinstance(value, bool) or _is_text(value)):
            known[each.name] = value
    return usual.saying(known)


def settings_of(manner: Manner) -> dict[str, object]:
    """What is to be remembered: only what is not as usual."""
    usual = asdict(Manner())
    return {name: value for name, value in asdict(manner).items() if value != usual[name]}


def read_boilerplate(path: Path) -> tuple[str, ...]:
    """The lines of the file at `path`, in which a user says what is boilerplate; none without it.

    Raises:
        PinciteError: it cannot be read, or a line of it is broken.
    """
    content = _content(path)
    try:
        return parse_boilerplate(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        reason = f"line {line}: this is not UTF-8: save the file as UTF-8"
        raise PinciteError(f"{path}, {reason}") from error
    except PinciteError as error:
        raise PinciteError(f"{path}, {error}") from None


def _content(path: Path) -> bytes:
    try:
        with open_file(path) as file:
            content = file.read(_LARGEST + 1)
    except FileNotFoundError:
        return b""
    except (OSError, SourceError) as error:
        raise PinciteError(f"{path} {unreadable(error)}") from error
    if len(content) > _LARGEST:
        raise PinciteError(f"{path} is larger than {_LARGEST // 10**6} MB")
    return content


class Ways:
    """Tells one way of reading a file from another, by a digest."""

    def __init__(self, options: ReadOptions) -> None:
        self._options = repr(options)
        self._missing = repr([each.name for each in FORMATS if each.missing])
        self._known: dict[str, str] = {}

    def of(self, beside: str = "") -> str:
        """How a file is read; `beside` is a digest of what is said of it outside."""
        if beside not in self._known:
            self._known[beside] = _digest(self._options, beside)
        return self._known[beside]

    def in_vain(self, way: str) -> str:
        """How a file was read that gave nothing; another release may do better."""
        return _digest(way, __version__, self._missing)


def _digest(*texts: str) -> str:
    return hashlib.blake2b(json.dumps(texts).encode("ascii"), digest_size=8).hexdigest()


def _frozen(value: object) -> object:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _is_text(value: object) -> bool:
    """Whether it can be a path, and so any of the others too."""
    if not isinstance(value, str) or "\0" in value:
        return False
    try:
        value.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False
    return True


def _is_pair(value: object) -> bool:
    return isinstance(value, tuple) and len(value) == 2 and all(map(_is_text, value))
