"""Repost notices: where and when a text was published before."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pincite.indexer.structure.dates import find_date

_MAX_LENGTH = 300
_NOUN = (
    r"(?:article|essay|piece|post|story|column|text|interview|report|commentary|analysis|op-ed"
    r"|review|paper|speech|entry|feature|letter|chapter|translation|note|editorial)"
)
_SUBJECT = (
    r"(?:(?:an?|the)\s+(?:[\w-]+\s+){0,3}(?:version|draft|excerpt|translation|part)s?\s+of\s+)?"
    rf"(?:this|the\s+(?:above|following|present|foregoing))(?:\s+[\w-]+){{0,2}}?(?:\s+{_NOUN})?\s+"
)
_FIRST = (
    r"(?:(?:was|were|is|has\s+been)\s+)?(?:first|originally|previously|initially)\s+"
    r"(?:published|appeared|posted|printed|ran|run|released|issued)\b"
)
_AGAIN = (
    r"(?:(?:was|is|has\s+been)\s+)?(?:reposted|republished|reprinted|cross-?posted|reproduced)\b"
    r"(?:\s+here)?(?:,?\s+(?:with|by)\s+(?:kind\s+)?permission)?"
)
_NOTICE = re.compile(
    rf"[\[(*_\s]*(?:(?:editor[’']?s?[’']?\s+)?note:\s*)?(?:{_SUBJECT})?"
    rf"(?:{_FIRST}|{_AGAIN}(?=\s+(?:from|at|of|by)\b))(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_ISSUE_OF = re.compile(r"(?:issue|edition|number)\s+of\s+(?P<name>.+)", re.IGNORECASE)
_PLACE = re.compile(r"(?:\b(?:by|in|on|at|from|of))\s+(?P<name>[^\s].*)", re.IGNORECASE)
_NAME_END = re.compile(
    r"[,;:()\[\]|]|(?<!(?-i:[A-Z]))\.(?=[\s)\]”\"]|$)|\s[–—-]\s|\s(?:on|under|and\s+(?:is|was)|as|with"
    r"|where|when|before|the\s+same)(?:\s|$)|\s(?:in|of|the)\s*$",
    re.IGNORECASE,
)
_AUTHOR_IN = re.compile(r".*?\sin\s(?=\S)")
_WEEKDAY_END = re.compile(r"\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s*$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?][”\"’')\]]*\s+(?=[A-Z“\"])")


@dataclass(frozen=True)
class Notice:
    """What a repost notice says; "" where it does not."""

    publication: str
    date: str


def parse_notice(text: str) -> Notice | None:
    """Read a whole paragraph as a repost notice; None when it is none."""
    match = _NOTICE.match(text) if len(text) <= _MAX_LENGTH else None
    if not match or len(_SENTENCE_END.findall(text)) > 1:
        return None
    rest = match["rest"]
    dated = find_date(rest)
    if not dated:
        return Notice(_publication(rest), "")
    start, end, date = dated
    before = _WEEKDAY_END.sub("", rest[:start])
    return Notice(_publication(rest[end:]) or _publication(before), date)


def _publication(rest: str) -> str:
    match = _ISSUE_OF.search(rest) or _PLACE.search(rest)
    if not match:
        return ""
    name = match["name"]
    if match.re is _PLACE and match[0][:2].casefold() == "by":
        name = _AUTHOR_IN.sub("", name, count=1)
    end = _NAME_END.search(name)
    name = name[: end.start()] if end else name
    return name.strip(" \t\n\u00a0*_“”\"‘’'")
