"""Pages saved from the web: the author's paragraphs, whole and once, and nothing of the site's."""

from __future__ import annotations

import io
import re
from html import escape
from pathlib import PurePath
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.errors import SourceError
from pincite.indexer.articles import Kind
from pincite.indexer.sources import ReadOptions, Source, articles_of
from pincite.indexer.sources.html.blocks import blocks_of
from pincite.indexer.sources.html.tree import tree_of
from profiles import examples

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pincite.indexer.articles import Article
    from pincite.indexer.structure.layout import Block

TITLE = "The Ferry at Termez"
STORY = (
    (
        "The ferry had not crossed since the spring flood, and the trucks stood in a line that"
        " began at the customs shed and ended, so the drivers said, somewhere in the cotton."
    ),
    (
        "Nobody was in a hurry. A man from Mazar sold melons from the back of his lorry – “ripe"
        " ones”, he called them – and by noon he had been paid twice in currencies that no bank"
        " would change."
    ),
    (
        "“They promised us a bridge,” said Nodira Rahimova, who has weighed lorries here for"
        " eleven years. “Then they promised us the money for it.”"
    ),
    (
        "In the ministry they see it otherwise. The river, an official explained, is not\xa0an"
        " obstacle but a filter: what can wait for a month was never urgent, and what cannot wait"
        " goes by air."
    ),
    (
        "Whether that is a policy or an excuse will be known in October, when the water falls and"
        " the ferry, which has been painted in the meantime, is to sail again."
    ),
)
NAV = (
    "<nav><ul>"
    + "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(9))
    + "</ul></nav>"
)
MENU = (
    "<div class='menu'>" + " | ".join(f"<a href='/{n}'>Part {n}</a>" for n in range(9)) + "</div>"
)
FOOT = "<footer><p>© 2018 The River Gazette. Imprint and contact.</p></footer>"
TEASERS = "".join(
    f"<li><a href='/t{n}'>Another story about a bridge, number {n}</a>"
    f"<p>It was promised, too.</p></li>"
    for n in range(4)
)
RELATED = f"<aside class='related'><h3>Read on</h3><ul>{TEASERS}</ul></aside>"
COMMENTS = (
    "<div id='comments' class='comments-area'><h3>2 comments</h3><ol><li class='comment'><p>I have"
    " been on that ferry and it was never painted.</p></li><li class='comment'><p>It was.</p></li>"
    "</ol></div>"
)


def paragraphs(texts: Sequence[str] = STORY) -> str:
    return "\n".join(f"<p>{escape(text)}</p>" for text in texts)


def page(body: str, head: str = "", attributes: str = "") -> str:
    return (
        f"<!DOCTYPE html>\n<html{attributes}>\n<head><meta charset='utf-8'>{head}</head>\n"
        f"<body>{body}</body></html>"
    )


def read(source: str | bytes, name: str = "page.html", encoding: str = "") -> Article:
    data = source.encode() if isinstance(source, str) else source
    options = ReadOptions(encoding=encoding)
    [found] = articles_of(Source(name, PurePath(name), lambda: io.BytesIO(data), options))
    return found  # type: ignore[return-value] # no page is skipped


def texts(source: str) -> list[str]:
    return [each.text for each in read(source).paragraphs]


def kinds(source: str) -> list[tuple[Kind, str]]:
    return [(each.kind, each.text) for each in read(source).paragraphs]


def blocks(body: str) -> list[Block]:
    root = tree_of(body)
    assert root is not None
    return blocks_of(root, lines=True)


def fields(head: str, body: str = "", attributes: str = "") -> dict[str, tuple[str, str]]:
    """What is known of the article of a page, and where from."""
    body = body or f"<h1>{TITLE}</h1>"
    article = read(page(f"{NAV}<article>{body}{paragraphs()}</article>{FOOT}", head, attributes))
    return {name: (getattr(article, name), origin) for name, origin in article.origins.items()}


# --- which paragraphs


