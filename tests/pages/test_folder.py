"""The page as a folder: what is written, what is left alone, what is removed, and when."""

from __future__ import annotations

import json
import os
import re
import shutil
from itertools import chain
from typing import TYPE_CHECKING

import pytest
from faked import Elements, Faked
from hypothesis import given
from hypothesis import strategies as st

import pincite
from pincite import Article
from pincite.errors import PinciteError
from pincite.search.pages.folder import dictionary_of, group_name, grouped, part_file, write_folder
from pincite.search.pages.rendering import Presentation
from profiles import examples

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("few_scripts")

FRUIT = Faked({"texts": [["apples", "pears"], ["plums"]], "terms": [["a", "b"], ["c", "d"]]})
# One group of it is the same, one is there twice, one is new.
OTHER_FRUIT = Faked({"texts": [["plums"], ["figs"], ["plums"]], "terms": [["a", "b"]]})
MUCH = tuple(Article(f"{n:04}.txt", f"{n:04}.txt", f"Article {n}") for n in range(2300))


def read(folder: Path) -> dict[str, list[str]]:
    """All payloads by their series, by way of the page: which is whole if they are all there."""
    page = Elements((folder / "index.html").read_text("utf-8"))
    root = json.loads(page.by_id("data"))
    assert (folder / root["scripts"]["more"]).is_file()
    series: dict[str, list[str]] = {}
    for name, record in root["series"].items():
        payloads = series.setdefault(name, [])
        for group in record["groups"]:
            files = sorted((folder / "parts" / name / group).iterdir(), key=lambda each: each.name)
            payloads += map(payload_of, files)
        assert len(payloads) == record["count"]
    return series


def payload_of(file: Path) -> str:
    """What a part file hands over."""
    told = re.fullmatch(rb'pincite\.part\("(.*)"\);\n', file.read_bytes(), re.DOTALL)
    assert told
    literal = told[1].decode()
    assert not re.search("[<\0\n\r\u2028-\u202e\u2066-\u2069]", literal)
    payload = json.loads(f'"{literal}"'.replace(r"\x3c", "<"), strict=False)
    assert isinstance(payload, str)
    return payload


def payloads_of(data: Faked) -> dict[str, list[str]]:
    return {name: [*chain.from_iterable(groups)] for name, groups in data.groups.items()}


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


# --- what is written ------------------------------------------------------------------------------


def test_the_page_and_its_parts(tmp_path: Path) -> None:
    done = write_folder(tmp_path / "new" / "search", FRUIT, Presentation())
    folder = tmp_path / "new" / "search"
    assert read(folder) == payloads_of(FRUIT)
    files = {name for name in files_in(folder) if name != "pincite-page.list"}
    assert done.files == done.written == len(files)
    assert all(
        re.fullmatch(r"parts/[a-z]+/[a-z0-9]{8}/\d\.js", each) for each in files if "/" in each
    )


@examples(200)
@given(payload=st.text(st.characters(exclude_categories=()), max_size=30))
def test_any_payload_can_be_read_again(
    tmp_path_factory: pytest.TempPathFactory, payload: str
) -> None:
    file = tmp_path_factory.getbasetemp() / "0.js"
    file.write_bytes(part_file(payload))
    # Two escapes side by side that make a pair are one character to JavaScript anyway.
    units = "utf-16", "surrogatepass"
    assert payload_of(file).encode(*units) == payload.encode(*units)


@examples(100)
@given(st.lists(st.lists(st.text(max_size=3), min_size=1), max_size=5))
def test_groups_are_those_of_the_data(groups: list[list[str]]) -> None:
    data = Faked({"texts": groups, "terms": groups[:2]})
    found = [payloads for series, payloads in grouped(data.parts()) if series == "texts"]
    assert found == groups


def test_names_tell_groups_apart() -> None:
    groups = ["", "a"], ["a", ""], ["a"], ["ab"], ["a", "b"], ["\ud800"], []
    assert len({group_name(each) for each in groups}) == len(groups)
    assert all(re.fullmatch("[a-z2-7]{8}", group_name(each)) for each in groups)


