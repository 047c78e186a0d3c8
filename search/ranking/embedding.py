"""How alike texts are in meaning, by the static embedding that lies in the package wordllama.

Of a static embedding each word has one vector, wherever it stands, here the sum of those of its
pieces. A text has the sum of those of its words, and two texts are as alike as the cosine between
theirs. The vectors are WordLlama's "l2_supercat", of 256 dimensions, made for English.

The package is not imported, only its files are read: importing it sets up logging for the whole
process, and its own way of loading looks for the tokenizer on the network.
"""

from __future__ import annotations

import json
import threading
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from pincite.errors import PinciteError
from pincite.indexer.batches import Analyzer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt
    from tokenizers import Tokenizer

    Numbers = npt.NDArray[np.int64]
    Scores = npt.NDArray[np.float64]
    Vectors = npt.NDArray[np.floating[Any]]

# A text is as alike as that stretch of it which is most alike, of so many words each.
STRETCH = 60
# Characters of a text that are looked at: some three thousand words.
LONGEST = 20_000

_WEIGHTS = "weights/l2_supercat_256.safetensors"
_TOKENIZER = "tokenizers/l2_supercat_tokenizer_config.json"
# Words that are remembered; where there are more, it begins anew.
_MOST_WORDS = 1 << 16
# Cosines that differ by less are equal, whatever the machine.
_DECIMALS = 9


@cache
def embedding() -> Embedding:
    """The embedding, read once in a process.

    Raises:
        PinciteError: it is not installed.
    """
    missing = PinciteError(
        "ranking by meaning needs the package wordllama: pip install 'pincite[semantic]'"
    )
    package = find_spec("wordllama")
    if package is None or not package.submodule_search_locations:
        raise missing
    try:
        from tokenizers import Tokenizer

        folder = Path(package.submodule_search_locations[0])
        tokenizer = Tokenizer.from_buffer((folder / _TOKENIZER).read_bytes())
        pieces = _tensor(folder / _WEIGHTS)
    except (ImportError, OSError) as error:
        raise missing from error
    return Embedding(tokenizer, pieces)


class Embedding:
    """Vectors of words and of texts. Threads may share it."""

    def __init__(self, tokenizer: Tokenizer, pieces: Vectors) -> None:
        """Embed by the vectors of the pieces that `tokenizer` divides words into, by number."""
        self._tokenizer = tokenizer
        self._pieces = pieces
        self._lock = threading.Lock()
        self._analyzer = Analyzer()
        self._vectors = np.empty((_MOST_WORDS // 16, pieces.shape[1]), np.float32)
        self._known = 0

    def likeness(
        self, query: str, texts: Sequence[str], titles: Sequence[str], weight: float
    ) -> Scores:
        """float64[texts], how alike each text is to a query in meaning, from 0 to 1.

        Args:
            query: its words.
            texts: what is compared, one or more.
            titles: what stands above each text; it belongs to each stretch of it.
            weight: of each word of a title, against one of a text.
        """
        with self._lock:
            sums, counts = self._sums([query], titles, [text[:LONGEST] for text in texts])
        sought, above = sums[0], sums[1 : 1 + len(titles)]
        stretches = sums[1 + len(titles) :] + weight * np.repeat(above, counts, axis=0)
        lengths = np.sqrt(np.einsum("ij,ij->i", stretches, stretches) * (sought @ sought))
        products = np.einsum("ij,j->i", stretches, sought)
        cosines = np.divide(products, lengths, out=np.zeros(len(products)), where=lengths > 0)
        best = np.maximum.reduceat(cosines, np.cumsum(counts) - counts)
        return np.asarray(best.clip(0.0, 1.0).round(_DECIMALS), np.float64)

    def _sums(self, *parts: Sequence[str]) -> tuple[Scores, Numbers]:
        """The sums of the vectors of some texts; of the last part, of each stretch of them.

        Returns:
            float64[sums, dimensions]; and of each text of the last part, how many stretches it has.
        """
        batch = self._analyzer.analyze([text for part in parts for text in part])
        vectors = self._vectors_of_all()
        whole = sum(map(len, parts[:-1]))
        ends = np.cumsum(batch.counts).tolist()
        words = [batch.surfaces[start:end] for start, end in zip([0, *ends], ends, strict=False)]
        divided = [list(_stretches(each)) for each in words[whole:]]
        rows = [*words[:whole], *(stretch for stretches in divided for stretch in stretches)]
        # In doubles the sums are exact, and the same whatever the order of the words.
        sums = np.array([vectors.take(row, axis=0).sum(axis=0, dtype=np.float64) for row in rows])
        if len(self._analyzer.surfaces) > _MOST_WORDS:
            self._analyzer, self._known = Analyzer(), 0
        return sums, np.array([len(stretches) for stretches in divided])

    def _vectors_of_all(self) -> Vectors:
        """float32[words, dimensions], the vectors of all words so far, by number."""
        surfaces = self._analyzer.surfaces
        while len(self._vectors) < len(surfaces):
            self._vectors = np.concatenate([self._vectors, np.empty_like(self._vectors)])
        for number in range(self._known, len(surfaces)):
            # A half of a character that stands alone is no text to the tokenizer.
            word = surfaces[number].encode("utf-8", "replace").decode()
            found = self._tokenizer.encode(word, add_special_tokens=False).ids
            self._vectors[number] = self._pieces[found].sum(axis=0, dtype=np.float32)
        self._known = len(surfaces)
        return self._vectors


def _stretches(words: npt.NDArray[np.uint32]) -> Iterator[npt.NDArray[np.uint32]]:
    """The words of a text, so many at a time; one of none where it has none."""
    for start in range(0, max(len(words), 1), STRETCH):
        yield words[start : start + STRETCH]


def _tensor(path: Path) -> Vectors:
    """The one array of a file of safetensors, mapped: a header in JSON, its length before it."""
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(length))
    ((_, entry),) = ((name, each) for name, each in header.items() if name != "__metadata__")
    return np.asarray(np.memmap(path, "<f2", "r", 8 + length, tuple(entry["shape"])))
