"""Which encoding a text is in that is not Unicode; none where that would be a guess.

What a detector by letter statistics proposes is believed where the reading looks like a language
that is written in that encoding; else the encodings beside it are tried, and those of the West.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

import cchardet

from pincite.indexer.detection import detect
from pincite.indexer.sources.plausibility import (
    BALTIC,
    CENTRAL,
    TURKISH,
    WESTERN,
    has_many_letters,
    is_vouched_for,
    looks_cyrillic,
    looks_east_asian,
    looks_latin,
    looks_like_script,
)

if TYPE_CHECKING:
    from collections.abc import Callable

# So many bytes of lines that are not ASCII tell the rest.
_SAMPLE = 1 << 17
# Of a hundred letters, what lies beyond ASCII in a text that is in another language than English.
_SCARCE = 0.02
_FEW = 12
_ASCII_SIGNS = bytes(sign for sign in range(128) if not chr(sign).isalpha())
_NOT_LETTERS = _ASCII_SIGNS + bytes(range(0x80, 0xA0)) + bytes(range(0xA0, 0xC0))
_ESCAPE = re.compile(rb"\x1b(?:\$[@BAC()]|\([BIJ])")

_WEST = ("cp1252", "iso8859-15", "mac-roman")
_CYRILLIC = ("cp1251", "koi8-u", "iso8859-5", "cp866", "mac-cyrillic")
# What the detector calls it, and what is tried then. Of two encodings one of which has all that
# the other has, the larger is named: that of Windows, which web pages mean, too.
_PROPOSED: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("ISO-8859-1", "WINDOWS-1252"), _WEST),
    "ISO-8859-15": ("iso8859-15", "cp1252"),
    "WINDOWS-1250": ("cp1250", "iso8859-2"),
    **dict.fromkeys(("ISO-8859-2", "ISO-8859-16"), ("iso8859-2", "cp1250")),
    **dict.fromkeys(("WINDOWS-1257", "ISO-8859-13", "ISO-8859-4", "ISO-8859-10"), ("cp1257",)),
    **dict.fromkeys(("WINDOWS-1254", "ISO-8859-9", "ISO-8859-3"), ("cp1254",)),
    **dict.fromkeys(("WINDOWS-1253", "ISO-8859-7"), ("cp1253", "iso8859-7")),
    **dict.fromkeys(("WINDOWS-1255", "ISO-8859-8"), ("cp1255",)),
    "WINDOWS-1256": ("cp1256",),
    "ISO-8859-6": ("iso8859-6",),
    **dict.fromkeys(("TIS-620", "ISO-8859-11"), ("cp874",)),
    "SHIFT_JIS": ("cp932",),
    "EUC-JP": ("euc-jp",),
    **dict.fromkeys(("GB18030", "GB2312", "GBK"), ("gb18030",)),
    "BIG5": ("cp950",),
    **dict.fromkeys(("EUC-KR", "UHC", "CP949"), ("cp949",)),
}
_LOOKS: dict[str, Callable[[str], object]] = {
    **dict.fromkeys(_WEST, partial(looks_latin, alphabets=WESTERN, scarce=False)),
    **dict.fromkeys(("cp1250", "iso8859-2"), partial(looks_latin, alphabets=CENTRAL, scarce=False)),
    "cp1254": partial(looks_latin, alphabets=TURKISH, scarce=False),
    "cp1257": partial(looks_latin, alphabets=BALTIC, scarce=False),
    **dict.fromkeys(("cp1253", "iso8859-7"), partial(looks_like_script, script="greek")),
    "cp1255": partial(looks_like_script, script="hebrew"),
    **dict.fromkeys(("cp1256", "iso8859-6"), partial(looks_like_script, script="arabic")),
    "cp874": partial(looks_like_script, script="thai"),
    **dict.fromkeys(("cp932", "euc-jp", "gb18030", "cp950", "cp949"), looks_east_asian),
}
_LOOKS_STRICTLY = partial(looks_latin, alphabets=WESTERN, scarce=True)


def legacy_encoding(data: bytes) -> str | None:
    """The encoding that `data`, which is not Unicode, can be believed to be in."""
    sample = _telling_lines(data)
    if _is_scarce(data, sample):
        # Statistics know nothing of the letters of a few names.
        return _western(sample)
    proposed = (cchardet.detect(data)["encoding"] or "").upper()
    for name in _PROPOSED.get(proposed, ()):
        if _reads(sample, name, _LOOKS[name]):
            return name
    cyrillic = {name: _cyrillic_score(sample, name) for name in _CYRILLIC}
    best = max(cyrillic, key=lambda name: cyrillic[name])
    if cyrillic[best]:
        return best
    return _western(sample)


def escaped_encoding(data: bytes) -> str | None:
    """The encoding of East Asian mail, in seven bits with escapes, that `data` is in."""
    if not _ESCAPE.search(data):
        return None
    for name in ("iso2022_jp_2", "iso2022_jp_3", "iso2022_kr"):
        if _reads(data, name, looks_east_asian):
            return name
    return None


def _western(sample: bytes) -> str | None:
    """The encoding of the West that a text is in, whose letters may be those of a few names."""
    if _reads(sample, "cp1252", _LOOKS_STRICTLY):
        return "cp1252"
    if _reads(sample, "mac-roman", _LOOKS_STRICTLY) and _reads(sample, "mac-roman", is_vouched_for):
        return "mac-roman"
    for name in _WEST:
        if _reads(sample, name, has_many_letters) and _reads(sample, name, _LOOKS[name]):
            return name
    return None


def _telling_lines(data: bytes) -> bytes:
    """Lines that have something beyond ASCII; no line end is part of another character."""
    lines: list[bytes] = []
    size = 0
    for line in data.split(b"\n"):
        if not line.isascii():
            lines.append(line)
            size += len(line)
            if size > _SAMPLE:
                break
    return b"\n".join(lines)


def _is_scarce(data: bytes, sample: bytes) -> bool:
    """Whether the letters beyond ASCII may be those of a few names in an English text."""
    letters = data.translate(None, _NOT_LETTERS)
    high = len(letters.translate(None, bytes(range(128))))
    if high < _SCARCE * len(letters):
        return True
    return high < _FEW and detect(sample.decode("cp1252", "replace")) == "english"


def _reads(sample: bytes, name: str, looks: Callable[[str], object]) -> bool:
    try:
        return bool(looks(sample.decode(name)))
    except UnicodeDecodeError:
        return False


def _cyrillic_score(sample: bytes, name: str) -> float:
    try:
        return looks_cyrillic(sample.decode(name))
    except UnicodeDecodeError:
        return 0.0
