"""Other spellings for the words of a query that are nowhere."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from pincite.search.advice.rewriting import respelt
from pincite.search.expansion.edits import near

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from pincite.search.snapshot import Snapshot

    # The field it stands in, "" for the text, and the word itself, folded.
    Place = tuple[str, str]

FARTHEST = 3
# Spellings that are tried for one word.
MOST = 8
# A pasted page in another language is no spelling mistake.
MOST_WORDS = 5

# Powers of two by which a spelling is less likely: for each edit; if its first letter is another,
# where slips are rare; if it has letters that the word has not, or the other way round, which
# letters swapped, doubled or left out of a double have not.
_EDIT, _FIRST_LETTER, _LETTERS = 10, 6, 6


class Spelling(NamedTuple):
    """A word that there is.

    Attributes:
        surface: the word, folded.
        distance: how many edits it is away.
        frequency: in how many paragraphs, or articles, it is.
    """

    surface: str
    distance: int
    frequency: int


def suggest(
    query: str,
    misspelt: Sequence[Place],
    known: Callable[[str, str, int], Iterable[Spelling]],
) -> Iterator[str]:
    """Queries like `query` with other spellings for some words, the likeliest first.

    Args:
        query: the query as written.
        misspelt: its words that are nowhere; one that nothing comes near stays, and so do all
            beyond the first five.
        known: the words that a field, or for "" the text, has within so many edits of a word.
    """
    spellings: dict[Place, list[str]] = {}
    for field, word in misspelt[:MOST_WORDS]:
        found = likeliest(word, known(field, word, farthest(word)))
        if found:
            spellings[field, word] = found
    seen = {query}
    for place in range(max(map(len, spellings.values()), default=0)):
        chosen = {key: found[min(place, len(found) - 1)] for key, found in spellings.items()}
        suggestion = respelt(query, chosen)
        if suggestion not in seen:
            seen.add(suggestion)
            yield suggestion


def farthest(word: str) -> int:
    """How many edits another spelling may be away: one for each second letter, at most three."""
    return min(FARTHEST, (len(word) - 1) // 2, 2 + len(word) // 9)


def likeliest(word: str, spellings: Iterable[Spelling]) -> list[str]:
    """The eight that were most likely meant, by how often they occur and how far away they are.

    A noisy channel. Kernighan, Church and Gale, "A spelling correction program based on a noisy
    channel model", COLING 1990.
    """
    ranked = sorted(
        (-_likelihood(word, spelling), spelling.surface)
        for spelling in spellings
        if spelling.distance and spelling.frequency
    )
    return [surface for _, surface in ranked[:MOST]]


def _likelihood(word: str, spelling: Spelling) -> float:
    """Without rounding, so that it is the same everywhere."""
    surface, distance, frequency = spelling
    halvings = _EDIT * distance
    halvings += _FIRST_LETTER * (surface[0] != word[0])
    halvings += _LETTERS * (set(surface) != set(word))
    return frequency / (1 << halvings)


def forms_near(snapshot: Snapshot, word: str, edits: int) -> Iterator[Spelling]:
    """The surface forms of an index within so many edits of a word."""
    found: dict[str, int] = {}
    for space in snapshot.spaces:
        numbers, distances = near(word, edits, space.letters)
        surfaces = map(space.segment.lexicon.surfaces.__getitem__, numbers.tolist())
        found.update(zip(surfaces, distances.tolist(), strict=True))
    for surface, apart in found.items():
        yield Spelling(surface, apart, snapshot.surface_frequency(surface))


def words_near(words: Mapping[str, int], word: str, edits: int) -> Iterator[Spelling]:
    """Those of some words, each with its frequency, within so many edits of a word."""
    letters = set(word)
    for surface, frequency in words.items():
        # One edit adds or takes away at most a letter each: cheaper to see than the edits.
        if abs(len(surface) - len(word)) > edits or len(letters ^ set(surface)) > 2 * edits:
            continue
        apart = distance(word, surface, edits)
        if apart <= edits:
            yield Spelling(surface, apart, frequency)


def words_of_field(snapshot: Snapshot, name: str) -> Counter[str]:
    """The words of title, author or publication, and in how many articles each is."""
    texts: Counter[str] = Counter()
    for segment in snapshot.segments:
        field = segment.catalog.texts[name]
        texts.update(field[number] for number in segment.live_articles.tolist())
    words: Counter[str] = Counter()
    for text, articles in texts.items():
        words.update(dict.fromkeys(text.split("\n"), articles))
    del words[""]
    return words


def distance(one: str, other: str, limit: int) -> int:
    """Edits between two words, neighbours swapped counting as one; `limit + 1` for any more.

    Optimal string alignment: Damerau, "A technique for computer detection and correction of
    spelling errors", CACM 7(3), 1964.
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)
