"""Header lines: the lines above an article that say who wrote it, where and when."""

from __future__ import annotations

import re

from pincite.indexer.stemming import language_named
from pincite.indexer.structure.credits import (
    are_names,
    behind_by,
    behind_foreign_by,
    is_role,
    languages_of_by,
    names_in_lower_case,
    names_with_role,
    without_by,
    without_place,
)
from pincite.indexer.structure.dates import find_date, is_change_notice, parse_date

_MAX_LENGTH = 300
_MAX_PARTS = 6
# "" names keys that are header lines but say nothing an article keeps.
FIELDS = {
    "title": "title",
    "headline": "title",
    "subject": "title",
    "from": "author",
    "author": "author",
    "authors": "author",
    "by": "author",
    "byline": "author",
    "written by": "author",
    "publication": "publication",
    "journal": "publication",
    "newspaper": "publication",
    "magazine": "publication",
    "published in": "publication",
    "publisher": "publication",
    "source": "publication",
    "volume": "volume",
    "vol": "volume",
    "vol.": "volume",
    "issue": "issue",
    "number": "issue",
    "no": "issue",
    "no.": "issue",
    "date": "date",
    "dated": "date",
    "published": "date",
    "published on": "date",
    "publication date": "date",
    "date published": "date",
    "posted": "date",
    "posted on": "date",
    "first published": "first_published",
    "originally published": "first_published",
    "url": "url",
    "link": "url",
    "permalink": "url",
    "canonical": "url",
    "sent": "date",
    "to": "",
    "cc": "",
    "updated": "",
    "last updated": "",
    "modified": "",
    "retrieved": "",
    "accessed": "",
    "tags": "",
    "category": "",
    "categories": "",
    "keywords": "",
    "topics": "",
    "section": "",
    "language": "language",
    "slug": "",
    "doi": "",
    "issn": "",
    "isbn": "",
    "pages": "",
    "word count": "",
    "reading time": "",
    "translator": "",
    "translated by": "",
    "editor": "",
} | {
    # Those of other languages that mean nothing else in English.
    **dict.fromkeys("autor autorin autora auteur autore författare автор авторы".split(), "author"),
    **dict.fromkeys("titre titel titolo título заголовок".split(), "title"),
    **dict.fromkeys(("publié le", "pubblicato il", "publicado el", "publicado em"), "date"),
    **dict.fromkeys(("veröffentlicht", "veröffentlicht am", "datum", "fecha", "дата"), "date"),
    **dict.fromkeys(("опубликовано", "дата публикации"), "date"),
    **dict.fromkeys(("quelle", "fuente", "источник", "издание"), "publication"),
    **dict.fromkeys(("sprache", "langue", "idioma", "lingua", "язык"), "language"),
}
_INSIDE = (
    "volume vol vol. issue number no no. date published author authors url pages source".split()
)
_CHUNK_KEY = re.compile(
    rf"(?:^|(?<=[\s,;|]))(?P<key>{'|'.join(map(re.escape, sorted(FIELDS, key=len, reverse=True)))})"
    r"[ \t]*:(?!//)[ \t]*",
    re.IGNORECASE,
)
_VOLUME_ISSUE = re.compile(
    r"(?:(?P<publication>[^\W\d_][^:;.!?|]{1,80}?)[,.]?\s+)?vol(?:ume|\.)?\s*(?P<volume>\d{1,4})[,.;]?\s+"
    r"(?:issue|no\.?|number|№)\s*(?P<issue>\d{1,4})\b[\s,.;(–—-]*(?P<date>[\w ,./-]*?)[)\s.]*",
    re.IGNORECASE,
)
_DATE_LABEL = re.compile(r"(?:published|posted|dated)(?: on)?[ :]+(?=\S)", re.IGNORECASE)
_STROKES = "|·•—"
_STROKE = re.compile(rf"\s+[{_STROKES}]\s+")
_EMPHASIS = " *_"
_PUBLICATION = re.compile(
    r"[^\W\d_a-z][\w.’'&-]*(?:\s+(?:of|the|and|for|&|[^\W\d_a-z][\w.’'&-]*)){0,5}"
)
_NO_PUBLICATION = re.compile(
    r"opinions?|analysis|comment|commentary|news|editorial|op-ed|world|politics|features?|business"
    r"|exclusive|culture|society|economy|.*\b(?:GMT|BST|EST|EDT|CET|UTC|MSK)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\s*<[^<>\s]*@[^<>\s]*>")
_PLACE = re.compile(r"[^\W\d_][\w .'’-]{1,40}(?:,| [—–]) (?=\S)")
_BYLINE_END = re.compile(r"\s+[|·•–—/]\s+|,\s+(?=\d|[A-Z][a-z]+\.? \d)|\s+-\s+")
# "Posted on July 4th, 2016 by Jane Doe", "4 July 2016 by Jane Doe".
_POSTED_BY = re.compile(
    r"(?:(?:published|posted|dated|written)(?: on)?[ :]+)?(?P<date>(?!on |in )[^;!?]{8,50}?),? by "
    r"(?P<names>[^\s|·•—:;\d][^|·•—:;\d]{1,80})",
    re.IGNORECASE,
)
_BY_POSTED = re.compile(
    r"(?:published|posted|written) by (?P<names>\S[^|:;\d]{1,80}?),? on (?P<date>.{8,40})",
    re.IGNORECASE,
)
_URL = re.compile(r"<?(https?://[^\s<>]+)>?", re.IGNORECASE)


