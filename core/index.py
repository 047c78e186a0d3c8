"""The index as Python programs hold it: open, find, add, remove, commit."""

from __future__ import annotations

import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pincite.errors import ArticleNotFound
from pincite.indexer import location
from pincite.indexer.damage import telling_damage
from pincite.indexer.weights import DEFAULT, Weights
from pincite.search.engine import Engine
from pincite.search.hits.values import Locator
from pincite.search.request import Request

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping, Sequence
    from types import TracebackType

    from pincite.indexer.articles import Article, Stats
    from pincite.indexer.editor import Editor
    from pincite.search.concordance import Concordance
    from pincite.search.hits.values import Results
    from pincite.search.pages.data import PageData
    from pincite.search.query.narrowing import Wanted
    from pincite.search.query.tree import Node
    from pincite.search.resolving.resolve import Resolution


def open_index(path: str | os.PathLike[str]) -> Index:
    """Open the index at `path`: an index folder, or a folder that has one.

    Raises:
        IndexMissing: there is none.
        CorruptIndex: it cannot be opened.
    """
    return Index(location.resolve_index(location.named(path)))


def find_index(start: str | os.PathLike[str] = ".") -> Path:
    """The index folder that serves `start`: there, above it, or alone just below.

    Raises:
        IndexMissing: there is none, or several below.
    """
    return location.find_index(Path(start))


