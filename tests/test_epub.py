from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packing import (
    all_in,
    articles_in,
    deflated,
    packed,
    shown,
    skips_in,
    texts,
    zip_of_deflated,
)
from pincite.errors import SourceError
from pincite.indexer.sources.archives.unpacking import Allowance
from profiles import examples

BODY = "The harbour was closed to traffic for the whole of that winter, and nobody complained."
CONTAINER = (
    '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>"
)
METADATA = (
    "<dc:title>A Winter in Port</dc:title>"
    '<dc:creator opf:role="aut">Anna Nowak</dc:creator><dc:creator opf:role="aut">Jan Zima'
    '</dc:creator><dc:creator opf:role="ill">Ewa Kreska</dc:creator>'
    "<dc:language>en-GB</dc:language>"
    '<dc:date opf:event="modification">2021-05-06</dc:date>'
    '<dc:date opf:event="publication">2019-02-03T00:00:00+00:00</dc:date>'
    "<dc:identifier>urn:uuid:1</dc:identifier><dc:source>https://example.org/winter</dc:source>"
)


def page(body: str, title: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"'
        f' xmlns:epub="http://www.idpf.org/2007/ops"><head><title>{title}</title></head>'
        f"<body>{body}</body></html>"
    )


def book(
    pages: dict[str, str | bytes],
    metadata: str = METADATA,
    linear: tuple[str, ...] = (),
    more: dict[str, str | bytes] | None = None,
    manifest: str = "",
    spine: str = "",
) -> bytes:
    items = "".join(
        f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"/>' for name in pages
    )
    refs = "".join(
        f'<itemref idref="{name}" linear="{"no" if name in linear else "yes"}"/>' for name in pages
    )
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:opf="http://www.idpf.org/2007/opf"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" version="3.0">'
        f"<metadata>{metadata}</metadata><manifest>{items}{manifest}</manifest>"
        f"<spine{spine}>{refs}</spine></package>"
    )
    return packed(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": CONTAINER,
            "OEBPS/book.opf": opf,
            **{f"OEBPS/{name}": content for name, content in pages.items()},
            **(more or {}),
        }
    )


ICE = page(f"<h1>The Ice</h1><p>{BODY}</p>")
THAW = page(f"<h2>The Thaw</h2><p>{BODY}</p>")


def test_each_chapter_is_an_article_of_the_book() -> None:
    ice, thaw = articles_in(book({"ice.xhtml": ICE, "text/thaw.xhtml": THAW}), "books/winter.epub")
    assert (ice.id, ice.title) == ("books/winter.epub!/ice.xhtml", "The Ice")
    assert (thaw.id, thaw.title) == ("books/winter.epub!/text/thaw.xhtml", "The Thaw")
    for each in (ice, thaw):
        assert each.publication == "A Winter in Port"
        assert each.author == "Anna Nowak, Jan Zima"
        assert (each.date, each.language) == ("2019-02-03", "english")
        assert each.url == "https://example.org/winter"
        assert each.origins["author"] == "package document"
        assert all(paragraph.lines is None for paragraph in each.paragraphs)
    assert shown(ice) == [("heading", "The Ice"), ("body", BODY)]


def test_chapters_come_in_the_order_of_reading_each_once() -> None:
    refs = '<itemref idref="b.xhtml"/><itemref idref="a.xhtml"/><itemref idref="b.xhtml"/>'
    items = "".join(
        f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"/>'
        for name in ("a.xhtml", "b.xhtml")
    )
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata/>'
        f"<manifest>{items}</manifest><spine>{refs}</spine></package>"
    )
    pages: dict[str, str | bytes] = {"book.opf": opf, "a.xhtml": ICE, "b.xhtml": THAW}
    assert [each.id for each in articles_in(packed(pages), "a.epub")] == [
        "a.epub!/b.xhtml",
        "a.epub!/a.xhtml",
    ]


def test_a_book_of_one_page_is_one_article() -> None:
    cover = page('<img src="cover.jpg" alt="Cover"/>')
    (article,) = articles_in(book({"cover.xhtml": cover, "ice.xhtml": ICE}), "winter.epub")
    assert (article.id, article.title) == ("winter.epub", "A Winter in Port")
    assert article.publication == ""


NAV = page(
    '<nav epub:type="toc"><ol><li><a href="one.xhtml#p">First the Ice</a></li>'
    '<li><a href="two.xhtml">Then the Thaw</a></li></ol></nav>'
    '<nav epub:type="landmarks"><ol><li><a href="one.xhtml">Start</a></li></ol></nav>'
)
NCX = (
    '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>First the'
    ' Ice</text></navLabel><content src="one.xhtml"/><navPoint><navLabel><text>Then the Thaw'
    '</text></navLabel><content src="two.xhtml#a"/></navPoint></navPoint></navMap></ncx>'
)
PLAIN = page(f"<p>{BODY}</p>")


