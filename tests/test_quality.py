"""What measures the ranking: collections read, figures by hand, significance, reports."""

from __future__ import annotations

import itertools
import json
import math
import re
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

sys.path.append(str(Path(__file__).parents[1]))  # what measures the product is no part of it
from benchmarks.quality import beir, report, runs
from benchmarks.quality.__main__ import main
from benchmarks.quality.blocks import with_block, write_block
from benchmarks.quality.evaluation import Evaluation
from benchmarks.quality.measures import MEASURES, measure, ndcg
from benchmarks.quality.significance import holm, randomisation_test
from benchmarks.quality.systems.pincite import Searcher
from benchmarks.quality.typos import mistyped

DOCUMENTS = [
    {"_id": "a#1", "title": "Pears", "text": "Pears ripen in autumn."},
    {"_id": "a#2", "title": "Plums", "text": "Plums ripen in summer, long before pears."},
    {"_id": "only a title", "title": "Quinces and medlars", "text": ""},
    {"_id": "4", "text": "Cherries have no title."},
    {"_id": "nothing", "title": " ", "text": None},
]
QUERIES = [
    {"_id": "q1", "text": "ripe pears"},
    {"_id": "q2", "text": "medlar"},
    {"_id": "q3", "text": "cherries: an “unclosed (question"},
    {"_id": "not judged", "text": "plums"},
    {"_id": "none relevant", "text": "plums"},
]
QRELS = "query-id\tcorpus-id\tscore\nq1\ta#1\t2\nq1\ta#2\t1\nq1\t4\t0\nq2\tonly a title\t1\n"
QRELS += "q3\t4\t1\nnone relevant\ta#2\t0\nno such query\ta#2\t1\n"


def write(folder: Path, documents=DOCUMENTS, queries=QUERIES, qrels=QRELS) -> Path:
    folder.mkdir(parents=True)
    for name, records in (("corpus", documents), ("queries", queries)):
        lines = "".join(json.dumps(record) + "\n" for record in records)
        (folder / f"{name}.jsonl").write_text(lines, "utf-8")
    (folder / "qrels.tsv").write_text(qrels, "utf-8")
    return folder


@pytest.fixture
def collection(tmp_path):
    return beir.read(write(tmp_path / "fruit"))


class TestReading:
    def test_keeps_what_can_be_searched_and_what_is_judged(self, collection):
        assert collection.name == "fruit"
        assert [document.id for document in collection.documents] == [
            "a#1",
            "a#2",
            "only a title",
            "4",
        ]
        assert collection.documents[3] == ("4", "", "Cherries have no title.")
        assert list(collection.queries) == ["q1", "q2", "q3"]
        assert collection.judgements["q1"] == {"a#1": 2, "a#2": 1, "4": 0}

    @pytest.mark.parametrize(
        "qrels",
        [
            "q2\t4\t1\n",
            "query-id\tcorpus-id\tscore\n\nq2\t4\t1\r\n",
            "q2\t0\t4\t1\n",
            "\ufeffq2\t4\t1",
        ],
        ids=["no head", "blank line, CRLF", "TREC's four columns", "BOM, no last line end"],
    )
    def test_forms_of_judgements(self, tmp_path, qrels):
        read = beir.read(write(tmp_path / "c", qrels=qrels))
        assert read.judgements == {"q2": {"4": 1}}

    def test_judgements_where_beir_has_them(self, tmp_path):
        folder = write(tmp_path / "c")
        (folder / "qrels").mkdir()
        (folder / "qrels.tsv").rename(folder / "qrels" / "test.tsv")
        assert set(beir.read(folder).queries) == {"q1", "q2", "q3"}

    @pytest.mark.parametrize(
        ("broken", "complaint"),
        [
            ({"qrels": QRELS + "q1\ta#1\thigh\n"}, "line 9: no grade"),
            ({"qrels": "q1\t1\n"}, "line 1: not query, document and grade"),
            ({"documents": [{"title": "no id"}]}, "line 1: no JSON object with an _id"),
            ({"queries": ["a string"]}, "line 1: no JSON object"),
            ({"qrels": "q1\ta#1\t0\n"}, "no query with a relevant one"),
        ],
    )
    def test_broken_files_are_told(self, tmp_path, broken, complaint):
        with pytest.raises(beir.Unreadable, match=complaint):
            beir.read(write(tmp_path / "c", **broken))

    def test_missing_judgements_are_told(self, tmp_path):
        (write(tmp_path / "c") / "qrels.tsv").unlink()
        with pytest.raises(beir.Unreadable, match=r"no qrels\.tsv"):
            beir.read(tmp_path / "c")

    def test_folders_are_collections_or_have_them(self, tmp_path):
        one, two = write(tmp_path / "one"), write(tmp_path / "two")
        (tmp_path / "neither").mkdir()
        assert beir.folders([tmp_path, two]) == [one, two]
        assert beir.folders([two]) == [two]
        with pytest.raises(beir.Unreadable):
            beir.folders([tmp_path / "neither"])

    def test_mixed_keeps_ids_apart(self, tmp_path):
        both = [beir.read(write(tmp_path / name)) for name in ("one", "two")]
        mixed = beir.mixed(both)
        assert len({document.id for document in mixed.documents}) == 8
        assert mixed.judgements["two/q2"] == {"two/only a title": 1}
        assert mixed.queries["one/q1"] == "ripe pears"


