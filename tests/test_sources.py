from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.errors import SourceError
from pincite.indexer.sources import READERS, Skip, find_sources, read_articles
from pincite.indexer.sources.decoding import decode, is_binary

TEXT = "Talks in Łódź\n\nThey cost €5, said the “host” — naïvely.\n"


def write(path: Path, content: bytes | str = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def found(*paths: Path) -> list[Path]:
    return find_sources(paths)[0]


def skipped(*paths: Path) -> dict[str, str]:
    return {skip.path: skip.reason for skip in find_sources(paths)[1]}


# Reading


@pytest.mark.parametrize(
    "encoding",
    [
        *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"),
        pytest.param("bom-utf-16-be", id="utf-16-be with a mark"),
        pytest.param("bom-utf-32-be", id="utf-32-be with a mark"),
    ],
)
def test_unicode_encodings(tmp_path: Path, encoding: str) -> None:
    name = encoding.removeprefix("bom-")
    content = (("\ufeff" if name != encoding else "") + TEXT).encode(name)
    (article,) = read_articles(write(tmp_path / "a.txt", content), "a.txt")
    assert article.title == "Talks in Łódź"
    assert article.paragraphs[1].text == "They cost €5, said the “host” — naïvely."
    assert article.paragraphs[0].chars == (0, 13)


def test_windows_text_is_the_last_guess(tmp_path: Path) -> None:
    content = "Café\n\nThe “host” paid €5 — naïvely.\n".encode("cp1252")
    (article,) = read_articles(write(tmp_path / "a.txt", content), "a.txt")
    assert article.paragraphs[1].text == "The “host” paid €5 — naïvely."


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"word\0word word word word",
        bytes(range(256)) * 4,
        b"\x81\x8d\x8f\x90 text",
        "\ufefftext".encode("utf-16-le")[:-1],
        b"\xef\xbb\xbf\xff\xfe",
        b"caf\xe9 " + b"\x01\x02\x03" * 9,
    ],
)
def test_what_is_not_text_is_refused_in_one_line(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(SourceError, match=r"\Anot .*; save it as UTF-8.*\Z"):
        read_articles(write(tmp_path / "a.txt", content), "a.txt")


WESTERN = {
    "french": "À la fin de l'été, les ministres étrangers ont été reçus à l'Élysée : dîner.",
    "german": "Die Außenminister führten am späten Abend schöne Gespräche „über“ größere Bürden.",
    "spanish": "La reunión se celebró en Málaga el año pasado. ¿Qué pasó después? Nadie sabía más.",
    "portuguese": "A reunião não começou às três; há razões próprias, então não há solução.",
    "swedish": "Utrikesministrarna träffades på måndagen för att förhandla om nya öppningar.",
    "icelandic": "Utanríkisráðherrarnir hittust á mánudaginn og ræddu það sem þjóðirnar þurfa.",
    "a name": "Only once did Mr Gröning come to the café.",
}


@pytest.mark.parametrize("language", WESTERN)
def test_western_languages_in_the_windows_encoding(language: str) -> None:
    text = WESTERN[language] * 3
    assert decode(text.encode("cp1252")) == text


RUSSIAN = (
    "Путин и Си встретились в Москве, и никто не спешил уезжать. Министры говорили о торговле."
)
UKRAINIAN = "Міністри зустрілися у Києві, і ніхто не поспішав їхати додому. Є й інші новини."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (UKRAINIAN, "cp1251"), (RUSSIAN.upper(), "cp1251")],
)
def test_cyrillic_is_told_from_western_letters(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "iso8859-5"),
        (RUSSIAN, "cp866"),
        (RUSSIAN, "mac-cyrillic"),
        ("Żadna ze stron nie chciała ustąpić, więc rozmowy trwały. Wałęsa już był.", "cp1250"),
        ("Mr Wałęsa was there.", "cp1250"),
        ("Příliš žluťoučký kůň úpěl. Ministři se setkali a hovořili o obchodě.", "cp1250"),
        (
            "A külügyminiszterek a folyó melletti régi teremben találkoztak, több erős bővült.",
            "cp1250",
        ),
        ("Dışişleri bakanları nehir kıyısındaki eski salonda buluştu. Değişik ışık.", "cp1254"),
        ("Οι υπουργοί συναντήθηκαν στην παλιά αίθουσα δίπλα στο ποτάμι.", "cp1253"),
        ("两国外长在莫斯科举行会谈。谈话持续了两天。", "gbk"),
        ("外相は川沿いの古いホールで会談した。", "shift-jis"),
        ("À la fin de l'été, les ministres reçus à l'Élysée", "mac-roman"),
    ],
)
def test_what_cannot_be_told_is_refused_and_never_guessed(text: str, encoding: str) -> None:
    reason = "not UTF-8, and its encoding cannot be told; save it as UTF-8"
    with pytest.raises(SourceError, match=f"^{reason}$"):
        decode((text * 2).encode(encoding))


