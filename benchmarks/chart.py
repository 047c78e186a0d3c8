"""A picture of the medians: one row for each class of queries, one mark for each engine."""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from benchmarks.report import OURS, ratio

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.report import Measured

COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")
"""Okabe and Ito's, which the colour-blind can tell apart."""

LEFT, RIGHT, TOP, ROW = 260, 40, 76, 24
WIDTH = 900


@dataclass(frozen=True)
class _Axis:
    """Powers of ten from left to right."""

    least: int
    most: int

    def at(self, value: float) -> float:
        step = (WIDTH - LEFT - RIGHT) / (self.most - self.least)
        return LEFT + (math.log10(value) - self.least) * step


def draw(measured: Measured) -> str:
    """An SVG: how long engines take as a multiple of pincite's median, logarithmic."""
    names = [name for name in measured.engines if name != OURS]
    colours = dict(zip(names, COLOURS, strict=False))
    rows = _rows(measured)
    powers = [math.log10(value) for _, ratios in rows for value in ratios.values()]
    axis = _Axis(math.floor(min([*powers, -1])), math.ceil(max([*powers, 1])))
    height = TOP + ROW * len(rows) + 20
    title = f"Time per query as a multiple of pincite's, medians, corpus {measured.corpus.name}"
    marks = [
        _text(10, 22, title, bold=True),
        *_legend(colours),
        *_grid(axis, height),
        *_points(axis, rows, colours),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        'font-family="sans-serif" font-size="12">\n'
        '<rect width="100%" height="100%" fill="#fff"/>\n' + "\n".join(marks) + "\n</svg>\n"
    )


def _rows(measured: Measured) -> list[tuple[str, dict[str, float]]]:
    """A label, and by engine the ratio to ours, for all that we were asked."""
    rows = []
    for answer, classes in measured.answers.items():
        for name, asked in classes.items():
            if (ours := asked.get(OURS)) and ours.times:
                ratios = {
                    n: ratio(one, ours, 50) for n, one in asked.items() if one.times and n != OURS
                }
                rows.append((f"{name} · {answer}", ratios))
    return rows


def _legend(colours: dict[str, str]) -> Iterator[str]:
    for number, (name, colour) in enumerate(colours.items()):
        yield f'<circle cx="{16 + number * 110}" cy="42" r="5" fill="{colour}"/>'
        yield _text(26 + number * 110, 46, name)


def _grid(axis: _Axis, height: int) -> Iterator[str]:
    for power in range(axis.least, axis.most + 1):
        x = axis.at(10.0**power)
        width = 0.5 if power else 2
        yield f'<path d="M{x:.1f} {TOP}V{height - 20}" stroke="#888" stroke-width="{width}"/>'
        yield _text(x, TOP - 6, f"{10.0**power:g}", anchor="middle")


def _points(
    axis: _Axis, rows: list[tuple[str, dict[str, float]]], colours: dict[str, str]
) -> Iterator[str]:
    for number, (label, ratios) in enumerate(rows):
        y = TOP + ROW * (number + 0.5)
        yield _text(LEFT - 10, y + 4, label, anchor="end")
        for name, value in ratios.items():
            yield (
                f'<circle cx="{axis.at(value):.1f}" cy="{y}" r="5" fill="{colours[name]}" '
                f'fill-opacity=".85"><title>{name}: {value:.2g}</title></circle>'
            )


def _text(x: float, y: float, text: str, *, anchor: str = "start", bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{weight}>{escape(text)}</text>'
