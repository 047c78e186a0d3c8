from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.errors import PinciteError
from pincite.indexer.articles import Article, Kind, Paragraph
from pincite.indexer.sources import ReadOptions, articles_of, source_at
from pincite.indexer.structure.boilerplate import boilerplate_of, labelled, parse_boilerplate
from pincite.indexer.structure.layout import Block
from pincite.indexer.structure.paragraphs import make_paragraphs, split_paragraphs

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

BODY = (
    "The delegations met in the old hall by the river, and nobody who came was in a hurry to leave."
)
LATER = (
    "A second day followed, with more of the same talk, and on the third the ministers went home."
)


def split(*blocks: str) -> tuple[Paragraph, ...]:
    return split_paragraphs("\n\n".join(blocks))


def kinds(*blocks: str) -> list[str]:
    return [paragraph.kind.value for paragraph in split(*blocks)]


def texts(source: str) -> list[str]:
    return [paragraph.text for paragraph in split_paragraphs(source)]


# Layout


def test_blank_lines_separate_and_wrapped_lines_are_joined() -> None:
    source = "The first paragraph is wrapped\nover two lines.\n\nThe second is not.\n"
    assert texts(source) == ["The first paragraph is wrapped over two lines.", "The second is not."]


def test_the_text_keeps_what_the_author_wrote() -> None:
    text = "“Café” —  two  spaces, a no-break\u00a0space, e\u0301 and ’.”"
    assert texts(f"  {text}  \n") == [text]


def test_a_broken_word_is_mended_only_where_the_text_has_it_whole() -> None:
    source = (
        "They spoke of cooperation for hours and their co-\n"
        "operation was praised by well-\n"
        "known men.\n"
    )
    assert texts(source) == [
        "They spoke of cooperation for hours and their cooperation was praised by well-known men."
    ]


def test_a_soft_hyphen_at_a_line_end_and_a_dash_between_words_leave_no_space() -> None:
    assert texts("An agree\u00ad\nment was near—\nso they said.") == [
        "An agreement was near—so they said."
    ]


def test_lines_of_chinese_are_joined_without_a_space() -> None:
    assert texts("两国外长在莫斯科\n举行会谈。") == ["两国外长在莫斯科举行会谈。"]


def test_long_lines_without_blank_lines_are_paragraphs() -> None:
    assert texts(f"{BODY} {LATER}\n{LATER} {BODY}\n{BODY}\n") == [
        f"{BODY} {LATER}",
        f"{LATER} {BODY}",
        BODY,
    ]


def test_short_sentences_a_line_are_paragraphs() -> None:
    lines = [
        "He came by train.",
        "She came by ship, which took her a week.",
        "They met.",
        "It rained.",
    ]
    assert texts("\n".join(lines)) == lines


def test_wrapped_text_without_blank_lines_ends_paragraphs_at_short_lines() -> None:
    source = (
        "The pipeline runs for two thousand miles through forest\n"
        "and bog, and was paid for by those who built it.\n"
        "It is full.\n"
        "The railway runs beside it for the last hundred miles of\n"
        "its way and carries coal.\n"
    )
    assert [text[:11] for text in texts(source)] == ["The pipelin", "The railway"]


def test_set_in_first_lines_start_paragraphs() -> None:
    source = (
        "   The first paragraph begins set in and goes on\nat the margin for a while.\n"
        "   The second does the same and nothing but the\nindent tells where it starts.\n"
    )
    assert [text[:10] for text in texts(source)] == ["The first ", "The second"]
    assert all(paragraph.kind is Kind.BODY for paragraph in split_paragraphs(source))


def test_title_and_header_lines_directly_above_a_wrapped_body_stand_alone() -> None:
    source = (
        "The Long Bridge\nBy Ana Ruiz\n12 April 2018\n"
        "The bridge was opened on a Sunday by a man in a\ngrey coat, who said nothing.\n"
    )
    assert [text[:8] for text in texts(source)] == ["The Long", "By Ana R", "12 April", "The brid"]


def test_rules_are_no_text() -> None:
    assert texts(f"{BODY}\n\n* * *\n\n{LATER}\n-----\n\n***\n") == [BODY, LATER]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_an_editor_counts(newline: str) -> None:
    source = newline.join(["One.", "", "Two\u2028three\ffour.", "", "", "Five."])
    paragraphs = split_paragraphs(source)
    assert [paragraph.lines for paragraph in paragraphs] == [(1, 1), (3, 3), (6, 6)]
    assert [source[slice(*paragraph.chars)] for paragraph in paragraphs] == [
        "One.",
        "Two\u2028three\ffour.",
        "Five.",
    ]


