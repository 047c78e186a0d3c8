"""Ids of articles: whatever records are called and files become, no two have the same."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import zipfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import pincite
from profiles import examples

if TYPE_CHECKING:
    from collections.abc import Mapping

BROKEN = "{broken\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder that does not lie in the way of anything."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


def write_records(path: Path, records: Mapping[str, str]) -> None:
    lines = [
        json.dumps({"id": each, "title": "Talks", "text": text}) for each, text in records.items()
    ]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def write_text(path: Path, text: str) -> None:
    path.write_text(f"Talks\n\n{text}\n", encoding="utf-8")


def texts(folder: Path) -> dict[str, str]:
    """The last paragraph of each article, by its id."""
    with pincite.open_index(folder) as index:
        ids = [each.id for each in index.articles()]
        assert len(ids) == len(set(ids))
        return {each: index.article(each).paragraphs[-1].text for each in ids}


def counts(report: pincite.Report) -> dict[str, int]:
    names = ("added", "changed", "removed", "renamed", "unchanged")
    found = {name: getattr(report, name) for name in names} | {"skipped": len(report.skipped)}
    return {name: count for name, count in found.items() if count}


def test_a_record_yields_the_path_of_a_file(home: Path) -> None:
    write_records(home / "x.jsonl", {"a.txt": "The ally came."})
    write_text(home / "a.txt", "The bank failed.")
    assert counts(pincite.build_index(home)) == {"added": 2}
    assert texts(home) == {"a.txt": "The bank failed.", "x.jsonl!/1": "The ally came."}
    assert counts(pincite.build_index(home)) == {"unchanged": 2}


def test_a_file_whose_path_a_record_has_is_indexed_all_the_same(home: Path) -> None:
    write_records(home / "x.jsonl", {"a.txt": "The ally came."})
    pincite.build_index(home)
    write_text(home / "a.txt", "The bank failed.")
    assert counts(pincite.build_index(home)) == {"added": 1, "unchanged": 1}
    assert texts(home) == {"a.txt": "The ally came.", "./a.txt": "The bank failed."}
    assert counts(pincite.build_index(home)) == {"unchanged": 2}
    (home / "a.txt").rename(home / "b.txt")
    assert counts(pincite.build_index(home)) == {"renamed": 1, "unchanged": 1}
    assert texts(home) == {"a.txt": "The ally came.", "b.txt": "The bank failed."}


def test_a_member_of_an_archive_and_a_file_of_the_same_path(home: Path) -> None:
    (home / "z.zip!").mkdir()
    write_text(home / "z.zip!" / "a.txt", "The bank failed.")
    with zipfile.ZipFile(home / "z.zip", "w") as archive:
        archive.writestr("a.txt", "Talks\n\nThe ally came.\n")
    assert counts(pincite.build_index(home)) == {"added": 2}
    assert sorted(texts(home).values()) == ["The ally came.", "The bank failed."]
    assert counts(pincite.build_index(home)) == {"unchanged": 2}


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux")
def test_a_name_that_is_spelt_like_an_odd_one_is_another(home: Path) -> None:
    odd = [home / os.fsdecode(b"\xff.txt"), home / r"\xff.txt", home / r"\x5cxff.txt"]
    for number, path in enumerate(odd):
        write_text(path, f"The tide came in {number} times.")
    assert counts(pincite.build_index(home)) == {"added": 3}
    assert set(texts(home)) == {r"\xff.txt", r"\x5cxff.txt", r"\x5cx5cxff.txt"}
    assert counts(pincite.build_index(home)) == {"unchanged": 3}


def test_a_file_renamed_to_the_id_of_a_record(home: Path) -> None:
    write_records(home / "x.jsonl", {"b.txt": "The ally came."})
    write_text(home / "a.txt", "The bank failed.")
    pincite.build_index(home)
    (home / "a.txt").rename(home / "b.txt")
    assert counts(pincite.build_index(home)) == {"renamed": 1, "unchanged": 1}
    assert texts(home) == {"b.txt": "The ally came.", "./b.txt": "The bank failed."}
    with pincite.open_index(home) as index:
        assert index.article("./b.txt").former == ("a.txt",)


def test_what_can_no_longer_be_read_keeps_its_id(home: Path) -> None:
    write_records(home / "z.jsonl", {"1": "The ally came."})
    pincite.build_index(home)
    (home / "z.jsonl").write_text(BROKEN, encoding="utf-8")
    write_records(home / "a.jsonl", {"1": "The bank failed."})
    assert counts(pincite.build_index(home)) == {"added": 1, "skipped": 1}
    assert texts(home) == {"1": "The ally came.", "a.jsonl!/1": "The bank failed."}


@pytest.mark.parametrize(("source", "target"), [("a", "z"), ("z", "a")])
def test_a_record_that_goes_to_another_file_keeps_its_id(
    home: Path, source: str, target: str
) -> None:
    write_records(home / f"{source}.jsonl", {"1": "The ally came.", "2": "The tide came in."})
    write_records(home / f"{target}.jsonl", {"3": "The bank failed."})
    pincite.build_index(home)
    write_records(home / f"{source}.jsonl", {"2": "The tide came in."})
    write_records(home / f"{target}.jsonl", {"3": "The bank failed.", "1": "The ally came."})
    assert counts(pincite.build_index(home)) == {"changed": 2}
    assert set(texts(home)) == {"1", "2", "3"}
    assert counts(pincite.build_index(home)) == {"unchanged": 2}


def test_records_keep_their_ids_when_their_file_gets_another_suffix(home: Path) -> None:
    write_records(home / "a.jsonl", {"k1": "The ally came.", "k2": "The bank failed."})
    pincite.build_index(home)
    (home / "a.jsonl").rename(home / "a.ndjson")
    assert counts(pincite.build_index(home)) == {"renamed": 1}
    assert texts(home) == {"k1": "The ally came.", "k2": "The bank failed."}


def test_a_renamed_file_of_records_keeps_their_ids_from_its_successor(home: Path) -> None:
    write_records(home / "a.jsonl", {"1": "The ally came."})
    pincite.build_index(home)
    (home / "a.jsonl").rename(home / "b.jsonl")
    write_records(home / "a.jsonl", {"1": "The bank failed."})
    assert counts(pincite.build_index(home)) == {"changed": 1, "renamed": 1}
    assert texts(home) == {"1": "The ally came.", "a.jsonl!/1": "The bank failed."}


PLAIN = ("a.txt", "b.txt")
RECORDS = ("m.jsonl", "m.ndjson", "x.jsonl")
NAMES = st.sampled_from(PLAIN + RECORDS)
IDS = st.sampled_from(["1", "2", *PLAIN, "./a.txt", "x.jsonl", "m.jsonl!/1", "x.jsonl!/2"])
DEEDS = st.one_of(
    st.tuples(st.just("write"), NAMES, st.lists(IDS, min_size=1, max_size=3, unique=True)),
    st.tuples(st.just("break"), st.sampled_from(RECORDS), st.just([])),
    st.tuples(st.just("remove"), NAMES, st.just([])),
    *(
        st.tuples(st.just("move"), st.sampled_from(kind), st.permutations(kind))
        for kind in (PLAIN, RECORDS)
    ),
    st.tuples(st.just("index"), st.just(""), st.just([])),
)


@examples(15)
@given(st.lists(DEEDS, min_size=4, max_size=16))
@example(
    [
        ("write", "x.jsonl", ["b.txt"]),
        ("write", "a.txt", []),
        ("index", "", []),
        ("break", "x.jsonl", []),
        ("move", "a.txt", ["b.txt"]),
    ]
)
def test_whatever_is_done_each_text_has_an_id_of_its_own(
    deeds: list[tuple[str, str, list[str]]],
) -> None:
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root)
        write_text(folder / "stays.txt", "The ally came.")
        written = {"stays.txt": ["The ally came."]}
        for turn, (deed, name, others) in enumerate([*deeds, ("index", "", [])]):
            if deed == "index":
                pincite.build_index(folder, jobs=0)
                check(folder, written)
            else:
                do(folder, written, deed, name, others, turn)


def do(
    folder: Path,
    written: dict[str, list[str]],
    deed: str,
    name: str,
    others: list[str],
    turn: int,
) -> None:
    path = folder / name
    if deed == "write" and name in PLAIN:
        written[name] = [f"This is text {turn}."]
        write_text(path, *written[name])
    elif deed == "write":
        records = {each: f"This is text {turn} of {place}." for place, each in enumerate(others)}
        written[name] = list(records.values())
        write_records(path, records)
    elif deed == "break":
        written[name] = []
        path.write_text(f"{BROKEN}{turn}", encoding="utf-8")
    elif name in written and deed == "move":
        path.replace(folder / others[0])
        written[others[0]] = written.pop(name)
    elif name in written:
        path.unlink()
        del written[name]


def check(folder: Path, written: Mapping[str, list[str]]) -> None:
    """That each text is indexed once, and all else was in a file that is broken now."""
    with pincite.open_index(folder) as index:
        sources = {each.id: each.path.partition("!/")[0] for each in index.articles()}
        assert len(sources) == len(list(index.articles()))
    found: dict[str, Counter[str]] = {name: Counter() for name in written}
    for each, text in texts(folder).items():
        found[sources[each]][text] += 1
    for name, expected in written.items():
        if expected:
            assert found[name] == Counter(expected)
