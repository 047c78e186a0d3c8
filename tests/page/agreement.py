"""Holds the answers of a page against those of the index it was made of."""

from __future__ import annotations

from dataclasses import asdict
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import chromium
from node_page import NodePage

import pincite

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from playwright.sync_api import Page

    from pincite import Hit, Index, Results

SHOWN = 50


def assert_same(
    index: Index,
    page: Page | NodePage,
    queries: Sequence[str],
    weights: Mapping[str, float] | None = None,
    **wishes: Any,
) -> int:
    """The page answers as the index does, by its weights; how many hits that were."""
    compared = 0
    for query, answer in zip(queries, _asked(page, queries, wishes), strict=True):
        results = found(index, query, weights, **wishes)
        if isinstance(results, pincite.QueryError):
            assert "error" in answer, query
            where = chromium.code_points(query, answer["position"])
            assert (answer["error"], where) == (results.reason, results.position), query
            continue
        assert "error" not in answer, (query, answer)
        assert list(map(_told_by_page, answer["hits"])) == list(map(_told, results)), query
        assert answer["total"] == results.total, query
        for said in ("missing", "suggestions", "notes", "reasons"):
            assert tuple(answer[said]) == getattr(results, said), query
        assert answer["alone"] == [asdict(part) for part in results.alone], query
        assert answer["respelt"] == [asdict(each) for each in results.respelt], query
        assert [hit["score"] for hit in answer["hits"]] == [hit.score for hit in results], query
        compared += len(results)
    return compared


def _asked(
    page: Page | NodePage, queries: Sequence[str], wishes: Mapping[str, Any]
) -> list[dict[str, Any]]:
    if isinstance(page, NodePage):
        return page.ask(queries, limit=SHOWN, **wishes)
    return chromium.ask(page, queries)


def found(
    index: Index, query: str, weights: Mapping[str, float] | None = None, **wishes: Any
) -> Results | pincite.QueryError:
    """What the index finds, or why it does not understand."""
    try:
        return index.find(query, limit=SHOWN, weights=weights, **wishes)
    except pincite.QueryError as error:
        return error


def _told(hit: Hit) -> tuple[object, ...]:
    paragraph, snippet = hit.paragraph, hit.snippet
    place = (hit.rank, hit.article.id, paragraph.ordinal, paragraph.kind.value)
    also = [(each.article, each.ordinal, each.lines, each.pages) for each in hit.also]
    return (
        *place,
        paragraph.lines,
        paragraph.pages,
        snippet.text,
        snippet.spans,
        hit.spans,
        hit.title_spans,
        also,
    )


def _told_by_page(hit: dict[str, Any]) -> tuple[object, ...]:
    paragraph, snippet, locator = hit["paragraph"], hit["snippet"], hit["locator"]
    place = (hit["rank"], locator["article"], locator["ordinal"], paragraph["kind"])
    in_title = {"text": hit["article"]["title"], "spans": hit["titleSpans"]}
    in_text = {"text": paragraph["text"], "spans": hit["spans"]}
    spans = (_points(snippet), _points(in_text), _points(in_title))
    also = [(each["article"], each["ordinal"], *_bounds(each)) for each in hit["also"]]
    return *place, *_bounds(paragraph), snippet["text"], *spans, also


def _bounds(record: dict[str, Any]) -> tuple[object, object]:
    """Lines and pages, where there are such."""
    lines, pages = record["lines"], record["pages"]
    return lines and tuple(lines), pages and tuple(pages)


def _points(passage: dict[str, Any]) -> tuple[tuple[int, int], ...]:
    units = accumulate((1 + (character > "\uffff") for character in passage["text"]), initial=0)
    places = {offset: place for place, offset in enumerate(units)}
    return tuple((places[start], places[end]) for start, end in passage["spans"])