def test_many_articles_are_listed_on_pages_of_their_own(tmp_path: Path) -> None:
    write_folder(tmp_path, Faked(articles=MUCH), Presentation())
    page = (tmp_path / "index.html").read_text("utf-8")
    assert "Article 7" not in page
    assert 'href="articles.html"' in page
    names = ["articles.html", "articles-2.html", "articles-3.html"]
    listed = [(tmp_path / name).read_text("utf-8") for name in names]
    links = [re.findall(r'href="index.html#([^"]+)"', each) for each in listed]
    assert [len(each) for each in links] == [1000, 1000, 300]
    assert [*chain.from_iterable(links)] == [each.id for each in MUCH]
    assert all(f'href="{name}"' in listed[1] for name in names if name != "articles-2.html")
    write_folder(tmp_path, Faked(articles=MUCH[:400]), Presentation())
    assert not [*tmp_path.glob("articles*")]
    assert "Article 399" in (tmp_path / "index.html").read_text("utf-8")


# --- and then written again -----------------------------------------------------------------------


def test_what_is_there_is_left_alone(tmp_path: Path) -> None:
    write_folder(tmp_path, FRUIT, Presentation())
    for path in tmp_path.rglob("*.js"):
        os.utime(path, (1, 1))
    again = write_folder(tmp_path, FRUIT, Presentation())
    assert again.written == 0
    assert {path.stat().st_mtime for path in tmp_path.rglob("*.js")} == {1}


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    write_folder(tmp_path, FRUIT, Presentation())
    before = files_in(tmp_path)
    done = write_folder(tmp_path, OTHER_FRUIT, Presentation())
    after = files_in(tmp_path)
    assert read(tmp_path) == payloads_of(OTHER_FRUIT)
    changed = {name for name, data in after.items() if before.get(name) != data}
    new = f"parts/texts/{group_name(['figs'])}/0.js"
    assert changed == {new, "index.html", "pincite-page.list"}
    assert done.written == 2
    write_folder(tmp_path / "fresh", OTHER_FRUIT, Presentation())
    assert files_in(tmp_path / "fresh").items() <= after.items()
    assert {name for name in after if "fresh" not in name} == {*files_in(tmp_path / "fresh")}


def test_a_part_of_another_size_is_written_anew(tmp_path: Path) -> None:
    write_folder(tmp_path, FRUIT, Presentation())
    part = tmp_path / "parts" / "terms" / group_name(["c", "d"]) / "1.js"
    part.write_bytes(b"pinc")
    assert write_folder(tmp_path, FRUIT, Presentation()).written == 1
    assert read(tmp_path) == payloads_of(FRUIT)


def test_the_dictionary_that_is_there_can_be_kept(tmp_path: Path) -> None:
    assert dictionary_of(tmp_path) == []
    for page in (
        "",
        "<script>",
        '<script type="x" id="data">[</script>',
        '<script id="data">[]</script>',
    ):
        (tmp_path / "index.html").write_text(page)
        assert dictionary_of(tmp_path) == []
    kept = [" the", " <b>", " \u2028\u202e"]
    (tmp_path / "index.html").unlink()
    write_folder(tmp_path, Faked(dictionary=kept), Presentation())
    assert dictionary_of(tmp_path) == kept


class Cut(Exception):
    """The process was ended."""


