from __future__ import annotations

import tracemalloc
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packing import all_in, articles_in, deflated, packed, shown, texts, zip_of_deflated
from pincite.errors import SourceError
from pincite.indexer.sources.office.numerals import numeral
from profiles import examples

if TYPE_CHECKING:
    from pincite.indexer.articles import Article

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
IN_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
BODY = "The harbour was closed to traffic for the whole of that winter, and nobody complained."


# Word


def word_part(name: str, inside: str, namespace: str = WORD) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><w:{name} xmlns:w="{namespace}"'
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
        f' xmlns:v="urn:schemas-microsoft-com:vml">{inside}</w:{name}>'
    )


def relations(targets: dict[str, str]) -> str:
    inside = "".join(
        f'<Relationship Id="r{place}" Type="{RELATED}/{kind}" Target="{target}"/>'
        for place, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{IN_PACKAGE}/relationships">{inside}</Relationships>'


def docx(body: str, core: str = "", namespace: str = WORD, **parts: str) -> bytes:
    """A Word file of this body; the parts are of the main one's kind, by their names."""
    root = {"officeDocument": "word/document.xml", "core-properties": "docProps/core.xml"}
    members = {
        "_rels/.rels": relations(root),
        "word/document.xml": word_part("document", f"<w:body>{body}</w:body>", namespace),
        "word/_rels/document.xml.rels": relations({name: f"{name}.xml" for name in parts}),
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{IN_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        f"{core}</cp:coreProperties>",
    }
    for name, inside in parts.items():
        members[f"word/{name}.xml"] = word_part(name, inside, namespace)
    return packed(members)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def para(inside: str, style: str = "", properties: str = "") -> str:
    """A paragraph of runs, or of a text."""
    runs = inside if inside.startswith("<") else run(inside)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{runs}</w:p>"


def in_list(text: str, number: int, depth: int = 0) -> str:
    said = f'<w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/>'
    return para(text, properties=f"<w:numPr>{said}</w:numPr>")


def style(style_id: str, name: str, based_on: str = "", more: str = "") -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based_on}"/>{more}</w:style>'
    )


def table(*rows: tuple[str, ...]) -> str:
    def cell(text: str) -> str:
        return f"<w:tc><w:tcPr/>{para(text) if text else '<w:p/>'}</w:tc>"

    shown_rows = ("".join(map(cell, row)) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in shown_rows)}</w:tbl>"


def word(body: str, core: str = "", **parts: str) -> Article:
    (article,) = articles_in(docx(body, core, **parts), "notes/harbour.docx")
    return article


def test_styles_tell_headings_quotations_and_captions() -> None:
    styles = (
        style("Tytu", "Title")
        + style("Nagwek1", "heading 1", more='<w:pPr><w:outlineLvl w:val="0"/></w:pPr>')
        + style("Mine", "My own", "Nagwek1")
        + style("Flat", "No heading", "Nagwek1", '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>')
        + style("Cytat", "Intense Quote")
        + style("Podpis", "caption")
        + style("Spis", "toc 1")
    )
    article = word(
        para("A Winter in Port", "Tytu")
        + para("The Ice\t1", "Spis")
        + para("The Ice", "Nagwek1")
        + para(BODY)
        + para("What it cost", "Mine")
        + para(BODY, "Flat")
        + para("We waited, and the ice waited longer.", "Cytat")
        + para("Figure 3: the breakwater", "Podpis")
        + para(BODY, properties='<w:outlineLvl w:val="1"/>'),
        styles=styles,
    )
    assert article.title == "A Winter in Port"
    assert [kind for kind, _ in shown(article)] == [
        *("heading", "boilerplate", "heading", "body", "heading", "body", "quote", "caption"),
        "heading",
    ]
    assert article.paragraphs[3].heading == "The Ice"
    assert article.paragraphs[5].heading == "What it cost"
    assert all(each.lines is None for each in article.paragraphs)


def test_styles_that_nothing_defines_are_known_by_their_ids() -> None:
    article = word(para("The Ice", "Heading2") + para(BODY) + para("So they say.", "BlockText"))
    assert [kind for kind, _ in shown(article)] == ["heading", "body", "quote"]


