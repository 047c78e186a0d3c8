"""The words of a segment: its surface forms, gathered under their stems.

Stems are numbered in the order of their code points, and so are surface forms within each stem;
a stem's forms lie side by side, and the number of a form in its stem is what postings hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from pincite.indexer.codec.ranges import counts_between, offsets, smallest
from pincite.indexer.codec.strings import Strings, write_strings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import numpy.typing as npt

    from pincite.indexer.codec.arrays import ArrayFile, ArrayFileWriter

    Numbers = npt.NDArray[np.int64]


class Lexicon:
    """Looks words up.

    Attributes:
        stems, surfaces: the words, by number.
        forms: uint32[stems + 1], the first surface form of each stem, then how many there are.
        frequencies: unsigned[surfaces], the paragraphs that have each form.
    """

    def __init__(self, arrays: ArrayFile) -> None:
        """Read it from the file of the segment."""
        self._arrays = arrays
        self.stems = Strings(arrays, "stems")
        self.surfaces = Strings(arrays, "surfaces")
        self.forms: npt.NDArray[np.uint32] = arrays["forms_of"]
        self.frequencies: npt.NDArray[np.unsignedinteger[Any]] = arrays["surface_frequencies"]

    def stem_of(self, surface: int) -> int:
        """The stem of a surface form, both by number."""
        return int(self.forms.searchsorted(np.uint32(surface), "right")) - 1

    def forms_of(self, stem: int) -> range:
        """The surface forms of a stem, all by number."""
        return range(int(self.forms[stem]), int(self.forms[stem + 1]))

    def surfaces_of(self, stem: str) -> list[str]:
        """The surface forms of a stem; none where it never occurred."""
        number = self.stems.find(stem)
        if number < 0:
            return []
        first, end = self.forms[number : number + 2].tolist()
        return self.surfaces.between(first, end)

    def entries(self) -> Iterator[tuple[str, str]]:
        """Every surface form with its stem, in the order of their numbers."""
        counts = counts_between(self.forms).tolist()
        surfaces = iter(self.surfaces)
        for stem, count in zip(self.stems, counts, strict=True):
            for _ in range(count):
                yield next(surfaces), stem


class Words:
    """The words of a segment that is being written.

    Attributes:
        surfaces: all of them, in the order of their numbers.
        stems: all of them, in order.
        forms: int64[stems + 1], the first surface form of each stem, then how many there are.
    """

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        """Number the words of `entries`, each a stem and a surface form, sorted and distinct.

        The form "" stands for a stem that no text has, but a title.
        """
        self.surfaces: list[str] = []
        self.stems: list[str] = []
        counts: list[int] = []
        last = None
        for stem, surface in entries:
            if stem != last:
                self.stems.append(stem)
                counts.append(0)
                last = stem
            if surface:
                counts[-1] += 1
                self.surfaces.append(surface)
        self.forms = offsets(np.array(counts, np.int64))

    def stem_numbers(self) -> Numbers:
        """int64[surfaces], the number of each form's stem."""
        return np.repeat(np.arange(len(self.stems)), np.diff(self.forms))

    def write(self, writer: ArrayFileWriter, frequencies: Numbers) -> None:
        """Write them, with how many paragraphs have each form."""
        write_strings(writer, "stems", self.stems, ordered=True)
        write_strings(writer, "surfaces", self.surfaces)
        writer.add("forms_of", self.forms.astype(np.uint32))
        most = int(frequencies.max(initial=0))
        writer.add("surface_frequencies", frequencies.astype(smallest(most)))
