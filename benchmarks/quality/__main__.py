"""`python -m benchmarks.quality FOLDER...`, and `… tune FOLDER...`."""

from __future__ import annotations

import json
import sys
from importlib.util import find_spec
from pathlib import Path
from subprocess import CalledProcessError
from typing import TYPE_CHECKING, Any

import click

from benchmarks.quality import beir, report, systems
from benchmarks.quality.blocks import write_block
from benchmarks.quality.evaluation import Evaluation, evaluate
from benchmarks.quality.systems.pincite import NAME, NOTE, TITLE
from benchmarks.quality.tune import tune
from benchmarks.quality.typos import mistyped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from benchmarks.quality.systems import Peer

OWN = Path(__file__).parent / "languages"


def _systems(
    context: click.Context,  # noqa: ARG001
    parameter: click.Parameter,  # noqa: ARG001
    given: Sequence[str],
) -> dict[str, dict[str, Any]]:
    """Options of `find` by the name they were given."""
    ours: dict[str, dict[str, Any]] = {NAME: {}}
    for each in given:
        name, _, options = each.partition("=")
        try:
            ours[name] = dict(json.loads(options))
        except (ValueError, TypeError) as error:
            raise click.BadParameter(f"{each!r} is not NAME=JSON object") from error
    return ours


def _names(context: click.Context, parameter: click.Parameter, value: str) -> list[str]:  # noqa: ARG001
    return [name for name in value.replace(" ", "").split(",") if name]


@click.command()
@click.argument(
    "places", metavar="FOLDER...", nargs=-1, type=click.Path(path_type=Path, exists=True)
)
@click.option("--system", "ours", multiple=True, callback=_systems, help="NAME=JSON for find().")
@click.option("--peers", default=",".join(systems.PEERS), callback=_names, help="Names, or ''.")
@click.option("--typos", is_flag=True, help="Also with one random edit in each query.")
@click.option("--languages", is_flag=True, help="Also the four sets that are here.")
@click.option("--reuse", is_flag=True, help="Keep pincite's indexes of the last run.")
@click.option("--out", type=click.Path(path_type=Path), help="Write tables into blocks there.")
@click.option("--per-query", type=click.Path(path_type=Path), help="Write every figure there.")
def main(  # noqa: PLR0913 - one parameter for each option
    places: Sequence[Path],
    ours: Mapping[str, Mapping[str, Any]],
    peers: Sequence[str],
    out: Path | None,
    per_query: Path | None,
    *,
    typos: bool,
    languages: bool,
    reuse: bool,
) -> None:
    """Measure how good the first results are.

    A FOLDER is a collection in BEIR layout, or has such in it.
    """
    if not (places or languages):
        raise click.UsageError("name a folder, or --languages")
    if not find_spec("ir_measures"):
        raise click.ClickException("pip install --requirement benchmarks/requirements.txt")
    blocks: dict[str, str] = {}
    done: list[Evaluation] = []
    try:
        collections = [beir.read(folder) for folder in beir.folders(places)]
        own = [beir.read(folder) for folder in beir.folders([OWN])] if languages else []
    except beir.Unreadable as error:
        raise click.ClickException(str(error)) from error
    if collections:
        there, notes = _load(peers)
        clean = [_evaluate(each, ours, there, reuse=reuse) for each in collections]
        blocks["collections"] = _page(clean, notes)
        done += clean
        if typos:
            wrong = [each.asking(mistyped(each.queries)) for each in collections]
            made = [_evaluate(each, ours, there, reuse=True) for each in wrong]
            blocks["typos"] = _parts(report.kept(clean, made), report.refusals(made))
    if own:
        there, notes = _load([systems.UNSTEMMED])
        *made, mixed = (
            _evaluate(each, ours, there, reuse=reuse) for each in [*own, beir.mixed(own)]
        )
        blocks["languages"] = _parts(_page(made, notes), "All in one index:", report.table([mixed]))
        done += [*made, mixed]
    for name, block in blocks.items():
        print(f"\n{block}")
        if out:
            write_block(out, name, block)
    if per_query:
        per_query.write_text(report.per_query(done), "utf-8")


def _load(names: Sequence[str]) -> tuple[dict[str, Peer], list[str]]:
    """The peers that are there, and a line on each and on those that are not."""
    there: dict[str, Peer] = {}
    notes = [f"- **{NAME}**: {TITLE}; {NOTE}"]
    for name in names:
        peer = _peer(name)
        if isinstance(peer, str):
            notes.append(f"- {name} is left out: {peer}")
        else:
            there[name] = peer
            notes.append(f"- **{name}**: {peer.TITLE}; {peer.NOTE}")
    return there, notes


def _peer(name: str) -> Peer | str:
    """The peer of that name, or why it is not there."""
    try:
        return systems.load(name)
    except (ImportError, CalledProcessError) as error:
        return str(error)


def _evaluate(
    collection: beir.Collection,
    ours: Mapping[str, Mapping[str, Any]],
    peers: Mapping[str, Peer],
    *,
    reuse: bool,
) -> Evaluation:
    evaluation = evaluate(collection, ours, peers, reuse=reuse)
    figures = (f"{name} {report.mean([evaluation], name, 'nDCG@10'):.4f}" for name in ours)
    print(f"{collection.name}: {', '.join(figures)}", file=sys.stderr, flush=True)
    return evaluation


def _page(evaluations: Sequence[Evaluation], notes: Sequence[str]) -> str:
    refusals = report.refusals(evaluations)
    return _parts(
        report.table(evaluations),
        report.LEGEND,
        report.means(evaluations) if len(evaluations) > 1 else "",
        f"Queries that were not understood, and count as 0:\n\n{refusals}" if refusals else "",
        "\n".join(notes),
    )


def _parts(*parts: str) -> str:
    return "\n\n".join(filter(None, parts))


if __name__ == "__main__":
    if sys.argv[1:2] == ["tune"]:
        tune(sys.argv[2:], prog_name=f"{Path(sys.executable).name} -m benchmarks.quality tune")
    else:
        main(prog_name=f"{Path(sys.executable).name} -m benchmarks.quality")