HEADED = f"<h1>{TITLE}</h1>{paragraphs()}"
SHAPES = {
    "article": f"<header>{NAV}</header><main><article>{HEADED}</article></main>{RELATED}{FOOT}",
    "divs": f"<div>{MENU}</div><div><div><h1>{TITLE}</h1>"
    + "".join(f"<div>{escape(text)}</div>" for text in STORY)
    + f"</div></div>{FOOT}",
    "weblog": f"<div id='page'><header id='masthead'>{NAV}</header><div id='primary'><article"
    f" class='post'><h1 class='entry-title'>{TITLE}</h1><div class='entry-content'>{paragraphs()}"
    "<div class='share-buttons'><a href='#'>Share this</a> <a href='#'>Send it</a></div></div>"
    f"</article>{COMMENTS}</div><div id='secondary' class='widget-area'>"
    f"{RELATED}</div>{FOOT}</div>",
    "tables for layout": "<table><tr><td colspan=3><a href=/>Home</a> <a href=/n>News</a></td></tr>"
    "<tr><td><a href=1>World</a><br><a href=2>Books</a></td><td>"
    f"<h1>{TITLE}</h1><p>" + "<p>".join(map(escape, STORY)) + "</td></tr></table>",
    "line breaks": f"{MENU}<div class='story'><h1>{TITLE}</h1>"
    + "<br><br>\n".join(map(escape, STORY))
    + f"<br><br></div>{FOOT}",
    "line breaks in the body": f"<a href=/>Home</a><hr><center><h1>{TITLE}</h1></center>"
    + "<br>&nbsp;<br>".join(map(escape, STORY))
    + "<hr><a href=/>Back to the home page</a>",
    "one form around all": f"<form action=x>{MENU}<div>{HEADED}</div>{FOOT}</form>",
    "sections": f"{NAV}<main><section><h1>{TITLE}</h1></section><section>{paragraphs(STORY[:2])}"
    f"</section><section>{paragraphs(STORY[2:])}</section></main>{FOOT}",
    "spans": f"{NAV}<h1>{TITLE}</h1>"
    + "".join(f"<div><span><span>{escape(text)}</span></span></div>" for text in STORY)
    + FOOT,
    "inline markup": f"{NAV}<article><h1>{TITLE}</h1>"
    + "".join(
        "<p>" + re.sub(r"(\w+ \w+)", r"<a href='/x'>\1</a>", escape(text), count=2) + "</p>"
        for text in STORY
    )
    + f"</article>{FOOT}",
    "side column first": f"<div class='sidebar'><h4>About</h4><p>A paper for those who wait.</p>"
    f"{RELATED}"
    f"</div><div>{HEADED}</div>{FOOT}",
    "cards below": f"{NAV}<main><article>{HEADED}</article><section><article><h3>"
    "<a href=/1>A bridge</a></h3><p>It was promised.</p></article></section></main>",
    "hidden": f"<div hidden><p>{'We have changed our terms. ' * 9}</p></div>{NAV}<article>{HEADED}"
    f"<p style='display: none'>{'Nobody sees this text. ' * 9}</p></article>",
    "comments by the author of the page": f"<article><h1>{TITLE}</h1><!-- {'draft ' * 50} -->"
    f"{paragraphs()}<script>let text = 'not the author';</script></article>",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_paragraph_of_the_author_is_there_once_and_no_menu(shape: str) -> None:
    assert texts(page(SHAPES[shape])) == [TITLE, *STORY]


@pytest.mark.parametrize("count", [1, 2])
def test_a_page_with_hardly_any_text_has_that(count: int) -> None:
    short = [text[:70].strip() for text in STORY[:count]]
    body = f"{MENU}<div id='content'>{paragraphs(short)}</div>{RELATED}{FOOT}"
    assert texts(page(body)) == short


def test_repeated_paragraphs_stay_repeated() -> None:
    refrain = [STORY[0], STORY[1], STORY[0], STORY[2], STORY[0]]
    assert texts(page(f"<article>{paragraphs(refrain)}</article>")) == refrain


def test_what_only_a_script_would_show_is_read() -> None:
    assert texts(page(f"<div style='display:none'>{paragraphs()}</div>")) == list(STORY)


def test_elements_nested_beyond_measure_lose_no_text() -> None:
    body = "<div>" * 10_000 + paragraphs() + "</div>" * 10_000 + "<p>The end of it.</p>"
    assert texts(body) == [*STORY, "The end of it."]


def test_unclosed_tags_lose_no_text() -> None:
    body = "".join(f"<font size=2><div>Sentence number {n} stands here.\n" for n in range(3_000))
    assert texts(body) == [f"Sentence number {n} stands here." for n in range(3_000)]


def test_a_link_that_is_never_closed_makes_no_menu_of_the_text() -> None:
    assert texts(f"<body><a href='/x'>{paragraphs()}") == list(STORY)


# --- the text of a paragraph


def test_text_is_the_authors_but_for_collapsed_white_space() -> None:
    body = "<p>A\n   line,  a\ttab,\xa0a no-break\u202fspace, “quotes” &amp; <b>b</b><i>i</i>—x</p>"
    assert [block.text for block in blocks(body)] == [
        "A line, a tab,\xa0a no-break\u202fspace, “quotes” & bi—x"
    ]


def test_short_lines_between_breaks_are_verse() -> None:
    body = "<p>The river is low,<br>the ferry is slow,<br/>\nand nobody wants to go.</p>"
    assert [block.text for block in blocks(body)] == [
        "The river is low,\nthe ferry is slow,\nand nobody wants to go."
    ]


def test_breaks_where_a_page_was_full_are_none() -> None:
    lines = (
        "The ferry had not crossed since the spring flood<br>and the trucks stood in a line that"
    )
    assert [block.text for block in blocks(f"<p>{lines}<br>ended in the cotton.</p>")] == [
        (
            "The ferry had not crossed since the spring flood and the trucks stood in a line that"
            " ended in the cotton."
        )
    ]


def test_single_breaks_between_long_paragraphs_divide_them() -> None:
    body = "<div>" + "<br>".join(map(escape, STORY)) + "</div>"
    assert [block.text for block in blocks(body)] == list(STORY)


def test_an_address_keeps_its_lines() -> None:
    body = f"<address>Customs House<br>{'Long ' * 20}Street<br>Termez</address>"
    assert [block.text for block in blocks(body)] == [
        f"Customs House\n{'Long ' * 20}Street\nTermez"
    ]


def test_a_reference_to_a_note_is_no_part_of_the_word_before_it() -> None:
    body = "<p>The treaty<sup><a href='#n1'>1</a></sup> was 5<sup>th</sup> of its kind.</p>"
    assert [block.text for block in blocks(body)] == ["The treaty[1] was 5th of its kind."]


def test_signs_to_click_on_are_no_text() -> None:
    body = "<h2>Trade <a href='#trade'>¶</a></h2><p id='fn1'>A note. <a href='#fnref1'>↩</a></p>"
    assert [block.text for block in blocks(body)] == ["Trade", "A note."]


WORDS = st.lists(
    st.sampled_from(["road", "ferry", "“quoted”", "a\xa0b", "1,5", "río", "—", "河"]), min_size=1
)
INLINE = st.sampled_from(
    ["{}", "<b>{}</b>", "<a href='/x'>{}</a>", "<span>{}</span>", "<!-- c -->{}"]
)


@st.composite
def pages(draw: st.DrawFn) -> tuple[list[list[str]], str]:
    """Words of paragraphs, and a page of them in which white space and markup fall anywhere."""
    written, source = [], ""
    for _ in range(draw(st.integers(1, 5))):
        words = draw(WORDS)
        marked = [draw(INLINE).format(word) for word in words]
        between = draw(st.sampled_from([" ", "\n", " \r\n  ", "\t"]))
        opening, closing = draw(
            st.sampled_from(
                [
                    ("<p>", "</p>"),
                    ("<div>\n", "</div>"),
                    ("<p\nid=x>", "\n"),
                    ("<div><p>", "</p></div>"),
                ]
            )
        )
        source += draw(st.sampled_from(["", "\n", "<script>\n\n</script>", "<!--\n-->", "<hr>"]))
        source += f"{opening}{between.join(marked)}{closing}"
        written.append(words)
    return written, source


@given(pages())
@examples(150)
def test_any_page_reads_as_its_words_and_knows_their_lines(
    made: tuple[list[list[str]], str],
) -> None:
    written, source = made
    found = blocks(source)
    assert [block.text for block in found] == [" ".join(words) for words in written]
    lines = source.split("\n")
    for words, block in zip(written, found, strict=True):
        assert block.lines is not None
        assert words[0] in lines[block.lines[0] - 1]
        assert words[-1] in lines[block.lines[1] - 1]


def test_lines_that_the_parser_does_not_count_are_not_told() -> None:
    above, below = "<p>Above.</p>", "<p>Below.</p>"
    blank = "\n" * 70_000
    assert [block.lines for block in blocks(f"{above}<!--{blank}-->{below}")] == [(1, 1), None]


def test_offsets_are_those_of_the_text_that_was_read_out() -> None:
    article = read(page(SHAPES["article"]))
    whole = "\n\n".join(each.text for each in article.paragraphs)
    assert [whole[slice(*each.chars)] for each in article.paragraphs] == texts(
        page(SHAPES["article"])
    )


# --- kinds


def test_kinds_are_those_of_the_elements() -> None:
    body = (
        f"{NAV}<article><h1>{TITLE}</h1>{paragraphs(STORY[:2])}<h2>The river</h2>"
        f"{paragraphs(STORY[2:3])}<blockquote><p>Water has no papers.</p><p>It has a mouth.</p>"
        "</blockquote><p>There were three ways:</p><ul><li>the ferry</li><li>the bridge<ul><li>"
        "which is not built</li></ul></li></ul><figure><img src=a.png>"
        "<figcaption>The landing at dawn</figcaption></figure>"
        "<table><caption>Lorries in a day</caption><tr><th>Month<th>Number"
        "<tr><td>May<td>41<tr><td>June<td>7</table><pre><code>if wait:\n    wait()</code></pre>"
        f"{paragraphs(STORY[3:])}<section class='footnotes'><ol><li id='fn1'>So he said.</li>"
        f"<li id='fn2'>He was wrong.</li></ol></section></article>{RELATED}{FOOT}"
    )
    assert kinds(page(body)) == [
        (Kind.HEADING, TITLE),
        (Kind.BODY, STORY[0]),
        (Kind.BODY, STORY[1]),
        (Kind.HEADING, "The river"),
        (Kind.BODY, STORY[2]),
        (Kind.QUOTE, "Water has no papers."),
        (Kind.QUOTE, "It has a mouth."),
        (Kind.LIST, "There were three ways:\n- the ferry\n- the bridge\n- which is not built"),
        (Kind.CAPTION, "The landing at dawn"),
        (Kind.CAPTION, "Lorries in a day"),
        (Kind.TABLE, "Month | Number\nMay | 41\nJune | 7"),
        (Kind.CODE, "if wait:\n    wait()"),
        (Kind.BODY, STORY[3]),
        (Kind.BODY, STORY[4]),
        (Kind.FOOTNOTE, "So he said."),
        (Kind.FOOTNOTE, "He was wrong."),
    ]


def test_a_caption_is_known_by_its_class() -> None:
    body = "<div class='wp-caption'><img src=a><p class='wp-caption-text'>The landing.</p></div>"
    shape = f"{NAV}<article>{paragraphs(STORY[:3])}{body}{paragraphs(STORY[3:])}</article>{FOOT}"
    assert (Kind.CAPTION, "The landing.") in kinds(page(shape))


def test_long_items_stand_by_themselves() -> None:
    long = f"{STORY[1]} {STORY[3]}"
    body = f"<p>Two things:</p><ol><li>{long}</li><li>{long}</li></ol>"
    assert [(block.kind, block.text) for block in blocks(body)] == [
        (None, "Two things:"),
        (Kind.LIST, f"1. {long}"),
        (Kind.LIST, f"2. {long}"),
    ]


def test_only_what_ends_in_a_colon_leads_into_a_list() -> None:
    found = [block.text for block in blocks("<p>Ferry</p><ul><li>Ferry</li><li>Bridge</li></ul>")]
    assert found == ["Ferry", "- Ferry\n- Bridge"]
    long = f"<p>Two:</p><ul><li>{STORY[1]} {STORY[3]}</li></ul>"
    assert [block.text for block in blocks(long)] == ["Two:", f"- {STORY[1]} {STORY[3]}"]


def test_notes_of_a_word_processor_are_known_by_where_they_lead() -> None:
    body = "<div><p><a href='#_ftnref1' name='_ftn1'>[1]</a> See the report.</p></div>"
    assert [(block.kind, block.text) for block in blocks(body)] == [
        (Kind.FOOTNOTE, "[1] See the report.")
    ]


def test_preformatted_prose_has_the_paragraphs_of_a_plain_text() -> None:
    body = (
        "<html><body><h1>Ferry</h1>\n<pre>\nThe ferry had not crossed since the spring flood, and\n"
        "the trucks stood in a line that began at the shed.\n\nNobody was in a hurry.\n</pre>"
    )
    found = blocks(body)
    assert [(block.text, block.lines) for block in found] == [
        ("Ferry", (1, 1)),
        (
            (
                "The ferry had not crossed since the spring flood, and the trucks stood in a line"
                " that began at the shed."
            ),
            (3, 4),
        ),
        ("Nobody was in a hurry.", (6, 6)),
    ]


def test_a_paragraph_in_bold_may_head_a_section() -> None:
    body = f"<article>{HEADED}<p><b>The other bank</b></p>{paragraphs(STORY[:2])}"
    assert (Kind.HEADING, "The other bank") in kinds(page(body))


# --- encodings


@pytest.mark.parametrize(
    ("declared", "written"),
    [
        ("<meta charset='windows-1251'>", "cp1251"),
        ("<meta http-equiv=Content-Type content='text/html; charset=iso-8859-1'>", "cp1252"),
        ("<?xml version='1.0' encoding='koi8-r'?>", "koi8-r"),
        ("<meta charset=shift_jis>", "shift_jis"),
        ("<meta charset=iso-8859-1>", "utf-8"),
        ("<meta charset=utf-16>", "utf-8"),
        ("<!-- <meta charset=koi8-r> -->", "utf-8"),
        ("", "utf-8-sig"),
        ("<meta charset=koi8-r>", "utf-16"),
    ],
)
def test_a_page_is_read_as_what_it_declares_if_that_can_be(declared: str, written: str) -> None:
    text = {
        "cp1252": "Der Fährmann wartet – “länger” als üblich.",
        "shift_jis": "渡し船は春の洪水から動いていない。",
    }.get(written, "Паром не ходил с весны, и грузовики стояли у причала.")
    assert texts(f"{declared}<p>{text}</p>".encode(written)) == [text]  # type: ignore[arg-type]


def test_what_is_said_from_outside_goes_before_what_a_page_declares() -> None:
    data = "<meta charset=iso-8859-1><p>Паром не ходил с весны.</p>".encode("koi8-r")
    assert read(data, encoding="koi8-r").paragraphs[0].text == "Паром не ходил с весны."


def test_one_broken_sign_shows_and_costs_no_page() -> None:
    data = page(paragraphs()).encode().replace("–".encode(), b"\x96", 1)
    assert "\ufffd" in read(data).paragraphs[1].text


def test_what_is_declared_and_is_not_so_is_refused() -> None:
    with pytest.raises(SourceError, match="declared to be in utf-8"):
        read(b"<meta charset=utf-8><p>" + "Łódź żółć ".encode("cp1250") * 40)


# --- what the page states


LD = '<script type="application/ld+json">{}</script>'


def test_json_ld_goes_before_all() -> None:
    node = (
        '{"@graph": [{"@type": "WebPage", "name": "Page"}, {"@type": ["NewsArticle"], "headline":'
        ' "The Ferry &amp; the Bridge", "datePublished": "2018-04-12T08:00:00Z", "dateModified":'
        ' "2020-01-01", "author": [{"@id": "#n"}, "Tom Hall"], "publisher": {"name": "The River'
        ' Gazette"}, "inLanguage": "en-GB", "mainEntityOfPage": {"@id": "https://x.example/a"}},'
        ' {"@type": "Person", "@id": "#n", "name": "Nodira Rahimova"}]}'
    )
    head = LD.format(node) + (
        "<meta property='og:title' content='Something else'><meta name=author content='Nobody'>"
        "<meta property='article:published_time' content='2019-01-01'><title>T</title>"
    )
    assert fields(head) == {
        "title": ("The Ferry & the Bridge", "JSON-LD"),
        "author": ("Nodira Rahimova, Tom Hall", "JSON-LD"),
        "date": ("2018-04-12", "JSON-LD"),
        "publication": ("The River Gazette", "JSON-LD"),
        "language": ("english", "JSON-LD"),
        "url": ("https://x.example/a", "JSON-LD"),
    }


def test_journal_volume_and_issue_are_what_an_article_is_part_of() -> None:
    node = (
        '{"@type": "ScholarlyArticle", "name": "Ferries", "author": {"name": "Ana Ruiz"},'
        ' "isPartOf":'
        ' {"@type": "PublicationIssue", "issueNumber": "4", "isPartOf": {"@type":'
        ' "PublicationVolume", "volumeNumber": 12, "isPartOf": {"@type": "Periodical", "name":'
        ' "Annals of Crossing"}}}, "publisher": {"name": "Big House"}}'
    )
    found = fields(LD.format(node))
    assert [found[name][0] for name in ("publication", "volume", "issue")] == [
        "Annals of Crossing",
        "12",
        "4",
    ]


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "Wrong',
        "[" * 50000,
        "[1, null, {}]",
        '{"@type": 7}',
        '{"@type": "NewsArticle", "headline": ["x"], "author": {"name": null}, "isPartOf": "#"}',
    ],
)
def test_json_ld_that_cannot_be_read_harms_nothing(script: str) -> None:
    assert fields(LD.format(script) + "<meta name=author content='Ana Ruiz'>")["author"] == (
        "Ana Ruiz",
        "meta element",
    )


