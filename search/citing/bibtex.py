"""Citations as BibTeX, for BibTeX itself and for biblatex."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pincite.search.citing.dates import date_parts
from pincite.search.citing.keys import key
from pincite.search.citing.whereabouts import places_of
from pincite.search.citing.wording import address, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pincite.indexer.articles import Article, Paragraph

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        # BibTeX counts braces behind a backslash too, so none may stand for itself.
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "|": r"\textbar{}",
        '"': '{"}',  # some languages make it a command
        **{sign: f"\\{sign}" for sign in "%$&#_"},
    }
)
# TeX makes one character of these two.
_LIGATURES = re.compile(r"([-'`,])(?=\1)")
_UNREADABLE = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\ud800-\\udfff]")


def entry(
    article: Article,
    paragraph: Paragraph,
    reference: str,
    more: Mapping[str, str] | None = None,
) -> str:
    """The entry of a paragraph: `annote` has its text, `note` its place, `pincite` the reference.

    Names and titles are braced twice: no program is to take them apart or change their letters.
    `more` has further fields, which readers of BibTeX ignore.
    """
    kind = "article" if article.publication.strip() else "misc"
    fields = [*_fields(article, paragraph, reference)]
    fields += [(name, _braced(tex(text))) for name, text in (more or {}).items()]
    body = "".join(f"  {name} = {value},\n" for name, value in fields)
    return f"@{kind}{{{key(article, paragraph)},\n{body}}}"


def tex(text: str) -> str:
    """The text as TeX sets it: signs it would obey written as commands; Unicode stays."""
    readable = _UNREADABLE.sub("\N{REPLACEMENT CHARACTER}", text)
    return _LIGATURES.sub(r"\1{}", readable.translate(_TEX))


def _fields(article: Article, paragraph: Paragraph, reference: str) -> Iterator[tuple[str, str]]:
    known = {
        "author": article.author,
        "title": article.title,
        "journal": article.publication,
        "volume": article.volume,
        "number": article.issue,
    }
    for name, text in known.items():
        if text.strip():
            value = _braced(tex(one_line(text)))
            yield name, _braced(value) if name in {"author", "title"} else value
    yield from _date_fields(article)
    if article.url:
        yield "url", _braced(address(article.url))
    place = ", ".join([f"¶ {paragraph.ordinal}", *places_of(paragraph)])
    place = f"{place} of {one_line(article.id)}"
    yield "note", _braced(tex(place))
    yield "annote", _braced(tex(paragraph.text))
    yield "pincite", _braced(reference)


def _date_fields(article: Article) -> Iterator[tuple[str, str]]:
    """`year` and `month` for BibTeX, `date` and `origdate` for biblatex; none that is not known."""
    parts = date_parts(article.date)
    if parts:
        yield "year", _braced(f"{parts[0]:04}")
    if len(parts) > 1:
        yield "month", _MONTHS[parts[1] - 1]
    if parts:
        yield "date", _braced(article.date)
    if date_parts(article.first_published):
        yield "origdate", _braced(article.first_published)


def _braced(text: str) -> str:
    return f"{{{text}}}"
