"""What a renamed file changes of its articles: ids and paths, and titles and dates it tells."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pincite.indexer.naming import ELSE
from pincite.indexer.structure.dates import file_name_date
from pincite.indexer.structure.metadata import readable_name

if TYPE_CHECKING:
    from pincite.indexer.articles import Article

# The origin of what a file's name tells.
_BY_NAME = "file name"


def renamed_article(article: Article, own: str, old: str, new: str) -> Article:
    """An article, now called `own`, once its file is not at `old` but at `new`.

    It knows its former id.
    """
    former = former_ids(article, own)
    return replace(article, id=own, path=moved(article.path, old, new), former=former)


def former_ids(article: Article, own: str) -> tuple[str, ...]:
    """The ids that an article will have had when it gets another, the first first."""
    return tuple(each for each in dict.fromkeys((*article.former, article.id)) if each != own)


def moved(name: str, old: str, new: str) -> str:
    """An article's id or path; it has one of its own, or it begins with the file's."""
    bare = name
    while bare.startswith(ELSE):
        bare = bare.removeprefix(ELSE)
    is_of_file = bare == old or bare.startswith(f"{old}!/")
    return new + bare[len(old) :] if is_of_file else name


def is_told_by_name(article: Article, old: str, new: str) -> bool:
    """Whether an article may be another if its file, once at `old`, is at `new`.

    It is if the suffix is another, which may stand for a format, or if its title or its date
    comes from the name, or would come from the new one.
    """
    before, now = PurePosixPath(old), PurePosixPath(new)
    if before.name == now.name:
        return False
    if _suffixes(before) != _suffixes(now):
        return True
    told = {"title": readable_name, "date": _date}
    return any(
        tell(before) != tell(now)
        for name, tell in told.items()
        if not getattr(article, name) or article.origins.get(name) == _BY_NAME
    )


def _suffixes(path: PurePosixPath) -> tuple[str, str]:
    """What may tell the format: of what is packed by itself its own suffix too."""
    return path.suffix, PurePosixPath(path.stem).suffix if path.suffix == ".gz" else ""


def _date(path: PurePosixPath) -> str:
    return file_name_date(path.stem)[0]
