"""What was measured, as Markdown: every figure with its ratio to pincite's, and the budgets."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.pages.engines import OURS, SINGLE
from benchmarks.report import grid, machine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from benchmarks.pages.browsing import Taken
    from benchmarks.pages.figures import Figures
    from benchmarks.pages.serving import Weight

NOTES = """\
Headless Chromium on the machine that serves; HTTP/1.1 without delay, what can be compressed is
sent gzip'd (level 6), bytes are those sent, headers included. Engines take turns in one run, in
an order that changes; each query is asked once. In brackets: theirs to ours; above 1 pincite does
better. A result is there when the first item of the list of ten, with its words marked, is in the
document; peers show it before they ask for the other nine.

- **pincite**: asked in its field, without the pause that it makes while somebody types;
  *find*: `pincite.find(query, {limit: 10})` in a page of its own
- **Pagefind**: from an HTML file a paragraph, by its command
- **MiniSearch**, **Lunr**: an index made in Node and the texts, both as JSON, read by the page"""

WAYS = {"field": "", "find": ", *find*", "ask": ""}
FROM = {"http": "", "file": ", from disk"}
SHARES = (50, 95, 100)
EARLY = 50
"""Queries after which a page has loaded much of what it is asked for: the budget is of those."""

PAGEFIND = "pagefind"


@dataclass(frozen=True)
class Budget:
    """What a figure may be at most, and what it is."""

    what: str
    limit: float
    figure: float
    unit: str


def markdown(sizes: Iterable[Figures], versions: Mapping[str, str]) -> str:
    """The report of all sizes."""
    named = ", ".join(f"{name} {version}" for name, version in versions.items())
    head = f"# Search pages\n\n{machine()}; {named}.\n\n{NOTES}"
    return "\n\n".join([head, *(_size(size) for size in sizes)]) + "\n"


def _size(size: Figures) -> str:
    head = f"## {size.name}: {size.text / 1e6:.1f} MB, {size.paragraphs:,} paragraphs"
    parts = [head, _building(size), _first(size), _later(size), _series(size), _budgets(size)]
    return "\n\n".join(part for part in parts if part)


def _building(size: Figures) -> str:
    rows = []
    for name, steps in size.builds.items():
        against = name != OURS and OURS in size.builds
        own = size.builds[OURS]["page"] if against else None
        weight = size.weights[OURS] if against else None
        for step, cost in steps.items():
            if step != "page":
                row = [f"{name}, {step}", f"{cost.seconds:.1f}", f"{cost.memory / 1e6:.0f}"]
                rows.append([*row, *[""] * 4])
                continue
            rows.append(
                [
                    name,
                    _cell(cost.seconds, own.seconds if own else None, ".1f"),
                    _cell(cost.memory / 1e6, own.memory / 1e6 if own else None, ".0f"),
                    *_weighed(size.weights[name], weight, size.text),
                ]
            )
    columns = ["CPU s", "peak MB", "files", "MB", "MB gzip'd", "gzip'd / text"]
    return "### Building\n\n" + grid(["", *columns], rows)


def _weighed(weight: Weight, own: Weight | None, text: int) -> list[str]:
    return [
        f"{weight.files:,}",
        _cell(weight.raw / 1e6, own.raw / 1e6 if own else None, ".1f"),
        _cell(weight.gzipped / 1e6, own.gzipped / 1e6 if own else None, ".2f"),
        f"{weight.gzipped / text:.2f}",
    ]


def _first(size: Figures) -> str:
    ours = size.measured[OURS].first.get("http") if OURS in size.measured else None
    rows = []
    for name, measured in size.measured.items():
        for scheme in ("http", "file"):
            taken, own = measured.first.get(scheme), None if name == OURS else ours
            rows.append([name + FROM[scheme], *_visited(scheme, taken, own)])
    columns = ["ms, median", "max", "KB before it", "KB in all", "KB raw", "requests"]
    return "### First result\n\n" + grid(["", *columns], rows)


def _visited(scheme: str, taken: Sequence[Taken] | None, own: Sequence[Taken] | None) -> list[str]:
    if not taken:
        return ["fails", *[""] * 5]
    if scheme == "file":
        return [f"{_share(_ms, taken, 50):.0f}", f"{_share(_ms, taken, 100):.0f}", *[""] * 4]
    return [
        _against(_ms, taken, own, 50, ".0f"),
        _against(_ms, taken, own, 100, ".0f"),
        _against(_early_kb, taken, own, 50, ".1f"),
        f"{_share(_kb, taken, 50):.1f}",
        f"{_share(_raw_kb, taken, 50):.0f}",
        f"{_share(_requests, taken, 50):.0f}",
    ]


def _later(size: Figures) -> str:
    ours = _of_field(size)
    rows = []
    for name, measured in size.measured.items():
        own = None if name == OURS else ours
        for way, told in WAYS.items():
            for scheme, taken in sorted(measured.later.get(way, {}).items(), reverse=True):
                row = [name + told + FROM[scheme]]
                if scheme == "file":
                    row += [f"{_share(_ms, taken, share):.0f}" for share in SHARES] + [""] * 5
                else:
                    row += [_against(_ms, taken, own, share, ".0f") for share in SHARES]
                    row += [_against(_kb, taken, own, share, ".1f") for share in SHARES]
                    row.append(f"{_share(_kb, taken[:EARLY], 50):.1f}")
                    row.append(f"{_share(_requests, taken, 50):.0f}")
                rows.append(row)
    early = f"median of the first {EARLY}"
    columns = ["ms, median", "p95", "max", "KB, median", "p95", "max", early, "requests"]
    return "### Later queries\n\n" + grid(["", *columns], rows)


def _of_field(size: Figures) -> Sequence[Taken] | None:
    """Our later queries over HTTP, asked in the field."""
    return size.measured[OURS].later.get("field", {}).get("http") if OURS in size.measured else None


def _series(size: Figures) -> str:
    """What pincite's later queries were sent, by the folder that the files are in."""
    taken = _of_field(size)
    if not taken:
        return ""
    wire: dict[str, int] = defaultdict(int)
    requests: dict[str, int] = defaultdict(int)
    for sent in (each for one in taken for each in one.sent):
        steps = sent.path.split("/")
        series = steps[1] if steps[0] == "parts" else steps[-1]
        wire[series] += sent.wire
        requests[series] += 1
    rows = [
        [name, f"{total / len(taken) / 1e3:.2f}", f"{requests[name] / len(taken):.2f}"]
        for name, total in sorted(wire.items(), key=lambda entry: -entry[1])
    ]
    columns = ["KB a query", "requests a query"]
    return "### What a later query is sent, on average\n\n" + grid(["", *columns], rows)


