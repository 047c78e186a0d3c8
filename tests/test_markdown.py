from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.indexer.articles import Article, Kind
from pincite.indexer.sources import read_articles
from pincite.indexer.sources.markdown.inline import show_inline
from pincite.indexer.sources.markdown.reader import read_markdown
from pincite.indexer.structure.metadata import front_fields
from profiles import examples

if TYPE_CHECKING:
    from pathlib import Path

BODY = (
    "The delegations met in the old hall by the river, and nobody who came was in a hurry to leave."
)


def texts(source: str) -> list[str]:
    return [block.text for block in read_markdown(source)[1]]


def read(folder: Path, source: str) -> Article:
    path = folder / "a.md"
    path.write_text(source, encoding="utf-8")
    (article,) = read_articles(path, "a.md")
    return article


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("a *word* and a **bold** one", "a word and a bold one"),
        ("a _word_ and a __bold__ one", "a word and a bold one"),
        ("***both*** and **bold *inside* it**", "both and bold inside it"),
        ('see [the text](https://example.org/a_(b) "Title")', "see the text"),
        ("see [the *text*][ref] and ![a map](map.png)", "see the text and a map"),
        ("see <https://example.org/a_b_c>", "see https://example.org/a_b_c"),
        ("run `a_b * c` now", "run a_b * c now"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        (r"not \*emphasis\* here", "not *emphasis* here"),
        ("AT&amp;T&nbsp;&mdash; &unknown; &#8220;yes&#8221;", "AT&T\xa0— &unknown; “yes”"),
        ("a [bracket] and (another) [^1]", "a [bracket] and (another) [^1]"),
        ("it's 5 < 6, a ~ b", "it's 5 < 6, a ~ b"),
        ("H<sub>2</sub>O <b class='x'>now</b><!-- so -->", "H2O now"),
        ("one<br>two <br/>\nthree", "one\ntwo\nthree"),
    ],
)
def test_inline_marks(written: str, shown: str) -> None:
    assert show_inline(written) == shown


@given(st.text(alphabet="*_`[]()<>!\\&;ab \n\ue000"))
def test_no_inline_text_is_a_trouble(text: str) -> None:
    letters = re.sub(r"[^ab]", "", text)
    shown = re.sub(r"[^ab]", "", show_inline(text))
    assert len(shown) <= len(letters)


@pytest.mark.parametrize(
    "unit",
    ["*", "_a ", "[", "[a](", "`", "**a ", "&", "\\", "<http://", "[a](x ", "<b ", "<br ", "<!--"],
)
def test_long_monotonous_markup_is_no_trouble(unit: str) -> None:
    assert show_inline(unit * 20_000 + "x").endswith("x")


def test_structure_is_shown_without_its_marks() -> None:
    source = (
        "# Talks #\n\nWrapped *lines\nof* text.\n\n## The **second** day\nDirectly below.\n\n"
        "> Quoted\n> text\ngoes on.\n\n```\ncode * stays\n***\n```\n\nUnderlined\n----------\n"
        "\n---\n"
    )
    blocks = read_markdown(source)[1]
    assert [(block.text, block.kind) for block in blocks] == [
        ("Talks", Kind.HEADING),
        ("Wrapped lines of text.", None),
        ("The second day", Kind.HEADING),
        ("Directly below.", None),
        ("Quoted text goes on.", Kind.QUOTE),
        ("code * stays\n***", Kind.CODE),
        ("Underlined", Kind.HEADING),
    ]
    assert blocks[1].lines == (3, 4)
    assert source[slice(*blocks[1].chars)] == "Wrapped *lines\nof* text."
    assert source[slice(*blocks[0].chars)] == "Talks"


def test_lists_keep_their_markers_and_their_lead_in() -> None:
    assert texts("They want:\n\n* [rails](a),\n* *ports*,\n  and\n* time.\n") == [
        "They want:\n* rails,\n* ports, and\n* time."
    ]


