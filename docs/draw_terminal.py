"""A real search over the example corpus, drawn as the terminal window in docs/search.svg."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "docs" / "search.svg"
COMMAND = ("search", "comprehensive strategic partnership", "-n", "3")
COLUMNS = 88

# The cell is that of common monospaced fonts at this size; each run of characters is placed
# by its column, so that a font of other proportions cannot make lines drift apart.
SIZE, CELL, LEADING, MARGIN, BAR = 14, 8.43, 21, 22, 40
BACKGROUND, EDGE, PLAIN, FAINT = "#16181d", "#2b2f38", "#d7dae0", "#8b93a1"
COLOURS = {"31": "#ff8272", "32": "#7bd88f", "33": "#fcd566", "34": "#7aa2f7"}
NO_BREAK = "\u00a0"  # not collapsed, whatever the viewer makes of white space
LIGHTS = ("#ff5f57", "#febc2e", "#28c840")

_SGR = re.compile(r"\x1b\[([0-9;]*)m")


class Piece(NamedTuple):
    """Characters of one line that look the same, from a column on."""

    column: int
    text: str
    codes: frozenset[str]


def pieces(line: str) -> list[Piece]:
    """A line of terminal output, cut where its look changes."""
    found: list[Piece] = []
    column, codes = 0, frozenset[str]()
    for place, part in enumerate(_SGR.split(line)):
        if place % 2:
            switched = {code for code in part.split(";") if code not in ("", "0")}
            codes = codes | switched if switched else frozenset()
        else:
            found.append(Piece(column, part, codes))
            column += len(part)
    return [piece for piece in found if piece.text.strip(" ")]


def _tspan(piece: Piece) -> str:
    fill = next((COLOURS[code] for code in sorted(piece.codes) if code in COLOURS), None)
    fill = fill or (FAINT if "2" in piece.codes else PLAIN)
    weight = ' font-weight="700"' if "1" in piece.codes else ""
    text = piece.text.strip(" ")
    x = MARGIN + (piece.column + piece.text.index(text)) * CELL
    length = len(text) * CELL
    return (
        f'<tspan x="{x:.2f}" textLength="{length:.2f}" fill="{fill}"{weight}>'
        f"{escape(text.replace('  ', NO_BREAK * 2), quote=False)}</tspan>"
    )


def window(output: str, title: str) -> str:
    """The whole drawing."""
    lines = output.rstrip("\n").split("\n")
    width = round(2 * MARGIN + COLUMNS * CELL)
    height = BAR + LEADING * len(lines) + MARGIN
    lights = "".join(
        f'<circle cx="{MARGIN + 6 + 20 * place}" cy="20" r="6" fill="{colour}"/>'
        for place, colour in enumerate(LIGHTS)
    )
    rows = "\n".join(
        f'<text y="{BAR + LEADING * number + SIZE}">{"".join(map(_tspan, pieces(line)))}</text>'
        for number, line in enumerate(lines)
        if line
    )
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" \
width="{width}" height="{height}" role="img" aria-label="{escape(title)}">
<rect x=".5" y=".5" width="{width - 1}" height="{height - 1}" rx="10" \
fill="{BACKGROUND}" stroke="{EDGE}"/>
{lights}
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" \
font-size="{SIZE}">
{rows}
</g>
</svg>
"""


def search_output() -> str:
    """What the command writes to a terminal, the prompt above it."""
    prompt = f"\x1b[32m$\x1b[0m \x1b[1mpincite {shlex.join(COMMAND)}\x1b[0m\n\n"
    environment = dict(os.environ, FORCE_COLOR="1", COLUMNS=str(COLUMNS), PYTHONUTF8="1")
    environment.pop("NO_COLOR", None)
    pincite = [sys.executable, "-m", "pincite"]
    with tempfile.TemporaryDirectory() as folder:
        index = ["--index", f"{folder}/index"]
        subprocess.run([*pincite, "index", "corpus", "-q", *index], cwd=ROOT, check=True)
        search = subprocess.run(
            [*pincite, *COMMAND, *index],
            cwd=ROOT,
            env=environment,
            check=True,
            capture_output=True,
            encoding="utf-8",
        )
    notice = f"\n\x1b[2m{search.stderr.strip()}\x1b[0m" if search.stderr else ""
    return prompt + search.stdout + notice


def main() -> None:
    """Write the drawing."""
    OUTPUT.parent.mkdir(exist_ok=True)
    drawing = window(search_output(), f"A terminal after: pincite {shlex.join(COMMAND)}")
    OUTPUT.write_text(drawing, encoding="utf-8")
    print(f"wrote {OUTPUT.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
