from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pdf_pages import (  # fmt: skip
    PROSE,
    SPACED,
    WIDTH,
    article_in,
    bare_pdf,
    blocks_in,
    draw_lines,
    drawn_pdf,
    make_pdf,
    wrapped,
)
from pincite.indexer.articles import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportlab.pdfgen.canvas import Canvas

SITE = "The Daily Fjord"
TITLE = "The Ledgers of Vardesund"
CAPTION = "The quay at Vardesund in winter. Photo: NTB"


def kinds_in(draw: Callable[[Canvas], object]) -> list[tuple[Kind | None, str]]:
    def page(canvas: Canvas) -> None:
        draw(canvas)

    return [(block.kind, block.text) for block in blocks_in(drawn_pdf(page))]


@pytest.mark.parametrize("line", ["They asked for three things:", "Nobody has printed it since."])
def test_a_single_line_set_in_as_first_lines_are_is_no_quotation(line: str) -> None:
    def draw(canvas: Canvas) -> None:
        y = draw_lines(canvas, wrapped(PROSE[0], WIDTH)) - 4
        y = draw_lines(canvas, [line], x=64, y=y) - 4
        draw_lines(canvas, wrapped(PROSE[1], WIDTH), y=y)

    assert kinds_in(draw) == [(None, PROSE[0]), (None, line), (None, PROSE[1])]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("A port is a promise that somebody else will come.", Kind.QUOTE),
        ("As the minister said to us then:", None),
    ],
)
def test_a_single_line_far_set_in_is_a_quotation_unless_it_leads_in(
    line: str, kind: Kind | None
) -> None:
    def draw(canvas: Canvas) -> None:
        y = draw_lines(canvas, wrapped(PROSE[0], WIDTH)) - 8
        y = draw_lines(canvas, [line], x=75, y=y) - 8
        draw_lines(canvas, wrapped(PROSE[1], WIDTH), y=y)

    assert [found for found, _ in kinds_in(draw)] == [None, kind, None]


@pytest.mark.parametrize(
    ("x", "width", "kind"),
    [(60, WIDTH - 30, Kind.QUOTE), (60, WIDTH - 10, None), (72, WIDTH - 22, Kind.QUOTE)],
)
def test_what_is_set_in_little_is_a_quotation_only_on_both_sides(
    x: float, width: float, kind: Kind | None
) -> None:
    def draw(canvas: Canvas) -> None:
        y = draw_lines(canvas, wrapped(PROSE[0], WIDTH)) - 8
        y = draw_lines(canvas, wrapped(PROSE[1], width), x=x, y=y) - 8
        draw_lines(canvas, wrapped(PROSE[2], WIDTH), y=y)

    assert [found for found, _ in kinds_in(draw)] == [None, kind, None]


def test_menus_are_no_quotations() -> None:
    def draw(canvas: Canvas) -> None:
        y = draw_lines(canvas, ["News", "Opinion", "Sport"], x=75) - 8
        draw_lines(canvas, wrapped(PROSE[0], WIDTH), y=y)

    assert kinds_in(draw) == [(None, "News\nOpinion\nSport"), (None, PROSE[0])]


def test_a_second_paragraph_of_an_item_is_no_quotation() -> None:
    item = wrapped(f"• {PROSE[1]}", WIDTH - 4)
    more = wrapped(PROSE[2], WIDTH - 40)

    def draw(canvas: Canvas) -> None:
        y = draw_lines(canvas, wrapped(PROSE[0], WIDTH)) - 8
        y = draw_lines(canvas, item[:1], y=y)
        y = draw_lines(canvas, item[1:], x=68, y=y) - 8
        draw_lines(canvas, more, x=68, y=y)

    assert kinds_in(draw) == [(None, PROSE[0]), (Kind.LIST, f"• {PROSE[1]}"), (None, PROSE[2])]