@pytest.mark.parametrize("other", ["", "\u2028", "\f", "\r", "\n", "\r\n"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_one_kind_of_line_end_reads_like_several(newline: str, other: str) -> None:
    source = newline.join(["One", "\u200b", "\tTwo and", " three. ", "", "Four.", ""])
    alike, mixed = split_paragraphs(source), split_paragraphs(source + other)
    assert alike == mixed
    assert [paragraph.lines for paragraph in alike] == [(1, 1), (3, 4), (6, 6)]
    assert [source[slice(*paragraph.chars)].split() for paragraph in alike] == [
        ["One"],
        ["Two", "and", "three."],
        ["Four."],
    ]


def test_a_paragraph_separator_separates() -> None:
    assert texts("One.\u2029Two.") == ["One.", "Two."]


def test_a_blank_line_between_all_lines_separates_nothing() -> None:
    spaced = WRAPPED.replace("\n", "\n\n")
    assert texts("\n\n\n".join([spaced] * 4)) == [" ".join(WRAPPED.split())] * 4


def test_paragraphs_set_in_by_turns_are_no_quotations() -> None:
    set_in = "    " + WRAPPED.replace("\n", "\n    ")
    paragraphs = split_paragraphs(f"{WRAPPED}\n{set_in}\n{WRAPPED}\n{set_in}")
    assert [p.text for p in paragraphs] == [" ".join(WRAPPED.split())] * 4
    assert {p.kind for p in paragraphs} == {Kind.BODY}


def test_hanging_lines_belong_to_the_line_above() -> None:
    hanging = WRAPPED.replace("\n", "\n   ")
    assert texts(f"{hanging}\n{hanging}\n{hanging}") == [" ".join(WRAPPED.split())] * 3


def test_a_heading_among_wrapped_lines_stands_alone() -> None:
    source = f"{WRAPPED}\n{WRAPPED}\n{WRAPPED}\nWhat came of it\n{WRAPPED}\n{WRAPPED}"
    paragraphs = split_paragraphs(source)
    assert [p.kind.value for p in paragraphs] == ["body"] * 3 + ["heading"] + ["body"] * 2


def test_where_blank_lines_separate_a_short_line_ends_nothing() -> None:
    broken = WRAPPED + "\nThe end of it came soon."
    assert len(split(WRAPPED, broken, WRAPPED, WRAPPED)) == 4


@pytest.mark.parametrize(
    "code",
    [
        '{\n  "year": 2016,\n  "names": [\n    "Ana",\n    "Bo"\n  ]\n}',
        "def f(x):\n    if x:\n        return 1\n    return 2",
    ],
)
def test_the_indents_of_code_separate_nothing(code: str) -> None:
    assert len(split(BODY, code, LATER)) == 3


# Lists


def test_short_items_stay_with_their_lead_in() -> None:
    (paragraph,) = split("They want:", "- rails,", "- ports,\n- and time.")
    assert paragraph.text == "They want:\n- rails,\n- ports,\n- and time."
    assert paragraph.kind is Kind.LIST
    assert [paragraph.text[a:b] for a, b in paragraph.sentences] == [
        "They want:",
        "- rails,",
        "- ports,",
        "- and time.",
    ]


def test_long_items_stand_by_themselves() -> None:
    item = f"{BODY} {LATER} {BODY}"
    assert kinds("They want:", f"1. {item}", f"2. {item}") == ["body", "list", "list"]


def test_a_wrapped_item_is_one_item() -> None:
    (paragraph,) = split_paragraphs("Aims:\n- a railway to\n  the sea,\n- a port.")
    assert paragraph.text == "Aims:\n- a railway to the sea,\n- a port."


def test_a_wrapped_line_that_looks_like_an_item_is_none() -> None:
    (text,) = texts(
        "The committee of the house met again in room\n12. It was cold there, as always.\n"
    )
    assert text == "The committee of the house met again in room 12. It was cold there, as always."


def test_items_of_items_stay_set_in() -> None:
    (paragraph,) = split_paragraphs("Aims:\n  1. Peace.\n    - at home\n    - abroad\n  2. Rails.")
    assert paragraph.text == "Aims:\n1. Peace.\n  - at home\n  - abroad\n2. Rails."


# Line ends of the author's

WRAPPED = (
    "The delegations met in the old hall by the river, and nobody who came\n"
    "was in a hurry to leave. A second day followed, with more of the same\n"
    "talk, and on the third they went home."
)
VERSE = "The river runs to the east,\nThe hall stands by its side,\nand no one\nLeft."


@pytest.mark.parametrize("around", [BODY, f"{BODY} {LATER}", WRAPPED])
def test_lines_of_verse_stay_lines_and_are_no_sentences_of_more_than_one(around: str) -> None:
    paragraphs = split(around, VERSE, around)
    assert paragraphs[1].text == VERSE
    assert [VERSE[a:b] for a, b in paragraphs[1].sentences] == VERSE.split("\n")
    assert "\n" not in paragraphs[0].text + paragraphs[2].text


def test_verse_set_apart_stays_verse_and_keeps_its_own_steps() -> None:
    stepped = "The snow is deep,\n  The road is long,\nThe guards asleep."
    set_in = "    " + stepped.replace("\n", "\n    ")
    quoted = "> Roses are red,\n> Violets are blue."
    paragraphs = split(WRAPPED, set_in, WRAPPED, quoted, WRAPPED)
    assert [(p.kind, p.text) for p in paragraphs[1::2]] == [
        (Kind.QUOTE, stepped),
        (Kind.QUOTE, "Roses are red,\nViolets are blue."),
    ]


@pytest.mark.parametrize(
    "wrapped",
    [
        "He had come to see the ministers of Finance, of Defense and of\nTransport.",
        "They were met by President Putin and by Foreign Minister Lavrov and\nMr. Wang.",
        "    The old men of the river sat on the long bench by the water and\n    Waited.",
        "The talks\nwere long\nand nothing\ncame of it.",
    ],
)
def test_wrapped_prose_is_joined_though_its_lines_have_capitals(wrapped: str) -> None:
    text = split(WRAPPED, wrapped, WRAPPED)[1].text
    assert text == " ".join(wrapped.split())


def test_rows_between_strokes_stay_rows() -> None:
    rows = "| year | trade |\n| 2016 | 66 bn |"
    table = split(BODY, rows, BODY)[1]
    assert (table.text, table.kind) == (rows, Kind.TABLE)


def test_a_title_of_two_lines_is_one_title() -> None:
    assert split_paragraphs(f"The Long\nBridge\n\n{BODY}\n")[0].text == "The Long Bridge"


# Words divided at a line end


@pytest.mark.parametrize(
    ("broken", "shown"),
    [
        ("the prime minis-\nter spoke", "the prime minister spoke"),
        ("the govern-\nment's view", "the government's view"),
        ("an anti-\nWestern mood", "an anti-Western mood"),
        ("a pro-\nwestern mood", "a pro-western mood"),
        ("a state-\nowned bank", "a state-owned bank"),
        ("a Kremlin-\nfriendly one", "a Kremlin-friendly one"),
        ("its follow-\nup was", "its follow-up was"),
        ("a mother-\nin-law came", "a mother-in-law came"),
        ("a mother-in-\nlaw came", "a mother-in-law came"),
        ("the US-\ntrained men", "the US-trained men"),
        ("the vitamin-\nrich and rare vitamin", "the vitamin-rich and rare vitamin"),
        ("a lobster-\npot, one pot", "a lobster-pot, one pot"),
    ],
)
def test_a_hyphen_at_a_line_end(broken: str, shown: str) -> None:
    assert texts(f"It was said of {broken}.") == [f"It was said of {shown}."]


# Kinds


def test_a_lone_short_line_above_a_body_is_a_heading_for_what_follows() -> None:
    paragraphs = split(BODY, "What the figures show", LATER, "2018: the thaw", BODY)
    assert [paragraph.kind.value for paragraph in paragraphs] == [
        "body",
        "heading",
        "body",
        "heading",
        "body",
    ]
    assert [paragraph.heading for paragraph in paragraphs] == [
        "",
        "",
        "What the figures show",
        "",
        "2018: the thaw",
    ]


def test_an_underlined_line_is_a_heading() -> None:
    paragraphs = split_paragraphs(f"The thaw\n========\n{BODY}\n")
    assert [(p.text, p.kind, p.lines) for p in paragraphs] == [
        ("The thaw", Kind.HEADING, (1, 1)),
        (BODY, Kind.BODY, (3, 3)),
    ]


@pytest.mark.parametrize(
    "line",
    ["It was so.", "and then nothing", "“We shall see”", "A list of names,", "Q: Who is he?"],
)
def test_other_short_lines_are_no_headings(line: str) -> None:
    assert "heading" not in kinds(BODY, line, LATER)


def test_a_last_line_is_no_heading() -> None:
    assert kinds(BODY, "Somebody Else")[-1] == "body"


@pytest.mark.parametrize(
    "quote",
    [
        "“We were there first. Nobody asked us.”",
        "“He told me ‘no’ and “never” in one breath.”",
        '"We were there first. Nobody asked us."',
        "«Nous verrons.»",
        "„Wir werden sehen.“",
        "‘It wasn’t our idea.’",
        "“We were there first.” [3]",
        "> We were there first.\n> Nobody asked us.",
        "    We were there first.\n    Nobody asked us.",
    ],
)
def test_a_block_quotation(quote: str) -> None:
    assert kinds(BODY, quote, LATER) == ["body", "quote", "body"]


def test_paragraphs_whose_first_lines_are_set_in_are_no_quotations() -> None:
    for mark in ("\t", "   "):
        assert "quote" not in kinds("Talks", BODY, mark + LATER, "A heading", mark + BODY)
        assert "quote" not in kinds(f"{mark}{WRAPPED}", f"{mark}It was so.", WRAPPED)


def test_an_extract_without_colon_or_quotation_marks_is_body() -> None:
    assert kinds(BODY, "Here is how the Ledger reports it", LATER, BODY) == ["body"] * 4


@pytest.mark.parametrize(
    "line",
    [
        "“We sign,” said one. “We do not,” said the other.",
        '"We sign," said one. "We do not," said the other.',
        "“Partnership” is a word.",
        "“It never closes, whatever one does with it.",
    ],
)
def test_a_body_that_only_begins_with_a_quotation(line: str) -> None:
    assert kinds(BODY, line, LATER) == ["body", "body", "body"]


def test_the_markers_of_quoted_lines_are_not_text() -> None:
    assert [p.text for p in split("> We were\n> there first.")] == ["We were there first."]


def test_a_quotation_that_each_paragraph_opens_again() -> None:
    assert kinds(BODY, f"“{BODY}", f"“{LATER}”", LATER) == ["body", "quote", "quote", "body"]


def test_a_quotation_led_in_by_a_colon_closes_paragraphs_later() -> None:
    lead = "This is what was announced:"
    assert kinds(lead, f"“{BODY}", LATER, f"{BODY}”", LATER)[1:] == ["quote"] * 3 + ["body"]
    assert "quote" not in kinds(LATER, f"“{BODY}", LATER, f"{BODY}”", LATER)


@pytest.mark.parametrize(
    "note", [f"({BODY})", f"[{BODY}]", "(It (the hall) is old).", "(It (is old.)"]
)
def test_a_paragraph_in_brackets_is_an_annotation(note: str) -> None:
    assert kinds(BODY, note, LATER) == ["body", "annotation", "body"]


def test_a_bracket_may_close_blocks_later() -> None:
    assert kinds(LATER, f"({BODY}", "Yet (as said) it rains.", f"{LATER})", BODY) == [
        "body",
        *["annotation"] * 3,
        "body",
    ]


@pytest.mark.parametrize(
    "line",
    ["(Yesterday) it rained for hours.", "(It never closes.", "(One.) And (two.) And three."],
)
def test_a_body_that_only_begins_with_a_bracket(line: str) -> None:
    assert kinds(BODY, line, LATER) == ["body"] * 3


@pytest.mark.parametrize(
    "line",
    [
        "Placeholder canvas",
        "ADVERTISEMENT",
        "Order Coins at the Lowest Prices",
        "Ten per cent off for our readers",
        "Tea sets at half the price while STOCKS last",
        "Maps of the river, while supplies last",
        "A limited-time offer to members",
        "Terms and Conditions apply.",
        "The paper’s pictures: all rights reserved",
        "Share this article",
        "Subscribe to our newsletter",
        "Please subscribe to our free weekly letter",
        "Follow us on every network",
        "Read more: the other article",
        "Related articles",
        "Facebook Twitter WhatsApp",
        "© 2018 The Paper",
        "All rights reserved.",
        "Topics: Foreign policy | Trade",
        "Tags: rails, ports",
        "Filed under World News",
        "Last modified on Wed 15 Mar 2017 10.31 GMT",
        "Updated: 15 March 2017",
        "Updated 3 hours ago",
        "First published on Wed 15 Mar 2017 10.31 GMT",
        "This article was first published by The Paper on 5th July 2016",
    ],
)
def test_boilerplate_is_labelled_and_kept(line: str) -> None:
    paragraphs = split(BODY, line, LATER)
    assert [paragraph.kind.value for paragraph in paragraphs] == ["body", "boilerplate", "body"]
    assert paragraphs[1].text == line


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell in Shanghai on Monday.",
        "Print runs of the great dailies have halved.",
        "Buy or build was the question before the ministry, and it chose to build.",
        "Related to this is the matter of the debt.",
        "The novel was first published in Paris in 1922.",
        "Updated in 2016, the treaty has 12 members.",
        "Topics of the day were rails and ports.",
        "Comments on the draft came in by post.",
    ],
)
def test_text_that_only_sounds_like_boilerplate_is_body(line: str) -> None:
    assert kinds(BODY, line, LATER)[1] == "body"


