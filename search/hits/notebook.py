"""Results as a notebook shows them: HTML without style or script of its own."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from pincite.search.hits.spans import pieces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pincite.search.hits.spans import Span
    from pincite.search.hits.values import Hit, Results, Snippet


def results_html(results: Results) -> str:
    """A heading that counts, and the hits as a list, or why there are none."""
    items = "".join(f"<li>{hit_html(hit)}</li>" for hit in results)
    start = results.hits[0].rank if results.hits else 1
    noun = "articles" if results.by_article else "paragraphs"
    counted = f"{len(results)} of {results.total} {noun} for <q>{escape(results.query)}</q>"
    respelt = "".join(f"<p>searched: {escape(str(each))}</p>" for each in results.respelt)
    reasons = "".join(f"<p>{escape(reason)}</p>" for reason in results.reasons)
    return f'<p>{counted}</p>{respelt}{reasons}<ol start="{start}">{items}</ol>'


def hit_html(hit: Hit) -> str:
    """Title, where it stands, and the snippet with its matches marked."""
    article = hit.article
    facts = [article.publication, article.date, article.author, str(hit.locator)]
    told = " · ".join(escape(fact) for fact in facts if fact)
    also = f"<br>also in: {escape(', '.join(map(str, hit.also)))}" if hit.also else ""
    title = _marked(article.title, hit.title_spans)
    return f"<b>{title}</b><br>{told}{also}<br>{snippet_html(hit.snippet)}"


def snippet_html(snippet: Snippet) -> str:
    """The text, its spans as `<mark>`."""
    return _marked(snippet.text, snippet.spans)


def _marked(text: str, spans: Sequence[Span]) -> str:
    return "".join(
        f"<mark>{escape(piece)}</mark>" if is_match else escape(piece)
        for piece, is_match in pieces(text, spans)
    )
