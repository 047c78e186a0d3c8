"""What patterns and fuzzy words stand for, over several commits, and what is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import pincite
from pincite.indexer import merge_policy
from pincite.search.expansion.expand import MOST_FITTING, MOST_NEAR, expand
from pincite.search.query.tree import Fuzzy, Pattern
from pincite.search.snapshot import Snapshot

if TYPE_CHECKING:
    from pathlib import Path


def committed(folder: Path, *commits: dict[str, str]) -> Path:
    """The index after some commits of texts by id; an empty text removes."""
    (folder / "first.txt").write_text("Begun\n\nHere it begins.\n", "utf-8")
    path = pincite.build_index(folder).index
    for commit in commits:
        with pincite.open_index(path) as index:
            for name, text in commit.items():
                if text:
                    index.add(name, text)
                else:
                    index.remove(name)
            index.commit()
    return path


def paragraphs(*texts: str) -> str:
    return "\n\n".join(["Title", *texts])


@pytest.fixture(autouse=True)
def segments_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each commit keeps a segment to itself, with what is deleted of it."""
    for name, value in {"_SMALL": 0, "_GROWTH": 0, "_ERASED": 1}.items():
        monkeypatch.setattr(merge_policy, name, value)


def test_forms_are_gathered_from_all_segments_and_counted_where_they_live(tmp_path: Path) -> None:
    path = committed(
        tmp_path,
        {"a": paragraphs("ally allies.", "allies came.", "alloy was gone.")},
        {"b": paragraphs("allies again.", "allot them.")},
        {"c": paragraphs("ally alone.")},
        {"c": "", "a": ""},
        {"d": paragraphs("ally once more.", "ally, ally!")},
    )
    snapshot = Snapshot(path)
    assert len(snapshot.segments) > 1
    found = expand(Pattern("all*"), snapshot.spaces)
    assert found.surfaces == {"ally", "allies", "allot"}
    assert (found.found, found.frequency) == (3, 2)
    assert expand(Fuzzy("alley", 1), snapshot.spaces).surfaces == {"ally"}
    assert expand(Fuzzy("alley", 2), snapshot.spaces).surfaces == {"ally", "allies", "allot"}
    nothing = expand(Pattern("alloy*"), snapshot.spaces)
    assert (nothing.surfaces, nothing.found, nothing.frequency) == (frozenset(), 0, 0)
    with pincite.open_index(path) as index:
        assert index.find("all*").total == 4
        assert index.find("alloy*").missing == ("alloy*",)


def numbered(count: int, first: int = 0) -> list[str]:
    return [f"w{number:04d}" for number in range(first, first + count)]


@pytest.mark.parametrize("commits", [1, 2])
def test_of_too_many_forms_the_most_frequent_are_searched(tmp_path: Path, commits: int) -> None:
    words = numbered(MOST_FITTING + 200)
    texts = [" ".join(words), " ".join(words[150:]), " ".join(words[MOST_FITTING - 5 :])]
    held = {str(number): paragraphs(text) for number, text in enumerate(texts)}
    path = (
        committed(tmp_path, held)
        if commits == 1
        else committed(tmp_path, *({name: text} for name, text in held.items()))
    )
    found = expand(Pattern("w*"), Snapshot(path).spaces)
    # The last 205 are in all three texts; of those in two there is room for the first 795.
    assert found.surfaces == {*words[150:945], *words[MOST_FITTING - 5 :]}
    assert (found.found, found.frequency) == (len(words), 3)
    with pincite.open_index(path) as index:
        results = index.find("w* ~x")
        assert results.notes == (
            "w* stands for 1,200 words; only the 1,000 most frequent were searched",
        )
        assert index.find("begins -w*").notes == results.notes
        assert index.find("begins").notes == ()


def test_of_too_many_near_forms_the_nearest_are_searched(tmp_path: Path) -> None:
    words = [f"word{a}{b}" for a in "abcdefgh" for b in "abcdefgh"]
    path = committed(tmp_path, {"a": paragraphs(" ".join(["worda", *words]), "wordhh wordgg.")})
    found = expand(Fuzzy("worda", 2), Snapshot(path).spaces)
    assert found.found == 65
    assert len(found.surfaces) == MOST_NEAR
    nearest = {word for word in words if word[4:].count("a")}
    assert found.surfaces > {"worda", "wordhh", "wordgg", *nearest}
    rest = sorted({*words} - nearest - {"wordhh", "wordgg"})
    assert found.surfaces - {"worda", "wordhh", "wordgg"} - nearest == {*rest[: MOST_NEAR - 18]}
    with pincite.open_index(path) as index:
        assert index.find("worda~").notes == ()
        assert index.find("worda~2").notes == (
            "worda~2 stands for 65 words; only the 50 nearest were searched",
        )


def test_a_pattern_is_weighed_as_the_most_frequent_of_its_forms(tmp_path: Path) -> None:
    texts = ["ally ally.", "allies.", "allies.", "bank."]
    path = committed(tmp_path, {"a": paragraphs(*texts)})
    with pincite.open_index(path) as index:
        (exact,) = index.find("=allies", explain=True).hits[0].explanation
        hits = index.find("alli*", explain=True, repeats=True).hits
    assert [line.label for hit in hits for line in hit.explanation] == ["alli*"] * 2
    assert hits[0].explanation[0].value == exact.value
    assert hits[0].explanation[0].paragraphs == 2


@pytest.mark.parametrize(
    ("query", "label"),
    [('"treaty bank"~8', '"treaty bank"~8'), ("tretay~", "tretay~2"), ("tr*t?", "tr*t")],
)
def test_how_an_account_names_what_was_asked(tmp_path: Path, query: str, label: str) -> None:
    path = committed(tmp_path, {"a": paragraphs("the bank of the treaty", "trt trat treat")})
    with pincite.open_index(path) as index:
        assert index.find(query, explain=True).hits[0].explanation[0].label == label


def test_what_is_missing_and_what_might_have_been_meant(tmp_path: Path) -> None:
    path = committed(tmp_path, {"a": paragraphs("the treaty of the bank")})
    with pincite.open_index(path) as index:
        results = index.find('zz* tretys~1 "bank harbour"~3 -yy*')
        assert results.missing == ("zz*", "tretys", "harbour")
        assert index.find("tretys~1").suggestions == ("treaty~1",)
        assert index.find("tre?tys").suggestions == ()
        assert index.find("tretys title:nothing").suggestions == ()


def test_a_deleted_paragraph_without_words_leaves_the_others_to_be_found(tmp_path: Path) -> None:
    path = committed(tmp_path, {"a": paragraphs("allies came."), "b": "...\n\n!!! ---"}, {"b": ""})
    assert expand(Pattern("all*"), Snapshot(path).spaces).surfaces == {"allies"}
    with pincite.open_index(path) as index:
        assert index.find("all*").total == 1