def test_styles_based_on_each_other_in_a_ring_are_plain() -> None:
    ring = style("A", "one", "B") + style("B", "two", "A")
    assert shown(word(para(BODY, "A"), styles=ring)) == [("body", BODY)]


def test_what_is_made_from_the_style_of_the_title_is_no_title() -> None:
    styles = style("T", "Title") + style("S", "Subtitle", "T") + style("A", "Author", "T")
    article = word(
        para("The Ice", "T") + para("A winter of no news", "S") + para("By Anna Nowak", "A")
        + para(BODY) + para("What came later", "Heading1") + para(BODY),
        styles=styles,
    )  # fmt: skip
    assert [kind for kind, _ in shown(article)] == [
        *("heading", "body", "byline", "body", "heading", "body")
    ]
    assert (article.title, article.author) == ("The Ice", "Anna Nowak")


def test_what_is_set_in_on_both_sides_is_a_quotation() -> None:
    set_in = '<w:ind w:left="720" w:right="720"/>'
    article = word(
        para(BODY) + para("Nobody came.", properties=set_in) + para(BODY)
        + para("Nobody left.", properties='<w:ind w:left="720"/>')
        + para("* * *", properties=set_in)
        + para("The ice went in May.", properties=f'<w:jc w:val="center"/>{set_in}')
    )  # fmt: skip
    assert [kind for kind, _ in shown(article)] == ["body", "quote", "body", "body", "body"]


def test_where_most_is_set_in_it_is_the_body() -> None:
    set_in = '<w:ind w:start="720" w:end="720"/>'
    article = word(para(BODY, properties=set_in) * 3 + para("Nobody came."))
    assert {kind for kind, _ in shown(article)} == {"body"}


def test_text_that_is_deleted_hidden_or_computed_is_none() -> None:
    article = word(
        para(
            run("They ")
            + "<w:del><w:r><w:delText>left</w:delText></w:r></w:del>"
            + f"<w:ins>{run('stayed')}</w:ins>"
            + f"<w:moveFrom>{run('nowhere')}</w:moveFrom><w:moveTo>{run(' somewhere')}</w:moveTo>"
            + run("secretly", "<w:vanish/>")
            + run(" here", '<w:vanish w:val="false"/>')
            + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            + "<w:r><w:instrText>PAGEREF _Toc1</w:instrText></w:r>"
            + run("not this")
            + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            + run(", on page 7")
            + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
            + f'<w:fldSimple w:instr="DATE">{run(" of May")}</w:fldSimple>'
            + f"<w:hyperlink>{run(' by the quay')}</w:hyperlink>"
            + '<w:r><w:commentReference w:id="0"/></w:r>'
            + f"<w:smartTag>{run('.')}</w:smartTag>"
            + f"<w:sdt><w:sdtPr/><w:sdtContent>{run(' So be it.')}</w:sdtContent></w:sdt>"
        ),
        comments=f'<w:comment w:id="0">{para("Is that so?")}</w:comment>',
        header1=para("Page header"),
    )
    said = "They stayed somewhere here, on page 7 of May by the quay. So be it."
    assert texts(article) == [said]


def test_styles_hide_text_too() -> None:
    hidden = "<w:rPr><w:vanish/></w:rPr>"
    article = word(
        para(BODY, "Secret")
        + para(run("Seen.", '<w:rStyle w:val="Shown"/>') + run("Not seen."), "Secret")
        + para(run("Click here to enter text.", '<w:rStyle w:val="PlaceholderText"/>')),
        styles=style("Secret", "Secret", more=hidden)
        + style("Shown", "Shown", more='<w:rPr><w:vanish w:val="0"/></w:rPr>'),
    )
    assert texts(article) == ["Seen."]


