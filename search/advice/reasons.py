"""Why a query finds nothing, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.search.query.labels import clauses, typed
from pincite.search.query.tree import Dates, Field, Group, Near, Phrase, Word, excluded, is_filter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pincite.search.advice.alone import Counts
    from pincite.search.query.labels import Clause
    from pincite.search.query.tree import Node

# Of a pasted page the first words tell enough.
MOST = 20
_LONGEST = 60


def reasons(tree: Group, missing: Sequence[str], counts: Counts) -> tuple[str, ...]:
    """What is nowhere, and if that is not all, why what is somewhere is of no use.

    Args:
        tree: a query that finds nothing.
        missing: its words, folded, and the patterns that no paragraph has.
        counts: counts paragraphs.
    """
    nowhere = [*_absent(missing, counts), *_apart(tree, missing, counts)]
    barred = list(_barred(tree, counts))
    together = _together(tree, counts, has_all=not nowhere, explained=bool(nowhere or barred))
    return (*nowhere, *barred, *together)


def _absent(missing: Sequence[str], counts: Counts) -> Iterator[str]:
    found = [word for word in missing if counts.of(Word(word))]
    absent = [word for word in missing if word not in found]
    inflected = [word for word in found if counts.of(Near((word,), 1))]
    titled = [word for word in found if word not in inflected]
    if absent:
        yield f"not in the index: {_listed(absent)}"
    if inflected:
        yield f"in the index in other forms only: {_listed(inflected)}"
    if titled:
        yield f"in titles only, where bare words find them: {_listed(titled)}"


def _listed(words: Sequence[str]) -> str:
    """The first twenty of them, and how many more there are."""
    rest = len(words) - MOST
    return ", ".join(words[:MOST]) + (f" and {rest:,} more" if rest > 0 else "")


def _apart(tree: Group, missing: Sequence[str], counts: Counts) -> Iterator[str]:
    """Which quotations are nowhere although each of their words is somewhere."""
    for part in list(dict.fromkeys(clauses(tree)))[:MOST]:
        if not isinstance(part, (Phrase, Near)) or counts.of(part):
            continue
        if not any(surface in missing for surface in part.surfaces):
            how = "so near to each other" if isinstance(part, Near) else "as written"
            yield f"no paragraph has {_named(part)} {how}"


def _barred(tree: Group, counts: Counts) -> Iterator[str]:
    """Which filters let nothing through."""
    for part in list(dict.fromkeys(clauses(tree)))[:MOST]:
        if isinstance(part, (Field, Dates)) and not counts.of(part):
            is_kind = isinstance(part, Field) and part.name == "kind"
            yield f"no {'paragraph' if is_kind else 'article'} has {_named(part)}"


def _named(part: Clause) -> str:
    """The part as it could be typed; of a long one the beginning."""
    text = typed(part)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _together(tree: Group, counts: Counts, *, has_all: bool, explained: bool) -> Iterator[str]:
    """Why parts that are somewhere find nothing together."""
    sought = Group(musts=tree.musts, shoulds=tree.shoulds)
    found = counts.of(sought)
    if not found:
        if not (tree.musts or tree.shoulds):
            yield "the index has no paragraph"
        elif not explained or (tree.musts and all(map(counts.of, tree.musts))):
            every = "every word is in the index, but " if has_all else ""
            yield f"{every}no paragraph {_all_of(sought)}"
    elif not counts.of(Group(filters=tree.filters)):
        if not any(_is_told(node, counts) for node in tree.filters):
            yield "no paragraph passes the filters"
    else:
        left = counts.of(Group(tree.musts, tree.shoulds, filters=tree.filters))
        if left:
            yield _none_of(left, "is excluded", "all of them are excluded")
        else:
            yield _none_of(found, "does not pass the filters", "none of them passes the filters")


def _is_told(node: Node, counts: Counts) -> bool:
    """Whether a filter lets nothing through because none of its parts does."""
    parts = list(clauses(node))
    return bool(parts) and not any(map(counts.of, parts))


def _none_of(total: int, one: str, several: str) -> str:
    if total == 1:
        return f"1 paragraph matches, but {one}"
    return f"{total:,} paragraphs match, but {several}"


def _all_of(sought: Group) -> str:
    """What a paragraph would have to do."""
    only_words = not any(excluded(sought)) and not any(map(is_filter, clauses(sought)))
    return "has all of it together" if only_words else "matches all of it"
