"""Citations: each form is read back, and says exactly what the paragraph and its article say."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pincite.indexer.articles import Article, Kind, Paragraph
from pincite.search.citing import bibtex, csl, markdown
from pincite.search.citing.dates import date_parts, readable_date
from pincite.search.citing.forms import FORMS, Cited, written
from pincite.search.citing.keys import key
from pincite.search.citing.wording import address, one_line, source_line
from profiles import examples

REFERENCE = "pincite:letters/harbour.txt#7~1eJwrycgsVgCi"
ARTICLE = Article(
    id="letters/harbour.txt",
    path="letters/harbour.txt",
    title="A Letter from the Harbour",
    author="Ida Quist",
    publication="The Coast",
    volume="3",
    issue="11",
    date="2018-04-18",
    first_published="2016-07",
    url="https://example.org/harbour",
)
PARAGRAPH = Paragraph(7, "Nobody said why.", Kind.BODY, (31, 33), (0, 16), ((0, 16),))
BARE = Article(id="note", path="note", title="Note")

SIGNS = "\\{}%$&#_~^\"'`*[]<>|!+-=:.,;()@/?¶“”—0123456789abw \n\t\r"
ODD = "é漢ع\u0301\u200f\u202e\x1b\x00\u2028\ud800😀"
TEXTS = st.text(SIGNS + ODD, max_size=40) | st.text(max_size=20)
LIKELY = st.sampled_from(
    [
        "- a",
        "1. b",
        "# c",
        "===",
        "--",
        "a_b_c",
        "**d**",
        "<b>",
        "&amp;",
        "https://a_b.c",
        ":a:",
        "''",
    ]
)
QUOTATIONS = st.lists(TEXTS | LIKELY, max_size=4).map("\n".join)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    texts = {
        name: draw(TEXTS)
        for name in ("id", "title", "author", "publication", "volume", "issue", "url")
    }
    dates = st.sampled_from(["", "2018", "2018-04", "2018-04-18", "0987-12-01", "no date"])
    return Article(path="p", date=draw(dates), first_published=draw(dates), **texts)


def quoting(text: str) -> Paragraph:
    return replace(PARAGRAPH, text=text)


def cite(form: str, article: Article = ARTICLE, paragraph: Paragraph = PARAGRAPH) -> str:
    return written([Cited(article, paragraph, REFERENCE)], form)


class TestForms:
    def test_plain(self) -> None:
        assert cite("plain") == (
            "“Nobody said why.”\nIda Quist. “A Letter from the Harbour”. The Coast, vol. 3, "
            "no. 11, 18 April 2018, first published July 2016. "
            "¶ 7 (letters/harbour.txt, lines 31–33). https://example.org/harbour"
        )

    def test_what_is_not_known_is_left_out(self) -> None:
        short = replace(PARAGRAPH, lines=(5, 5))
        assert cite("plain", BARE, short) == "“Nobody said why.”\n“Note”. ¶ 7 (note, line 5)."
        assert parsed(cite("bibtex", BARE, short))[0][2].keys() == {
            "title",
            "note",
            "annote",
            "pincite",
        }
        (item,) = json.loads(cite("csl-json", BARE, short))
        assert not item.keys() & {"issued", "original-date", "author", "container-title", "URL"}

    def test_no_full_stop_comes_twice(self) -> None:
        line = source_line(replace(ARTICLE, author="Marcus Oduya Jr.", date=""), PARAGRAPH)
        assert line.startswith("Marcus Oduya Jr. “A Letter")

    def test_reference(self) -> None:
        cited = [Cited(ARTICLE, PARAGRAPH, each) for each in ("pincite:a", "pincite:b")]
        assert written(cited, "reference") == "pincite:a\npincite:b"

    def test_several_are_apart(self) -> None:
        cited = [Cited(ARTICLE, PARAGRAPH, REFERENCE), Cited(BARE, PARAGRAPH, REFERENCE)]
        for form in ("plain", "markdown", "bibtex"):
            assert written(cited, form) == "\n\n".join(written([each], form) for each in cited)
        assert [item["title"] for item in json.loads(written(cited, "csl-json"))] == [
            ARTICLE.title,
            BARE.title,
        ]

    def test_an_unknown_form_is_refused(self) -> None:
        with pytest.raises(ValueError, match="plain, markdown, bibtex, csl-json, reference"):
            cite("apa")

    @examples(200)
    @given(articles(), QUOTATIONS, st.sampled_from(FORMS))
    def test_every_article_can_be_cited(self, article: Article, text: str, form: str) -> None:
        assert cite(form, article, quoting(text))

    @examples(200)
    @given(articles(), QUOTATIONS)
    def test_plain_is_verbatim_with_its_source_on_one_line(
        self, article: Article, text: str
    ) -> None:
        cited = cite("plain", replace(article, url=""), quoting(text))
        assert cited.startswith(f"“{text}”\n")
        source = cited.removeprefix(f"“{text}”\n")
        assert len(source.splitlines()) == 1
        assert "¶ 7 (" in source
        for value in (article.author, article.title, article.publication):
            assert one_line(value) in source


class TestDates:
    @pytest.mark.parametrize(
        ("date", "parts", "readable"),
        [
            ("2018-04-18", (2018, 4, 18), "18 April 2018"),
            ("2018-04", (2018, 4), "April 2018"),
            ("2018", (2018,), "2018"),
            ("", (), ""),
            ("2018-13", (), "2018-13"),
            ("spring", (), "spring"),
        ],
    )
    def test_as_much_as_is_known(self, date: str, parts: tuple[int, ...], readable: str) -> None:
        assert date_parts(date) == parts
        assert readable_date(date) == readable


# A strict reader of BibTeX as its manual has it: braces count behind a backslash too.

Entry = tuple[str, str, dict[str, str]]
_HEAD = re.compile(r"@([a-z]+)\{([A-Za-z0-9-]+),\n")
_FIELD = re.compile(r"  ([a-z]+) = ")
_MACRO = re.compile(r"[a-z]{3}")


def parsed(text: str) -> list[Entry]:
    entries, place = [], 0
    while place < len(text):
        head = _HEAD.match(text, place)
        assert head, text[place : place + 40]
        fields: dict[str, str] = {}
        place = head.end()
        while field := _FIELD.match(text, place):
            value, place = braced(text, field.end())
            assert field[1] not in fields
            assert text[place : place + 2] == ",\n"
            fields[field[1]] = value
            place += 2
        assert text[place] == "}", text[place : place + 40]
        entries.append((head[1], head[2], fields))
        place += 1
        if place < len(text):
            assert text[place : place + 2] == "\n\n"
            place += 2
    return entries


def braced(text: str, place: int) -> tuple[str, int]:
    if macro := _MACRO.match(text, place):
        return macro[0], macro.end()
    assert text[place] == "{"
    depth = 0
    for end in range(place, len(text)):
        depth += {"{": 1, "}": -1}.get(text[end], 0)
        if depth == 0:
            return text[place + 1 : end], end + 1
    raise AssertionError("braces do not pair up")


_COMMANDS = {
    "textbackslash": "\\",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
}
_SET = re.compile(
    r"\\(?P<name>[a-z]+)\{\}|\\(?P<sign>[%$&#_])|\{(?P<quote>\")\}|(?<=[-'`,])(?P<apart>\{\})"
    r"|(?P<plain>[^\\{}%$&#_~^<>|\"])",
    re.DOTALL,
)


def as_set(tex: str) -> str:
    """What TeX makes of it; nothing may be left that it would obey."""
    shown, place = "", 0
    while place < len(tex):
        match = _SET.match(tex, place)
        assert match, tex[place : place + 20]
        if match["name"]:
            shown += _COMMANDS[match["name"]]
        else:
            shown += match["sign"] or match["quote"] or match["plain"] or ""
        place = match.end()
    return shown


def readable(text: str) -> str:
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]", "\ufffd", text)


class TestBibtex:
    def test_an_entry(self) -> None:
        assert cite("bibtex") == (
            "@article{quist2018letter-" + key(ARTICLE, PARAGRAPH)[-8:] + ",\n"
            "  author = {{Ida Quist}},\n"
            "  title = {{A Letter from the Harbour}},\n"
            "  journal = {The Coast},\n"
            "  volume = {3},\n"
            "  number = {11},\n"
            "  year = {2018},\n"
            "  month = apr,\n"
            "  date = {2018-04-18},\n"
            "  origdate = {2016-07},\n"
            "  url = {https://example.org/harbour},\n"
            "  note = {¶ 7, lines 31–33 of letters/harbour.txt},\n"
            "  annote = {Nobody said why.},\n"
            f"  pincite = {{{REFERENCE}}},\n"
            "}"
        )

    @examples(250)
    @given(articles(), QUOTATIONS)
    @example(replace(ARTICLE, title='50% of $1 & #2_{x} "quoted" \\end ~ ^', author="}{"), "{\\}")
    def test_every_text_is_read_back(self, article: Article, text: str) -> None:
        ((kind, _, fields),) = parsed(cite("bibtex", article, quoting(text)))
        assert kind == ("article" if article.publication.strip() else "misc")
        assert as_set(fields["annote"]) == readable(text)
        for name, value in (("author", article.author), ("title", article.title)):
            if value.strip():
                assert fields[name][:1] + fields[name][-1:] == "{}"
                assert as_set(fields[name][1:-1]) == readable(one_line(value))
            else:
                assert name not in fields
        assert as_set(fields.get("journal", "")) == readable(one_line(article.publication))
        assert fields["pincite"] == REFERENCE
        assert fields.get("date", "") == (article.date if article.date != "no date" else "")
        assert not re.search(r"[\s{}\\]", fields.get("url", ""))

    def test_pairs_that_would_be_one_character(self) -> None:
        assert bibtex.tex("a -- b --- ``c'' ,,d") == "a -{}- b -{}-{}- `{}`c'{}' ,{},d"

    def test_further_fields(self) -> None:
        entry = bibtex.entry(ARTICLE, PARAGRAPH, REFERENCE, {"query": "{50%}"})
        ((_, _, fields),) = parsed(entry)
        assert as_set(fields["query"]) == "{50%}"


class TestKeys:
    def test_say_who_when_and_what(self) -> None:
        assert key(ARTICLE, PARAGRAPH).startswith("quist2018letter-")

    @pytest.mark.parametrize(
        ("changes", "start"),
        [
            ({"author": "Anna Reyes and Tom Halloran"}, "reyes2018letter"),
            ({"author": "Ingrid Sæther, Oslo"}, "saether2018letter"),
            ({"author": ""}, "the2018letter"),
            ({"author": "", "publication": ""}, "anonymous2018letter"),
            ({"author": "王毅"}, "the2018letter"),
            ({"date": ""}, "quist2016letter"),
            ({"date": "", "first_published": ""}, "quistndletter"),
            ({"title": "The"}, "quist2018the"),
            ({"title": "王毅"}, "quist2018-7"),
        ],
    )
    def test_make_do_with_what_is_known(self, changes: dict[str, str], start: str) -> None:
        assert key(replace(ARTICLE, **changes), PARAGRAPH).startswith(start)  # type: ignore[arg-type]

    @examples(200)
    @given(articles(), TEXTS, st.integers(1, 99))
    def test_are_those_of_one_paragraph(self, article: Article, other: str, ordinal: int) -> None:
        own = key(article, PARAGRAPH)
        assert re.fullmatch("[a-z0-9]+-[a-z0-9]+", own)
        assert own == key(article, replace(PARAGRAPH, ordinal=ordinal))
        assert (own == key(article, quoting(other))) == (other == PARAGRAPH.text)
        assert (own == key(replace(article, id=other), PARAGRAPH)) == (other == article.id)


# The names of csl-data.json 1.0.2 that there is use for; it allows no others.
_CSL_NAMES = {
    "id", "type", "title", "author", "container-title", "volume", "issue", "issued",
    "original-date", "URL", "locator", "annote", "custom",
}  # fmt: skip


class TestCslJson:
    def test_an_item(self) -> None:
        (item,) = json.loads(cite("csl-json"))
        assert item == {
            "id": key(ARTICLE, PARAGRAPH),
            "type": "article-magazine",
            "title": "A Letter from the Harbour",
            "author": [{"literal": "Ida Quist"}],
            "container-title": "The Coast",
            "volume": "3",
            "issue": "11",
            "issued": {"date-parts": [[2018, 4, 18]]},
            "original-date": {"date-parts": [[2016, 7]]},
            "URL": "https://example.org/harbour",
            "locator": "7",
            "annote": "Nobody said why.",
            "custom": {
                "label": "paragraph",
                "article": "letters/harbour.txt",
                "lines": [31, 33],
                "reference": REFERENCE,
            },
        }

    @pytest.mark.parametrize(
        ("changes", "kind"),
        [
            ({}, "article-magazine"),
            ({"volume": "", "issue": ""}, "article-newspaper"),
            ({"publication": ""}, "webpage"),
            ({"publication": "", "url": ""}, "document"),
        ],
    )
    def test_types(self, changes: dict[str, str], kind: str) -> None:
        item = csl.item(replace(ARTICLE, **changes), PARAGRAPH, REFERENCE)  # type: ignore[arg-type]
        assert item["type"] == kind

    @examples(200)
    @given(articles(), QUOTATIONS)
    def test_every_text_is_read_back(self, article: Article, text: str) -> None:
        (item,) = json.loads(cite("csl-json", article, quoting(text)))
        assert item.keys() <= _CSL_NAMES
        assert item["annote"] == text
        assert item.get("title", "") == one_line(article.title)
        assert [name["literal"] for name in item.get("author", [])] == [
            name for name in [one_line(article.author)] if name
        ]
        assert item["custom"]["article"] == article.id
        assert ("issued" in item) == bool(date_parts(article.date))


# A reader of the Markdown we write: it knows escapes, and refuses what would be markup.

_BLOCK = re.compile(r"[ \t]|[#+=:-]|\d+[.)]")
_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"


def shown(line: str) -> str:
    """What a line of Markdown shows."""
    assert not _BLOCK.match(line), line
    text, place = "", 0
    while place < len(line):
        character = line[place]
        if character == "\\" and place + 1 < len(line) and line[place + 1] in _PUNCTUATION:
            text, place = text + line[place + 1], place + 2
        elif entity := re.compile(r"&#(\d+);").match(line, place):
            text, place = text + chr(int(entity[1])), entity.end()
        else:
            assert character not in "\\`*_[]<>&~|$", line[place:]
            text, place = text + character, place + 1
    return text


def shown_block(quoted: str) -> str:
    """What a block quotation shows, its lines as they are broken in it."""
    lines = quoted.split("\n")
    assert all(line == ">" or line.startswith("> ") for line in lines)
    inner = [line[2:] for line in lines]
    text = ""
    for line, following in zip(inner, [*inner[1:], ""], strict=True):
        backslashes = len(line) - len(line.rstrip("\\"))
        if line and following:
            assert backslashes % 2 == 1, "a line break that would be a space"
        text += shown(line[:-1] if backslashes % 2 else line) + "\n"
    return text.removesuffix("\n")


def quotation_of(cited: str) -> str:
    quoted, _, source = cited.rpartition("\n>\n> ")
    assert "\n" not in source
    return quoted


class TestMarkdown:
    def test_a_citation(self) -> None:
        assert cite("markdown", ARTICLE, quoting("- 50 * 2\n1. a_b")) == (
            "> \\- 50 \\* 2\\\n"
            "> 1\\. a\\_b\n"
            ">\n"
            "> Ida Quist. “A Letter from the Harbour”. The Coast, vol. 3, no. 11, 18 April 2018, "
            "first published July 2016. ¶ 7 (letters/harbour.txt, lines 31–33). "
            "<https://example.org/harbour>"
        )

    @examples(250)
    @given(QUOTATIONS)
    @example("=\n=")
    @example("a\\\nb")
    @example("\n\n a \n")
    @example("    code")
    def test_shows_exactly_the_text(self, text: str) -> None:
        cited = cite("markdown", replace(ARTICLE, url=""), quoting(text))
        assert shown_block(quotation_of(cited)) == re.sub(r"\r\n?", "\n", text)

    @examples(200)
    @given(articles())
    def test_shows_exactly_the_source(self, article: Article) -> None:
        article = replace(article, url="")
        source = cite("markdown", article).rpartition("\n>\n> ")[2]
        assert shown(source) == source_line(article, PARAGRAPH)

    def test_addresses_are_no_links_in_a_text(self) -> None:
        assert markdown.escaped("https://a.b/c_d www.a.b :smile:") == (
            r"https\://a.b/c\_d www\.a.b \:smile:"
        )

    @pytest.mark.parametrize(
        ("url", "link"),
        [
            ("https://example.org/a_b", "<https://example.org/a_b>"),
            ("http://a.b/<x> y", "<http://a.b/%3Cx%3E%20y>"),
            ("javascript:alert(1)", "javascript:alert(1)"),
            ("[x](javascript:y)", r"\[x\](javascript:y)"),
        ],
    )
    def test_links_lead_into_the_web_only(self, url: str, link: str) -> None:
        assert markdown.link(url) == link

    @pytest.mark.parametrize(
        ("pieces", "strong"),
        [
            ([("the ", False), ("ally", True), (".", False)], "the **ally**."),
            ([("a_b", True)], r"**a\_b**"),
            ([("U.S.", True), (" fleet", False)], "**U.S.** fleet"),
            ([("U.S.", True), ("fleet", False)], "U.S.fleet"),
            ([("x", False), ("(a)", True)], "x(a)"),
            ([("同盟", False), ("国家", True), ("的", False)], "同盟**国家**的"),
            ([("a\nb", True)], "a\nb"),
        ],
    )
    def test_matches_are_bold_where_they_can_be(
        self, pieces: list[tuple[str, bool]], strong: str
    ) -> None:
        assert markdown.strong(pieces) == strong


@examples(200)
@given(TEXTS)
def test_addresses_end_nowhere_before_their_end(url: str) -> None:
    assert not re.search(r"[\s<>{}\"\\^`|\x00-\x20\x7f-\x9f\ud800-\udfff]", address(url))


def test_addresses_stay_as_they_are() -> None:
    url = "https://example.org/naïve?q=a%20b&c=[1]#d~e_f"
    assert address(url) == url


@pytest.mark.parametrize(
    "text",
    ["@misc{a,\n  b = {c},\n", "@misc{a,\n  b = {\\{},\n}", "x @misc{a,\n}", "@misc{a b,\n}"],
)
def test_the_reader_of_bibtex_is_strict(text: str) -> None:
    with pytest.raises((AssertionError, IndexError)):
        parsed(text)


@pytest.mark.parametrize("line", ["a_b", "<b>", "- a", "1. a", "&amp;", "[a](b)", " a"])
def test_the_reader_of_markdown_is_strict(line: str) -> None:
    with pytest.raises(AssertionError):
        shown(line)


# Where a paragraph stands


@pytest.mark.parametrize(
    ("pages", "lines", "place"),
    [
        ((12, 12), None, "letters/harbour.txt, p. 12"),
        ((12, 13), None, "letters/harbour.txt, pp. 12–13"),
        ((12, 13), (4, 4), "letters/harbour.txt, pp. 12–13, line 4"),
        (None, (31, 33), "letters/harbour.txt, lines 31–33"),
        (None, None, "letters/harbour.txt"),
    ],
)
def test_pages_and_lines_are_said_where_there_are_such(
    pages: tuple[int, int] | None, lines: tuple[int, int] | None, place: str
) -> None:
    paragraph = replace(PARAGRAPH, pages=pages, lines=lines)
    assert f"¶ 7 ({place})." in source_line(ARTICLE, paragraph)
    custom = csl.item(ARTICLE, paragraph, REFERENCE)["custom"]
    assert custom.get("pages") == (list(pages) if pages else None)
    assert custom.get("lines") == (list(lines) if lines else None)
