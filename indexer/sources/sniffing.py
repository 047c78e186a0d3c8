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
    (b"mimetypeapplication/epub+zip", "epub"),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", "odt"),
    (b"word/", "docx"),
)


def sniff(head: bytes) -> str:
    """The module that reads what begins with `head`, at most `HEAD` bytes; "" where it may be any.

    A zip file that is no document told apart here may be any, too: its suffix decides.
    """
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"\x1f\x8b\x08"):
        return "gzip_archive"
    if head.startswith(_ZIP):
        return next((name for mark, name in _DOCUMENTS if mark in head), "")
    return "html" if _PAGE.match(head) else ""
