"""Zip files, whatever they hold: members by a name that is safe to show, and capped."""

from __future__ import annotations

import io
import itertools
import re
import shutil
import struct
import zipfile
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, cast

from pincite.errors import SourceError, unreadable
from pincite.indexer.sources.archives.unpacking import DAMAGE, LARGEST_MEMBER, Allowance, unpacked
from pincite.indexer.sources.sniffing import HEAD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pincite.indexer.sources.source import Source

MOST_MEMBERS = 100_000
_LARGEST_DIRECTORY = 32 << 20
_END, _END_64, _ENTRY = b"PK\x05\x06", b"PK\x06\x07", b"PK\x01\x02"
_END_SIZE, _LOCATOR_SIZE, _END_64_SIZE = 22, 20, 56
_HEADER_SIZE = 30
_LONGEST_COMMENT = 0xFFFF
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF_8_NAME, _ENCRYPTED = 0x800, 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# Controls, line ends and what turns the direction of all that follows.
_UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


class Package:
    """An open zip file.

    Attributes:
        allowance: what may be unpacked of it.
        repeated: names that stood for an earlier member, too, which is not read: unpacking would
            put the last one in its place.
    """

    def __init__(self, archive: zipfile.ZipFile, allowance: Allowance) -> None:
        self._archive = archive
        self.allowance = allowance
        self._members: dict[str, zipfile.ZipInfo] = {}
        self.repeated: list[str] = []
        for info in archive.infolist():
            name = _shown_name(info)
            if not name or name.endswith("/"):
                continue
            if name in self._members:
                self.repeated.append(name)
            self._members[name] = info

    @property
    def names(self) -> list[str]:
        """Of all members, in the order of the file; folders are none."""
        return list(self._members)

    def __contains__(self, name: object) -> bool:
        return name in self._members

    def open(self, name: str, largest: int = LARGEST_MEMBER) -> BinaryIO:
        """A member's bytes, of which reading raises SourceError when they are more than `largest`.

        Raises:
            SourceError: it is not there, or is encrypted or compressed in a way not known here.
        """
        return unpacked(self._packed(name), self.allowance, largest)

    def head(self, name: str) -> bytes:
        """The first bytes of a member, which tell its format.

        Raises:
            SourceError: as in `open`, or it is damaged.
        """
        with unpacked(self._packed(name), Allowance(), LARGEST_MEMBER) as stream:
            return stream.read(HEAD)

    def read(self, name: str, largest: int = LARGEST_MEMBER) -> bytes:
        """All of a member.

        Raises:
            SourceError: as in `open`, or it is damaged or too large.
        """
        whole = io.BytesIO()
        with self.open(name, largest) as stream:
            shutil.copyfileobj(stream, whole)
        return whole.getvalue()

    def _packed(self, name: str) -> BinaryIO:
        info = self._members.get(name)
        if info is None:
            raise SourceError(f"has no {name} in it")
        if info.flag_bits & _ENCRYPTED:
            raise SourceError("is protected by a password")
        if info.compress_type not in _METHODS:
            # These others unpack any amount at a single step.
            raise SourceError(f"is compressed in a way not read here (method {info.compress_type})")
        try:
            return cast("BinaryIO", self._archive.open(info))
        except DAMAGE as error:
            raise SourceError(f"is damaged ({error})") from error


@contextmanager
def open_package(source: Source, allowance: Allowance | None = None) -> Iterator[Package]:
    """Open a source that is a zip file.

    Args:
        source: of it.
        allowance: what it may unpack to; as much as any archive when not given.

    Raises:
        SourceError: it cannot be read, is no zip file, is damaged or has too many members.
    """
    with _opened(source) as file:
        try:
            _check_directory(file)
            archive = zipfile.ZipFile(file)
        except DAMAGE as error:
            raise SourceError(f"is no zip file, or is damaged ({error})") from error
        with archive:
            _check_places(archive)
            yield Package(archive, allowance or Allowance())


@contextmanager
def _opened(source: Source) -> Iterator[BinaryIO]:
    """The source's bytes in a file that one can go back and forth in."""
    try:
        file = source.open()
    except (OSError, ValueError) as error:
        raise SourceError(unreadable(error)) from error
    with file:
        if file.seekable():
            yield file
            return
        # In memory: who reads sources may write to no file.
        yield io.BytesIO(source.data())


def _check_directory(file: BinaryIO) -> None:
    """See that the directory at the end has not more entries than memory has room for.

    The end is sought as `zipfile` seeks it, so that both see the same directory.

    Raises:
        SourceError: there is no directory, or too large a one.
    """
    size = file.seek(0, io.SEEK_END)
    file.seek(max(size - _LONGEST_COMMENT - _END_SIZE - _LOCATOR_SIZE - _END_64_SIZE, 0))
    tail = file.read()
    at = len(tail) - _END_SIZE
    if at < 0 or not tail.startswith(_END, at) or not tail.endswith(b"\0\0"):
        at = tail.rfind(_END)
    if at < 0:
        file.seek(0)
        if file.read(len(_OLE)) == _OLE:
            raise SourceError("is protected by a password, or in the format of an older program")
        raise SourceError("is no zip file, or is cut off")
    (length,) = struct.unpack_from("<12xL", tail, at)
    start = size - len(tail) + at
    if at >= _LOCATOR_SIZE + _END_64_SIZE and tail.startswith(_END_64, at - _LOCATOR_SIZE):
        start -= _LOCATOR_SIZE + _END_64_SIZE
        (length,) = struct.unpack_from("<40xQ", tail, at - _LOCATOR_SIZE - _END_64_SIZE)
    file.seek(max(start - length, 0))
    if length > _LARGEST_DIRECTORY or file.read(length).count(_ENTRY) > MOST_MEMBERS:
        raise SourceError(f"has more than {MOST_MEMBERS} members")


def _check_places(archive: zipfile.ZipFile) -> None:
    """See that no bytes are unpacked for several members, which could be any amount of them.

    Raises:
        SourceError: members overlap.
    """
    members = sorted(archive.infolist(), key=lambda each: each.header_offset)
    for each, following in itertools.pairwise(members):
        if each.header_offset + _HEADER_SIZE + each.compress_size > following.header_offset:
            raise SourceError("is damaged (members overlap)")


def _shown_name(info: zipfile.ZipInfo) -> str:
    """A member's name as a path below its archive; nothing is ever written where it says."""
    name = info.orig_filename
    if not info.flag_bits & _UTF_8_NAME:
        name = _decoded(name)
    name = re.sub(r"^[A-Za-z]:(?=[/\\])", "", name).replace("\\", "/")
    parts = [part for part in name.split("/") if part not in {"", ".", ".."}]
    shown = _UNSHOWN.sub("\ufffd", "/".join(parts))
    return f"{shown}/" if name.endswith("/") else shown


def _decoded(name: str) -> str:
    """A name that is not marked as UTF-8 is it nevertheless, more often than not."""
    try:
        return name.encode("cp437").decode()
    except UnicodeError:
        return name
