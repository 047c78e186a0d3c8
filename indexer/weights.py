"""What counts for how much in a score: the table of weights, and the formula of BM25F with them.

Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields", CIKM 2004.
The bounds of scores that an index holds rest on the defaults; ranking takes any weights.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from numbers import Real
from typing import TYPE_CHECKING, Any, cast

from pincite.errors import PinciteError
from pincite.indexer.articles import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt

    Scores = npt.NDArray[np.float64]
    Floats = npt.NDArray[np.floating[Any]]

# The most a weight can be; beyond that scores lose the decimals that are compared.
_MOST = 1000.0
# Far below any norm that matters: where there is no text, nothing found is 0 and not 0 / 0.
_LEAST_NORM = 1e-99
_LARGEST_FILE = 100_000
_LONGEST_SHOWN = 60


def _first(default: float, meaning: str, most: float = _MOST) -> Any:
    """A weight of the first stage of ranking, which the bounds in the index rest on."""
    return field(default=default, metadata={"meaning": meaning, "most": most, "bounded": True})


def _second(default: float, meaning: str, most: float = _MOST) -> Any:
    """A weight of the second stage."""
    return field(default=default, metadata={"meaning": meaning, "most": most, "bounded": False})


def _shown(value: object) -> str:
    """What was given, as far as it fits into a line."""
    try:
        text = repr(value)
    except ValueError:  # a whole number of thousands of digits
        return "that"
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON; a ValueError where a name comes twice."""
    given = dict(pairs)
    if len(given) < len(pairs):
        raise ValueError
    return given