def test_of_several_articles_in_json_ld_the_pages_own_counts_or_none() -> None:
    nodes = (
        '[{"@type": "Article", "headline": "Other", "datePublished": "2001-01-01"}, {"@type":'
        f' "Article", "headline": "{TITLE}", "datePublished": "2018-04-12"}}]'
    )
    assert fields(LD.format(nodes) + f"<title>{TITLE}</title>")["date"] == ("2018-04-12", "JSON-LD")
    assert "date" not in fields(LD.format(nodes) + "<title>Third</title>", "<h1>Third</h1>")


def test_open_graph_and_highwire() -> None:
    found = fields(
        "<meta property='og:title' content='The Ferry | The River Gazette'><meta"
        " property='og:site_name' content='The River Gazette'><meta property='article:author'"
        " content='https://social.example/nodira'><meta property='article:published_time'"
        " content='2018-04-12T23:30:00+05:00'>"
        "<meta name=citation_author content='Rahimova, Nodira'>"
        "<meta name=citation_author content='Hall, Tom'><meta name=citation_volume content=12><meta"
        " name=citation_issue content='3-4'><link rel=canonical href='https://x.example/ferry'>",
        attributes=" lang='en'",
    )
    assert found == {
        "title": ("The Ferry", "OpenGraph"),
        "author": ("Nodira Rahimova, Tom Hall", "meta element"),
        "date": ("2018-04-12", "OpenGraph"),
        "publication": ("The River Gazette", "OpenGraph"),
        "volume": ("12", "meta element"),
        "issue": ("3-4", "meta element"),
        "language": ("english", "html element"),
        "url": ("https://x.example/ferry", "canonical link"),
    }


