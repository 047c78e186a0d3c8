from __future__ import annotations

import io
import sys
from email.message import EmailMessage
from pathlib import PurePath
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.errors import SourceError
from pincite.indexer.sources import Skip, Source, articles_of
from pincite.indexer.sources.mail.charsets import decode_declared
from pincite.indexer.sources.mail.flowed import unwrapped
from pincite.indexer.sources.mail.headers import decoded
from pincite.indexer.sources.mail.replies import stretches_of
from profiles import examples

if TYPE_CHECKING:
    from pincite.indexer.articles import Article

HEAD = b"From: Ann Lee <ann@example.org>\nDate: Wed, 18 Apr 2018 23:10:00 +0300\nSubject: Bridges\n"
BODY = b"\nWe met at the bridge, and nobody wanted to say a word.\n\nThe news will come.\n"
FROM = b"From ann@example.org Wed Apr 18 23:10:00 2018\n"


def source(data: bytes, name: str = "a.eml") -> Source:
    return Source(name, PurePath(name), lambda: io.BytesIO(data))


def read(data: bytes, name: str = "a.eml") -> list[Article | Skip]:
    return list(articles_of(source(data, name)))


def mail(data: bytes) -> Article:
    (article,) = read(data)
    assert not isinstance(article, Skip)
    return article


def texts(article: Article | Skip) -> list[str]:
    assert not isinstance(article, Skip)
    return [paragraph.text for paragraph in article.paragraphs]


def kinds(body: str) -> list[tuple[str, str]]:
    article = mail(HEAD + b"Content-Type: text/plain; charset=utf-8\n\n" + body.encode())
    return [(each.kind.value, each.text) for each in article.paragraphs]


def refusal(data: bytes, name: str) -> str | None:
    """Why a source is refused; None where it has articles or told what of it is none."""
    try:
        return None if read(data, name) else ""
    except SourceError as error:
        return str(error)


def made(**parts: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["Subject"] = "Ann Lee <ann@example.org>", "Bridges"
    message.set_content(parts["plain"])
    if "html" in parts:
        message.add_alternative(parts["html"], subtype="html")
    return message


# The head


def test_the_head_of_a_mail_says_what_it_is() -> None:
    article = mail(HEAD + BODY)
    assert (article.id, article.title, article.author) == ("a.eml", "Bridges", "Ann Lee")
    assert article.date == "2018-04-18"  # by the sender's clock, though it is the 18th in UTC, too
    assert set(article.origins.values()) == {"mail header"}
    assert texts(article) == [
        "We met at the bridge, and nobody wanted to say a word.",
        "The news will come.",
    ]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("=?utf-8?B?xYF1a2Fzeg==?= Nowak", "Łukasz Nowak"),
        ("=?utf-8?Q?Die_Br=C3=BC?= =?utf-8?Q?cke?=", "Die Brücke"),
        ("=?utf-8?Q?Br=C3?=\t=?utf-8?Q?=BCcke?=", "Brücke"),
        ("=?iso-8859-1?q?Caf=E9?= and =?koi8-r?b?7cnS?=", "Café and Мир"),
        ("=?iso-8859-1*en?q?Caf=E9?=", "Café"),
        ("=?utf-8?B?xYF1a2Fzeg?=", "Łukasz"),
        ("=?utf-8?B?!!!?= stays", "=?utf-8?B?!!!?= stays"),
        ("=?no-such?Q?Caf=C3=A9?=", "Café"),
        ("=?utf-8?Q?Caf=E9?=", "Café"),
        ("plain =?text", "plain =?text"),
    ],
)
def test_encoded_words(value: str, shown: str) -> None:
    assert decoded(value) == shown


@pytest.mark.parametrize(
    ("sender", "author"),
    [
        ("ann@example.org", "ann@example.org"),
        ('"Lee, Ann" <ann@example.org>', "Lee, Ann"),
        ("=?utf-8?B?xYF1a2FzeiwgTm93YWs=?= <l@example.org>", "Łukasz, Nowak"),
        ("ann@example.org (Ann Lee)", "Ann Lee"),
        ("Ann <a@example.org>, Bo <b@example.org>", "Ann, Bo"),
        ("Łukasz <l@example.org>", "Łukasz"),
    ],
)
def test_authors(sender: str, author: str) -> None:
    assert mail(f"From: {sender}\nSubject: Bridges\n".encode() + BODY).author == author


