"""What the beginning of a file tells of its format, where that is beyond doubt."""

from __future__ import annotations

import re

# So many bytes of the beginning tell what the rest is.
HEAD = 4096

_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_ZIP = b"PK\x03\x04"
# What a zip file has at its beginning if it is a document: EPUB and OpenDocument ask for it, and
# Word writes it so.
_DOCUMENTS = (
    (b"mimetypeapplication/epub+zip", "books.epub"),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", "office.odt"),
    (b"[Content_Types].xml", "office.docx"),
)


def sniff(head: bytes) -> str:
    """The module that reads what begins with `head`, at most `HEAD` bytes; "" where it may be any.

    A zip file that is no document told apart here may be any, too: its suffix decides.
    """
    if head.startswith(b"%PDF-"):
        return "pdf.reader"
    if head.startswith(b"\x1f\x8b\x08"):
        return "archives.gzip_file"
    if head.startswith(_ZIP):
        found = next((name for mark, name in _DOCUMENTS if mark in head), "")
        return found if found != "office.docx" or b"word/" in head else ""
    return "html.reader" if _PAGE.match(head) else ""