@dataclass(frozen=True)
class Weights:
    """What counts for how much in a score, each from 0, not at all, to 1,000; `b` to 1.

    They have no unit: `title` is in occurrences in the text, the weights of kinds are factors of
    the score, the weights of nearness are in idf of the words.

    Raises:
        PinciteError: a weight is no number, or outside of that.
    """

    k1: float = _first(1.2, "how slowly a word's worth levels off as it comes more often")
    b: float = _first(0.75, "how far length counts against a text: 0 not, 1 in full", 1.0)
    title: float = _first(3.0, "a word in title or heading above, against one in the text")
    heading: float = _first(0.25, "the score of a heading, against that of body text")
    caption: float = _first(0.3, "the score of a caption")
    byline: float = _first(0.1, "the score of a byline")
    boilerplate: float = _first(0.1, "the score of boilerplate")
    ordered: float = _second(0.2, "words that follow each other as they do in the query")
    unordered: float = _second(0.2, "words of the query within eight words, in any order")
    related: float = _second(
        0.4, "a word related to one of the query that is not there; a fourth beside it"
    )

    def __post_init__(self) -> None:
        for each in fields(self):
            value, most = getattr(self, each.name), each.metadata["most"]
            is_number = isinstance(value, Real) and not isinstance(value, bool)
            if not is_number:
                raise PinciteError(f"weight {each.name} is a number, not {_shown(value)}")
            if not 0 <= value <= most:
                raise PinciteError(f"weight {each.name} is from 0 to {most:g}, not {_shown(value)}")
            object.__setattr__(self, each.name, float(value))

    @classmethod
    def of(cls, given: Weights | Mapping[str, float] | None) -> Weights:
        """The weights that are given, or given by name; those that are not are the defaults.

        Raises:
            PinciteError: there is no weight of such a name, or it cannot be that much.
        """
        if given is None:
            return DEFAULT
        if isinstance(given, Weights):
            return given
        if not isinstance(given, Mapping):
            raise TypeError(f"weights are Weights or a mapping, not {type(given).__name__}")
        for name in given:
            if name not in NAMES:
                raise PinciteError(f"weight {_shown(name)} is none of {', '.join(NAMES)}")
        return cls(**given)

    @classmethod
    def parse(cls, text: str) -> Weights:
        """The weights in a text as "title=1, b=0.5".

        Raises:
            PinciteError: it is no such text, or as for `of`.
        """
        given: dict[str, float] = {}
        for part in text.split(","):
            name, sign, value = map(str.strip, part.partition("="))
            if not (name and sign):
                raise PinciteError(f"weights are given as title=1,b=0.5, not {_shown(text)}")
            if name in given:
                raise PinciteError(f"weight {_shown(name)} is given twice")
            try:
                given[name] = float(value)
            except ValueError:
                raise PinciteError(
                    f"weight {name[:_LONGEST_SHOWN]} is a number, not {_shown(value)}"
                ) from None
        return cls.of(given)

    @classmethod
    def read(cls, path: Path) -> Weights:
        """The weights in a file of JSON as {"title": 1, "b": 0.5}.

        Raises:
            PinciteError: it is no such file, or as for `of`.
        """
        import json

        try:
            with path.open("rb") as file:
                content = file.read(_LARGEST_FILE).decode("utf-8-sig")
                given = json.loads(content, object_pairs_hook=_distinct)
        except OSError as error:
            raise PinciteError(f"{path} cannot be read ({error.strerror})") from error
        except (ValueError, RecursionError):
            given = None
        if not isinstance(given, dict):
            raise PinciteError(f'{path}: weights are JSON as {{"title": 1, "b": 0.5}}')
        try:
            return cls.of(given)
        except PinciteError as error:
            raise PinciteError(f"{path}: {error}") from error

    @cached_property
    def are_bounded(self) -> bool:
        """Whether the bounds in the index hold for scores by them."""
        return all(
            getattr(self, each.name) == each.default
            for each in fields(self)
            if each.metadata["bounded"]
        )

    @cached_property
    def of_kinds(self) -> Scores:
        """float64, by what the score of each of `KINDS` is multiplied; read-only."""
        import numpy as np

        factors = np.array([getattr(self, kind.value, 1.0) for kind in KINDS])
        factors.flags.writeable = False
        return factors

    def norms(self, lengths: Floats, average: float) -> Scores:
        """The field norm of texts: what a term's frequency is weighed against.

        Args:
            lengths: weighted words of each text.
            average: weighted words of a paragraph in the mean of the whole index.
        """
        norms = self.k1 * (1 - self.b + self.b * (lengths / average))
        return cast("Scores", norms.clip(_LEAST_NORM))

    def saturated(self, frequencies: Floats, norms: Scores, worth: float | Scores = 1.0) -> Scores:
        """What occurrences are worth: each more adds less, and all count less in longer texts.

        Args:
            frequencies: weighted occurrences of a term in each text.
            norms: the field norm of each text.
            worth: what each term is worth against others.
        """
        return worth * (frequencies * (self.k1 + 1)) / (frequencies + norms)


def table() -> Iterator[tuple[str, float, str]]:
    """Of each weight its name, its default, and what it weighs."""
    for each in fields(Weights):
        yield each.name, getattr(DEFAULT, each.name), each.metadata["meaning"]


DEFAULT = Weights()
NAMES = tuple(name for name, _, _ in table())
# The worth of one step of an impact, before idf: what occurrences approach, in 255 steps.
STEP = (DEFAULT.k1 + 1) / 255


@dataclass(frozen=True)
class Lengths:
    """How long some paragraphs are together.

    Attributes:
        paragraphs: how many they are.
        words: of their texts.
        title_words: of the titles and headings above them, counted for each of them.
    """

    paragraphs: int
    words: int
    title_words: int

    @classmethod
    def together(cls, parts: Iterable[Lengths]) -> Lengths:
        """Of the paragraphs of all of them."""
        several = list(parts)
        return cls(
            sum(each.paragraphs for each in several),
            sum(each.words for each in several),
            sum(each.title_words for each in several),
        )

    def mean(self, weights: Weights = DEFAULT) -> float:
        """Weighted words of a paragraph in the mean; 1.0 where there are none."""
        words = self.words + weights.title * self.title_words
        return words / self.paragraphs if words else 1.0