def test_a_field_that_never_ends_does_not_swallow_the_rest() -> None:
    article = word(para(run("One.") + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>') + para(BODY))
    assert texts(article) == ["One.", BODY]


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next() -> None:
    deleted = "<w:rPr><w:del/></w:rPr>"
    article = word(
        para("The ice ", properties=deleted) + para("went in May.") + para("Late.", "", deleted)
    )
    assert texts(article) == ["The ice went in May.", "Late."]


def test_breaks_tabs_hyphens_symbols_and_formulas() -> None:
    article = word(
        para(
            run("Roses are red")
            + "<w:r><w:br/></w:r>"
            + run("violets")
            + "<w:r><w:tab/></w:r>"
            + run("are")
            + "<w:r><w:noBreakHyphen/></w:r>"
            + run("b")
            + "<w:r><w:softHyphen/></w:r>"
            + run("lue ")
            + '<w:r><w:sym w:font="Symbol" w:char="F061"/></w:r>'
            + '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>'
            + "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num>"
            "<m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"
            "<w:r><w:t>  bare  </w:t></w:r>"
        )
    )
    assert texts(article) == ["Roses are red\nviolets\tare\u2011blue α1/2bare"]


NUMBERING = (
    '<w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>'
    '</w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>'
    "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
    '<w:lvlText w:val="\uf0b7"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="1"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


@pytest.mark.parametrize(
    ("style", "shown"),
    [
        ("lowerRoman", ["i.", "ii.", "iii.", "iv."]),
        ("upperLetter", ["A.", "B.", "C.", "D."]),
        ("decimalZero", ["01.", "02.", "03.", "04."]),
        ("chicago", ["*.", "†.", "‡.", "§."]),
        ("ordinalText", ["1.", "2.", "3.", "4."]),
    ],
)
def test_numbers_are_in_the_style_of_the_list(style: str, shown: list[str]) -> None:
    numbering = NUMBERING.replace('w:numFmt w:val="decimal"', f'w:numFmt w:val="{style}"')
    (listed,) = texts(word(in_list("fish", 1) * 4, numbering=numbering))
    assert [line.split()[0] for line in listed.split("\n")] == shown


@pytest.mark.parametrize(
    ("number", "style", "shown"),
    [(1994, "i", "mcmxciv"), (28, "a", "bb"), (27, "A", "AA"), (5, "*", "**"), (0, "i", "0")],
)
def test_numerals(number: int, style: str, shown: str) -> None:
    assert numeral(number, style) == shown


def test_a_short_list_is_one_paragraph_with_what_leads_into_it() -> None:
    article = word(
        para("They brought three things:")
        + in_list("coal", 2)
        + in_list("flour", 2)
        + in_list("news", 2)
        + para(BODY),
        numbering=NUMBERING,
    )
    assert shown(article) == [
        ("list", "They brought three things:\n- coal\n- flour\n- news"),
        ("body", BODY),
    ]


def test_lists_are_numbered_as_the_program_shows_them() -> None:
    article = word(
        in_list("coal", 1)
        + in_list("black", 1, 1)
        + in_list("brown", 1, 1)
        + in_list("flour", 1)
        + in_list("white", 1, 1)
        + para(BODY)
        + in_list("news", 1)
        + para(BODY)
        + in_list("salt", 3)
        + in_list("fish", 3),
        numbering=NUMBERING,
    )
    assert [text for text in texts(article) if text != BODY] == [
        "1. coal\n  1.a) black\n  1.b) brown\n2. flour\n  2.a) white",
        "3. news",
        "1. salt\n2. fish",
    ]


def test_long_items_stand_by_themselves() -> None:
    article = word(
        para("Two reasons:") + in_list(BODY * 3, 1) + in_list(BODY, 1), numbering=NUMBERING
    )
    assert shown(article) == [
        ("body", "Two reasons:"),
        ("list", f"1. {BODY * 3}"),
        ("list", f"2. {BODY}"),
    ]


def test_styles_number_headings_and_a_paragraph_can_opt_out() -> None:
    numbered = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr>'
    off = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    article = word(
        para("The Ice", "H") + para(BODY) + para("Sources", "H", off) + para(BODY)
        + para("The Thaw", "H") + para(BODY),
        styles=style("H", "heading 1", more=numbered), numbering=NUMBERING,
    )  # fmt: skip
    assert [text for kind, text in shown(article) if kind == "heading"] == [
        *("1. The Ice", "Sources", "2. The Thaw")
    ]


def test_footnotes_and_endnotes_come_last_behind_their_marks() -> None:
    def reference(kind: str, note: int) -> str:
        return f'<w:r><w:{kind}Reference w:id="{note}"/></w:r>'

    custom = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="9"/></w:r>'
    article = word(
        para(run("It froze.") + reference("footnote", 5) + run(" It thawed.")
             + reference("endnote", 2))
        + para(run("It froze") + custom + run("*") + reference("footnote", 3) + run(" again.")),
        footnotes=f'<w:footnote w:type="separator" w:id="0">{para("—")}</w:footnote>'
        f'<w:footnote w:id="3">{para("In March.")}{para("So it is said.")}</w:footnote>'
        f'<w:footnote w:id="4">{para("Nobody refers to this one.")}</w:footnote>'
        f'<w:footnote w:id="5">{para("<w:r><w:footnoteRef/></w:r>" + run(" In May."))}</w:footnote>'
        f'<w:footnote w:id="9">{para("* Perhaps.")}</w:footnote>',
        endnotes=f'<w:endnote w:id="2">{para("The port’s log.")}</w:endnote>',
    )  # fmt: skip
    assert shown(article) == [
        ("body", "It froze.[1] It thawed.[i]"),
        ("body", "It froze*[2] again."),
        ("footnote", "[1] In May."),
        ("footnote", "* Perhaps."),
        ("footnote", "[2] In March."),
        ("footnote", "So it is said."),
        ("footnote", "[i] The port’s log."),
    ]


def test_notes_are_numbered_as_the_settings_say() -> None:
    article = word(
        para(run("It froze.") + '<w:r><w:endnoteReference w:id="2"/></w:r>'),
        endnotes=f'<w:endnote w:id="2">{para("The log.")}</w:endnote>',
        settings='<w:endnotePr><w:numFmt w:val="decimal"/></w:endnotePr>',
    )
    assert texts(article) == ["It froze.[1]", "[1] The log."]


def test_tables_are_a_line_for_each_row() -> None:
    rows = table(("Port", "Ice"), ("Hel", "63 days"), ("", ""), ("Puck", ""))
    gone = "<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr>"
    article = word(para(BODY) + rows.replace("</w:tbl>", f"{gone}</w:tbl>") + para(BODY))
    assert shown(article)[1] == ("table", "Port | Ice\nHel | 63 days\nPuck")


def test_a_table_that_only_lays_out_text_is_the_text() -> None:
    one_column = table(("A Winter in Port",), (BODY,))
    letters = table((BODY * 13, "Hel"))
    assert texts(word(one_column)) == ["A Winter in Port", BODY]
    assert texts(word(letters)) == [BODY * 13, "Hel"]


def test_text_boxes_follow_the_paragraph_they_are_fastened_to_once() -> None:
    inside = f"<w:txbxContent>{para('In a box.')}</w:txbxContent>"
    box = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{inside}</w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    article = word(para(run("Before ") + box + run("and after.")) + para(BODY))
    assert texts(article) == ["Before and after.", "In a box.", BODY]


def test_offsets_are_those_of_the_text_that_was_read_out() -> None:
    listed = para("Three:") + in_list("coal", 2) + in_list("news", 2)
    article = word(para("The Ice", "Title") + para(BODY) + listed + table(("a", "b"), ("c", "d")))
    whole = "\n\n".join(texts(article))
    assert [whole[slice(*each.chars)] for each in article.paragraphs] == texts(article)


def test_code_is_one_paragraph() -> None:
    article = word(para("if ice:", "HTMLPreformatted") + para("    wait()", "HTMLPreformatted"))
    assert shown(article) == [("code", "if ice:\n    wait()")]


def test_properties_state_title_author_and_language_but_no_date() -> None:
    core = (
        "<dc:title>A Winter in Port</dc:title><dc:creator>Anna Nowak</dc:creator>"
        "<dc:language>de-DE</dc:language>"
        "<dcterms:created>2019-02-03T10:00:00Z</dcterms:created>"
    )
    article = word(para(BODY), core)
    assert (article.title, article.author, article.language, article.date) == (
        *("A Winter in Port", "Anna Nowak", "german", ""),
    )
    assert article.origins["author"] == article.origins["title"] == "document properties"


@pytest.mark.parametrize(
    ("title", "creator"),
    [("Microsoft Word - harbour.doc", "Windows User"), ("Document1", "admin"), (" ", "-")],
)
def test_what_programs_fill_in_is_not_believed(title: str, creator: str) -> None:
    core = f"<dc:title>{title}</dc:title><dc:creator>{creator}</dc:creator>"
    article = word(para(BODY), core)
    assert (article.title, article.author) == ("Harbour", "")


def test_a_title_in_the_text_goes_before_that_of_the_properties() -> None:
    core = "<dc:title>Template for reports</dc:title>"
    assert word(para("The Ice", "Title") + para(BODY), core).title == "The Ice"


def test_a_byline_goes_before_whoever_is_said_to_have_made_the_file() -> None:
    core = "<dc:creator>Tina Typist</dc:creator>"
    article = word(para("The Ice", "Title") + para("By Anna Nowak") + para(BODY), core)
    assert (article.author, article.origins["author"]) == ("Anna Nowak", "header line, ¶ 2")
    meta = "<meta:initial-creator>Tina Typist</meta:initial-creator>"
    article = opened(text("The Ice", "Title") + text("By Anna Nowak") + text(BODY), meta=meta)
    assert article.author == "Anna Nowak"


def test_strict_files_and_those_without_relations_are_read() -> None:
    (strict,) = articles_in(docx(para(BODY), namespace=STRICT), "a.docx")
    bare = packed({"word/document.xml": word_part("document", f"<w:body>{para(BODY)}</w:body>")})
    (other,) = articles_in(bare, "a.docx")
    assert texts(strict) == texts(other) == [BODY]


def test_the_main_part_is_where_the_package_says() -> None:
    members = {
        "_rels/.rels": relations({"officeDocument": "/word/document2.xml"}),
        "word/document2.xml": word_part("document", f"<w:body>{para(BODY)}</w:body>"),
    }
    (article,) = articles_in(packed(members), "a.docx")
    assert texts(article) == [BODY]


# OpenDocument

OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{OASIS}:{name}:1.0"'
    for prefix, name in (
        *(("office", "office"), ("text", "text"), ("style", "style"), ("table", "table")),
        *(("draw", "drawing"), ("fo", "xsl-fo-compatible"), ("meta", "meta")),
    )
)
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'


def odt(body: str, automatic: str = "", styles: str = "", meta: str = "") -> bytes:
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {NAMESPACES} {DC}><office:automatic-styles>"
            f"{automatic}</office:automatic-styles><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>",
            "styles.xml": f"<office:document-styles {NAMESPACES}><office:styles>{styles}"
            "</office:styles></office:document-styles>",
            "meta.xml": f"<office:document-meta {NAMESPACES} {DC}><office:meta>{meta}"
            "</office:meta></office:document-meta>",
        }
    )


