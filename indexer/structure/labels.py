"""What one block is by its wording alone: boilerplate, caption, or like a heading."""

from __future__ import annotations

import re

from pincite.indexer.structure.dates import is_change_notice
from pincite.indexer.structure.reposts import parse_notice

_MAX_HEADING = 80
# These two see a text in lower case: ignoring case would make them many times slower.
_BOILERPLATE = re.compile(
    r"""(?:
      placeholder\ (?:canvas|image|text)
    | \W*(?:advertisement|advertorial|sponsored(?:\ (?:content|post|by\ .*))?|ad)\W*
    | (?:article|story|post)\ continues\ (?:after|below).*
    | continue\ reading\b.*
    | (?:please\ )?(?:subscribe|sign\ up|register\ now|log\ in|sign\ in|donate)\b
        (?:.*\b(?:newsletter|updates|email|e-mail|inbox|channel|feed|free|today|now|here|us|our
        |account|news)\b.*|\W*)
    | (?:please\ )?(?:share|tweet|print|e-?mail|pin|bookmark|save|copy\ link)
        (?:\ (?:this|on|via|to|it|the|with)\b.*)?\W*
    | (?:share|tweet|print|e-?mail|facebook|twitter|linkedin|whatsapp|telegram|reddit|pinterest|\W)+
    | (?:follow|like|join|find)\ us\b.*
    | (?:like|enjoy(?:ed)?|enjoying)\ (?:this|what\ you)\b.*\?.*
    | (?:please\ )?(?:support|help\ support)\ (?:our|us|independent|the\ (?:site|work|author))\b.*
    | click\ (?:here|to|on)\b.*
    | (?:read|see)\ (?:more|also|next)\b(?:\s*[:»>…].*|\W*)
    | related\b(?:\ (?:articles?|posts?|stories|content|reading|coverage))?\s*(?::.*|\W*)
    | (?:more|latest)\ (?:from|on|in)\ (?:this|the)\ (?:author|section|series|site|topic)\b.*
    | you\ may\ also\ (?:like|be\ interested)\b.*
    | (?:leave|post|write)\ a\ (?:comment|reply)\b.*
    | (?:\d+|no)\ comments?\W*
    | comments?(?:\ are\ closed|\ \(\d+\))\W*
    | (?:copyright|\(c\)|©)\s*(?:©\s*)?(?:[12]\d{3}|by\b).*
    | (?:topics?|tags?|keywords|categor(?:y|ies)|filed\ (?:under|in)|posted\ (?:under|in))\s*:.*
    | filed\ (?:under|in)\s+(?:[^\W\d_][^.!?]{0,100})
    | skip\ to\ (?:main\ )?content
    | (?:this|our)\ (?:site|website)\ uses\ cookies\b.*
    | (?:accept|manage)\ (?:all\ )?cookies\W*
    | loading\W*
    | (?:back|return)\ to\ (?:top|the\ top|home(?:page)?)\W*
    | download\ (?:the|our|as)\ (?:app|pdf|.*\bapp\b.*)\W*
    | (?:buy|shop|order|sell|get|save|try|win|claim|book)\b.*(?:\bdiscount\w*|\b\d+\ ?%\ off
        |\blowest\ prices?|\b(?:best|low|great|special)\ (?:prices?|deals?|offers?)|\bfree\ trial
        |\bfree\ shipping|\bspecial\ offers?).*
    | (?:buy|shop|order)\b.*\b(?:now|online|today|here)\W*
    )""",
    re.VERBOSE | re.DOTALL,
)
_SAYS_BOILERPLATE = re.compile(
    r"""\ball\ rights\ reserved\b
    | (?:%|\bper\ ?cent)\ off\ (?:for|on|all|your|when|with|today|at\ checkout)\b
    | \b(?:while\ (?:stocks|supplies)\ last|limited[ -]time\ offer|conditions\ apply)\b
    """,
    re.VERBOSE,
)
_NEEDED_TO_SAY_IT = ("rights reserved", " off ", "while s", "time offer", "conditions apply")
# What is an i or an s when case is ignored, but not in lower case.
_ODD_CASES = {"İ": "i", "ı": "i", "ſ": "s"}
_MARKED_AD = re.compile(r"\W*(?:ADVERTISEMENT|ADVERTORIAL|SPONSORED|PROMOTED)\b")
_CAPTION_START = re.compile(
    r"[\[(]?(?:photo|photograph|picture|image|illustration|graphic|caption|credit|video|map|chart"
    r"|source|figure|fig\.)s?(?:\s+\d{1,3}[a-z]?)?"
    r"(?:\s+(?:credits?|caption|source|courtesy(?:\s+of)?|by))*\s*(?P<mark>[:/.]|$|(?=\s))",
    re.IGNORECASE,
)
_CREDIT_WORDS = re.compile(r"(?:credit|caption|source|courtesy|by)\b|\d", re.IGNORECASE)
_CREDIT_IN_BRACKETS = re.compile(
    r"[(\[](?:source|photo|image|picture|credit|photograph|illustration|courtesy|via)s?"
    r"(?:\s+(?:credits?|by|courtesy|of|from))*\s*[:/ ][^()\[\]]{1,80}[)\]]\.?$",
    re.IGNORECASE,
)
# Looking back from the stroke, which few texts have.
_AGENCY_AND_NAME = re.compile(
    r"/(?:(?<=\bAP Photo/)|(?<=\bReuters/)|(?<=\bAFP/)|(?<=\bGetty Images/)|(?<=\bEPA/)"
    r"|(?<=\bTASS/))[\w .’'-]{1,40}$",
    re.IGNORECASE,
)
# As in: The quay in winter. Photo: NTB.
_CREDIT_AT_END = re.compile(
    r"[.!?…”\"’)] (?:photo|photograph|picture|image|illustration)s?(?:\s+(?:credits?|by))?:"
    r" [^.:;]{2,60}\.?$",
    re.IGNORECASE,
)
_BRACKET_ENDS = (")", "]", ").", "].")
_NOTE_MARKS = r"(?:\[\^?[\w-]{1,20}\]|[¹²³⁰-⁹])*"
_FINAL_SIGNS = frozenset((*".,;:…”\"’'»)]¹²³", *map(chr, range(ord("⁰"), ord("⁹") + 1))))
_FINAL = re.compile(rf"[.,;:…][”\"’'»)\]]*{_NOTE_MARKS}$")
_ABBREVIATED_END = re.compile(r"(?:\b[A-Za-z]\.){2,}$|\b(?:Inc|Ltd|Co|Corp|Jr|Sr|Bros)\.$")
_LONGEST_ABBREVIATED_END = len("Corp.")
_LEAD_IN = re.compile(
    r"\b(?:reports?|reported|writes|wrote|says?|said|puts?|tells?|told|saw|sees)\s+(?:it|this|so)$"
    r"|\bas\s+follows$",
    re.IGNORECASE,
)
_TURN = re.compile(r"(?:Q|A)\d{0,2}[.:]\s")


