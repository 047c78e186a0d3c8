"""A text as words in small letters of ASCII with spaces between, at the same offsets."""

from __future__ import annotations

import functools
import re
import unicodedata

from pincite.indexer.analysis import APOSTROPHES, RAISED_DIGITS, fold

# Stands for a letter that folds to two, or to one beyond ASCII.
_OPAQUE = "\x7f"
# What divides words becomes a space, but for dots and apostrophes, which may be inside of one.
_DIVIDED = bytes(
    ord(chr(code).lower()) if chr(code).isalnum() or chr(code) in f".'{_OPAQUE}" else ord(" ")
    for code in range(128)
).ljust(256)
# The words where dots are still in: the rules of the analysis, for small letters.
_WORD = re.compile(
    rb"(?:[a-z\x7f]\.){2,}(?:[a-z0-9\x7f](?![a-z0-9\x7f]))?"
    rb"|[a-z0-9\x7f]+(?:'[a-z0-9\x7f]+)*"
)
_INSIDE_ACRONYM = re.compile(rb"\.[a-z\x7f]\.")
_APOSTROPHE = ord("'")
_QUOTE = re.compile(rb"'(?:(?<= ')|(?=[ ']))")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_COMMONEST = "’“”—–"


def plain_text(text: str, forms: str) -> tuple[bytes, dict[int, int]] | None:
    """A text with all that is no part of a word made spaces.

    A word that has a letter without its like in ASCII becomes one that is no form of any word.

    Args:
        text: any text.
        forms: the folded forms sought in it, with line ends between.

    Returns:
        A space, the words of the text as they are compared, at their offsets, and a space; and
        by the offset where an acronym ends there, without its dots and with spaces behind it
        instead, the offset where it ends in the text. None if marks, scripts without spaces or
        a form with such a letter in it leave nothing but to tokenise.
    """
    in_ascii = ascii_text(text, forms)
    if in_ascii is None:
        return None
    words = f" {in_ascii} ".encode("ascii").translate(_DIVIDED)
    ends: dict[int, int] = {}
    if _INSIDE_ACRONYM.search(words):
        words, ends = _without_acronyms(words)
    words = words.replace(b".", b" ")
    if _APOSTROPHE in words and _QUOTE.search(words):
        # What is no apostrophe between letters stands beside a space, or beside another.
        words = words.replace(b"''", b"  ").replace(b" '", b"  ").replace(b"' ", b"  ")
    return words, ends


def is_plain_word(form: str) -> bool:
    """Whether a folded form can be a word of a plain text."""
    if not form.isascii():
        return False
    if form.isalnum():
        return True
    return not {".", _OPAQUE} & {*form} and _WORD.fullmatch(form.encode("ascii")) is not None


def ascii_text(text: str, forms: str) -> str | None:
    """The text in ASCII with the same words at the same offsets, or None; see `plain_text`."""
    text = text.replace(_OPAQUE, " ")
    if text.isascii():
        return text
    for character in _COMMONEST:
        text = text.replace(character, _ascii_character(character) or "")
    at = 0
    while found := None if text.isascii() else _BEYOND_ASCII.search(text, at):
        plain = _ascii_character(found[0])
        if plain is None or (plain == _OPAQUE and fold(found[0]) in forms):
            return None
        text = text.replace(found[0], plain)
        at = found.end()
    return text


def _without_acronyms(words: bytes) -> tuple[bytes, dict[int, int]]:
    """Each acronym as the word it is, from where it begins on, and where it ended."""
    written = bytearray(words)
    ends = {}
    behind = 0
    while found := _INSIDE_ACRONYM.search(words, behind):
        start = words.rfind(b" ", behind, found.start())
        behind = words.find(b" ", found.end())
        for word in _WORD.finditer(words, start, behind):
            if b"." in word[0]:
                letters = word[0].replace(b".", b"")
                written[word.start() : word.end()] = letters.ljust(len(word[0]))
                ends[word.start() + len(letters) - 1] = word.end() - 1
    return bytes(written), ends


@functools.lru_cache(maxsize=1 << 12)
def _ascii_character(character: str) -> str | None:
    """What stands for a character in ASCII: a letter, an apostrophe, or a space."""
    if character in APOSTROPHES:
        return "'"
    if character in RAISED_DIGITS:
        return " "
    if character.isalnum() and not character.isdecimal():
        return _ascii_letter(fold(character))
    divides = not character.isalnum() and unicodedata.category(character)[0] in "PSZ"
    return " " if divides else None


def _ascii_letter(folded: str) -> str | None:
    if len(folded) == 1 and "a" <= folded <= "z":
        return folded
    # From the Hebrew script on there are letters that compose with the next.
    return _OPAQUE if folded and max(folded) < "\u0590" else None