class Index:
    """An open index: one committed state of it, which later commits by others do not change.

    A context manager. Threads may share one. What `add`, `update` and `remove` do is seen, here
    and elsewhere, from `commit` on; closing without it leaves everything as it was.
    """

    def __init__(self, folder: Path) -> None:
        """Open the index in `folder` itself; `open_index` is the kinder way."""
        self._folder = folder
        self._engine = _engine(folder)
        self._editor: Editor | None = None
        self._lock = threading.RLock()
        self._closed = False

    def __enter__(self) -> Index:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<pincite.Index {str(self._folder)!r}>"

    def close(self) -> None:
        """Let go of the files; the index answers no more, and what was not committed is lost."""
        with self._lock:
            if not self._closed:
                self._closed = True
                if self._editor is not None:
                    self._editor.close()

    @property
    def path(self) -> Path:
        """The index folder."""
        return self._folder

    @property
    def root(self) -> Path:
        """The folder that the ids of articles from files start from."""
        return location.root_of(self._folder, self._engine.settings)

    @property
    def generation(self) -> int:
        """The number of the commit it is open at; each commit has the next."""
        return self._engine.snapshot.generation

    @property
    def language(self) -> str:
        """The language its words are stemmed in; of several, the one most paragraphs are in."""
        return self._engine.languages.present[0]

    @property
    def languages(self) -> tuple[str, ...]:
        """All languages that its articles are stemmed in, the one most paragraphs are in first."""
        return tuple(self._engine.languages.present)

    def find(  # noqa: PLR0913 - one parameter for each thing to ask for
        self,
        query: str,
        *,
        limit: int = 10,
        offset: int = 0,
        since: str | None = None,
        until: str | None = None,
        author: Wanted = None,
        publication: Wanted = None,
        kind: Wanted = None,
        sort: str = "rank",
        by_article: bool = False,
        facets: Wanted = None,
        explain: bool = False,
        repeats: bool = False,
        weights: Weights | Mapping[str, float] | None = None,
        semantic: bool = False,
    ) -> Results:
        """The best paragraphs for a query.

        Args:
            query: words, "phrases", =forms, AND OR NOT, + - ( ), "words near"~8, wild*cards,
                fuzzy~, and filters as title:summit; the README has them all.
            limit: how many hits at most.
            offset: how many hits to pass over.
            since: only articles of that day or later: "2018-04-18", "2018-04" or "2018".
            until: only articles of that day or earlier. An article of which only the year or
                the month is known is found where it may be meant; one without a date is not.
            author: only articles by this author, or by one of several: a word of the name, or
                more as they stand in it.
            publication: likewise, only articles of it.
            kind: only paragraphs of this kind, or of one of several.
            sort: "rank" for the best first; "date" for the newest articles first, a month or a
                year by its first day, what has no date last; "article" for the order of ids.
                Within an article then comes first what stands first in it.
            by_article: give each article once, by the first of its paragraphs in that order, and
                in `Hit.matches` how many of them match; limit, offset and total are of articles.
            facets: count all that matches by "publication", "year", "author" or "kind", or by
                several of these, into `Results.facets`.
            explain: give each hit the account of its score.
            repeats: give paragraphs of the same words each by itself. Otherwise the first of
                them stands for all that match, whose places are in `Hit.also`; limit and offset
                are of hits, total is of paragraphs either way. With `by_article` it makes no
                difference.
            weights: what is to count for how much in the scores, `Weights` or some by name, as
                {"title": 1}; the others are as they are without. Other weights than the
                defaults of the first stage make a search slower: all that matches is scored.
            semantic: rank the best hundred by how alike they are to the query in meaning, too;
                what matches stays the same. It takes `pip install 'pincite[semantic]'`, and is
                made for English.

        Raises:
            QueryError: the query cannot be understood; it points at the character.
            PinciteError: what it is narrowed, sorted, counted or weighed by is not understood: a
                date that is none …; or what `semantic` takes is not installed.
        """
        _check_text("a query", query)
        request = Request(
            query,
            limit=limit,
            offset=offset,
            filters=_filters(since, until, author, publication, kind),
            explain=explain,
            repeats=repeats,
            weights=Weights.of(weights),
            semantic=semantic,
            sort=sort,
            by_article=by_article,
            facets=(facets,) if isinstance(facets, str) else tuple(dict.fromkeys(facets or ())),
        )
        with self._held() as engine:
            return engine.find(request)

    def kwic(  # noqa: PLR0913 - as for `find`
        self,
        query: str,
        *,
        sort: str = "article",
        limit: int | None = 100,
        since: str | None = None,
        until: str | None = None,
        author: Wanted = None,
        publication: Wanted = None,
        kind: Wanted = None,
        weights: Weights | Mapping[str, float] | None = None,
    ) -> Concordance:
        """Every match of a query, each with the words around it (key word in context).

        At most 20,000 paragraphs are read for it, the first or the best; where more match, the
        notes say so.

        Args:
            query: as for `find`.
            sort: "article" for the order of the articles' ids and of their text; "left" and
                "right" for that of the words before or after the match, folded, the nearest
                first; "rank" for the best paragraphs first.
            limit: how many lines at most; None for all.
            since: as for `find`.
            until: likewise.
            author: likewise.
            publication: likewise.
            kind: likewise.
            weights: likewise, for the best paragraphs first.

        Raises:
            QueryError: the query cannot be understood; it points at the character.
            PinciteError: what it is narrowed, sorted or weighed by is not understood.
        """
        _check_text("a query", query)
        if limit is not None and limit < 0:
            raise ValueError("a limit cannot be negative")
        filters = _filters(since, until, author, publication, kind)
        request = Request(
            query,
            limit=sys.maxsize if limit is None else limit,
            filters=filters,
            weights=Weights.of(weights),
        )
        with self._held() as engine:
            return engine.concordance(request, sort)

    def similar(  # noqa: PLR0913 - as for `find`
        self,
        article: str,
        ordinal: int,
        *,
        limit: int = 10,
        offset: int = 0,
        since: str | None = None,
        until: str | None = None,
        author: Wanted = None,
        publication: Wanted = None,
        kind: Wanted = None,
        explain: bool = False,
        weights: Weights | Mapping[str, float] | None = None,
    ) -> Results:
        """The paragraphs most like one of the index; copies of running text come first.

        They have the most of its most telling words, at most 25; their matches are these.

        Args:
            article: the id of its article, or an unambiguous file name.
            ordinal: its place there, from 1.
            limit: as for `find`.
            offset: likewise.
            since: likewise.
            until: likewise.
            author: likewise.
            publication: likewise.
            kind: likewise.
            explain: likewise.
            weights: likewise.

        Raises:
            ArticleNotFound: there is no such article, or no such paragraph in it.
            PinciteError: what it is narrowed or weighed by is not understood.
        """
        _check_text("an article's name", article)
        request = Request(
            query=article,
            limit=limit,
            offset=offset,
            filters=_filters(since, until, author, publication, kind),
            explain=explain,
            weights=Weights.of(weights),
        )
        with self._held() as engine:
            return engine.similar(article, ordinal, request)

    def resolve(self, cited: Locator | str) -> Resolution:
        """What has become of a paragraph that was cited: same, moved, changed or gone.

        Args:
            cited: the locator of a hit, or its reference.

        Raises:
            PinciteError: the reference is damaged or none, or the locator has no text.
        """
        locator = Locator.parse(cited) if isinstance(cited, str) else cited
        if not isinstance(locator, Locator):
            raise TypeError(f"what was cited is a Locator or str, not {type(cited).__name__}")
        with self._held() as engine:
            return engine.resolve(locator)

    def article(self, name: str) -> Article:
        """An article with its paragraphs, by id or by an unambiguous file name.

        Raises:
            ArticleNotFound: no article, or more than one, answers to the name.
        """
        _check_text("an article's name", name)
        with self._held() as engine:
            return engine.library.named(name)

    def articles(self) -> list[Article]:
        """All articles, without their paragraphs, by id."""
        with self._held() as engine:
            return engine.library.articles()

    def stats(self, *, divided: bool = False) -> Stats:
        """How many articles, paragraphs and words it holds.

        Args:
            divided: whether to tell, too, how many of each year, publication, language and kind;
                that takes a second for a hundred thousand articles.
        """
        with self._held() as engine:
            return engine.stats(divided=divided)

    def lexicon(self, language: str | None = None) -> dict[str, str]:
        """Every surface form in the articles of a language, and its stem.

        Args:
            language: one of `languages`; None for all, where a form that several have gets the
                stem it has in the first of them.
        """
        with self._held() as engine:
            snapshot = engine.snapshot
            wanted = reversed(engine.languages.present) if language is None else [language]
            return dict(pair for each in wanted for pair in snapshot.words_and_stems(each))

    def synonyms(
        self, language: str | None = None
    ) -> dict[tuple[str, ...], tuple[tuple[str, ...], ...]]:
        """What its file of synonyms has for words, folded, that stand in a query side by side.

        Args:
            language: of the query, whose function words take no place; None for `Index.language`.

        Raises:
            PinciteError: that file is broken.
        """
        with self._held() as engine:
            synonyms = engine.synonyms(language or engine.languages.present[0])
            return dict(synonyms.others) if synonyms else {}

    @contextmanager
    def page_data(
        self, weights: Weights = DEFAULT, dictionary: Sequence[str] = ()
    ) -> Iterator[PageData]:
        """What a search page is made of; until that is done, no other thread can ask the index.

        Args:
            weights: what counts for how much in the page's scores.
            dictionary: that of the page which this one is to replace, as its root record has it;
                so that texts that stay the same are written the same.
        """
        from pincite.search.pages.data import page_data

        with self._held() as engine, page_data(engine, weights, dictionary) as data:
            yield data

    @contextmanager
    def _held(self) -> Iterator[Engine]:
        """The engine, for one thread at a time."""
        with self._lock:
            if self._closed:
                raise ValueError("the index is closed")
            with telling_damage(self._folder):
                yield self._engine

    def add(self, id: str, text: str, **metadata: str) -> Article:  # noqa: A002
        """Add a text that comes from no file as an article of its own.

        Args:
            id: what to know it by; any line of text without # that no other article is known by.
            text: plain text, paragraphs parted by blank lines.
            metadata: fields of `Article` (title, author, publication, date …); what is not
                given is taken from the head of the text, as with a file. Dates are
                "2018-04-18", "2018-04" or "2018"; the language is "german" or "de", and where
                none is said the one that the text seems to be in.

        Raises:
            PinciteError: there is an article or a file of that id already, or it cannot be one, or
                a date is none, or the language cannot be stemmed or is not that of the index.
            SourceError: there is no text.
            IndexLocked: another process is writing.
        """
        with self._lock:
            return self._edited().add(id, text, metadata)

    def update(self, id: str, text: str, **metadata: str) -> Article:  # noqa: A002
        """Add a text in place of the article of that id, if there is one; else as `add`.

        Raises:
            PinciteError: as for `add`, or that article comes from a file.
            SourceError: there is no text.
            IndexLocked: another process is writing.
        """
        with self._lock:
            return self._edited().update(id, text, metadata)

    def remove(self, id: str) -> None:  # noqa: A002
        """Remove an article; an article from a file comes back when its folder is indexed again.

        Raises:
            ArticleNotFound: there is none of that id.
            PinciteError: it is one of several from one file.
            IndexLocked: another process is writing.
        """
        with self._lock:
            if not self._edited().remove(id):
                raise ArticleNotFound(f"no article is called {id!r}")

    def commit(self) -> None:
        """Make what was added, updated and removed visible."""
        with self._lock:
            if self._editor is None:
                return
            self._editor.commit()
            self._editor = None
            self._engine = _engine(self._folder)

    def _edited(self) -> Editor:
        if self._editor is None:
            from pincite.indexer.editor import Editor

            self._editor = Editor(self._folder)
        return self._editor


def _engine(folder: Path) -> Engine:
    with telling_damage(folder):
        return Engine(folder)


def _filters(
    since: str | None, until: str | None, author: Wanted, publication: Wanted, kind: Wanted
) -> tuple[Node, ...]:
    """What a search is narrowed by; mostly nothing."""
    if all(each is None for each in (since, until, author, publication, kind)):
        return ()
    from pincite.search.query.narrowing import narrowing

    return narrowing(since, until, author, publication, kind)


def _check_text(what: str, value: object) -> None:
    if not isinstance(value, str):
        raise TypeError(f"{what} is a string, not {type(value).__name__}")
