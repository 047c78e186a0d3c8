"""Header lines: the lines above an article that say who wrote it, where and when."""

from __future__ import annotations

import re

from pincite.indexer.structure.dates import find_date, parse_date

_MAX_LENGTH = 300
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
    "language": "",
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
_STROKE = re.compile(r"\s+[|·•]\s+")
_ADDRESS = re.compile(r"\s*<[^<>\s]*@[^<>\s]*>")
_PLACE = re.compile(r"[^\W\d_][\w .'’-]{1,40}, (?=\S)")
_BYLINE = re.compile(
    r"(?:(?:written|story|text|article|words|interview) )?by[ \t:]+(?=\S)", re.IGNORECASE
)
_BYLINE_END = re.compile(r"\s+[|·•–—/]\s+|,\s+(?=\d|[A-Z][a-z]+\.? \d)|\s+-\s+")
_PARTICLES = frozenset(
    "and de von van der den da di al bin ibn ben la le el du dos del y e with & ter ten zu".split()
)
_URL = re.compile(r"<?(https?://[^\s<>]+)>?", re.IGNORECASE)


def parse_header(text: str) -> dict[str, str] | None:
    """The fields a header line states; None when it is not a header line."""
    text = text.strip()
    if not text or len(text) > _MAX_LENGTH:
        return None
    url = _URL.fullmatch(text)
    if url:
        return {"url": url[1]}
    for read in (_keyed, _byline, _dated, _in_parts, _volume_and_issue):
        fields = read(text)
        if fields is not None:
            return fields
    return None


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
    if name == "author":
        value = _ADDRESS.sub("", value)
        return _BYLINE.sub("", value, count=1) if _BYLINE.match(value) else value
    return value


def _keyed(text: str) -> dict[str, str] | None:
    keys = list(_CHUNK_KEY.finditer(text))
    if not keys or keys[0].start() != 0:
        return None
    first = FIELDS[keys[0]["key"].casefold()]
    if first == "title":
        keys = keys[:1]
    keys = keys[:1] + [key for key in keys[1:] if key["key"].casefold() in _INSIDE]
    ends = [key.start() for key in keys[1:]] + [len(text)]
    raw: dict[str, str] = {}
    for key, end in zip(keys, ends, strict=True):
        raw.setdefault(FIELDS[key["key"].casefold()], text[key.end() : end])
    return clean_fields(raw)


def _in_parts(text: str) -> dict[str, str] | None:
    """Bylines, dates and issues that one line holds between upright strokes or dots."""
    parts = _STROKE.split(text)
    read = [fields for part in parts if len(parts) > 1 and (fields := parse_header(part))]
    return {name: value for fields in reversed(read) for name, value in fields.items()} or None


def _volume_and_issue(text: str) -> dict[str, str] | None:
    match = _VOLUME_ISSUE.fullmatch(text)
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


def _byline(text: str) -> dict[str, str] | None:
    label = _BYLINE.match(text)
    if not label or len(text) > 160:
        return None
    names, *rest = _BYLINE_END.split(text[label.end() :], maxsplit=1)
    if not _are_names(names):
        return None
    date = parse_date(rest[0]) if rest else ""
    if rest and not date and len(rest[0].split()) > 8:
        return None
    return {"author": names.strip(" ,"), **({"date": date} if date else {})}


def _are_names(text: str) -> bool:
    if text[-1] in "!?:;" or (text[-1] == "." and not re.search(r"\b(?:[A-Z]|Jr|Sr)\.$", text)):
        return False
    words = text.split(",", maxsplit=1)[0].split()
    if not words or len(words) > 14 or len(text.split()) > 20:
        return False
    named = [word for word in words if word[0].isalpha() and not word[0].islower()]
    return bool(named) and all(
        not word[0].islower() or word.casefold() in _PARTICLES for word in words
    )
