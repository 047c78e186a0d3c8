from __future__ import annotations

import csv
import importlib.util
import io
import json
from pathlib import PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.errors import SourceError
from pincite.indexer.articles import Article
from pincite.indexer.sources import ReadOptions, Skip, Source, articles_of
from profiles import examples

TEXT = "They met at the bridge over the river Niemen.\n\nNobody said a word about it."
PARAGRAPHS = TEXT.split("\n\n")


def read(name: str, data: bytes | str, *fields: tuple[str, str]) -> list[Article | Skip]:
    content = data if isinstance(data, bytes) else data.encode()
    options = ReadOptions(fields=fields)
    return list(articles_of(Source(name, PurePath(name), lambda: io.BytesIO(content), options)))


def articles(found: list[Article | Skip]) -> list[Article]:
    return [each for each in found if isinstance(each, Article)]


def skips(found: list[Article | Skip]) -> dict[str, str]:
    return {each.path: each.reason for each in found if isinstance(each, Skip)}


def texts(article: Article) -> list[str]:
    return [paragraph.text for paragraph in article.paragraphs]


def lines(*records: object) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def refusal(name: str, data: bytes | str, *fields: tuple[str, str]) -> str:
    """Why a source is refused."""
    with pytest.raises(SourceError) as raised:
        read(name, data, *fields)
    assert "\n" not in str(raised.value)
    return str(raised.value)


RECORD = {
    "id": "fair-1",
    "title": "The fair at Łódź",
    "text": TEXT,
    "author": "Ann Lee",
    "publication": "The Weekly",
    "date": "2018-04-18",
    "url": "https://example.org/fair",
    "language": "en",
    "volume": 15,
    "issue": "59",
}
FORMS = {
    "a.jsonl": lines(RECORD),
    "a.json": json.dumps([RECORD], ensure_ascii=False),
    "one.json": json.dumps(RECORD),
    "inside.json": json.dumps({"count": 1, "articles": [RECORD], "tags": ["a"]}),
    "a.csv": "ID,Title,Text,Author,Publication,Date,URL,Language,Volume,Issue\nfair-1,The fair at"
    f' Łódź,"{TEXT}",Ann Lee,The Weekly,2018-04-18,https://example.org/fair,en,15,59\n',
}


# What a record says


@pytest.mark.parametrize("name", FORMS)
def test_a_record_is_an_article(name: str) -> None:
    (article,) = articles(read(name, FORMS[name]))
    assert (article.id, article.title, article.author) == ("fair-1", RECORD["title"], "Ann Lee")
    assert (article.publication, article.date, article.url) == (
        *("The Weekly", "2018-04-18", "https://example.org/fair"),
    )
    assert (article.language, article.volume, article.issue) == ("english", "15", "59")
    assert texts(article) == PARAGRAPHS
    assert article.origins["title"] == ("column title" if name == "a.csv" else "key title")


@pytest.mark.parametrize(
    ("author", "shown"),
    [
        ("Ann Lee", "Ann Lee"),
        (["Ann Lee", "Bo Ek"], "Ann Lee, Bo Ek"),
        (["Lee, Ann", "Ek, Bo"], "Lee, Ann; Ek, Bo"),
        ([{"name": "Ann Lee"}, {"name": "Bo Ek"}], "Ann Lee, Bo Ek"),
        ([{"given": "Ann", "family": "Lee"}], "Ann Lee"),
        ({"name": "Ann Lee"}, "Ann Lee"),
        (None, ""),
        (True, ""),
        ([None, ["x"], {}], ""),
    ],
)
def test_authors(author: object, shown: str) -> None:
    (article,) = articles(read("a.jsonl", lines({"text": TEXT, "author": author})))
    assert article.author == shown


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ("2018-04-18T23:10:00Z", "2018-04-18"),
        ("18 April 2018", "2018-04-18"),
        (1524006600, "2018-04-17"),
        (1524006600123, "2018-04-17"),
        ("1524006600.5", "2018-04-17"),
        (2018, "2018"),
        ("03/04/2018", ""),
        (17, ""),
        (9_999_999_999_999_999, ""),
    ],
)
def test_dates(date: object, shown: str) -> None:
    (article,) = articles(read("a.jsonl", lines({"text": TEXT, "date": date})))
    assert article.date == shown


