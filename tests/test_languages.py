"""Languages: which one an article is in, and that its words are found by their stems in that."""

from __future__ import annotations

import json
import math
import re
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
import whoosh.index
from hypothesis import given
from hypothesis import strategies as st
from nltk.stem.snowball import SnowballStemmer
from whoosh.qparser import QueryParser

import pincite
from pincite.indexer import merge_policy
from pincite.indexer.analysis import fold
from pincite.indexer.commits import open_newest
from pincite.indexer.detection import detect
from pincite.indexer.function_words import WORDS, function_words
from pincite.indexer.stemming import LANGUAGES, Stemmer, language_named
from pincite.search.languages import Languages
from pincite.search.snapshot import Snapshot
from profiles import examples

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

CORPUS = Path(__file__).parents[1] / "corpus"
JUDGED = Path(__file__).parents[1] / "benchmarks" / "quality" / "languages"

SENTENCES = {
    "arabic": (
        "وقال الوزير إن الحكومة لم توافق على الاتفاق الذي تم بعد سنوات من المفاوضات بين البلدين."
    ),
    "danish": (
        "Regeringen har ikke villet sige, hvad der blev aftalt på mødet, men det er noget nyt."
    ),
    "dutch": (
        "De regering wil niet zeggen wat er op de vergadering is besloten, maar het is iets nieuws."
    ),
    "english": ("The government would not say what had been agreed at the meeting, but it is new."),
    "finnish": (
        "Hallitus ei ole kertonut, mitä kokouksessa on sovittu, mutta se on jotain uutta ja hyvää."
    ),
    "french": (
        "Le gouvernement n'a pas voulu dire ce qui avait été décidé dans la réunion de lundi."
    ),
    "german": (
        "Die Regierung wollte nicht sagen, was bei dem Treffen beschlossen wurde, aber es ist neu."
    ),
    "hungarian": ("A kormány nem mondta el, hogy mit határoztak el az ülésen, de ez most már új."),
    "italian": (
        "Il governo non ha voluto dire che cosa è stato deciso nella riunione di ieri sera."
    ),
    "norwegian": (
        "Regjeringen har ikke villet si hva som ble avtalt på møtet, men det er noe nytt."
    ),
    "portuguese": (
        "O governo não quis dizer o que foi decidido na reunião de ontem, mas é uma novidade."
    ),
    "romanian": (
        "Guvernul nu a vrut să spună ce s-a hotărât în ședința de ieri, dar este ceva nou."
    ),
    "russian": (
        "Правительство не сказало, что было решено на этой встрече, но это уже что-то новое."
    ),
    "spanish": (
        "El gobierno no quiso decir lo que se había decidido en la reunión, pero es algo nuevo."
    ),
    "swedish": (
        "Regeringen har inte velat säga vad som bestämdes på mötet, men det är något nytt."
    ),
}

# Words of which languages make different stems, some the same stem of different words.
VOCABULARY = (
    "die dies died bank banks banken bankers nation nations nationen national general generals "
    "generale war wars hand hands hande haus hauser houses organise organises organisation"
).split()
SPOKEN = ("english", "german", "french")

Texts = tuple[tuple[str, ...], ...]
State = dict[str, "tuple[str, Texts]"]

articles = st.tuples(
    st.sampled_from(SPOKEN),
    st.lists(
        st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=6).map(tuple),
        min_size=1,
        max_size=3,
    ).map(tuple),
)
histories = st.lists(
    st.dictionaries(st.sampled_from("abcdef"), st.none() | articles, min_size=1, max_size=4),
    min_size=1,
    max_size=4,
)


def split(text: str) -> Texts:
    """The words of some paragraphs."""
    return tuple(tuple(part.split()) for part in text.split(" / "))


def stem(word: str, language: str) -> str:
    """What NLTK makes of a word."""
    return str(SnowballStemmer(language).stem(word) or word)


