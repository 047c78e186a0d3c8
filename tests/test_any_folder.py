"""A folder with every format: the same paragraphs are found in each, and can be cited."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import pincite
from any_folder import PARAGRAPHS, TITLE, write_folder
from packing import packed
from pincite.indexer.sources.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pincite import Index


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return write_folder(tmp_path_factory.mktemp("any") / "folder")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("any") / "folder"
    write_folder(folder)
    report = pincite.build_index(folder)
    assert report.skipped == ()
    with pincite.open_index(folder) as opened:
        yield opened


def test_the_folder_has_every_format(names: dict[str, str]) -> None:
    for each in FORMATS:
        assert any(name.endswith(each.suffixes) for name in names), each.name


@pytest.mark.parametrize("sentence", PARAGRAPHS)
def test_a_paragraph_is_found_in_every_format(
    index: Index, names: dict[str, str], sentence: str
) -> None:
    results = index.find(f'"{sentence}"', limit=50, repeats=True)
    assert {hit.article.id for hit in results} == set(names.values())
    assert {hit.paragraph.text for hit in results} == {sentence}
    assert {hit.article.title for hit in results} == {TITLE}
    for hit in results:
        assert index.resolve(hit.locator.reference).status == "same"
        assert [hit.paragraph.text[start:end] for start, end in hit.spans] == [
            sentence.strip("“").rstrip(".")
        ]


def test_what_a_page_has_around_its_article_is_not_in_the_index(index: Index) -> None:
    assert index.find("timetable", limit=50, repeats=True).total == len(index.articles())


def test_places_are_pages_or_lines_or_neither(index: Index) -> None:
    hits = index.find('"tablecloths"', limit=50, repeats=True)
    places = {hit.article.id: (hit.paragraph.lines, hit.paragraph.pages) for hit in hits}
    assert places["ferry.txt"] == ((5, 5), None)
    assert places["ferry.html"] == ((3, 3), None)
    assert places["ferry.pdf"] == (None, (1, 1))
    assert places["ferry.docx"] == (None, None)
    assert places["ferry-in-a-table"] == ((2, 6), None)


def test_what_is_packed_in_an_archive_is_read_by_a_worker_too(tmp_path: Path) -> None:
    """A worker may write to no file, and a document inside an archive cannot be gone back in."""
    write_folder(tmp_path / "all")
    folder = tmp_path / "packed"
    folder.mkdir()
    documents = {path.name: path.read_bytes() for path in (tmp_path / "all").iterdir()}
    del documents["archive.zip"]
    (folder / "all.zip").write_bytes(packed({"a.zip": packed({"a.txt": "A text."}), **documents}))
    report = pincite.build_index(folder, keep_duplicates=True, jobs=1)
    assert report.skipped == ()
    with pincite.open_index(folder) as index:
        found = index.find("tablecloths", limit=50, repeats=True)
        assert len({hit.article.path for hit in found}) == len(documents)
        assert index.article("all.zip!/a.zip!/a.txt").title


def test_copies_of_records_are_named_with_the_file_they_are_in(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_text('{"text": "One."}\n{"text": "Two."}\n', encoding="utf-8")
    pincite.build_index(tmp_path)
    with pincite.open_index(tmp_path) as index:
        copies = {article.id: article.copies for article in index.articles()}
    assert copies == {"a.jsonl!/1": ("b.jsonl!/1",), "a.jsonl!/2": ("b.jsonl!/2",)}


@pytest.mark.parametrize(
    "said",
    [
        *({name: [1]} for name in ("include", "exclude", "paths", "meta", "fields")),
        *({name: [["a"], None, {}]} for name in ("include", "exclude", "paths", "meta", "fields")),
        {"paths": ["\ud800"]},
        {"paths": "\0"},
        {"encoding": ["utf-8"], "hidden": "yes", "fields": [["text"]]},
    ],
)
def test_settings_that_were_tampered_with_are_as_if_not_said(
    tmp_path: Path, said: dict[str, object]
) -> None:
    (tmp_path / "a.txt").write_text("A text.", encoding="utf-8")
    settings = pincite.build_index(tmp_path).index / "settings.json"
    known = json.loads(settings.read_text("utf-8"))
    settings.write_text(json.dumps({**known, "reading": said}), encoding="utf-8")
    assert pincite.build_index(tmp_path).articles == 1


def test_what_agencies_repeat_of_the_story_so_far_is_no_boilerplate(tmp_path: Path) -> None:
    background = (
        "The strait has been closed to tankers since March, when the two governments, which had "
        "shared its pilots for sixty years, each sent the pilots of the other home."
    )
    for number in range(6):
        own = f"Report {number} had much to say of harbour {number} and its {number} pilots. " * 5
        text = f"Harbour {number}\n\n{own}\n\n{background}\n\nWrite to our desk.\n"
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    pincite.build_index(tmp_path)
    with pincite.open_index(tmp_path) as index:
        kinds = [
            {
                paragraph.text: paragraph.kind.value
                for paragraph in index.article(each.id).paragraphs
            }
            for each in index.articles()
        ]
    assert {each[background] for each in kinds} == {"body"}
    assert {each["Write to our desk."] for each in kinds} == {"boilerplate"}