@pytest.mark.parametrize("key", ["text", "body", "content", "Body", " TEXT "])
def test_keys_of_the_text(key: str) -> None:
    (article,) = articles(read("a.jsonl", lines({key: TEXT})))
    assert texts(article) == PARAGRAPHS


def test_a_text_may_be_a_list_of_its_paragraphs() -> None:
    for value in (PARAGRAPHS, [{"type": "p", "text": each} for each in PARAGRAPHS]):
        (article,) = articles(read("a.jsonl", lines({"text": value})))
        assert texts(article) == PARAGRAPHS


def test_keys_that_a_user_names_go_before_the_usual_ones() -> None:
    record = {"meta": {"Head": "Named"}, "title": "Usual", "lead": "The lead.", "main": "The rest."}
    fields = (("title", "meta.head"), ("text", "lead"), ("text", "main"))
    (article,) = articles(read("a.jsonl", lines(record), *fields))
    assert article.title == "Named"
    assert texts(article) == ["The lead.", "The rest."]
    dotted = {"text": TEXT, "meta.head": "Dotted", "meta": {"head": "Reached"}}
    assert articles(read("a.jsonl", lines(dotted), fields[0]))[0].title == "Dotted"


def test_a_field_that_there_is_not_is_refused() -> None:
    assert refusal("a.jsonl", lines(RECORD), ("tittle", "head")).startswith(
        "no field is called 'tittle': there are id, title, text,"
    )


def test_the_name_of_an_export_dates_no_record() -> None:
    (article,) = articles(read("2018-04-18-export.jsonl", lines({"text": TEXT})))
    assert (article.date, article.title) == ("", "Line 1")


HTML = "<h2>Der Plan</h2><p>Ein Absatz mit <b>Fett</b> &amp; mehr.</p><p>Noch einer.</p>"


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.csv"])
def test_html_in_a_text_is_read_as_such(name: str) -> None:
    in_csv = f'text\n"{HTML}"\n'
    (article,) = articles(read(name, in_csv if name == "a.csv" else lines({"text": HTML})))
    assert texts(article) == ["Der Plan", "Ein Absatz mit Fett & mehr.", "Noch einer."]
    assert len({paragraph.chars for paragraph in article.paragraphs}) == 3


def test_lines_broken_by_tags_and_plain_texts_beside_html() -> None:
    (article,) = articles(read("a.jsonl", lines({"text": "Der Plan.<br><br>Der Weg.<br/>"})))
    assert texts(article) == ["Der Plan.", "Der Weg."]
    record = {"lead": "Wenn a < b, so sei es.", "body": HTML, "end": "Eins.\n\nZwei."}
    named = (("text", "lead"), ("text", "body"), ("text", "end"))
    (article,) = articles(read("a.jsonl", lines(record), *named))
    assert texts(article)[0] == "Wenn a < b, so sei es."
    assert texts(article)[-3:] == ["Noch einer.", "Eins.", "Zwei."]
    starts = [paragraph.chars[0] for paragraph in article.paragraphs]
    assert starts == sorted(set(starts))


@pytest.mark.parametrize(
    "text",
    [
        "If a < b and c > d, all is well.",
        "A paragraph begins with <p> in HTML.",
        "A line ends with <br> in HTML.",
        "Write <b>bold</b> and <i>so on</i>.",
        "</p> closes what <p> opens.",
    ],
)
def test_signs_and_tags_that_are_written_about_stay(text: str) -> None:
    (article,) = articles(read("a.jsonl", lines({"text": text})))
    assert texts(article) == [text]


def test_html_stays_as_it_is_where_nothing_can_read_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    (article,) = articles(read("a.jsonl", lines({"text": "<p>They met.</p>"})))
    assert texts(article) == ["<p>They met.</p>"]