def indexed(folder: Path, history: Sequence[Mapping[str, tuple[str, Texts] | None]]) -> State:
    """Makes an index commit by commit; what it holds in the end."""
    folder.joinpath("seed.txt").write_text("seed\n\nSeed.\n", encoding="utf-8")
    pincite.build_index([folder])
    state: State = {}
    for changes in history:
        with pincite.open_index(folder) as index:
            for name, article in changes.items():
                if article is not None:
                    text = "\n\n".join(("Title.", *map(" ".join, article[1])))
                    index.update(name, text, language=article[0], title="x")
                    state[name] = article
                elif state.pop(name, None):
                    index.remove(name)
            index.commit()
    return state


def lines(state: State) -> list[tuple[str, str, tuple[str, ...]]]:
    """Every paragraph with its article and that one's language."""
    return [
        (name, language, words)
        for name, (language, texts) in state.items()
        for words in (("title",), *texts)
    ]


class TestSearching:
    @given(histories, st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=3), st.booleans())
    @examples(60)
    def test_each_word_is_sought_by_its_stem_in_the_language_of_the_article(
        self, history: list[dict[str, tuple[str, Texts] | None]], words: list[str], lazy: bool
    ) -> None:
        with (
            tempfile.TemporaryDirectory() as made,
            patch.object(merge_policy, "_GROWTH", 0 if lazy else 4),
            patch.object(merge_policy, "_SMALL", 0 if lazy else 3),
        ):
            folder = Path(made)
            state = indexed(folder, history)
            with pincite.open_index(folder) as index:
                self.check(index, state, words)

    def check(self, index: pincite.Index, state: State, words: list[str]) -> None:
        every = lines(state)
        has = {
            word: [
                {
                    place
                    for place, own in enumerate(text)
                    if stem(own, language) == stem(word, language)
                }
                for _, language, text in every
            ]
            for word in words
        }
        query = " ".join(f"+{word}" for word in words)
        results = index.find(query, limit=100, explain=True, repeats=True)
        matching = [place for place in range(len(every)) if all(has[word][place] for word in words)]
        expected = sorted(
            (
                every[place][0],
                every[place][2],
                sorted(set().union(*(has[word][place] for word in words))),
            )
            for place in matching
        )
        assert expected == sorted(
            (
                hit.article.id,
                tuple(hit.paragraph.text.lower().rstrip(".").split()),
                [hit.paragraph.text[:start].count(" ") for start, _ in hit.spans],
            )
            for hit in results
        )
        frequencies = {word: sum(map(bool, places)) for word, places in has.items()}
        for hit in results:
            assert hit.article.language == state[hit.article.id][0]
            told = {each.label: each.paragraphs for each in hit.explanation}
            assert {word: told[word] for word in words} == frequencies

    @given(histories)
    @examples(30)
    def test_a_segment_has_one_language(
        self, history: list[dict[str, tuple[str, Texts] | None]]
    ) -> None:
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            state = indexed(folder, history)
            found: dict[str, set[str]] = defaultdict(set)
            for segment in open_newest(folder / ".pincite")[1]:
                for number in segment.live_articles.tolist():
                    article = segment.article(number)
                    assert article.language == segment.language
                    found[segment.language].add(article.id)
            del found["english"]  # which has the seed too
            spoken: dict[str, set[str]] = defaultdict(set)
            for name, (language, _) in state.items():
                if language != "english":
                    spoken[language].add(name)
            assert found == spoken

    def test_words_near_each_other_are_so_in_the_language_of_the_article(
        self, tmp_path: Path
    ) -> None:
        texts = (("organisation", "x", "organises"),)
        indexed(tmp_path, [{"a": ("english", texts), "b": ("german", texts)}])
        with pincite.open_index(tmp_path) as index:
            # In English one stem, so it has to be there twice, as it is; in German two.
            for query in ('"organisation organises"~3', '"organises organisation"~2'):
                assert {hit.article.id for hit in index.find(query, repeats=True)} == {"a", "b"}
            assert not index.find('"organisation organises organisation"~5')

    def test_a_pair_counts_where_its_words_have_different_stems(self, tmp_path: Path) -> None:
        same = [word for word in ("organises", "organised") if stem(word, "english") == "organis"]
        assert len(same) == 2
        assert stem(same[0], "german") != stem(same[1], "german")
        texts = (tuple(same), ("apart",))
        indexed(tmp_path, [{"a": ("english", texts), "b": ("german", texts)}])
        with pincite.open_index(tmp_path) as index:
            told = {
                hit.article.id: {each.label for each in hit.explanation}
                for hit in index.find(" ".join(same), explain=True, repeats=True)
            }
        near = "words near each other"
        assert near in told["b"]
        assert near not in told["a"]