def test_each_footnote_is_one(tmp_path: Path) -> None:
    notes = "[^1]: A note about the hall.\n[^b-2]: And one about\n    the river.\n"
    article = read(tmp_path, f"# Talks\n\n{BODY}[^1]\n\n{notes}")
    assert [(p.kind, p.text) for p in article.paragraphs[-2:]] == [
        (Kind.FOOTNOTE, "[^1]: A note about the hall."),
        (Kind.FOOTNOTE, "[^b-2]: And one about the river."),
    ]


def test_a_line_that_ends_with_the_mark_of_a_footnote_is_no_heading(tmp_path: Path) -> None:
    article = read(tmp_path, f"# Talks\n\n{BODY}\n\nIt rained.[^1]\n\n{BODY}\n")
    assert article.paragraphs[2].kind is Kind.BODY


def test_hard_breaks_are_kept_and_others_are_wrapping() -> None:
    (text,) = texts("*the snow is deep,*  \n*the road\nis long,*\\\nand nobody\nis here.")
    assert text == "the snow is deep,\nthe road is long,\nand nobody is here."


def test_emphasis_may_cross_a_hard_break_but_not_two_items() -> None:
    assert texts("*the snow,*  \n_the  \nroad_") == ["the snow,\nthe\nroad"]
    assert texts("- a * b\n- c * d") == ["- a * b\n- c * d"]


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("| a | *b* |\n|---|:-:|\n| 1 | 2 |", "| a | b |\n| 1 | 2 |"),
        ("a | b\n--|--\n1 | 2", "a | b\n1 | 2"),
    ],
)
def test_rows_of_tables_stay_rows(table: str, rows: str) -> None:
    assert texts(f"{BODY}\n\n{table}\n\n{BODY}") == [BODY, rows, BODY]
    assert texts(f"The figures,\nas told:\n{table}") == ["The figures, as told:", rows]


@pytest.mark.parametrize("code", ["```py\nif *a*:\n    b(_c_)\n```", "    if *a*:\n        b(_c_)"])
def test_code_is_shown_as_it_is(code: str) -> None:
    assert texts(f"{BODY}\n\n{code}\n\n{BODY}") == [BODY, "if *a*:\n    b(_c_)", BODY]


def test_prose_set_in_is_no_code_nor_is_what_belongs_to_a_list_item() -> None:
    assert texts(f"    *So* it was.\n\n- one\n\n    *more* of\n    it\n\n{BODY}") == [
        "So it was.",
        "- one",
        "more of it",
        BODY,
    ]


def test_an_image_alone_is_a_caption(tmp_path: Path) -> None:
    article = read(
        tmp_path, f"# Talks\n\n{BODY}\n\n![The old hall](hall.png)\n\n![](x.png)\n\n{BODY}"
    )
    assert [(p.ordinal, p.kind.value, p.text) for p in article.paragraphs[2:]] == [
        (3, "caption", "The old hall"),
        (4, "body", BODY),
    ]


def test_sections_know_their_heading(tmp_path: Path) -> None:
    article = read(tmp_path, f"# Talks\n\n{BODY}\n\n## A day\n\n{BODY}\n\n### An hour\n\n{BODY}\n")
    assert article.title == "Talks"
    bodies = [p for p in article.paragraphs if p.kind is Kind.BODY]
    assert [p.heading for p in bodies] == ["", "A day", "An hour"]


def test_each_block_has_its_kind_and_its_place() -> None:
    source = (
        "Lead-in:\n\n1. one\n2. two\n   goes on\n\n> # Said\n>\n"
        "> *First*\n> words.\n>\n> Second.\n\n"
        "| a |\n|---|\n| 1 |\n\n~~~\nif a:\n\n    b\n~~~\n\n[^1]: A note\n    on two lines.\n"
    )
    blocks = read_markdown(source)[1]
    assert [(block.kind, block.text, block.lines) for block in blocks] == [
        (Kind.LIST, "Lead-in:\n1. one\n2. two goes on", (1, 5)),
        (Kind.HEADING, "Said", (7, 7)),
        (Kind.QUOTE, "First words.", (9, 10)),
        (Kind.QUOTE, "Second.", (12, 12)),
        (Kind.TABLE, "| a |\n| 1 |", (14, 16)),
        (Kind.CODE, "if a:", (19, 19)),
        (Kind.CODE, "b", (21, 21)),
        (Kind.FOOTNOTE, "[^1]: A note on two lines.", (24, 25)),
    ]
    assert [source[slice(*block.chars)] for block in blocks[2:4]] == [
        "*First*\n> words.",
        "Second.",
    ]