class TestMeasures:
    def test_ndcg_by_hand(self):
        grades = {"a": 2, "b": 1, "c": 0}
        ideal = 2 / math.log2(2) + 1 / math.log2(3)
        assert ndcg(grades, ["a", "b"]) == 1
        assert ndcg(grades, ["b", "x", "a"]) == pytest.approx((1 + 2 / math.log2(4)) / ideal)
        assert ndcg(grades, ["c", *"defghijkl", "a"]) == 0
        assert ndcg({"c": 0}, ["c"]) == ndcg(grades, []) == 0

    def test_all_by_hand(self):
        judgements = {"q": {"a": 1, "b": 1, "c": 0}, "unanswered": {"a": 1}}
        values = measure(judgements, {"q": list("xbca")})
        assert set(values) == set(MEASURES)
        assert values["MRR@10"]["q"] == pytest.approx(1 / 2)
        assert values["MAP"]["q"] == pytest.approx((1 / 2 + 2 / 4) / 2)
        assert values["Recall@100"]["q"] == 1
        assert [values[name]["unanswered"] for name in MEASURES] == [0] * len(MEASURES)

    @given(
        st.dictionaries(st.sampled_from("abcdefghijklm"), st.integers(0, 3), min_size=1),
        st.permutations("abcdefghijklmnop"),
    )
    def test_ndcg_is_that_of_ir_measures(self, grades, ranked):
        theirs = measure({"q": grades}, {"q": ranked})["nDCG@10"]["q"]
        assert ndcg(grades, ranked) == pytest.approx(theirs)


class TestSignificance:
    @given(st.lists(st.integers(-3, 3), max_size=10))
    def test_randomisation_comes_near_all_sign_changes(self, differences):
        told = [difference for difference in differences if difference]
        sums = [
            abs(sum(s * d for s, d in zip(signs, told, strict=True)))
            for signs in itertools.product((1, -1), repeat=len(told))
        ]
        exact = sum(total >= abs(sum(told)) for total in sums) / len(sums)
        found = randomisation_test(np.array(differences, float))
        assert found == pytest.approx(exact, abs=0.03)
        assert found == randomisation_test(-np.array(differences, float))

    def test_is_small_for_what_is_always_better(self):
        assert randomisation_test(np.full(100, 0.01)) == pytest.approx(1 / 10_001)

    def test_holm_by_hand(self):
        corrected = holm({"a": 0.01, "b": 0.04, "c": 0.03, "d": 0.005})
        assert corrected == pytest.approx({"a": 0.03, "b": 0.06, "c": 0.06, "d": 0.02})
        assert list(corrected) == ["a", "b", "c", "d"]
        assert holm({"a": 0.9, "b": 0.8}) == {"a": 1, "b": 1}


class TestTypos:
    def test_one_edit_in_one_word_the_same_each_time(self):
        queries = {str(n): "Does ice float on warm water?" for n in range(300)}
        made = mistyped(queries)
        assert made == mistyped(queries)
        assert made != mistyped(queries, seed=1)
        for before, after in zip(queries.values(), made.values(), strict=True):
            assert after.lower() != before.lower()
            changed = [
                (old, new)
                for old, new in zip(before.split(), after.split(), strict=True)
                if old != new
            ]
            assert len(changed) == 1
            assert changed[0][0] in {"Does", "float", "warm", "water?"}
            assert _is_one_edit(*changed[0])

    @given(st.text(max_size=12))
    def test_any_text(self, text):
        made = mistyped({"q": text})["q"]
        assert (made != text) == bool(re.search(r"[^\W\d_]", text))
        assert abs(len(made) - len(text)) <= 1