@pytest.mark.parametrize(
    "line",
    [
        "The guard of honour (Source: kremlin.ru)",
        "(Photo: A. Baker)",
        "[Photo: The hall, April 2018. Source: archive]",
        "Photo: The hall",
        "Image courtesy of the museum",
        "Photo by A. Baker",
        "Credit: A. Baker",
        "Figure 3. Trade in billions",
        "Ministers on the stairs. REUTERS/A. Baker",
    ],
)
def test_captions(line: str) -> None:
    assert kinds(BODY, line, LATER)[1] == "caption"


@pytest.mark.parametrize(
    "line",
    [
        "Image is all that the two men have in common.",
        "Source after source told the same story.",
        f"{BODY} {LATER} {BODY} (Source: the ministry)",
    ],
)
def test_text_that_only_sounds_like_a_caption_is_body(line: str) -> None:
    assert kinds(BODY, line, LATER)[1] == "body"


# Kinds that the format settled


def made(*blocks: Block) -> list[str]:
    return [paragraph.kind.value for paragraph in make_paragraphs(blocks, {}, None)]


def block(text: str, kind: Kind | None = None, *, lone: bool = False) -> Block:
    return Block(text, None, (0, len(text)), kind, lone=lone)


def test_what_a_format_calls_body_is_never_a_heading() -> None:
    line = "What the figures show"
    assert made(block(line, lone=True), block(BODY)) == ["heading", "body"]
    assert made(block(line, Kind.BODY, lone=True), block(BODY, Kind.BODY)) == ["body", "body"]
    assert made(block(line), block(BODY)) == ["body", "body"]


