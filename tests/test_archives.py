from __future__ import annotations

import gzip
import io
import struct
import tracemalloc
import zipfile
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packing import (
    all_in,
    articles_in,
    deflated,
    packed,
    skips_in,
    source_of,
    texts,
    zip_of_deflated,
)
from pincite.errors import SourceError
from pincite.indexer.sources import Skip, articles_of, find_sources, read_articles
from pincite.indexer.sources.archives.unpacking import Allowance, unpacked
from profiles import examples

if TYPE_CHECKING:
    from pathlib import Path

ICE = "The harbour was closed to traffic for the whole of that winter."
THAW = "In May the first ship came in, and the whole town stood on the quay."
RECORDS = f'{{"id": "one", "text": "{ICE}"}}\n{{"text": "{THAW}"}}\n'


def failure(data: bytes, name: str) -> str:
    with pytest.raises(SourceError) as caught:
        all_in(data, name)
    said = str(caught.value)
    assert said
    assert "\n" not in said
    return said


# Zip archives


def test_members_are_articles_addressed_in_their_archive() -> None:
    data = packed({"2018-04-18-the-ice.txt": ICE, "late/thaw.md": f"# The Thaw\n\n{THAW}"})
    ice, thaw = articles_in(data, "old/papers.zip")
    assert ice.id == ice.path == "old/papers.zip!/2018-04-18-the-ice.txt"
    assert (ice.title, ice.date) == ("The ice", "2018-04-18")
    assert (thaw.id, thaw.title) == ("old/papers.zip!/late/thaw.md", "The Thaw")
    assert texts(thaw) == ["The Thaw", THAW]


def test_members_of_several_articles_are_addressed_in_their_member() -> None:
    one, two = articles_in(packed({"a.jsonl": RECORDS}), "papers.zip")
    assert one.id == "one"
    assert one.path.startswith("papers.zip!/a.jsonl!/")
    assert two.id == two.path == "papers.zip!/a.jsonl!/2"


def test_what_nobody_wrote_or_no_reader_knows_is_passed_over() -> None:
    members: dict[str, str | bytes] = {
        "a.txt": ICE,
        "__MACOSX/._a.txt": b"\0\5\x16\7",
        ".hidden.txt": ICE,
        ".git/a.txt": ICE,
        "folder.txt/": b"",
        "picture.jpg": b"\xff\xd8",
        "README.txt": "What this is.",
    }
    (article,) = all_in(packed(members), "a.zip")
    assert not isinstance(article, Skip)
    assert article.id == "a.zip!/a.txt"


def test_an_archive_of_nothing_to_read_says_so() -> None:
    assert "no file in it" in failure(packed({"picture.jpg": b"\xff\xd8"}), "a.zip")
    assert "no file in it" in failure(packed({}), "a.zip")


def test_members_that_cannot_be_read_are_named_and_the_rest_is_read() -> None:
    data = packed({"a.txt": ICE, "empty.txt": "", "bad.docx": "no zip", "z.txt": THAW})
    assert [each.id for each in articles_in(data, "a.zip")] == ["a.zip!/a.txt", "a.zip!/z.txt"]
    assert skips_in(data, "a.zip") == {
        "a.zip!/empty.txt": "has no text",
        "a.zip!/bad.docx": "is no zip file, or is cut off",
    }


def test_a_damaged_member_is_named_and_the_rest_is_read() -> None:
    data = bytearray(packed({"a.txt": ICE, "z.txt": THAW}))
    data[data.index(b"a.txt") + 10] ^= 0xFF
    assert [each.id for each in articles_in(bytes(data), "a.zip")] == ["a.zip!/z.txt"]
    (reason,) = skips_in(bytes(data), "a.zip").values()
    assert "damaged" in reason


def test_encrypted_members_are_named() -> None:
    data = bytearray(packed({"a.txt": ICE}))
    for start in (b"PK\x03\x04", b"PK\x01\x02"):
        data[data.index(start) + (6 if start == b"PK\x03\x04" else 8)] |= 1
    assert skips_in(bytes(data), "a.zip") == {"a.zip!/a.txt": "is protected by a password"}


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_compressions_are_named(method: int) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        archive.writestr("a.txt", ICE)
    (reason,) = skips_in(file.getvalue(), "a.zip").values()
    assert "compressed in a way not read here" in reason