def test_a_title_that_is_a_place_says_so() -> None:
    (article,) = articles(read("a.jsonl", lines({"text": TEXT})))
    assert (article.title, article.origins["title"]) == ("Line 1", "place in the file")


@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
def test_values_under_named_keys_that_are_not_understood_are_told_once(name: str) -> None:
    dates = ["03.04.2011", "2011-04-05", "05.06.2011", "07.08.2011"]
    records = [{"text": TEXT, "datum": date} for date in dates]
    data = lines(*records) if name == "a.jsonl" else json.dumps(records)
    found = read(name, data, ("date", "datum"))
    unit = "line" if name == "a.jsonl" else "record"
    assert [each.date for each in articles(found)] == ["", "2011-04-05", "", ""]
    assert [each for each in found if isinstance(each, Skip)] == [
        Skip(name, f"date “03.04.2011” is not understood ({unit} 1 and 2 more)", is_note=True)
    ]
    assert skips(read("a.jsonl", lines({"text": TEXT, "date": "03.04.2011"}))) == {}


def test_a_record_alone_tells_what_is_not_understood() -> None:
    found = read("a.json", json.dumps({"text": TEXT, "datum": "soon"}), ("date", "datum"))
    assert skips(found) == {"a.json": "date “soon” is not understood"}


@pytest.mark.parametrize("name", ["articles.csv", "articles.jsonl"])
def test_a_table_that_tells_of_files_is_told_apart(name: str) -> None:
    data = "path,title\na.txt,The fair\n"
    if name == "articles.jsonl":
        data = lines({"path": "a.txt", "title": "The fair"})
    assert refusal(name, data).endswith(f"name it with --meta {name}")


def test_utf8_is_utf8_whatever_is_named() -> None:
    def names(data: bytes) -> list[str]:
        options = ReadOptions(encoding="cp850")
        source = Source("a.csv", PurePath("a.csv"), lambda: io.BytesIO(data), options)
        return [each.title for each in articles(list(articles_of(source)))]

    table = "title,text\nGruß,They met.\n"
    assert names(table.encode()) == ["Gruß"]
    assert names(table.encode("utf-8-sig")) == ["Gruß"]
    assert names(table.encode("cp850")) == ["Gruß"]


def test_numbers_stay_as_they_are_written() -> None:
    text = '{"id": 1.50, "volume": 12, "issue": ' + "9" * 5000 + ', "x": NaN, "text": "They met."}'
    (article,) = articles(read("a.jsonl", text))
    assert (article.id, article.volume, article.issue) == ("1.50", "12", "")


# Ids and places


def test_records_are_named_by_their_ids_or_their_places() -> None:
    found = articles(
        read("a.jsonl", lines({"text": "One."}) + "\n" + lines({"id": 7, "text": "Two."}))
    )
    assert [(each.id, each.path) for each in found] == [
        ("a.jsonl!/1", "a.jsonl!/1"),
        ("7", "a.jsonl!/3"),
    ]
    assert [each.paragraphs[0].lines for each in found] == [(1, 1), (3, 3)]


def test_lines_of_rows_are_those_of_the_file() -> None:
    data = 'title,text\r\nA,"One.\r\n\r\nTwo."\r\n\r\nB,Three.\r\n'
    found = articles(read("a.csv", data))
    assert [each.paragraphs[0].lines for each in found] == [(2, 4), (6, 6)]
    assert texts(found[0]) == ["One.", "Two."]


def test_ids_that_no_article_can_have() -> None:
    ids = ["a#1", "a\nb", "a\x1b[1m", "\ud800", "x" * 501, "fair", "fair"]
    data = "".join(json.dumps({"id": each, "text": "They met."}) + "\n" for each in ids)
    found = read("a.jsonl", data)
    assert [each.id for each in articles(found)] == ["fair"]
    assert skips(found) == {
        "a.jsonl!/line 1": "its id has a # in it",
        "a.jsonl!/line 2": "its id has the character U+000A in it",
        "a.jsonl!/line 3": "its id has the character U+001B in it",
        "a.jsonl!/line 4": "its id has the character U+FFFD in it",
        "a.jsonl!/line 5": "its id is longer than 500 characters",
        "a.jsonl!/line 7": "its id fair is that of a record above it",
    }