@pytest.mark.parametrize(
    ("times", "date"),
    [
        ("<time datetime='2018-04-12'>x</time>", "2018-04-12"),
        ("<time>12 April 2018</time>", "2018-04-12"),
        ("<time datetime='2018-04-12'>x</time><time datetime='2018-05-01'>y</time>", ""),
        (
            "<time pubdate datetime='2018-04-12'>x</time><time datetime='2018-05-01'>y</time>",
            "2018-04-12",
        ),
        ("<time itemprop='dateModified' datetime='2018-05-01'>y</time>", ""),
        ("<aside><time datetime='2018-05-01'>y</time></aside>", ""),
        ("<time datetime='PT5M'>5 minutes</time>", ""),
    ],
)
def test_a_time_is_the_date_only_beyond_doubt(times: str, date: str) -> None:
    assert fields("", f"<h1>{TITLE}</h1><p>{times}</p>").get("date", ("", ""))[0] == date


@pytest.mark.parametrize(
    ("title", "heading", "expected"),
    [
        ("The Ferry at Termez | News | River Gazette", "", "The Ferry at Termez"),
        ("The Ferry at Termez - River Gazette", "", "The Ferry at Termez"),
        ("River Gazette: The Ferry at Termez", TITLE, TITLE),
        ("Russia – China", "", "Russia – China"),
        (
            "What the ferry says – and what it does not",
            "",
            "What the ferry says – and what it does not",
        ),
    ],
)
def test_a_title_element_is_rid_of_its_site(title: str, heading: str, expected: str) -> None:
    body = f"<h1>{heading}</h1>" if heading else "<p></p>"
    assert fields(f"<title>{title}</title>", body)["title"] == (expected, "title element")