@pytest.mark.parametrize("kind", [Kind.BODY, Kind.CODE, Kind.TABLE, Kind.FOOTNOTE, Kind.HEADING])
@pytest.mark.parametrize("line", ["Photo: The hall", "Share this article", "By Ana Ruiz"])
def test_wording_does_not_change_what_a_format_settled(kind: Kind, line: str) -> None:
    assert made(block(BODY), block(line, kind)) == ["body", kind.value]


@pytest.mark.parametrize("kind", [Kind.CODE, Kind.TABLE, Kind.FOOTNOTE])
@pytest.mark.parametrize("text", ["[1, 2, 3]", "(one (two))", "“We sign.”"])
def test_code_tables_and_footnotes_are_no_annotations(kind: Kind, text: str) -> None:
    assert made(block(BODY), block(text, kind)) == ["body", kind.value]
    assert made(block(f"({BODY}"), block(text, kind), block(f"{LATER})")) == [
        "annotation",
        kind.value,
        "annotation",
    ]


def test_a_paragraph_in_brackets_is_an_annotation_whatever_the_format() -> None:
    assert made(block(BODY, Kind.BODY), block(f"({LATER})", Kind.BODY)) == ["body", "annotation"]


@pytest.mark.parametrize("kind", [Kind.CODE, Kind.TABLE])
def test_a_heading_may_stand_above_a_table_or_code(kind: Kind) -> None:
    kinds = made(block(BODY), block("The figures", lone=True), block("x | y\n1 | 2.", kind))
    assert kinds == ["body", "heading", kind.value]


