"""The bundled articles in nine layouts, with the places where paragraphs begin and their kinds.

`python tests/layouts.py FOLDER` writes them: the texts, and their labels beside them.
"""

from __future__ import annotations

import itertools
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import TypeAlias

    Fill: TypeAlias = Callable[[str, str, str], list[str]]

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
KINDS = {
    "h": "heading",
    "y": "byline",
    "p": "boilerplate",
    "b": "body",
    "q": "quote",
    "l": "list",
    "c": "caption",
    "a": "annotation",
}
# As a reader sees them, in order.
LABELS = {
    "2017-06-15-astana-enlargement.txt": "hypy bbbbb c b p bbbb q",
    "2017-07-06-hamburg-g20.txt": "hyy bbbbbb q p bbbb",
    "2018-04-12-moscow-ministerials.txt": "p hpcy bbbbbbbb q bb",
    "arctic-polar-silk-road.txt": "hypy bb h bb c b a h bbb q b",
    "brics-bank-and-its-cousins.md": "h bb h b l b h b l b q b h bb h bb",
    "entente-revisited-2017.txt": "hyy bb p b p bb aa b a b a b aaaa b a bbb aa",
    "greater-eurasia-conjunction.md": "hyy bb h b q b h l b h bbb h bb",
    "joint-sea-exercises.txt": "hypy bbbbb c bbbbb",
    "korea-dual-suspension.txt": "hypy b h bbb q b h bb a bb",
    "power-of-siberia.txt": "hypy bbb h bbb h bb q bb",
    "roubles-and-yuan.txt": "hyy bb h bb h bbb q bbb",
    "s-400-and-su-35.txt": "hpyy b",
    "turkey-silk-road-cafe.txt": "hypy bb h bb q h bb h bb",
}
_ONLY_DIVIDED = ("compre-\n", "partner-\n")
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_NOTE = re.compile(r"\n\n\[\^\w+\]:.*")
_SHORT_LEAD_IN = re.compile(r"(?<=\n\n)(?P<lead>[^\n]{1,299}):\n\n(?=- )")
_SYLLABLES = re.compile(r"(?<=[aeiou][bcdfghklmnprst])(?=[bcdfgklmnprst][aeiou])")


@dataclass(frozen=True)
class Piece:
    """One paragraph of an article, however it is laid out.

    Attributes:
        kind: of it, in a word.
        lines: its text; several only for the items of a list, with their lead-in.
        set_apart: whether nothing but the layout shows that it is quoted.
    """

    kind: str
    lines: tuple[str, ...]
    set_apart: bool = False