# What cannot be read


def test_broken_lines_cost_nobody_elses_text() -> None:
    good = lines({"text": "They met at the café."})
    data = good + '{"text": \n"x"\n[1]\n' + lines({"text": " "}) + "[" * 100_000 + "\n" + good
    found = read("a.jsonl", data.encode() + b'{"text": "caf\xe9"}\n{"text": "\0"}\n')
    assert [each.id for each in articles(found)] == ["a.jsonl!/1", "a.jsonl!/7"]
    assert skips(found) == {
        "a.jsonl!/line 2": "not JSON (expecting value, column 9)",
        "a.jsonl!/line 3": "JSON but no object",
        "a.jsonl!/line 4": "JSON but no object",
        "a.jsonl!/line 5": "has no text",
        "a.jsonl!/line 6": "JSON nested too deep",
        "a.jsonl!/line 8": "NULs, or bytes that do not fit the encoding of the file",
        "a.jsonl!/line 9": "NULs, or bytes that do not fit the encoding of the file",
    }


def test_rows_that_do_not_fit_the_header_are_named() -> None:
    found = read("a.csv", 'title,text\nA,They, met.\nB\nC,"They\nmet",x\nD,They met.,\n')
    assert [each.title for each in articles(found)] == ["D"]
    assert skips(found) == {
        "a.csv!/line 2": "3 columns, where the header has 2",
        "a.csv!/line 3": "1 columns, where the header has 2",
        "a.csv!/line 4": "3 columns, down to line 5, where the header has 2",
    }


def test_a_quotation_mark_that_nothing_closes_does_not_make_one_row_of_many() -> None:
    found = read("a.csv", 'title,text\nA,They met.\nB,"They\nC,met.\n')
    assert [each.title for each in articles(found)] == ["A"]
    assert skips(found) == {"a.csv!/line 3": "a quotation mark that nothing closes, down to line 4"}


def test_values_longer_than_python_takes_by_itself() -> None:
    (article,) = articles(read("a.csv", "title,text\nA," + "word " * 40_000 + "\n"))
    assert len(article.paragraphs[0].text) == 199_999


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.jsonl", '{"a": "x", "b": 1}\n', "holds no records with text; its keys are a, b: name"),
        (
            "a.json",
            '[{"a": "x"}, {"c": ""}]',
            "holds no records with text; its keys are a, c: ",
        ),
        (
            "a.json",
            '{"a": "x"}',
            "holds no records with text; its keys are a: name them",
        ),
        ("a.csv", "a,b\nx,y\n", "holds no records with text; its columns are a, b: name them"),
        ("a.csv", "text\n\n", "has no text: it holds no records"),
        ("a.jsonl", "", "has no text: it holds no records"),
        ("a.json", "[]", "has no text: it holds no records"),
        ("a.csv", "\n\n", "has no header row"),
        ("a.json", "", "not JSON (expecting value, column 1)"),
        ("a.json", '{"text":\n"a"', "not JSON ("),
        ("a.json", "[" * 100_000, "JSON nested too deep"),
        ("a.json", '"text"', "JSON, but neither a record nor a list of records"),
        (
            "a.jsonl",
            "x\ny\n",
            "holds no records that can be read; line 1: not JSON (",
        ),
        ("a.jsonl", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0", "not text"),
    ],
)
def test_what_has_no_records_is_refused_in_one_line(
    name: str, data: bytes | str, reason: str
) -> None:
    assert refusal(name, data).startswith(reason)


def test_a_line_too_long_ends_the_reading_and_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pincite.indexer.sources.records.streamed.LONGEST_LINE", 1 << 20)
    found = read("a.jsonl", lines({"text": "They met."}) + "x" * (1 << 20))
    assert len(articles(found)) == 1
    assert skips(found) == {
        "a.jsonl": "a line longer than 1 million characters; what stands above that is indexed"
    }