def opened(body: str, automatic: str = "", styles: str = "", meta: str = "") -> Article:
    (article,) = articles_in(odt(body, automatic, styles, meta), "notes/harbour.odt")
    return article


def text(inside: str, name: str = "Standard") -> str:
    return f'<text:p text:style-name="{name}">{inside}</text:p>'


def odt_style(name: str, parent: str = "", more: str = "", family: str = "paragraph") -> str:
    return (
        f'<style:style style:name="{name}" style:family="{family}"'
        f' style:parent-style-name="{parent}">{more}</style:style>'
    )


def test_opendocument_styles_tell_headings_quotations_and_captions() -> None:
    article = opened(
        text("A Winter in Port", "Title")
        + '<text:table-of-content><text:table-of-content-source><text:index-title-template>Entry'
        "</text:index-title-template></text:table-of-content-source>"
        f"<text:index-body>{text('The Ice<text:tab/>1')}</text:index-body></text:table-of-content>"
        + '<text:h text:outline-level="1">The Ice</text:h>'
        + text(BODY, "P1")
        + text("We waited, and the ice waited longer.", "P2")
        + text("Figure 3: the breakwater", "Illustration")
        + text("if ice:", "Preformatted_20_Text")
        + text("<text:s text:c='4'/>wait()", "Preformatted_20_Text"),
        odt_style("P1", "Text_20_body") + odt_style("P2", "Quotations"),
    )  # fmt: skip
    assert article.title == "A Winter in Port"
    assert shown(article)[1:] == [
        ("boilerplate", "The Ice\t1"),
        ("heading", "The Ice"),
        ("body", BODY),
        ("quote", "We waited, and the ice waited longer."),
        ("caption", "Figure 3: the breakwater"),
        ("code", "if ice:\n    wait()"),
    ]


