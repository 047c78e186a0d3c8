"""The scripts of the page as two bundles: what the first result needs, and what can come later.

`core` is one function that is called at once. It ends by handing over what `more` takes of it:

    (() => {"use strict"; …; handOver({A, B});})();
    pincite.more((core) => {"use strict"; const {A, B} = core; …; return {C, D};});

Which names cross is read from the sources: what one declares at the beginning of a line and the
other mentions.
"""

from __future__ import annotations

import re
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# In the order in which they are joined: a later one uses the earlier ones.
CORE = (
    "numbers.js",
    "analysis.js",
    "stemmer.js",
    "codes.js",
    "store.js",
    "loading.js",
    "query.js",
    "plain.js",
    "language.js",
    "columns.js",
    "terms.js",
    "postings.js",
    "texts.js",
    "articles.js",
    "corpus.js",
    "occurrences.js",
    "matcher.js",
    "shapes.js",
    "content_places.js",
    "nearness.js",
    "related.js",
    "ranking.js",
    "snippet.js",
    "search.js",
    "answer.js",
    "engine.js",
    "interface.js",
    "elements.js",
    "address.js",
    "results.js",
    "page.js",
)
MORE = (
    "quotations.js",
    "lexemes.js",
    "periods.js",
    "query_words.js",
    "query_fields.js",
    "parser.js",
    "synonyms.js",
    "language_of_query.js",
    "words.js",
    "long.js",
    "positions.js",
    "phrases.js",
    "spellings.js",
    "expansion.js",
    "descriptions.js",
    "filters.js",
    "dividing.js",
    "labels.js",
    "rewriting.js",
    "respelling.js",
    "graphemes.js",
    "snippet_words.js",
    "advice.js",
    "citing.js",
    "bibtex.js",
    "reference.js",
    "copying.js",
    "facets.js",
    "timeline.js",
    "reader.js",
)

_DECLARED = re.compile(r"^(?:async +)?(?:function\*?|class|const|let) +([\w$]+)", re.MULTILINE)
_NAME = re.compile(r"[\w$]+")
# A mention in a comment that has its lines to itself is none.
_COMMENT = re.compile(r"^[ \t]*(?:/\*[\s\S]*?\*/|//.*$)", re.MULTILINE)


class Bundles(NamedTuple):
    """The two scripts, as a page has them."""

    core: str
    more: str


def bundles(*, readable: bool = False) -> Bundles:
    """The scripts of the search page; `readable` as they were written, with comments."""
    both = joined(*([source(name) for name in names] for names in (CORE, MORE)))
    return (
        both if readable else Bundles(*(smaller(each, "application/javascript") for each in both))
    )


def joined(core: Sequence[str], more: Sequence[str]) -> Bundles:
    """The sources of either bundle in one function each, and the names that cross."""
    taken = ", ".join(_crossing(core, more))
    given = ", ".join(_crossing(more, core))
    return Bundles(
        _lines("(() => {", '"use strict";', *core, f"handOver({{ {taken} }});", "})();"),
        _lines(
            "pincite.more((core) => {",
            '"use strict";',
            f"const {{ {taken} }} = core;",
            *more,
            f"return {{ {given} }};",
            "});",
        ),
    )


def source(name: str) -> str:
    """A script or style of ours; line ends are those that a browser reads, whatever checked it out.

    Another would make the policy's hash that of another text.
    """
    text = (resources.files("pincite.templates") / name).read_text("utf-8")
    return text.replace("\r\n", "\n")


def smaller(text: str, kind: str) -> str:
    """A script or style without what only its readers need.

    Args:
        text: the source.
        kind: its media type.
    """
    try:
        import minify
    except ImportError:  # it is compiled, and not for every machine; the page works without
        return text
    return str(minify.string(kind, text))


def declared(text: str) -> list[str]:
    """The names that a source declares for those that follow it."""
    return _DECLARED.findall(text)


def _crossing(givers: Iterable[str], takers: Iterable[str]) -> list[str]:
    """The names that the one declares and the other mentions, in order."""
    mentioned = {name for each in takers for name in _NAME.findall(_COMMENT.sub("", each))}
    return [name for each in givers for name in declared(each) if name in mentioned]


def _lines(*lines: str) -> str:
    return "\n".join(("", *lines, ""))
