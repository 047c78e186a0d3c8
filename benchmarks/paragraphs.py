"""How well paragraphs are found, layout by layout: `python -m benchmarks.paragraphs`."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from tests.layouts import LAYOUTS, samples

from pincite.indexer.articles import Article
from pincite.indexer.sources import Source, articles_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tests.layouts import Sample

    from pincite.indexer.articles import Paragraph


@dataclass
class Tally:
    """What was found of what there is, over some texts.

    Attributes:
        files: texts.
        true: paragraphs that there are.
        found: paragraphs that were found.
        begun: paragraphs found that begin where one begins.
        exact: paragraphs found that begin and end where one does.
        named: exact ones of the right kind.
    """

    files: int = 0
    true: int = 0
    found: int = 0
    begun: int = 0
    exact: int = 0
    named: int = 0

    def add(self, sample: Sample, paragraphs: Sequence[Paragraph]) -> None:
        """Count one text."""
        kinds = dict(zip(sample.chars, sample.kinds, strict=True))
        starts = {start for start, _ in sample.chars}
        self.files += 1
        self.true += len(kinds)
        self.found += len(paragraphs)
        self.begun += sum(each.chars[0] in starts for each in paragraphs)
        self.exact += sum(each.chars in kinds for each in paragraphs)
        self.named += sum(kinds.get(each.chars) == each.kind.value for each in paragraphs)

    @property
    def boundaries(self) -> float:
        """F1 of the places where paragraphs begin."""
        return 2 * self.begun / (self.true + self.found)

    @property
    def paragraphs(self) -> float:
        """F1 of whole paragraphs."""
        return 2 * self.exact / (self.true + self.found)

    @property
    def kinds(self) -> float:
        """The share of the paragraphs there are that were found whole and of the right kind."""
        return self.named / self.true


def measure(texts: Iterable[Sample]) -> dict[str, Tally]:
    """What is found in each layout."""
    tallies = {layout: Tally() for layout in LAYOUTS}
    for sample in texts:
        tallies[sample.layout].add(sample, paragraphs_of(sample))
    return tallies


def paragraphs_of(sample: Sample) -> tuple[Paragraph, ...]:
    """The paragraphs of a text, read as the file that it would be."""
    data = sample.source.encode()
    source = Source(sample.name, PurePath("text.txt"), lambda: io.BytesIO(data))
    (article,) = (each for each in articles_of(source) if isinstance(each, Article))
    return article.paragraphs


def table() -> str:
    """The figures as a table in Markdown."""
    rows = ["| layout | files | boundaries F1 | paragraphs F1 | kinds |", "|---|--:|--:|--:|--:|"]
    rows += [
        f"| {layout} | {tally.files} | {tally.boundaries:.3f} | {tally.paragraphs:.3f}"
        f" | {tally.kinds:.1%} |"
        for layout, tally in measure(samples()).items()
    ]
    return "\n".join(rows)


if __name__ == "__main__":
    print(table())