def parse_header(
    text: str, *, below_title: bool = False, language: str | None = ""
) -> dict[str, str] | None:
    """The fields a header line states; None when it is not a header line.

    Args:
        text: the line.
        below_title: whether it stands there; names that only a role, a small "by" or that of
            another language shows are believed there alone.
        language: of the article, whose "by" is believed; None where it is not known yet, which
            may be any.
    """
    text = text.strip()
    if not text or len(text) > _MAX_LENGTH:
        return None
    if is_change_notice(text):
        return {}
    url = _URL.fullmatch(text)
    if url:
        return {"url": url[1]}
    fields = _posted(text) or _keyed(text)
    if fields is None:
        fields = _in_parts(text, language or "")
    for read in (_byline, _dated, _volume_and_issue):
        if fields is None:
            fields = read(text)
    if fields is not None:
        return fields
    if not below_title:
        return None
    author = names_with_role(text) or names_in_lower_case(text) or _foreign_author(text, language)
    return {"author": author} if author else None


def _foreign_author(text: str, language: str | None) -> str:
    bare = text.strip(_EMPHASIS)
    possible = languages_of_by(bare) if language is None else [language]
    return behind_foreign_by(bare, possible[0]) if possible else ""


def clean_fields(raw: dict[str, str]) -> dict[str, str]:
    """Keep of `raw` (field names as in FIELDS' values) what can be believed."""
    fields = {}
    for name, value in raw.items():
        cleaned = _cleaned(name, value)
        if name and cleaned:
            fields[name] = cleaned
    return fields


def _cleaned(name: str, value: str) -> str:
    value = " ".join(value.split()).strip(" ,;|")
    if name in {"date", "first_published"}:
        return parse_date(value)
    if name in {"volume", "issue"}:
        return value.strip(".") if re.fullmatch(r"[\w/.–-]{1,12}", value) else ""
    if name == "url":
        match = _URL.match(value)
        return match[1] if match else ""
    if name == "language":
        return language_named(value)
    if name == "author":
        return without_by(_ADDRESS.sub("", value)).strip(" ,;|")
    return value


def _keyed(text: str) -> dict[str, str] | None:
    if ":" not in text or not _CHUNK_KEY.match(text):
        return None
    keys = list(_CHUNK_KEY.finditer(text))
    first = FIELDS[keys[0]["key"].casefold()]
    if first == "title":
        keys = keys[:1]
    keys = keys[:1] + [key for key in keys[1:] if key["key"].casefold() in _INSIDE]
    ends = [key.start() for key in keys[1:]] + [len(text)]
    raw: dict[str, str] = {}
    for key, end in zip(keys, ends, strict=True):
        raw.setdefault(FIELDS[key["key"].casefold()], text[key.end() : end])
    return clean_fields(raw)


def _in_parts(text: str, language: str) -> dict[str, str] | None:
    """Byline, date, issue and newspaper that one line holds between strokes, dots or dashes."""
    if not any(stroke in text for stroke in _STROKES):
        return None
    parts = [part.strip(_EMPHASIS) for part in _STROKE.split(text)]
    if len(parts) == 1 or len(parts) > _MAX_PARTS:
        return None
    read = [
        parse_header(part, below_title=True, language=language) if part else {} for part in parts
    ]
    fields = {name: value for part in reversed(read) for name, value in (part or {}).items()}
    # A dash also stands in sentences, and between a place and a date.
    if not fields or ("—" in text and "author" not in fields):
        return None
    left = [part for part, known in zip(parts, read, strict=True) if known is None]
    if "—" in text and not all(map(_is_publication, left)):
        return None
    if len(left) == 1 and fields.keys() & {"author", "date"} and _is_publication(left[0]):
        fields.setdefault("publication", left[0])
    return fields


def _is_publication(text: str) -> bool:
    return (
        bool(_PUBLICATION.fullmatch(text))
        and not _NO_PUBLICATION.fullmatch(text)
        and not is_role(text)
    )


def _volume_and_issue(text: str) -> dict[str, str] | None:
    match = _VOLUME_ISSUE.fullmatch(text) if "vol" in text.lower() else None
    return clean_fields(match.groupdict("")) if match else None


def _dated(text: str) -> dict[str, str] | None:
    label = _DATE_LABEL.match(text)
    bare = text[label.end() :] if label else text
    if not label and re.fullmatch(r"[\d-]{0,7}", bare):
        # A lone "1984" or "2018-04" is as likely a title or a section as a date.
        return None
    date = parse_date(bare)
    if not date and not label:
        place = _PLACE.match(text)
        found = find_date(text)
        date = found[2] if place and found and found[:2] == (place.end(), len(text)) else ""
    return {"date": date} if date else None


def _posted(text: str) -> dict[str, str] | None:
    """Day and author, as programs for journals on the web write them."""
    if " by " not in text.lower():
        return None
    match = _POSTED_BY.fullmatch(text) or _BY_POSTED.fullmatch(text)
    date = parse_date(match["date"]) if match else ""
    names = without_place(match["names"]) if match and date else ""
    if not names or not are_names(names):
        return None
    return {"author": names_with_role(names) or names.strip(" ,"), "date": date}


def _byline(text: str) -> dict[str, str] | None:
    written_by = behind_by(text.strip(_EMPHASIS))
    if not written_by or len(text) > 160:
        return None
    names, *rest = _BYLINE_END.split(written_by, maxsplit=1)
    date = parse_date(rest[0]) if rest else ""
    if date:
        names = without_place(names)
    if not names or not are_names(names):
        return None
    if rest and not date and len(rest[0].split()) > 8:
        return None
    return {
        "author": names_with_role(names) or names.strip(" ,"),
        **({"date": date} if date else {}),
    }