def test_of_two_members_of_one_name_the_last_is_read_and_the_other_named() -> None:
    data = packed({"a.txt": ICE, "b.txt": THAW}).replace(b"b.txt", b"a.txt")
    (article,) = articles_in(data, "a.zip")
    assert texts(article) == [THAW]
    assert list(skips_in(data, "a.zip")) == ["a.zip!/a.txt"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/notes.txt", "etc/notes.txt"),
        ("/etc/notes.txt", "etc/notes.txt"),
        ("C:\\papers\\notes.txt", "papers/notes.txt"),
        ("a/./b/../notes.txt", "a/b/notes.txt"),
        ("no\x1b[31mtes\n.txt", "no\ufffd[31mtes\ufffd.txt"),
        ("a\u202egnp.txt", "a\ufffdgnp.txt"),
        ("Łódź/łódź.txt", "Łódź/łódź.txt"),
    ],
)
def test_names_are_labels_that_are_safe_to_show(name: str, shown: str, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed({name: ICE}))
    (article,) = read_articles(tmp_path / "a.zip", "a.zip")
    assert article.id == f"a.zip!/{shown}"
    assert [each.name for each in tmp_path.iterdir()] == ["a.zip"]


@pytest.mark.parametrize(("encoding", "shown"), [("utf-8", "łódź.txt"), ("cp437", "ñ.txt")])
def test_names_not_marked_as_unicode(encoding: str, shown: str) -> None:
    name = shown.encode(encoding)
    data = packed({"x" * len(name): ICE}).replace(b"x" * len(name), name)
    (article,) = articles_in(data, "a.zip")
    assert article.id == f"a.zip!/{shown}"


def test_archives_in_archives_are_read_one_level_deep() -> None:
    inner = packed({"a.txt": ICE})
    outer = packed({"inner.zip": inner, "b.txt.gz": gzip.compress(THAW.encode())})
    assert [each.id for each in articles_in(outer, "outer.zip")] == [
        "outer.zip!/inner.zip!/a.txt",
        "outer.zip!/b.txt.gz",
    ]
    assert articles_in(outer, "outer.zip")[1].title == "B"
    deeper = packed({"outer.zip": outer, "c.txt": ICE})
    assert [each.id for each in articles_in(deeper, "a.zip")] == ["a.zip!/c.txt"]
    assert skips_in(deeper, "a.zip") == {
        "a.zip!/outer.zip!/inner.zip": "an archive in an archive in an archive",
        "a.zip!/outer.zip!/b.txt.gz": "an archive in an archive in an archive",
    }


def test_documents_in_archives_are_read() -> None:
    main = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body><w:p><w:r><w:t>{ICE}</w:t></w:r></w:p></w:body></w:document>"
    )
    data = packed({"letters/ice.docx": packed({"word/document.xml": main})})
    (article,) = articles_in(data, "a.zip")
    assert (article.id, texts(article)) == ("a.zip!/letters/ice.docx", [ICE])


def test_archives_are_found_in_folders(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed({"a.txt": ICE}))
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(ICE.encode()))
    assert [path.name for path in find_sources([tmp_path])[0]] == ["a.zip", "b.txt.gz"]


# Bombs and damage


def test_a_member_that_unpacks_to_too_much_is_named() -> None:
    bomb = zip_of_deflated({"a.txt": deflated(b"", b"a", 1024), "b.txt": deflated(b"", b"b", 0)})
    forged = zip_of_deflated({"a.txt": deflated(b"", b"a", 1024)}, 0xFFFFFFF0)
    assert len(forged) < 2 << 20
    assert skips_in(forged, "a.zip") == {"a.zip!/a.txt": "unpacks to more than 256 MB"}
    assert "damaged" in skips_in(bomb, "a.zip")["a.zip!/a.txt"]


def test_an_archive_that_unpacks_to_too_much_is_read_so_far(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def small() -> Allowance:
        return Allowance(2 << 20)

    monkeypatch.setattr("pincite.indexer.sources.archives.zip_file.Allowance", small)
    long = f"{ICE}\n\n" * 12_000
    members: dict[str, str | bytes] = {"a.txt": long, "b.zip": packed({"b.txt": long})}
    members |= {f"c{place}.txt": long for place in range(9)}
    read = all_in(packed(members), "a.zip")
    ids = [each.id if not isinstance(each, Skip) else each.path for each in read]
    assert ids == ["a.zip!/a.txt", "a.zip!/b.zip!/b.txt", "a.zip!/c0.txt", "a.zip"]
    assert [each.reason for each in read if isinstance(each, Skip)] == [
        "unpacks to more than 2 MB in all",
        "unpacks to too much; the rest of it was not read",
    ]


def test_members_that_share_their_bytes_are_refused() -> None:
    data = bytearray(zip_of_deflated({"a.txt": deflated(ICE.encode(), b"a", 1), "b.txt": b""}))
    second = data.rindex(b"PK\x01\x02")
    data[second + 42 : second + 46] = bytes(4)
    assert "overlap" in failure(bytes(data), "a.zip")


def test_more_members_than_memory_has_room_for_are_refused() -> None:
    entry = struct.pack("<4s4B4HL2L5H2L", b"PK\x01\x02", 20, 0, 20, 0, *[0] * 14)
    directory = entry * 100_001
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0, 0, len(directory), 0, 0)
    assert "100000 members" in failure(directory + end, "a.zip")