def test_a_block_without_text_is_no_trouble() -> None:
    assert made(block("A line", lone=True), block("")) == ["body", "body"]


# A user's list of boilerplate


def kinds_with(lines: str, *blocks: str) -> list[str]:
    listed = labelled([block(text) for text in blocks], parse_boilerplate(lines))
    return [paragraph.kind.value for paragraph in make_paragraphs(listed, {}, None)]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("Tea of the house", "TEA of  the “house”!"),
        ("Café “Zur Post”", "CAFE 'zur post'"),
        ("Page * of *", "Page 3 of 17"),
        ("Page * of *", "Page of"),
        ("* tea of the house", "Drink more tea of the house"),
        ("Tea*", "Teatime at five"),
        ("*house", "The teahouse"),
        ("a*b*c", "abc"),
        ("转发*", "转发微博"),
    ],
)
def test_a_line_of_the_list_stands_for_paragraphs(line: str, text: str) -> None:
    assert kinds_with(line, BODY, text) == ["body", "boilerplate"]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("Tea of the house", "Tea of the houses"),
        ("Tea of the house", "More tea of the house"),
        ("Page * of *", "Page 3"),
        ("Tea *", "Teatime at five"),
        ("* house", "The teahouse"),
        ("a * a", "a"),
        ("a*b*c", "ac"),
        ("a * b * b", "a b"),
    ],
)
def test_a_line_of_the_list_stands_for_nothing_else(line: str, text: str) -> None:
    assert kinds_with(line, BODY, text) == ["body", "body"]


