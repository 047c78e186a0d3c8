"""What a worker and the process that started it tell each other: lines of JSON, never pickles."""

from __future__ import annotations

import json
from dataclasses import MISSING, asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any, NamedTuple

from pincite.indexer.articles import Article, Kind, Paragraph
from pincite.indexer.reading.limits import Limits
from pincite.indexer.sources.source import ReadOptions, Skip
from pincite.indexer.structure.metadata import Stated

if TYPE_CHECKING:
    from collections.abc import Mapping

# The fields of an article but its paragraphs, and what need not be told.
_METADATA = {
    each.name: None if each.default is MISSING else each.default
    for each in fields(Article)
    if each.name != "paragraphs"
}
_TUPLES = ("copies", "former")


@dataclass(frozen=True)
class Job:
    """One source file to read.

    Attributes:
        path: where it lies.
        id: what it is called in the index.
        stated: what is said of it outside, as for `articles_of`.
        size: of the file, in bytes.
        here: whether it is as well read without a worker.
    """

    path: str
    id: str
    stated: Mapping[str, Mapping[str, Stated]] = field(default_factory=dict)
    size: int = 0
    here: bool = False


class Ending(NamedTuple):
    """How reading a source ended.

    Attributes:
        reason: why nothing is to be had of it; "" where all went well.
        transient: whether that was no fault of its content: it may be read the next time.
        exhausted: whether the worker is not to be given another.
    """

    reason: str = ""
    transient: bool = False
    exhausted: bool = False


def dump_job(job: Job) -> bytes:
    """A job as a line."""
    stated = {
        key: {name: [each.value, each.origin] for name, each in fields.items()}
        for key, fields in job.stated.items()
    }
    return _line([job.path, job.id, stated, job.size])


def load_job(line: bytes) -> Job:
    """The job that a line is."""
    path, source_id, stated, size = json.loads(line)
    known = {
        key: {name: Stated(*each) for name, each in fields.items()}
        for key, fields in stated.items()
    }
    return Job(path, source_id, known, size)


def dump_greeting(limits: Limits, options: ReadOptions) -> bytes:
    """What a worker has to know before its first job, as a line."""
    return _line([asdict(limits), asdict(options)])


def load_greeting(line: bytes) -> tuple[Limits, ReadOptions]:
    """The limits and options that a line has."""
    limits, options = json.loads(line)
    options["fields"] = tuple((name, key) for name, key in options["fields"])
    options["boilerplate"] = tuple(options["boilerplate"])
    return Limits(**limits), ReadOptions(**options)


def dump_item(item: Article | Skip) -> bytes:
    """An article with its paragraphs, or what was skipped of a source, as a line."""
    if isinstance(item, Skip):
        return _line({"skip": [item.path, item.reason, item.is_note]})
    known = {name: getattr(item, name) for name in _METADATA}
    metadata = {name: value for name, value in known.items() if value != _METADATA[name]}
    return _line({"article": metadata, "paragraphs": [_values(each) for each in item.paragraphs]})


def is_item(line: bytes) -> bool:
    """Whether a line is about an article or a skip, told without reading all of it."""
    return line.startswith((b'{"article":', b'{"skip":'))


def load_item(line: bytes) -> Article | Skip:
    """The article or the skip that a line is."""
    told = json.loads(line)
    if "skip" in told:
        return Skip(*told["skip"])
    metadata = told["article"]
    metadata |= {name: tuple(metadata[name]) for name in _TUPLES if name in metadata}
    paragraphs = tuple(_paragraph(*each) for each in told["paragraphs"])
    return Article(**metadata, paragraphs=paragraphs)


def dump_ending(ending: Ending, checksum: int = 0) -> bytes:
    """The last line about a source; the checksum is that of all lines about its articles."""
    return _line([*ending, checksum])


def load_ending(line: bytes) -> tuple[Ending, int] | None:
    """How a source ended, and the checksum; None where the line is nothing of the kind."""
    try:
        reason, transient, exhausted, checksum = json.loads(line)
    except (ValueError, TypeError):
        return None
    return Ending(str(reason), bool(transient), bool(exhausted)), checksum


def _line(value: object) -> bytes:
    # Escaped, so that no name or text can end the line, or cannot be encoded.
    return json.dumps(value, separators=(",", ":")).encode("ascii") + b"\n"


def _values(paragraph: Paragraph) -> list[object]:
    return [
        paragraph.ordinal,
        paragraph.text,
        paragraph.kind.value,
        paragraph.lines,
        paragraph.chars,
        paragraph.sentences,
        paragraph.heading,
        paragraph.pages,
    ]


def _paragraph(  # noqa: PLR0913, PLR0917 - one for each field
    ordinal: int,
    text: str,
    kind: str,
    lines: list[int] | None,
    chars: list[int],
    sentences: list[list[int]],
    heading: str,
    pages: list[int] | None,
) -> Paragraph:
    known: dict[str, Any] = {
        "lines": tuple(lines) if lines else None,
        "chars": tuple(chars),
        "sentences": tuple(map(tuple, sentences)),
        "pages": tuple(pages) if pages else None,
    }
    return Paragraph(ordinal=ordinal, text=text, kind=Kind(kind), heading=heading, **known)
