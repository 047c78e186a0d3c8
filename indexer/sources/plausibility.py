"""Whether a reading of bytes looks like a language: its letters, their case, what is inside words.

Any bytes are some text in most encodings, so that a text in another one comes out as nonsense and
nobody is told. What is asked here is passed by a language and failed by nonsense.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pincite.indexer.detection import detect

if TYPE_CHECKING:
    from collections.abc import Sequence

# The letters beside a to z that the languages of an encoding have, a language each.
WESTERN = tuple(
    map(
        frozenset,
        (
            "àâæçéèêëîïôœùûüÿ",
            "äöüßéèà",
            "áéíóúñüïçàèòªº",
            "áâãàçéêíóôõúüªº",
            "àèéìíîòóùú",
            "åäöæøéüàô",
            "áðéíóúýþæö",
            "ëïéèöüáóíêàç",
            "äöüõšž",
        ),
    )
)
CENTRAL = tuple(
    map(
        frozenset,
        (
            "ąćęłńóśźżéöü",
            "áčďéěíňóřšťúůýžäöüľ",
            "áäčďéíĺľňóôŕšťúýžöü",
            "áéíóöőúüű",
            "čćđšžöüá",
            "ăâîşţșț",
            "äöüß",
        ),
    )
)
TURKISH = (frozenset("çğıöşüâîû"),)
BALTIC = tuple(map(frozenset, ("ąčęėįšųūž", "āčēģīķļņōŗšūž", "äöüõšž")))

_WORD = re.compile(r"[^\W\d_]+")
_HIGH_LETTER = re.compile(r"[^\W\d_A-Za-z]")
_CONTROL = re.compile("[\x7f-\x9f\ufffd]")
# Signs that no language has inside a word, or beside one letter of it, where others have letters.
_SIGN_INSIDE = re.compile(
    r"(?<=[^\W\d_])[¡-¦¨-¶¸-¿×÷‚„†‡ˆ‰‹›˜ƒŸ˘-˝√∂∆∏∑Ω∞∫≈≠≤≥◊π•\u2500-\u25ff]+(?=[^\W\d_])"
)
# What is right in some language, or nearly, but in a lone name is more often another encoding's:
# Icelandic for Turkish or Czech, Spanish, French and Italian for what lies east of them.
_DOUBTFUL = re.compile(
    r"""[ðþýÐÞÝ¢¤¦¨¬¯±²³¸¹¼½¾ƒˆ˜˘-˝\uf8ff]
    | (?<=[^\W\d_])[“”‘«»€–·‹›§®ª](?=[^\W\d_]) | (?<=[^\W\d_])[‚„] | [ª®](?=[^\W\d_])
    | »(?=[^\W\d_]) | (?<![^\W\d_])[’”›](?=[^\W\d_]{2})
    | ñ(?![aeiouáéíóú]) | È(?=[a-z]) | \bè(?=[a-z]) | è(?=[aou]) | [aeiou]æ | æ(?=[aeiou]|\b)
    | [õÕ](?!e) | û(?=[aeiou]|\b) | [ìò](?=[^\W\d_]) | eò | ã(?![oes]|\b) | á(?=[aou]) | aá | oä
    | [aeiou]â | (?<=[bcdfghj-np-tv-z])š(?=[bcdfghj-np-tv-z]) | \b[ÒÓÔÕÛ¤](?=[^a-z])
    | \b[ŠŽŸ]\b""",
    re.VERBOSE,
)
# What a text of a Macintosh has instead of plain quotation marks.
_TYPESET = re.compile(r"(?<=[^\W\d_])’(?=[^\W\d_])|(?:^|(?<=\s))[“‘](?=[^\W\d_])", re.MULTILINE)
_SIGN_BESIDE = re.compile(r"[†¢£§•¶®©™≠∞±≤≥µ∆√ƒ≈¬│-▟](?=[^\W\d_])")
_MOSTLY = 0.95
_MANY = 12
_FEW_ODD = 0.1

_CYRILLIC = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґўђјљњћџѓќѕ")
# The letters that make up most of a text, in Cyrillic of Russian, Ukrainian, Bulgarian or Serbian.
_FREQUENT_CYRILLIC = frozenset("оеаинтсрвлк")
_LEAST_CYRILLIC = 0.42
# Where the text of a Macintosh has its ordinary capitals.
_RARE_CAPITAL = re.compile("[ЂЃЌЉЊЋЏ‡]")
_CAPITAL = re.compile("[А-ЯЁІЇЄ]")
_SCRIPTS = {
    "greek": (
        frozenset("αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ"),
        frozenset("αοιετσνηυρπκς"),
        0.5,
    ),
    "hebrew": (frozenset(map(chr, range(0x5D0, 0x5EB))), frozenset("יוהלארתמשב"), 0.5),
    "arabic": (
        frozenset("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژگ"),
        frozenset("اليمونرتبعده"),
        0.5,
    ),
    "thai": (frozenset(map(chr, range(0xE01, 0xE4F))), frozenset("านรอกเงมยลวทดตส"), 0.4),
}
# Of the commonest characters of Chinese in both its forms, those that each text has some of.
_FREQUENT_HAN = frozenset(
    "的一是不了在人有我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于"
    "於着著下自之年过過发發后後作里裡用道行所然家种種事成方多经經么麼去法学學如都同现現当當没沒动動面起看定"
    "天分还還进進好小部其些主样樣理心她本前开開但因只从從想实實日月新政府市长長表示与與等将將已最"
)
_LEAST_HAN = 0.12
_KANA = re.compile("[ぁ-ゖァ-ヺー]")
_HALF_KANA = re.compile("[\uff61-\uff9f]")
_HAN = re.compile("[一-鿿々]")
_HANGUL = re.compile("[가-힣]")
_FREQUENT_HANGUL = frozenset("이다는의에을가고하지로한를은기사도어리나시서자들그")
_LEAST_HANGUL = 0.15


def looks_latin(text: str, alphabets: Sequence[frozenset[str]], *, scarce: bool) -> bool:
    """Whether a text in Latin letters is in a language that has one of the alphabets.

    Args:
        text: of lines that have something beside ASCII.
        alphabets: the letters beside a to z of each language.
        scarce: whether letters beside a to z are so few that they may be those of foreign names,
            each word with its own alphabet.
    """
    if _CONTROL.search(text):
        return False
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    high = [letter for word in words for letter in _HIGH_LETTER.findall(_lower(word))]
    if len(_SIGN_INSIDE.findall(text)) > _FEW_ODD * len(high):
        return False
    if sum(not _is_well_cased(word) for word in words) > _FEW_ODD * len(words):
        return False
    if not scarce:
        most = max(sum(letter in alphabet for letter in high) for alphabet in alphabets)
        return most >= _MOSTLY * len(high)
    if _DOUBTFUL.search(text):
        return False
    return all(
        any(alphabet.issuperset(_HIGH_LETTER.findall(_lower(word))) for alphabet in alphabets)
        for word in words
    )


def is_vouched_for(text: str) -> bool:
    """Whether quotation marks stand where only those can be, or words are of a known language."""
    return bool(_TYPESET.search(text)) or detect(text) not in {None, "english"}


def has_many_letters(text: str) -> bool:
    """Whether there are so many letters beside a to z that statistics of them mean something."""
    return len(_HIGH_LETTER.findall(text)) >= _MANY


def looks_cyrillic(text: str) -> float:
    """Share of the frequent letters of Cyrillic, less that of odd words; 0 where it cannot be."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    letters = "".join(words).casefold()
    foreign = len(_RARE_CAPITAL.findall(text)) > len(_CAPITAL.findall(text))
    if not letters or foreign or _CONTROL.search(text):
        return 0.0
    if len(_SIGN_INSIDE.findall(text)) > _FEW_ODD * len(words):
        return 0.0
    if sum(letter in _CYRILLIC for letter in letters) < _MOSTLY * len(letters):
        return 0.0
    frequent = sum(letter in _FREQUENT_CYRILLIC for letter in letters) / len(letters)
    odd = sum(not _is_well_cased(word) for word in words) / len(words)
    score = frequent * (1 - odd / 2) * (1 - min(len(_SIGN_BESIDE.findall(text)) / len(words), 1))
    return score if score >= _LEAST_CYRILLIC else 0.0