class TestQueries:
    def index(self, folder: Path) -> pincite.Index:
        state: dict[str, tuple[str, Texts] | None] = {
            "film": ("english", split("die hard is the film / men die hard / a hard film")),
            "more": ("english", split("nobody will die / the hard men / rivers")),
            "krieg": ("german", split("die verhandlungen / der krieg und die banken")),
        }
        indexed(folder, [state])
        return pincite.open_index(folder)

    @pytest.mark.parametrize(
        ("query", "language"),
        [
            ("die hard", "english"),
            ("die Verhandlungen", "german"),
            ("der Krieg", "german"),
            ("the men", "english"),
            ("und", "german"),
            ("nowhere", "english"),
            ("Krieg men", "english"),
        ],
    )
    def test_a_query_is_in_the_language_that_has_its_words(
        self, tmp_path: Path, query: str, language: str
    ) -> None:
        with self.index(tmp_path) as index:
            assert index.languages == ("english", "german")
            snapshot = Snapshot(index.path)
            assert Languages(snapshot, "auto").of_query(query) == language

    def test_it_is_rid_of_the_function_words_of_its_language(self, tmp_path: Path) -> None:
        with self.index(tmp_path) as index:
            english = index.find("die hard", explain=True)
            assert {each.label for each in english.hits[0].explanation} >= {"die", "hard"}
            assert {hit.article.id for hit in index.find("die Verhandlungen")} == {"krieg"}
            assert {hit.article.id for hit in index.find('"die" Verhandlungen')} > {"krieg"}

    def test_synonyms_stand_for_words_of_any_language(self, tmp_path: Path) -> None:
        with self.index(tmp_path) as index:
            (index.path / "synonyms.txt").write_text("war, Kriege\n", encoding="utf-8")
        with pincite.open_index(tmp_path) as index:
            assert {hit.article.id for hit in index.find("war")} == {"krieg"}


