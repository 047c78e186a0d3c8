"""What was measured, as Markdown: every figure with its ratio to pincite's."""

from __future__ import annotations

import os
import platform
import re
import statistics
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.engines import LIMIT
from benchmarks.latency import Asked, Plan

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from benchmarks.building import Build
    from benchmarks.corpora import Corpus
    from benchmarks.engines import Engine
    from benchmarks.startup import StartUp

OURS = "pincite"

Answers = dict[str, dict[str, "Asked"]]
"""By class of queries, then by engine."""


@dataclass
class Measured:
    """All that was measured on one corpus.

    Attributes:
        corpus: the corpus.
        engines: those that were there, by name.
        absent: why the others were not, by name.
        builds: by engine.
        answers: by kind of answer, class of queries and engine.
        start_up: of the command line, if it was measured.
        plan: how the answers were measured.
    """

    corpus: Corpus
    engines: dict[str, Engine]
    absent: dict[str, str]
    builds: dict[str, Build] = field(default_factory=dict)
    answers: dict[str, Answers] = field(default_factory=dict)
    start_up: StartUp | None = None
    plan: Plan = field(default_factory=Plan)


def machine() -> str:
    """Processor, cores, system and Python."""
    info = Path("/proc/cpuinfo")
    model = re.search(r"model name\s*:\s*(.+)", info.read_text("utf-8")) if info.exists() else None
    return (
        f"{model[1] if model else platform.machine()}, {os.cpu_count()} cores; {platform.system()} "
        f"{platform.release()}; Python {platform.python_version()}"
    )


def percentile(asked: Asked, share: float, count: int | None = None) -> float:
    """Microseconds that `share` percent of the (first `count`) queries stay below."""
    return float(np.percentile(asked.times[:count], share)) / 1000


def ratio(theirs: Asked, ours: Asked, share: float) -> float:
    """Theirs to ours, over the queries that both were asked; above 1 where pincite is faster."""
    count = min(len(theirs.times), len(ours.times))
    return percentile(theirs, share, count) / percentile(ours, share, count)


def markdown(measured: Measured) -> str:
    """The report of one corpus."""
    parts = [_head(measured), _building(measured)]
    for answer, classes in measured.answers.items():
        parts += [
            _table(
                f"{answer}: {title} over queries, µs of CPU",
                list(measured.engines),
                {name: _times(asked, share) for name, asked in classes.items()},
            )
            for title, share in [("median", 50), ("99th percentile", 99)]
        ]
    if "bare" in measured.answers:
        overlaps = {name: _overlaps(asked) for name, asked in measured.answers["bare"].items()}
        engines = [name for name in measured.engines if name != OURS]
        parts.append(_table("Share of pincite's top ten that is in theirs", engines, overlaps))
    if measured.start_up:
        parts.append(_start_up(measured.start_up))
    return "\n\n".join(parts) + "\n"


def _head(measured: Measured) -> str:
    corpus, plan = measured.corpus, measured.plan
    paragraphs = sum(place.count for place in corpus.places)
    notes = [f"- **{engine.TITLE}**: {engine.NOTE}" for engine in measured.engines.values()]
    notes += [f"- {name} is absent: {reason}" for name, reason in measured.absent.items()]
    lines = [
        f"# Corpus {corpus.name}: {corpus.size / 1e6:.1f} MB, {paragraphs:,} paragraphs",
        "",
        machine(),
        "",
        "In brackets: theirs to ours; above 1 pincite does better. CPU time on one core, engines",
        f"asked in turns of {plan.turn}, {plan.queries} queries a class, medians of {plan.rounds}",
        "rounds for each; * marks fewer queries because the engine is slow, the ratio being over",
        "the same queries; an engine fails a class when it raises an error for one of them.",
        "",
        *notes,
    ]
    return "\n".join(lines)


def _building(measured: Measured) -> str:
    size = measured.corpus.size
    ours = measured.builds.get(OURS)
    columns: list[tuple[str, Callable[[Build], float], str, bool]] = [
        ("MB per CPU second", lambda b: size / 1e6 / b.seconds, "{:.2f}", True),
        ("peak memory, MB", lambda b: b.memory / 1e6, "{:.0f}", False),
        ("index, share of text", lambda b: b.size / size, "{:.2f}", False),
    ]
    rows = []
    for name, build in measured.builds.items():
        cells = []
        for _, figure, form, more_is_better in columns:
            value = figure(build)
            against = figure(ours) / value if ours and more_is_better else None
            if ours and not more_is_better:
                against = value / figure(ours)
            cells.append(_cell(form.format(value), against if name != OURS else None))
        rows.append([name, *cells])
    return "## Building\n\n" + grid(["", *(title for title, *_ in columns)], rows)


def _times(asked: Mapping[str, Asked], share: float) -> dict[str, str]:
    ours = asked.get(OURS)
    ours = ours if ours and ours.times else None
    most = max(len(one.times) for one in asked.values())
    return {name: "fails" for name, one in asked.items() if not one.times} | {
        name: _cell(
            f"{percentile(one, share):,.0f}" + ("*" if len(one.times) < most else ""),
            ratio(one, ours, share) if ours and name != OURS else None,
        )
        for name, one in asked.items()
        if one.times
    }


def _overlaps(asked: Mapping[str, Asked]) -> dict[str, str]:
    if OURS not in asked or not asked[OURS].times:
        return {}
    return {
        name: f"{_overlap(one.found, asked[OURS].found):.2f}"
        for name, one in asked.items()
        if one.times and name != OURS
    }


def _overlap(theirs: Sequence[Sequence[int]], ours: Sequence[Sequence[int]]) -> float:
    shares = [
        len(set(mine) & set(other)) / min(LIMIT, len(mine))
        for other, mine in zip(theirs, ours, strict=False)
        if mine
    ]
    return statistics.mean(shares) if shares else float("nan")


def _start_up(start: StartUp) -> str:
    return (
        "## Start-up\n\n"
        f"`pincite search` as a whole: {start.search * 1000:.0f} ms of CPU; "
        f'`python -c "import numpy, click"`: {start.imports * 1000:.0f} ms; '
        f"ratio {start.ratio:.2f}"
    )


def _table(title: str, engines: list[str], rows: dict[str, dict[str, str]]) -> str:
    body = [[name, *(cells.get(engine, "") for engine in engines)] for name, cells in rows.items()]
    return f"## {title[0].upper()}{title[1:]}\n\n" + grid(["", *engines], body)


def grid(head: list[str], rows: list[list[str]]) -> str:
    """A table in Markdown, its first column to the left."""
    lines = [head, ["---", *("---:" for _ in head[1:])], *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _cell(figure: str, against: float | None) -> str:
    return figure if against is None else f"{figure} ({against:.2g})"