def test_the_browser_tells_where_a_page_was_saved_from() -> None:
    source = page(paragraphs()).replace(
        "<html>", "<!-- saved from url=(0027)https://x.example/ferry.htm -->\n<html>"
    )
    assert read(source).url == "https://x.example/ferry.htm"


def test_the_title_is_one_paragraph_and_no_heading_of_others() -> None:
    head = f"<title>{TITLE} | Gazette</title>"
    article = read(page(f"{NAV}<article>{HEADED}</article>{FOOT}", head))
    assert article.title == TITLE
    assert [each.text for each in article.paragraphs].count(TITLE) == 1
    assert {each.heading for each in article.paragraphs} == {""}


def test_the_heading_of_the_site_is_not_that_of_the_article() -> None:
    body = (
        "<div class='top'><h1><a href='/'>The River Weblog</a></h1></div><div class='post'>"
        f"<h3>{TITLE}</h3>{paragraphs()}</div>"
    )
    source = page(body, f"<title>The River Weblog: {TITLE}</title>")
    assert (read(source).title, texts(source)) == (TITLE, [TITLE, *STORY])


def test_a_summary_between_title_and_text_is_kept() -> None:
    body = f"<article><header><h1>{TITLE}</h1>{paragraphs(STORY[:1])}</header>"
    shape = f"{NAV}{body}<div class='text'>{paragraphs(STORY[1:])}</div></article>{FOOT}"
    assert texts(page(shape)) == [TITLE, *STORY]