def _is_one_edit(old: str, new: str) -> bool:
    """All edits of the word, looked through."""
    letters = set(old + new)
    edits = set()
    for n in range(len(old) + 1):
        head, tail = old[:n], old[n:]
        edits |= {head + tail[1:], head + tail[1:2] + tail[:1] + tail[2:]}
        edits |= {head + letter + rest for letter in letters for rest in (tail, tail[1:])}
    return new in edits


class TestPincite:
    def test_every_document_can_be_found_by_the_id_it_has(self, collection, tmp_path):
        searcher = Searcher(collection, tmp_path / "index")
        answers = searcher.answer(collection.queries, 100)
        searcher.close()
        assert answers.rankings["q1"] == ["a#1", "a#2"]
        assert answers.rankings["q2"] == ["only a title"]
        assert answers.rankings["q3"] == ["4"]
        assert answers.refused == {}

    def test_titles_are_not_the_names_that_articles_are_given(self, collection, tmp_path):
        searcher = Searcher(collection, tmp_path / "index")
        numbers = {str(n): str(n) for n in range(5)} | {"seed": "nothing seed untitled"}
        answers = searcher.answer(numbers, 100)
        searcher.close()
        assert not any(answers.rankings.values())

    def test_articles_come_once_and_as_many_as_are_asked_for(self, tmp_path):
        long = "\n\n".join(f"Pears and more pears, {n} of them." for n in range(9))
        documents = [{"_id": str(n), "title": "", "text": long} for n in range(4)]
        documents += [{"_id": "last", "title": "", "text": "One pear " + "among many words " * 9}]
        collection = beir.read(
            write(tmp_path / "c", documents, [{"_id": "q", "text": "pears"}], "q\t1\t1\n")
        )
        searcher = Searcher(collection, tmp_path / "index")
        found = {n: searcher.answer(collection.queries, n).rankings["q"] for n in (1, 3, 100)}
        searcher.close()
        assert sorted(found[100]) == ["0", "1", "2", "3", "last"]
        assert found[3] == found[100][:3]
        assert found[1] == found[100][:1]

    def test_what_is_not_understood_is_told(self, collection, tmp_path):
        searcher = Searcher(collection, tmp_path / "index")
        answers = searcher.answer({"q1": "pears", "q2": "kind:fruit"}, 100)
        searcher.close()
        assert list(answers.rankings) == ["q1"]
        assert "kind" in answers.refused["q2"]

    def test_options_are_those_of_find(self, collection, tmp_path):
        searcher = Searcher(collection, tmp_path / "index")
        answers = searcher.answer({"q": "title:plums pears"}, 100, {"sort": "article"})
        assert answers.rankings["q"] == ["a#2"]
        with pytest.raises(TypeError):
            searcher.answer({"q": "pears"}, 100, {"no_such_option": 1})
        searcher.close()


