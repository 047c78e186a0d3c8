"""A locator as one line of text, to be kept beside a quotation and understood years later.

    pincite:reports/summit.txt#7~1eJwrycgsVgCikoxUhZJ8BYXyotSCgpzUkowUAJ9nCks

is the article's id, percent-encoded (RFC 3986), the paragraph's ordinal, the digit of this
version, and in base64url without padding (RFC 4648) a zlib stream (RFC 1950) of the JSON list
[exact, prefix, suffix, first line, last line] in UTF-8, both lines 0 where the source has none;
where it has pages, the version is 2 and the first and the last page follow. The preset dictionary
is what stands before the ~, so that the checksums of zlib tell damage anywhere in the line.
"""

from __future__ import annotations

import re
from typing import Any

from pincite.errors import PinciteError

SCHEME = "pincite:"
# With so many numbers behind the texts: lines, or lines and pages.
_VERSIONS = {"1": 2, "2": 4}
# More than any paragraph; a few bytes can unpack to gigabytes.
_LARGEST = 16 << 20
_SHAPE = re.compile(r"pincite:([\w.~/%-]+)#(\d{1,9})~(\d)([\w-]+)", re.ASCII)
# What mail programs put into long lines.
_INSERTED = re.compile(r"[\s<>]+")
_FIRST = 100  # more than comes before the scheme

Bounds = tuple[int, int] | None
Values = tuple[str, int, Bounds, str, str, str, Bounds]


def written(values: Values) -> str:
    """The reference to a locator with these values, in the order of its fields."""
    import json
    import zlib
    from base64 import urlsafe_b64encode
    from urllib.parse import quote

    article, ordinal, lines, exact, prefix, suffix, pages = values
    place = f"{quote(article.encode('utf-8', 'surrogatepass'))}#{ordinal}"
    numbers = [*(lines or (0, 0)), *(pages or ())]
    version = "2" if pages else "1"
    listed = [exact, prefix, suffix, *numbers]
    record = json.dumps(listed, ensure_ascii=False, separators=(",", ":"))
    packer = zlib.compressobj(9, zdict=_dictionary(article, ordinal))
    packed = packer.compress(record.encode("utf-8", "surrogatepass")) + packer.flush()
    payload = urlsafe_b64encode(packed).decode("ascii").rstrip("=")
    return f"{SCHEME}{place}~{version}{payload}"


def is_reference(text: str) -> bool:
    """Whether a text is meant as a reference, damaged or not."""
    return _INSERTED.sub("", text[:_FIRST]).startswith(SCHEME)


def read(reference: str) -> Values:
    """What a reference was written from; what mail programs put into it does no harm.

    Raises:
        PinciteError: it is none, or damaged, or of a later version.
    """
    if not is_reference(reference):
        raise PinciteError(f"a reference begins with {SCHEME}, and this does not")
    shape = _SHAPE.fullmatch(_INSERTED.sub("", reference))
    if shape is None:
        raise _damaged()
    place, ordinal, version, payload = shape.groups()
    if version not in _VERSIONS:
        raise PinciteError("this reference is damaged, or from a later version of pincite")
    try:
        article = _unquoted(place)
        texts, numbers = _unpacked(payload, _dictionary(article, int(ordinal)))
    except (ValueError, RecursionError):
        raise _damaged() from None
    if len(numbers) != _VERSIONS[version]:
        raise _damaged()
    exact, prefix, suffix = texts
    lines, pages = _bounds(numbers[:2]), _bounds(numbers[2:])
    return article, int(ordinal), lines, exact, prefix, suffix, pages


def _bounds(numbers: list[int]) -> Bounds:
    return (numbers[0], numbers[1]) if any(numbers) else None


def _dictionary(article: str, ordinal: int) -> bytes:
    return f"{article}#{ordinal}".encode("utf-8", "surrogatepass")


def _unquoted(place: str) -> str:
    from urllib.parse import unquote_to_bytes

    return unquote_to_bytes(place).decode("utf-8", "surrogatepass")


def _unpacked(payload: str, dictionary: bytes) -> tuple[list[str], list[int]]:
    import json
    import zlib
    from base64 import urlsafe_b64decode, urlsafe_b64encode

    packed = urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    is_whole = urlsafe_b64encode(packed).decode("ascii").rstrip("=") == payload
    unpacker = zlib.decompressobj(zdict=dictionary)
    try:
        record = unpacker.decompress(packed, _LARGEST)
    except zlib.error as error:
        raise ValueError from error
    if not is_whole or not unpacker.eof or unpacker.unused_data:
        raise ValueError
    values: Any = json.loads(record.decode("utf-8", "surrogatepass"))
    kinds = [type(value) for value in values] if isinstance(values, list) else []
    if kinds[:3] != [str] * 3 or any(kind is not int for kind in kinds[3:]):
        raise ValueError
    return values[:3], values[3:]


def _damaged() -> PinciteError:
    return PinciteError(f"this reference is damaged: copy all of it again, from {SCHEME} on")
