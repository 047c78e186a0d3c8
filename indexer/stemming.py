"""Surface forms to stems; the only module that imports NLTK, and only for an unknown word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.errors import PinciteError

if TYPE_CHECKING:
    from collections.abc import Callable

LANGUAGES = (
    "arabic",
    "danish",
    "dutch",
    "english",
    "finnish",
    "french",
    "german",
    "hungarian",
    "italian",
    "norwegian",
    "portuguese",
    "romanian",
    "russian",
    "spanish",
    "swedish",
)


class Stemmer:
    """NLTK's Snowball stemmer behind a table of the forms already stemmed."""

    def __init__(self, language: str, known: Callable[[str], str | None] | None = None) -> None:
        """Stem in `language`, one of LANGUAGES; `known` spares NLTK the forms it has stems for."""
        if language not in LANGUAGES:
            raise PinciteError(f"no stemmer for {language!r}; there are: {', '.join(LANGUAGES)}")
        self.language = language
        self._known = known
        self._table: dict[str, str] = {}
        self._stem: Callable[[str], str] | None = None

    def __call__(self, surface: str) -> str:
        """The stem of a folded surface form."""
        stem = self._table.get(surface)
        if stem is None:
            known = self._known(surface) if self._known else None
            stem = self._table[surface] = known or self._snowball()(surface) or surface
        return stem

    def __getstate__(self) -> dict[str, object]:
        return {"language": self.language, "_known": None, "_table": {}, "_stem": None}

    def _snowball(self) -> Callable[[str], str]:
        if self._stem is None:
            from nltk.stem.snowball import SnowballStemmer

            self._stem = SnowballStemmer(self.language).stem
        return self._stem
