"""Results, paragraphs and articles as terminal text."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from pincite.indexer.articles import Kind
from pincite.search.citing.dates import readable_date
from pincite.search.citing.whereabouts import places_of
from pincite.search.faces.cells import Line, Run, clipped, hang, one_line, visible, width_of, wrap
from pincite.search.faces.painting import (
    FAINT,
    MATCH,
    PLAIN,
    STRONG,
    Screen,
    blocks_text,
    link_to,
)
from pincite.search.hits.spans import pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pincite.errors import QueryError
    from pincite.indexer.articles import Article, Paragraph, Stats
    from pincite.search.hits.spans import Span
    from pincite.search.hits.values import Contribution, Hit, Results

    Around = Mapping[int, Sequence[Paragraph]]

# More of a query than any screen shows; a whole book may have been pasted.
_AHEAD = 1000
# Other places of the same words that are named; JSON has all.
_ALSO = 5
_LABELLED = frozenset(Kind) - {Kind.BODY}
_FAINT_KINDS = frozenset({Kind.CAPTION, Kind.BYLINE, Kind.BOILERPLATE})


def results_text(
    results: Results, screen: Screen, *, full: bool = False, around: Around | None = None
) -> str:
    """Every hit with its article, its locator and its snippet, or with `full` its paragraph.

    `around` has the paragraphs to show before and after a hit, by the hit's rank.
    """
    margin = len(str(results.hits[-1].rank)) + 2 if results.hits else 0
    blocks = (
        _hit_lines(hit, screen, margin, full=full, around=(around or {}).get(hit.rank, ()))
        for hit in results
    )
    return blocks_text(blocks, screen)


def article_text(article: Article, screen: Screen) -> str:
    """The article's header, then its paragraphs with their numbers."""
    numbers = [_number(paragraph) for paragraph in article.paragraphs]
    indent = max(map(width_of, numbers), default=0) + 2
    blocks = [_article_header(article, screen)]
    for number, paragraph in zip(numbers, article.paragraphs, strict=True):
        style = _kind_style(paragraph)
        runs = [Run(paragraph.text, style), *_kind_note(paragraph)]
        blocks.append(hang([Run(number.rjust(indent - 2), FAINT)], runs, indent, screen.width))
    return blocks_text(blocks, screen)


def stats_text(stats: Stats) -> str:
    """How much an index holds, a line each; and in which languages, if there are several."""
    rows = [
        (f"{count:,}", noun if count == 1 else f"{noun}s")
        for count, noun in (
            (stats.articles, "article"),
            (stats.paragraphs, "paragraph"),
            (stats.words, "word"),
        )
    ]
    width = max(len(count) for count, _ in rows)
    languages = f"{'in':>{width}} {', '.join(stats.languages)}\n" if stats.languages[1:] else ""
    return "".join(f"{count:>{width}} {noun}\n" for count, noun in rows) + languages