def test_byline_and_date_above_the_text_are_read() -> None:
    body = (
        f"<header><h1>{TITLE}</h1><p class=byline>By <a href=/n>Nodira Rahimova</a></p>"
        "<p>12 April 2018</p></header>"
    )
    found = fields("", body)
    assert (found["author"][0], found["date"][0]) == ("Nodira Rahimova", "2018-04-12")


# --- pages that are none


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("", "has no text"),
        ("<!-- nothing -->", "has no text"),
        (page("<script>var x;</script><nav></nav>"), "has no text"),
        ("<html><frameset><frame src=a.html></frameset></html>", "only frames"),
        (
            page("Click <a href=/x>here</a>", "<meta http-equiv=refresh content='0;url=/x'>"),
            "leads on",
        ),
        (b"<html>" + b"\x89PNG\0\0\0\1" * 500, "binary"),
    ],
)
def test_a_page_without_text_says_why(source: str | bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=reason):
        read(source)


def test_a_few_nul_bytes_are_passed_over() -> None:
    assert texts(page(paragraphs()).replace("ferry", "fer\0ry")) == list(STORY)


def test_xhtml_closes_elements_as_it_opens_them() -> None:
    source = (
        "<?xml version='1.0' encoding='utf-8'?>\n<html xmlns='http://www.w3.org/1999/xhtml'><head>"
        f"<title/><script src='a.js'/></head><body><p/><a id='x'/>{paragraphs()}</body></html>"
    )
    assert [each.text for each in read(source, "page.xhtml").paragraphs] == list(STORY)


