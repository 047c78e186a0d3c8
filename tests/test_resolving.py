"""What has become of a cited paragraph, against a model that knows where each one went."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pincite
from pincite.search.resolving.likeness import Shingles
from pincite.search.resolving.worddiff import divided, word_diff
from profiles import examples

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

TITLE = "Letters from the harbour"
TEXTS = (
    "The ferry leaves at nine in the morning and it carries the post and two cows.",
    "Nobody on these islands had seen such a storm since the winter of the great frost.",
    "When the captain came back he told his story to everyone who cared to listen.",
    "In the end a company from Riga bought three new vessels and painted them white.",
    "A bridge was promised by four governments, though none of them ever built one.",
    "My grandmother kept bees behind her house until somebody stole every single hive.",
    "Prices for herring fell by half after large trawlers arrived along our coast.",
    "Each summer visitors photograph this lighthouse without asking why it went dark.",
    "Old maps show a village where today only grass and several walls remain.",
    "Before the war a railway brought coal down to ships waiting beside the pier.",
)
FRESH = (
    "Yesterday somebody painted an enormous yellow fish upon the customs office door.",
    "Students measured how quickly sand fills whatever harbours engineers dig for kings.",
    "Seven musicians rehearse below deck whenever rain keeps passengers away from town.",
)


def as_text(paragraphs: Sequence[str]) -> str:
    return "\n\n".join([TITLE, *paragraphs]) + "\n"


class Shelf:
    """An index whose articles are set anew for each example."""

    def __init__(self, folder: Path) -> None:
        (folder / "seed.txt").write_text("Seed\n\nNothing of interest.\n", encoding="utf-8")
        pincite.build_index(folder)
        self.index = pincite.open_index(folder)

    def put(self, **articles: Sequence[str]) -> None:
        """Have these articles and no others."""
        for article in self.index.articles():
            if article.id != "seed.txt":
                self.index.remove(article.id)
        for name, paragraphs in articles.items():
            self.index.add(name, as_text(paragraphs))
        self.index.commit()

    def cited(self, name: str) -> dict[str, pincite.Locator]:
        """The locator of each paragraph of an article, by its text."""
        article = self.index.article(name)
        return {each.text: pincite.Locator.of(article, each.ordinal) for each in article.paragraphs}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    made = Shelf(tmp_path_factory.mktemp("shelf"))
    yield made
    made.index.close()


def became(shelf: Shelf, locator: pincite.Locator) -> tuple[str, str]:
    found = shelf.index.resolve(locator)
    return found.status, str(found.locator) if found.locator else ""


@dataclass(frozen=True)
class Entry:
    """A paragraph of the model: which of the cited ones are in it, and how often it was edited."""

    origins: frozenset[int]
    text: str
    edits: int = 0


OPERATIONS = "insert delete reword move split merge duplicate".split()
STEPS = st.lists(
    st.tuples(st.sampled_from(OPERATIONS), st.integers(0, 99), st.integers(0, 99)), max_size=5
)


def edited(entries: list[Entry], step: tuple[str, int, int], fresh: str) -> None:
    """Do to the entries what an author does."""
    name, first, second = step
    if name == "insert":
        entries.insert(first % (len(entries) + 1), Entry(frozenset(), fresh))
        return
    if len(entries) < 2:
        return
    place = first % len(entries)
    entry = entries[place]
    words = entry.text.split()
    if name == "delete":
        del entries[place]
    elif name == "reword":
        words[second % len(words)] = "somewhat"
        entries[place] = replace(entry, text=" ".join(words), edits=entry.edits + 1)
    elif name == "move":
        entries.insert(second % len(entries), entries.pop(place))
    elif name == "split" and len(words) > 8:
        half = len(words) // 2
        parts = (" ".join(words[:half]), " ".join(words[half:]))
        entries[place : place + 1] = [
            replace(entry, text=part, edits=entry.edits + 1) for part in parts
        ]
    elif name == "merge" and place + 1 < len(entries):
        other = entries[place + 1]
        entries[place : place + 2] = [
            Entry(
                entry.origins | other.origins,
                f"{entry.text} {other.text}",
                max(entry.edits, other.edits) + 1,
            )
        ]
    elif name == "duplicate":
        entries.insert(second % (len(entries) + 1), entry)


def check_sound(found: pincite.Resolution, texts: Sequence[str], name: str) -> None:
    """Whatever was guessed, nothing that is said is wrong."""
    asked = found.asked
    if found.status == "gone":
        assert (found.article, found.paragraph, found.locator) == (None, None, None)
        assert asked.exact not in texts
        return
    assert found.article is not None
    assert found.paragraph is not None
    assert found.locator is not None
    assert (found.article.id, found.article.paragraphs) == (name, ())
    text = [TITLE, *texts][found.paragraph.ordinal - 1]
    assert found.paragraph.text == found.locator.exact == text
    is_here = (found.locator.article, found.locator.ordinal) == (asked.article, asked.ordinal)
    if found.status == "changed":
        assert text != asked.exact
        assert "".join(each.text for each in found.diff if each.op != "inserted") == asked.exact
        assert "".join(each.text for each in found.diff if each.op != "deleted") == text
    else:
        assert text == asked.exact
        assert is_here == (found.status == "same")
        assert found.diff == ()


def check_complete(found: pincite.Resolution, number: int, entries: list[Entry]) -> None:
    """What the model is sure of was found."""
    mine = [place for place, entry in enumerate(entries, 2) if number in entry.origins]
    untouched = [place for place in mine if entries[place - 2].edits == 0]
    is_renamed = found.article is not None and found.article.id != found.asked.article
    if not mine:
        assert found.status == "gone"
    elif untouched and len(untouched) == len(mine):
        assert found.status in {"same", "moved"}
    elif not is_renamed and all(entries[place - 2].edits == 1 for place in mine):
        assert found.status == "changed"
    if found.paragraph is not None:
        assert found.paragraph.ordinal in mine
    if len(untouched) == len(mine) == 1:
        assert found.paragraph is not None
        assert found.paragraph.ordinal == mine[0]


@examples(80)
@given(st.integers(1, 6), STEPS, st.booleans())
def test_edits_are_understood(
    shelf: Shelf, count: int, steps: list[tuple[str, int, int]], renamed: bool
) -> None:
    shelf.put(letters=TEXTS[:count], other=TEXTS[7:])
    cited = shelf.cited("letters")
    entries = [Entry(frozenset({number}), text) for number, text in enumerate(TEXTS[:count])]
    fresh = iter(FRESH * 2)
    for step in steps:
        edited(entries, step, next(fresh))
    texts = [entry.text for entry in entries]
    name = "renamed" if renamed else "letters"
    shelf.put(**{name: texts, "other": TEXTS[7:]})
    for number, text in enumerate(TEXTS[:count]):
        found = shelf.index.resolve(cited[text].reference)
        check_sound(found, texts, name)
        if not renamed or all(entry.edits == 0 for entry in entries):
            check_complete(found, number, entries)


def test_the_texts_of_the_model_are_unlike() -> None:
    for text in TEXTS + FRESH:
        for other in TEXTS + FRESH:
            assert text == other or Shingles(text).likeness(other).dice < 0.15


class TestCopies:
    def test_of_two_copies_each_is_itself(self, shelf: Shelf) -> None:
        again = [TEXTS[0], TEXTS[1], TEXTS[0], TEXTS[2]]
        shelf.put(a=again)
        article = shelf.index.article("a")
        first, second = (pincite.Locator.of(article, ordinal) for ordinal in (2, 4))
        assert became(shelf, first) == ("same", "a#2")
        assert became(shelf, second) == ("same", "a#4")
        shelf.put(a=[TEXTS[5], *again])
        assert became(shelf, first) == ("moved", "a#3")
        assert became(shelf, second) == ("moved", "a#5")

    def test_copies_that_change_places_take_their_neighbours_along(self, shelf: Shelf) -> None:
        shelf.put(a=[TEXTS[1], TEXTS[0], TEXTS[2], TEXTS[3], TEXTS[0], TEXTS[4]])
        article = shelf.index.article("a")
        first, second = (pincite.Locator.of(article, ordinal) for ordinal in (3, 6))
        shelf.put(a=[TEXTS[3], TEXTS[0], TEXTS[4], TEXTS[1], TEXTS[0], TEXTS[2]])
        assert became(shelf, first) == ("moved", "a#6")
        assert became(shelf, second) == ("moved", "a#3")

    def test_a_copy_elsewhere_does_not_draw_one_away_that_stayed(self, shelf: Shelf) -> None:
        shelf.put(a=TEXTS[:3])
        cited = shelf.cited("a")[TEXTS[1]]
        shelf.put(a=[FRESH[0], TEXTS[1], FRESH[1]], b=TEXTS[:3])
        assert became(shelf, cited) == ("same", "a#3")

    def test_what_was_reworded_in_place_is_changed_though_others_quoted_it(
        self, shelf: Shelf
    ) -> None:
        shelf.put(a=TEXTS[:3])
        cited = shelf.cited("a")[TEXTS[1]]
        reworded = TEXTS[1].replace("winter", "year")
        for elsewhere in ([FRESH[0], TEXTS[1], FRESH[1]], TEXTS[:3]):
            shelf.put(a=[TEXTS[0], reworded, TEXTS[2]], b=elsewhere)
            assert became(shelf, cited) == ("changed", "a#3")
        shelf.put(a=[TEXTS[0], reworded, TEXTS[2], FRESH[0], TEXTS[1]])
        assert became(shelf, cited) == ("changed", "a#3")

    def test_what_went_to_another_article_is_moved(self, shelf: Shelf) -> None:
        shelf.put(a=TEXTS[:3])
        cited = shelf.cited("a")[TEXTS[1]]
        shelf.put(a=[TEXTS[0], TEXTS[2]], b=[FRESH[0], TEXTS[1], FRESH[1]])
        assert became(shelf, cited) == ("moved", "b#3")
        found = shelf.index.resolve(cited)
        assert found.locator is not None
        assert became(shelf, found.locator) == ("same", "b#3")

    def test_of_copies_elsewhere_the_one_with_its_neighbours(self, shelf: Shelf) -> None:
        shelf.put(z=TEXTS[:3])
        cited = shelf.cited("z")[TEXTS[1]]
        shelf.put(a=[FRESH[0], TEXTS[1], FRESH[1]], b=[FRESH[2], *TEXTS[:3]], c=[TEXTS[1]])
        assert became(shelf, cited) == ("moved", "b#4")


class TestLikeness:
    """How much may be different, by where it stands."""

    def test_in_its_place_a_paragraph_may_be_rewritten(self, shelf: Shelf) -> None:
        shelf.put(a=TEXTS[:3])
        cited = shelf.cited("a")[TEXTS[1]]
        rewritten = "Not one sailor recalled such a storm since times long past and forgotten now."
        assert 0.15 <= Shingles(TEXTS[1]).likeness(rewritten).dice < 0.25
        shelf.put(a=[TEXTS[0], rewritten, TEXTS[2]])
        assert became(shelf, cited) == ("changed", "a#3")
        shelf.put(a=[TEXTS[0], TEXTS[2], TEXTS[3], rewritten])
        assert became(shelf, cited) == ("gone", "")

    def test_elsewhere_half_of_it_is_to_be_left(self, shelf: Shelf) -> None:
        shelf.put(a=TEXTS[:3])
        cited = shelf.cited("a")[TEXTS[1]]
        reworded = TEXTS[1].replace("islands", "shores").replace("winter", "year")
        shelf.put(b=[TEXTS[5], reworded, TEXTS[6]])
        assert became(shelf, cited) == ("changed", "b#3")
        less = reworded.replace("Nobody", "None").replace("seen", "met").replace("great", "big")
        shelf.put(b=[TEXTS[5], less, TEXTS[6]])
        assert became(shelf, cited) == ("gone", "")
        shelf.put(b=[TEXTS[0], less, TEXTS[6]])
        assert became(shelf, cited) == ("changed", "b#3")

    def test_it_may_have_become_part_of_a_much_longer_one(self, shelf: Shelf) -> None:
        shelf.put(a=TEXTS[:3])
        cited = shelf.cited("a")[TEXTS[1]]
        long = " ".join([*TEXTS[2:], *FRESH, *(f"Word {n}." for n in range(50)), TEXTS[1]])
        assert Shingles(TEXTS[1]).likeness(long).dice < 0.15
        shelf.put(a=[TEXTS[0], long])
        assert became(shelf, cited) == ("changed", "a#3")

    def test_of_two_alike_the_one_between_its_neighbours(self, shelf: Shelf) -> None:
        shelf.put(a=[*TEXTS[3:6], *TEXTS[:3]])
        cited = shelf.cited("a")[TEXTS[1]]
        nearer, further = (TEXTS[1].replace("winter", word) for word in ("summer", "spring"))
        shelf.put(a=[TEXTS[0], further, TEXTS[2], TEXTS[3], nearer, TEXTS[4]])
        assert became(shelf, cited) == ("changed", "a#3")
        shelf.put(a=[TEXTS[5], further, TEXTS[6], TEXTS[3], nearer, TEXTS[4]])
        assert became(shelf, cited) == ("changed", "a#6")


class TestShortTexts:
    def test_a_heading_is_no_other_articles_heading(self, shelf: Shelf) -> None:
        shelf.put(a=[TEXTS[0], "Conclusion", TEXTS[1]], b=[TEXTS[2], "Conclusion", TEXTS[3]])
        cited = shelf.cited("a")["Conclusion"]
        assert became(shelf, cited) == ("same", "a#3")
        shelf.put(a=TEXTS[:2], b=[TEXTS[2], "Conclusion", TEXTS[3]])
        assert became(shelf, cited) == ("gone", "")
        shelf.put(c=[TEXTS[0], "Conclusion", TEXTS[1]], b=[TEXTS[2], "Conclusion", TEXTS[3]])
        assert became(shelf, cited) == ("moved", "c#3")

    def test_without_words_they_are_found_in_their_article(self, shelf: Shelf) -> None:
        shelf.put(a=[TEXTS[0], "(…)", TEXTS[1]])
        cited = shelf.cited("a")["(…)"]
        assert became(shelf, cited) == ("same", "a#3")
        shelf.put(a=[TEXTS[5], TEXTS[0], "(…)", TEXTS[1]], b=["(…)"])
        assert became(shelf, cited) == ("moved", "a#4")
        shelf.put(a=[TEXTS[0], TEXTS[1]], b=["(…)"])
        assert became(shelf, cited) == ("gone", "")

    @pytest.mark.parametrize("now", ["Conclusion.", "Conclusions", "conclusion"])
    def test_the_least_difference_is_a_change(self, shelf: Shelf, now: str) -> None:
        text = "Conclusion, at last"
        shelf.put(a=[TEXTS[0], text, TEXTS[1]])
        cited = shelf.cited("a")[text]
        shelf.put(a=[TEXTS[0], text.replace("Conclusion", now), TEXTS[1]])
        assert became(shelf, cited) == ("changed", "a#3")


class TestSameness:
    @pytest.mark.parametrize(
        ("then", "now"),
        [
            ("Café au lait was all we had.", "Cafe\u0301 au lait was all we had."),
            ("Two  spaces, and a\u00a0hard one.", "Two spaces, and a hard one."),
        ],
    )
    def test_spelling_of_unicode_and_white_space_do_not_count(
        self, shelf: Shelf, then: str, now: str
    ) -> None:
        shelf.put(a=[TEXTS[0]])
        locator = pincite.Locator("a", 3, (5, 5), then)
        shelf.put(a=[TEXTS[0], now])
        assert became(shelf, locator) == ("same", "a#3")

    @pytest.mark.parametrize(
        ("old", "new"),
        [("frost.", "frost!"), ("Nobody", "nobody"), ("storm", "storms"), ("the great", "a great")],
    )
    def test_one_mark_or_letter_is_a_change(self, shelf: Shelf, old: str, new: str) -> None:
        shelf.put(a=TEXTS[:3])
        cited = shelf.cited("a")[TEXTS[1]]
        shelf.put(a=[TEXTS[0], TEXTS[1].replace(old, new), TEXTS[2]])
        assert became(shelf, cited) == ("changed", "a#3")

    def test_a_paragraph_in_its_place_with_nothing_in_common_is_gone(self, shelf: Shelf) -> None:
        shelf.put(a=TEXTS[:3])
        cited = shelf.cited("a")[TEXTS[1]]
        shelf.put(a=[TEXTS[0], FRESH[0], TEXTS[2]])
        assert became(shelf, cited) == ("gone", "")

    def test_a_locator_without_text_cannot_be_compared(self, shelf: Shelf) -> None:
        for text in ("", " \n"):
            with pytest.raises(pincite.PinciteError, match="a#2 has no text to compare"):
                shelf.index.resolve(pincite.Locator("a", 2, (3, 3), text))
        with pytest.raises(TypeError, match="a Locator or str, not int"):
            shelf.index.resolve(7)  # type: ignore[arg-type]


def test_ids_may_be_anything(shelf: Shelf) -> None:
    for name in ("Ünïcode 文.txt", "a b/c d.txt", "100%~x?&=.md", "--help"):
        shelf.put(**{name: TEXTS[:2]})
        cited = shelf.cited(name)[TEXTS[1]]
        assert became(shelf, pincite.Locator.parse(cited.reference)) == ("same", f"{name}#3")


def test_files_that_were_edited_renamed_and_indexed_again(tmp_path: Path) -> None:
    path = tmp_path / "no #1 harbour.txt"
    path.write_text(as_text(TEXTS[:4]), encoding="utf-8")
    pincite.build_index(tmp_path)
    with pincite.open_index(tmp_path) as index:
        references = [
            hit.locator.reference for hit in index.find("path:harbour", limit=9, repeats=True)
        ]
        assert {index.resolve(each).status for each in references} == {"same"}
    path.rename(tmp_path / "moved.txt")
    changed = as_text([FRESH[0], TEXTS[0], TEXTS[1].replace("storm", "tempest"), TEXTS[3]])
    (tmp_path / "moved.txt").write_text(changed, encoding="utf-8")
    pincite.build_index(tmp_path)
    with pincite.open_index(tmp_path) as index:
        found = {each.asked.exact: each for each in map(index.resolve, references)}
        told = {text: (each.status, str(each.locator)) for text, each in found.items()}
    assert told == {
        TITLE: ("gone", "None"),
        TEXTS[0]: ("moved", "moved.txt#3"),
        TEXTS[1]: ("changed", "moved.txt#4"),
        TEXTS[2]: ("gone", "None"),
        TEXTS[3]: ("moved", "moved.txt#5"),
    }
    assert found[TEXTS[1]].diff == (
        pincite.DiffPiece("equal", "Nobody on these islands had seen such a "),
        pincite.DiffPiece("deleted", "storm"),
        pincite.DiffPiece("inserted", "tempest"),
        pincite.DiffPiece("equal", " since the winter of the great frost."),
    )


def test_of_equal_paragraphs_of_a_renamed_file_the_nearest_is_meant(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text(as_text([TEXTS[0]] * 5), encoding="utf-8")
    pincite.build_index(tmp_path)
    with pincite.open_index(tmp_path) as index:
        hits = index.find("path:old kind:body", limit=9, repeats=True)
        references = {hit.paragraph.ordinal: hit.locator.reference for hit in hits}
    (tmp_path / "old.txt").rename(tmp_path / "new.txt")
    pincite.build_index(tmp_path)
    with pincite.open_index(tmp_path) as index:
        found = {
            each: str(index.resolve(reference).locator) for each, reference in references.items()
        }
    assert found == {each: f"new.txt#{each}" for each in references}
    assert len(found) == 5


WORDS = st.lists(st.sampled_from(["ally", " ", ",", "the", "\n", "文字", "é", "e\u0301", "I'm"]))


@examples(300)
@given(WORDS.map("".join) | st.text(), WORDS.map("".join) | st.text())
def test_the_pieces_of_a_diff_make_up_both_texts(old: str, new: str) -> None:
    diff = word_diff(old, new)
    assert "".join(piece.text for piece in diff if piece.op != "inserted") == old
    assert "".join(piece.text for piece in diff if piece.op != "deleted") == new
    assert all(piece.text for piece in diff)
    assert all(one.op != other.op for one, other in pairwise(diff))
    assert "".join(divided(old)) == old
    if old == new:
        assert {piece.op for piece in diff} <= {"equal"}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("a b c", "a x c", "a [-b-]{+x+} c"),
        ("one two, three four", "one six, seven four", "one [-two, three-]{+six, seven+} four"),
        ("It’s U.S. gas", "It’s us gas", "It’s [-U.S.-]{+us+} gas"),
        ("the ally.", "the ally!", "the ally[-.-]{+!+}"),
        ("北京和莫斯科", "北京或莫斯科", "北京[-和-]{+或+}莫斯科"),
        ("e\u0301t e", "e t e", "[-e\u0301t-]{+e t+} e"),
        ("\u0e01\u0e35", "\u0e01\u0e39", "[-\u0e01\u0e35-]{+\u0e01\u0e39+}"),
        ("ally", "", "[-ally-]"),
        ("", "ally", "{+ally+}"),
    ],
)
def test_a_diff_is_of_words(old: str, new: str, expected: str) -> None:
    marks = {"equal": "{}", "deleted": "[-{}-]", "inserted": "{{+{}+}}"}
    shown = "".join(marks[each.op].format(each.text) for each in word_diff(old, new))
    assert shown == expected


def test_even_huge_paragraphs_have_a_diff() -> None:
    old = " ".join(f"w{number % 701}" for number in range(30_000))
    new = " ".join(f"w{number % 499}" for number in range(30_000))
    diff = word_diff(old, new)
    assert [piece.op for piece in diff][-2:] == ["deleted", "inserted"]
    changed = old.replace("w350 w351", "w350 zeppelin w351")
    assert [piece.text for piece in word_diff(old, changed) if piece.op == "inserted"]
