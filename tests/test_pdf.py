from __future__ import annotations

import io
import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pdf_pages import (
    ARTICLES,
    FILES,
    INDENTED,
    LAYOUTS,
    PROSE,
    SPACED,
    TIGHT,
    TWO_COLUMNS,
    WIDTH,
    Layout,
    article_in,
    bare_pdf,
    blocks_in,
    boundary_share,
    draw_lines,
    drawn_pdf,
    exact_share,
    make_pdf,
    source_of,
    wrapped,
)
from pincite.errors import SourceError
from pincite.indexer.articles import Kind
from pincite.indexer.sources.pdf import reader
from pincite.indexer.sources.source import Draft, Skip
from profiles import examples

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def texts_in(data: bytes) -> list[str]:
    return [" ".join(block.text.split()) for block in blocks_in(data)]


def error_in(data: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        list(reader.read(source_of(data)))
    return str(caught.value)


def letters(texts: Sequence[str]) -> list[str]:
    return sorted(letter for text in texts for letter in text if letter.isalnum())


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_paragraphs_of_an_article(layout: str, name: str) -> None:
    expected = [text for text, _ in ARTICLES[name]]
    head = LAYOUTS[layout].head
    found = [text for text in texts_in(make_pdf(ARTICLES[name], LAYOUTS[layout])) if text != head]
    if layout.startswith("tight"):
        # Where the last line of a paragraph is full nothing shows its end.
        precision, recall = boundary_share(expected, found)
        assert precision == 1
        assert recall >= 0.75
    elif layout == "two columns, spaced, heads":
        assert min(exact_share(expected, found)) >= 0.9
    else:
        assert found == expected


@pytest.mark.parametrize("layout", [SPACED, INDENTED, TWO_COLUMNS])
def test_kinds_title_and_head(layout: Layout) -> None:
    name = FILES[0]
    article = article_in(make_pdf(ARTICLES[name], layout))
    assert article.title == "A Silk Road Made of Ice"
    assert article.author == "Ingrid Sæther"
    assert article.date == "2018-02-08"
    assert [(each.text, each.kind) for each in article.paragraphs] == ARTICLES[name]


def test_paragraphs_know_their_pages() -> None:
    pages = [block.pages for block in blocks_in(make_pdf(ARTICLES[FILES[0]], SPACED))]
    firsts = [first for first, _ in pages]
    assert firsts == sorted(firsts)
    assert firsts[0] == 1
    assert firsts[-1] > 2
    crossing = [page for page in pages if page[0] != page[1]]
    assert crossing
    assert all(last == first + 1 for first, last in crossing)
    assert all(block.lines is None for block in blocks_in(make_pdf(ARTICLES[FILES[0]], SPACED)))


def test_offsets_are_those_of_the_text_read_out() -> None:
    blocks = blocks_in(make_pdf(ARTICLES[FILES[0]], INDENTED))
    text = "\n\n".join(block.text for block in blocks)
    assert [text[slice(*block.chars)] for block in blocks] == [block.text for block in blocks]


@given(
    st.lists(st.sampled_from(PROSE), min_size=1, max_size=8),
    st.builds(
        Layout,
        space=st.sampled_from([0.0, 3.0, 9.0]),
        indent=st.sampled_from([0.0, 12.0, 30.0]),
        columns=st.integers(1, 3),
        justified=st.booleans(),
        size=st.sampled_from([7.0, 10.0, 13.0]),
    ),
)
@examples(15)
def test_no_letter_is_lost_in_any_layout(paragraphs: list[str], layout: Layout) -> None:
    marked = [(f"{place} {text}", Kind.BODY) for place, text in enumerate(paragraphs)]
    found = texts_in(make_pdf(marked, layout))
    assert letters(found) == letters([text for text, _ in marked])
    if layout.columns == 1 and (layout.space or layout.indent) and len(paragraphs) > 3:
        assert found == [text for text, _ in marked]


def headed_page(number: int, pages: Sequence[Sequence[str]]) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        head = "The Northern Ledger" if number % 2 else "Letters from the Ice"
        draw_lines(canvas, [head], x=150, y=560, size=8)
        draw_lines(canvas, [str(number + 16)], x=330 if number % 2 else 50, y=560, size=8)
        draw_lines(canvas, ["Vol. 3, No. 5"], y=30, size=8)
        draw_lines(canvas, pages[number - 1])

    return draw


def test_running_heads_stand_once_and_outside_the_text() -> None:
    lines = [line for text in PROSE for line in (*wrapped(text, WIDTH), "")]
    pages = [lines[start : start + 12] for start in range(0, len(lines), 12)]
    blocks = blocks_in(drawn_pdf(*[headed_page(n, pages) for n in range(1, len(pages) + 1)]))
    heads = {block.text: block.pages for block in blocks if block.kind is Kind.BOILERPLATE}
    assert heads == {
        "The Northern Ledger": (1, 1),
        "Letters from the Ice": (2, 2),
        "Vol. 3, No. 5": (1, 1),
    }
    text = [block.text for block in blocks if block.kind is not Kind.BOILERPLATE]
    assert letters(text) == letters(PROSE)
    assert all(paragraph in text for paragraph in PROSE)


@pytest.mark.parametrize("form", ["{}", "- {} -", "Page {}", "Page {} of 4", "{} / 4", "[{}]"])
def test_page_numbers_are_dropped(form: str) -> None:
    def page(number: int) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            draw_lines(canvas, wrapped(PROSE[number], WIDTH))
            draw_lines(canvas, [form.format(number)], x=180, y=30, size=9)

        return draw

    assert texts_in(drawn_pdf(*map(page, range(1, 5)))) == PROSE[1:5]


def test_roman_page_numbers_are_dropped_and_years_are_not() -> None:
    def page(number: str, year: str, text: str) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            draw_lines(canvas, [*wrapped(text, WIDTH), "", year])
            draw_lines(canvas, [number], x=180, y=30)

        return draw

    pages = [page("vi", "1919", PROSE[0]), page("vii", "1945", PROSE[1])]
    found = texts_in(drawn_pdf(*pages))
    assert found == [PROSE[0], "1919", PROSE[1], "1945"]


def test_one_heading_on_two_distant_pages_is_no_running_head() -> None:
    def page(number: int) -> Callable[[Canvas], None]:
        head = "References" if number in (1, 6) else f"Letter of the month {'abcdefg'[number]}"
        text = wrapped(PROSE[number % 4], WIDTH)
        return lambda canvas: void(draw_lines(canvas, [head, "", *text]))

    found = texts_in(drawn_pdf(*map(page, range(7))))
    assert found.count("References") == 2


def test_a_page_that_begins_as_the_one_before_loses_nothing() -> None:
    def draw(canvas: Canvas) -> None:
        draw_lines(canvas, wrapped(PROSE[0], WIDTH))

    assert texts_in(drawn_pdf(draw, draw)) == [PROSE[0], PROSE[0]]


def void(_: object) -> None:
    """For functions that draw."""


def noted_page(text: str, note: str, mark: str) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        y = draw_lines(canvas, wrapped(text, WIDTH)) - 6
        canvas.drawString(50, y, "The treaty")
        x = 50 + canvas.stringWidth("The treaty", "Times-Roman", 10)
        draw_lines(canvas, [mark], x=x, y=y + 3.5, size=6.5)
        x += canvas.stringWidth(mark, "Times-Roman", 6.5)
        draw_lines(canvas, [" was never printed, and nobody who was asked has seen it."], x, y)
        draw_lines(canvas, [mark], x=50, y=62, size=5)
        draw_lines(canvas, wrapped(note, WIDTH, 8), x=54, y=59, size=8)

    return draw


def test_footnotes() -> None:
    notes = [
        (
            "See the white paper of the State Council, page 4, and the remarks in Xinhua of that"
            " day, which differ from it in two places."
        ),
        "Ibid.",
        "Ibid.",
    ]
    pages = [noted_page(PROSE[n], note, str(n + 1)) for n, note in enumerate(notes)]
    blocks = blocks_in(drawn_pdf(*pages))
    assert [(block.text, block.pages) for block in blocks if block.kind is Kind.FOOTNOTE] == [
        (f"¹ {notes[0]}", (1, 1)),
        ("² Ibid.", (2, 2)),
        ("³ Ibid.", (3, 3)),
    ]
    texts = [block.text for block in blocks]
    assert texts[:3] == [
        PROSE[0],
        "The treaty¹ was never printed, and nobody who was asked has seen it.",
        f"¹ {notes[0]}",
    ]


def test_a_paragraph_goes_on_behind_a_footnote_and_a_caption() -> None:
    lines = wrapped(PROSE[1], WIDTH)
    cut = next(place for place in range(3, len(lines)) if lines[place][0].islower())

    def one(canvas: Canvas) -> None:
        draw_lines(canvas, [*wrapped(PROSE[0], WIDTH), "", *lines[:cut]])
        draw_lines(canvas, ["1 A note, which stands at the foot of the page."], y=60, size=7)

    def two(canvas: Canvas) -> None:
        draw_lines(canvas, ["Figure 3: The tanker, in the winter of the year"], y=530, size=8)
        draw_lines(canvas, [*lines[cut:], "", *wrapped(PROSE[2], WIDTH)])

    found = {block.text: block.pages for block in blocks_in(drawn_pdf(one, two))}
    assert found == {
        PROSE[0]: (1, 1),
        PROSE[1]: (1, 2),
        "1 A note, which stands at the foot of the page.": (1, 1),
        "Figure 3: The tanker, in the winter of the year": (2, 2),
        PROSE[2]: (2, 2),
    }


def test_quotations_and_lists() -> None:
    quote = wrapped(PROSE[1], WIDTH - 60)
    items = ["1. the first of the items", "2. the second of them", "3. the third and the last"]

    def draw(canvas: Canvas) -> None:
        y = draw_lines(canvas, wrapped(PROSE[0], WIDTH)) - 8
        y = draw_lines(canvas, quote, x=80, y=y) - 8
        y = draw_lines(canvas, ["They asked for three things:", *items], y=y) - 8
        draw_lines(canvas, wrapped(PROSE[2], WIDTH), y=y)

    found = [(block.kind, block.text) for block in blocks_in(drawn_pdf(draw))]
    assert found == [
        (None, PROSE[0]),
        (Kind.QUOTE, PROSE[1]),
        (Kind.LIST, "\n".join(["They asked for three things:", *items])),
        (None, PROSE[2]),
    ]


def test_words_divided_at_a_line_end() -> None:
    lines = [
        "The negotiators met, and every one of them was a negotia-",
        "tor of the old school; they spoke of the pipeline, the pipe-",
        "line of which all speak, and of a well-",
        "known negotiator who had not come.",
    ]
    assert texts_in(drawn_pdf(lambda canvas: void(draw_lines(canvas, lines)))) == [
        (
            "The negotiators met, and every one of them was a negotiator of the old school; they"
            " spoke of the pipeline, the pipeline of which all speak, and of a well-known"
            " negotiator who had not come."
        )
    ]


def one_page(draw: Callable[[Canvas], object]) -> list[str]:
    return texts_in(drawn_pdf(lambda canvas: void(draw(canvas))))


def test_text_drawn_twice_is_read_once() -> None:
    def draw(canvas: Canvas) -> None:
        draw_lines(canvas, ["Bold by force"], x=50)
        draw_lines(canvas, ["Bold by force"], x=50.3)

    assert one_page(draw) == ["Bold by force"]


@pytest.mark.parametrize("tracking", [0.0, 1.5, 3.0])
def test_letters_drawn_one_by_one_without_spaces(tracking: float) -> None:
    text = "Eight states possess territory there."

    def draw(canvas: Canvas) -> None:
        x = 50.0
        for letter in text:
            if letter != " ":
                draw_lines(canvas, [letter], x=x)
            x += canvas.stringWidth(letter, "Times-Roman", 10) + tracking

    assert one_page(draw) == [text]


def test_letters_in_any_order() -> None:
    words = list(enumerate(PROSE[0].split()[:9]))
    random.Random(3).shuffle(words)

    def draw(canvas: Canvas) -> None:
        for place, word in words:
            before = " ".join(PROSE[0].split()[:place])
            x = 50 + canvas.stringWidth(f"{before} " if before else "", "Times-Roman", 8)
            draw_lines(canvas, [word], x=x, size=8)

    assert one_page(draw) == [" ".join(PROSE[0].split()[:9])]


def picture() -> ImageReader:
    return ImageReader(Image.new("L", (20, 30), 200))


def draw_hidden(canvas: Canvas, lines: Sequence[str]) -> None:
    text = canvas.beginText(50, 500)
    text.setFont("Times-Roman", 10, 12.5)
    text.setTextRenderMode(3)
    text.textLines("\n".join(lines))
    text.setTextRenderMode(0)
    canvas.drawText(text)


def test_hidden_text_is_not_read_except_behind_a_picture() -> None:
    def hidden(canvas: Canvas) -> None:
        draw_hidden(canvas, ["Nobody sees this."])
        draw_lines(canvas, ["Everybody sees this."], y=300)

    def recognized(canvas: Canvas) -> None:
        canvas.drawImage(picture(), 0, 0, 420, 590)
        draw_hidden(canvas, wrapped(PROSE[0], WIDTH))

    assert one_page(hidden) == ["Everybody sees this."]
    assert one_page(recognized) == [PROSE[0]]


def test_text_beyond_the_page_is_not_read() -> None:
    def draw(canvas: Canvas) -> None:
        draw_lines(canvas, ["Everybody sees this."])
        draw_lines(canvas, ["Nobody sees this."], x=2000)

    assert one_page(draw) == ["Everybody sees this."]


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_pages_written_sideways(angle: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(210, 300)
        canvas.rotate(angle)
        draw_lines(canvas, wrapped(PROSE[0], 250), x=-125, y=90)

    assert one_page(draw) == [PROSE[0]]


def test_what_is_stamped_on_pages_stands_outside_the_text_and_once() -> None:
    lines = [wrapped(text, WIDTH) for text in PROSE[:2]]

    def page(number: int) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            draw_lines(canvas, lines[number])
            canvas.translate(20, 200)
            canvas.rotate(90 if number else 45)
            draw_lines(canvas, ["Licensed to the Northern Ledger"], x=0, y=0)

        return draw

    blocks = blocks_in(drawn_pdf(page(0), page(1)))
    assert [block.text for block in blocks if block.kind is None] == PROSE[:2]
    stamps = [block for block in blocks if block.kind is Kind.BOILERPLATE]
    assert [block.text for block in stamps] == ["Licensed to the Northern Ledger"]


def test_a_dropped_initial() -> None:
    lines = wrapped(PROSE[0][1:], WIDTH - 40)

    def draw(canvas: Canvas) -> None:
        draw_lines(canvas, [PROSE[0][0]], x=50, y=475, size=36)
        draw_lines(canvas, lines[:3], x=78, y=500)
        draw_lines(canvas, lines[3:], x=50, y=500 - 3 * 12.5)

    assert one_page(draw) == [PROSE[0]]


def test_ligatures_are_letters() -> None:
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding<</Differences[65 /fi /fl]>>>>"
    found = texts_in(bare_pdf(b"BT /F 12 Tf 50 500 Td (The Anal Boor) Tj ET", font))
    assert found == ["The final floor"]


def test_words_drawn_from_right_to_left() -> None:
    names = b"/afii57677 /afii57669 /afii57676 /afii57689"
    font = (
        b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/FirstChar 65/LastChar 68"
        b"/Widths[600 600 600 600]/Encoding<</Differences[65 %s]>>>>" % names
    )
    assert texts_in(bare_pdf(b"BT /F 12 Tf 50 500 Td (ABCD) Tj ET", font)) == ["שלום"]


def test_columns_below_a_title_and_above_a_table_wide_as_the_page() -> None:
    column = 150.0
    left, right = wrapped(PROSE[0], column, 8), wrapped(PROSE[1], column, 8)

    def draw(canvas: Canvas) -> None:
        draw_lines(canvas, ["Freeze for Freeze: How a Slogan Became"], y=560, size=16)
        draw_lines(canvas, left, x=50, y=520, size=8)
        draw_lines(canvas, right, x=216, y=517, size=8)
        draw_lines(canvas, wrapped(PROSE[2], WIDTH), y=250)

    assert one_page(draw) == ["Freeze for Freeze: How a Slogan Became", *PROSE[:3]]


def test_rows_of_a_table_are_read_along() -> None:
    rows = [("Russia", "17.1", "144"), ("China", "9.6", "1390"), ("India", "3.3", "1339")]

    def draw(canvas: Canvas) -> None:
        for place, row in enumerate(rows * 2):
            for x, cell in zip((50, 150, 250), row, strict=True):
                draw_lines(canvas, [cell], x=x, y=500 - 12.5 * place)

    text = " ".join(one_page(draw))
    places = [text.index(" ".join(row)) for row in rows]
    assert places == sorted(places)


def test_code_keeps_its_lines() -> None:
    code = ["def read(source):", "    return source.data()"]

    def draw(canvas: Canvas) -> None:
        y = draw_lines(canvas, wrapped(PROSE[0], WIDTH)) - 8
        draw_lines(canvas, code[:1], y=y, font="Courier")
        draw_lines(canvas, [code[1].strip()], x=74, y=y - 12.5, font="Courier")

    block = blocks_in(drawn_pdf(draw))[1]
    assert block.kind is Kind.CODE
    assert [line.strip() for line in block.text.split("\n")] == [line.strip() for line in code]


def draw_picture(canvas: Canvas) -> None:
    canvas.drawImage(picture(), 0, 0, 420, 590)


def draw_prose(canvas: Canvas) -> None:
    draw_lines(canvas, wrapped(PROSE[0], WIDTH))


def draw_nothing(canvas: Canvas) -> None:
    canvas.setFont("Times-Roman", 10)


def test_scanned_pages() -> None:
    assert error_in(drawn_pdf(draw_picture, draw_picture)) == (
        "has no text, only pictures of pages: run a text recognition on it first"
    )
    assert error_in(drawn_pdf(draw_nothing)) == "has no text"


def test_scanned_pages_among_others_are_named_once() -> None:
    pages = [draw_picture, draw_prose, draw_nothing, *[draw_picture] * 3, draw_prose, draw_picture]
    draft, skip = reader.read(source_of(drawn_pdf(*pages)))
    assert isinstance(draft, Draft)
    assert [block.pages for block in draft.blocks] == [(2, 2), (7, 7)]
    assert skip == Skip(
        "a.pdf!/pages 1, 4-6, 8", "no text, only pictures: run a text recognition on it first"
    )
    _, skip = reader.read(source_of(drawn_pdf(draw_prose, draw_picture)))
    assert isinstance(skip, Skip)
    assert skip.path == "a.pdf!/page 2"


def encrypted(user: str, owner: str) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption(user, owner, canCopy=0))
    draw_prose(canvas)
    canvas.save()
    return buffer.getvalue()


def test_encrypted_files() -> None:
    assert error_in(encrypted("secret", "other")).startswith("is encrypted: ")
    assert texts_in(encrypted("", "other")) == PROSE[:1]


@pytest.mark.parametrize(
    "data",
    [b"", b"%PDF-1.4", b"%PDF-1.4 and nothing else", make_pdf(ARTICLES[FILES[0]], TIGHT)[:3000]],
)
def test_damaged_files(data: bytes) -> None:
    assert error_in(data).startswith("damaged: ")


@given(st.data())
@examples(25)
def test_no_damage_is_a_trouble(drawn: st.DataObject) -> None:
    data = bytearray(SMALL)
    for _ in range(drawn.draw(st.integers(1, 20))):
        data[drawn.draw(st.integers(0, len(data) - 1))] = drawn.draw(st.integers(0, 255))
    try:
        for each in reader.read(source_of(bytes(data))):
            assert isinstance(each, Skip) or each.blocks
    except SourceError:
        pass


SMALL = drawn_pdf(draw_prose, draw_picture)


def test_letters_without_characters_are_no_text() -> None:
    names = b" ".join(b"/g%d" % code for code in range(65, 91))
    font = (
        b"<</Type/Font/Subtype/Type1/BaseFont/ABCDEF+Secret/FirstChar 65/LastChar 90"
        b"/Widths[%s]/Encoding<</Type/Encoding/Differences[65 %s]>>>>" % (b"600 " * 26, names)
    )
    data = bare_pdf(b"BT /F 12 Tf 50 500 Td (XQZA PLRT) Tj ET", font)
    assert error_in(data).startswith("does not tell which letters its text has")


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("A Silk Road Made of Ice", "A Silk Road Made of Ice"),
        ("Silk Road Made of Ice, A", "Silk Road Made of Ice, A"),
        ("Microsoft Word - silk.doc", "A Silk Road Made of Ice"),
        ("silk_road_final2.indd", "A Silk Road Made of Ice"),
        ("about:blank", "A Silk Road Made of Ice"),
        ("untitled", "A Silk Road Made of Ice"),
        ("(anonymous)", "A Silk Road Made of Ice"),
        ("Template for the monthly letter", "A Silk Road Made of Ice"),
        ("", "A Silk Road Made of Ice"),
    ],
)
def test_title_in_the_properties(stated: str, title: str) -> None:
    article = article_in(make_pdf(ARTICLES[FILES[0]], SPACED, Title=stated))
    assert article.title == title


