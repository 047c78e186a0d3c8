"""The words of a text as Lucene's EnglishAnalyzer has them, near enough, for other engines."""

from __future__ import annotations

import re

import Stemmer

STOP_WORDS = frozenset(
    "a an and are as at be but by for if in into is it no not of on or such that the their then "
    "there these they this to was will with".split()
)
"""Those of EnglishAnalyzer."""

_WORD = re.compile(r"\w+(?:['’.]\w+)*")
_POSSESSIVE = re.compile(r"['’]s$")


def plain(text: str) -> list[str]:
    """The words, in lower case."""
    return [word.lower() for word in _WORD.findall(text)]


def stemmed(text: str) -> list[str]:
    """Without the genitive's s and without stop words, stemmed by Porter's stemmer."""
    words = [_POSSESSIVE.sub("", word) for word in plain(text)]
    stems: list[str] = _PORTER.stemWords([word for word in words if word not in STOP_WORDS])
    return stems


_PORTER = Stemmer.Stemmer("porter")
