"""Surface forms to stems; the only module that imports NLTK, and only for an unknown word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pincite.errors import PinciteError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# With their tags in ISO 639-1.
TAGS = {
    "arabic": "ar",
    "danish": "da",
    "dutch": "nl",
    "english": "en",
    "finnish": "fi",
    "french": "fr",
    "german": "de",
    "hungarian": "hu",
    "italian": "it",
    "norwegian": "no",
    "portuguese": "pt",
    "romanian": "ro",
    "russian": "ru",
    "spanish": "es",
    "swedish": "sv",
}
LANGUAGES = tuple(TAGS)
DEFAULT = "english"
# An index in which each article is in its own.
AUTO = "auto"

# What the languages are called by those who speak them, and in ISO 639-2.
_OWN_NAMES = {
    "العربية": "arabic",
    "dansk": "danish",
    "nederlands": "dutch",
    "suomi": "finnish",
    "français": "french",
    "deutsch": "german",
    "magyar": "hungarian",
    "italiano": "italian",
    "norsk": "norwegian",
    "português": "portuguese",
    "română": "romanian",
    "русский": "russian",
    "español": "spanish",
    "svenska": "swedish",
}
_LONG_TAGS = (
    "ara:ar dan:da dut:nl nld:nl eng:en fin:fi fra:fr fre:fr deu:de ger:de hun:hu ita:it nor:no"
    " nob:no nno:no por:pt ron:ro rum:ro rus:ru spa:es swe:sv"
)
_NAMES = {tag: language for language, tag in TAGS.items()}
_NAMES |= {"nb": "norwegian", "nn": "norwegian"} | _OWN_NAMES
_NAMES |= {long: _NAMES[tag] for long, tag in (pair.split(":") for pair in _LONG_TAGS.split())}
# What stands in the way of Snowball: words elided before another, and й, which folding makes и of.
_FRENCH = "^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'"
_ITALIAN = (
    "^(?:[cdlmnstv]|gl|un|all|coll|dall|dell|nell|sull|quell|quest|nessun|ciascun|alcun"
    "|tutt|anch|com|cos|dov|quand|sant|senz)'"
)
_MENDED = {
    "french": [(_FRENCH, "")],
    "italian": [(_ITALIAN, "")],
    "russian": [("(?<=[аеоуыюя])и$", "й"), ("еиш", "ейш")],
}


def language_named(text: str) -> str:
    """The language meant by a name or a tag, such as "German", "de" or "de-AT"; "" for no other."""
    name = text.strip().casefold()
    return name if name in TAGS else _NAMES.get(re.split("[-_]", name)[0], "")


def by_frequency(paragraphs: Mapping[str, int]) -> list[str]:
    """Languages, those most paragraphs are in first, of equals English, then by name."""
    return sorted(paragraphs, key=lambda each: (-paragraphs[each], each != DEFAULT, each))


def commonest(paragraphs: Mapping[str, int]) -> str:
    """The first language in that order; English where there is none."""
    return next(iter(by_frequency(paragraphs)), DEFAULT)


class Stemmer:
    """NLTK's Snowball stemmer behind a table of the forms already stemmed.

    In French and Italian what is elided before a word is no part of it: `l'état` is *état*. Russian
    endings get back the й that folding took from them.
    """

    def __init__(self, language: str, known: Callable[[str], str | None] | None = None) -> None:
        """Stem in `language`, one of LANGUAGES; `known` spares NLTK the forms it has stems for."""
        if language not in LANGUAGES:
            raise PinciteError(f"no stemmer for {language!r}; there are: {', '.join(LANGUAGES)}")
        self.language = language
        self._known = known
        self._table: dict[str, str] = {}
        self._stem: Callable[[str], str] | None = None
        mended = _MENDED.get(language, ())
        self._mended = [(re.compile(pattern), instead) for pattern, instead in mended]

    def __call__(self, surface: str) -> str:
        """The stem of a folded surface form."""
        stem = self._table.get(surface)
        if stem is None:
            known = self._known(surface) if self._known else None
            stem = self._table[surface] = known or self._fresh(surface)
        return stem

    def __getstate__(self) -> dict[str, object]:
        return self.__dict__ | {"_known": None, "_table": {}, "_stem": None}

    def _fresh(self, surface: str) -> str:
        for pattern, instead in self._mended:
            surface = pattern.sub(instead, surface)
        return self._snowball()(surface) or surface

    def _snowball(self) -> Callable[[str], str]:
        if self._stem is None:
            from nltk.stem.snowball import SnowballStemmer

            self._stem = SnowballStemmer(self.language).stem
        return self._stem
