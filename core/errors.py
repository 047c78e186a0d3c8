"""The one exception tree: everything pincite raises on purpose."""

from __future__ import annotations


def unreadable(error: Exception) -> str:
    """That something cannot be read, and why: "cannot be read (Permission denied)"."""
    return f"cannot be read ({getattr(error, 'strerror', None) or error})"


class PinciteError(Exception):
    """Base of all errors meant for a user; the message names the thing and what to do."""


class IndexMissing(PinciteError):
    """There is no index where one was looked for."""


class IndexLocked(PinciteError):
    """Another process is writing to the index."""


class CorruptIndex(PinciteError):
    """The index cannot be read as what it claims to be."""


class SourceError(PinciteError):
    """A source file cannot be read as articles."""


class NothingIndexed(PinciteError):
    """No source could be indexed at all."""


class ArticleNotFound(PinciteError):
    """No article, or more than one, answers to the name given."""


class QueryError(PinciteError):
    """A query that cannot be understood.

    Attributes:
        query: the query as given.
        position: character offset of the trouble, from 0.
        reason: what is wrong, without the query.
    """

    def __init__(self, query: str, position: int, reason: str) -> None:
        super().__init__(reason)
        self.query = query
        self.position = position
        self.reason = reason

    def __reduce__(self) -> tuple[type[QueryError], tuple[str, int, str]]:
        return type(self), (self.query, self.position, self.reason)
