"""PDFs of our own articles in several layouts, made with reportlab, whose paragraphs are known."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A5
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate
from reportlab.platypus import Paragraph as Flowable

from pincite.indexer.articles import Article, Kind
from pincite.indexer.sources import articles_of, read_articles
from pincite.indexer.sources.pdf import reader
from pincite.indexer.sources.source import Draft, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pincite.indexer.structure.layout import Block

MARGIN = 50


@dataclass(frozen=True)
class Layout:
    """How paragraphs are set. Lengths are in points.

    Attributes:
        space: between paragraphs.
        indent: of a paragraph's first line.
        columns: side by side.
        justified: whether lines are as wide as their column, or ragged.
        head: stands above each page, with its number below it.
        size: of the type.
        font: of the running text.
    """

    space: float = 0.0
    indent: float = 0.0
    columns: int = 1
    justified: bool = True
    head: str = ""
    size: float = 10.0
    font: str = "Times-Roman"


SPACED = Layout(space=6)
INDENTED = Layout(indent=14)
TIGHT = Layout()
TWO_COLUMNS = Layout(indent=10, columns=2, size=8.5)
LAYOUTS = {
    "spaced": SPACED,
    "spaced, ragged": Layout(space=5, justified=False, font="Helvetica"),
    "indented": INDENTED,
    "indented, ragged, heads": Layout(indent=12, justified=False, head="The Northern Ledger"),
    "two columns": TWO_COLUMNS,
    "two columns, spaced, heads": Layout(space=5, columns=2, size=8.5, head="Eastern Review"),
    "tight": TIGHT,
    "tight, ragged": Layout(justified=False),
}


def article_paragraphs(path: Path) -> list[tuple[str, Kind]]:
    """The paragraphs of an article, without the author's line ends and what the font lacks."""
    (article,) = read_articles(path, path.name)
    return [(_in_font(" ".join(each.text.split())), each.kind) for each in article.paragraphs]


def _in_font(text: str) -> str:
    return text.encode("cp1252", "replace").decode("cp1252").replace("?ukasz", "Lukasz")


def make_pdf(paragraphs: Sequence[tuple[str, Kind]], layout: Layout, **properties: str) -> bytes:
    """A PDF of paragraphs; the first is the title."""
    buffer = io.BytesIO()
    width, height = A5
    column = (width - 2 * MARGIN) / layout.columns
    frames = [
        Frame(MARGIN + column * place, MARGIN, column, height - 2 * MARGIN, 6, 6, 6, 6)
        for place in range(layout.columns)
    ]

    def around(canvas: Any, document: Any) -> None:
        for name, value in properties.items():
            getattr(canvas, f"set{name}")(value)
        if layout.head:
            canvas.setFont("Times-Roman", 8)
            canvas.drawCentredString(width / 2, height - 30, layout.head)
            canvas.drawCentredString(width / 2, 25, str(document.page))

    document = BaseDocTemplate(buffer, pagesize=A5)
    document.addPageTemplates([PageTemplate(frames=frames, onPage=around)])
    styles = _styles(layout)
    flowables = [
        Flowable(escape(text), styles["title" if place == 0 else kind.value])
        for place, (text, kind) in enumerate(paragraphs)
    ]
    document.build(flowables)
    return buffer.getvalue()


def _styles(layout: Layout) -> dict[str, ParagraphStyle]:
    body = ParagraphStyle(
        "body",
        fontName=layout.font,
        fontSize=layout.size,
        leading=layout.size * 1.25,
        spaceAfter=layout.space,
        firstLineIndent=layout.indent,
        alignment=TA_JUSTIFY if layout.justified else TA_LEFT,
    )
    bold = "Helvetica-Bold" if layout.font == "Helvetica" else "Times-Bold"
    heading = {"fontName": bold, "firstLineIndent": 0, "alignment": TA_LEFT}
    styles = {kind.value: body for kind in Kind}
    styles["title"] = ParagraphStyle(
        "title", body, **heading, fontSize=layout.size * 1.6, leading=layout.size * 2, spaceAfter=10
    )
    styles[Kind.HEADING.value] = ParagraphStyle("heading", body, **heading, spaceBefore=4)
    styles[Kind.QUOTE.value] = ParagraphStyle(
        "quote", body, leftIndent=20, rightIndent=20, firstLineIndent=0, spaceBefore=4, spaceAfter=8
    )
    return styles


def exact_share(expected: Sequence[str], found: Sequence[str]) -> tuple[float, float]:
    """Which shares of the found and of the expected paragraphs are the others', word for word."""
    same = len(set(expected) & set(found))
    return same / len(set(found)), same / len(set(expected))


def boundary_share(expected: Sequence[str], found: Sequence[str]) -> tuple[float, float]:
    """The same of the places where paragraphs end, counted in letters."""
    ends = [_ends(expected), _ends(found)]
    same = len(ends[0] & ends[1])
    return same / len(ends[1]), same / len(ends[0])


def _ends(paragraphs: Sequence[str]) -> set[int]:
    ends, end = set(), 0
    for paragraph in paragraphs:
        end += sum(map(str.isalnum, paragraph))
        ends.add(end)
    return ends


def drawn_pdf(*pages: Callable[[Canvas], None], size: tuple[float, float] = A5) -> bytes:
    """A PDF whose pages are drawn by hand, each by a function."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def draw_lines(
    canvas: Canvas,
    lines: Iterable[str],
    x: float = MARGIN,
    y: float = 500,
    size: float = 10,
    font: str = "Times-Roman",
) -> float:
    """Draw lines below each other; the y of the next one, from the page's lower edge."""
    for line in lines:
        canvas.setFont(font, size)
        canvas.drawString(x, y, line)
        y -= size * 1.25
    return y


def wrapped(text: str, width: float, size: float = 10, font: str = "Times-Roman") -> list[str]:
    """The lines of a paragraph set to a width."""
    lines: list[str] = simpleSplit(text, font, size, width)
    return lines


def bare_pdf(content: bytes, font: bytes) -> bytes:
    """A PDF of one page, its content and its font F as they are."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 600]/Contents 4 0 R"
            b"/Resources<</Font<</F 5 0 R>>>>>>"
        ),
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        font,
    ]
    data = b"%PDF-1.4\n"
    table = b"0000000000 65535 f \n"
    for number, each in enumerate(objects, 1):
        table += b"%010d 00000 n \n" % len(data)
        data += b"%d 0 obj%sendobj\n" % (number, each)
    end = b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(data)
    return data + b"xref\n0 6\n" + table + end


def source_of(data: bytes) -> Source:
    return Source("a.pdf", PurePath("a.pdf"), lambda: io.BytesIO(data))


def blocks_in(data: bytes) -> Sequence[Block]:
    (draft,) = reader.read(source_of(data))
    assert isinstance(draft, Draft)
    return draft.blocks


def article_in(data: bytes) -> Article:
    (article,) = articles_of(source_of(data))
    assert isinstance(article, Article)
    return article


CORPUS = Path(__file__).resolve().parent.parent / "corpus"
FILES = [
    "arctic-polar-silk-road.txt",
    "entente-revisited-2017.txt",
    "power-of-siberia.txt",
    "turkey-silk-road-cafe.txt",
]
ARTICLES = {name: article_paragraphs(CORPUS / name) for name in FILES}
WIDTH = 320.0
# Paragraphs whose last line is short, so that at the end of a page, too, their end shows.
PROSE = [
    text
    for name in FILES
    for text, kind in ARTICLES[name]
    if kind is Kind.BODY and len(text) > 200 and len(wrapped(text, WIDTH)[-1]) < 50
]
