from __future__ import annotations

import codecs
import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.errors import PinciteError, SourceError
from pincite.indexer.sources import ReadOptions, read_articles, source_at
from pincite.indexer.sources.decoding import check_encoding, decode, is_binary, text_of
from pincite.indexer.sources.mail.charsets import decode_declared
from written import ENCODINGS, TEXTS, UNICODE, written

if TYPE_CHECKING:
    from pathlib import Path

    from pincite.indexer.articles import Article

TEXT = "Talks in Łódź\n\nThey cost €5, said the “host” — naïvely.\n"
UNKNOWN = "not UTF-8, and its encoding cannot be told; name it with --encoding, or save it as UTF-8"


def read(folder: Path, content: bytes | str, name: str = "a.txt") -> Article:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (article,) = read_articles(path, name)
    return article


def decoded(data: bytes) -> str | None:
    try:
        return decode(data)
    except SourceError:
        return None


# What is Unicode


@pytest.mark.parametrize("marked", [False, True])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_unicode_encodings(tmp_path: Path, encoding: str, *, marked: bool) -> None:
    article = read(tmp_path, ("\ufeff" * marked + TEXT).encode(encoding))
    assert article.title == "Talks in Łódź"
    assert article.paragraphs[1].text == "They cost €5, said the “host” — naïvely."
    assert article.paragraphs[0].chars == (0, 13)


@given(st.text(st.characters(exclude_characters="\0\x1b", exclude_categories=("Cs", "Cc"))))
def test_utf8_text_is_read_as_it_is(text: str) -> None:
    assert decode(text.encode()) == text.removeprefix("\ufeff")


@pytest.mark.parametrize("damage", [b"\xc3", b"\xff", b"\xe2\x82"])
def test_damaged_utf8_is_never_taken_for_another_encoding(damage: bytes) -> None:
    text = TEXTS["french"].encode()
    for data in (text[:200] + damage + text[200:], text + damage):
        with pytest.raises(SourceError, match=r"^damaged UTF-8 \(byte \d+\)$"):
            decode(data)


# What is not


def test_texts_of_thirty_languages_are_right_or_refused_and_never_nonsense() -> None:
    refused = []
    for language, encoding, text, data in written():
        read = decoded(data)
        assert read in {text, None}, (language, encoding)
        if read is None:
            refused.append((language, encoding, len(text)))
    # Single sentences with next to no letters beyond ASCII.
    assert len(refused) <= 5, refused
    assert all(encoding not in UNICODE and length < 120 for _, encoding, length in refused)


@pytest.mark.parametrize(
    ("language", "encoding"),
    [(language, encoding) for language in ENCODINGS for encoding in ENCODINGS[language]],
)
def test_each_language_is_read_in_the_encodings_it_is_found_in(
    language: str, encoding: str
) -> None:
    (text, data), *_ = [
        (text, data) for *known, text, data in written() if known == [language, encoding]
    ]
    assert decode(data) == text
    assert decode(data, encoding) == text


ENGLISH = (
    "The ministers met in the old hall by the river, and nobody was in a hurry to leave. {} said so"
    " to a reporter on Monday, and the rest of the day went by without a word from anybody else.\n"
)


@pytest.mark.parametrize(
    "name",
    ["Gröning", "“Yes,” he", "Peña", "François", "São Paulo’s mayor", "Sæther", "£5, it", "Åsa"],
)
def test_a_name_in_an_english_text_is_in_the_windows_encoding(name: str) -> None:
    text = ENGLISH.format(name)
    assert decode(text.encode("cp1252")) == text


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        *((name, "cp1250") for name in ("Dvořák", "Čapek", "Kaczyński", "Wałęsa", "Šarić", "Győr")),
        *((name, "cp1254") for name in ("Erdoğan", "Kılıç", "Şahin", "İnönü")),
        *((name, "cp850") for name in ("Müller", "naïve", "señor", "João")),
        *((name, "mac-roman") for name in ("Müller", "naïve", "señor", "João")),
        ("北京", "gb18030"),
        ("東京", "shift-jis"),
    ],
)
def test_a_name_that_would_be_a_guess_is_refused(name: str, encoding: str) -> None:
    with pytest.raises(SourceError, match=f"^{UNKNOWN}$"):
        decode(ENGLISH.format(name).encode(encoding))


def test_capitals_are_cyrillic_as_well() -> None:
    text = TEXTS["russian"].upper()
    assert decode(text.encode("cp1251")) == text


def test_a_long_text_with_little_beyond_ascii_is_read_quickly_and_right() -> None:
    text = "The same line again.\n" * 50_000 + "A café.\n"
    assert decode(text.encode("cp1252")) == text