@given(st.text(st.sampled_from("<>/=!-'\" \n&;#abdehilopstuv0\0"), max_size=200))
@examples(150)
def test_no_tag_soup_is_worse_than_without_text(soup: str) -> None:
    try:
        article = read(f"<html>{soup}")
    except SourceError:
        return
    assert all(each.text.strip() for each in article.paragraphs)


@pytest.mark.parametrize(
    ("around", "item", "shown"),
    [
        ("ul", "li", ["- Ice", "- Mud"]),
        ("ol", "li", ["1. Ice", "2. Mud"]),
        ("ol start=7", "li", ["7. Ice", "8. Mud"]),
        ("ol start=x", "li", ["1. Ice", "2. Mud"]),
        ("ol reversed", "li", ["2. Ice", "1. Mud"]),
        ("ol reversed start=9", "li", ["9. Ice", "8. Mud"]),
        ("ol type=a", "li", ["a. Ice", "b. Mud"]),
        ("ol type=I start=4", "li", ["IV. Ice", "V. Mud"]),
        ("ol", "li value=5", ["5. Ice", "5. Mud"]),
        ("ul style='list-style: none'", "li", ["Ice", "Mud"]),
        ("dl", "dd", ["Ice", "Mud"]),
    ],
)
def test_items_have_the_markers_that_the_page_shows(
    around: str, item: str, shown: list[str]
) -> None:
    (block,) = blocks(f"<{around}><{item}>Ice<{item}>Mud</{around.split(maxsplit=1)[0]}>")
    assert block.text.split("\n") == shown


def test_numbers_go_on_behind_an_inner_list() -> None:
    (block,) = blocks("<ol><li>Ice<ul><li>thin<li>thick</ul><li>2. Mud<li><p>Tar<p>hot</ol>")
    assert block.text.split("\n") == ["1. Ice", "- thin", "- thick", "2. Mud", "3. Tar hot"]


def test_elements_with_absurdly_many_attributes_keep_their_text_and_line() -> None:
    attributes = " ".join(f"a{n}='{n}\n'" for n in range(30_000))
    found = blocks(f"<p class=lead {attributes}>The ferry.</p><p>The bridge.</p>")
    assert [block.text for block in found] == ["The ferry.", "The bridge."]
    assert found[1].lines == (30_001, 30_001)


def test_a_page_of_more_elements_than_anybody_writes_is_refused() -> None:
    with pytest.raises(SourceError, match=r"^has too many elements for a page: 300,00\d$"):
        tree_of("<p>Ferry" + "<br>" * 300_000)


# --- authors that elements mark, and titles that headings are

NAMED = "Sigrid Holm"
AUTHORS = {
    "link": f"<div class='meta'><a rel='author' href='/u'>{NAMED}</a></div>",
    "item": (
        "<div class='meta'><span itemprop='author' itemscope itemtype='https://schema.org/Person'>"
        f"<span itemprop='name'>{NAMED}</span></span></div>"
    ),
    "class": f"<p class='author'>{NAMED}</p>",
    "hcard": f"<p>Words: <span class='author vcard'><a class='url fn'>{NAMED}</a></span></p>",
    "block and element": f"<div class='c-byline__author'><a href='/u'>{NAMED}</a></div>",
    "posted": (
        "<div class='entry-meta'>Posted on <time datetime='2018-09-02'>September 2, 2018</time> by"
        f" <a href='/u' rel='author'>{NAMED}</a></div>"
    ),
    "script": f"<p class='author'>{NAMED}<script>var Moe</script></p>",
    "below a summary": f"<p class='lead'>{STORY[0][:90]}.</p><p class='author'>{NAMED}</p>",
}


@pytest.mark.parametrize("around", ["<article>{}</article>", "<main>{}</main>", "<div>{}</div>"])
@pytest.mark.parametrize("head", ["<header>{}</header>", "{}"])
@pytest.mark.parametrize("shape", AUTHORS)
def test_an_author_that_an_element_marks_is_stated_and_stays_in_the_text(
    shape: str, head: str, around: str
) -> None:
    top = head.format(f"<h1>{TITLE}</h1>{AUTHORS[shape]}")
    article = read(page(f"{NAV}{around.format(top + paragraphs())}{FOOT}"))
    assert article.author == NAMED
    bylines = [each.text for each in article.paragraphs if each.kind is Kind.BYLINE]
    assert [text.endswith(NAMED) for text in bylines] == [True]
    assert [each.text for each in article.paragraphs][-5:] == list(STORY)


