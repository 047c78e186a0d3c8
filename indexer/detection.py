"""Which language is an article in: what it says itself, or else what its function words say."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING

from pincite.indexer.articles import Kind
from pincite.indexer.function_words import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pincite.indexer.articles import Article

# What is read of an article, in characters.
_ENOUGH = 3000
# So much of a running text in English is its function words, in no other language is it.
_ENGLISH_SHARE = 0.25
# At least so many there are, in other languages more, and such a share: names have fewer.
_FEWEST, _FEWEST_OF_OTHERS, _LEAST_SHARE = 4, 6, 0.15
# What a text in another language has more than English words, which many languages use a little.
_CLEARLY = 1.5
# The kinds of paragraphs that tell.
TEXT = frozenset({Kind.BODY, Kind.QUOTE, Kind.LIST})


def language_of(article: Article) -> str | None:
    """The language that an article seems to be in; None where there is too little to tell."""
    own = [each.text for each in article.paragraphs if each.kind in TEXT]
    return language_of_texts(own or [article.title])


def language_of_texts(texts: Iterable[str]) -> str | None:
    """The language that the paragraphs of an article seem to be in, from the first of them."""
    return detect(" ".join(_first(texts)))


def detect(text: str) -> str | None:
    """The language of a text, by the share of function words in it; None where none is clear.

    Grefenstette, "Comparing two language identification schemes", JADT 1995. In doubt it is never
    another language than English.
    """
    words = text[:_ENOUGH].lower().split()
    english = sum(map(_english().__contains__, words))
    if english >= _FEWEST and english >= _ENGLISH_SHARE * len(words):
        return "english"
    found: Counter[str] = Counter()
    counts = Counter(words)
    owners = _owners()
    for word in counts.keys() & owners.keys():
        for language in owners[word]:
            found[language] += counts[word]
    best = found.most_common(2)
    if not best or best[0][1] < max(_FEWEST, _LEAST_SHARE * len(words)):
        return None
    (language, count), *others = best
    is_clear = language == "english" or count >= max(_FEWEST_OF_OTHERS, _CLEARLY * english)
    return language if is_clear and (not others or others[0][1] < count) else None


def _first(texts: Iterable[str]) -> Iterator[str]:
    """Texts up to what is enough."""
    characters = 0
    for text in texts:
        yield text
        characters += len(text) + 1
        if characters >= _ENOUGH:
            return


@cache
def _english() -> frozenset[str]:
    return frozenset(WORDS["english"].split())


@cache
def _owners() -> Mapping[str, Sequence[str]]:
    """The languages of each function word, as it is written."""
    owners: dict[str, list[str]] = defaultdict(list)
    for language, words in WORDS.items():
        for word in words.split():
            owners[word].append(language)
    return dict(owners)