@pytest.mark.parametrize("date", ["yesterday", "", "Wed, 99 Foo 2018", "Wed, 1 Jan 1902 00:00:00"])
def test_a_date_that_is_none_is_not_believed(date: str) -> None:
    assert mail(f"From: ann@example.org\nDate: {date}\n".encode() + BODY).date == ""


# Which part, in which encoding


def test_the_plain_part_goes_before_html_and_attachments_are_left_out() -> None:
    message = made(plain="The plain text.\n", html="<p>The other text.</p>")
    message.add_attachment("Attached words.", filename="notes.txt")
    assert texts(mail(bytes(message))) == ["The plain text."]


def test_html_is_read_where_the_plain_part_says_nothing() -> None:
    html = "<html><body><p>We met.</p><blockquote>They said no.</blockquote></body></html>"
    for plain in ("", "Your mail client cannot show HTML messages.\n"):
        article = mail(bytes(made(plain=plain, html=html)))
        assert [(each.kind.value, each.text) for each in article.paragraphs] == [
            ("body", "We met."),
            ("quote", "They said no."),
        ]
        assert article.paragraphs[0].lines is None


def test_html_without_its_reader_tells_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    data = HEAD + b"Content-Type: text/html\n\n<p>We met.</p>"
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(SourceError, match=r"HTML.*pip install 'pincite\[html\]'"):
        read(data)


def test_replies_and_signatures_in_html() -> None:
    html = (
        "<p>We met at the bridge.</p><p>On Tue, 17 Apr 2018, Bo Ek wrote:</p>"
        "<blockquote>Where did you meet?</blockquote><p>There it was.</p><p>--<br>Ann Lee</p>"
    )
    article = mail(HEAD + b"Content-Type: text/html\n\n" + html.encode())
    assert [each.kind.value for each in article.paragraphs] == [
        *("body", "quote", "quote", "body", "boilerplate"),
    ]


def test_a_mail_that_is_attached_is_quoted() -> None:
    message = made(plain="See below.\n")
    message.add_attachment(made(plain="What I had written.\n"))
    article = mail(bytes(message))
    assert [(each.kind.value, each.text) for each in article.paragraphs] == [
        ("body", "See below."),
        ("quote", "From: Ann Lee <ann@example.org>\nSubject: Bridges"),
        ("quote", "What I had written."),
    ]


@pytest.mark.parametrize(
    ("charset", "written"),
    [
        *(
            ("iso-8859-1", "cp1252"),
            ("utf-8", "utf-8"),
            ("koi8-r", "koi8-r"),
            ("gb2312", "gb18030"),
        ),
        *(("utf-8", "cp1252"), ("iso-8859-1", "utf-8"), ("us-ascii", "utf-8"), ("", "utf-8")),
        *(("no-such-charset", "utf-8"), ("unicode_escape", "utf-8"), ("zip", "utf-8")),
    ],
)
def test_charsets_declared_right_and_wrong(charset: str, written: str) -> None:
    text = "Die Brücke über den Fluß – „gesperrt“."
    if written in {"koi8-r", "gb18030"}:
        text = "Министры говорили о мосте." if written == "koi8-r" else "部长们在桥上会面。"
    declared = f"Content-Type: text/plain; charset={charset}\n\n".encode()
    assert texts(mail(HEAD + declared + text.encode(written))) == [text]


def test_what_fits_no_encoding_shows_where_it_is_broken() -> None:
    assert decode_declared(b"caf\xc3\xa9, br\xc3", "utf-8") == "café, br\ufffd"


@pytest.mark.parametrize("how", ["quoted-printable", "base64", "8bit"])
def test_transfer_encodings(how: str) -> None:
    message = EmailMessage()
    message["From"] = "ann@example.org"
    message.set_content("Łódź = a town of the İç kind. " * 9 + "\n", cte=how)
    article = mail(bytes(message))
    assert texts(article) == [("Łódź = a town of the İç kind. " * 9).strip()]
    assert (article.paragraphs[0].lines is None) == (how != "8bit")