# Which records


def test_comments_of_an_article_are_no_articles() -> None:
    comments = [{"author": "Bo", "text": "Well said."}]
    (article,) = articles(read("a.json", json.dumps({**RECORD, "comments": comments})))
    assert article.id == "fair-1"


def test_records_may_stand_under_a_key_that_texts_have() -> None:
    records = [{"title": "A", "text": "One."}, {"title": "B", "text": "Two."}]
    found = articles(read("a.json", json.dumps({"title": "All of them", "content": records})))
    assert [each.title for each in found] == ["A", "B"]


def test_lists_of_which_none_is_the_records_are_refused() -> None:
    records = [{"title": "A", "text": "One."}]
    assert "its keys are x, y" in refusal("a.json", json.dumps({"x": records, "y": records}))


# Encodings and dialects


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("name", FORMS)
def test_unicode_encodings(name: str, encoding: str) -> None:
    (article,) = articles(read(name, FORMS[name].encode(encoding)))
    assert article.title == RECORD["title"]


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.csv"])
def test_windows_exports(name: str) -> None:
    data = FORMS[name].replace("Łódź", "Málaga").replace("word", "año más, señor")
    (article,) = articles(read(name, data.encode("cp1252")))
    assert article.title == "The fair at Málaga"


@pytest.mark.parametrize(
    ("name", "delimiter", "first"),
    [
        *(("a.csv", ",", ""), ("a.csv", ";", ""), ("a.csv", "\t", ""), ("a.tsv", "\t", "")),
        *(("a.csv", "|", ""), ("a.csv", ";", "sep=;\r\n"), ("a.csv", "~", "sep=~\n")),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_dialects(name: str, delimiter: str, first: str, end: str) -> None:
    rows = [
        ["date", "title", "text"],
        ["2018-04-18", "A, b; c|d", 'They said "no", twice;\ttwice.'],
    ]
    shown = io.StringIO()
    csv.writer(shown, delimiter=delimiter, lineterminator=end).writerows(rows)
    (article,) = articles(read(name, first + shown.getvalue()))
    assert (article.title, texts(article)) == (rows[1][1], [rows[1][2]])


WORDS = st.text(st.sampled_from('ab,;|"\t\n\r é\u2028'), max_size=12).map(
    lambda text: f"x{text}y"  # no white space at the ends, and never empty
)


@examples(80)
@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=6))
def test_what_is_written_is_read(pairs: list[tuple[str, str]]) -> None:
    shown = io.StringIO()
    csv.writer(shown).writerows([("title", "text"), *pairs])
    records = [{"title": title, "text": text} for title, text in pairs]
    expected = [(" ".join(title.split()).strip(" ,;|"), text.split()) for title, text in pairs]
    for name, data in (
        ("a.csv", shown.getvalue()),
        ("a.jsonl", lines(*records)),
        ("a.json", json.dumps(records)),
    ):
        found = articles(read(name, data))
        assert [(each.title, " ".join(texts(each)).split()) for each in found] == expected


@examples(80)
@given(
    st.sampled_from(["a.jsonl", "a.json", "a.csv"]),
    st.one_of(
        st.binary(max_size=200),
        st.text(st.sampled_from('[]{}:,;"\\u0dtex\n\r \ud800\0é1'), max_size=60).map(
            lambda text: text.encode("utf-8", "surrogatepass")
        ),
    ),
)
def test_any_bytes_are_records_or_one_clear_line(name: str, data: bytes) -> None:
    for head in (b"", b"title,text\n" if name == "a.csv" else b'{"text": "a"}\n'):
        outcome = told(name, head + data)
        assert outcome
        assert "\n" not in outcome


def told(name: str, data: bytes) -> str:
    """What is said of a source: how much of it there is, or why it is refused."""
    try:
        found = read(name, data)
    except SourceError as error:
        return str(error)
    return f"{len(found)} articles" if found else ""
