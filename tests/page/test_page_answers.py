"""The page finds what Python finds: same paragraphs, order, scores, snippets and spans."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import chromium
import pytest
from agreement import assert_same, found

import pincite

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from pincite import Index

QUERIES = (
    "partnership",
    "comprehensive strategic partnership",
    "alliances allied ally",
    "what is the alliance for",
    "the of and",
    '"the of"',
    '"comprehensive strategic partnership"',
    "“comprehensive strategic partnership” moscow",
    '"of the" kremlin',
    '"Partnership"',
    "=partnership",
    "=partnerships =partners",
    "+russia +china gas",
    "russia -china",
    "-russia",
    '-"central asia" russia',
    '-(russia china) "the"',
    "gas AND pipeline",
    "gas OR pipeline",
    "gas pipeline AND china AND NOT price",
    "NOT russia",
    "NOT NOT russia",
    "russia OR NOT china",
    "(russia OR china) AND (gas OR oil)",
    "+(gas oil) -(price prices)",
    "gas gas gas pipeline",
    "bank boss",  # side by side in a title but for function words
    "U.S. sanctions",
    "US",
    "S-400 Su-35",
    "re-election",
    "Sæther Novosibirsk",
    "SAETHER",
    "Kremlin’s quarrel",
    "Kremlin's quarrel",
    "source archive photo",
    "publication volume issue",
    "placeholder canvas",
    "diplomats of the older school judge a relationship by its treaties",
    "april 2018 moscow talks",
    "zeppelin",
    "zeppelin russia",
    '"russia zeppelin"',
    "russia AND zeppelin",
    "silk road arctic ice polar",
    "bank brics boss",
    "+russia +of +china",
    "of the",
    "+of +the gas",
    "“diplomats of the older",
    "(since this was written",
    "x) OR gas",
    "gas) pipeline",
    '“gas "pipe" line”',
    '"gas”',
    "gas” “pipe",
    "-“gas",
    "+(gas",
    "„gas“ pipe",
    "“gas (pipe” line)",
    # errors
    "",
    "   ",
    "…",
    '""',
    '"russia china',
    "russia “china",
    "(russia",
    "russia)",
    "OR russia",
    "AND russia",
    "russia AND",
    "russia OR OR china",
    "NOT",
    "()",
    "(" * 40 + "russia" + ")" * 40,
    "𝔯𝔲𝔰𝔰𝔦𝔞 𐐨 )",
    "russia " * 600,
)


@pytest.mark.browser
def test_page_finds_what_the_index_finds(index: Index, search: Page) -> None:
    assert assert_same(index, search, QUERIES) > 300


def many_worded(paragraphs: int) -> str:
    """Paragraphs long and short, their sentences of any length, in several scripts."""
    choose = random.Random(7)
    words = "alliance treaty 東京 река Straße naïve 𐐀𐐁 U.S. don’t of the the and 3.14 re-do".split()
    words += ["x" * 400, "𝔞𝔩𝔩𝔦𝔞𝔫𝔠𝔢", "ΟΔΟΣ", "日本語", "\u202ebidi\u202c", "<b>bold</b>", "🙂"]

    def sentence() -> str:
        return " ".join(choose.choice(words) for _ in range(choose.choice((3, 12, 40, 350)))) + "."

    texts = (" ".join(sentence() for _ in range(choose.randint(1, 9))) for _ in range(paragraphs))
    return "A Title of Treaties\n\n" + "\n\n".join(texts) + "\n"


@pytest.mark.browser
def test_long_paragraphs_and_other_scripts(browser: Browser, tmp_path: Path) -> None:
    folder = chromium.built(tmp_path, {"long.txt": many_worded(14), "𐐀 ¶1.txt": many_worded(9)})
    queries = [
        "alliance",
        "alliance treaty",
        '"the the"',
        "=alliance treaty naive",
        "東京",
        "東 日本語 本語",
        "река РЕКА",
        "strasse",
        "STRASSE AND naïve",
        "οδος",
        "𐐨𐐩",
        "don't us",
        '"re do"',
        "-alliance",
        "x" * 400,
        "of",
        "🙂",
        "3.14 bidi bold",
    ]
    with pincite.open_index(folder) as index:
        page = chromium.open_page(browser, chromium.written(index, tmp_path))
        assert assert_same(index, page, queries) > 200
        page.close()


@pytest.mark.browser
def test_other_languages_use_the_stems_of_the_index(browser: Browser, tmp_path: Path) -> None:
    text = "Négociations\n\nLes négociations continuent. Nous négocions.\n\nRien de nouveau ici.\n"
    folder = chromium.built(tmp_path, {"a.txt": text}, language="french")
    with pincite.open_index(folder) as index:
        page = chromium.open_page(browser, chromium.written(index, tmp_path))
        queries = ["négociations", "négocions les", "continuent", "de", "title:négocions"]
        queries += ["négoci*", "negocians~", '"continuent négocions"~3', "title:négociations rien"]
        assert assert_same(index, page, queries) > 9
        page.close()


def cut_somewhere(chance: random.Random) -> str:
    """A paragraph that no sentence end helps to cut: long words, addresses, matches anywhere."""
    words = ["gas", "Öl", "pipe-line", "http://example.org/" + "gas-" * 90, "x" * 350, "🙂", "word"]
    return " ".join(chance.choice(words) + chance.choice(["", "", ",", ". A"]) for _ in range(90))


@pytest.mark.browser
def test_snippets_are_cut_alike_where_it_is_hard(browser: Browser, tmp_path: Path) -> None:
    chance = random.Random(7)
    text = "Cuts\n\n" + "\n\n".join(cut_somewhere(chance) for _ in range(60))
    folder = chromium.built(tmp_path, {"cuts.txt": text})
    with pincite.open_index(folder) as index:
        page = chromium.open_page(browser, chromium.written(index, tmp_path))
        queries = ["gas", "ol", '"pipe line"', "word gas", "x" * 350, "example", "=gas ol"]
        assert assert_same(index, page, queries) > 200
        page.close()


def slips(index: Index, count: int) -> list[str]:
    """Words of the corpus with a letter left out, doubled, changed or swapped with the next."""
    choose = random.Random(1964)
    words = sorted(word for word in index.lexicon() if len(word) > 2)

    def slip() -> str:
        word = choose.choice(words)
        at = choose.randrange(len(word) - 1)
        before, letter, after = word[:at], word[at], word[at + 1 :]
        middle = choose.choice(("", letter * 2, choose.choice("aeø𐐨qz"), after[0] + letter))
        return before + middle + (after[1:] if middle == after[0] + letter else after)

    frames = ("{}", "{}", "{}", "={}", '"the {}"', "+{} russia", "{} AND gas", "{} {} {}", "-{} {}")
    return [choose.choice(frames).format(slip(), slip(), slip()) for _ in range(count)]


@pytest.mark.browser
def test_page_offers_the_spellings_that_the_index_offers(index: Index, search: Page) -> None:
    queries = slips(index, 250)
    queries += ["Kerimbayev", "Çavusoglou Sæthr", '"partnership stratgic"', "helum AND photocopyer"]
    queries += [" ".join(slips(index, 9)), "helum " + "x" * 4090, "aliance aliance -alliance"]
    queries += ["ab", "a", "x", "of aliance the", "𐐨𐐩𐐪"]
    assert_same(index, search, queries)
    assert sum(bool(found_suggestions(index, query)) for query in queries) > 150


def found_suggestions(index: Index, query: str) -> tuple[str, ...]:
    results = found(index, query)
    return () if isinstance(results, pincite.QueryError) else results.suggestions


@pytest.mark.browser
def test_equally_near_spellings_are_ordered_alike(browser: Browser, tmp_path: Path) -> None:
    words = "carz carz card care cart 𐐨𐐩𐐪𐐫 ｆﬀ carꭰ car𐓘 carｚ car𐐨 carⴀ car\ufb4b"
    text = f"Letters\n\n{words}.\n\nOf letters, carz and care.\n"
    folder = chromium.built(tmp_path, {"letters.txt": text})
    with pincite.open_index(folder) as index:
        page = chromium.open_page(browser, chromium.written(index, tmp_path))
        queries = ["car", "carx", "car9", "𐐨𐐩𐐪", "𐐨𐐩𐐬𐐫", "carꭱ", "letter letters latters"]
        assert_same(index, page, queries)
        assert all(found_suggestions(index, query) for query in ["carx", "𐐨𐐩𐐬𐐫"])
        page.close()


@pytest.mark.browser
def test_one_line_of_very_many_words(browser: Browser, tmp_path: Path) -> None:
    choose = random.Random(5)
    words = choose.choices("price cargo the of ship harbour".split(), k=150_000)
    folder = chromium.built(tmp_path, {"line.txt": " — ".join(words)})
    with pincite.open_index(folder) as index:
        page = chromium.open_page(browser, chromium.written(index, tmp_path))
        page.set_default_timeout(60_000)
        assert (
            assert_same(index, page, ["price cargo", '"ship of the harbour"', "=cargo crago"]) == 3
        )
        page.fill("#query", "price cargo")
        page.press("#query", "Enter")
        page.click(".hit >> text=Whole paragraph")
        page.wait_for_selector(".whole mark")
        count = sum(word in {"price", "cargo"} for word in words)
        (paragraph,) = index.article("line.txt").paragraphs
        assert page.locator(".whole").evaluate("(p) => p.textContent") == paragraph.text
        assert page.locator(".whole mark").count() == count
        page.click("a.opens")
        page.wait_for_selector("#reader .target mark")
        assert page.locator("#reader .target mark").count() == count
        page.close()