def test_flowed_text_is_joined_as_its_writer_had_it() -> None:
    body = (
        "We met at the \nbridge, and that \nwas all.\n\n> Who \n> met?\n>> You?\n\n From there.\n"
    )
    article = mail(HEAD + b"Content-Type: text/plain; format=flowed\n\n" + body.encode())
    assert texts(article) == [
        *("We met at the bridge, and that was all.", "Who met?", "You?", "From there."),
    ]
    assert [each.lines for each in article.paragraphs] == [(6, 8), (10, 11), (12, 12), (14, 14)]


def test_spaces_that_wrapping_put_in_are_taken_out() -> None:
    assert unwrapped(["部长 ", "们", "-- ", "Li"], delsp=True)[0] == ["部长们", "-- ", "Li"]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_are_those_of_the_file(end: str) -> None:
    data = (HEAD + BODY).replace(b"\n", end.encode())
    lines = data.decode().splitlines()
    for paragraph in mail(data).paragraphs:
        assert paragraph.lines is not None
        first, last = paragraph.lines
        assert " ".join(lines[first - 1 : last]) == paragraph.text


# What is not the author's


def test_quoted_replies() -> None:
    assert kinds(
        "I agree with that.\n\nOn Tue, 17 Apr 2018 at 10:00, Bo Ek\n<bo@example.org> wrote:\n"
        "> Shall we meet?\n> Tomorrow?\n>\n> > When?\n> At ten?\n>\n> At noon?\n\nYes, we shall.\n"
    ) == [
        ("body", "I agree with that."),
        ("quote", "On Tue, 17 Apr 2018 at 10:00, Bo Ek <bo@example.org> wrote:"),
        ("quote", "Shall we meet?\nTomorrow?"),
        ("quote", "When?"),
        ("quote", "At ten?"),
        ("quote", "At noon?"),
        ("body", "Yes, we shall."),
    ]


@pytest.mark.parametrize(
    "lead",
    [
        "On 17.04.2018 10:00, Bo Ek wrote:",
        "Am 17.04.2018 um 10:00 schrieb Bo Ek:",
        "Le mar. 17 avr. 2018 à 10:00, Bo Ek <bo@example.org> a écrit :",
        "17 апреля 2018 г., 10:00 пользователь Bo Ek <bo@example.org> написал:",
        "Bo Ek <bo@example.org> wrote:",
    ],
)
def test_lead_lines(lead: str) -> None:
    assert kinds(f"I agree.\n\n{lead}\n\n> Shall we?\n")[1] == ("quote", lead)


@pytest.mark.parametrize(
    "text",
    [
        "He knew what Ann wrote:",
        "On the bridge they wrote nothing at all.",
        "In 2018 the minister wrote: nothing will be built.",
        "From: the bridge we saw the town.",
    ],
)
def test_sentences_are_no_lead_lines(text: str) -> None:
    assert kinds(f"I was there.\n\n{text}\n\nThen it was over.\n")[1][0] == "body"


@pytest.mark.parametrize(
    "mark",
    [
        "-----Original Message-----\nFrom: Bo",
        "---------- Forwarded message ---------\nFrom: Bo",
        "Begin forwarded message:\n\nFrom: Bo",
        "-----Ursprüngliche Nachricht-----\nVon: Bo",
        "________________________________\nFrom: Bo Ek\nSent: Tuesday, 17 April 2018 10:00",
        "Von: Bo Ek\nGesendet: Dienstag, 17. April 2018 10:00",
    ],
)
def test_what_stands_below_the_mark_of_an_older_mail_is_quoted(mark: str) -> None:
    found = kinds(f"I agree.\n\n{mark}\n\nShall we meet at the bridge?\n\nBo\n")
    assert found[0] == ("body", "I agree.")
    assert {kind for kind, _ in found[1:]} == {"quote"}
    assert ("quote", "Shall we meet at the bridge?") in found


def test_signatures_and_footers_are_boilerplate() -> None:
    rule = "_" * 47
    assert kinds(
        f"I agree.\n\n-- \nAnn Lee, Bridge House\n\n> Shall we?\n\n{rule}\nbridges mailing list\n"
    ) == [
        ("body", "I agree."),
        ("boilerplate", "Ann Lee, Bridge House"),
        ("quote", "Shall we?"),
        ("boilerplate", "bridges mailing list"),
    ]


