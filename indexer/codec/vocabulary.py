"""The words of one language as segments are built: analysed and stemmed once for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pincite.indexer.batches import Analyzer
from pincite.indexer.codec.fingerprints import hashes

if TYPE_CHECKING:
    from collections.abc import Collection

    import numpy.typing as npt

    from pincite.indexer.stemming import Stemmer


class Vocabulary:
    """The words of one language, analysed and stemmed, whatever segments they go to."""

    def __init__(self, stemmer: Stemmer, function_words: Collection[str]) -> None:
        """Stem with `stemmer`; `function_words` take no place when nearness is measured."""
        self.analyzer = Analyzer()
        self.stemmer = stemmer
        self.function_words = function_words
        self._is_content = np.zeros(0, bool)
        self._hashes = np.zeros(0, np.uint64)

    def is_content(self) -> npt.NDArray[np.bool_]:
        """Bool by number of surface form, whether it is no function word."""
        fresh = self.analyzer.surfaces[len(self._is_content) :]
        more = [surface not in self.function_words for surface in fresh]
        self._is_content = np.concatenate([self._is_content, np.array(more, bool)])
        return self._is_content

    def hashes(self) -> npt.NDArray[np.uint64]:
        """Uint64 by number of surface form, what fingerprints are made of."""
        fresh = self.analyzer.surfaces[len(self._hashes) :]
        self._hashes = np.concatenate([self._hashes, hashes(fresh)])
        return self._hashes