def test_opendocument_styles_that_programs_make_are_those_they_are_made_from() -> None:
    automatic = odt_style("P1", "P2") + odt_style("P2", "Title") + odt_style("P3", "Subtitle")
    ring = odt_style("P4", "P5") + odt_style("P5", "P4")
    article = opened(
        text("The Ice", "P1") + text("A winter of no news", "P3") + text(BODY, "P4"),
        automatic + ring,
        odt_style("Subtitle", "Title"),
    )
    assert [kind for kind, _ in shown(article)][::2] == ["heading", "body"]
    assert article.title == "The Ice"
    assert article.paragraphs[2].heading in {"", "A winter of no news"}


def test_opendocument_white_space_and_fields() -> None:
    article = opened(
        text(
            "\n  They   <text:span>\n stayed</text:span><text:s text:c='2'/>here"
            "<text:line-break/>on <text:a>page</text:a> <text:page-number>7</text:page-number>"
            "<office:annotation><dc:creator>A. N.</dc:creator><text:p>Is that so?</text:p>"
            "</office:annotation><text:soft-page-break/>, <text:span text:style-name='T1'>not"
            "</text:span><text:ruby><text:ruby-base>truly</text:ruby-base><text:ruby-text>x"
            "</text:ruby-text></text:ruby>."
        ),
        odt_style("T1", more='<style:text-properties text:display="none"/>', family="text"),
    )
    assert texts(article) == ["They stayed  here\non page 7, truly."]