def test_the_items_of_a_quoted_list_are_lines_of_one_quotation() -> None:
    (block,) = read_markdown("> - one\n> - *two\n>   and* more\n")[1]
    assert (block.kind, block.text) == (Kind.QUOTE, "- one\n- two and more")


def test_what_a_page_never_shows_is_no_paragraph() -> None:
    source = f"{BODY}\n\n<!-- more\n\nof it -->\n\n<script>\nlet a\n</script>\n\n<p>\nSeen\n</p>\n"
    assert texts(source) == [BODY, "Seen"]


def test_definitions_of_links_are_kept() -> None:
    assert texts(f"{BODY}\n\n[1]: https://example.org/a\n") == [BODY, "[1]: https://example.org/a"]


def test_what_is_nested_too_deep_is_text_all_the_same() -> None:
    assert texts("> " * 60 + "deep\n\n" + "- " * 60 + "deeper\n")[1].endswith("deeper")
    assert texts("> " * 60 + "deep\n") == ["deep"]


def test_a_number_that_begins_a_sentence_is_no_item() -> None:
    assert [block.kind for block in read_markdown("1986. A great year.\n\n1. It ended.\n")[1]] == [
        None,
        Kind.LIST,
    ]


PIECES = (
    "word ,word\n,\n,\n\n,# ,## ,> ,>> ,- ,* ,1. ,12) ,1999. ,```\n,~~~\n,    ,\t,  ,---\n,===\n,"
    "***\n,| word |\n,|---|\n,|,[^1]: ,[^a]:,:\n,(,),\\\n,  \n,\f,\u2028,\r,\r\n,<div>\n,</div>\n"
).split(",")


@examples(200)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_no_word_is_lost_doubled_or_in_another_place(source: str) -> None:
    source = f"word\n\n{source}"
    _, blocks = read_markdown(source)
    for block in blocks:
        start, end = block.chars
        assert block.text.count("word") == source[start:end].count("word")
        assert block.lines == (line_of(source, start), line_of(source, end))
    assert sum(block.text.count("word") for block in blocks) == source.count("word")


def line_of(source: str, offset: int) -> int:
    return len(re.findall(r"\r\n?|\n", source[:offset])) + 1


# Front matter


def fields(source: str) -> dict[str, str]:
    return {name: each.value for name, each in front_fields(read_markdown(source)[0]).items()}


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("title: 1984\nvolume: 07", {"title": "1984", "volume": "07"}),
        ("title: >\n  Talks\n  by the River", {"title": "Talks by the River"}),
        ("author: {name: Ana Ruiz, url: x}", {"author": "Ana Ruiz"}),
        ("author:\n  name: Ana Ruiz", {"author": "Ana Ruiz"}),
        ("authors: [Ana Ruiz, Tom Hall, J. Li]", {"author": "Ana Ruiz, Tom Hall and J. Li"}),
        ("authors:\n- name: Ana Ruiz\n- Tom Hall", {"author": "Ana Ruiz and Tom Hall"}),
        ("Published_On: 12 April 2018", {"date": "12 April 2018"}),
        ("lang: de-AT\ncanonical: https://a.org", {"language": "de-AT", "url": "https://a.org"}),
        # No YAML: a colon in a value, a quotation mark that is not closed.
        (
            "title: Talks: by the River\nauthor: Ana",
            {"title": "Talks: by the River", "author": "Ana"},
        ),
        ('title: "Talks\nauthors:\n- Ana\n- Tom', {"title": '"Talks', "author": "Ana and Tom"}),
        ("title:\nauthor: []\nbody: {a: [b]}", {}),
    ],
)
def test_front_matter_in_yaml(written: str, known: dict[str, str]) -> None:
    assert fields(f"---\n{written}\n---\n\n{BODY}\n") == known
    assert texts(f"---\n{written}\n---\n\n{BODY}\n") == [BODY]


