"""Which eight-bit encoding a text is in, told by its letters; none where that would be a guess.

Any bytes are some text in Windows-1252, so that a text in another encoding comes out as nonsense
and nobody is told. Here a reading has to look like a language.
"""

from __future__ import annotations

import re

_CYRILLIC = ("cp1251", "koi8-r")
# The letters that make up most of a text in Russian, Ukrainian, Bulgarian or Serbian.
_FREQUENT = frozenset("оеаинтсрвлк")
_LEAST_CYRILLIC = 0.42
_RUN = re.compile(r"[^\W\d_A-Za-z]+")
_WELL_CASED = re.compile(r"[^\W\d_]?[^\W\d_A-ZЀ-Я]*")

# Where the text of a Macintosh has its ordinary capitals.
_RARE_CAPITAL = re.compile("[ЂЃЌЉЊЋЏ‡]")
_CAPITAL = re.compile("[А-ЯЁІЇЄ]")

_LETTER = re.compile(r"[^\W\d_ªº]")
_HIGH_LETTER = re.compile(r"[^\W\d_A-Za-zªº]")
# Signs that Western languages never have inside a word, where other encodings have letters.
_SIGN_INSIDE = re.compile(r"(?<=[^\W\d_])[¡-¦¨©¬®-³µ¶¹º¼-¿×÷‚„†‡ˆ‰‹›˜ƒªŸ](?=[^\W\d_])")
_ALPHABETS = tuple(
    map(
        frozenset,
        (
            "àâæçéèêëîïôœùûüÿ",
            "äöüßéèà",
            "áéíóúñüïçàèòªº",
            "áâãàçéêíóôõúü",
            "àèéìíîòóùú",
            "åäöæøéüàô",
            "áðéíóúýþæö",
            "ëïéèöüáóíêàç",
            "äöüõšž",
        ),
    )
)
_MANY = 0.04
_FEWEST = 12
_STRANGE = 0.05


def eight_bit_encoding(data: bytes) -> str | None:
    """The encoding that `data`, which is not Unicode, can be believed to be in."""
    runs = _RUN.findall(data.decode("cp1251", "replace").replace("\ufffd", " "))
    letters = sum(map(len, runs))
    if sum(len(run) for run in runs if len(run) > 2) * 2 > letters:
        return _cyrillic(data)
    return "cp1252" if _is_western(data) else None


def _cyrillic(data: bytes) -> str | None:
    scores = {name: _cyrillic_score(data.decode(name, "replace")) for name in _CYRILLIC}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] >= _LEAST_CYRILLIC else None


def _cyrillic_score(text: str) -> float:
    """Share of frequent letters, lessened by that of words in odd case."""
    words = _RUN.findall(text)
    letters = "".join(words).casefold()
    foreign = len(_RARE_CAPITAL.findall(text)) > len(_CAPITAL.findall(text))
    if not letters or foreign or "\ufffd" in text:
        return 0.0
    frequent = sum(letter in _FREQUENT for letter in letters) / len(letters)
    odd = sum(not _WELL_CASED.fullmatch(word) for word in words) / len(words)
    return frequent * (1 - odd / 2)


def _is_western(data: bytes) -> bool:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    high = [letter.lower() for letter in _HIGH_LETTER.findall(text)]
    if len(_SIGN_INSIDE.findall(text)) * 10 > len(high):
        return False
    if high.count("ý") * 4 > len(high) >= 4:
        return False  # rare in the West, and the Turkish dotless i elsewhere
    if len(high) < max(_FEWEST, _MANY * len(_LETTER.findall(text))):
        return True
    return any(
        sum(letter not in alphabet for letter in high) <= _STRANGE * len(high)
        for alphabet in _ALPHABETS
    )
