"""A folder with every format: the same paragraphs are found in each, and can be cited."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import pincite
from any_folder import PARAGRAPHS, TITLE, write_folder
from pincite.indexer.sources.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator

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
