"""The formats there are: which reader reads a source, and what it needs to be installed."""

from __future__ import annotations

import importlib
import importlib.util
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast

from pincite.errors import SourceError
from pincite.indexer.sources.sniffing import sniff

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import PurePath

    from pincite.indexer.sources.source import Draft, Skip, Source

_README = re.compile(r"readme(?![a-z])", re.IGNORECASE)


class Reader(Protocol):
    """What a module in this package has, that reads a format."""

    def read(self, source: Source) -> Iterable[Draft | Skip]:
        """The articles in a source, in order, and what of it cannot be read.

        Raises:
            SourceError: it cannot be read as this format, or has no text.
        """
        ...


@dataclass(frozen=True)
class Format:
    """A kind of file that can be read.

    Attributes:
        name: what people call it.
        suffixes: of its files, lower case and with the dot.
        module: that reads it, with its place in this package.
        extra: the extra of the package that brings what it needs; "" where that is always there.
        needs: the modules it needs.
    """

    name: str
    suffixes: tuple[str, ...]
    module: str
    extra: str = ""
    needs: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """What of its needs is not installed."""
        return tuple(need for need in self.needs if importlib.util.find_spec(need) is None)

    @property
    def remedy(self) -> str:
        """The command that installs what it needs."""
        return f"pip install 'pincite[{self.extra}]'"

    def reader(self) -> Reader:
        """What reads it.

        Raises:
            SourceError: something it needs is not installed; the message tells the command.
        """
        if self.missing:
            raise SourceError(f"{self.name} needs more than is installed: {self.remedy}")
        module = importlib.import_module(f"pincite.indexer.sources.{self.module}")
        return cast("Reader", module)


FORMATS = (
    Format("plain text", (".txt", ".text"), "text"),
    Format("Markdown", (".md", ".markdown"), "markdown.reader"),
    Format(
        "HTML",
        (".html", ".htm", ".xhtml"),
        "html.reader",
        "html",
        ("trafilatura", "lxml_html_clean"),
    ),
    Format("PDF", (".pdf",), "pdf.reader", "pdf", ("pypdfium2",)),
    Format("Word", (".docx",), "office.docx", "office", ("defusedxml",)),
    Format("OpenDocument", (".odt",), "office.odt", "office", ("defusedxml",)),
    Format("EPUB", (".epub",), "books.epub", "epub", ("defusedxml", "lxml")),
    Format("mail", (".eml",), "mail.message"),
    Format("mailbox", (".mbox",), "mail.mailbox"),
    Format("JSON lines", (".jsonl", ".ndjson"), "records.json_lines"),
    Format("JSON", (".json",), "records.json_file"),
    Format("CSV", (".csv", ".tsv"), "records.csv_table"),
    Format("gzip", (".gz",), "archives.gzip_file"),
    Format("zip archive", (".zip",), "archives.zip_file"),
)


def format_of(name: PurePath, head: bytes) -> Format | None:
    """The format of a source: by its beginning where that is beyond doubt, else by its suffix.

    Args:
        name: its file's.
        head: its first `HEAD` bytes, or all.
    """
    sniffed = sniff(head)
    by_suffix = name.suffix.lower()
    for each in FORMATS:
        if each.module == sniffed or (not sniffed and by_suffix in each.suffixes):
            return each
    return None


def suffixes() -> frozenset[str]:
    """All suffixes that some format has."""
    return frozenset(suffix for each in FORMATS for suffix in each.suffixes)


def is_readme(name: str) -> bool:
    """Whether a file called so describes the folder or archive that it lies in.

    Named directly it is read.
    """
    return bool(_README.match(name))
