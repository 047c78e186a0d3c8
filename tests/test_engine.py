"""A search from file to hit: what a reader of the results can rely on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

import pincite

if TYPE_CHECKING:
    from pathlib import Path

Open = Callable[..., pincite.Index]


@pytest.fixture
def opened(tmp_path: Path) -> Open:
    """Index texts, given by file name without suffix, and open the index."""

    def build(language: str | None = None, **texts: str) -> pincite.Index:
        for name, text in texts.items():
            (tmp_path / f"{name}.txt").write_text(text + "\n", encoding="utf-8")
        pincite.build_index(tmp_path, language=language, keep_duplicates=True)
        return pincite.open_index(tmp_path)

    return build


def texts(index: pincite.Index, query: str) -> list[str]:
    return [hit.paragraph.text for hit in index.find(query, limit=100, repeats=True)]


def test_the_text_is_shown_as_it_was_written(opened: Open) -> None:
    written = "“Erdoğan’s  allies\u00a0came…”  And Cafe\u0301s closed — at 5.\u2009pm."
    with opened(a=f"Title\n\n{written}") as index:
        [hit] = index.find("ERDOGAN'S cafes")
        assert hit.paragraph.text == hit.snippet.text == written
        marked = [written[start:end] for start, end in hit.spans]
        assert marked == ["Erdoğan’s", "Cafe\u0301s"]


def test_unspaced_scripts_are_found_by_any_piece(opened: Open) -> None:
    with opened(a="题目\n\n中国和俄罗斯建立了全面战略协作伙伴关系。\n\n北京大学") as index:
        assert texts(index, '"战略协作"') == ["中国和俄罗斯建立了全面战略协作伙伴关系。"]
        assert texts(index, "北京") == ["北京大学"]
        [hit] = index.find('"俄罗斯"')
        assert [hit.paragraph.text[start:end] for start, end in hit.spans] == ["俄罗斯"]


def test_characters_beyond_the_basic_plane_keep_offsets_right(opened: Open) -> None:
    with opened(a="Title\n\n🙂🙂 the ally 𝐚𝐥𝐥𝐲 🙂 and 𠀀𠀁𠀂") as index:
        [hit] = index.find("ally 𠀁𠀂")
        assert [hit.paragraph.text[start:end] for start, end in hit.spans] == [
            "ally",
            "𝐚𝐥𝐥𝐲",
            "𠀁𠀂",
        ]


def test_function_words_are_those_of_the_language(opened: Open) -> None:
    with opened("german", a="Titel\n\nThe Bank.\n\nDie Bank.\n\nDie Ufer.") as index:
        assert len(texts(index, "the Bank")) == 2
        assert index.find("the Bank", explain=True).hits[0].paragraph.text == "The Bank."
        assert sorted(texts(index, "die Bank")) == ["Die Bank.", "The Bank."]


def test_in_english_a_function_word_adds_nothing(opened: Open) -> None:
    with opened(a="Title\n\nThe bank.\n\nA bank.\n\nThe end.") as index:
        assert sorted(texts(index, "the bank")) == ["A bank.", "The bank."]
        assert len({hit.score for hit in index.find("the bank", repeats=True)}) == 1


def test_a_long_paragraph_is_found_shown_and_cited_as_one(opened: Open) -> None:
    filler = "Nothing else of any interest was said in the long talks of that day. "
    long = filler * 40 + "Then a rare word, zirconium, was heard. " + filler * 40
    with opened(a=f"Title\n\n{long.strip()}") as index:
        [hit] = index.find("zirconium")
        assert hit.paragraph.text == long.strip()
        assert "Then a rare word, zirconium, was heard." in hit.snippet.text
        assert len(hit.snippet.text) <= 324


def test_what_two_articles_share_is_found_in_both(opened: Open) -> None:
    with opened(b="Same\n\nThe ally.", a="Same\n\nThe ally.") as index:
        assert [hit.article.id for hit in index.find("ally", repeats=True)] == ["a.txt", "b.txt"]


def test_a_word_in_every_paragraph_still_scores(opened: Open) -> None:
    with opened(a="Ally\n\nAlly one.\n\nAlly two.\n\nAlly three.") as index:
        assert all(hit.score > 0 for hit in index.find("ally"))


def test_a_very_long_query_is_answered(opened: Open) -> None:
    with opened(a="Title\n\nThe ally signed a treaty.") as index:
        assert index.find(" ".join(f"w{i}" for i in range(700)) + " ally").total == 1
        assert index.find("ally " * 800).total == 1
        assert index.find("(" * 32 + "ally" + ")" * 32).total == 1
        assert index.find("-x " * 1300 + "ally").total == 1


def test_hits_do_not_depend_on_how_the_index_came_about(tmp_path: Path) -> None:
    sources = {f"{name}.txt": f"Title {name}\n\nThe ally {name} came.\n" for name in "abcdefghij"}
    grown, at_once = tmp_path / "grown", tmp_path / "at_once"
    for folder in (grown, at_once):
        folder.mkdir()
    for name, text in reversed(sources.items()):
        (grown / name).write_text("Old title\n\nOld ally text with an ally.\n", "utf-8")
        pincite.build_index(grown)
        (grown / name).write_text(text, "utf-8")
        pincite.build_index(grown)
        (at_once / name).write_text(text, "utf-8")
    pincite.build_index(at_once)
    with pincite.open_index(grown) as one, pincite.open_index(at_once) as other:
        for query in ("ally", "title", "ally came", '"ally c" OR came', "-old", "old"):
            assert one.find(query, limit=99) == other.find(query, limit=99)
        assert one.stats() == other.stats()
        assert one.articles() == other.articles()