# What is no text


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"word\0word word word word",
        b"word\0word word word wor",
        bytes(range(256)) * 4,
        b"\x81\x8d\x8f\x90 text",
        "\ufefftext".encode("utf-16-le")[:-1],
        b"\xef\xbb\xbf\xff\xfe",
        b"caf\xe9 " + b"\x01\x02\x03" * 9,
    ],
)
def test_what_is_not_text_is_refused_in_one_line(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(SourceError, match=r"\Anot [^\n]*save it as UTF-8[^\n]*\Z"):
        read(tmp_path, content)


@given(
    st.binary(), st.sampled_from(["", "utf-8", "utf-16", "cp1252", "gb18030", "iso2022_jp", "no"])
)
def test_no_bytes_break_the_decoder(data: bytes, encoding: str) -> None:
    try:
        text = decode(data, encoding)
    except SourceError:
        return
    assert not is_binary(text)
    assert text.encode("utf-8", "strict") is not None


# What a user says


def test_the_encoding_that_is_named_goes_before_what_would_be_found() -> None:
    data = "naïve".encode()
    assert decode("naïve".encode("cp850"), "cp850") == "naïve"
    assert decode(codecs.BOM_UTF8 + data, "cp1252") == "naïve"
    assert decode(codecs.BOM_UTF16_LE + "naïve".encode("utf-16-le"), "cp1252") == "naïve"
    assert decode("Gyula Győr".encode("cp1250"), "cp1250") == "Gyula Győr"


@pytest.mark.parametrize("encoding", ["cp850", "cp1252", "koi8-r", "shift_jis", "utf-16"])
def test_what_is_valid_utf8_is_that_whatever_is_named(encoding: str) -> None:
    text = "Die Häfen waren geschlossen – für immer."
    assert decode(text.encode(), encoding) == text
    assert decode("Plain.".encode(encoding), encoding) == "Plain."
    assert decode_declared(text.encode(), "", encoding) == text


def test_the_encoding_comes_with_the_source(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Wałęsa".encode("cp1250"))
    assert text_of(source_at(path, "a.txt", ReadOptions(encoding="cp1250"))) == "Wałęsa"
    with pytest.raises(SourceError, match=r"encoding utf-8 that it is said to be in$"):
        text_of(source_at(path, "a.txt", ReadOptions(encoding="utf-8")))


@pytest.mark.parametrize("name", ["utf-8", "UTF8", "latin1", "windows-1251", "gb18030", "utf-16"])
def test_encodings_that_can_be_named(name: str) -> None:
    check_encoding(name)


@pytest.mark.parametrize(
    "name", ["", "utf-9", "zlib", "rot13", "hex", "idna", "unicode_escape", "a\0b", "ü"]
)
def test_encodings_that_there_are_not(name: str) -> None:
    with pytest.raises(PinciteError, match=r"\Ano encoding is called [^\n]*\Z"):
        check_encoding(name)


# Files


NO_TEXT = ["", " \n\t\r\n", "\ufeff", "***\n"]


@pytest.mark.parametrize(
    ("name", "content"),
    [(name, content) for name in ("a.txt", "a.md") for content in NO_TEXT]
    + [("a.md", "---\ntitle: A\n---\n"), ("a.txt", "---\ntitle: A\n---\n")],
)
def test_a_file_without_text(tmp_path: Path, name: str, content: str) -> None:
    with pytest.raises(SourceError, match=r"^has no text$"):
        read(tmp_path, content, name)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        read_articles(tmp_path / "gone.txt", "gone.txt")
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(SourceError, match="not a regular file"):
        read_articles(tmp_path / "folder.txt", "folder.txt")
    with pytest.raises(SourceError, match="no reader"):
        read(tmp_path, "a", "a.png")


def test_an_article_is_named_by_its_id(tmp_path: Path) -> None:
    path = tmp_path / "a.TXT"
    path.write_text(TEXT, encoding="utf-8")
    (article,) = read_articles(path, "folder/a.TXT")
    assert (article.id, article.path) == ("folder/a.TXT", "folder/a.TXT")


@pytest.mark.parametrize(
    "data",
    [
        b"\x00\x01\x02\xff" * 100,
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\xe0\x08\x06\0\0\0",
        b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xdb\0C\0",
        b"GIF89a\x10\0\x10\0\xf7\0\0\0\0\0\0\x003\0\0f",
        b"\x7fELF\x02\x01\x01" + bytes(9) + b"\x03\0>\0\x01\0\0\0",
        b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0",
        b"SQLite format 3\0\x10\0\x01\x01\0@  \0\0\0\x05",
        b"\x1f\x8b\x08\0\0\0\0\0\x02\xff\xcbH\xcd\xc9\xc9W(\xcf/\xcaI\x01",
        b"RIFF$\x08\0\0WAVEfmt \x10\0\0\0\x01\0\x02\0",
        b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom",
        b"\0\x01\0\0\0\x0f\0\x80\0\x03\0pGDEF",
        b"wOFF\0\x01\0\0\0\0\x1c\0\0\x0e\0\0",
        b"OggS\0\x02\0\0\0\0\0\0\0\0\x1a\x02",
        b"ID3\x03\0\0\0\0\x1f\x76TIT2",
        b"\0asm\x01\0\0\0",
        b"\xca\xfe\xba\xbe\0\0\0=\0\x1d\n\0",
        *(random.Random(seed).randbytes(400) + b"\0\0" for seed in range(30)),
        *(b"".join(n.to_bytes(2, "little") for n in range(seed, 9000, 7)) for seed in range(5)),
    ],
)
def test_binary_data_is_refused_and_never_taken_for_wide_text(data: bytes) -> None:
    with pytest.raises(SourceError, match=r"^not text but binary data; "):
        decode(data)
