"""Which lines of a mail its author wrote: the rest is quoted, or a signature."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from pincite.indexer.articles import Kind
from pincite.indexer.structure.layout import quote_marker

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Below it stands the message that is answered or forwarded.
_ORIGINAL = re.compile(
    r"\W*-{2,}\s*(?:(?:Begin )?forwarded message|original message|original appointment"
    r"|urspr(?:ü|ue)ngliche nachricht|weitergeleitete nachricht|message d['’]origine"
    r"|message (?:original|transféré)|mensaje original|mensaje reenviado|messaggio originale"
    r"|messaggio inoltrato|mensagem original|oorspronkelijk bericht|doorgestuurd bericht"
    r"|исходное сообщение|пересылаемое сообщение|wiadomość oryginalna)\s*-{2,}\W*"
    r"|begin forwarded message:\s*",
    re.IGNORECASE,
)
_RULE = re.compile(r"\s*_{5,}\s*")
_SENDER = re.compile(r"\W*(?:from|von|de|da|van|od|от)\W*:\W", re.IGNORECASE)
_SENT = re.compile(
    r"\W*(?:sent|date|gesendet|datum|envoyé|enviado(?: el)?|fecha|inviato|data|verzonden"
    r"|wysłano|отправлено|дата)\W*:\W",
    re.IGNORECASE,
)
_LEAD_START = re.compile(r"(?:on|am|le|el|il|op|em|dnia|w dniu)\s|.*\d{4}", re.IGNORECASE)
_LEAD_END = re.compile(
    r"\b(?:wrote|writes|schrieb(?: .{1,80})?|a écrit|escribió|ha scritto|schreef(?: .{1,80})?"
    r"|escreveu|napisał(?:\(a\)|a)?|пишет|писал(?:\(а\)|а)?|написал(?:\(а\)|а)?)\s*:\s*$",
    re.IGNORECASE,
)
_LONGEST_LEAD = 4
_WIDEST_LEAD = 300
_RULES = ("_", "=", "-")
_LIST_RULE = re.compile(r"[_=-]{20,}\s*")
_LIST_FOOTER = re.compile(
    r"mailing list|unsubscribe|you received this message because", re.IGNORECASE
)
_FOOTER_REACH = 3
_SEALED = re.compile(r"-----BEGIN PGP SIGNED MESSAGE-----\s*")
_SEAL = re.compile(r"-----BEGIN PGP SIGNATURE-----\s*")
_SEAL_END = re.compile(r"-----END PGP SIGNATURE-----\s*")
# A signature is short; what is longer below two dashes is more likely text.
_LONGEST_SIGNATURE = 30
_LONGEST_UNMARKED_SIGNATURE = 12
_LONGEST_ARMOUR = 10
# Of "From:" and the like in any language, with what stands around it.
_LONGEST_KEY = 40

Stretch = tuple[int, int, "Kind | None"]


def stretches_of(lines: Sequence[str]) -> Iterator[Stretch]:
    """Runs of lines of one kind: their start and end, and the kind or None for the author's.

    Quotations in quotations are runs of their own.
    """
    kinds: list[Kind | None] = [None] * len(lines)
    # What is longer is prose; cut off, it costs no time.
    lines = [line[:_WIDEST_LEAD] for line in lines]
    marked = [(_start_of_original(lines), len(lines), Kind.QUOTE)]
    marked += [(*lead, Kind.QUOTE) for lead in _leads(lines)]
    for start, end, its in marked:
        kinds[start:end] = [its] * (end - start)
    for start, end in (*_signatures(lines, kinds), *_seals(lines), *_footers(lines)):
        kinds[start:end] = [Kind.BOILERPLATE] * (end - start)
    depths = [quote_marker(line).count(">") for line in lines]
    start = 0
    for (kind, depth), run in itertools.groupby(zip(kinds, depths, strict=True)):
        end = start + len(list(run))
        yield start, end, kind or (Kind.QUOTE if depth else None)
        start = end


def starts_original(text: str) -> bool:
    """Whether a paragraph is what stands above, or at the head of, a message that is quoted."""
    first, *rest = text.split("\n", 3)
    if _ORIGINAL.fullmatch(first):
        return True
    return bool(_SENDER.match(first)) and any(_SENT.match(line) for line in rest)


def is_lead(text: str) -> bool:
    """Whether a text leads to what somebody else wrote: "On Monday, Ann Lee wrote:"."""
    return (
        len(text) <= _WIDEST_LEAD
        and bool(_LEAD_END.search(text))
        and bool(_LEAD_START.match(text) or "@" in text)
    )


def is_list_footer(text: str) -> bool:
    """Whether a paragraph is what a mailing list puts below every mail."""
    rule, _, rest = text.partition("\n")
    return bool(_LIST_RULE.fullmatch(rule) and _LIST_FOOTER.search(rest))


def _start_of_original(lines: Sequence[str]) -> int:
    """Where the message that is answered or forwarded begins, with the line above it."""
    for place, line in enumerate(lines):
        if line.startswith(">") or not ("--" in line or ":" in line[:_LONGEST_KEY]):
            continue
        if _ORIGINAL.fullmatch(line):
            return place
        if _SENDER.match(line) and any(map(_SENT.match, lines[place + 1 : place + 3])):
            return place - 1 if place and _RULE.fullmatch(lines[place - 1]) else place
    return len(lines)


def _leads(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    for place, line in enumerate(lines):
        if line.rstrip().endswith(":") and not line.startswith(">") and _LEAD_END.search(line):
            start = _start_of_lead(lines, place)
            if start is not None:
                yield start, place + 1


def _start_of_lead(lines: Sequence[str], last: int) -> int | None:
    """Where a lead begins that ends in line `last`: it may be wrapped."""
    for start in range(last, max(last - _LONGEST_LEAD, -1), -1):
        if not lines[start].strip() or lines[start].startswith(">"):
            break
        if _LEAD_START.match(lines[start]) and is_lead(" ".join(lines[start : last + 1])):
            return start
    return last if is_lead(lines[last]) else None


def _signatures(lines: Sequence[str], kinds: Sequence[Kind | None]) -> Iterator[tuple[int, int]]:
    for place, line in enumerate(lines):
        if line.rstrip() != "--" or kinds[place]:
            continue
        longest = _LONGEST_SIGNATURE if line == "-- " else _LONGEST_UNMARKED_SIGNATURE
        below = range(place + 1, min(place + 1 + longest, len(lines)))
        ends = (at for at in below if kinds[at] or lines[at].startswith(">"))
        end = next(ends, below.stop)
        if end < below.stop or end == len(lines):
            yield place, end


def _seals(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The armour of signed mails."""
    start = -1
    for place, line in enumerate(lines):
        if not line.startswith("-----"):
            continue
        if _SEALED.fullmatch(line):
            below = range(place + 1, min(place + _LONGEST_ARMOUR, len(lines)))
            yield place, next((at for at in below if not lines[at].strip()), below.stop)
        elif _SEAL.fullmatch(line):
            start = place
        elif start >= 0 and _SEAL_END.fullmatch(line):
            yield start, place + 1
            start = -1


def _footers(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """What a mailing list puts below every mail, which is the end of it."""
    for place, line in enumerate(lines):
        if line[:1] in _RULES and _LIST_RULE.fullmatch(line):
            below = lines[place + 1 : place + 1 + _FOOTER_REACH]
            if any(map(_LIST_FOOTER.search, below)):
                yield place, len(lines)
                return