def test_authors_of_comments_and_of_other_articles_are_none() -> None:
    teaser = "<article><h3>A bridge</h3><p class='author'>Per Moe</p></article>"
    comment = "<div id='comments'><p class='author'>Per Moe</p><p>It was never painted.</p></div>"
    inside = f"<aside class='related'>{teaser}</aside>"
    box = "<div class='author-box'><a rel='author'>Per Moe</a></div>"
    story = f"<article><h1>{TITLE}</h1>{inside}{paragraphs()}{comment}{box}</article>"
    article = read(page(f"<div>{teaser}</div>{story}<div>{teaser}</div>"))
    assert article.author == ""
    assert [each.text for each in article.paragraphs][:6] == [TITLE, *STORY]


@pytest.mark.parametrize(
    "name", ["admin", "https://example.org/u", "4 comments", "Updated May 3, 2016"]
)
def test_what_is_no_name_is_no_author(name: str) -> None:
    assert "author" not in fields("", f"<h1>{TITLE}</h1><p class='author'>{name}</p>")


def test_what_the_page_and_its_text_say_of_the_author_goes_before_elements() -> None:
    body = f"<h1>{TITLE}</h1><p>By <a rel='author'>Ana Ruiz</a> and Tom Hall</p>"
    assert fields("", body)["author"] == ("Ana Ruiz and Tom Hall", "header line, ¶ 2")
    meta = "<meta name='author' content='Lee Wong'>"
    assert fields(meta, body)["author"] == ("Lee Wong", "meta element")


def test_several_marked_authors_are_all_named() -> None:
    marked = "<span class='author'>Ana Ruiz</span>, <span class='author'>Tom Hall</span>"
    body = f"<h1>{TITLE}</h1><div class='byline'>{marked}</div>"
    assert fields("", body)["author"] == ("Ana Ruiz, Tom Hall", "author element")


@pytest.mark.parametrize(
    ("element", "heading"),
    [
        ("Interview", "“Nobody asked us”: a talk with Astrid Lund"),
        ("Brief | Wire", "Bus found in Shortdal"),
        ("Timedal", "Timedal without a bus"),
        ("No Doctor - Gazette", "No Doctor"),
        ("No Doctor | The Upland Gazette", "No Doctor"),
        ("No Doctor – The Gazette of the Hills", "No Doctor"),
    ],
)
def test_the_heading_goes_before_a_poorer_title_element(element: str, heading: str) -> None:
    stated = fields(f"<title>{element}</title>", f"<h1>{heading}</h1>")
    assert stated["title"][0] == heading


def test_a_heading_and_the_site_behind_it_is_the_heading_wherever_that_is_stated() -> None:
    meta = "<meta property='og:title' content='{}'>"
    stated = fields(meta.format("No Doctor - The Upland Gazette"), "<h1>No Doctor</h1>")
    assert stated["title"] == ("No Doctor", "heading, ¶ 1")
    whole = "No Doctor - why the valley waits"
    stated = fields(meta.format(whole), "<h1>No Doctor</h1>")
    assert stated["title"] == (whole, "OpenGraph")


@pytest.mark.parametrize("heading", ["The Gazette", "Opinion"])
def test_a_site_and_a_section_in_the_main_heading_are_no_titles(heading: str) -> None:
    head = "<title>Why the valley waits | The Gazette</title>"
    assert fields(head, f"<h1>{heading}</h1>")["title"][0] == "Why the valley waits"


def test_a_title_and_a_byline_that_only_a_line_break_parts_are_two_paragraphs() -> None:
    head = "<font size=5><b>The Silence of Stornes</b></font><br>by Ragnhild Moe<br>3 May 2001"
    body = "<br><br>".join(map(escape, STORY))
    cell = f"<table><tr><td>{head}<br><br>{body}</td></tr></table>"
    article = read(page(cell, "<title>Stornes</title>"))
    assert (article.title, article.author) == ("The Silence of Stornes", "Ragnhild Moe")
    assert [(each.kind, each.text) for each in article.paragraphs[:4]] == [
        (Kind.HEADING, "The Silence of Stornes"),
        (Kind.BYLINE, "by Ragnhild Moe"),
        (Kind.BYLINE, "3 May 2001"),
        (Kind.BODY, STORY[0]),
    ]
    assert article.date == "2001-05-03"


def test_a_heading_with_the_byline_in_it_is_parted_too() -> None:
    found = kinds(page(f"<h1>{TITLE}<br><small>By {NAMED}</small></h1>{paragraphs()}"))
    assert found[:2] == [(Kind.HEADING, TITLE), (Kind.BYLINE, f"By {NAMED}")]


def test_a_marked_byline_does_not_end_the_head() -> None:
    body = f"<h1>{TITLE}</h1><p class='author'>{NAMED}</p><p>3 May 2001</p>"
    assert fields("", body)["date"] == ("2001-05-03", "header line, ¶ 3")


def test_a_page_that_a_search_has_written_is_no_article() -> None:
    written = page(paragraphs(), '<meta name="generator" content="pincite 0.1.0">')
    with pytest.raises(SourceError, match="pincite wrote"):
        read(written)