def test_the_title_is_in_the_largest_type() -> None:
    def draw(canvas: Canvas) -> None:
        y = draw_lines(canvas, ["Northern Ledger Special Report"], size=9) - 20
        y = draw_lines(canvas, ["A Silk Road Made of Ice,", "and Who Paid for It"], y=y, size=18)
        draw_lines(canvas, wrapped(PROSE[0], WIDTH), y=y - 10)

    article = article_in(drawn_pdf(draw))
    assert article.title == "A Silk Road Made of Ice, and Who Paid for It"
    assert article.origins["title"] == "largest type"


@pytest.mark.parametrize(
    ("stated", "author"),
    [
        ("Eleanor Marsh", "Eleanor Marsh"),
        ("emarsh", ""),
        ("Administrator", ""),
        ("Microsoft Office User", ""),
        ("anonymous", ""),
    ],
)
def test_author_and_date_in_the_properties(stated: str, author: str) -> None:
    text = [("A Title of Some Length", Kind.HEADING), *[(each, Kind.BODY) for each in PROSE]]
    article = article_in(make_pdf(text, SPACED, Author=stated))
    assert article.author == author
    assert article.origins.get("author", "") == ("document properties" if author else "")
    assert article.date == ""


def test_a_byline_goes_before_whoever_is_said_to_have_made_the_file() -> None:
    text = [
        ("The Ferry", Kind.HEADING),
        ("By Anna Nowak", Kind.BYLINE),
        *[(each, Kind.BODY) for each in PROSE],
    ]
    article = article_in(make_pdf(text, SPACED, Author="Tina Typist"))
    assert article.author == "Anna Nowak"
