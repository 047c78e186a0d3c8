"""Renamed files: nothing is analysed again, and all is found as in an index made anew."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.errors import ArticleNotFound
from pincite.index import Index
from pincite.indexer import merge_policy, renaming, writer
from pincite.indexer.articles import Article, Kind, Paragraph
from pincite.indexer.commits import open_newest
from pincite.indexer.location import Settings
from pincite.indexer.records import SourceState
from pincite.indexer.sources.making import article_of
from pincite.indexer.sources.source import Draft
from pincite.indexer.structure.blocks import read_blocks
from pincite.indexer.writer import ArticleWriter
from pincite.search.library import Library
from pincite.search.snapshot import Snapshot
from profiles import examples
from reference import Node, Scan, Text
from test_codec_segments import home
from test_ranking import Articles, _article, check, few_looked_at, histories, queries

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

SETTINGS = Settings(root="..", language="english")
TELLING = "The ferry leaves at nine in the morning and carries the post and two cows."

Renames = dict[str, str]


def state(path: str, digest: str = "0a") -> SourceState:
    return SourceState(path, 3, 5, digest)


@st.composite
def stories(draw: st.DrawFn) -> list[tuple[Articles, Renames]]:
    """Commits, in each of which some articles change and others are renamed."""
    story = []
    there: set[str] = set()
    for changes in draw(histories()):
        still = sorted(there - changes.keys())
        old = draw(st.lists(st.sampled_from(still), unique=True)) if still else []
        free = sorted({*"abcdexyz"} - changes.keys() - set(still)) + old
        new = draw(st.permutations(free))
        renames = {one: other for one, other in zip(old, new, strict=False) if one != other}
        story.append((changes, renames))
        there -= renames.keys()
        there |= {name for name, texts in changes.items() if texts} | set(renames.values())
        there -= {name for name, texts in changes.items() if not texts}
    return story


def told(story: Sequence[tuple[Articles, Renames]]) -> dict[str, list[Text]]:
    """The articles there are in the end, by their names in the end."""
    articles: dict[str, list[Text]] = {}
    for changes, renames in story:
        moved = {new: articles.pop(old) for old, new in renames.items()}
        articles |= changes | moved
    return {
        name: [replace(text, article=name) for text in texts]
        for name, texts in articles.items()
        if texts
    }


def commit(folder: Path, changes: Articles, renames: Renames, *, fresh: bool) -> None:
    with ArticleWriter(folder, SETTINGS, fresh=fresh) as adding:
        for name, texts in changes.items():
            adding.remove(name)
            if texts:
                adding.add(_article(texts), state(name))
        for old, new in renames.items():
            assert adding.rename(old, new, state(new))
        adding.commit()


@examples(10)
@given(stories(), st.lists(queries, min_size=5, max_size=5), st.booleans(), st.booleans())
def test_after_renames_all_is_found_as_in_an_index_made_anew(
    story: list[tuple[Articles, Renames]], asked: list[Node], apart: bool, few: bool
) -> None:
    unmerged = (
        patch.multiple(merge_policy, _SMALL=0, _GROWTH=0, _ERASED=1) if apart else nullcontext()
    )
    articles = told(story)
    scan = Scan([text for texts in articles.values() for text in texts])
    # A name tells nothing of an article here.
    silent = patch.object(renaming, "readable_name", lambda path: "")
    with home() as folder, unmerged, silent, few_looked_at(5) if few else nullcontext():
        for number, (changes, renames) in enumerate(story):
            commit(folder / "often", changes, renames, fresh=number == 0)
        commit(folder / "once", articles, {}, fresh=True)
        with Index(folder / "often") as often, Index(folder / "once") as once:
            for query in asked:
                if not few:
                    check(often, scan, query)
                same = {"limit": 50, "repeats": True}
                found = [often.find(str(query), **same), once.find(str(query), **same)]
                first, second = (
                    [(str(hit.locator), hit.score, hit.spans, hit.snippet) for hit in each]
                    for each in found
                )
                assert first == second
        with ArticleWriter(folder / "often", SETTINGS) as after:
            assert after.sources() == {name: state(name) for name in articles}


def article(name: str, *texts: str) -> Article:
    paragraphs = [
        Paragraph(ordinal, text, Kind.BODY, (ordinal, ordinal), (0, len(text)), ((0, len(text)),))
        for ordinal, text in enumerate(texts, 1)
    ]
    return Article(name, name, "News", paragraphs=tuple(paragraphs))


def written(
    folder: Path, articles: Mapping[str, Article], *, renames: Renames | None = None
) -> None:
    fresh = not (folder / "settings.json").exists()
    with ArticleWriter(folder, SETTINGS, fresh=fresh) as adding:
        for path, each in articles.items():
            adding.remove(path)
            adding.add(each, state(path))
        for old, new in (renames or {}).items():
            assert adding.rename(old, new, state(new))
        adding.commit()


def names(folder: Path) -> dict[str, tuple[str, ...]]:
    """The former ids of the articles, by id."""
    with Index(folder) as index:
        return {each.id: each.former for each in index.articles()}


def test_a_text_is_not_analysed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path / "i", {"a": article("a", "An ally."), "b": article("b", "A bank.")})
    monkeypatch.setattr(writer, "SegmentBuilder", None)
    monkeypatch.setattr(writer, "merge_segments", None)
    written(tmp_path / "i", {}, renames={"a": "b", "b": "a"})
    assert names(tmp_path / "i") == {"b": ("a",), "a": ("b",)}
    with Index(tmp_path / "i") as index:
        assert [str(hit.locator) for hit in index.find("ally")] == ["b#1"]


def test_all_of_a_commit_is_one_rewriting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "i"
    written(folder, {name: article(name, f"An ally {name}.") for name in "abcdef"})
    calls = []
    recatalogue = writer.recatalogue
    monkeypatch.setattr(
        writer, "recatalogue", lambda *given: (calls.append(given), recatalogue(*given))
    )
    written(folder, {}, renames={name: name * 2 for name in "abcdef"})
    assert len(calls) == 1


def test_a_file_in_the_place_of_another_goes_before_it(tmp_path: Path) -> None:
    folder = tmp_path / "i"
    written(folder, {name: article(name, f"An ally {name}.", "x " * 9) for name in "abcdefgh"})
    written(folder, {}, renames={"a": "b"})
    assert names(folder) == {"b": ("a",)} | dict.fromkeys("cdefgh", ())
    with Index(folder) as index:
        assert index.article("b").paragraphs[0].text == "An ally a."
        assert index.article("a").id == "b"
    written(folder, {"b": article("b", "A bank.")})
    assert names(folder)["b"] == ("a",)


def test_what_is_in_a_file_is_renamed_with_it(tmp_path: Path) -> None:
    folder = tmp_path / "i"
    inside = [
        replace(article(f"old.zip!/{name}", f"Ally {name}."), path=f"old.zip!/{name}")
        for name in "ab"
    ]
    record = replace(article("own id", "Ally c."), path="old.zip!/c")
    with ArticleWriter(folder, SETTINGS, fresh=True) as adding:
        for each in [*inside, record, article("old.zip.txt", "Ally d.")]:
            adding.add(each, state("old.zip" if each.id != "old.zip.txt" else each.id))
        adding.commit()
    written(folder, {}, renames={"old.zip": "new.zip"})
    with Index(folder) as index:
        assert {each.id: (each.path, each.former) for each in index.articles()} == {
            "new.zip!/a": ("new.zip!/a", ("old.zip!/a",)),
            "new.zip!/b": ("new.zip!/b", ("old.zip!/b",)),
            "own id": ("new.zip!/c", ()),
            "old.zip.txt": ("old.zip.txt", ()),
        }


def test_former_ids_outlast_merges_edits_and_ways_back(tmp_path: Path) -> None:
    folder = tmp_path / "i"
    written(folder, {"a": article("a", "An ally.")})
    written(folder, {}, renames={"a": "b"})
    written(folder, {"z": article("z", "Another ally.")}, renames={"b": "c"})
    assert names(folder) == {"c": ("a", "b"), "z": ()}
    written(folder, {"c": article("c", "An ally, edited.")})
    assert names(folder) == {"c": ("a", "b"), "z": ()}
    written(folder, {}, renames={"c": "a"})
    assert names(folder) == {"a": ("b", "c"), "z": ()}
    assert len(open_newest(folder)[1]) == 1


def test_an_article_is_shown_by_an_id_it_had(tmp_path: Path) -> None:
    folder = tmp_path / "i"
    written(folder, {"a": article("a", "An ally."), "b": article("b", "A bank.")})
    written(folder, {}, renames={"a": "m", "b": "n"})
    library = Library(Snapshot(folder))
    assert library.named("a").id == "m"
    assert library.paragraph_number("b", 1)[1] == "n"
    written(folder, {"b": article("b", "A new bank.")})
    assert Library(Snapshot(folder)).named("b").paragraphs[0].text == "A new bank."


def test_an_id_that_several_had_is_said_to_be_any_of_theirs(tmp_path: Path) -> None:
    folder = tmp_path / "i"
    written(folder, {"a": article("a", "An ally.")})
    written(folder, {}, renames={"a": "m"})
    written(folder, {"a": article("a", "A bank.")})
    written(folder, {}, renames={"a": "n"})
    with pytest.raises(ArticleNotFound, match="'a' could be any of: m, n"):
        Library(Snapshot(folder)).named("a")


def test_what_was_cited_by_a_former_id_is_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "i"
    written(folder, {"a": article("a", "News.", TELLING)})
    with Index(folder) as index:
        (cited,) = [hit.locator for hit in index.find("ferry")]
    written(folder, {"z": article("z", "Of nothing.")}, renames={"a": "m"})
    with Index(folder) as index:
        found = index.resolve(cited)
        assert (found.status, str(found.locator)) == ("same", "m#2")
    # One that has the id now, without that text, is not meant; with it, it is.
    written(folder, {"a": article("a", "Of nothing.", "Of nobody.")})
    with Index(folder) as index:
        found = index.resolve(cited)
        assert (found.status, str(found.locator)) == ("same", "m#2")
    written(folder, {"a": article("a", "News.", TELLING)})
    with Index(folder) as index:
        found = index.resolve(cited)
        assert (found.status, str(found.locator)) == ("same", "a#2")


@pytest.mark.parametrize(
    ("old", "new", "head", "is_told"),
    [
        ("a/2018-04-18 talks.txt", "b/2018-04-18 talks.txt", "", False),
        ("talks.txt", "other.txt", "", True),
        ("talks.txt", "other.txt", "The talks\n\n", False),
        ("talks.txt", "other.txt", "The talks\n\nDate: 2018-04-18\n\n", False),
        ("talks.txt", "2018-04-18 talks.txt", "The talks\n\n", True),
        ("talks.txt", "Talks.txt", "The talks\n\n", False),
        ("talks.txt", "talks.md", "The talks\n\nDate: 2018-04-18\n\n", True),
        ("talks.txt.gz", "talks.md.gz", "The talks\n\nDate: 2018-04-18\n\n", True),
    ],
)
def test_where_the_name_tells_something_the_file_is_to_be_read_again(
    tmp_path: Path, old: str, new: str, head: str, is_told: bool
) -> None:
    def read(path: str) -> Article:
        text = f"{head}It was said that the talks had gone on for a very long time indeed."
        return article_of(Draft(read_blocks(text)), path, PurePosixPath(path))

    folder = tmp_path / "i"
    written(folder, {old: read(old)})
    with ArticleWriter(folder, SETTINGS) as adding:
        assert adding.rename(old, new, state(new)) is not is_told
        if is_told:
            adding.add(read(new), state(new))
        adding.commit()
    with Index(folder) as index:
        (found,) = index.articles()
        (asked,) = [index.article(found.id)]
    expected = read(new)
    assert (asked.id, asked.path, asked.title, asked.date) == (
        new,
        new,
        expected.title,
        expected.date,
    )
    assert asked.former == (old,)
    with ArticleWriter(folder, SETTINGS) as after:
        assert after.sources() == {new: state(new)}
