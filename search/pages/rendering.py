"""What all pages have in common: templates, style, policy, data that cannot become markup."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateNotFound,
)
from markupsafe import Markup

from pincite._version import __version__
from pincite.errors import PinciteError
from pincite.indexer.stemming import TAGS
from pincite.search.citing.wording import web_address
from pincite.search.hits.spans import pieces
from pincite.search.pages.interface import Interface
from pincite.search.pages.scripts import Bundles, bundles, smaller, source

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

GENERATOR = f"pincite {__version__}"

# What would end the script element, be read as markup, or has no place in UTF-8; bidirectional
# controls besides, so that nobody who reads the page's source is misled.
_UNSAFE_IN_SCRIPT = re.compile("[<>&\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
UNPAIRED = re.compile("[\ud800-\udfff]")
_STYLE_END = re.compile("</")


@dataclass(frozen=True)
class Presentation:
    """How pages look and speak.

    Attributes:
        title: of the page, in place of the one it has by itself.
        language: of what the page says, one of `interface.LANGUAGES`.
        css: a style that comes after ours.
        templates: a folder with templates that come before ours; they find ours as
            "pincite/search.html" and so on.
        base_url: the address the page will have, a slash at its end; "" if that is not known.
        readable: whether scripts and style stay as they were written.
    """

    title: str | None = None
    language: str = "en"
    css: str = ""
    templates: Path | None = None
    base_url: str = ""
    readable: bool = False

    @cached_property
    def interface(self) -> Interface:
        """The texts of its language."""
        return Interface.of(self.language)

    @cached_property
    def bundles(self) -> Bundles:
        """The scripts of the search page."""
        return bundles(readable=self.readable)

    def style(self, name: str) -> str:
        """One of our styles."""
        return source(name) if self.readable else smaller(source(name), "text/css")


@dataclass(frozen=True)
class Scripts:
    """What a page runs.

    Attributes:
        inline: the scripts that stand in it.
        parts: whether it loads more from its own folder.
    """

    inline: Sequence[str]
    parts: bool = False


def rendered(
    template: str,
    presentation: Presentation,
    scripts: Scripts | None = None,
    *,
    style: str = "page.css",
    **values: Any,
) -> str:
    """The page that a template makes.

    Args:
        template: its name.
        presentation: how it looks and speaks.
        scripts: what it runs; None for nothing.
        style: the name of its style.
        values: what else the template uses.

    Raises:
        PinciteError: a template of the user's is broken.
    """
    own_style = presentation.style(style)
    user_style = _STYLE_END.sub(r"<\\/", presentation.css.replace("\r\n", "\n").replace("\r", "\n"))
    shared = {
        "policy": policy([own_style, user_style], scripts),
        "style": Markup(own_style),  # noqa: S704 - not the corpus's, as the next two
        "user_style": Markup(user_style),  # noqa: S704 - it cannot end its element
        "scripts": [Markup(each) for each in scripts.inline] if scripts else [],  # noqa: S704
        "generator": GENERATOR,
        "lang": presentation.language,
        "base_url": presentation.base_url,
    }
    try:
        html = _environment(presentation).get_template(template).render(shared | values)
    except Exception as error:
        if presentation.templates is None:
            raise
        raise PinciteError(_told(error, presentation.templates)) from error
    return UNPAIRED.sub("\N{REPLACEMENT CHARACTER}", html)


def template_names() -> list[str]:
    """The templates there are, which a user's may stand in for."""
    files = resources.files("pincite.templates").iterdir()
    return sorted(file.name for file in files if file.name.endswith(".html"))


def embedded_json(data: object) -> Markup:
    """Data as JSON that can stand in a script element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    escaped = _UNSAFE_IN_SCRIPT.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return Markup(escaped)  # noqa: S704 - nothing in it can end its element any more


def policy(styles: Sequence[str], scripts: Scripts | None = None) -> str:
    """A content security policy under which these styles and scripts alone are obeyed."""
    rules = ["default-src 'none'", " ".join(["style-src", *map(_digest, filter(None, styles))])]
    if len([*filter(None, styles)]) > 1:  # a user's own may bring its pictures and fonts along
        rules += ["img-src data:", "font-src data:"]
    if scripts:
        own = ["'self'"] if scripts.parts else []
        rules += [
            " ".join(["script-src", *own, *map(_digest, scripts.inline)]),
            "require-trusted-types-for 'script'",
            "trusted-types pincite" if scripts.parts else "trusted-types 'none'",
        ]
    forms = "'self'" if scripts else "'none'"
    return "; ".join([*rules, "base-uri 'none'", f"form-action {forms}"])


def anchor(article: str, ordinal: int | None = None) -> str:
    """The part of an address after "#" that stands for an article or its paragraph."""
    name = quote(UNPAIRED.sub("\N{REPLACEMENT CHARACTER}", article), safe="/")
    return name if ordinal is None else f"{name}/¶{ordinal}"


def _environment(presentation: Presentation) -> Environment:
    ours = PackageLoader("pincite.templates", "")
    theirs = [FileSystemLoader(presentation.templates)] if presentation.templates else []
    environment = Environment(
        loader=ChoiceLoader([*theirs, PrefixLoader({"pincite": ours}), ours]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    interface = presentation.interface
    environment.globals.update(t=interface)
    environment.filters.update(
        anchor=anchor,
        marked=pieces,
        date=interface.date,
        number=interface.number,
        place=interface.place,
        tag=_tag,
        web_address=web_address,
    )
    return environment


def _told(error: Exception, folder: Path) -> str:
    """What is wrong with a user's templates, in a line."""
    if isinstance(error, RecursionError):
        return f"{folder}: a template extends itself: ours are called pincite/search.html and so on"
    line = getattr(error, "lineno", None)
    place = f"{getattr(error, 'filename', None) or folder}{f', line {line}' if line else ''}"
    what = "no template " if isinstance(error, TemplateNotFound) else ""
    return f"{place}: {what}{error}"


def _digest(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def _tag(language: str) -> str:
    """The language as HTML names it, "" where it is not known."""
    return TAGS.get(language, "")