@given(st.data())
@examples(80)
def test_damaged_archives_are_read_or_refused(drawn: st.DataObject) -> None:
    data = packed({"a.txt": ICE, "b/c.jsonl": RECORDS, "d.zip": packed({"e.txt": THAW})})
    damaged = bytearray(data)
    for _ in range(drawn.draw(st.integers(1, 4))):
        damaged[drawn.draw(st.integers(0, len(data) - 1))] = drawn.draw(st.integers(0, 255))
    cut = drawn.draw(st.integers(0, len(data)))
    for each in (bytes(damaged), data[:cut]):
        with suppress(SourceError):
            all_in(each, "a.zip")


# gzip


def test_what_is_packed_is_read_by_its_own_name(tmp_path: Path) -> None:
    packed_text = gzip.compress(f"By Anna Nowak\n\n{ICE}".encode())
    (tmp_path / "2018-04-18-the-ice.txt.gz").write_bytes(packed_text)
    (article,) = read_articles(tmp_path / "2018-04-18-the-ice.txt.gz", "ice.txt.gz")
    assert (article.id, article.path) == ("ice.txt.gz", "ice.txt.gz")
    assert (article.title, article.date, article.author) == ("The ice", "2018-04-18", "Anna Nowak")


def test_packed_records_are_read_one_by_one() -> None:
    one, two = articles_in(gzip.compress(RECORDS.encode()), "a.jsonl.gz")
    assert (one.id, two.id) == ("one", "a.jsonl.gz!/2")


def test_a_packed_archive_is_read() -> None:
    data = gzip.compress(packed({"a.txt": ICE}))
    (article,) = articles_in(data, "a.zip.gz")
    assert article.id == "a.zip.gz!/a.txt"


def test_what_was_packed_without_saying_so_is_read() -> None:
    (article,) = articles_in(gzip.compress(ICE.encode()), "a.txt")
    assert texts(article) == [ICE]


def test_packed_files_of_no_known_format_say_so() -> None:
    assert "no format that is read here" in failure(gzip.compress(b"\0" * 512), "a.tar.gz")


@pytest.mark.parametrize("name", ["a.txt.gz", "a.jsonl.gz", "a.docx.gz"])
def test_damaged_packed_files_say_so(name: str) -> None:
    data = gzip.compress(RECORDS.encode() * 100)
    wrong = data[:-8] + bytes(8)
    for each in (data[: len(data) // 2], data[:5], wrong, b"\x1f\x8b\x08" + bytes(40)):
        failure(each, name)


def test_a_packed_bomb_is_refused() -> None:
    head = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
    bomb = head + deflated(b"", b"a", 1030) + bytes(8)
    assert len(bomb) < 2 << 20
    assert "MB" in failure(bomb, "a.txt.gz")


def test_a_stream_stops_at_what_it_is_allowed() -> None:
    def left(allowance: Allowance, largest: int) -> bytes:
        with unpacked(io.BytesIO(b"a" * 300), allowance, largest) as stream:
            return stream.read()

    assert left(Allowance(300), 300) == b"a" * 300
    shared = Allowance(500)
    left(shared.inner(), 300)
    with pytest.raises(SourceError, match="in all"):
        left(shared, 300)
    with pytest.raises(SourceError, match="more than"):
        left(Allowance(), 299)


def test_packed_records_are_read_while_they_unpack() -> None:
    head = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
    data = head + deflated(RECORDS.encode(), b"\n", 200) + bytes(8)
    tracemalloc.start()
    try:
        first = next(articles_of(source_of(data, "a.jsonl.gz")))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert not isinstance(first, Skip)
    assert first.id == "one"
    assert most < 50 << 20