def test_chapters_without_headings_are_called_what_the_contents_call_them() -> None:
    pages: dict[str, str | bytes] = {"one.xhtml": PLAIN, "two.xhtml": PLAIN, "three.xhtml": ICE}
    nav = '<item id="n" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
    ncx = '<item id="x" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    new = book(pages, more={"OEBPS/nav.xhtml": NAV}, manifest=nav)
    old = book(pages, more={"OEBPS/toc.ncx": NCX}, manifest=ncx, spine=' toc="x"')
    for data in (new, old):
        one, two, three = articles_in(data, "a.epub")
        assert (one.title, two.title) == ("First the Ice", "Then the Thaw")
        assert one.origins["title"] == "table of contents"
        assert three.title == "The Ice"


def test_chapters_that_nothing_names_are_called_by_their_first_line_or_the_book() -> None:
    lettered = page(f"<p>Letter Seven</p><p>{BODY}</p>")
    one, two = articles_in(book({"part0007.xhtml": lettered, "part0008.xhtml": PLAIN}), "a.epub")
    assert (one.title, two.title) == ("Letter Seven", "A Winter in Port")


def test_a_damaged_table_of_contents_does_no_harm() -> None:
    ncx = '<item id="x" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    pages: dict[str, str | bytes] = {"one.xhtml": PLAIN, "two.xhtml": ICE}
    broken = book(pages, more={"OEBPS/toc.ncx": "<ncx"}, manifest=ncx, spine=' toc="x"')
    missing = book(pages, manifest=ncx, spine=' toc="x"')
    assert len(articles_in(broken, "a.epub")) == len(articles_in(missing, "a.epub")) == 2


def test_contents_are_no_article_and_pages_out_of_order_only_if_they_are_notes() -> None:
    notes = page('<section epub:type="endnotes"><p>1. In May.</p></section>')
    nav = '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
    data = book(
        {"ice.xhtml": ICE, "thaw.xhtml": THAW, "popup.xhtml": PLAIN, "notes.xhtml": notes},
        linear=("popup.xhtml", "notes.xhtml"),
        more={"OEBPS/nav.xhtml": NAV},
        manifest=nav,
    )
    articles = articles_in(data, "a.epub")
    assert [each.id for each in articles] == [
        *("a.epub!/ice.xhtml", "a.epub!/thaw.xhtml", "a.epub!/notes.xhtml"),
    ]
    assert shown(articles[-1]) == [("footnote", "1. In May.")]


def test_footnotes_are_footnotes() -> None:
    inside = (
        f'<h1>The Ice</h1><p>{BODY}<a epub:type="noteref" href="#n1">1</a></p>'
        '<aside epub:type="footnote" id="n1"><p>In May.</p></aside>'
    )
    (article,) = articles_in(book({"ice.xhtml": page(inside)}), "a.epub")
    assert shown(article) == [
        ("heading", "The Ice"), ("body", f"{BODY}[1]"), ("footnote", "In May."),
    ]  # fmt: skip


def test_dates_inside_a_story_are_not_the_books() -> None:
    diary = page(f"<h1>Diary</h1><p>3 May 1893</p><p>{BODY}</p>")
    (article,) = articles_in(book({"a.xhtml": diary}, "<dc:title>Diary</dc:title>"), "a.epub")
    assert article.date == ""


@pytest.mark.parametrize(
    ("said", "date"),
    [
        ("<dc:date>2015</dc:date>", "2015"),
        ("<dc:date>2015-07</dc:date>", "2015-07"),
        ("<dc:date>0101-01-01T00:00:00+00:00</dc:date>", ""),
        ("<dc:date>in spring</dc:date>", ""),
        ('<dc:date opf:event="creation">2015-07-01</dc:date>', ""),
        ('<meta property="dcterms:modified">2015-07-01T00:00:00Z</meta>', ""),
    ],
)
def test_only_the_date_of_publication_is_believed(said: str, date: str) -> None:
    (article,) = articles_in(book({"a.xhtml": ICE}, said), "a.epub")
    assert article.date == date


def test_roles_of_newer_books() -> None:
    said = (
        '<dc:creator id="a">Anna Nowak</dc:creator><dc:creator id="b">Ewa Kreska</dc:creator>'
        '<meta refines="#a" property="role">aut</meta><meta refines="#b" property="role">edt</meta>'
    )
    (article,) = articles_in(book({"a.xhtml": ICE}, said), "a.epub")
    assert article.author == "Anna Nowak"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-2"])
def test_pages_are_read_in_the_encoding_they_declare(encoding: str) -> None:
    content = page("<p>Zażółć gęślą jaźń&nbsp;– tak.</p>").replace("–", "-")
    data = content.replace('"utf-8"', f'"{encoding}"').encode(encoding)
    (article,) = articles_in(book({"a.xhtml": data}), "a.epub")
    assert texts(article) == ["Zażółć gęślą jaźń\xa0- tak."]


