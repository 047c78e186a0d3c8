"""Packages and archives made by hand, the hostile ones too, and what is read from them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pincite.indexer.sources import Skip, articles_of
from pincite.indexer.sources.source import Source

if TYPE_CHECKING:
    from pincite.indexer.articles import Article

MEGABYTE = 1 << 20
_LONG = 1 << 16


def packed(members: dict[str, str | bytes]) -> bytes:
    """A zip file of these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def source_of(data: bytes, name: str) -> Source:
    return Source(name, PurePosixPath(name), lambda: io.BytesIO(data))


def all_in(data: bytes, name: str) -> list[Article | Skip]:
    return list(articles_of(source_of(data, name)))


def articles_in(data: bytes, name: str) -> list[Article]:
    return [each for each in all_in(data, name) if not isinstance(each, Skip)]


def skips_in(data: bytes, name: str) -> dict[str, str]:
    return {each.path: each.reason for each in all_in(data, name) if isinstance(each, Skip)}


def shown(article: Article) -> list[tuple[str, str]]:
    """The kind and the text of each paragraph."""
    return [(each.kind.value, each.text) for each in article.paragraphs]


def texts(article: Article) -> list[str]:
    return [each.text for each in article.paragraphs]


def deflated(before: bytes, filling: bytes, megabytes: int) -> bytes:
    """So many megabytes of one byte behind others, deflated without deflating them all."""
    return _block(before) + _block(filling * MEGABYTE) * megabytes + b"\x03\x00"


def _block(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH)


def zip_of_deflated(members: dict[str, bytes], size: int = 1000) -> bytes:
    """A zip file of members that are deflated already; the headers of long ones say any `size`."""
    body = b""
    directory = b""
    for name, data in members.items():
        checksum, said = 0, size
        if len(data) < _LONG:
            whole = zlib.decompressobj(-15).decompress(data)
            checksum, said = zlib.crc32(whole), len(whole)
        sizes = struct.pack("<LLLHH", checksum, len(data), said, len(name), 0)
        shared = struct.pack("<HHHHH", 20, 0, 8, 0, 33) + sizes
        where = struct.pack("<HHHLL", 0, 0, 0, 0, len(body))
        directory += b"PK\x01\x02\x14\x00" + shared + where + name.encode()
        body += b"PK\x03\x04" + shared + name.encode() + data
    count = len(members)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(directory), len(body), 0)
    return body + directory + end