def is_boilerplate(text: str) -> bool:
    """Advertisement, sharing, subscription and like lines, and repost notices."""
    if len(text) <= 250 and (_MARKED_AD.match(text) or _is_worded_as_boilerplate(text)):
        return True
    return is_change_notice(text) or parse_notice(text) is not None


def _is_worded_as_boilerplate(text: str) -> bool:
    lowered = _in_lower_case(text)
    return bool(
        _BOILERPLATE.fullmatch(lowered)
        or (
            any(part in lowered for part in _NEEDED_TO_SAY_IT) and _SAYS_BOILERPLATE.search(lowered)
        )
    )


def _in_lower_case(text: str) -> str:
    if not text.isascii():
        for odd, plain in _ODD_CASES.items():
            text = text.replace(odd, plain)
    return text.lower()


def is_caption(text: str) -> bool:
    """A short line that credits a picture or a source."""
    if len(text) > 250:
        return False
    if text.endswith(_BRACKET_ENDS) and _CREDIT_IN_BRACKETS.search(text):
        return True
    if _AGENCY_AND_NAME.search(text):
        return True
    start = _CAPTION_START.match(text)
    if not start:
        return ":" in text and bool(_CREDIT_AT_END.search(text))
    if start["mark"] in {":", "/", "."} and (
        start["mark"] != "." or _CREDIT_WORDS.search(start[0])
    ):
        return True
    # "Photo by A. N. Other", "Image courtesy of the museum": no mark, but a credit word.
    return bool(_CREDIT_WORDS.search(start[0])) and len(text) <= 120 and not ends_sentence(text)


def ends_sentence(text: str) -> bool:
    """Whether `text` closes as running text does, which a title or heading does not."""
    if text[-1:] not in _FINAL_SIGNS or not _FINAL.search(text):
        return False
    return not _ABBREVIATED_END.search(text, max(len(text) - _LONGEST_ABBREVIATED_END, 0))


def is_heading_like(text: str) -> bool:
    """A short line that could stand above a section."""
    return (
        len(text) <= _MAX_HEADING
        and (text[0].isupper() or text[0].isdigit())
        and any(character.isalpha() for character in text)
        and not ends_sentence(text)
        and not _TURN.match(text)
        and not _LEAD_IN.search(text)
    )
