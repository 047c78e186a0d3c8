"""`python -m benchmarks`: corpora, queries, indexes, measurements, report."""

from __future__ import annotations

from pathlib import Path
from subprocess import CalledProcessError
from typing import Any

import click

from benchmarks import (
    building,
    chart,
    corpora,
    engines,
    latency,
    paragraphs,
    queries,
    report,
    startup,
    work_folder,
)

RESULTS = Path(__file__).parent / "results"
TOO_SLOW = {"L": {"whoosh"}}
"""What takes so long that it must be named to be measured."""


BUILDS = ("ours", "all", "missing")


def _split(context: click.Context, parameter: click.Parameter, value: str) -> list[str]:  # noqa: ARG001
    return [name for name in value.replace(" ", "").split(",") if name]


@click.command()
@click.option("--sizes", default="S,M", callback=_split, help="Of XS, S, M, L.")
@click.option("--engines", "names", default="", callback=_split, help=", ".join(engines.NAMES))
@click.option("--answers", default="bare,snippets", callback=_split, help="What to ask for.")
@click.option("--queries", default=queries.EACH, help="Queries of each class at most.")
@click.option("--rounds", default=3, help="How often each query is measured.")
@click.option("--budget", default=3.0, help="CPU seconds of an engine for a class and round.")
@click.option("--turn", default=10, help="Queries an engine is asked at a stretch.")
@click.option("--build", default="ours", type=click.Choice(BUILDS), help="Which indexes anew.")
@click.option("--results", default=RESULTS, type=click.Path(path_type=Path), help="For reports.")
def main(
    sizes: list[str],
    names: list[str],
    build: str,
    results: Path,
    **plan: Any,
) -> None:
    """Measure pincite beside its peers."""
    work = work_folder()
    results.mkdir(parents=True, exist_ok=True)
    _tell_paragraphs(results)
    for size in sizes:
        chosen = names or [name for name in engines.NAMES if name not in TOO_SLOW.get(size, ())]
        measured = _built(corpora.prepare(size, work / "corpora"), chosen, work, build)
        with latency.pinned():
            _ask(measured, work, latency.Plan(**plan))
        text = report.markdown(measured)
        (results / f"{size}.md").write_text(text, "utf-8")
        (results / f"{size}.svg").write_text(chart.draw(measured), "utf-8")
        print(text)


def _tell_paragraphs(results: Path) -> None:
    table = paragraphs.table()
    (results / "paragraphs.md").write_text(f"{table}\n", "utf-8")
    print(table)


def _built(corpus: corpora.Corpus, names: list[str], work: Path, build: str) -> report.Measured:
    """The engines that are there, each with its index of the corpus."""
    measured = report.Measured(corpus, {}, {})
    for name in names:
        folder = _index(work, corpus, name)
        try:
            engine = engines.load(name)
            anew = build == "all" or (build == "ours" and name == report.OURS)
            made = None if anew else building.built(folder)
            if made is None:
                print(f"{corpus.name}: {name} builds")
                made = building.build(name, corpus, folder)
        except (ImportError, CalledProcessError) as error:
            measured.absent[name] = str(error)
        else:
            measured.engines[name] = engine
            measured.builds[name] = made
    return measured


def _ask(measured: report.Measured, work: Path, plan: latency.Plan) -> None:
    """Fill in what the engines took."""
    measured.plan = plan
    corpus = measured.corpus
    searchers = {
        name: engine.open(_index(work, corpus, name), corpus)
        for name, engine in measured.engines.items()
    }
    classes = queries.prepare(corpus, work / "corpora")
    for answer in plan.answers:
        measured.answers[answer] = {}
        for title, made in classes.items():
            chosen = made[: plan.queries]
            asked = latency.ask(measured.engines, searchers, chosen, answer, plan)
            if asked:
                print(f"{corpus.name}: {answer}, {title}")
                measured.answers[answer][title] = asked
    if report.OURS in measured.engines:
        words = [" ".join(query.words) for query in classes["any of 2-3 words"]]
        measured.start_up = startup.measure(_index(work, corpus, report.OURS), words)


def _index(work: Path, corpus: corpora.Corpus, name: str) -> Path:
    return work / "indexes" / f"{corpus.name}.{name}"


if __name__ == "__main__":
    main()