NO_TEXT = ["", " \n\t\r\n", "\ufeff", "***\n"]


@pytest.mark.parametrize(
    ("name", "content"),
    [(name, content) for name in ("a.txt", "a.md") for content in NO_TEXT]
    + [("a.md", "---\ntitle: A\n---\n")],
)
def test_a_file_without_text(tmp_path: Path, name: str, content: str) -> None:
    with pytest.raises(SourceError, match=r"^has no text$"):
        read_articles(write(tmp_path / name, content), name)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        read_articles(tmp_path / "gone.txt", "gone.txt")
    with pytest.raises(SourceError, match="not a regular file"):
        read_articles(write(tmp_path / "folder.txt" / "a.txt").parent, "folder.txt")
    with pytest.raises(SourceError, match="no reader"):
        read_articles(write(tmp_path / "a.pdf"), "a.pdf")


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes in folders there")
def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert found(tmp_path) == []
    assert skipped(tmp_path) == {str(tmp_path / "pipe.txt"): "not a regular file"}
    assert skipped(tmp_path / "pipe.txt") == skipped(tmp_path)
    with pytest.raises(SourceError, match="not a regular file"):
        read_articles(tmp_path / "pipe.txt", "pipe.txt")


def test_an_article_is_named_by_its_id(tmp_path: Path) -> None:
    (article,) = read_articles(write(tmp_path / "a.TXT"), "folder/a.TXT")
    assert (article.id, article.path) == ("folder/a.TXT", "folder/a.TXT")
    assert article.language == ""


@given(st.binary())
def test_no_bytes_break_the_decoder(data: bytes) -> None:
    try:
        text = decode(data)
    except (UnicodeDecodeError, SourceError):
        return
    assert isinstance(is_binary(text), bool)
    assert text.encode("utf-8", "strict") is not None


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",))))
def test_utf8_text_is_read_as_it_is(text: str) -> None:
    assert decode(text.encode()) == text.removeprefix("\ufeff")


# Finding


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
    assert find_sources([tmp_path]) == ([wanted], [])


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
    assert "no reader for .pdf" in skipped(write(tmp_path / "a.pdf"))[str(tmp_path / "a.pdf")]
    assert "without a suffix" in skipped(write(tmp_path / "a"))[str(tmp_path / "a")]
    assert "No such file" in skipped(tmp_path / "gone.txt")[str(tmp_path / "gone.txt")]
    assert skipped(Path("a\0.txt"))


def test_folders_that_tools_make_are_passed_over(tmp_path: Path) -> None:
    for name in ("pincite.egg-info", "__pycache__", "a/node_modules/b"):
        write(tmp_path / name / "a.txt")
    wanted = write(tmp_path / "node_modules.txt")
    assert find_sources([tmp_path]) == ([wanted], [])
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


def test_every_reader_owns_its_suffixes() -> None:
    suffixes = [suffix for reader in READERS for suffix in reader.suffixes]
    assert len(suffixes) == len(set(suffixes))
    assert all(suffix == suffix.lower() and suffix[0] == "." for suffix in suffixes)