def _budgets(size: Figures) -> str:
    rows = [
        [
            budget.what,
            f"{budget.limit:g}{budget.unit}",
            f"{budget.figure:.3g}{budget.unit}",
            "yes" if budget.figure <= budget.limit else "**no**",
        ]
        for budget in budgets(size)
    ]
    return "### Budgets\n\n" + grid(["", "at most", "is", "met"], rows) if rows else ""


def budgets(size: Figures) -> list[Budget]:
    """What is wanted of the page at that size."""
    wanted = {"1k": _small, "100k": _middle, "1M": _large}.get(size.name)
    return list(wanted(size)) if wanted and OURS in size.measured else []


def _small(size: Figures) -> Iterator[Budget]:
    if SINGLE in size.weights:
        yield Budget("one file", 250, size.weights[SINGLE].raw / 1e3, " KB")


def _middle(size: Figures) -> Iterator[Budget]:
    own, build = size.measured[OURS], size.builds[OURS]["page"]
    first, later = own.first["http"], own.later["field"]["http"]
    yield Budget("script and style, gzip'd", 15, size.code["core"] / 1e3, " KB")
    yield Budget("with what comes later", 25, size.code["all"] / 1e3, " KB")
    yield Budget("first result, bytes", 40, _share(_early_kb, first, 50), " KB")
    yield Budget("later queries, bytes, median", 24, _share(_kb, later[:EARLY], 50), " KB")
    yield Budget("later queries, bytes, most", 64, _share(_kb, later, 100), " KB")
    yield Budget("folder, gzip'd", 0.75, size.weights[OURS].gzipped / size.text, " of the text")
    yield Budget("building, memory", 600, build.memory / 1e6, " MB")
    if PAGEFIND not in size.measured:
        return
    theirs = size.measured[PAGEFIND]
    their_first, their_later = theirs.first["http"], theirs.later["ask"]["http"]
    unit = " of Pagefind's"
    yield Budget("first result", 0.3, _ratio(first, their_first, 50), unit)
    yield Budget("later queries, median", 0.8, _ratio(later, their_later, 50), unit)
    yield Budget("later queries, worst", 0.1, _ratio(later, their_later, 100), unit)
    seconds = size.builds[PAGEFIND]["page"].seconds
    yield Budget("building, CPU", 0.2, build.seconds / seconds, unit)


def _large(size: Figures) -> Iterator[Budget]:
    own = size.measured[OURS]
    yield Budget("first result, raw", 250, _share(_raw_kb, own.first["http"], 50), " KB")
    for scheme, taken in own.first.items():
        yield Budget(f"first result{FROM[scheme]}", 600, _share(_ms, taken, 50), " ms")
    for scheme, taken in own.later["field"].items():
        yield Budget(f"any query{FROM[scheme]}", 700, _share(_ms, taken, 100), " ms")


def _ratio(ours: Sequence[Taken], theirs: Sequence[Taken], share: float) -> float:
    return _share(_ms, ours, share) / _share(_ms, theirs, share)


def _ms(taken: Taken) -> float:
    return taken.ms


def _kb(taken: Taken) -> float:
    return taken.wire / 1e3


def _early_kb(taken: Taken) -> float:
    return taken.early_wire / 1e3


def _raw_kb(taken: Taken) -> float:
    return taken.raw / 1e3


def _requests(taken: Taken) -> float:
    return len(taken.sent)


def _share(figure: Callable[[Taken], float], taken: Sequence[Taken], share: float) -> float:
    """What that share, in percent, of the answers stay below."""
    return float(np.percentile([figure(each) for each in taken], share))


def _against(
    figure: Callable[[Taken], float],
    taken: Sequence[Taken],
    own: Sequence[Taken] | None,
    share: float,
    form: str,
) -> str:
    return _cell(_share(figure, taken, share), _share(figure, own, share) if own else None, form)


def _cell(figure: float, own: float | None, form: str) -> str:
    """The figure, and its ratio to ours where there is one."""
    return f"{figure:{form}}" + (f" ({figure / own:.2g})" if own else "")