def query_error_text(error: QueryError, width: int) -> str:
    """The reason, and a caret under the character of the query that it is about."""
    if not error.query.strip():
        return visible(error.reason)
    before = one_line(error.query[: error.position])
    after = one_line(error.query[error.position :][:_AHEAD])
    room = max(width - 2, 20)
    if width_of(before) + min(width_of(after), room // 3) > room:
        start = len(before) - room // 2
        before = "…" + before[start:]
    shown = clipped(before + after, room)
    return f"{visible(error.reason)}\n  {shown}\n  {' ' * width_of(before)}^"


def _hit_lines(
    hit: Hit, screen: Screen, margin: int, *, full: bool, around: Sequence[Paragraph]
) -> list[Line]:
    indent = " " * margin
    head = [Run(str(hit.rank).rjust(margin - 2), FAINT)]
    title = highlighted(hit.article.title, hit.title_spans, STRONG)
    lines = hang(head, title, margin, screen.width)
    for facts in (provenance(hit.article, screen, margin), _place(hit, screen)):
        lines += facts_lines(facts, screen, margin)
    for told in filter(None, (also_in(hit), copies_of(hit.article))):
        lines += hang([], [Run(told, FAINT)], margin, screen.width)
    text, spans = hit.snippet.text, hit.snippet.spans
    if full:
        text, spans = hit.paragraph.text, hit.spans
    body = highlighted(text, spans)
    if around:
        lines += _in_context(hit, body, around, screen, margin)
    else:
        lines += hang([], body, margin, screen.width)
    lines += [[Run(indent), *line] if line else [] for line in _account(hit, screen, margin)]
    return lines


def also_in(hit: Hit) -> str:
    """Where the same words stand besides: "also in: summit.txt ¶ 7, talks.txt ¶ 2 and 3 more"."""
    return _some("also in", [f"{one_line(each.article)} ¶ {each.ordinal}" for each in hit.also])


def copies_of(article: Article) -> str:
    """Which other files have the same content: "same file: b.txt, c.txt and 3 more"."""
    return _some("same file", list(map(one_line, article.copies)))


def _some(label: str, names: Sequence[str]) -> str:
    """The first of some names behind a label; "" where there are none."""
    more = len(names) - _ALSO
    listed = f"{label}: {', '.join(names[:_ALSO])}{f' and {more:,} more' if more > 0 else ''}"
    return listed if names else ""


def _in_context(
    hit: Hit, body: list[Run], around: Sequence[Paragraph], screen: Screen, margin: int
) -> Iterator[Line]:
    own = hit.paragraph
    column = max(len(str(paragraph.ordinal)) for paragraph in (*around, own)) + 2
    for paragraph in sorted((*around, own), key=lambda paragraph: paragraph.ordinal):
        mine = paragraph.ordinal == own.ordinal
        runs = body if mine else [Run(paragraph.text, FAINT)]
        head = [Run(" " * margin), Run(_number(paragraph).rjust(column), FAINT)]
        yield from hang(head, runs, margin + column + 2, screen.width)


def highlighted(text: str, spans: Iterable[Span], style: str = PLAIN) -> list[Run]:
    """The text in runs, those of the spans marked as matches."""
    return [Run(piece, MATCH if is_match else style) for piece, is_match in pieces(text, spans)]


def _number(paragraph: Paragraph) -> str:
    return f"¶ {paragraph.ordinal}"


def _kind_style(paragraph: Paragraph) -> str:
    if paragraph.kind is Kind.HEADING:
        return STRONG
    return FAINT if paragraph.kind in _FAINT_KINDS else PLAIN


def _kind_note(paragraph: Paragraph) -> list[Run]:
    return [Run(f"  [{paragraph.kind.value}]", FAINT)] if paragraph.kind in _LABELLED else []


def _dated(article: Article) -> str:
    if article.date:
        return readable_date(article.date)
    first = article.first_published
    return f"first published {readable_date(first)}" if first else ""


def provenance(article: Article, screen: Screen, margin: int) -> list[str]:
    """Publication and date, and the author where all three fit on a line."""
    facts = _known(article.publication, _dated(article))
    with_author = _known(*facts, article.author)
    fits = len(facts_lines(with_author, screen, margin)) == 1
    return with_author if fits or not facts else facts


def _place(hit: Hit, screen: Screen) -> list[str | Run]:
    paragraph = hit.paragraph
    kind = paragraph.kind.value if paragraph.kind in _LABELLED else ""
    facts = _known(_number(paragraph), *places_of(paragraph, "-"), kind)
    return [*facts, source(hit.article, screen)]


def _known(*facts: str) -> list[str]:
    return [fact for fact in facts if fact]


def source(article: Article, screen: Screen) -> Run:
    """The article's id, which leads to its file where the screen has links."""
    return Run(one_line(article.id), FAINT, link_to(article.path, screen))


def facts_lines(facts: Iterable[str | Run], screen: Screen, margin: int = 0) -> list[Line]:
    """The facts side by side; none is torn that fits on a line of its own."""
    packed: list[list[Run]] = []
    for fact in facts:
        run = fact if isinstance(fact, Run) else Run(one_line(fact), FAINT)
        longer = [*packed[-1], Run(" · ", FAINT), run] if packed else [run]
        width = sum(width_of(each.text) for each in longer)
        if screen.width is None or width <= screen.width - margin:
            packed[-1:] = [longer]
        else:
            packed.append([run])
    lines = (hang([], runs, margin, screen.width) for runs in packed)
    return list(chain.from_iterable(lines))


def _article_header(article: Article, screen: Screen) -> list[Line]:
    issue = [("Volume", article.volume), ("Issue", article.issue)]
    dates = [readable_date(article.date)]
    if article.first_published:
        dates.append(f"first published {readable_date(article.first_published)}")
    facts = _known(
        article.publication,
        *(f"{name} {number}" for name, number in issue if number),
        *dates,
        article.author,
    )
    lines = wrap([Run(article.title, STRONG)], screen.width)
    for line in (facts, _known(article.url), [source(article, screen)], _known(copies_of(article))):
        lines += facts_lines(line, screen)
    return lines


def _account(hit: Hit, screen: Screen, margin: int) -> list[Line]:
    """The contributions to the score as a table, the score below them."""
    if not hit.explanation:
        return []
    rows = [("", "times", "in ¶", "adds"), *map(_row, hit.explanation)]
    rows.append(("score", "", "", f"{hit.score:.4f}"))
    widths = [max(width_of(row[column]) for row in rows) for column in range(4)]
    if screen.width is not None:
        widths[0] = min(widths[0], max(screen.width - margin - sum(widths[1:]) - 6, 8))
    return [[], *([Run(_aligned(row, widths), FAINT)] for row in rows)]


def _row(contribution: Contribution) -> tuple[str, str, str, str]:
    paragraphs = f"{contribution.paragraphs:,}" if contribution.paragraphs else ""
    times = f"{contribution.frequency:g}" if contribution.frequency else ""
    return one_line(contribution.label), times, paragraphs, f"{contribution.value:.4f}"


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    label = clipped(row[0], widths[0])
    cells = [label + " " * (widths[0] - width_of(label))]
    cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
    return "  ".join(cells)
