from __future__ import annotations

import json
from pathlib import Path

import pytest

from pincite.errors import SourceError
from pincite.indexer.sources import ReadOptions
from pincite.indexer.sources.sidecars import Sidecars, read_sidecars

HEADER = "path,title,author,publication,volume,issue,date,language,url\n"
ROW = "a.txt,The fair,Ann Lee,The Weekly,15,59,18 April 2018,de,https://example.org/fair\n"
STATED = {
    "title": "The fair",
    "author": "Ann Lee",
    "publication": "The Weekly",
    "volume": "15",
    "issue": "59",
    "date": "2018-04-18",
    "language": "german",
    "url": "https://example.org/fair",
}


def write(path: Path, text: str = "Words.\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def read(table: Path, root: Path | None = None, *fields: tuple[str, str]) -> Sidecars:
    return read_sidecars([table], root or table.parent, ReadOptions(fields=fields))


def values(sidecars: Sidecars, path: Path, key: str = "") -> dict[str, str]:
    return {name: stated.value for name, stated in sidecars.stated_of(path, key).items()}


def notes(sidecars: Sidecars, *paths: Path) -> dict[str, str]:
    return {Path(note.path).name: note.reason for note in sidecars.unused(paths)}


# Tables


@pytest.mark.parametrize("name", ["m.csv", "m.tsv", "m.jsonl", "m.json", "list.json", "by.json"])
def test_a_table_states_the_fields_of_a_file(tmp_path: Path, name: str) -> None:
    article = write(tmp_path / "a.txt")
    columns, row = HEADER.strip().split(","), ROW.strip().split(",")
    record = dict(zip(columns, row, strict=True))
    shown = {
        "m.csv": HEADER + ROW,
        "m.tsv": (HEADER + ROW).replace(",", "\t"),
        "m.jsonl": json.dumps(record),
        "m.json": json.dumps({"articles": [record]}),
        "list.json": json.dumps([record]),
        "by.json": json.dumps({record.pop("path"): record}),
    }
    sidecars = read(write(tmp_path / name, shown[name]))
    assert values(sidecars, article) == STATED
    assert {stated.origin for stated in sidecars.stated_of(article).values()} == {name}
    assert sidecars.unused() == []


@pytest.mark.parametrize("column", ["path", "File", "filename", "id", "file name", "File_Name"])
def test_columns_that_name_the_file(tmp_path: Path, column: str) -> None:
    article = write(tmp_path / "a.txt")
    sidecars = read(write(tmp_path / "m.csv", f"Headline,{column}\nThe fair,a.txt\n"))
    assert values(sidecars, article) == {"title": "The fair"}


def test_columns_that_a_user_names(tmp_path: Path) -> None:
    article = write(tmp_path / "a.txt")
    table = write(tmp_path / "m.csv", "Datei,Titel,Title\na.txt,Der Markt,No\n")
    sidecars = read(table, None, ("id", "datei"), ("title", "Titel"))
    assert values(sidecars, article) == {"title": "Der Markt"}


def test_files_are_found_from_the_table_and_from_the_root(tmp_path: Path) -> None:
    near, far = write(tmp_path / "in" / "a.txt"), write(tmp_path / "far" / "b.txt")
    there = write(tmp_path / "in" / "sub" / "c.txt")
    rows = "a.txt,A\nfar/b.txt,B\nsub\\c.txt,C\n"
    sidecars = read(write(tmp_path / "in" / "m.csv", "path,title\n" + rows), tmp_path)
    assert [values(sidecars, each)["title"] for each in (near, far, there)] == ["A", "B", "C"]


def test_another_way_to_the_same_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a.txt")
    (tmp_path / "link").symlink_to(tmp_path)
    sidecars = read(write(tmp_path / "m.csv", HEADER + ROW))
    monkeypatch.chdir(tmp_path)
    for path in (Path("a.txt"), tmp_path / "link" / "a.txt", tmp_path / "x" / ".." / "a.txt"):
        assert values(sidecars, path) == STATED


def test_what_is_inside_a_file_has_rows_of_its_own(tmp_path: Path) -> None:
    archive = write(tmp_path / "a.zip")
    rows = "a.zip,All,The Weekly\na.zip!/b.html,One,\n"
    sidecars = read(write(tmp_path / "m.csv", "path,title,publication\n" + rows))
    assert values(sidecars, archive) == {"title": "All", "publication": "The Weekly"}
    assert values(sidecars, archive, "b.html") == {"title": "One", "publication": "The Weekly"}
    assert values(sidecars, archive, "c.html") == values(sidecars, archive)
    inside = sidecars.stated_inside(archive)
    assert {key: fields["title"].value for key, fields in inside.items()} == {"b.html": "One"}


def test_a_row_number_is_no_issue(tmp_path: Path) -> None:
    article = write(tmp_path / "a.txt")
    assert values(read(write(tmp_path / "m.csv", "No.,path,title\n7,a.txt,A\n")), article) == {
        "title": "A"
    }
    table = write(tmp_path / "n.csv", "path,volume,no\na.txt,15,59\n")
    assert values(read(table), article) == {"volume": "15", "issue": "59"}


def test_what_is_of_no_use_is_told(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    rows = "a.txt,A,03/04/2018\ngone.txt,B,\n,C,\nd,e\na.txt,Again,2018\n"
    sidecars = read(write(tmp_path / "m.csv", "path,title,date\n" + rows))
    assert [(note.path.partition("!/")[2], note.reason) for note in sidecars.unused()] == [
        ("line 2", "date “03/04/2018” is not understood"),
        ("line 3", "there is no file gone.txt"),
        ("line 4", "names no file"),
        ("line 5", "2 columns, where the header has 3"),
        ("line 6", "names a.txt again; what is stated first goes first"),
    ]
    assert values(sidecars, tmp_path / "a.txt") == {"title": "A", "date": "2018"}


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("m.csv", "", "has no header row"),
        ("m.csv", "title,author\nA,B\n", "names no files: it needs a column path"),
        ("m.json", "{", "not JSON"),
        ("m.json", '"x"', "JSON, but no list of objects"),
        ("m.jsonl", "[1]\n", "names no files"),
        ("m.csv", "path,\0\n" * 3, "names no files"),
        ("gone.csv", None, "cannot be read (No such file or directory)"),
    ],
)
def test_tables_that_are_none(tmp_path: Path, name: str, text: str | None, reason: str) -> None:
    table = tmp_path / name
    if text is not None:
        write(table, text)
    with pytest.raises(SourceError) as raised:
        read(table)
    assert str(raised.value).startswith(f"{table}: {reason}")
    assert "\n" not in str(raised.value)