def test_opendocument_deletions_are_no_text() -> None:
    article = opened(
        "<text:tracked-changes><text:changed-region><text:deletion>"
        f"{text('They left.')}</text:deletion></text:changed-region></text:tracked-changes>"
        + text('They<text:change text:change-id="1"/> stayed.')
    )
    assert texts(article) == ["They stayed."]


def test_spaces_by_the_billion_are_a_few() -> None:
    article = opened(text("a<text:s text:c='1000000000'/>b"))
    assert len(texts(article)[0]) < 100


LISTS = (
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1"'
    ' style:num-format="1" style:num-suffix="."/><text:list-level-style-number text:level="2"'
    ' style:num-format="a" style:num-suffix=")" text:display-levels="2"/></text:list-style>'
    '<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1"/>'
    "</text:list-style>"
)


def items(*inside: str) -> str:
    return "".join(f"<text:list-item>{each}</text:list-item>" for each in inside)


def test_opendocument_lists() -> None:
    nested = f"<text:list>{items(text('black'), text('brown'))}</text:list>"
    article = opened(
        text("They brought:")
        + f'<text:list text:style-name="L1">{items(text("coal") + nested, text("flour"))}'
        "</text:list>"
        + text(BODY)
        + f'<text:list text:style-name="L1" text:continue-numbering="true">{items(text("news"))}'
        "</text:list>"
        + text(BODY)
        + f'<text:list text:style-name="L2">{items(text("salt") + text("a lot"))}</text:list>',
        LISTS,
    )
    assert [each for each in texts(article) if each != BODY] == [
        "They brought:\n1. coal\n  1.a) black\n  1.b) brown\n2. flour",
        "3. news",
        "- salt\n  a lot",
    ]