def test_the_list_goes_before_all_other_rules(tmp_path: Path) -> None:
    blocks = [block("Tea", Kind.HEADING), block(BODY), block("Tea", Kind.LIST)]
    made = make_paragraphs(labelled(blocks, ("tea",)), {}, None)
    assert [each.kind.value for each in made] == ["boilerplate", "body", "boilerplate"]
    path = tmp_path / "a.txt"
    path.write_text(f"THE UPLAND GAZETTE\n\nA piece of ours\n\n{BODY}\n", "utf-8")
    options = ReadOptions(boilerplate=("The Upland Gazette",))
    (article,) = articles_of(source_at(path, "a.txt", options))
    assert isinstance(article, Article)
    assert article.title == "A piece of ours"
    assert [each.kind.value for each in article.paragraphs] == ["boilerplate", "heading", "body"]


def test_the_list_is_heeded_when_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"A title\n\n{BODY}\n\nTea of the house.\n\n{LATER}\n", "utf-8")
    for lines, kind in (((), "body"), (("tea * house",), "boilerplate")):
        (article,) = articles_of(source_at(path, "a.txt", ReadOptions(boilerplate=lines)))
        assert isinstance(article, Article)
        assert [p.kind.value for p in article.paragraphs[1:]] == ["body", kind, "body"]


def test_comments_and_blank_lines_are_none_of_the_list() -> None:
    assert parse_boilerplate("# of our paper\n\n  Tea of the house \r\nMore #tea\n") == (
        "Tea of the house",
        "More #tea",
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("tea\n***", "line 2: no words in '***'"),
        ("x" * 1001, "line 1: longer than 1,000 characters"),
        ("x\n" * 10_001, "line 10001: more than 10,000 lines"),
        ("x *\n" * 1001, "line 1001: more than 1,000 lines with a *"),
    ],
)
def test_a_list_that_cannot_be_is_refused(text: str, reason: str) -> None:
    with pytest.raises(PinciteError) as error:
        parse_boilerplate(text)
    assert str(error.value) == reason


def fits(pattern: Sequence[str], words: Sequence[str]) -> bool:
    """The plainest way to say what a * is."""
    if not pattern:
        return not words
    if pattern[0] == "*":
        return any(fits(pattern[1:], words[start:]) for start in range(len(words) + 1))
    return bool(words) and words[0] == pattern[0] and fits(pattern[1:], words[1:])


@given(
    st.lists(st.sampled_from(["a", "b", "*"]), min_size=1, max_size=6).filter(
        lambda pattern: set(pattern) != {"*"}
    ),
    st.lists(st.sampled_from(["a", "b"]), max_size=6),
)
def test_a_star_stands_for_any_words(pattern: list[str], words: list[str]) -> None:
    assert boilerplate_of((" ".join(pattern),)).has(" ".join(words)) == fits(pattern, words)


