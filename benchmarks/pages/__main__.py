"""`python -m benchmarks.pages`: corpora, pages, measurements, report."""

from __future__ import annotations

from pathlib import Path
from subprocess import CalledProcessError
from typing import TYPE_CHECKING

import click

from benchmarks import work_folder
from benchmarks.pages import engines, figures, measuring, queries, report, scripts, texts
from benchmarks.pages.engines import OURS, PEERS, Work
from benchmarks.pages.figures import Figures
from benchmarks.pages.measuring import Plan
from benchmarks.pages.serving import Site

if TYPE_CHECKING:
    from benchmarks.corpora import Corpus
    from benchmarks.pages.engines import Steps

RESULTS = Path(__file__).parents[1] / "results"
NAMES = {"1k": engines.NAMES, "100k": engines.NAMES, "1M": (OURS,)}
"""What is measured at each size: the peers hold, or build, too much for the largest."""

BUILDS = ("ours", "all", "missing")


def _split(context: click.Context, parameter: click.Parameter, value: str) -> list[str]:  # noqa: ARG001
    return [name.strip() for name in value.split(";") if name.strip()]


@click.command()
@click.option("--sizes", default=";".join(texts.SIZES), callback=_split, help="Of 1k; 100k; 1M.")
@click.option("--engines", "names", default="", callback=_split, help="; ".join(engines.NAMES))
@click.option("--visits", default=Plan.visits, help="First visits of each page.")
@click.option("--queries", default=Plan.queries, help="Later queries of each page.")
@click.option("--turn", default=Plan.turn, help="Later queries a page is asked at a stretch.")
@click.option("--build", default="ours", type=click.Choice(BUILDS), help="Which pages anew.")
@click.option("--results", default=RESULTS, type=click.Path(path_type=Path), help="For the report.")
def main(sizes: list[str], names: list[str], build: str, results: Path, **plan: int) -> None:
    """Measure pincite's search page beside others; sizes and engines are parted by ";".

    The report also has the sizes that were measured before.
    """
    work = Work(work_folder() / "pages")
    work.base.mkdir(parents=True, exist_ok=True)
    versions = engines.install(work)
    for size in sizes:
        measured = _measured(size, names or list(NAMES[size]), build, Plan(**plan), work)
        figures.save(measured, work.figures(size))
    known = filter(None, (figures.load(work.figures(size)) for size in texts.SIZES))
    text = report.markdown(known, versions)
    results.mkdir(parents=True, exist_ok=True)
    (results / "pages.md").write_text(text, "utf-8")
    print(text)


def _measured(size: str, names: list[str], build: str, plan: Plan, work: Work) -> Figures:
    corpus = texts.prepare(size, work.corpora, work_folder() / "corpora")
    builds = {name: _built(name, corpus, build, work) for name in names}
    sites = {name: work.site(corpus, name) for name in builds}
    loaded = {name: Site(folder) for name, folder in sites.items()}
    weights = {name: site.weight() for name, site in loaded.items()}
    drawn = queries.draw(corpus, plan.visits + plan.queries + 1)
    measured = measuring.measure(sites, loaded, drawn, plan)
    paragraphs = sum(place.count for place in corpus.places)
    code = scripts.weigh(sites[OURS]) if OURS in sites else {}
    return Figures(size, corpus.size, paragraphs, builds, weights, measured, code)


def _built(name: str, corpus: Corpus, build: str, work: Work) -> Steps:
    anew = build == "all" or (build == "ours" and name not in PEERS)
    made = None if anew else engines.built(name, corpus, work)
    if made is None:
        print(f"{corpus.name}: {name} builds")
        try:
            made = engines.build(name, corpus, work)
        except CalledProcessError as error:
            raise SystemExit(f"{name} cannot be built: {error.output}") from error
    return made


if __name__ == "__main__":
    main()