def test_opendocument_headings_are_numbered_as_the_outline_says() -> None:
    outline = (
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="I"'
        ' style:num-suffix="."/><text:outline-level-style text:level="2" style:num-format="1"'
        ' text:display-levels="2"/></text:outline-style>'
    )

    def heading(level: int, said: str) -> str:
        return f'<text:h text:outline-level="{level}">{said}</text:h>'

    article = opened(
        heading(1, "Ice") + heading(2, "Sea") + heading(2, "River") + heading(1, "Thaw"),
        styles=outline,
    )
    assert texts(article)[:4] == ["I. Ice", "I.1 Sea", "I.2 River", "II. Thaw"]


def test_opendocument_notes_tables_and_frames() -> None:
    def note(kind: str, mark: str, body: str) -> str:
        return (
            f'<text:note text:note-class="{kind}"><text:note-citation>{mark}</text:note-citation>'
            f"<text:note-body>{text(body)}</text:note-body></text:note>"
        )

    def row(*cells: str) -> str:
        inside = "".join(f"<table:table-cell>{text(each)}</table:table-cell>" for each in cells)
        return f"<table:table-row>{inside}</table:table-row>"

    rows = row("Port", "Ice") + row("Hel", "63 days")
    article = opened(
        text("It froze" + note("endnote", "i", "The log.") + note("footnote", "1", "In May.") + ".")
        + f"<table:table><table:table-column/>{rows}</table:table>"
        + text("<draw:frame><draw:text-box>" + text("In a box.") + "</draw:text-box></draw:frame>")
        + f"<text:section>{text('In a section.')}</text:section>"
        + f'<text:section text:display="none">{text("Hidden.")}</text:section>'
    )
    assert shown(article) == [
        ("body", "It froze[i][1]."),
        ("table", "Port | Ice\nHel | 63 days"),
        ("body", "In a box."),
        ("body", "In a section."),
        ("footnote", "[1] In May."),
        ("footnote", "[i] The log."),
    ]


def test_opendocument_quotations_set_in() -> None:
    both = '<style:paragraph-properties fo:margin-left="1cm" fo:margin-right="0.5in"/>'
    one = '<style:paragraph-properties fo:margin-left="1cm"/>'
    article = opened(
        text(BODY) + text("Nobody came.", "P1") + text("Nobody left.", "P2") + text(BODY),
        odt_style("P1", more=both) + odt_style("P2", more=one),
    )
    assert [kind for kind, _ in shown(article)] == ["body", "quote", "body", "body"]


def test_opendocument_author_is_who_began_it_and_its_date_is_none() -> None:
    meta = (
        "<dc:title>A Winter in Port</dc:title><dc:creator>Typist</dc:creator>"
        "<meta:initial-creator>Anna Nowak</meta:initial-creator><dc:date>2019-02-03</dc:date>"
    )
    article = opened(text(BODY), meta=meta)
    assert (article.title, article.author, article.date) == ("A Winter in Port", "Anna Nowak", "")


# What cannot be read


def failure(data: bytes, name: str) -> str:
    with pytest.raises(SourceError) as caught:
        all_in(data, name)
    said = str(caught.value)
    assert said
    assert "\n" not in said
    return said


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.epub", "a.zip"])
def test_what_is_no_zip_file_says_so(name: str) -> None:
    assert "no zip file" in failure(b"PK, or so they say", name)
    assert "no zip file" in failure(b"", name)
    assert "password" in failure(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, name)


def test_a_package_without_its_main_part_says_so() -> None:
    assert "word/document.xml" in failure(packed({"word/x.xml": "<a/>"}), "a.docx")
    assert "content.xml" in failure(packed({"x.xml": "<a/>"}), "a.odt")


def test_documents_without_text_say_so() -> None:
    assert failure(docx(para(" ")), "a.docx") == failure(odt(text("")), "a.odt") == "has no text"


