"""What was deleted from a segment since it was written, and what that changes of its figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from pincite.indexer.codec.arrays import ArrayFile, ArrayFileWriter

if TYPE_CHECKING:
    from pathlib import Path

    import numpy.typing as npt

    Numbers = npt.NDArray[np.uint32]

SUFFIX = ".del"


@dataclass(frozen=True)
class Deletions:
    """Deleted documents of a segment.

    Attributes:
        documents: uint32, their numbers, ascending.
        stems, stem_frequencies: uint32, stems that occur in them, ascending, and in how many.
        surfaces, surface_frequencies: uint32, the same of surface forms.
        paragraphs, words, title_words: of the deleted paragraphs, as in `Segment`.
    """

    documents: Numbers
    stems: Numbers
    stem_frequencies: Numbers
    surfaces: Numbers
    surface_frequencies: Numbers
    paragraphs: int
    words: int
    title_words: int

    def of_stem(self, stem: int) -> int:
        """In how many of the deleted paragraphs a stem occurs."""
        return _at(self.stems, self.stem_frequencies, stem)

    def of_surface(self, surface: int) -> int:
        """In how many of the deleted paragraphs a surface form occurs."""
        return _at(self.surfaces, self.surface_frequencies, surface)

    def write(self, path: Path) -> None:
        """Write them to a new file."""
        with ArrayFileWriter(path) as writer:
            for name in _ARRAYS:
                writer.add(name, getattr(self, name))
            writer.finish({name: getattr(self, name) for name in _FIGURES})


_ARRAYS = ("documents", "stems", "stem_frequencies", "surfaces", "surface_frequencies")
_FIGURES = ("paragraphs", "words", "title_words")


def read_deletions(path: Path) -> Deletions:
    """The deletions in the file at `path`.

    Raises:
        CorruptIndex: it is no such file, or cut short.
    """
    arrays = ArrayFile(path)
    columns: dict[str, Any] = {name: arrays[name] for name in _ARRAYS}
    figures: dict[str, Any] = {name: int(arrays.meta[name]) for name in _FIGURES}
    return Deletions(**columns, **figures)


def _at(keys: Numbers, values: Numbers, key: int) -> int:
    place = int(keys.searchsorted(np.uint32(key)))
    return int(values[place]) if place < len(keys) and int(keys[place]) == key else 0