def test_a_long_text_below_two_dashes_is_no_signature() -> None:
    body = "A first part.\n\n--\n" + "\nWe met again at the bridge.\n" * 20
    assert {kind for kind, _ in kinds(body)} == {"body"}


def test_the_armour_of_a_signed_mail_is_boilerplate() -> None:
    body = (
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nWe met.\n"
        "-----BEGIN PGP SIGNATURE-----\n\niQEzBAEBCAAdFiEE\n-----END PGP SIGNATURE-----\n"
    )
    assert [kind for kind, _ in kinds(body) if kind != "boilerplate"] == ["body"]


@examples(100)
@given(
    st.lists(
        st.sampled_from(
            "|text here|-- |--|> quoted|On 1 May 2018, Bo wrote:|-----Original Message-----"
            "|From: Bo|Sent: today|____________________|mailing list|wrote:"
            "|-----BEGIN PGP SIGNATURE-----|-----END PGP SIGNATURE-----".split("|")
        ),
        max_size=30,
    )
)
def test_every_line_is_in_one_stretch(lines: list[str]) -> None:
    found = list(stretches_of(lines))
    assert [place for start, end, _ in found for place in range(start, end)] == [*range(len(lines))]


# Mailboxes


def test_mails_of_a_mailbox_are_named_by_their_ids() -> None:
    first = FROM + b"Message-ID: <one@example.org>\n" + HEAD + BODY + b"\n"
    second = FROM + b"Message-ID: <two#2@example.org>\n" + HEAD + b"\nElsewhere.\n\n"
    third = FROM + HEAD.replace(b"Subject: Bridges\n", b"") + b"\nNo id, no subject.\n"
    found = [each for each in read(first + second + third, "in.mbox") if not isinstance(each, Skip)]
    assert [each.id for each in found[:2]] == [
        "in.mbox!/one@example.org",
        "in.mbox!/two%232@example.org",
    ]
    assert found[2].title == "(no subject)"
    alone = read(third, "in.mbox")
    assert not isinstance(alone[0], Skip)
    assert alone[0].id == found[2].id  # whatever stands before it


def test_lines_of_a_mailbox_are_those_of_the_file() -> None:
    data = (FROM + HEAD + BODY + b"\n") * 2 + FROM + HEAD + b"\n>From here on.\n"
    lines = data.decode().splitlines()
    last = read(data, "in.mbox")[-1]
    assert not isinstance(last, Skip)
    assert last.paragraphs[0].text == "From here on."
    assert last.paragraphs[0].lines == (len(lines), len(lines))


def test_a_mail_that_is_there_twice_is_one_article() -> None:
    one = FROM + b"Message-ID: <one@example.org>\n" + HEAD + BODY + b"\n"
    other = one.replace(b"the bridge", b"the ferry")
    found = read(one + one + other, "in.mbox")
    assert [texts(each)[0][:17] for each in found] == ["We met at the bri", "We met at the fer"]
    assert len({each.id for each in found if not isinstance(each, Skip)}) == 2


def test_lines_that_only_look_like_the_start_of_a_mail() -> None:
    body = b"\nFrom now on it is text.\n\nFrom there to 2018 it was.\n\nFrom: that, too.\n"
    (article,) = read(FROM + HEAD + body, "in.mbox")
    assert texts(article)[:2] == ["From now on it is text.", "From there to 2018 it was."]


@pytest.mark.parametrize(
    "line",
    [
        "From - Wed Apr 18 23:10:00 2018",
        "From ???@??? now",
        "From 12@xxx Wed Apr 18 2018",
        "From x",
    ],
)
def test_starts_of_mails_as_programs_write_them(line: str) -> None:
    data = (line.encode() + b"\n" + HEAD + BODY + b"\n").replace(b"word.", b"word %d.")
    assert len(read(data % 1 + data % 2, "in.mbox")) == 2


def test_a_damaged_mail_costs_nobody_elses_text() -> None:
    damaged = [
        FROM + b"\nno head at all\n\n",
        FROM + HEAD + b"Content-Transfer-Encoding: base64\n\nabcde\n\n",
        FROM + HEAD + b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\n--x--\n\n",
        FROM + HEAD + b"Content-Type: image/png\n\nabc\n\n",
        FROM + HEAD + b"\nbin\0\1\2ary\n\n",
    ]
    found = read(b"".join(damaged) + FROM + HEAD + BODY, "in.mbox")
    assert [each.path for each in found[:-1]] == [f"in.mbox!/{n}" for n in range(1, 6)]
    assert all(isinstance(each, Skip) and each.reason for each in found[:-1])
    assert texts(found[-1])[1] == "The news will come."


