"""Random queries in every form of the language, about the articles of an index."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from pincite import Article, Index

_FUNCTION_WORDS = ("the", "of", "and", "in", "what", "with")
_KINDS = ("body", "heading", "quote", "caption", "byline", "annotation", "boilerplate", "list")
# What breaks a query, or gives it another meaning.
_SLIPS = (*'"“”()~*?:+-=.', " AND ", " OR ", " NOT ", "~2", "~9", "title:", "date:", "foo:")
# What the language is made of, with what comes near it.
_BITS = (
    *'"“”()~*?+-=. \u3000\x1c’ʼ\u0301',
    *("**", "~1", "~2", "~3", "~1000", "~1001", "~05", "~5.", "~5.5", " AND ", " OR ", " NOT "),
    *("title:", "author:", "publication:", "path:", "kind:", "date:", "foo:", "TITLE:"),
    *("2018", "2018-02-30", "2016..2017", "2017..2016", "..", "2016..", "..2018-04", "body", "1"),
    *("a", "the", "of", "alliance", "re-do", "U.S.", "u.s", "it’s", "É", "東京", "ﬁ", "𝔞𝔩", "ß"),
    *("İ", "－", "²", "½", "…", "a.b", "/", "x", "allies", "река"),
)


class Queries:
    """Makes up queries: words, quotations and fields from the articles, joined at random."""

    def __init__(self, index: Index, seed: int) -> None:
        self._choose = random.Random(seed)
        self._articles = [index.article(article.id) for article in index.articles()]
        self._texts = [each.text for article in self._articles for each in article.paragraphs]
        self._words = sorted({word for text in self._texts for word in text.split()})
        self._plain = sorted({word for word in self._words if word.isalpha() and len(word) > 1})

    def query(self, depth: int = 0) -> str:
        """A query that can be understood, as a rule."""
        parts = []
        for _ in range(self._choose.randint(1, 4)):
            parts.append(self._choose.choice(("", "", "", "+", "-", "NOT ")) + self._atom(depth))
            if self._choose.random() < 0.3:
                parts.append(self._choose.choice(("AND", "OR")))
        return " ".join(parts)

    def broken(self) -> str:
        """A query with something put in or left out, so that it may make no sense."""
        query = self.query()
        at = self._choose.randrange(len(query) + 1)
        if self._choose.random() < 0.3:
            return query[:at] + query[at + 1 :]
        return query[:at] + self._choose.choice(_SLIPS) + query[at:]

    def jumble(self) -> str:
        """Any pieces of the language in any order."""
        return "".join(self._choose.choices(_BITS, k=self._choose.randint(1, 9)))

    def _atom(self, depth: int) -> str:
        forms: tuple[tuple[float, Callable[[], str]], ...] = (
            (0.14, self._phrase),
            (0.06, self._sentence),
            (0.09, lambda: self._choose.choice(_FUNCTION_WORDS)),
            (0.07, lambda: f"={self._choose.choice(self._words)}"),
            (0.12, self._near),
            (0.12, self._pattern),
            (0.08, self._fuzzy),
            (0.14, self._field),
            (0.10 if depth < 3 else 0, lambda: f"({self.query(depth + 1)})"),
            (0.20, lambda: self._choose.choice(self._words)),
        )
        chances, makers = zip(*forms, strict=True)
        make: Callable[[], str] = self._choose.choices(makers, chances)[0]
        return make()

    def _run(self, most: int) -> list[str]:
        words = self._choose.choice(self._texts).split()
        start = self._choose.randrange(len(words))
        return [re.sub('["“”]', "", word) for word in words[start : start + most]]

    def _phrase(self) -> str:
        return f'"{" ".join(self._run(self._choose.randint(1, 4)))}"'

    def _sentence(self) -> str:
        """As it stands in the text, in quotation marks, whatever marks there are inside."""
        sentence = re.split(r"(?<=[.!?”\"]) ", self._choose.choice(self._texts))[0]
        return self._choose.choice(('"{}"', "“{}”")).format(sentence)

    def _near(self) -> str:
        run = self._run(9)
        words = self._choose.choices(run, k=self._choose.randint(1, 3))
        return f'"{" ".join(words)}"~{self._choose.choice((1, 2, 4, 9, 30, 1000))}'

    def _pattern(self) -> str:
        word = self._choose.choice(self._plain)
        start, end = sorted(self._choose.choices(range(len(word) + 1), k=2))
        wild = self._choose.choice(("*", "*", "?", "?*", "*?"))
        return word[:start] + wild + word[end if "*" in wild else start + 1 :]

    def _fuzzy(self) -> str:
        word = self._choose.choice(self._plain)
        at = self._choose.randrange(len(word))
        slip = self._choose.choice((word[at], "", "aø", "x", word[at] * 2))
        return word[:at] + slip + word[at + 1 :] + self._choose.choice(("~", "~1", "~2"))

    def _field(self) -> str:
        article = self._choose.choice(self._articles)
        name = self._choose.choice(("title", "author", "publication", "path", "kind", "date"))
        return f"{name}:{self._value(name, article)}"

    def _value(self, name: str, article: Article) -> str:
        if name == "kind":
            return self._choose.choice(_KINDS)
        if name == "date":
            return self._dates(article.date)
        if name == "path":
            start = self._choose.randrange(len(article.id))
            return article.id[start : start + self._choose.randint(1, 9)]
        words = re.sub('["“”()]', "", getattr(article, name)).split() or ["Nobody"]
        start = self._choose.randrange(len(words))
        run = " ".join(words[start : start + self._choose.randint(1, 3)])
        return f'"{run}"' if " " in run or self._choose.random() < 0.3 else run

    def _dates(self, date: str) -> str:
        exactness = self._choose.choice((4, 7, 10))
        year = str(int(date[:4] or 2018) + self._choose.choice((-1, 0, 0, 0, 1)))
        moved = (year + date[4:])[:exactness]
        ranges = (f"..{moved}", f"{moved}..", f"2017..{moved}", f"{moved}..2018-06")
        return self._choose.choice((moved, *ranges))
