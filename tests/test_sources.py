from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.errors import SourceError
from pincite.indexer.sources import FORMATS, Choice, Skip, find_sources, read_articles
from profiles import examples

on_posix = pytest.mark.skipif(os.name != "posix", reason="needs links")
TEXT = "Talks in Łódź\n\nThey cost €5, said the “host” — naïvely.\n"


def write(path: Path, content: bytes | str = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def found(*paths: Path) -> list[Path]:
    return find_sources(paths)[0]


def skipped(*paths: Path) -> dict[str, str]:
    return {skip.path: skip.reason for skip in find_sources(paths)[1]}


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes in folders there")
def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert found(tmp_path) == []
    assert skipped(tmp_path) == {str(tmp_path / "pipe.txt"): "not a regular file"}
    assert skipped(tmp_path / "pipe.txt") == skipped(tmp_path)
    with pytest.raises(SourceError, match="not a regular file"):
        read_articles(tmp_path / "pipe.txt", "pipe.txt")


def test_folders_are_walked_in_path_order(tmp_path: Path) -> None:
    paths = [
        write(tmp_path / name) for name in ("b/z.txt", "b/a.md", "a.txt", "c.MARKDOWN", "B.text")
    ]
    write(tmp_path / "picture.png")
    write(tmp_path / "no-suffix")
    assert found(tmp_path) == sorted(paths)
    assert skipped(tmp_path) == {}


def test_hidden_files_indexes_and_readmes_in_a_folder_are_passed_over(tmp_path: Path) -> None:
    for name in (
        ".hidden.txt",
        ".git/a.txt",
        ".pincite/a.txt",
        "README.md",
        "readme.txt",
        "b/README",
    ):
        write(tmp_path / name)
    wanted = write(tmp_path / "readmes-and-their-makers.txt")
    assert (found(tmp_path), skipped(tmp_path)) == ([wanted], {})


def test_what_is_named_directly_is_read(tmp_path: Path) -> None:
    paths = [write(tmp_path / name) for name in (".hidden.txt", "README.md", ".kept/a.txt")]
    assert found(*paths) == sorted(paths)
    assert found(tmp_path / ".kept") == [tmp_path / ".kept" / "a.txt"]


def test_an_index_is_never_a_source(tmp_path: Path) -> None:
    inside = write(tmp_path / ".pincite" / "a.txt")
    for path in (inside, inside.parent):
        assert skipped(path) == {str(path): "part of an index, not a source"}
        assert found(path) == []


def test_files_named_that_cannot_be_sources_are_skipped_with_a_reason(tmp_path: Path) -> None:
    assert "no reader for .png" in skipped(write(tmp_path / "a.png"))[str(tmp_path / "a.png")]
    assert "without a suffix" in skipped(write(tmp_path / "a"))[str(tmp_path / "a")]
    assert "No such file" in skipped(tmp_path / "gone.txt")[str(tmp_path / "gone.txt")]
    assert skipped(Path("a\0.txt"))


def test_a_file_named_is_known_by_its_beginning_too(tmp_path: Path) -> None:
    page = write(tmp_path / "page", "<!DOCTYPE html><p>Talks")
    assert found(page) == [page]
    assert found(tmp_path) == []


def test_files_of_other_kinds_are_counted(tmp_path: Path) -> None:
    for name in ("a.jpg", "b/b.JPG", "c.css", "no-suffix", ".hidden.jpg", "a.txt"):
        write(tmp_path / name)
    assert find_sources([tmp_path]).others == {".jpg": 2, ".css": 1, "": 1}


def test_what_belongs_to_saved_pages_is_passed_over(tmp_path: Path) -> None:
    page = write(tmp_path / "Talks.html")
    other = write(tmp_path / "other_files" / "a.txt")
    for folder in ("Talks_files", "Talks.html_files", "Talks-Dateien"):
        write(tmp_path / folder / "ad.html")
    assert found(tmp_path) == sorted([page, other])


def test_hidden_files_are_found_when_asked_for(tmp_path: Path) -> None:
    wanted = [write(tmp_path / name) for name in (".hidden.txt", ".kept/a.txt", "a.txt")]
    write(tmp_path / ".pincite" / "b.txt")
    assert find_sources([tmp_path], Choice(hidden=True)).files == sorted(wanted)


@on_posix
def test_linked_folders_are_followed_when_asked(tmp_path: Path) -> None:
    inside = write(tmp_path / "home" / "a.txt")
    outside = write(tmp_path / "away" / "b.txt")
    (tmp_path / "home" / "link").symlink_to(outside.parent, target_is_directory=True)
    (outside.parent / "back").symlink_to(inside.parent, target_is_directory=True)
    home = tmp_path / "home"
    assert find_sources([home]).files == [inside]
    assert find_sources([home], Choice(follow=True)).files == [inside, home / "link" / "b.txt"]


def test_globs_narrow_what_is_found(tmp_path: Path) -> None:
    names = ("a.txt", "drafts/b.txt", "letters/drafts/c.txt", "letters/d.md", "README.md")
    a, b, c, d, readme = (write(tmp_path / name) for name in names)

    def chosen(include: tuple[str, ...] = (), exclude: tuple[str, ...] = ()) -> list[Path]:
        return find_sources([tmp_path], Choice(include, exclude)).files

    assert chosen(exclude=("drafts/",)) == [a, d]
    assert chosen(exclude=("/drafts/",)) == [a, d, c]
    assert chosen(include=("*.md",)) == [readme, d]
    assert chosen(include=("letters/",)) == [d, c]
    assert chosen(include=("*.txt",), exclude=("letters",)) == [a, b]
    assert find_sources([a, d], Choice(exclude=("*.md",))).files == [a]


def test_ignore_files_count_where_they_lie_and_below(tmp_path: Path) -> None:
    a, b, c, d = (write(tmp_path / name) for name in ("a.txt", "x/a.txt", "x/b.txt", "x/y/a.txt"))
    write(tmp_path / ".pinciteignore", "# none of these\na.txt\n")
    write(tmp_path / "x" / ".pinciteignore", "!a.txt\n/y/\nb.txt\n")
    assert find_sources([tmp_path]).files == [b]
    assert find_sources([tmp_path], Choice(exclude=("!/a.txt",))).files == [a, b]
    assert find_sources([tmp_path / "x" / "y"], top=tmp_path).files == [d]
    assert find_sources([tmp_path / "x"]).files == [b]
    assert c not in find_sources([tmp_path / "x"], top=tmp_path).files


def test_ignore_files_count_below_the_folder_one_stands_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.txt", "x/a.txt", "x/b.txt"):
        write(tmp_path / name)
    write(tmp_path / "x" / ".pinciteignore", "/b.txt\n")
    monkeypatch.chdir(tmp_path)
    assert find_sources([Path()]).files == [Path("a.txt"), Path("x/a.txt")]


# Pieces of globs, of which git knows what they mean.
PIECES = st.sampled_from(["a", "b", "*", "**", "/", "?", "[ab]", "[!a]", "!", "\\", ".", " ", "#"])
GLOBS = st.lists(st.lists(PIECES, min_size=1, max_size=6).map("".join), min_size=1, max_size=4)
TREE = ("a", "b", "ab", "a/a", "a/b", "b/a", "b/b/a", "a/b/a", "b/a/ab", ".a", "a/ a", "#a")


@pytest.mark.skipif(not shutil.which("git"), reason="compares with git")
@examples(60)
@given(GLOBS)
def test_ignore_files_mean_what_git_takes_them_for(globs: list[str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path in TREE:
            write(folder / f"{path}.txt")
        lines = "\n".join(f"{glob}.txt" if glob[-1] in "ab*?]" else glob for glob in globs)
        write(folder / ".pinciteignore", lines + "\n")
        git(folder, "init", "-q")
        write(folder / ".git" / "info" / "exclude", lines + "\n")
        listed = git(folder, "ls-files", "-z", "--others", "--exclude-standard").split("\0")
        expected = {folder / each for each in listed if each.endswith(".txt")}
        assert (
            set(find_sources([folder], Choice(hidden=True)).files) - set(folder.glob(".git/**/*"))
            == expected
        )


def git(folder: Path, *arguments: str) -> str:
    environment = {"PATH": os.environ["PATH"], "GIT_CONFIG_NOSYSTEM": "1", "HOME": str(folder)}
    return subprocess.run(
        ["git", "-C", folder, *arguments],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env=environment,
    ).stdout


def test_folders_that_tools_make_are_passed_over(tmp_path: Path) -> None:
    for name in ("pincite.egg-info", "__pycache__", "a/node_modules/b"):
        write(tmp_path / name / "a.txt")
    wanted = write(tmp_path / "node_modules.txt")
    assert (found(tmp_path), skipped(tmp_path)) == ([wanted], {})
    assert len(found(tmp_path / "pincite.egg-info")) == 1  # named, it is read


def test_what_lies_in_an_unreadable_folder_is_skipped_when_named(nobodys_folder: Path) -> None:
    inside = write(nobodys_folder / "b" / "a.txt")
    wanted = write(nobodys_folder / "c.txt")
    inside.parent.chmod(0)
    try:
        assert found(inside, inside.parent, wanted) == [wanted]
        assert set(skipped(inside, inside.parent, wanted)) == {str(inside), str(inside.parent)}
    finally:
        inside.parent.chmod(0o700)


def test_unreadable_files_and_folders_are_skipped(nobodys_folder: Path) -> None:
    write(nobodys_folder / "a.txt").chmod(0)
    write(nobodys_folder / "b" / "a.txt").parent.chmod(0)
    reasons = skipped(nobodys_folder)
    (nobodys_folder / "b").chmod(0o700)
    assert reasons == {
        str(nobodys_folder / "a.txt"): "cannot be read (Permission denied)",
        str(nobodys_folder / "b"): "cannot be read (Permission denied)",
    }


def test_each_file_is_found_once(tmp_path: Path) -> None:
    path = write(tmp_path / "b" / "a.txt")
    (tmp_path / "a.txt").symlink_to(path)
    (tmp_path / "linked").symlink_to(path.parent, target_is_directory=True)
    (tmp_path / "dead.txt").symlink_to(tmp_path / "gone.txt")
    again = tmp_path / "b" / ".." / "b" / "a.txt"
    assert found(tmp_path, path, path.parent, path) == [path]
    assert len(found(path, again)) == 1
    assert skipped(tmp_path, tmp_path) == {str(tmp_path / "dead.txt"): "a link to nothing"}
    assert found(tmp_path / "linked") == [tmp_path / "linked" / "a.txt"]


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux")
def test_odd_file_names(tmp_path: Path) -> None:
    paths = [tmp_path / "new\nline.txt", tmp_path / os.fsdecode(b"caf\xe9.txt")]
    for path in paths:
        write(path, "")
    assert sorted(found(tmp_path)) == sorted(paths)
    for path in paths:
        with pytest.raises(SourceError) as caught:
            read_articles(path, path.name)
        assert "\n" not in str(caught.value)
        str(caught.value).encode()
        write(path)
        (article,) = read_articles(path, "a")
        assert article.title == "Talks in Łódź"


def test_a_skip_is_a_value() -> None:
    assert Skip("a", "b") == Skip("a", "b")


def test_every_format_owns_its_suffixes() -> None:
    suffixes = [suffix for each in FORMATS for suffix in each.suffixes]
    assert len(suffixes) == len(set(suffixes))
    assert all(suffix == suffix.lower() and suffix[0] == "." for suffix in suffixes)