def test_a_mail_too_large_is_named_and_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("message", "mailbox"):
        monkeypatch.setattr(f"pincite.indexer.sources.mail.{module}.LARGEST_MAIL", 1 << 20)
    large = FROM + HEAD + b"\n" + b"word " * 300_000 + b"\n\n"
    found = read(large + FROM + HEAD + BODY, "in.mbox")
    assert isinstance(found[0], Skip)
    assert found[0].reason == "a mail larger than 1 MB"
    assert texts(found[1])[1] == "The news will come."


def test_a_mailbox_that_cannot_be_read_to_its_end_keeps_what_was_read() -> None:
    class Cut(io.BytesIO):
        def readline(self, size: int | None = -1, /) -> bytes:
            line = super().readline(size)
            if not line:
                raise EOFError("cut off")
            return line

    data = (FROM + HEAD + BODY + b"\n") + FROM + HEAD + b"\nHalf"
    found = list(articles_of(Source("in.mbox", PurePath("in.mbox"), lambda: Cut(data))))
    assert texts(found[0])[1] == "The news will come."
    assert found[1:] == [Skip("in.mbox", "cannot be read (cut off); read up to mail 1")]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.eml", b"", "not a mail: it has no From, Date or Subject"),
        ("a.eml", b"Dear all,\n\nthis is a letter.\n", "not a mail"),
        ("a.eml", HEAD, "has no text"),
        ("a.eml", HEAD + b"Content-Type: multipart/mixed\n\nno boundary", "has no text"),
        ("a.mbox", b"", "holds no mails"),
        ("a.mbox", b"\n\n\n", "holds no mails"),
        ("a.mbox", b"Dear all\n", "not a mailbox: it does not begin"),
        ("a.mbox", b"From here on\nit is a letter\n", "not a mailbox"),
    ],
)
def test_what_is_no_mail_is_refused_in_one_line(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=rf"\A{reason}"):
        read(data, name)


def test_a_mail_nested_too_deep_is_refused() -> None:
    deep = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (level, level)
        for level in range(sys.getrecursionlimit())
    )
    with pytest.raises(SourceError):
        read(HEAD + deep + b"\nText.\n")


@examples(80)
@given(st.binary(max_size=300), st.sampled_from([HEAD, FROM, FROM + HEAD, b""]), st.booleans())
def test_any_bytes_are_mail_or_one_clear_line(data: bytes, head: bytes, boxed: bool) -> None:
    outcome = refusal(head + data, "a.mbox" if boxed else "a.eml")
    assert outcome is None or (outcome and "\n" not in outcome)


@examples(60)
@given(
    st.lists(
        st.lists(
            st.sampled_from(
                ["", "From here", "From x Wed Apr 18 23:10:00 2018", ">From", "Words."]
            ),
            min_size=1,
            max_size=6,
        ),
        min_size=1,
        max_size=4,
    )
)
def test_a_mailbox_gives_what_its_mails_give_alone(bodies: list[list[str]]) -> None:
    alone, boxed = [], b""
    for number, lines in enumerate(bodies):
        head = HEAD + b"Message-ID: <%d@example.org>\n\n" % number
        body = "\n".join([*lines, "The end."]) + "\n"
        alone.append(texts(mail(head + body.encode())))
        escaped = "".join(
            (">" if line.lstrip(">").startswith("From ") else "") + line
            for line in body.splitlines(keepends=True)
        )
        boxed += FROM + head + escaped.encode() + b"\n"
    assert [texts(each) for each in read(boxed, "in.mbox")] == alone


def test_html_that_is_nested_without_end_loses_no_text() -> None:
    html = "<div>" * 400 + "<p>We met at last.</p>" + "</div>" * 400 + "<p>They left.</p>"
    article = mail(HEAD + b"Content-Type: text/html\n\n" + html.encode())
    texts = [each.text for each in article.paragraphs]
    assert texts[-2:] == ["We met at last.", "They left."]
