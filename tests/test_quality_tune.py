"""Weights learnt from judgements: the ascent by itself, and with the engine."""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import pincite

sys.path.append(str(Path(__file__).parents[1]))  # what measures the product is no part of it
from benchmarks.quality import beir, tune
from benchmarks.quality.ascent import ascend

FRUITS = ["apple", "banana", "cherry", "damson", "fig", "grape", "lemon", "mango", "olive", "peach"]
FRUITS += ["pear", "plum", "quince", "sloe"]


class TestAscent:
    def test_climbs_what_has_one_top(self):
        def worth(at):
            return -abs(np.log(at["x"] / 4)) - abs(np.log(at["y"] / 0.3))

        found = ascend(worth, {"x": 1.0, "y": 1.0, "z": 7.0}, {"x": 10, "y": 10})
        assert found["x"] == pytest.approx(4, rel=0.15)
        assert found["y"] == pytest.approx(0.3, rel=0.15)
        assert found["z"] == 7

    def test_stays_where_nothing_is_gained(self):
        assert ascend(lambda at: 1 - 1e-5 * at["x"], {"x": 3.0}, {"x": 10}) == {"x": 3}

    def test_leaves_zero_and_keeps_below_the_most(self):
        assert ascend(lambda at: at["x"], {"x": 0.0}, {"x": 1})["x"] == 1

    @given(st.floats(0.1, 10), st.floats(0.1, 10))
    def test_is_never_worse(self, x, peak):
        def worth(at):
            return -abs(at["x"] - peak)

        assert worth(ascend(worth, {"x": x}, {"x": 10})) >= worth({"x": x})


@pytest.fixture
def rigged(tmp_path, monkeypatch):
    """Titles mislead: what is asked for stands in the text alone, its word in another's title."""
    monkeypatch.setenv("PINCITE_BENCH", str(tmp_path / "work"))
    folder = tmp_path / "rigged"
    folder.mkdir()
    documents, queries, qrels = [], [], []
    for n, fruit in enumerate(FRUITS):
        # In some texts more often than in others, so that each step of the weight brings something.
        text = f"Here is {' and '.join([fruit] * (1 + n % 3))} ripe early."
        documents += [
            {"_id": f"{fruit} text", "title": "Harvest", "text": text},
            {"_id": f"{fruit} title", "title": fruit, "text": "Nothing is ripe in this place yet."},
        ]
        queries.append({"_id": f"q{n}", "text": fruit})
        qrels.append(f"q{n}\t{fruit} text\t1\n")
    for name, records in (("corpus", documents), ("queries", queries)):
        lines = "".join(json.dumps(record) + "\n" for record in records)
        (folder / f"{name}.jsonl").write_text(lines, "utf-8")
    (folder / "qrels.tsv").write_text("".join(qrels), "utf-8")
    return folder


class TestTune:
    def test_learns_what_a_rigged_collection_teaches(self, rigged):
        learnt = tune.learn(tune.Judge([beir.read(rigged)]), ["title"], folds=3)
        assert learnt.weights["title"] < pincite.Weights().title
        assert min(learnt.gains) > 0.1
        assert learnt.chance < 0.05

    def test_command_writes_what_search_takes(self, rigged, tmp_path):
        out = tmp_path / "weights.json"
        arguments = [str(rigged), "--folds", "2", "--weight", "title", "--out", str(out)]
        result = CliRunner().invoke(tune.tune, arguments)
        assert result.exit_code == 0, result.output
        assert "fold 2: nDCG@10 +" in result.output
        weights = pincite.Weights.read(out)
        assert weights.title < pincite.Weights().title
        assert dataclasses.replace(weights, title=pincite.Weights().title) == pincite.Weights()

    def test_folds_divide_each_collection_evenly(self):
        owners = np.repeat([0, 1], [10, 7])
        folds = tune._folds(owners, 5)
        assert np.bincount(folds[:10]).tolist() == [2] * 5
        assert sorted(np.bincount(folds[10:]).tolist()) == [1, 1, 1, 2, 2]
        assert folds.tolist() == tune._folds(owners, 5).tolist()

    def test_a_sample_of_queries_is_the_same_each_time(self, rigged):
        collection = beir.read(rigged)
        some = tune._some(collection, 5)
        assert len(some.queries) == 5
        assert some.queries == tune._some(collection, 5).queries
        assert tune._some(collection, 100) is collection