class TestReport:
    def evaluation(self, name: str, figures: dict[str, list[float]]) -> Evaluation:
        queries = {f"q{n}": "" for n in range(len(next(iter(figures.values()))))}
        values = {
            system: {measure: dict(zip(queries, row, strict=True)) for measure in MEASURES}
            for system, row in figures.items()
        }
        return Evaluation(SimpleNamespace(name=name, queries=queries), values)

    def test_table_by_hand(self):
        one = self.evaluation("one", {"pincite": [0.5] * 20, "peer": [0.4] * 20})
        two = self.evaluation("two", {"pincite": [0.5, 0.5], "peer": [0.4, 0.75]})
        assert report.table([one, two]).splitlines() == [
            "| nDCG@10 | queries | pincite | peer |",
            "| --- | ---: | ---: | ---: |",
            "| one | 20 | **.5000** | .4000 ▼ |",
            "| two | 2 | .5000 | **.5750** |",
            "| **mean** | 22 | **.5000** | .4875 |",
        ]
        assert "| MAP | .5000 | .4875 |" in report.means([one, two])

    def test_better_is_marked_too(self):
        one = self.evaluation("one", {"pincite": [0.4] * 20, "peer": [0.5] * 20})
        assert "| .4000 | **.5000** ▲ |" in report.table([one])

    def test_share_that_typing_errors_leave(self):
        clean = self.evaluation("one", {"pincite": [0.8, 0.4], "peer": [0.5, 0.5]})
        wrong = self.evaluation("one", {"pincite": [0.6, 0.3], "peer": [0.5, 0.0]})
        last = report.kept([clean], [wrong]).splitlines()[-1]
        assert last == "| **of the clean mean** |  | 75.0% | 50.0% |"

    def test_figures_of_each_query(self):
        one = self.evaluation("one", {"pincite": [0.5, 1], "peer": [0.25, 0]})
        lines = report.per_query([one]).splitlines()
        assert lines[0].split("\t") == ["collection", "query", "system", *MEASURES]
        assert lines[2].split("\t") == ["one", "q0", "peer"] + ["0.250000"] * len(MEASURES)
        assert len(lines) == 5

    def test_refused_queries_are_told(self):
        one = self.evaluation("one", {"pincite": [0.5]})
        assert report.refusals([one]) == ""
        one.refused["pincite"] = {"q0": "not\n  understood"}
        assert report.refusals([one]) == "- one q0, pincite: not understood"


class TestRuns:
    def test_a_peer_is_asked_once_for_the_same_queries(self, collection, tmp_path, monkeypatch):
        monkeypatch.setenv("PINCITE_BENCH", str(tmp_path))
        asked = []

        def rank(collection, depth):
            asked.append(list(collection.queries.values()))
            return {query: ["4"] for query in collection.queries}

        peer = SimpleNamespace(TITLE="Peer 1.0, bare", NOTE="", rank=rank)
        other = collection.asking({"q1": "riper pears"})
        for each in (collection, collection, other, collection):
            assert runs.ranked(peer, each) == {query: ["4"] for query in each.queries}
        assert asked == [list(collection.queries.values()), ["riper pears"]]

    def test_command_compares_and_writes(self, tmp_path, monkeypatch):
        monkeypatch.setenv("PINCITE_BENCH", str(tmp_path / "work"))
        write(tmp_path / "fruit")
        out, figures = tmp_path / "quality.md", tmp_path / "figures.tsv"
        out.write_text("# Quality\n", "utf-8")
        arguments = [str(tmp_path), "--peers", "fts5,ftp5", "--typos", "--out", str(out)]
        arguments += ["--per-query", str(figures), "--system", 'dated={"sort": "date"}']
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 0, result.output
        text = out.read_text("utf-8")
        assert text.startswith("# Quality\n\n<!-- measured: collections -->")
        assert "| nDCG@10 | queries | pincite | dated | fts5 |" in text
        assert "- ftp5 is left out: No module named" in text
        assert "of the clean mean" in text
        assert len(figures.read_text("utf-8").splitlines()) == 1 + 3 * 3

    @pytest.mark.parametrize("system", ["semantic", "semantic=1", "semantic={"])
    def test_options_that_are_none_are_told(self, system):
        result = CliRunner().invoke(main, ["--system", system])
        assert result.exit_code == 2
        assert "is not NAME=JSON object" in result.output

    def test_something_has_to_be_named(self):
        assert "name a folder, or --languages" in CliRunner().invoke(main, []).output


class TestBlocks:
    def test_prose_around_a_block_stays(self, tmp_path):
        file = tmp_path / "results" / "quality.md"
        write_block(file, "a", "first")
        file.write_text(f"# Before\n\n{file.read_text('utf-8')}\nBehind.\n", "utf-8")
        write_block(file, "a", "second\n")
        write_block(file, "b", "other")
        text = file.read_text("utf-8")
        assert text.startswith("# Before\n\n<!-- measured: a -->\n\nsecond\n\n<!-- end: a -->\n")
        assert "first" not in text
        assert text.index("Behind.") < text.index("other")
        write_block(file, "b", "other")
        assert file.read_text("utf-8") == text

    def test_a_block_that_does_not_end_is_left_alone(self):
        with pytest.raises(ValueError, match="has no <!-- end: a -->"):
            with_block("<!-- measured: a -->\nprose", "a", "new")
