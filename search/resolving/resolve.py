"""Where a cited paragraph stands now, and whether it still says what it said.

What is the same is never guessed: the texts are equal but for Unicode's spelling and white space,
or they are not. What is left to judge is which of several copies is meant, and whether a
paragraph is the cited one with other words.

Of an exact copy and a paragraph of the cited article with other words, the one counts whose
neighbours are those of the citation; where both are, the article that was cited. So a paragraph
that was reworded in its place is *changed*, though others may have quoted it before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pincite.errors import PinciteError
from pincite.indexer.analysis import tokenize
from pincite.search.resolving.likeness import Shingles, normalised
from pincite.search.resolving.places import Places, with_text
from pincite.search.resolving.worddiff import word_diff

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pincite.indexer.articles import Article, Paragraph
    from pincite.search.hits.values import Locator
    from pincite.search.languages import Languages
    from pincite.search.resolving.likeness import Likeness
    from pincite.search.resolving.places import Place
    from pincite.search.resolving.worddiff import DiffPiece
    from pincite.search.snapshot import Snapshot

    Status = Literal["same", "moved", "changed", "gone"]

# How alike a reworded paragraph has to be: between its old neighbours, elsewhere in its article
# or beside one of them, anywhere. Of unrelated paragraphs the most alike reaches .1 in prose;
# in manuals one in ten reaches .25, one in twenty .4. With two words in five edited .25 is left.
_IN_PLACE, _NEAR, _ANYWHERE = 0.15, 0.25, 0.5
# The pairs of words it has to share.
_FEW, _MANY = 2, 8
# How much of the shorter text may not be in the other, where one was divided or both united.
_CONTAINED = 0.75
# What a neighbour is worth beside likeness.
_NEIGHBOUR = 0.1
# A text of so many words that stands as it is within another was united with it.
_QUOTABLE = 3
# Texts of fewer words are in many articles; elsewhere they are known by their neighbours only.
_TELLING = 8


@dataclass(frozen=True)
class Resolution:
    """What has become of a paragraph that was cited.

    Attributes:
        status: "same" where it stood, "moved" with the same text, "changed" wherever it stands,
            or "gone". A paragraph that was divided, or united with another, is changed.
        asked: the locator in question.
        article: where it stands now, without its paragraphs; None where it is gone.
        paragraph: what stands there; None where it is gone.
        locator: its locator now, to be cited from now on; None where it is gone.
        diff: of a changed one, what changed, word by word: the equal and the inserted pieces
            make up the text of now, the equal and the deleted ones that of then.
    """

    status: Status
    asked: Locator
    article: Article | None = None
    paragraph: Paragraph | None = None
    locator: Locator | None = None
    diff: tuple[DiffPiece, ...] = ()


def resolve(snapshot: Snapshot, languages: Languages, locator: Locator) -> Resolution:
    """What has become of the paragraph of a locator.

    Raises:
        PinciteError: the locator has no text to compare.
    """
    if not normalised(locator.exact):
        raise PinciteError(f"{locator} has no text to compare: take the locator of a hit")
    return _Search(Places(snapshot, languages), locator).outcome()


class _Search:
    def __init__(self, places: Places, locator: Locator) -> None:
        self._places = places
        self._asked = locator
        self._own = _own(places, locator)
        self._shingles = Shingles(locator.exact)
        self._text = normalised(locator.exact)
        words = len(tokenize(locator.exact))
        self._is_telling = words >= _TELLING
        self._is_quotable = words >= _QUOTABLE

    def outcome(self) -> Resolution:
        copies = with_text(self._own, self._asked.exact)
        if copies:
            return self._among(copies)
        reworded = self._most_alike(self._own)
        elsewhere = self._copy_elsewhere()
        if elsewhere and (not reworded or self._fit(elsewhere) > self._fit(reworded)):
            return self._found("moved", elsewhere)
        reworded = reworded or self._most_alike(self._places.like(self._asked.exact))
        return self._found("changed", reworded) if reworded else Resolution("gone", self._asked)

    def _among(self, copies: list[Place]) -> Resolution:
        """The copies are all in the article."""
        best = max(copies, key=self._closeness)
        if any(self._nearness(each) == 0 for each in copies):
            return self._found("moved" if self._nearness(best) else "same", best)
        reworded = self._most_alike(each for each in self._own if self._is_between(each))
        if reworded and self._fit(reworded) > self._fit(best):
            return self._found("changed", reworded)
        return self._found("moved", best)

    def _copy_elsewhere(self) -> Place | None:
        copies = with_text(self._places.like_copies(self._asked.exact), self._asked.exact)
        likely = [each for each in copies if self._is_telling or self._fit(each)]
        return max(likely, key=self._closeness, default=None)

    def _most_alike(self, places: Iterable[Place]) -> Place | None:
        """The one most alike, if one is alike enough."""
        worth = []
        for place in places:
            likeness = self._shingles.likeness(place.paragraph.text)
            if self._is_alike(place, likeness):
                worth.append((likeness.dice + _NEIGHBOUR * self._fit(place), place))
        best = max(worth, key=lambda each: (each[0], self._nearness(each[1])), default=None)
        return best[1] if best else None

    def _is_alike(self, place: Place, likeness: Likeness) -> bool:
        is_own = bool(self._own) and place.article.id == self._own[0].article.id
        is_near = is_own or self._fit(place) > 0
        if is_near and likeness.shared >= _MANY and likeness.contained >= _CONTAINED:
            return True
        if is_near and self._is_quotable and self._text in normalised(place.paragraph.text):
            return True
        if self._is_between(place):
            return likeness.dice >= _IN_PLACE
        if is_near:
            return likeness.dice >= _NEAR and likeness.shared >= _FEW
        return likeness.dice >= _ANYWHERE and likeness.shared >= _MANY

    def _fit(self, place: Place) -> int:
        return place.fit(self._asked)

    def _closeness(self, place: Place) -> tuple[int, int]:
        """The larger, the likelier is a copy to be the one that was cited."""
        return self._fit(place), self._nearness(place)

    def _is_between(self, place: Place) -> bool:
        """Whether all neighbours that the locator knows are beside it."""
        known = bool(self._asked.prefix.strip()) + bool(self._asked.suffix.strip())
        return known > 0 and self._fit(place) == known

    def _nearness(self, place: Place) -> int:
        """0 at the same ordinal, less the further away."""
        return -abs(place.paragraph.ordinal - self._asked.ordinal)

    def _found(self, status: Status, place: Place) -> Resolution:
        diff = word_diff(self._asked.exact, place.paragraph.text) if status == "changed" else ()
        paragraph = place.paragraph
        return Resolution(status, self._asked, place.article, paragraph, place.locator, diff)


def _own(places: Places, locator: Locator) -> list[Place]:
    """The paragraphs of the article that is cited: one that had its id once, if only that fits."""
    first: list[Place] = []
    for own in places.of_articles(locator.article):
        if with_text(own, locator.exact):
            return own
        first = first or own
    return first
