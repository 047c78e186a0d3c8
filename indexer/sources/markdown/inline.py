"""Markdown's inline markup: what of it a reader of the page sees."""

from __future__ import annotations

import html
import re

# Each pattern looks no further than the next mark of its own kind, so that time stays linear.
_CODE = re.compile(r"(?<!`)(`+)(?!`)([^`]+)\1(?!`)")
_LINK = re.compile(
    r"!?\[([^\[\]]*)\]"
    r"(?:\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+(?:\"[^\"]*\"|'[^'()]*'))?\)|\[[^\[\]]*\])"
)
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
_EMPHASIS = tuple(
    re.compile(
        rf"(?<![\w\\{mark[0]}]){mark}(?![\s{mark[0]}])([^{mark[0]}]*[^\s{mark[0]}\\]){mark}(?![\w{mark[0]}])"
    )
    for mark in ("_", "__", "___")
) + tuple(
    re.compile(rf"(?<![\\*]){mark}(?![\s*])([^*]*[^\s*\\]){mark}(?!\*)")
    for mark in (r"\*", r"\*\*", r"\*\*\*")
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_LINE_END = re.compile(r"[^\S\n]*<br\s{0,9}/?>\s*", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>|<!--[^<>]*-->")
_KEPT = re.compile("\ue000(\\d+)\ue001")


def show_inline(text: str) -> str:
    """`text` without the marks of emphasis, code, links and images, and without HTML's tags."""
    kept: list[str] = []

    def keep(shown: str) -> str:
        kept.append(shown)
        return f"\ue000{len(kept) - 1}\ue001"

    if "\ue000" in text or "\ue001" in text:
        return text
    text = _CODE.sub(lambda match: keep(match[2].strip() or match[2]), text)
    text = _ESCAPED.sub(lambda match: keep(match[1]), text)
    text = _AUTOLINK.sub(lambda match: keep(match[1]), text)
    text = _TAG.sub("", _LINE_END.sub("\n", text))
    text = _LINK.sub(r"\1", text)
    text = _LINK.sub(r"\1", text)
    for emphasis in _EMPHASIS:
        text = emphasis.sub(r"\1", text)
    text = _ENTITY.sub(_character, text)
    return _KEPT.sub(lambda match: kept[int(match[1])], text)


def _character(match: re.Match[str]) -> str:
    character = html.unescape(match[0])
    if character.isprintable() or character == "\xa0":
        return character
    return " " if character.isspace() else match[0]
