"""Where the text comes from: English documents in Debian packages, all free to pass on.

| package              | what                            | licence                     |
|----------------------|---------------------------------|-----------------------------|
| `linux-doc-6.1`      | the kernel's documentation      | GPL-2                       |
| `postgresql-doc-15`  | the manual of PostgreSQL        | PostgreSQL                  |
| `python3.11-doc`     | the manual of Python            | PSF                         |
| `perl-doc`           | the manual of Perl              | Artistic, GPL-1+            |
| `debian-handbook`    | The Debian Administrator's …    | GPL-2+, CC-BY-SA-3.0        |
| `debian-reference-en`| Debian Reference                | GPL-2+                      |
| `dict-foldoc`        | dictionary of computing         | GFDL-1.2+                   |
| `dict-jargon`        | the Jargon File                 | public domain               |
| `dict-gcide`         | dictionary of English, 1913     | GPL-3+                      |

The packages are downloaded and unpacked, not installed, so no rights are needed. Their names are
those of Debian 12; with another release the texts, and so the corpora, are others.
"""

from __future__ import annotations

import gzip
import html
import re
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LONGEST_SENTENCE = 80
"""Words; longer ones, mostly lists without a full stop, are cut."""

LETTERS = 0.72
"""The share of letters and spaces below which a "sentence" is a table, a command or code."""

ENTRIES = 200
"""Blocks of a dictionary taken as one document."""

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+")
_BLANK = re.compile(r"\n\s*\n")
_MARKUP = re.compile(r"\s{4}|\t|\.\. |[=\-+|*#:~^]|\$ |>>> ")
_RST_TITLE = re.compile(r"^(\w.*)\n([=#*~-])\2{3,}$", re.MULTILINE)
_RST_ROLE = re.compile(r":[\w:]+:`~?([^`<]*)[^`]*`|[`*|]+")
_POD_TITLE = re.compile(r"=head1 NAME\s+(\S.*)")
_POD_CODE = re.compile(r"\b[A-Z]<+\s?([^<>]*?)\s?>+")
_HTML_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.DOTALL)
_HTML_NO_TEXT = re.compile(r"<(script|style|pre|table|head)\b.*?</\1>", re.DOTALL)
_HTML_BLOCK = re.compile(r"</?(p|div|h\d|li|td|dd|dt|ul|ol)\b[^>]*>")
_HTML_TAG = re.compile(r"<[^>]+>")
_DICT_MARKUP = re.compile(r"[{}\\]|\[1913 Webster\]|\[PJC\]")


@dataclass(frozen=True)
class Document:
    """A text as its authors divided it: its package, title and sentences."""

    source: str
    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class _Source:
    package: str
    pattern: str
    read: Callable[[str, str], Iterator[tuple[str, list[str]]]]


def fetch(folder: Path) -> None:
    """Download and unpack the packages into `folder`, those that are not there yet.

    Raises:
        SystemExit: this is no Debian.
        CalledProcessError: it has not these packages, or not their list (`apt-get update`).
    """
    if not shutil.which("apt-get"):
        raise SystemExit("the corpora are made from Debian packages: there is no apt-get here")
    for source in SOURCES:
        place = folder / source.package
        if place.exists():
            continue
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob(f"{source.package}_*.deb"):
            old.unlink()
        subprocess.run(["apt-get", "download", "-q", source.package], cwd=folder, check=True)
        (archive,) = folder.glob(f"{source.package}_*.deb")
        subprocess.run(["dpkg", "-x", archive, place], check=True)
        archive.unlink()


def documents(folder: Path) -> Iterator[Document]:
    """All documents, by package and path. A sentence that was there before is left out."""
    seen: set[str] = set()
    for source in SOURCES:
        for path in sorted((folder / source.package).glob(source.pattern)):
            if "translations" in path.parts or path.is_symlink():
                continue
            for title, blocks in source.read(_text(path), path.name):
                fresh = [s for s in _sentences(blocks) if s not in seen]
                seen.update(s for s in fresh if len(s) > 60)
                if fresh:
                    yield Document(source.package, title, tuple(fresh))


def _text(path: Path) -> str:
    raw = path.read_bytes()
    if path.suffix in {".gz", ".dz"}:
        raw = gzip.decompress(raw)
    return raw.decode("utf-8", "replace").replace("\ufffd", "").replace("\r", "")


def _sentences(blocks: list[str]) -> Iterator[str]:
    for block in blocks:
        for sentence in _SENTENCE_END.split(" ".join(block.split())):
            plain = sum(c.isalpha() or c == " " for c in sentence)
            if plain < LETTERS * max(len(sentence), 1):
                continue
            words = sentence.split()
            if len(words) < 3:
                continue
            for start in range(0, len(words), LONGEST_SENTENCE):
                yield " ".join(words[start : start + LONGEST_SENTENCE])


def _restructured(text: str, name: str) -> Iterator[tuple[str, list[str]]]:
    title = _RST_TITLE.search(text)
    blocks = [_RST_ROLE.sub(r"\1", b) for b in _BLANK.split(text) if not _MARKUP.match(b)]
    yield _title(title[1] if title else name.partition(".")[0]), blocks


def _pod(text: str, name: str) -> Iterator[tuple[str, list[str]]]:
    title = _POD_TITLE.search(text)
    blocks = [b for b in _BLANK.split(text) if not re.match(r"\s|=", b)]
    yield (
        _title(_POD_CODE.sub(r"\1", title[1]) if title else name),
        [_POD_CODE.sub(r"\1", _POD_CODE.sub(r"\1", b)) for b in blocks],
    )


def _html(text: str, name: str) -> Iterator[tuple[str, list[str]]]:
    title = _HTML_TITLE.search(text)
    body = _HTML_BLOCK.sub("\n\n", _HTML_NO_TEXT.sub(" ", text))
    yield (
        _title(html.unescape(title[1]) if title else name),
        _BLANK.split(html.unescape(_HTML_TAG.sub("", body))),
    )


def _dictionary(text: str, name: str) -> Iterator[tuple[str, list[str]]]:
    blocks = _BLANK.split(_DICT_MARKUP.sub("", text))
    for start in range(0, len(blocks), ENTRIES):
        first = blocks[start].split()[:1] or ["start"]
        title = f"{name.partition('.')[0]} from {first[0]}"
        yield _title(title), blocks[start : start + ENTRIES]


def _title(text: str) -> str:
    return " ".join(_RST_ROLE.sub(r"\1", text).split())[:100]


SOURCES = (
    _Source("linux-doc-6.1", "usr/share/doc/linux-doc-6.1/Doc*/**/*.rst.gz", _restructured),
    _Source("postgresql-doc-15", "usr/share/doc/postgresql-doc-15/html/*.html", _html),
    _Source("python3.11-doc", "usr/share/doc/python3.11/html/_sources/**/*.rst.txt", _restructured),
    _Source("perl-doc", "usr/share/perl/*/pod/*.pod", _pod),
    _Source("debian-handbook", "usr/share/doc/debian-handbook/html/en-US/*.html", _html),
    _Source("debian-reference-en", "usr/share/debian-reference/*.html", _html),
    _Source("dict-foldoc", "usr/share/dictd/*.dz", _dictionary),
    _Source("dict-jargon", "usr/share/dictd/*.dz", _dictionary),
    _Source("dict-gcide", "usr/share/dictd/*.dz", _dictionary),
)
