"""The page folds, divides and stems as the indexer does."""

from __future__ import annotations

import random
import re
import sys
import unicodedata
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from nltk.stem.snowball import SnowballStemmer

from pincite.indexer.analysis import fold, tokenize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from playwright.sync_api import Browser

    from pincite import Index

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


@pytest.fixture(scope="session")
def script(browser: Browser) -> Iterator[Callable[[str, Sequence[str]], list[Any]]]:
    """Maps texts through an expression over `text` that may use the page's analysis."""
    blank = browser.new_page()
    source = "".join(
        (TEMPLATES / name).read_text("utf-8") for name in ("analysis.js", "stemmer.js")
    )

    def evaluate(expression: str, texts: Sequence[str]) -> list[Any]:
        function = f"(texts) => {{ {source}; return texts.map((text) => {expression}); }}"
        answers: list[Any] = blank.evaluate(function, list(texts))
        return answers

    yield evaluate
    blank.close()


def every_character() -> list[str]:
    return [
        character
        for character in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(character) not in {"Cn", "Co", "Cs"}
    ]


@pytest.mark.browser
def test_every_character_is_folded_alike(script: Callable[..., list[Any]]) -> None:
    characters = every_character()
    folded = script("fold(text)", characters)
    assert [c for c, mine in zip(characters, folded, strict=True) if fold(c) != mine] == []


@pytest.mark.browser
def test_every_character_divides_or_joins_alike(script: Callable[..., list[Any]]) -> None:
    characters = every_character()
    sampled = [character for character in characters if character < "\u3400"]
    sampled += characters[len(sampled) :: 16]
    texts = [f"a{character}b {character}.{character}." for character in sampled]
    seen = script("tokenize(text).map((t) => [t.surface, codePoints(text, t.end)])", texts)
    expected = [[[token.surface, token.end] for token in tokenize(text)] for text in texts]
    assert [t for t, e, mine in zip(texts, expected, seen, strict=True) if e != mine] == []


@pytest.mark.browser
def test_random_texts_are_tokenised_alike(script: Callable[..., list[Any]]) -> None:
    choose = random.Random(4)
    alphabet = (
        "aAzZ09..''’‘ʼ＇-_ éßẞİıŁΣσς\u0345\u0301ñ日本ไทмЖ𐐀𠀀ﬁ½²Ⅷ…—“\u00ad\u200dꭰᏸ가اב\n\u1dc4"
    )
    texts = ["".join(choose.choices(alphabet, k=choose.randint(1, 14))) for _ in range(20_000)]
    seen = script("tokenize(text).map((t) => [t.surface, codePoints(text, t.start)])", texts)
    expected = [[[token.surface, token.start] for token in tokenize(text)] for text in texts]
    assert [t for t, e, mine in zip(texts, expected, seen, strict=True) if e != mine] == []


SUFFIXES = """
    ization ational fulness ousness iveness tional biliti lessli entli ation alism aliti ousli iviti
    fulli enci anci abli izer ator alli bli ogi li alize icate iciti ative ical ness ful ement ance
    ence able ible ment ant ent ism ate iti ous ive ize ion al er ic e l ll s es ies ied sses us ss
    eed eedly ed edly ing ingly 's 's' ' y ly at bl iz
""".split()


@pytest.mark.browser
def test_stems_are_those_of_nltk(script: Callable[..., list[Any]], index: Index) -> None:
    choose = random.Random(6)
    words = set(index.lexicon())
    words |= set(re.findall(r"[a-z']+", " ".join(map(str.lower, documented()))))
    for _ in range(60_000):
        beginning = "".join(choose.choices("aeiouybcdlnrstzy'", k=choose.randint(0, 5)))
        beginning += choose.choice(("", "", "gener", "commun", "arsen"))
        words.add(beginning + "".join(choose.choices(SUFFIXES, k=choose.randint(1, 3))))
    words |= {"".join(choose.choices("aeys𐐨яtl'", k=choose.randint(1, 7))) for _ in range(9_000)}
    ordered = sorted(words)
    stem = SnowballStemmer("english").stem
    seen = script("stemEnglish(text)", ordered)
    differing = [word for word, mine in zip(ordered, seen, strict=True) if stem(word) != mine]
    assert differing == []
    assert len(ordered) > 50_000


def documented() -> Iterator[str]:
    """The documentation of the standard library's modules that are loaded: English prose."""
    for module in list(sys.modules.values()):
        for value in (module, *vars(module).values()):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                text = getattr(value, "__doc__", None)
            if isinstance(text, str):
                yield text