@dataclass(frozen=True)
class Sample:
    """A text in some layout.

    Attributes:
        name: of the article.
        layout: the name of the layout.
        source: the text.
        chars: start and end of each paragraph in it.
        kinds: of each.
    """

    name: str
    layout: str
    source: str
    chars: tuple[tuple[int, int], ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """How paragraphs are put on a page.

    Attributes:
        fill: the lines of a text, behind what stands in front of the first and of the others.
        first: what stands in front of the first line of a paragraph, of even and of odd ones.
        rest: and in front of its other lines.
        line_gap: what stands between lines.
        gap: what stands between paragraphs.
        quote: in front of each line of what is set apart; "" where the usual indents stay.
        heading_gap: what stands around headings and among the lines above the first body.
    """

    fill: Fill
    first: tuple[str, str] = ("", "")
    rest: tuple[str, str] = ("", "")
    line_gap: str = "\n"
    gap: str = "\n\n"
    quote: str = "> "
    heading_gap: str = ""


def samples() -> Iterator[Sample]:
    """Every article in every layout, always the same."""
    for number, name in enumerate(sorted(LABELS)):
        pieces = _pieces(name)
        for layout, page in LAYOUTS.items():
            sample = _laid_out(name, layout, pieces, page(number))
            yield _with_other_newlines(sample) if number % 3 == 2 else sample


def _pieces(name: str) -> list[Piece]:
    source = (CORPUS / name).read_text("utf-8")
    for divided in _ONLY_DIVIDED:
        source = source.replace(divided, divided[:-2])
    if name.endswith(".md"):
        source = _NOTE.sub("", _FRONT_MATTER.sub("", source)).replace("**", "")
        source = re.sub(r"(?<!\w)[*_](\S.*?\S)[*_](?!\w)", r"\1", source)
    source = _SHORT_LEAD_IN.sub(r"\g<lead>:\n", source)
    blocks = re.split(r"\n{2,}", source.strip())
    if len(blocks) < 5:
        blocks = [line for block in blocks for line in block.split("\n")]
    kinds = [KINDS[letter] for letter in LABELS[name].replace(" ", "")]
    return [_piece(block, kind) for block, kind in zip(blocks, kinds, strict=True)]


def _piece(block: str, kind: str) -> Piece:
    lines = [line.strip() for line in block.split("\n")]
    if kind == "list":
        return Piece(kind, tuple(lines))
    text = lines[0]
    for line in lines[1:]:
        text += line if text.endswith("-") else f" {line}"
    text = re.sub(r"^(?:#+|>) ", "", text.replace("\n> ", " "))
    return Piece(kind, (text,), kind == "quote" and text[0] not in '“"')


def _laid_out(name: str, layout: str, pieces: Sequence[Piece], page: Page) -> Sample:
    source, chars = "", []
    for number, piece in enumerate(pieces):
        if number:
            beside = {piece.kind, pieces[number - 1].kind}
            apart = page.heading_gap and beside & {"heading", "byline", "boilerplate"}
            source += page.heading_gap if apart else page.gap
        lines = _lines(piece, page, number)
        start = len(source) + len(lines[0]) - len(lines[0].lstrip(" \t>"))
        source += page.line_gap.join(lines)
        chars.append((start, len(source)))
    return Sample(name, layout, source + "\n", tuple(chars), tuple(p.kind for p in pieces))


def _lines(piece: Piece, page: Page, number: int) -> list[str]:
    if piece.kind == "list":
        return [line for item in piece.lines for line in _item_lines(item, page, number)]
    if piece.set_apart:
        return page.fill(piece.lines[0], page.quote, page.quote)
    first, rest = page.first[number % 2], page.rest[number % 2]
    lines = page.fill(piece.lines[0], first, rest)
    stands_out = piece.kind in {"heading", "byline", "boilerplate", "caption"}
    return [lines[0].strip()] if stands_out and len(lines) == 1 else lines


def _item_lines(item: str, page: Page, number: int) -> list[str]:
    if item[0] == "-" or item[0].isdigit():
        return page.fill(item, "", "   " if item[0].isdigit() else "  ")
    return page.fill(item, page.first[number % 2], page.rest[number % 2])


def _with_other_newlines(sample: Sample) -> Sample:
    shifts = [0, *itertools.accumulate(character == "\n" for character in sample.source)]
    chars = tuple((start + shifts[start], end + shifts[end]) for start, end in sample.chars)
    source = sample.source.replace("\n", "\r\n")
    return Sample(sample.name, sample.layout, source, chars, sample.kinds)


def _whole(text: str, first: str, rest: str) -> list[str]:
    return [first + text]


def _filled(width: int, *, ragged: int = 0, divided: bool = False) -> Fill:
    """Lines of at most `width`, some up to `ragged` shorter; long words are `divided` if wanted."""

    def fill(text: str, first: str, rest: str) -> list[str]:
        lines = [""]
        for word in text.split(" "):
            indent = len((rest if len(lines) > 1 else first).expandtabs(4))
            shorter = len(lines) * 5 % (ragged + 1)
            room = width - indent - shorter - len(lines[-1]) - bool(lines[-1])
            head = _head(word, room - 1) if divided and len(word) > room else ""
            if head:
                lines[-1] += f" {head}-"
                lines.append(word[len(head) :])
            elif lines[-1] and len(word) > room:
                lines.append(word)
            else:
                lines[-1] += f" {word}" if lines[-1] else word
        return [(rest if place else first) + line.rstrip() for place, line in enumerate(lines)]

    return fill


def _head(word: str, room: int) -> str:
    """The first syllables of a word that fit; "" for none."""
    if not word.rstrip(".,;").isalpha():
        return ""
    places = [match.start() for match in _SYLLABLES.finditer(word)]
    fitting = [place for place in places if 2 <= place <= room and len(word) - place > 3]
    return word[: fitting[-1]] if fitting else ""


def _indents(number: int) -> str:
    return ("  ", "   ", "    ", "     ", "\t")[number % 5]


def _width(number: int) -> int:
    return (60, 64, 68, 72, 76, 80)[number % 6]


def _first_lines_in(number: int) -> Page:
    indent = _indents(number)
    return Page(
        _filled(_width(number)),
        first=(indent, indent),
        gap="\n",
        quote=(indent * 3, "> ")[number % 2],
        heading_gap=("\n", "\n\n")[number % 2],
    )


def _hanging_or_by_turns(number: int) -> Page:
    indent = _indents(number)
    by_turns = number % 2
    return Page(
        _filled(_width(number)),
        first=("", indent if by_turns else ""),
        rest=("", indent) if by_turns else (indent, indent),
        gap="\n",
        heading_gap=("\n", "\n\n")[number // 2 % 2],
    )


def _unmarked(number: int) -> Page:
    return Page(
        _filled(_width(number), ragged=(0, 6)[number % 2]),
        gap="\n",
        quote=("    ", "> ")[number % 2],
        heading_gap=("\n", "\n\n")[number // 2 % 2],
    )


def _double_spaced_and_indented(number: int) -> Page:
    indent = _indents(number)
    return Page(
        _filled(_width(number)),
        first=(indent, indent),
        line_gap="\n\n",
        gap="\n\n",
        heading_gap=("\n\n", "\n\n\n")[number % 2],
    )


# By how paragraphs are told apart. The number is that of the article.
LAYOUTS: dict[str, Callable[[int], Page]] = {
    "blank lines, a line each": lambda number: Page(_whole, quote=("    ", "> ")[number % 2]),
    "blank lines, wrapped at 72": lambda number: Page(
        _filled(72), quote=("    ", "> ")[number % 2]
    ),
    "a line each": lambda number: Page(_whole, gap="\n", heading_gap=("\n", "\n\n")[number % 2]),
    "double-spaced": lambda number: Page(
        _filled(_width(number)), line_gap="\n\n", gap="\n\n\n" + "\n" * (number % 2)
    ),
    "first lines set in": _first_lines_in,
    "hanging, or set in by turns": _hanging_or_by_turns,
    "neither blank lines nor indents": _unmarked,
    "narrow, words divided": lambda number: Page(_filled(40 + number % 11, divided=True)),
    "double-spaced, first lines set in": _double_spaced_and_indented,
}


def main(folder: Path) -> None:
    """Write every text as a file, and its labels as JSON beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    for sample in samples():
        stem = f"{Path(sample.name).stem}, {sample.layout}"
        (folder / f"{stem}.txt").write_bytes(sample.source.encode())
        labels = [[*chars, kind] for chars, kind in zip(sample.chars, sample.kinds, strict=True)]
        (folder / f"{stem}.json").write_text(json.dumps(labels), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