@pytest.mark.parametrize("font", ["Times-Roman", "Courier"])
def test_bulleted_items_are_a_list_with_their_lead_in(font: str) -> None:
    items = ["• INTEGER;", "• OBJECT IDENTIFIER;", "• ANY."]

    def draw(canvas: Canvas) -> None:
        y = draw_lines(canvas, wrapped(PROSE[0], WIDTH)) - 4
        y = draw_lines(canvas, ["These are the types:"], x=64, y=y) - 4
        for item in items:
            y = draw_lines(canvas, [item], x=59, y=y, font=font) - 4

    listed = "\n".join(["These are the types:", *items])
    assert kinds_in(draw) == [(None, PROSE[0]), (Kind.LIST, listed)]


def test_the_only_further_line_of_an_item_belongs_to_it() -> None:
    first = wrapped(f"• {PROSE[1]}", WIDTH - 9)[0].rstrip(",") + "."

    def draw(canvas: Canvas) -> None:
        y = draw_lines(canvas, wrapped(PROSE[0], WIDTH)) - 4
        y = draw_lines(canvas, [first], x=59, y=y)
        draw_lines(canvas, ["Notwithstanding that it is small."], x=67, y=y)

    assert kinds_in(draw)[1:] == [(Kind.LIST, f"{first} Notwithstanding that it is small.")]


def test_the_margin_of_a_page_of_lists_is_that_of_its_full_lines() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"

    def draw(canvas: Canvas) -> None:
        y = draw_lines(canvas, wrapped(PROSE[0], WIDTH)[:3], y=550) - 4
        for place in range(len(letters)):
            y = draw_lines(canvas, [f"• the item {letters[place:]}"], x=59, y=y)
        y = draw_lines(canvas, ["This is what they said of it in the end:"], y=y - 8)
        draw_lines(canvas, wrapped(PROSE[1], WIDTH - 20)[:2], x=70, y=y - 8)

    assert kinds_in(draw)[-1][0] is Kind.QUOTE


@pytest.mark.parametrize(("font", "size"), [("Courier", 9.0), ("Courier", 10.0), ("Helvetica", 9)])
def test_a_sentence_goes_on_through_names_in_other_type(font: str, size: float) -> None:
    lines = [
        "For example, where the usual places are searched, to load such a file means",
        "/usr/share/ledgers/harbour.xml and after this one the second,",
        "/usr/local/share/the-ledgers-of-the-harbour/harbour.xml, if there is any.",
    ]

    def draw(canvas: Canvas) -> None:
        y = draw_lines(canvas, [*wrapped(PROSE[0], WIDTH)]) - 8
        draw_lines(canvas, lines[:1], y=y)
        middle = lines[1] if font == "Helvetica" else lines[1][:56]
        draw_lines(canvas, [middle], y=y - 12.5, size=size, font=font)
        draw_lines(canvas, lines[2:], y=y - 25)

    assert len(kinds_in(draw)) == 2


def test_code_below_a_line_that_leads_in_is_apart_from_it() -> None:
    def draw(canvas: Canvas) -> None:
        y = draw_lines(canvas, [*wrapped(PROSE[0], WIDTH), "", "Begin it with this line:"])
        draw_lines(canvas, ["read(ledger)"], y=y, font="Courier")

    assert kinds_in(draw)[1:] == [(None, "Begin it with this line:"), (Kind.CODE, "read(ledger)")]


@pytest.mark.parametrize(
    ("line", "font", "size"),
    [
        ("Nora Berg (nora@ledger.example)", "Times-Bold", 10),
        ("https://ledger.example/harbour", "Times-Bold", 12),
        ("4 May 2016", "Times-Bold", 10),
        ("By Marit Østby and Paul Greene", "Times-Roman", 12),
        (CAPTION, "Times-Bold", 10),
    ],
)
def test_lines_about_the_article_are_no_headings(line: str, font: str, size: float) -> None:
    def draw(canvas: Canvas) -> None:
        y = draw_lines(canvas, [TITLE], size=18) - 10
        y = draw_lines(canvas, [line], y=y, size=size, font=font) - 10
        draw_lines(canvas, wrapped(PROSE[0], WIDTH), y=y)

    article = article_in(drawn_pdf(lambda canvas: void(draw(canvas))))
    assert article.paragraphs[1].text == line
    assert article.paragraphs[1].kind is not Kind.HEADING