def test_front_matter_in_toml() -> None:
    source = (
        '+++\ntitle = "Talks"\nauthors = ["Ana", "Tom"]\ndate = 2018-04-12\n[a]\ntitle = "b"\n+++\n'
    )
    assert fields(source + BODY) == {
        "title": "Talks",
        "author": "Ana and Tom",
        "date": "2018-04-12",
    }


def test_front_matter_of_a_plain_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"---\nTitle: Talks\nAuthor: Ana Ruiz\n---\n\n{BODY}\n", encoding="utf-8")
    (article,) = read_articles(path, "a.txt")
    assert (article.title, article.author) == ("Talks", "Ana Ruiz")
    assert [(p.text, p.lines, p.chars[0]) for p in article.paragraphs] == [(BODY, (6, 6), 39)]
    path.write_text(f"---\nnote: nothing known\n---\n\n{BODY}\n", encoding="utf-8")
    (article,) = read_articles(path, "a.txt")
    assert [p.text for p in article.paragraphs] == ["note: nothing known", BODY]


@pytest.mark.parametrize(
    "hostile",
    [
        "a: &a [x, x]\nb: &b [*a, *a]\ntitle: [*b, *b]",
        "title: &a [*a]",
        "title: " + "[" * 2000,
        "title: " + "x" * 300_000,
        "".join(f"k{number}: v\n" for number in range(20_000)),
        "title: !!python/object/apply:os.system [true]",
        "date: 2018-02-30\nvolume: " + "9" * 5000,
    ],
)
def test_hostile_front_matter_is_no_trouble(tmp_path: Path, hostile: str) -> None:
    article = read(tmp_path, f"---\n{hostile}\n---\n\n# Talks\n\n{BODY}\n")
    assert len(article.title) < 6000
    assert article.date == ""


def test_front_matter_is_metadata_and_no_paragraph(tmp_path: Path) -> None:
    article = read(
        tmp_path,
        '---\ntitle: "Talks: by the River"\nauthors:\n  - Ana Ruiz\n  - Tom Hall\n'
        "date: 2018-04-12\npublication: The Post # a paper\nvolume: 3\nissue: 7\n"
        "url: https://example.org/talks\ntags: [a, b]\ndraft: false\n---\n\n"
        f"# Talks\n\nBy Somebody Else\n\n{BODY}\n",
    )
    assert article.title == "Talks: by the River"
    assert article.author == "Ana Ruiz and Tom Hall"
    assert set(article.origins.values()) == {"front matter"}
    assert (article.date, article.publication) == ("2018-04-12", "The Post")
    assert (article.volume, article.issue) == ("3", "7")
    assert article.url == "https://example.org/talks"
    assert [(p.ordinal, p.kind.value, p.lines[0]) for p in article.paragraphs] == [
        (1, "heading", 15),
        (2, "byline", 17),
        (3, "body", 19),
    ]


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert texts(f"---\n\n{BODY}\n\n---\n\nMore.\n") == [BODY, "More."]
    assert texts("---\ntitle: never closed\n") == ["title: never closed"]


@given(
    st.text()
    | st.lists(
        st.sampled_from(
            [
                "\n",
                "\n\n",
                "# ",
                "> ",
                "- ",
                "1. ",
                "```\n",
                "---\n",
                "===\n",
                "a: b\n",
                "word ",
                "*",
                "[a](b)",
                "![a](b)",
                "`",
                "_",
                "\\",
                "&amp;",
                "  ",
                "[^1]: ",
                ":\n",
                "(",
                ")",
            ]
        ),
        max_size=40,
    ).map("".join)
)
def test_any_markdown_can_be_read(source: str) -> None:
    front, blocks = read_markdown(source)
    assert isinstance(front, dict)
    end = 0
    for block in blocks:
        assert block.text == block.text.strip() != ""
        assert end <= block.chars[0] < block.chars[1] <= len(source)
        end = block.chars[1]
    letters = "".join(re.findall(r"[wor]", "".join(block.text for block in blocks)))
    assert len(letters) <= len(re.findall(r"[wor]", source))
