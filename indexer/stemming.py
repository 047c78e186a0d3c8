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
    """NLTK's Snowball stemmer behind a table of the forms already stemmed.

    Attributes:
        table: surface form to stem; it grows with every new form.
    """

    def __init__(self, language: str, table: dict[str, str] | None = None) -> None:
        """Stem in `language`, one of LANGUAGES; `table` spares NLTK the forms it holds."""
        if language not in LANGUAGES:
            raise PinciteError(f"no stemmer for {language!r}; there are: {', '.join(LANGUAGES)}")
        self.language = language
        self.table: dict[str, str] = {} if table is None else table
        self._stem: Callable[[str], str] | None = None

    def __call__(self, surface: str) -> str:
        """The stem of a folded surface form."""
        stem = self.table.get(surface)
        if stem is None:
            stem = self.table[surface] = self._snowball()(surface) or surface
        return stem

    def __getstate__(self) -> dict[str, object]:
        return {"language": self.language, "table": {}, "_stem": None}

    def _snowball(self) -> Callable[[str], str]:
        if self._stem is None:
            from nltk.stem.snowball import SnowballStemmer

            self._stem = SnowballStemmer(self.language).stem
        return self._stem
