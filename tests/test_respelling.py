"""What is searched by another spelling, and what never is."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pincite
from pincite import Respelling
from pincite.cli import main
from pincite.search.advice import respelling
from pincite.search.pages.results import results_page
from profiles import examples
from reference import edits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TEXTS = {
    "kremlin": (
        "Winter\n\nThe Kremlin talks in Moscow.\n\n"
        "Talks of the Kremlin there, an author, a quote.\n\n"
        "A treaty.\n"
    ),
    "gas": "Prices\n\nGas for Moscow, and what gas costs.\n\nA pipeline of 2018, model T34.\n",
    "gold": "Wizards\n\nThe house of a wizard.\n\nA mouse there.\n\nOf the mouse.\n",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("respelling")
    for name, text in TEXTS.items():
        (path / f"{name}.txt").write_text(text, "utf-8")
    pincite.build_index(path)
    return path


@pytest.fixture(scope="module")
def index(folder: Path) -> Iterator[pincite.Index]:
    with pincite.open_index(folder) as opened:
        yield opened


def respelt(index: pincite.Index, query: str) -> dict[str, str]:
    return {each.word: each.spelling for each in index.find(query).respelt}


@pytest.mark.parametrize(
    ("query", "spellings"),
    [
        ("kremlni talks", {"kremlni": "kremlin"}),
        ("Kremlni’ talks?", {"kremlni": "kremlin"}),
        ("talks at the kremlni?", {"kremlni": "kremlin"}),
        ("kremlin talkz", {"talkz": "talks"}),
        ("(kremlni talks) gas", {"kremlni": "kremlin"}),
        ("kremlni OR talks", {"kremlni": "kremlin"}),
        ("+talks kremlni", {"kremlni": "kremlin"}),
        ("talks -gas kremlni", {"kremlni": "kremlin"}),
        ("pre-kremlni talks", {"kremlni": "kremlin"}),
        ("kremlni: talks", {"kremlni": "kremlin"}),
        ("talks kremlni kind:body", {"kremlni": "kremlin"}),
        # Several, in their order
        ("tretay kremlni moscow", {"tretay": "treaty", "kremlni": "kremlin"}),
        # A function word is one again
        ("wizard tehre mouse", {"tehre": "there"}),
        # Beside the other words of the query, not anywhere
        ("wizard kouse", {"kouse": "house"}),
        # A long word need not stand beside them
        ("pipelone kremlin", {"pipelone": "pipeline"}),
    ],
)
def test_a_word_that_is_nowhere_is_searched_as_it_was_meant(
    index: pincite.Index, query: str, spellings: dict[str, str]
) -> None:
    assert list(respelt(index, query).items()) == list(spellings.items())


@pytest.mark.parametrize(
    "query",
    [
        # Insisted on, wherever that is
        '"kremlni" talks',
        '"the kremlni" talks',
        "“kremlni” talks",
        '"kremlni"~3 talks',
        '"kremlni talks"~3 gas',
        "=kremlni talks",
        "+kremlni talks",
        "talks -kremlni",
        "talks NOT kremlni",
        "talks OR NOT kremlni",
        "talks (gas AND kremlni)",
        "talks (+kremlni gas)",
        "talks -(kremlni gas)",
        "+(kremlni talks) gas",
        "(kremlni talks) AND talks",
        'kremlni talks "kremlni"',
        "kremlni talks -kremlni",
        "kremlni talks =kremlni",
        "kremlni talks OR NOT kremlni",
        "kremlni talks kremlni*",
        "kremlni~1 talks",
        "talks kremln*",
        "talks title:kremlni",
        # Another word could make a field of it
        "authr:1 talks",
        # In the index, if only in another form
        "kremlins talk",
        "price talks",
        "winters talks",
        # No word
        "2019 talks",
        "t35x talks",
        "mode1 talks",
        # Too short, too far, too short for one that is beside nothing else
        "gsa talks",
        "kremlin taks",
        "waht gas",
        "krelmni talks",
        "krmlni talks",
        "kouse gas",
        "modek moscow",
        # Nothing is found as it is written
        "kremlni",
        "the kremlni",
        "kremlni +quagga talks",
        "kremlni talks date:1700",
        "kremlni waht tretay",
        # Another language, or none
        "talks kremlni tretay mosow pipelone wizzard whatt",
    ],
)
def test_what_is_as_it_should_be_stays_as_it_is(index: pincite.Index, query: str) -> None:
    assert index.find(query).respelt == ()


def test_the_answer_is_that_of_the_other_spelling(index: pincite.Index) -> None:
    asked = index.find("tehre do kremlni talks cost", explain=True)
    meant = index.find("there do kremlin talks cost", explain=True)
    assert asked.hits == meant.hits
    assert asked.total == meant.total
    assert {line.label for hit in asked for line in hit.explanation} >= {"kremlin", "talks"}
    assert asked.respelt == (Respelling("tehre", "there"), Respelling("kremlni", "kremlin"))
    assert asked.query == "tehre do kremlni talks cost"


def test_in_every_order_and_count_the_same_is_searched(index: pincite.Index) -> None:
    for more in ({"sort": "date"}, {"by_article": True}, {"facets": "kind"}, {"limit": 1}):
        asked, meant = (index.find(f"{each} talks", **more) for each in ("kremlni", "kremlin"))
        assert (asked.hits, asked.total, asked.facets) == (meant.hits, meant.total, meant.facets)


def test_what_is_nowhere_is_told_and_what_else_could_be_asked(index: pincite.Index) -> None:
    results = index.find("kremlni talks")
    assert (results.missing, results.suggestions) == (("kremlni",), ())
    results = index.find("kremlni talks +gass")
    assert (results.total, results.respelt) == (0, ())
    assert results.suggestions == ("kremlin talks +gas",)
    results = index.find('kremlni talks "gass"')
    assert results.missing == ("kremlni", "gass")
    assert results.suggestions == ('kremlin talks "gas"',)


def test_a_spelling_has_synonyms_and_a_word_with_synonyms_has_no_other_spelling(
    tmp_path: Path,
) -> None:
    for name, text in TEXTS.items():
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    report = pincite.build_index(tmp_path)
    (report.index / "synonyms.txt").write_text(
        "kremlin => wizard\nkremlni => gas\ngsa kremlnn => gold\n", "utf-8"
    )
    with pincite.open_index(tmp_path) as index:
        assert respelt(index, "kremlni talks") == {}
        assert respelt(index, "gsa kremlnn talks") == {}
        assert respelt(index, "kremlinn talks") == {"kremlinn": "kremlin"}
        assert index.find("kremlinn talks").hits == index.find("kremlin talks").hits
        assert any("wizard" in hit.paragraph.text for hit in index.find("kremlinn talks"))


def test_a_word_of_a_title_is_right_as_long_as_the_title_stands(tmp_path: Path) -> None:
    (tmp_path / "kremlin.txt").write_text(TEXTS["kremlin"], "utf-8")
    pincite.build_index(tmp_path)
    with pincite.open_index(tmp_path) as index:
        index.add("notes", "Gas for Moscow.", title="Quotas")
        index.commit()
        assert respelt(index, "quota talks") == {}
        index.remove("notes")
        index.commit()
        assert respelt(index, "quota talks") == {"quota": "quote"}


def test_a_concordance_has_every_match_and_no_other(index: pincite.Index) -> None:
    found = index.kwic("kremlni talks")
    assert {line.match.lower() for line in found} == {"talks"}
    assert found.missing == ("kremlni",)


def test_a_query_that_would_grow_too_long_is_searched_as_it_is(index: pincite.Index) -> None:
    filler = "talks " * 680
    fits = filler + "kremln".rjust(4095 - len(filler))
    assert respelt(index, fits) == {"kremln": "kremlin"}
    assert respelt(index, f" {fits}") == {}


def test_spellings_are_only_looked_for_where_a_word_is_nowhere(folder: Path) -> None:
    with (
        pincite.open_index(folder) as index,
        patch.object(respelling, "forms_near", side_effect=AssertionError("looked for")),
    ):
        for query in ('kremlin talks "winter gas"', "talks -kremlni", "gsa talks", "2019 talks"):
            assert index.find(query).respelt == ()


class TestFaces:
    """It is said wherever the answer is."""

    def test_command_line(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.chdir(folder)
        assert main(["search", "kremlni tretay talks 2019"]) == 0
        lines = capsys.readouterr().err.splitlines()
        assert (
            "no paragraph has kremlni, tretay: searched for kremlin, treaty instead; "
            "a word in quotation marks is searched as it is written"
        ) in lines
        assert "not in the index: 2019" in lines
        main(["search", "kremlni talks"])
        assert "not in the index" not in capsys.readouterr().err

    def test_json(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.chdir(folder)
        for query, expected in (
            ("kremlni talks", [{"word": "kremlni", "spelling": "kremlin"}]),
            ("kremlin talks", []),
        ):
            main(["search", query, "--json"])
            assert json.loads(capsys.readouterr().out)["respelt"] == expected

    @pytest.mark.parametrize("suffix", [".md", ".csv", ".json", ".bib"])
    def test_evidence(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, suffix: str
    ) -> None:
        monkeypatch.chdir(folder)
        pack = tmp_path / f"pack{suffix}"
        assert main(["search", "kremlni talks", "--export", str(pack)]) == 0
        text = pack.read_text("utf-8")
        json_text = '"word": "kremlni", "spelling": "kremlin"'
        assert "kremlin for kremlni" in text or json_text in " ".join(text.split())

    def test_page_of_results_and_notebook(self, index: pincite.Index) -> None:
        results = index.find("kremlni talks")
        told = "No paragraph has “<bdi>kremlni</bdi>”: searched for “<bdi>kremlin</bdi>” instead."
        assert told in results_page(results)
        assert "kremlin for kremlni" in results._repr_html_()


# --- against a reference --------------------------------------------------------------------------

# Of these letters no word has another form.
LETTERS = "abko"
few = st.text(LETTERS, min_size=2, max_size=7)
FORMS = ("{}", "{}", "{}", "{}", "({})", '"{}"', "={}", "+{}", "-{}", "{}*", "{}~1", '"{}"~2')
PLAIN = frozenset(["{}", "({})"])


@st.composite
def slips(draw: st.DrawFn, word: str) -> str:
    """A word with a letter or two more, fewer, or others."""
    for _ in range(draw(st.integers(1, 2))):
        at = draw(st.integers(0, len(word)))
        letter = draw(st.sampled_from(["", *LETTERS]))
        word = word[:at] + letter + word[at + draw(st.integers(0, 1)) :]
    return word or "a"


@st.composite
def asked(draw: st.DrawFn) -> tuple[list[list[str]], list[tuple[str, str]]]:
    """Some paragraphs, and the clauses of a query: the form of each and its word."""
    paragraphs = draw(st.lists(st.lists(few, min_size=1, max_size=4), min_size=1, max_size=6))
    known = st.sampled_from([word for words in paragraphs for word in words])
    words = st.one_of(known, known, known.flatmap(slips), known.flatmap(slips))
    return paragraphs, draw(st.lists(st.tuples(st.sampled_from(FORMS), words), max_size=4))


def text_of(paragraphs: Sequence[Sequence[str]]) -> str:
    return "\n\n".join(["Q", *map(" ".join, paragraphs)]) + "\n"


def likelihood(word: str, spelling: str, frequency: int) -> float:
    slip = 2**10 * (2**6 if spelling[0] != word[0] else 1)
    return frequency / (slip * (2**6 if set(spelling) != set(word) else 1))


def best(word: str, frequencies: dict[str, int]) -> list[str]:
    """The eight likeliest of some spellings that are somewhere."""
    there = [spelling for spelling, frequency in frequencies.items() if frequency]
    return sorted(there, key=lambda each: (-likelihood(word, each, frequencies[each]), each))[:8]


def expected(
    paragraphs: Sequence[Sequence[str]],
    clauses: Sequence[tuple[str, str]],
    found: Sequence[Sequence[str]],
) -> dict[str, str]:
    """What a query is searched by, of which as it is written these paragraphs are found."""
    everything = [word for words in paragraphs for word in words]
    careful = {word for form, word in clauses if form not in PLAIN}
    plain = dict.fromkeys(word for form, word in clauses if form in PLAIN)
    spellings = {}
    for word in plain:
        if word in everything or word in careful or len(word) < 5:
            continue
        near = {each for each in everything if edits(word, each) == 1}
        likely = best(word, {each: sum(each in words for words in paragraphs) for each in near})
        beside = best(word, {each: sum(each in words for words in found) for each in likely})
        if beside or (found and likely and len(word) >= 6):
            spellings[word] = (beside or likely)[0]
    return spellings


@examples(80)
@given(asked())
def test_spellings_are_those_of_the_reference(
    drawn: tuple[list[list[str]], list[tuple[str, str]]],
) -> None:
    paragraphs, clauses = drawn
    clauses = [("{}", paragraphs[0][0]), *clauses]
    query = " ".join(form.format(word) for form, word in clauses)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        half = len(paragraphs) // 2
        (folder / "0.txt").write_text(text_of(paragraphs[half:]), "utf-8")
        pincite.build_index(folder)
        with pincite.open_index(folder) as index:
            index.add("1", text_of(paragraphs[:half]))
            index.commit()
            results = index.find(query, limit=99, repeats=True)
            everything = {word for words in paragraphs for word in words}
            as_written = [
                ('"{}"' if form in PLAIN and word not in everything else form).format(word)
                for form, word in clauses
            ]
            found = index.find(" ".join(as_written), limit=99, repeats=True)
            words = [hit.paragraph.text.split() for hit in found]
            spellings = expected(paragraphs, clauses, words)
            assert {each.word: each.spelling for each in results.respelt} == spellings
            meant = " ".join(form.format(spellings.get(word, word)) for form, word in clauses)
            assert results.hits == index.find(meant, limit=99, repeats=True).hits