def test_addresses_are_taken_as_they_are_meant() -> None:
    items = '<item id="s" href="the%20ice.xhtml#top" media-type="application/xhtml+xml"/>'
    data = book({"a.xhtml": THAW}, manifest=items, more={"OEBPS/the ice.xhtml": ICE})
    assert len(articles_in(data, "a.epub")) == 1
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata/><manifest>'
        f'{items}</manifest><spine><itemref idref="s"/></spine></package>'
    )
    (article,) = articles_in(packed({"book.opf": opf, "the ice.xhtml": ICE}), "a.epub")
    assert article.title == "The Ice"


# What cannot be read


def failure(data: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        all_in(data, "a.epub")
    said = str(caught.value)
    assert said
    assert "\n" not in said
    return said


def encryption(algorithm: str, part: str) -> str:
    return (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"'
        ' xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>'
        f'<enc:EncryptionMethod Algorithm="{algorithm}"/><enc:CipherData>'
        f'<enc:CipherReference URI="{part}"/></enc:CipherData></enc:EncryptedData></encryption>'
    )


def test_a_book_protected_against_copying_says_so() -> None:
    aes = encryption("http://www.w3.org/2001/04/xmlenc#aes256-cbc", "OEBPS/ice.xhtml")
    data = book({"ice.xhtml": b"\x93secret", "b.xhtml": ICE}, more={"META-INF/encryption.xml": aes})
    assert "DRM" in failure(data)


def test_fonts_that_are_scrambled_do_no_harm() -> None:
    fonts = encryption("http://www.idpf.org/2008/embedding", "OEBPS/font.otf")
    (article,) = articles_in(
        book({"ice.xhtml": ICE}, more={"META-INF/encryption.xml": fonts}), "a.epub"
    )
    assert texts(article)[-1] == BODY


def test_what_is_no_book_or_has_no_text_says_so() -> None:
    assert "no package document" in failure(packed({"mimetype": "application/epub+zip"}))
    assert failure(book({"cover.xhtml": page('<img src="a.jpg"/>')})) == "has no text"
    assert failure(book({})) == "has no text"


def test_pages_that_are_missing_are_named_and_the_rest_is_read() -> None:
    items = '<item id="gone" href="gone.xhtml" media-type="application/xhtml+xml"/>'
    opf = (
        f'<package xmlns="http://www.idpf.org/2007/opf"><manifest>{items}'
        '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="gone"/><itemref idref="a"/></spine></package>'
    )
    data = packed({"book.opf": opf, "a.xhtml": ICE})
    assert skips_in(data, "a.epub") == {"a.epub!/gone.xhtml": "has no gone.xhtml in it"}
    assert len(articles_in(data, "a.epub")) == 1


def test_bombs_in_books_are_refused() -> None:
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
        '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="a"/></spine></package>'
    )
    plain = zip_of_deflated({"book.opf": deflated(opf.encode(), b" ", 100)}, 0xFFFFFFF0)
    assert "64 MB" in failure(plain)
    bomb = {
        "book.opf": deflated(opf.encode(), b"\n", 0),
        "a.xhtml": deflated(b"<p>", b"a", 1024),
    }
    assert skips_in(zip_of_deflated(bomb, 0xFFFFFFF0), "a.epub") == {
        "a.epub!/a.xhtml": "unpacks to more than 16 MB"
    }


def test_a_book_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "pincite.indexer.sources.archives.packages.Allowance", lambda: Allowance(1 << 20)
    )
    pages: dict[str, str | bytes] = {f"{n}.xhtml": page(f"<p>{BODY}</p>" * 2000) for n in range(9)}
    assert "1 MB in all" in failure(book(pages))


@pytest.mark.parametrize("part", ["META-INF/container.xml", "OEBPS/book.opf"])
def test_entities_are_never_expanded(part: str) -> None:
    laughs = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><d>&b;</d>'
    data = packed(
        {"META-INF/container.xml": CONTAINER, "OEBPS/book.opf": "<package/>", part: laughs}
    )
    assert "entities" in failure(data)


def test_entities_in_pages_are_not_expanded() -> None:
    laughs = '<!DOCTYPE html [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;">]>'
    inside = page(f"<h1>Ice</h1><p>&b; {BODY}</p>").partition("?>")[2]
    (article,) = articles_in(book({"a.xhtml": laughs + inside}), "a.epub")
    assert "haha" not in texts(article)[-1]


@given(st.data())
@examples(60)
def test_damaged_books_are_read_or_refused(drawn: st.DataObject) -> None:
    data = book({"ice.xhtml": ICE, "thaw.xhtml": THAW})
    damaged = bytearray(data)
    for _ in range(drawn.draw(st.integers(1, 4))):
        damaged[drawn.draw(st.integers(0, len(data) - 1))] = drawn.draw(st.integers(0, 255))
    cut = drawn.draw(st.integers(0, len(data)))
    for each in (bytes(damaged), data[:cut]):
        with suppress(SourceError):
            all_in(each, "a.epub")