class TestDetection:
    def test_every_language_has_a_sentence(self) -> None:
        assert set(SENTENCES) == set(LANGUAGES) == set(WORDS)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_a_sentence_is_in_its_language(self, language: str) -> None:
        assert detect(SENTENCES[language]) == language

    @pytest.mark.parametrize("path", sorted(CORPUS.glob("*.[mt]*")), ids=lambda path: path.name)
    def test_nothing_of_the_corpus_is_in_another_language(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert detect(text) == "english"
        assert {detect(each) for each in text.split("\n\n")} <= {"english", None}

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "Alliance",
            "de la Cruz, el Niño, los Angeles",
            "A. van der Berg, H. de Vries and the others in der Weide",
            "compact memories flexible capacities digital data storage system capacity bits random",
            "Wikipedia, Die Zeit, Le Monde, La Repubblica, El País, De Telegraaf, Il Sole",
            "Dies irae, dies illa: the Latin hymn that is heard in many films and concert halls",
            "1 2 3 4 5 6 7 8 9",
        ],
    )
    def test_in_doubt_it_is_no_other_language(self, text: str) -> None:
        assert detect(text) in {"english", None}

    def test_what_is_too_short_is_in_the_language_most_paragraphs_are_in(
        self, tmp_path: Path
    ) -> None:
        for language, name in (("german", "b.txt"), ("english", "y.txt")):
            (tmp_path / name).write_text(f"Titel\n\n{SENTENCES[language]}\n", encoding="utf-8")
        long = "\n\n".join(["Titel", *[SENTENCES["german"]] * 3])
        (tmp_path / "c.txt").write_text(long, encoding="utf-8")
        for name, number in (("a.txt", "Drei"), ("z.txt", "Vier")):
            (tmp_path / name).write_text(f"Banken\n\n{number} Banken.\n", encoding="utf-8")
        pincite.build_index([tmp_path])
        with pincite.open_index(tmp_path) as index:
            spoken = {article.id: article.language for article in index.articles()}
            assert spoken == {
                "a.txt": "english",  # nothing was known by then
                "b.txt": "german",
                "c.txt": "german",
                "y.txt": "english",
                "z.txt": "german",
            }
            assert (index.language, index.languages) == ("german", ("german", "english"))
            assert index.stats().languages == index.languages
            assert index.add("late", "Bank.").language == "german"

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("a.md", "---\nlang: de-AT\n---\n\n# Banken\n\nBank.\n"),
            ("b.md", "---\nlanguage: German\n---\n\n# Banken\n\nBank.\n"),
            ("c.txt", "Banken\n\nLanguage: German\nDate: 2018-04-18\n\nBank.\n"),
        ],
    )
    def test_what_an_article_says_goes_first(self, tmp_path: Path, name: str, text: str) -> None:
        (tmp_path / name).write_text(text + f"\n{SENTENCES['english']}\n", encoding="utf-8")
        pincite.build_index([tmp_path])
        with pincite.open_index(tmp_path) as index:
            assert index.article(name).language == index.language == "german"

    def test_sentences_end_where_the_language_of_the_index_has_them_end(
        self, tmp_path: Path
    ) -> None:
        text = "Protokoll\n\nDie Bank, vgl. Akte Nr. 4.\n"
        (tmp_path / "a.txt").write_text(text, "utf-8")
        (tmp_path / "b.md").write_text(f"---\nlang: en\n---\n\n{text}", "utf-8")
        for language, count in (("auto", 2), ("german", 1)):
            made = {"index": tmp_path / language, "language": language}
            pincite.build_index(tmp_path, **made)
            again = pincite.build_index(tmp_path, index=made["index"])
            assert (again.added, again.changed, again.unchanged) == (0, 0, 2)
            with pincite.open_index(made["index"]) as index:
                added = index.add("c", text)
                said = index.add("d", text, language="german") if language == "auto" else added
                sentences = [
                    article.paragraphs[-1].sentences
                    for article in (index.article("a.txt"), index.article("b.md"), added, said)
                ]
            assert [len(each) for each in sentences] == [count, 2, count, 1]

    def test_an_index_in_one_language_asks_nobody(self, tmp_path: Path) -> None:
        (tmp_path / "a.md").write_text(f"---\nlang: fr\n---\n\n{SENTENCES['english']}\n", "utf-8")
        pincite.build_index([tmp_path], language="german")
        with pincite.open_index(tmp_path) as index:
            assert index.article("a.md").language == "german"
            assert index.languages == ("german",)
            assert index.add("b", SENTENCES["french"]).language == "german"
            assert index.add("c", "Texte.", language="de").language == "german"
            with pytest.raises(pincite.PinciteError, match="in german, not french"):
                index.add("d", "Texte.", language="fr")

    def test_a_language_without_a_stemmer_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("Title\n\nText.", encoding="utf-8")
        pincite.build_index([tmp_path])
        with (
            pincite.open_index(tmp_path) as index,
            pytest.raises(pincite.PinciteError, match="no stemmer for 'klingon'"),
        ):
            index.add("b", "Text.", language="klingon")

    @pytest.mark.parametrize(
        ("text", "language"),
        [
            ("German", "german"),
            ("de", "german"),
            ("pt_BR", "portuguese"),
            ("nb-NO", "norwegian"),
            ("Deutsch", "german"),
            ("Русский", "russian"),
            ("ger", "german"),
            ("fra", "french"),
        ],
    )
    def test_languages_are_named(self, text: str, language: str) -> None:
        assert language_named(f" {text} ") == language
        assert language_named("Klingon") == language_named("pl") == ""


