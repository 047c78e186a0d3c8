"""Text to terms: the one analysis that indexing, searching and highlighting share."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import NamedTuple

from pincite.indexer.marks import MARKS

APOSTROPHES = "'’‘ʼ＇"

# What only says where a word may be divided: soft hyphen, zero-width space, word joiner and what
# was one before it.
_INVISIBLE = "\u00ad\u200b\u2060\ufeff"

# Scripts written without spaces: Thai, Lao, Myanmar, Khmer, kana and Han, digits and
# punctuation left out.
_UNSPACED = (
    r"\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u1000-\u103f\u1050-\u108f\u1780-\u17d3\u17d7\u17dc\u17dd"
    r"\u3005-\u3007\u3021-\u3029\u3041-\u3096\u3099\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    r"\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003fffd"
)

# Behind a word they mostly number a note and are no part of it.
RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"

# Letters that Unicode does not take apart into a base letter and an accent.
_PLAIN_LETTERS = {
    ord(letter): plain
    for letter, plain in {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ŧ": "t",
        "ı": "i",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ĸ": "k",
        "ŋ": "n",
    }.items()
} | {ord(apostrophe): "'" for apostrophe in APOSTROPHES}

_UNSEEN = dict.fromkeys((*range(0x300, 0x370), *map(ord, _INVISIBLE)))


class Token(NamedTuple):
    """A word of a text; its place in the list of tokens is its position.

    Attributes:
        surface: the folded form.
        start: offset of its first character in the text.
        end: offset after its last character.
    """

    surface: str
    start: int
    end: int


@functools.lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Text as it is compared: without case, accents or typographic variants.

    Compatibility case folding (Unicode Standard Annex 15 and section 3.13), then the
    combining diacritics U+0300 to U+036F and what cannot be seen inside a word dropped, and the
    rest composed again.
    """
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKC", text).casefold()
    bare = unicodedata.normalize("NFD", folded).translate(_UNSEEN)
    return unicodedata.normalize("NFC", bare).translate(_PLAIN_LETTERS)


@functools.cache
def _token_pattern() -> re.Pattern[str]:
    letter = rf"[^\W_ʼ{RAISED_DIGITS}{_UNSPACED}]"
    run = rf"(?:{letter}|[{MARKS}{_INVISIBLE}])+"
    acronym = rf"(?:[^\W\d_ʼ{RAISED_DIGITS}{_UNSPACED}]\.){{2,}}(?:{letter}(?!{letter}|[{MARKS}]))?"
    word = rf"{letter}(?:{run})?(?:[{APOSTROPHES}](?![{_INVISIBLE}]){run})*"
    return re.compile(rf"(?P<unspaced>[{_UNSPACED}]+)|(?P<acronym>{acronym})|{word}")


@functools.cache
def _ascii_pattern() -> re.Pattern[str]:
    letter = "[A-Za-z0-9]"
    acronym = rf"(?:[A-Za-z]\.){{2,}}(?:{letter}(?!{letter}))?"
    return re.compile(rf"(?P<acronym>{acronym})|{letter}+(?:'{letter}+)*")


def tokenize(text: str) -> list[Token]:
    """The words of a text, in order.

    An apostrophe stays inside its word, a dotted acronym is one word without its dots,
    everything else that is no letter, digit or mark divides, and so do raised digits. Scripts
    without spaces give overlapping pairs of characters.
    """
    if text.isascii() and text.isalnum():
        return [Token(text.lower(), 0, len(text))]
    pattern = _ascii_pattern() if text.isascii() else _token_pattern()
    tokens: list[Token] = []
    for match in pattern.finditer(text):
        start, end = match.span()
        if match.lastgroup is None:
            tokens.append(Token(fold(text[start:end]), start, end))
        elif match.lastgroup == "acronym":
            tokens.append(Token(fold(text[start:end].replace(".", "")), start, end))
        else:
            tokens.extend(_pairs(text, start, end))
    return tokens


def _pairs(text: str, start: int, end: int) -> list[Token]:
    if end - start == 1:
        return [Token(fold(text[start:end]), start, end)]
    return [Token(fold(text[i : i + 2]), i, i + 2) for i in range(start, end - 1)]