# Files beside files


def test_files_beside_a_file_state_its_fields(tmp_path: Path) -> None:
    article, other = write(tmp_path / "a.txt"), write(tmp_path / "a.html")
    write(tmp_path / "a.meta.json", '{"title": "Both", "date": "2018"}')
    write(tmp_path / "a.txt.meta.json", '{"title": "One", "author": [{"name": "Ann"}], "x": {}}')
    sidecars = Sidecars()
    assert values(sidecars, article) == {"title": "One", "author": "Ann", "date": "2018"}
    assert values(sidecars, other) == {"title": "Both", "date": "2018"}
    assert sidecars.stated_of(article)["title"].origin == "a.txt.meta.json"
    assert sidecars.stated_of(tmp_path / "b.txt") == {}


def test_a_table_goes_before_what_lies_beside(tmp_path: Path) -> None:
    article = write(tmp_path / "a.txt")
    write(tmp_path / "a.meta.json", '{"title": "Beside", "author": "Bo"}')
    sidecars = read(write(tmp_path / "m.csv", "path,title\na.txt,Table\n"))
    assert values(sidecars, article) == {"title": "Table", "author": "Bo"}


@pytest.mark.parametrize("text", ["{", "[]", "", '"x"', "[" * 100_000])
def test_a_damaged_file_beside_costs_no_text_and_is_told(tmp_path: Path, text: str) -> None:
    article = write(tmp_path / "a.txt")
    write(tmp_path / "a.meta.json", text)
    assert Sidecars().stated_of(article) == {}
    assert list(notes(Sidecars(), article)) == ["a.meta.json"]


def test_a_value_beside_that_is_not_understood_is_told(tmp_path: Path) -> None:
    article = write(tmp_path / "a.txt")
    write(tmp_path / "a.meta.json", '{"date": "soon", "title": "A"}')
    assert values(Sidecars(), article) == {"title": "A"}
    assert notes(Sidecars(), article) == {"a.meta.json": "date “soon” is not understood"}


def test_sidecars_are_no_articles(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    table = write(tmp_path / "m.csv", HEADER + ROW)
    sidecars = read(table)
    for name in ("a.meta.json", "a.txt.META.json", "m.csv"):
        assert sidecars.is_sidecar(tmp_path / name)
    assert not sidecars.is_sidecar(tmp_path / "a.json")
    assert not Sidecars().is_sidecar(table)


# Staying in step


def test_the_digest_changes_with_what_is_stated(tmp_path: Path) -> None:
    article, other = write(tmp_path / "a.txt"), write(tmp_path / "b.txt")
    assert Sidecars().digest_of(article) == ""
    table = tmp_path / "m.csv"
    seen = {""}
    for rows in ("a.txt,A\n", "a.txt,B\n", "a.txt,B\na.txt!/1,C\n", "a.txt,B\na.txt!/1,D\n"):
        digest = read(write(table, "path,title\n" + rows)).digest_of(article)
        assert digest not in seen
        seen.add(digest)
        again = read(write(table, "path,title,note\n" + rows.replace("\n", ",x\n")))
        assert again.digest_of(article) == digest
        assert again.digest_of(other) == ""
    write(tmp_path / "a.meta.json", '{"author": "Bo"}')
    assert read(table).digest_of(article) not in seen
