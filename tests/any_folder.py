"""One article in every format there is, as a folder has it."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from typing import TYPE_CHECKING

import test_office
from packing import packed
from pdf_pages import SPACED, make_pdf
from pincite.indexer.articles import Kind

if TYPE_CHECKING:
    from pathlib import Path

TITLE = "The Ferry to Nowhere"
PARAGRAPHS = (
    (
        "The ferry was christened in the spring of 2011, when the bridge it was meant to replace "
        "had been standing for two years. Nobody on the quay remarked on it."
    ),
    "“A ferry without a river is called a restaurant,” the mayor said, and ordered tablecloths.",
    (
        "It has since served soup to some forty thousand visitors, and has not once left its "
        "moorings; the harbour master keeps a place for it in the timetable all the same."
    ),
)
_CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>"
)
_PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf"><metadata/><manifest>'
    '<item id="one" href="one.xhtml" media-type="application/xhtml+xml"/></manifest>'
    '<spine><itemref idref="one"/></spine></package>'
)


def write_folder(folder: Path) -> dict[str, str]:
    """Write it; which article ids to expect, by the name of the file."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in _files().items():
        (folder / name).write_bytes(content)
    return {
        **{name: name for name in _files()},
        "ferry.mbox": "ferry.mbox!/ferry@example.org",
        "ferry.jsonl": "ferry-in-lines",
        "ferry.json": "ferry-in-a-list",
        "ferry.csv": "ferry-in-a-table",
        "archive.zip": "archive.zip!/inner.txt",
    }


def _files() -> dict[str, bytes]:
    text = "\n\n".join((TITLE, *PARAGRAPHS))
    fields = {"title": TITLE, "text": "\n\n".join(PARAGRAPHS)}
    mail = _mail()
    files = {
        "ferry.txt": text,
        "ferry.md": f"# {text}",
        "ferry.html": _page(),
        "ferry.eml": mail,
        "ferry.mbox": f"From harbour Wed Apr 18 10:00:00 2018\n{mail}\n",
        "ferry.jsonl": json.dumps({"id": "ferry-in-lines", **fields}),
        "ferry.json": json.dumps([{"id": "ferry-in-a-list", **fields}]),
        "ferry.csv": _table({"id": "ferry-in-a-table", **fields}),
    }
    styled = [(TITLE, Kind.HEADING), *((each, Kind.BODY) for each in PARAGRAPHS)]
    return {
        **{name: content.encode() for name, content in files.items()},
        "ferry.pdf": make_pdf(styled, SPACED),
        "ferry.docx": _word(),
        "ferry.odt": _opendocument(),
        "ferry.epub": _book(),
        "packed.txt.gz": gzip.compress(text.encode(), mtime=0),
        "archive.zip": packed({"inner.txt": text}),
    }


def _page() -> str:
    body = "\n".join(f"<p>{each}</p>" for each in PARAGRAPHS)
    menu = "<nav><ul><li>Home</li><li>Timetable</li></ul></nav>"
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{TITLE}</title>"
        f"<body>{menu}<article><h1>{TITLE}</h1>\n{body}</article></body></html>"
    )


def _mail() -> str:
    head = (
        f"From: Ida Quist <ida@example.org>\nSubject: {TITLE}\nMessage-ID: <ferry@example.org>\n"
        "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n"
    )
    return "\n".join((head, "\n\n".join(PARAGRAPHS), ""))


def _table(record: dict[str, str]) -> str:
    file = io.StringIO()
    writer = csv.DictWriter(file, list(record))
    writer.writeheader()
    writer.writerow(record)
    return file.getvalue()


def _word() -> bytes:
    title = test_office.para(test_office.run(TITLE), "Title")
    body = (test_office.para(test_office.run(each)) for each in PARAGRAPHS)
    return test_office.docx("".join((title, *body)))


def _opendocument() -> bytes:
    title = f'<text:h text:outline-level="1">{TITLE}</text:h>'
    return test_office.odt("".join((title, *map(test_office.text, PARAGRAPHS))))


def _book() -> bytes:
    file = io.BytesIO()
    body = "".join(f"<p>{each}</p>" for each in PARAGRAPHS)
    page = f"<html xmlns='http://www.w3.org/1999/xhtml'><body><h1>{TITLE}</h1>{body}</body></html>"
    with zipfile.ZipFile(file, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr("META-INF/container.xml", _CONTAINER)
        book.writestr("book.opf", _PACKAGE)
        book.writestr("one.xhtml", page)
    return file.getvalue()