def looks_like_script(text: str, script: str) -> bool:
    """Whether the letters beside ASCII are those of Greek, Hebrew, Arabic or Thai, as usual."""
    alphabet, frequent, least = _SCRIPTS[script]
    letters = [sign for sign in text.lower() if not sign.isascii() and sign.isalpha()]
    if not letters or _CONTROL.search(text):
        return False
    return sum(letter in alphabet for letter in letters) >= _MOSTLY * len(letters) and sum(
        letter in frequent for letter in letters
    ) >= least * len(letters)


def looks_east_asian(text: str) -> bool:
    """Whether a text is Chinese, Japanese or Korean, by the characters that each has many of."""
    letters = [sign for sign in text if not sign.isascii() and sign.isalpha()]
    kana, han = _KANA.findall(text), _HAN.findall(text)
    hangul = _HANGUL.findall(text)
    known = len(kana) + len(han) + len(hangul)
    if not letters or _CONTROL.search(text) or known < _MOSTLY * len(letters):
        return False
    if len(_HALF_KANA.findall(text)) > _FEW_ODD * len(letters):
        return False
    if len(hangul) > (len(kana) + len(han)):
        return sum(sign in _FREQUENT_HANGUL for sign in hangul) >= _LEAST_HANGUL * len(hangul)
    if len(kana) >= 0.2 * known:
        return True
    return sum(sign in _FREQUENT_HAN for sign in han) >= _LEAST_HAN * len(han)


def _is_well_cased(word: str) -> bool:
    return (
        word[1:].islower()
        or word.isupper()
        or len(word) == 1
        or word[1:].upper() == word[1:].lower()
    )


def _lower(word: str) -> str:
    """In lower case, letter by letter: of a dotted capital I no combining dot is left."""
    return word.replace("İ", "i").lower()