def test_a_protected_document_says_so() -> None:
    manifest = (
        f'<m:manifest xmlns:m="{OASIS}:manifest:1.0"><m:file-entry m:full-path="content.xml">'
        "<m:encryption-data/></m:file-entry></m:manifest>"
    )
    members = {"content.xml": "\x00secret", "META-INF/manifest.xml": manifest}
    assert "password" in failure(packed(members), "a.odt")


LAUGHS = (
    '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
OUTSIDE = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
QUADRATIC = f'<!DOCTYPE d [<!ENTITY a "{"ha" * 10_000}">]>'
PARAMETER = '<!DOCTYPE d [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]>'


@pytest.mark.parametrize("declared", [LAUGHS, OUTSIDE, QUADRATIC, PARAMETER])
def test_entities_are_never_expanded(declared: str) -> None:
    body = f"<w:body>{para('&a;' * 3)}</w:body>"
    plain = f'<w:document xmlns:w="{WORD}">{body}</w:document>'
    assert "entities" in failure(packed({"word/document.xml": declared + plain}), "a.docx")


@pytest.mark.parametrize(
    ("before", "filling"),
    [
        ("", b"\0"),
        ("<w:p><w:r><w:t>", b"a"),
        ("<w:p><w:r><w:t>", b" "),
        ("<w:p><w:r><w:t>", b"&"),
        ("<w:p a='", b"a"),
        ("<!--", b"a"),
        ("", b"<a>"),
    ],
)
def test_bombs_are_refused(before: str, filling: bytes) -> None:
    start = f'<w:document xmlns:w="{WORD}"><w:body>{before}'.encode()
    bomb = deflated(start if before or filling != b"\0" else b"", filling, 1024 // len(filling))
    assert len(bomb) < 4 << 20
    failure(zip_of_deflated({"word/document.xml": bomb}, 0xFFFFFFF0), "a.docx")
    failure(zip_of_deflated({"word/document.xml": bomb}), "a.docx")


def test_a_bomb_takes_little_memory() -> None:
    start = f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>'.encode()
    bomb = zip_of_deflated({"word/document.xml": deflated(start, b"a", 1024)}, 0xFFFFFFF0)
    tracemalloc.start()
    try:
        failure(bomb, "a.docx")
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 200 << 20


def test_a_part_of_too_many_elements_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pincite.indexer.sources.office.xml_parts._MOST_ELEMENTS", 10_000)
    assert "10000 elements" in failure(docx("<w:p/>" * 20_000), "a.docx")
    assert len(texts(word(para("Ice.") * 2_000))) == 2_000


def test_one_element_of_too_many_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pincite.indexer.sources.office.xml_parts._MOST_HELD", 10_000)
    assert "10000 elements in one" in failure(docx(para("<w:r/>" * 20_000)), "a.docx")
    assert len(texts(word(para("Ice.") * 5_000))) == 5_000


def test_more_kinds_of_elements_than_any_document_has_are_refused() -> None:
    assert "kinds" in failure(docx("".join(f"<a{each}/>" for each in range(20_000))), "a.docx")


def test_an_element_that_nests_forever_is_refused() -> None:
    deep = "<w:sdt><w:sdtContent>" * 5000
    said = failure(packed({"word/document.xml": word_part("document", deep)}), "a.docx")
    assert "deep" in said


GOOD = (
    (docx(para("The Ice", "Heading1") + table(("a", "b")) + in_list("x", 1)), "a.docx"),
    (odt(text("The Ice") + f"<text:list>{items(text('x'))}</text:list>"), "a.odt"),
)


@pytest.mark.parametrize(("data", "name"), GOOD, ids=["docx", "odt"])
@given(st.data())
@examples(60)
def test_damaged_files_are_read_or_refused(data: bytes, name: str, drawn: st.DataObject) -> None:
    damaged = bytearray(data)
    for _ in range(drawn.draw(st.integers(1, 4))):
        damaged[drawn.draw(st.integers(0, len(data) - 1))] = drawn.draw(st.integers(0, 255))
    cut = drawn.draw(st.integers(0, len(data)))
    for each in (bytes(damaged), data[:cut]):
        with suppress(SourceError):
            all_in(each, name)