def void(_: object) -> None:
    """For functions that draw."""


@pytest.mark.parametrize("stated", ["Henrik Dahl", "Dahl, Henrik"])
def test_a_line_that_is_the_author_of_the_properties_is_the_byline(stated: str) -> None:
    text = [
        ("Ports Without Ships", Kind.HEADING),
        ("Henrik Dahl", Kind.BODY),
        ("3 March 2014", Kind.BODY),
        ("The Case of Alvik", Kind.HEADING),
        *[(each, Kind.BODY) for each in PROSE],
    ]
    article = article_in(make_pdf(text, SPACED, Author=stated))
    kinds = [each.kind for each in article.paragraphs[:5]]
    assert kinds == [Kind.HEADING, Kind.BYLINE, Kind.BYLINE, Kind.HEADING, Kind.BODY]
    assert article.author == stated
    assert article.date == "2014-03-03"


def printed(title: str) -> bytes:
    """An article as a browser prints it, the site's menus above it."""

    def page(canvas: Canvas) -> None:
        canvas.setTitle(title)
        y = draw_lines(canvas, [SITE], y=560) - 6
        y = draw_lines(canvas, ["News", "Opinion", "Subscribe now"], x=75, y=y) - 6
        y = draw_lines(canvas, ["We use cookies. By reading on you accept them."], y=y) - 6
        y = draw_lines(canvas, ["Accept all"], x=55, y=y, size=8) - 16
        y = draw_lines(canvas, [TITLE], y=y, size=20, font="Times-Bold") - 10
        y = draw_lines(canvas, ["By Marit Østby and Paul Greene"], y=y) - 10
        y = draw_lines(canvas, ["4 May 2016"], y=y) - 10
        y = draw_lines(canvas, [CAPTION], x=75, y=y) - 10
        for text in PROSE[:2]:
            y = draw_lines(canvas, wrapped(text, WIDTH), y=y) - 10

    return drawn_pdf(page)


@pytest.mark.parametrize("title", [f"{TITLE} | {SITE}", f"{SITE} - {TITLE}", TITLE])
def test_an_article_as_a_browser_prints_it(title: str) -> None:
    article = article_in(printed(title))
    assert article.title == TITLE
    assert article.author == "Marit Østby and Paul Greene"
    assert article.date == "2016-05-04"
    kinds = {each.text: each.kind for each in article.paragraphs}
    around = [text for text, kind in kinds.items() if kind is Kind.BOILERPLATE]
    assert " ".join(around).split()[:4] == [*SITE.split(), "News"]
    assert around[-1] == "Accept all"
    assert [kind for kind in kinds.values() if kind is not Kind.BOILERPLATE] == [
        *(Kind.HEADING, Kind.BYLINE, Kind.BYLINE, Kind.CAPTION, Kind.BODY, Kind.BODY)
    ]


def test_the_end_of_another_article_above_the_title_is_text() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setTitle(TITLE)
        y = draw_lines(canvas, wrapped(PROSE[0], WIDTH), y=560) - 16
        y = draw_lines(canvas, [TITLE], y=y, size=20, font="Times-Bold") - 10
        draw_lines(canvas, wrapped(PROSE[1], WIDTH), y=y)

    article = article_in(drawn_pdf(page))
    assert [each.kind for each in article.paragraphs] == [Kind.BODY, Kind.HEADING, Kind.BODY]
    assert article.title == TITLE


def test_a_subtitle_in_the_properties_is_kept() -> None:
    text = [(TITLE, Kind.HEADING), *[(each, Kind.BODY) for each in PROSE]]
    stated = f"{TITLE}: the harbour"
    assert article_in(make_pdf(text, SPACED, Title=stated)).title == stated


def test_the_sign_of_copyright_as_tex_draws_it() -> None:
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding<</Differences[65 /g1]>>>>"
    data = bare_pdf(b"BT /F 12 Tf 50 500 Td (Copyright Ac 2001 by the ledger) Tj ET", font)
    assert [block.text for block in blocks_in(data)] == ["Copyright © 2001 by the ledger"]
