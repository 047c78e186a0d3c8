"""Hits, articles and errors as terminal text: harmless, measured, wrapped, painted."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.errors import QueryError
from pincite.indexer.articles import Article, Kind, Paragraph, Stats
from pincite.search.faces import json_output
from pincite.search.faces.cells import Run, clipped, hang, one_line, visible, width_of, wrap
from pincite.search.faces.painting import Screen
from pincite.search.faces.terminal import (
    article_text,
    query_error_text,
    readable_date,
    results_text,
    stats_text,
)
from pincite.search.hits.values import Contribution, Hit, Results, Snippet

HARBOUR = (
    "The harbour was closed.  Nobody said why — “fog”, said one; “politics”, said another. "
    "It was opened again before the week was out."
)
ARTICLE = Article(
    id="letters/harbour.txt",
    path="letters/harbour.txt",
    title="A Letter from the Harbour",
    author="Ida Quist",
    publication="The Northern Post",
    volume="3",
    issue="12",
    date="2018-04-18",
)
WIDTHS = (40, 60, 100)
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


def paragraph(ordinal: int = 7, text: str = HARBOUR, kind: Kind = Kind.BODY) -> Paragraph:
    lines = (ordinal * 4, ordinal * 4 + 2)
    return Paragraph(ordinal, text, kind, lines, (0, len(text)), ((0, len(text)),))


def spans_of(text: str, word: str) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in re.finditer(re.escape(word), text))


def hit(rank: int = 1, word: str = "harbour", **changes: object) -> Hit:
    own = changes.pop("paragraph", paragraph())
    assert isinstance(own, Paragraph)
    spans = spans_of(own.text, word)
    plain = Hit(rank, 1.25, ARTICLE, own, spans, Snippet(own.text, spans))
    return replace(plain, **changes)  # type: ignore[arg-type]


def shown(*hits: Hit, width: int | None = None, colour: bool = False, **options: object) -> str:
    results = Results("harbour", len(hits), hits)
    return results_text(results, Screen(width, colour), **options)  # type: ignore[arg-type]


def article(**changes: object) -> Article:
    paragraphs = (
        paragraph(1, ARTICLE.title, Kind.HEADING),
        paragraph(2, "By Ida Quist", Kind.BYLINE),
        paragraph(3),
        paragraph(10, "(It has since been closed again.)", Kind.ANNOTATION),
    )
    return replace(ARTICLE, paragraphs=paragraphs, **changes)  # type: ignore[arg-type]


class TestHits:
    def test_piped_hits_are_plain_and_their_text_is_on_one_line(self) -> None:
        assert shown(hit()) == (
            "1  A Letter from the Harbour\n"
            "   The Northern Post · 18 April 2018 · Ida Quist\n"
            "   ¶ 7 · lines 28-30 · letters/harbour.txt\n"
            f"   {HARBOUR}\n"
        )

    def test_kind_is_told_only_when_it_is_not_body(self) -> None:
        note = hit(paragraph=replace(paragraph(kind=Kind.ANNOTATION), lines=(5, 5)))
        assert "   ¶ 7 · line 5 · annotation · letters/harbour.txt\n" in shown(note)

    def test_first_publication_stands_in_for_a_missing_date(self) -> None:
        reposted = replace(ARTICLE, date="", first_published="2016-07-05", author="")
        text = shown(hit(article=reposted))
        assert "The Northern Post · first published 5 July 2016\n" in text

    def test_nothing_known_of_the_article_leaves_no_empty_line(self) -> None:
        bare = Article(id="a.txt", path="a.txt", title="a")
        assert shown(hit(article=bare)).splitlines()[1] == "   ¶ 7 · lines 28-30 · a.txt"

    def test_author_gives_way_on_a_narrow_screen(self) -> None:
        assert "Ida Quist" in shown(hit(), width=60)
        assert "Ida Quist" not in shown(hit(), width=40)

    def test_author_alone_is_never_dropped(self) -> None:
        only = replace(ARTICLE, publication="", date="", author="Ida Quist of the Harbour Board")
        assert "Harbour Board" in " ".join(shown(hit(article=only), width=20).split())

    def test_a_file_name_is_not_torn_on_a_narrow_screen(self) -> None:
        long = replace(ARTICLE, id="letters/from-the-harbour-2018.txt")
        assert "   letters/from-the-harbour-2018.txt\n" in shown(hit(article=long), width=40)

    def test_ranks_are_aligned(self) -> None:
        lines = shown(hit(9), hit(10)).splitlines()
        assert lines[0].startswith(" 9  A Letter")
        assert lines[5].startswith("10  A Letter")

    def test_line_ends_of_the_author_show_on_a_screen_and_not_in_a_pipe(self) -> None:
        verse = "The harbour sleeps,\n  The river wakes."
        own = paragraph(text=verse)
        assert shown(hit(paragraph=own)).splitlines()[3:] == [
            "   The harbour sleeps, The river wakes."
        ]
        for options in ({}, {"full": True}):
            assert shown(hit(paragraph=own), width=60, **options).splitlines()[3:] == [
                "   The harbour sleeps,",
                "     The river wakes.",
            ]
        record = json_output.hit_record(hit(paragraph=own))
        assert record["snippet"]["text"] == record["paragraph"]["text"] == verse

    def test_matches_are_bold_and_coloured_and_nothing_else_is_lost(self) -> None:
        coloured = shown(hit(), colour=True)
        assert "\x1b[1;31mharbour\x1b[0m was closed" in coloured
        assert ESCAPES.sub("", coloured) == shown(hit())

    def test_full_shows_the_paragraph_not_the_snippet(self) -> None:
        cut = hit(snippet=Snippet("The harbour … ", ((4, 11),)))
        assert "before the week" not in shown(cut)
        full = shown(cut, colour=True, full=True)
        assert "before the week" in full
        assert "\x1b[1;31mharbour\x1b[0m" in full

    def test_context_is_in_order_and_numbered(self) -> None:
        around = {1: (paragraph(6, "Before."), paragraph(8, "After."))}
        lines = shown(hit(), around=around).splitlines()
        assert lines[3:] == ["   ¶ 6  Before.", f"   ¶ 7  {HARBOUR}", "   ¶ 8  After."]
        assert "\x1b[2mAfter.\x1b[0m" in shown(hit(), around=around, colour=True)

    def test_context_numbers_are_aligned(self) -> None:
        own = paragraph(9)
        around = {1: (paragraph(8, "Before."), paragraph(10, "After."))}
        lines = shown(hit(paragraph=own), around=around).splitlines()
        assert [line.index("  ", 5) for line in lines[3:]] == [7, 7, 7]

    def test_explanation_adds_up_below_the_hit(self) -> None:
        account = (
            Contribution("harbour", 3, 1207, 1.0),
            Contribution('"week was out"', 1, 1, 0.5),
            Contribution("kind annotation", 0.5, 0, -0.25),
        )
        assert shown(hit(explanation=account)).splitlines()[4:] == [
            "",
            "                    times   in ¶     adds",
            "   harbour              3  1,207   1.0000",
            '   "week was out"       1      1   0.5000',
            "   kind annotation    0.5         -0.2500",
            "   score                           1.2500",
        ]

    def test_explanation_fits_a_narrow_screen(self) -> None:
        account = (Contribution("a phrase of a great many words" * 3, 3, 1207, 1.25),)
        lines = shown(hit(explanation=account), width=40).splitlines()
        assert max(map(width_of, lines)) <= 40
        assert any("…" in line and "1,207" in line for line in lines)

    @pytest.mark.parametrize("width", WIDTHS)
    def test_no_line_is_wider_than_the_screen(self, width: int) -> None:
        for options in ({}, {"full": True}, {"around": {1: (paragraph(6), paragraph(8))}}):
            assert max(map(width_of, shown(hit(), width=width, **options).splitlines())) <= width

    def test_no_hits_are_no_text(self) -> None:
        assert shown() == ""


class TestArticles:
    def test_header_and_numbered_paragraphs(self) -> None:
        assert article_text(article(), Screen()) == (
            "A Letter from the Harbour\n"
            "The Northern Post · Volume 3 · Issue 12 · 18 April 2018 · Ida Quist\n"
            "letters/harbour.txt\n\n"
            " ¶ 1  A Letter from the Harbour  [heading]\n\n"
            " ¶ 2  By Ida Quist  [byline]\n\n"
            f" ¶ 3  {HARBOUR}\n\n"
            "¶ 10  (It has since been closed again.)  [annotation]\n"
        )

    def test_both_dates_and_the_address_are_in_the_header(self) -> None:
        reposted = article(first_published="2016-07", url="https://example.org/harbour")
        header = article_text(reposted, Screen()).split("\n\n", 1)[0]
        assert "18 April 2018 · first published July 2016" in header
        assert "https://example.org/harbour" in header

    def test_wrapped_paragraphs_hang(self) -> None:
        lines = article_text(article(), Screen(width=40)).splitlines()
        start = next(n for n, line in enumerate(lines) if line.startswith(" ¶ 3"))
        assert all(line.startswith("      ") for line in lines[start + 1 : start + 3])
        assert max(map(width_of, lines)) <= 40

    def test_headings_are_bold_and_bylines_faint(self) -> None:
        text = article_text(article(), Screen(colour=True))
        assert "\x1b[1mA Letter from the Harbour\x1b[0m\x1b[2m  [heading]" in text
        assert "\x1b[2mBy Ida Quist" in text

    def test_an_article_without_paragraphs_is_its_header(self) -> None:
        assert article_text(ARTICLE, Screen()).endswith("letters/harbour.txt\n")


class TestHarmless:
    HOSTILE = "a\x1b[31mred\x07 \x9bB\u202edesrever\u2066 \udcff \x00\x7f\r"

    def test_control_characters_are_spelt_out(self) -> None:
        assert visible(self.HOSTILE) == (
            r"a\x1b[31mred\x07 \x9bB\u202edesrever\u2066 \xff \x00\x7f\x0d"
        )

    def test_tabs_and_line_ends_are_layout(self) -> None:
        assert one_line("a\tb\nc\u2028d") == "a b c d"

    def test_hits_with_hostile_fields_are_harmless(self) -> None:
        fields = [name for name in Article.__dataclass_fields__ if name != "paragraphs"]
        bad = replace(ARTICLE, **dict.fromkeys(fields, self.HOSTILE))  # type: ignore[arg-type]
        own = paragraph(text=self.HOSTILE + "harbour")
        account = (Contribution(self.HOSTILE, 1, 1, 1),)
        text = shown(hit(article=bad, paragraph=own, explanation=account))
        text += article_text(replace(bad, paragraphs=(own,)), Screen(width=50))
        assert not [c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Cs") and c != "\n"]

    def test_matches_stay_in_place_behind_escapes(self) -> None:
        own = paragraph(text="\x1b]0;x\x07 the harbour")
        assert "the \x1b[1;31mharbour\x1b[0m" in shown(hit(paragraph=own), colour=True)

    @given(st.text(st.characters()))
    def test_nothing_a_terminal_obeys_gets_through(self, text: str) -> None:
        kept = visible(text)
        assert not [c for c in kept if unicodedata.category(c) in ("Cc", "Cs") and c != "\n"]
        assert not set(kept) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

    @given(st.text(st.characters(codec="utf-8")))
    def test_json_is_harmless_and_loses_nothing(self, text: str) -> None:
        line = json_output.json_line({"text": text})
        assert json.loads(line) == {"text": text}
        assert line.count("\n") == 1
        assert not [c for c in line if unicodedata.category(c) == "Cc" and c != "\n"]


class TestWrapping:
    def lines(self, text: str, width: int) -> list[str]:
        return ["".join(run.text for run in line) for line in wrap([Run(text)], width)]

    def test_breaks_at_spaces_and_after_dashes(self) -> None:
        text = "a north-eastern wind—cold, wet"
        assert self.lines(text, 8) == ["a north-", "eastern", "wind—", "cold,", "wet"]

    def test_signs_and_numbers_are_not_torn(self) -> None:
        assert self.lines("it was -15 or 2016-17 then", 11) == ["it was -15", "or 2016-17", "then"]

    def test_no_break_spaces_hold(self) -> None:
        assert self.lines("page 7 of 12", 8) == ["page 7", "of 12"]
        assert self.lines("see p.\u00a07 there", 6) == ["see", "p.\u00a07", "there"]

    def test_wide_characters_take_two_cells_and_break_anywhere_but_before_a_stop(self) -> None:
        assert self.lines("中俄关系。", 4) == ["中俄", "关", "系。"]
        assert width_of("中俄") == 4

    def test_combining_marks_take_none_and_stay_with_their_letter(self) -> None:
        word = unicodedata.normalize("NFD", "éééé")
        assert self.lines(word, 2) == [word[:4], word[4:]]

    def test_long_words_are_cut(self) -> None:
        assert self.lines("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]

    def test_line_ends_of_the_text_are_kept_on_a_screen_only(self) -> None:
        assert self.lines("one\ntwo", 20) == ["one", "two"]
        assert wrap([Run("one\ntwo")], None) == [[Run("one two")]]

    def test_a_long_word_set_in_leaves_no_empty_line(self) -> None:
        assert self.lines("a\n    " + "x" * 9, 10) == ["a", "    xxxxxx", "xxx"]

    def test_double_spaces_are_kept_within_a_line(self) -> None:
        assert self.lines("End.  Begin here", 11) == ["End.  Begin", "here"]

    @given(st.text("ab  -—中é\u0301\n", max_size=80), st.integers(2, 12))
    def test_lines_fit_and_only_spaces_get_lost(self, text: str, width: int) -> None:
        lines = self.lines(text, width)
        assert all(width_of(line) <= width for line in lines)
        assert "".join("".join(lines).split()) == "".join(text.split())

    @given(st.lists(st.tuples(st.text("ab -", max_size=9), st.sampled_from("xy"))))
    def test_styles_stay_on_their_characters(self, pieces: list[tuple[str, str]]) -> None:
        runs = [Run(*piece) for piece in pieces]
        before = [(c, run.style) for run in runs for c in run.text if c != " "]
        after = [
            (c, run.style) for line in wrap(runs, 7) for run in line for c in run.text if c != " "
        ]
        assert after == before

    def test_what_makes_one_character_is_not_torn(self) -> None:
        family, flag = "👨\u200d👩\u200d👧", "🇩🇪"
        assert self.lines(family * 3, 7) == [family, family, family]
        assert self.lines(flag * 5, 5) == [flag * 2, flag * 2, flag]
        assert self.lines("क्षेत्र" * 2, 3) == ["क्षे", "त्र", "क्षे", "त्र"]
        assert clipped(family * 2, 9) == family + "…"

    def test_a_link_takes_no_room_and_stays_on_its_characters(self) -> None:
        runs = [Run("one two "), Run("three four", "", "file:///x")]
        assert wrap(runs, 10) == [
            [Run("one two")],
            [Run("three four", "", "file:///x")],
        ]
        (_, line) = wrap(runs, 13)
        assert line == [Run("four", "", "file:///x")]

    def test_right_to_left_text_keeps_the_order_it_is_read_in(self) -> None:
        text = "אמר שָׁלוֹם לכולם وقال سَلَام ثم سكت"
        assert " ".join(self.lines(text, 12)) == text

    def test_a_head_is_on_the_first_line_only(self) -> None:
        lines = hang([Run("7")], [Run("one two three four")], 4, 14)
        assert ["".join(run.text for run in line) for line in lines] == [
            "7   one two",
            "    three four",
        ]

    @given(st.text("a中\u0301 "), st.integers(1, 12))
    def test_clipped_text_fits(self, text: str, width: int) -> None:
        assert width_of(clipped(text, width)) <= width
        assert clipped(text, 100 + width) == text


class TestSmallThings:
    @pytest.mark.parametrize(
        ("date", "readable"),
        [
            ("2018-04-18", "18 April 2018"),
            ("2018-04", "April 2018"),
            ("2018", "2018"),
            ("2018-13", "2018-13"),
            ("spring 2018", "spring 2018"),
        ],
    )
    def test_dates(self, date: str, readable: str) -> None:
        assert readable_date(date) == readable

    def test_stats_are_aligned(self) -> None:
        assert stats_text(Stats(13, 412, 9871)) == "   13 articles\n  412 paragraphs\n9,871 words\n"

    def test_caret_is_under_the_character(self) -> None:
        error = QueryError('中 "russia', 2, "the quotation mark is never closed")
        assert query_error_text(error, 80) == (
            'the quotation mark is never closed\n  中 "russia\n     ^'
        )

    def test_a_blank_query_has_no_place_for_a_caret(self) -> None:
        assert query_error_text(QueryError(" ", 0, "no word"), 80) == "no word"

    @given(st.text("a中 ", min_size=1, max_size=300).filter(str.strip), st.data())
    def test_caret_is_in_sight_however_long_the_query(
        self, query: str, data: st.DataObject
    ) -> None:
        position = data.draw(st.integers(0, len(query) - 1))
        text = query_error_text(QueryError(query, position, "wrong"), 60)
        _, shown, caret = text.split("\n")
        assert max(width_of(shown), width_of(caret)) <= 60
        under = shown[
            : next(n for n in range(len(shown) + 1) if width_of(shown[:n]) >= len(caret) - 1)
        ]
        rest = shown[len(under) :]
        assert query[position:].startswith(rest.rstrip("…")[:1])


class TestRecords:
    def test_hit(self) -> None:
        found = hit()
        record = json_output.hit_record(found)
        assert list(record) == [
            "rank", "score", "article", "paragraph", "spans", "snippet", "locator", "also",
        ]  # fmt: skip
        assert record["locator"] == {
            "article": "letters/harbour.txt",
            "ordinal": 7,
            "lines": [28, 30],
            "pages": None,
            "exact": found.paragraph.text,
            "prefix": "",
            "suffix": "",
            "reference": found.locator.reference,
        }
        assert record["paragraph"]["text"][slice(*record["spans"][0])] == "harbour"
        assert record["snippet"]["text"][slice(*record["snippet"]["spans"][0])] == "harbour"
        assert "paragraphs" not in record["article"]

    def test_explanation_and_context_only_when_asked_for(self) -> None:
        explained = hit(explanation=(Contribution("harbour", 1, 2, 1.25),))
        record = json_output.hit_record(explained, around=[paragraph(6)])
        assert record["explanation"] == [
            {"label": "harbour", "frequency": 1, "paragraphs": 2, "value": 1.25}
        ]
        assert [each["ordinal"] for each in record["context"]] == [6]

    def test_article_with_its_paragraphs(self) -> None:
        record = json_output.article_record(article(), paragraphs=True)
        assert record["title"] == ARTICLE.title
        assert record["paragraphs"][3] == {
            "ordinal": 10,
            "text": "(It has since been closed again.)",
            "kind": "annotation",
            "lines": [40, 42],
            "pages": None,
            "chars": [0, 33],
        }

    def test_results(self) -> None:
        results = Results("harbor", 0, (), ("harbor",), ("harbour",), ("not all was searched",))
        assert json_output.results_record(results) == {
            "query": "harbor",
            "total": 0,
            "hits": [],
            "missing": ["harbor"],
            "suggestions": ["harbour"],
            "notes": ["not all was searched"],
            "alone": [],
            "reasons": [],
            "left": 0,
            "respelt": [],
        }

    def test_every_field_of_an_article_is_written(self) -> None:
        names = set(Article.__dataclass_fields__) - {"paragraphs"}
        assert set(json_output.metadata_record(ARTICLE)) == names
