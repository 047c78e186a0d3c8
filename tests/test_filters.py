"""Fields and dates that narrow a search: whose articles are looked at, after commits and merges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import pincite
from pincite.errors import PinciteError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# By id: title, author, publication, date.
ARTICLES = {
    "Archive/Ä-2016.txt": ("The Summit of Allies", "Anna Reyes", "Northern Ledger", "2016-07-15"),
    "archive/b.txt": ("Summits and talks", "Reyes-Ortiz, Anna", "Northern Review", "2016"),
    "c": ("U.S. Summitry", "A. Reyes", "Ledger of the North", "2017-02"),
    "d": ("Talks", "", "", ""),
}
TEXT = "The allies met.\n\nNothing came of it."


@pytest.fixture(scope="module", params=[1, 4])
def index(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[pincite.Index]:
    """The articles, all committed at once or one by one."""
    folder = tmp_path_factory.mktemp("filters")
    (folder / "gone.txt").write_text("Gone summit\n\nAllies.\n", "utf-8")
    pincite.build_index(folder)
    with pincite.open_index(folder) as index:
        index.remove("gone.txt")
        for number, (name, (title, author, publication, date)) in enumerate(ARTICLES.items(), 1):
            index.add(name, TEXT, title=title, author=author, publication=publication, date=date)
            if number % (5 - request.param) == 0:
                index.commit()
        index.commit()
        yield index


def articles(index: pincite.Index, query: str, **options: Any) -> str:
    """The last letters before the ending of the articles found, in order."""
    found = {hit.article.id for hit in index.find(query, limit=100, **options, repeats=True)}
    return "".join(sorted(name.removesuffix(".txt")[-1] for name in found))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("allies", "6bcd"),
        # Titles: in any form, or as they stand
        ("title:summit", "6b"),
        ("title:summits allies", "6b"),
        ('title:"summit"', "6"),
        ("=title:summits", "b"),
        ("title:US", "c"),
        ("title:summit-of-ally", "6"),
        ('title:"summit of ally"', ""),
        ('title:"summit allies"', ""),
        ('title:"of allies"', "6"),
        ("title:umm", ""),
        ("title:gone", ""),
        # Authors and publications: as they stand
        ("author:reyes", "6bc"),
        ("author:reye", ""),
        ('author:"Anna Reyes"', "6"),
        ("author:reyes-ortiz", "b"),
        ("publication:NORTHERN", "6b"),
        ("publication:northern -publication:ledger", "b"),
        ('publication:"ledger of"', "c"),
        # Paths: any part
        ("path:archive", "6b"),
        ("path:archive/a", "6"),
        ("path:/", "6b"),
        ("path:.TXT", "6b"),
        # Kinds
        ("kind:body author:anna", "6b"),
        ("kind:caption", ""),
        # Dates: what may be
        ("date:2016", "6b"),
        ("date:2016-07", "6b"),
        ("date:2016-07-14", "b"),
        ("date:2016-07-15..2017", "6bc"),
        ("date:2016-12..2017-01", "b"),
        ("date:2017-02-28..", "c"),
        ("date:..2016-07-14", "b"),
        ("-date:..2017", "d"),
        ("allies date:2018", ""),
        # Together
        ("date:2016 title:summit author:ortiz", "b"),
        ("date:2017 OR author:ortiz", "bc"),
        ("(date:2017 OR author:ortiz) met", "bc"),
        ("met NOT (date:2016 OR author:reyes)", "d"),
        ("+met -date:2016 -date:2017", "d"),
        ("met AND date:2016 AND NOT author:ortiz", "6"),
        ("nowhere date:2016", ""),
        ("nowhere OR date:2017", "c"),
    ],
)
def test_whose_paragraphs_are_found(index: pincite.Index, query: str, expected: str) -> None:
    assert articles(index, query) == expected


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2016", None, "6bc"),
        ("2016-08", None, "bc"),
        ("2017", None, "c"),
        (None, "2016", "6b"),
        (None, "2016-07-14", "b"),
        ("2016-07-15", "2016-07-15", "6b"),
        ("2017-01", "2017-03", "c"),
        ("2019", None, ""),
    ],
)
def test_since_and_until_narrow_as_dates_do(
    index: pincite.Index, since: str | None, until: str | None, expected: str
) -> None:
    found = index.find("allies OR came", since=since, until=until, limit=100, repeats=True)
    assert "".join(sorted({hit.article.id.removesuffix(".txt")[-1] for hit in found})) == expected
    dates = f"{since or ''}..{until or ''}"
    assert found.hits == index.find(f"(allies OR came) date:{dates}", limit=100, repeats=True).hits


@pytest.mark.parametrize(
    ("dates", "message"),
    [
        ({"since": "yesterday"}, "since 'yesterday' is no date: write 2018, 2018-04 or 2018-04-18"),
        ({"until": "2018-02-30"}, "until '2018-02-30' is no date"),
        ({"since": ""}, "since '' is no date"),
        ({"since": "2017..2018"}, "is no date"),
        ({"since": "2018", "until": "2017"}, "since 2018 is after until 2017"),
    ],
)
def test_dates_that_are_none(index: pincite.Index, dates: dict[str, str], message: str) -> None:
    with pytest.raises(PinciteError, match=message):
        index.find("allies", **dates)


def test_dates_are_strings(index: pincite.Index) -> None:
    with pytest.raises(TypeError, match="since is a string, not int"):
        index.find("allies", since=2018)  # type: ignore[arg-type]


def test_spellings_are_offered_only_where_they_find_something(index: pincite.Index) -> None:
    assert index.find("alies").suggestions == ("allies",)
    assert index.find("alies", since="2016").suggestions == ("allies",)
    assert index.find("alies", since="2019").suggestions == ()
    assert index.find("alies date:2019").suggestions == ()


def test_of_a_frequent_word_the_best_that_pass_are_found(tmp_path: Path) -> None:
    texts = ["\n\n".join(["Title", *["ally " * (1 + n % 3) + "word " * n for n in range(80)]])] * 3
    (tmp_path / "gone.txt").write_text("Begun\n\nHere.\n", "utf-8")
    pincite.build_index(tmp_path)
    with pincite.open_index(tmp_path) as index:
        for year, text in zip((2016, 2017, 2018), texts, strict=True):
            index.add(str(year), text, date=str(year))
        index.commit()
        everything = [
            hit for hit in index.find("ally", limit=1000, repeats=True) if hit.article.id == "2017"
        ]
        for limit in (1, 10, 30, 100):
            found = index.find("ally date:2017", limit=limit, repeats=True)
            assert found.total == len(everything) == 80
            assert [hit.locator for hit in found] == [hit.locator for hit in everything[:limit]]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"author": "reyes"}, "6bc"),
        ({"author": "Anna Reyes"}, "6"),
        ({"author": "reye"}, ""),
        ({"author": ["anna", "A."]}, "6bc"),
        ({"author": ("Reyes-Ortiz", "nobody")}, "b"),
        ({"author": []}, "6bcd"),
        ({"publication": "NORTHERN"}, "6b"),
        ({"publication": ["Northern Review", "ledger of"]}, "bc"),
        ({"author": "anna", "publication": "ledger"}, "6"),
        ({"author": "anna", "publication": ["ledger", "north"]}, "6"),
        ({"author": "anna", "since": "2016-08"}, "b"),
        ({"author": "reyes", "since": "2016-08", "until": "2016"}, "b"),
        ({"publication": "ledger", "since": "2017", "kind": "body"}, "c"),
        ({"kind": "body"}, "6bcd"),
        ({"kind": ["quote", "list"]}, ""),
        ({"kind": ["quote", "body"], "author": "anna"}, "6b"),
    ],
)
def test_authors_publications_and_kinds_narrow_and_of_several_any_may_fit(
    index: pincite.Index, options: dict[str, Any], expected: str
) -> None:
    assert articles(index, "allies", **options) == expected


def test_what_narrows_changes_no_score(index: pincite.Index) -> None:
    scores = {
        str(hit.locator): hit.score for hit in index.find("allies came", limit=100, repeats=True)
    }
    narrowed = index.find("allies came", author="anna", kind="body", limit=100, repeats=True)
    assert 0 < narrowed.total < len(scores)
    assert all(hit.score == scores[str(hit.locator)] for hit in narrowed)


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"author": "…"}, "author '…' has no word"),
        ({"publication": ["ledger", ""]}, "publication '' has no word"),
        ({"kind": "poem"}, "kind 'poem' is none of body, heading, quote, list, annotation"),
        ({"kind": ["body", "Body"]}, "kind 'Body' is none of"),
    ],
)
def test_a_name_without_a_word_and_a_kind_there_is_not_are_errors(
    index: pincite.Index, options: dict[str, Any], reason: str
) -> None:
    with pytest.raises(PinciteError) as caught:
        index.find("allies", **options)
    assert str(caught.value).startswith(reason)


@pytest.mark.parametrize("options", [{"author": 5}, {"author": [5]}, {"kind": [None]}])
def test_a_name_that_is_no_text_is_refused(index: pincite.Index, options: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        index.find("allies", **options)