# Sentences


def test_sentences_are_split_as_the_language_has_it() -> None:
    german = (
        "Wir haben das nicht gewollt, und es ist auch nicht gut, wenn man es so sagt. "
        "Am 5. Mai kam z. B. Prof. Lang mit der Bahn, und er war sehr müde."
    )
    assert len(split_paragraphs(german)[0].sentences) == 2
    plain = [block("Er kam am 5. Mai.")]
    (paragraph,) = make_paragraphs(plain, {}, None, language="german")
    assert len(paragraph.sentences) == 1


def test_sentences_are_those_of_the_text() -> None:
    (paragraph,) = split("Mr. Orlov spoke.  Nobody\nlistened.")
    assert [paragraph.text[a:b] for a, b in paragraph.sentences] == [
        "Mr. Orlov spoke.",
        "Nobody listened.",
    ]


# Whatever the text

ANY = st.text() | st.lists(
    st.sampled_from(
        [
            "\n",
            "\n\n",
            "\r\n",
            "  ",
            "\t",
            "- ",
            "1. ",
            "> ",
            "(",
            ")",
            "“",
            "”",
            '"',
            ":",
            ".",
            "-\n",
            "word ",
            "Word",
            "wo-\nrd ",
            "By Ana Ruiz\n",
            "***\n",
            "===\n",
            "\x0c",
            "\u2028",
            "\u2029",
            "# ",
            "12 April 2018\n",
            "Advertisement\n",
            "[1] ",
            BODY,
        ]
    ),
    max_size=40,
).map("".join)


def bare(text: str) -> str:
    return re.sub(r"[\s\ufeff\u200b\u2060\u200e\u200f\u00ad]", "", text)


def without_marks(text: str) -> str:
    """Without what layout may take away: hyphens, rules and the signs of quoted lines."""
    return re.sub(r"[-‐*_=~#+·•–—⁂◊❦>]", "", bare(text))


@given(ANY)
def test_nothing_of_the_text_is_lost(source: str) -> None:
    paragraphs = split_paragraphs(source)
    assert without_marks("".join(p.text for p in paragraphs)) == without_marks(source)


@given(ANY)
def test_lines_and_chars_point_to_the_source_in_order(source: str) -> None:
    paragraphs = split_paragraphs(source)
    assert [p.ordinal for p in paragraphs] == list(range(1, len(paragraphs) + 1))
    end, line = 0, 1
    for paragraph in paragraphs:
        start, stop = paragraph.chars
        assert end <= start < stop <= len(source)
        assert without_marks(source[start:stop]) == without_marks(paragraph.text)
        assert line <= paragraph.lines[0] <= paragraph.lines[1]
        first_line = 1 + len(re.findall("\r\n|\r|\n", source[:start]))
        assert paragraph.lines[0] == first_line
        end, line = stop, paragraph.lines[1]


@given(ANY)
def test_every_paragraph_is_whole(source: str) -> None:
    for paragraph in split_paragraphs(source):
        assert paragraph.text
        assert paragraph.text == paragraph.text.strip()
        covered = "".join(paragraph.text[a:b] for a, b in paragraph.sentences)
        assert re.sub(r"\s", "", covered) == re.sub(r"\s", "", paragraph.text)


@pytest.mark.parametrize(
    "unit",
    [
        "(",
        ")",
        "“",
        '"',
        "a-\n",
        "- a\n",
        "> ",
        "\n",
        " ",
        "* ",
        "1. ",
        ". ",
        "A\n\n",
        "a:\n\n- b\n\n",
    ],
)
def test_long_monotonous_text_is_no_trouble(unit: str) -> None:
    assert isinstance(split_paragraphs(unit * 20_000 + "x"), tuple)


def test_an_empty_quoted_line_separates_quoted_paragraphs() -> None:
    made = split_paragraphs("He wrote:\n\n> We met twice.\n>\n> They said no\n> to us.\n>\n")
    assert [(each.kind, each.text) for each in made[1:]] == [
        (Kind.QUOTE, "We met twice."),
        (Kind.QUOTE, "They said no to us."),
    ]
    assert made[1].lines == (3, 3)
    assert made[2].lines == (5, 6)