class TestStems:
    @pytest.mark.parametrize(
        ("language", "forms"),
        [
            ("french", "état l'état états d'états qu'état"),
            ("italian", "unione l'unione unioni dell'unione un'unione"),
            ("russian", "новый новая новой новые новейший"),
            ("russian", "российский российская российской"),
        ],
    )
    def test_forms_have_one_stem(self, language: str, forms: str) -> None:
        assert len({Stemmer(language)(fold(form)) for form in forms.split()}) == 1

    @pytest.mark.parametrize("word", ["aujourd'hui", "o'clock", "kremlin's", "can't"])
    def test_other_apostrophes_stay(self, word: str) -> None:
        assert Stemmer("french")(word) == stem(word, "french")
        assert Stemmer("english")(word) == stem(word, "english")

    def test_elided_words_are_found(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("Titre\n\nL’État, c’est moi.\n", encoding="utf-8")
        pincite.build_index([tmp_path], language="french")
        with pincite.open_index(tmp_path) as index:
            (hit,) = index.find("états")
            assert [hit.paragraph.text[slice(*span)] for span in hit.spans] == ["L’État"]

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_function_words_are_folded_and_few(self, language: str) -> None:
        words = function_words(language)
        assert words == frozenset(map(fold, words))
        assert 90 < len(words) < 200


def judged(name: str) -> tuple[list[dict[str, str]], dict[str, str], dict[str, dict[str, int]]]:
    """The paragraphs, queries and judgements of a set."""
    folder = JUDGED / name
    corpus, queries = (
        [json.loads(line) for line in (folder / file).read_text("utf-8").splitlines()]
        for file in ("corpus.jsonl", "queries.jsonl")
    )
    relevant: dict[str, dict[str, int]] = defaultdict(dict)
    for line in (folder / "qrels.tsv").read_text("utf-8").splitlines()[1:]:
        query, paragraph, grade = line.split("\t")
        relevant[query][paragraph] = int(grade)
    return corpus, {each["_id"]: each["text"] for each in queries}, relevant


def gain(grades: Sequence[int]) -> float:
    """The discounted cumulative gain of the first ten."""
    return sum(grade / math.log2(place + 2) for place, grade in enumerate(grades[:10]))


def mean_ndcg(folder: Path, names: Sequence[str]) -> float:
    """nDCG@10 over the queries of some sets, of which one index is made."""
    sets = [judged(name) for name in names]
    texts: dict[str, list[str]] = {}
    for corpus, _, _ in sets:
        for each in corpus:
            texts.setdefault(each["_id"].split(":")[0], [each["title"]]).append(each["text"])
    folder.mkdir()
    for name, parts in texts.items():
        (folder / f"{name}.txt").write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    pincite.build_index([folder])
    found: list[float] = []
    with pincite.open_index(folder) as index:
        for corpus, queries, relevant in sets:
            ids = {each["text"]: each["_id"] for each in corpus}
            for query, text in queries.items():
                grades = relevant[query]
                hits = [ids.get(hit.paragraph.text, "") for hit in index.find(text, limit=20)]
                best = gain(sorted(grades.values(), reverse=True))
                found.append(gain([grades.get(each, 0) for each in hits if each]) / best)
    return sum(found) / len(found)


def unstemmed(_: Stemmer) -> Callable[[str], str]:
    """In place of Snowball."""
    return str


@pytest.mark.parametrize("name", ["de", "es", "fr", "ru"])
def test_stems_find_more_than_words_as_they_are(tmp_path: Path, name: str) -> None:
    stemmed = mean_ndcg(tmp_path / "stemmed", [name])
    with patch.object(Stemmer, "_snowball", unstemmed):
        plain = mean_ndcg(tmp_path / "plain", [name])
    assert stemmed > plain + 0.1


def test_all_of_them_in_one_index_are_found_as_well(tmp_path: Path) -> None:
    names = ["de", "es", "fr", "ru"]
    alone = [mean_ndcg(tmp_path / name, [name]) for name in names]
    assert mean_ndcg(tmp_path / "mixed", names) >= sum(alone) / len(alone) - 0.01


def test_whoosh_stems_in_the_language_of_most(tmp_path: Path) -> None:
    texts = split("die banken / die hauser / das haus / der krieg")
    indexed(tmp_path, [{"a": ("german", texts), "b": ("english", (("banks",),))}])
    index = whoosh.index.open_dir(str(tmp_path / ".pincite"), indexname="MAIN")
    with index.searcher() as searcher:
        found = searcher.search(QueryParser("text", index.schema).parse("Banken"))
        assert re.findall("die banken", " ".join(hit["record"] for hit in found)) == ["die banken"]