@pytest.fixture
def cut_short(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """`cut_short(n)`: the n-th change of the disk from now on does not happen, nor any later."""
    left = [0]
    real = {name: getattr(os, name) for name in ("open", "unlink", "rmdir", "replace", "mkdir")}

    def counting(name: str) -> Callable[..., object]:
        def change(*arguments: object, **named: object) -> object:
            left[0] -= 1
            if left[0] <= 0:
                raise Cut
            return real[name](*arguments, **named)

        return change

    def start(number: int) -> None:
        left[0] = number
        for name, function in real.items():
            monkeypatch.setattr(os, name, counting(name) if number else function)

    return start


@pytest.mark.parametrize("old", [None, FRUIT])
def test_whenever_it_is_cut_short_the_old_page_works_or_the_new(
    tmp_path: Path, cut_short: Callable[[int], None], old: Faked | None
) -> None:
    wanted = [payloads_of(each) for each in (old, OTHER_FRUIT) if each]
    fresh = tmp_path / "fresh"
    write_folder(fresh, OTHER_FRUIT, Presentation(title="New"))
    for number in range(1, 200):
        folder = tmp_path / str(number)
        folder.mkdir()
        if old:
            write_folder(folder, old, Presentation())
        cut_short(number)
        try:
            write_folder(folder, OTHER_FRUIT, Presentation(title="New"))
        except Cut:
            finished = False
        else:
            finished = True
        cut_short(0)
        if old or (folder / "index.html").exists():
            assert read(folder) in wanted
        write_folder(folder, OTHER_FRUIT, Presentation(title="New"))
        left = {name for name in files_in(folder) if not name.endswith(".pincite-new")}
        assert left == {*files_in(fresh)}
        assert read(folder) == wanted[-1]
        if finished:
            break
    assert finished
    assert number > 15


# --- what is nobody's but its owner's -------------------------------------------------------------


def test_other_files_stay(tmp_path: Path) -> None:
    theirs = {"notes.txt": b"mine", "img/logo.svg": b"<svg>", "parts/README": b"?"}
    write_folder(tmp_path, FRUIT, Presentation())
    group = group_name(["apples", "pears"])
    theirs |= {f"parts/texts/{group}/notes.txt": b"mine", f"parts/texts/{group}/12.js": b"mine"}
    for name, data in theirs.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    write_folder(tmp_path, OTHER_FRUIT, Presentation())
    assert theirs.items() <= files_in(tmp_path).items()
    assert not (tmp_path / "parts" / "texts" / group / "0.js").exists()


@pytest.mark.parametrize("name", ["index.html", "embed.js", "parts", "articles.html"])
def test_a_folder_that_has_something_else_under_a_name_of_ours_is_refused(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_text("mine")
    with pytest.raises(PinciteError, match=f"called {name} that pincite did not write"):
        write_folder(tmp_path, FRUIT, Presentation())
    assert files_in(tmp_path) == {name: b"mine"}


def test_a_list_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pincite-page.list").write_text("notes.txt\n")
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(PinciteError, match=r"has a pincite-page\.list that pincite did not write"):
        write_folder(tmp_path, FRUIT, Presentation())
    assert len(files_in(tmp_path)) == 2


def test_a_list_names_nothing_outside(tmp_path: Path) -> None:
    folder = tmp_path / "search"
    (tmp_path / "0.js").write_text("mine")
    (tmp_path / "notes.txt").write_text("mine")
    write_folder(folder, FRUIT, Presentation())
    with (folder / "pincite-page.list").open("a") as file:
        file.write("../notes.txt\nparts/texts/.. 9\nparts/../.. 9\n/etc/passwd\nparts 1\n\x00\n")
    write_folder(folder, OTHER_FRUIT, Presentation())
    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert (tmp_path / "0.js").read_text() == "mine"


@pytest.mark.parametrize("where", ["parts", "parts/texts"])
def test_links_are_not_written_through(tmp_path: Path, where: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    folder = tmp_path / "search"
    write_folder(folder, FRUIT, Presentation())
    shutil.rmtree(folder / where)
    (folder / where).symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(PinciteError, match="is a link"):
        write_folder(folder, OTHER_FRUIT, Presentation())
    assert files_in(elsewhere) == {}


def test_nothing_is_removed_through_a_link(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    folder = tmp_path / "search"
    write_folder(folder, FRUIT, Presentation())
    group = folder / "parts" / "texts" / group_name(["apples", "pears"])
    shutil.move(group, elsewhere)
    group.symlink_to(elsewhere, target_is_directory=True)
    write_folder(folder, OTHER_FRUIT, Presentation())
    assert {*files_in(elsewhere)} == {"0.js", "1.js"}


def test_a_link_in_place_of_the_page_is_replaced_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "search"
    write_folder(folder, FRUIT, Presentation())
    (folder / "index.html").rename(tmp_path / "kept.html")
    (folder / "index.html").symlink_to(tmp_path / "kept.html")
    before = (tmp_path / "kept.html").read_bytes()
    write_folder(folder, OTHER_FRUIT, Presentation())
    assert (tmp_path / "kept.html").read_bytes() == before
    assert not (folder / "index.html").is_symlink()


def test_indexing_passes_over_the_page(tmp_path: Path) -> None:
    (tmp_path / "fruit.txt").write_text("Fruit\n\nApples and pears.\n")
    write_folder(tmp_path / "search", Faked(articles=MUCH), Presentation())
    assert pincite.build_index(tmp_path).articles == 1
