"""How the sources of an index are chosen and read: what its user said once and for all."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from pincite._version import __version__
from pincite.indexer.location import BOILERPLATE
from pincite.indexer.sources import FORMATS, Choice, ReadOptions
from pincite.indexer.sources.opening import first_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_LARGEST = 1 << 20


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

    def options(self, folder: Path) -> ReadOptions:
        """How sources are read for the index in `folder`, whose own list of lines counts too."""
        return ReadOptions(self.encoding, self.fields, read_boilerplate(folder))

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
        if isinstance(value, list) and isinstance(default, tuple):
            known[each.name] = tuple(map(_frozen, value))
        elif type(value) is type(default):
            known[each.name] = value
    return usual.saying(known)


def settings_of(manner: Manner) -> dict[str, object]:
    """What is to be remembered: only what is not as usual."""
    usual = asdict(Manner())
    return {name: value for name, value in asdict(manner).items() if value != usual[name]}


def read_boilerplate(folder: Path) -> tuple[str, ...]:
    """The lines that the user of the index in `folder` holds for boilerplate."""
    text = first_bytes(folder / BOILERPLATE, _LARGEST).decode("utf-8-sig", "replace")
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


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
    return tuple(value) if isinstance(value, list) else value
