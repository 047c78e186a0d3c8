"""Where an index is looked for, where a new one goes, and what names an article."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pincite.errors import CorruptIndex, IndexMissing, PinciteError
from pincite.indexer.location import (
    Settings,
    draft_settings,
    find_index,
    named,
    place_index,
    read_settings,
    relative_id,
    resolve_index,
    root_of,
    root_setting,
    write_settings,
)

SETTINGS = Settings(root="..", language="english")


def index_in(folder: Path) -> Path:
    """An index folder with nothing but its settings."""
    index = folder / ".pincite"
    index.mkdir(parents=True)
    write_settings(index, SETTINGS)
    return index


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("a/b/c", "d"):
        (tmp_path / name).mkdir(parents=True)
    return tmp_path


def test_an_index_is_found_here_and_from_any_folder_below(tree: Path) -> None:
    index = index_in(tree / "a")
    for start in (tree / "a", tree / "a" / "b", tree / "a" / "b" / "c", index):
        assert find_index(start) == index


def test_the_nearest_index_above_is_the_one(tree: Path) -> None:
    index_in(tree / "a")
    assert find_index(tree / "a" / "b" / "c") != index_in(tree / "a" / "b")
    assert find_index(tree / "a" / "b" / "c") == tree / "a" / "b" / ".pincite"


def test_an_index_alone_just_below_is_found(tree: Path) -> None:
    index = index_in(tree / "a")
    assert find_index(tree) == index


def test_one_above_goes_before_one_below(tree: Path) -> None:
    index = index_in(tree / "a")
    index_in(tree / "a" / "b")
    assert find_index(tree / "a") == index


def test_several_just_below_are_named(tree: Path) -> None:
    index_in(tree / "a")
    index_in(tree / "d")
    with pytest.raises(IndexMissing, match=r"--index \(a, d\)"):
        find_index(tree)


def test_one_further_below_is_not_looked_for(tree: Path) -> None:
    index_in(tree / "a" / "b")
    with pytest.raises(IndexMissing, match="pincite index"):
        find_index(tree)


def test_a_relative_start_is_taken_from_the_current_folder(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = index_in(tree / "a")
    monkeypatch.chdir(tree / "a" / "b")
    assert find_index(Path()) == index
    monkeypatch.chdir(tree)
    assert resolve_index(Path("a")) == index


def test_a_folder_called_pincite_without_settings_is_no_index(tree: Path) -> None:
    (tree / "a" / ".pincite").mkdir()
    with pytest.raises(IndexMissing):
        find_index(tree / "a")


def test_an_index_is_opened_by_its_own_folder_or_the_one_it_is_in(tree: Path) -> None:
    index = index_in(tree / "a")
    assert resolve_index(index) == resolve_index(tree / "a") == index
    for place in (tree, tree / "a" / "b", tree / "nowhere"):
        with pytest.raises(IndexMissing, match="pincite index"):
            resolve_index(place)


def test_a_new_index_goes_where_the_sources_meet(tree: Path) -> None:
    file = tree / "a" / "one.txt"
    file.touch()
    assert place_index([tree / "a"]) == tree / "a" / ".pincite"
    assert place_index([file]) == tree / "a" / ".pincite"
    assert place_index([file, tree / "a" / "b"]) == tree / "a" / ".pincite"
    assert place_index([tree / "a" / "b", tree / "d"]) == tree / ".pincite"


def test_an_index_in_use_above_the_sources_takes_them_in(tree: Path) -> None:
    index = index_in(tree / "a")
    assert place_index([tree / "a" / "b" / "c"]) == index
    assert place_index([tree / "d"]) == tree / "d" / ".pincite"


def test_an_id_is_the_path_from_the_root(tree: Path) -> None:
    assert relative_id(tree / "a" / "b" / "x y.txt", tree / "a") == "b/x y.txt"
    assert relative_id(tree / "d" / "x.txt", tree / "a") == "../d/x.txt"
    assert relative_id(tree / "a" / "b" / ".." / "x.txt", tree / "a") == "x.txt"
    assert relative_id(tree / "a", tree / "a") == "."


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has such file names")
def test_an_id_is_text_whatever_the_file_is_called(tree: Path) -> None:
    assert relative_id(Path(os.fsdecode(os.fsencode(tree) + b"/\xff.txt")), tree) == r"\xff.txt"


def test_the_root_moves_with_an_index_inside_it_and_stays_with_one_outside(tree: Path) -> None:
    inside, outside = tree / "a" / ".pincite", tree / "d"
    inside.mkdir()
    for folder in (inside, outside):
        setting = root_setting(folder, tree / "a")
        assert root_of(folder, Settings(setting, "english")) == tree / "a"
    assert root_setting(inside, tree / "a") == ".."
    assert Path(root_setting(outside, tree / "a")).is_absolute()


def test_settings_come_back_as_they_were(tmp_path: Path) -> None:
    write_settings(tmp_path, SETTINGS)
    assert read_settings(tmp_path) == SETTINGS
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]


def test_missing_settings_are_named(tmp_path: Path) -> None:
    with pytest.raises(CorruptIndex, match=r"settings\.json"):
        read_settings(tmp_path)


def test_an_index_begun_is_told_of_and_stands_in_for_one_when_indexing(tree: Path) -> None:
    begun = tree / "a" / ".pincite"
    begun.mkdir()
    draft_settings(begun, SETTINGS)
    assert place_index([tree / "a" / "b"]) == begun
    for start in (tree, tree / "a" / "b", begun):
        with pytest.raises(IndexMissing, match="a has not finished: run `pincite index` again"):
            find_index(start)
    write_settings(begun, SETTINGS)
    assert find_index(tree / "a" / "b") == resolve_index(begun) == begun


def test_an_index_is_a_folder(tree: Path) -> None:
    (tree / "a.txt").touch()
    with pytest.raises(IndexMissing, match=r"a\.txt is a file"):
        resolve_index(tree / "a.txt")


def test_a_folder_that_cannot_be_read_is_not_said_to_have_no_index(nobodys_folder: Path) -> None:
    index_in(nobodys_folder / "a")
    (nobodys_folder / "a").chmod(0)
    try:
        with pytest.raises(PermissionError):
            resolve_index(nobodys_folder / "a")
        assert place_index([nobodys_folder / "a"]) == nobodys_folder / "a" / ".pincite"
    finally:
        (nobodys_folder / "a").chmod(0o700)


def test_an_empty_path_is_not_the_current_folder() -> None:
    assert named(".") == Path()
    with pytest.raises(PinciteError, match="empty"):
        named("")
