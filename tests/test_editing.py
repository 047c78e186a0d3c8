"""Adding, updating and removing texts from a program."""

from __future__ import annotations

import pytest

import pincite

HARBOUR = "The Harbour\n\nBy Ada Stone\n\nOur allies left the harbour at dawn.\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "bridge.txt").write_text("The Bridge\n\nNobody crossed the bridge.\n", "utf-8")
    pincite.build_index(tmp_path)
    return tmp_path


def found(index, query):
    return [str(hit.locator) for hit in index.find(query, repeats=True)]


def test_an_added_text_is_found_after_the_commit_and_not_before(folder):
    with pincite.open_index(folder) as index:
        article = index.add("harbour", HARBOUR, publication="The Ledger", date="2018-04-18")
        assert found(index, "ally") == []
        index.commit()
        assert found(index, "ally") == ["harbour#3"]
        assert (article.title, article.author) == ("The Harbour", "Ada Stone")
    with pincite.open_index(folder) as again:
        (hit,) = again.find("allied")
        assert (hit.article.publication, hit.article.date) == ("The Ledger", "2018-04-18")


def test_closing_without_a_commit_changes_nothing_and_frees_the_lock(folder):
    with pincite.open_index(folder) as index:
        index.add("harbour", HARBOUR)
        index.remove("bridge.txt")
    with pincite.open_index(folder) as index:
        assert found(index, "ally OR bridge") == ["bridge.txt#2", "bridge.txt#1"]
        index.add("harbour", HARBOUR)
        index.commit()
        assert found(index, "ally") == ["harbour#3"]


def test_update_replaces_and_remove_removes(folder):
    with pincite.open_index(folder) as index:
        index.update("harbour", HARBOUR)
        index.update("harbour", "The Harbour\n\nOnly gulls are left.\n")
        index.commit()
        assert found(index, "gulls") == ["harbour#2"]
        assert found(index, "allies") == []
        index.remove("bridge.txt")
        index.commit()
        assert [article.id for article in index.articles()] == ["harbour"]


def test_indexing_the_folder_again_leaves_added_texts_alone(folder):
    with pincite.open_index(folder) as index:
        index.add("harbour", HARBOUR)
        index.commit()
    report = pincite.build_index(folder)
    assert (report.removed, report.articles) == (0, 2)


def test_what_cannot_be_is_refused_in_one_line(folder):
    with pincite.open_index(folder) as index:
        with pytest.raises(pincite.PinciteError, match=r"'bridge\.txt' already"):
            index.add("bridge.txt", HARBOUR)
        with pytest.raises(pincite.ArticleNotFound, match="'tunnel'"):
            index.remove("tunnel")
        with pytest.raises(pincite.PinciteError, match="no 'mood'"):
            index.add("harbour", HARBOUR, mood="bleak")
        with pytest.raises(pincite.SourceError, match="no text"):
            index.add("empty", " \n\n ")


def test_only_one_writes_at_a_time(folder):
    with pincite.open_index(folder) as one, pincite.open_index(folder) as other:
        one.add("harbour", HARBOUR)
        with pytest.raises(pincite.IndexLocked):
            other.add("harbour", HARBOUR)


@pytest.mark.parametrize(
    "name", ["", " ", "a#1", "#", "a\nb", "a\x1bb", "a\x85", "a\u2028b", "\udcff"]
)
def test_an_id_that_could_not_be_shown_is_refused(folder, name):
    with pincite.open_index(folder) as index:
        for change in (index.add, index.update):
            with pytest.raises(pincite.PinciteError, match="cannot be an article's id"):
                change(name, HARBOUR)
        with pytest.raises(TypeError, match="not int"):
            index.add(7, HARBOUR)


@pytest.mark.parametrize("name", ["date", "first_published"])
@pytest.mark.parametrize(
    "date", ["yesterday", "18.4.2018", "2018-4-1", "2018-02-30", "2018-13", "0000", "20180418"]
)
def test_a_date_that_is_none_is_refused(folder, name, date):
    reason = f"{name} '{date}' is no date"
    with pincite.open_index(folder) as index, pytest.raises(pincite.PinciteError, match=reason):
        index.add("harbour", HARBOUR, **{name: date})


@pytest.mark.parametrize("date", ["2018", "2018-04", "2018-04-18", "2020-02-29", ""])
def test_a_date_may_be_as_exact_as_is_known(folder, date):
    with pincite.open_index(folder) as index:
        assert index.add("harbour", HARBOUR, date=date).date == date


def test_what_comes_from_a_file_is_changed_there(folder):
    with pincite.open_index(folder) as index:
        with pytest.raises(pincite.PinciteError, match=r"'bridge\.txt' comes from a file"):
            index.update("bridge.txt", HARBOUR)
        index.update("harbour", HARBOUR)
        index.commit()
        assert found(index, "ally OR bridge") == ["bridge.txt#2", "harbour#3", "bridge.txt#1"]


@pytest.fixture
def records(folder):
    """Of a file with two records, which have ids of their own, and of one of which one is left."""
    lines = [f'{{"id": "{name}", "title": "T", "text": "A {name} sank."}}\n' for name in "abc"]
    (folder / "two.jsonl").write_text("".join(lines[:2]), "utf-8")
    (folder / "one.jsonl").write_text(lines[2], "utf-8")
    pincite.build_index(folder)
    return folder


def ids(index):
    return [article.id for article in index.articles()]


def test_one_of_several_articles_of_a_file_is_changed_there(records):
    with pincite.open_index(records) as index:
        for name in "ab":
            with pytest.raises(pincite.PinciteError, match=f"'{name}' comes from a file"):
                index.update(name, HARBOUR)
            with pytest.raises(pincite.PinciteError, match=f"'{name}' comes from a file"):
                index.remove(name)
        index.remove("c")
        index.commit()
        assert ids(index) == ["a", "b", "bridge.txt"]


def test_what_was_removed_comes_back_when_its_file_is_indexed_again(records):
    (records / "copy.txt").write_bytes((records / "bridge.txt").read_bytes())
    pincite.build_index(records)
    with pincite.open_index(records) as index:
        for name in ("c", "bridge.txt"):
            index.remove(name)
            with pytest.raises(pincite.ArticleNotFound):
                index.remove(name)
        index.commit()
        assert ids(index) == ["a", "b"]
    pincite.build_index(records)
    with pincite.open_index(records) as index:
        assert ids(index) == ["a", "b", "bridge.txt", "c"]


def test_a_file_keeps_its_name_to_itself(records):
    (records / "empty.txt").write_bytes(b"")
    pincite.build_index(records)
    with pincite.open_index(records) as index:
        for name in ("two.jsonl", "empty.txt"):
            for change in (index.add, index.update):
                with pytest.raises(pincite.PinciteError, match=f"'{name}' is a file"):
                    change(name, HARBOUR)


def test_a_text_in_place_of_a_file_that_was_removed_can_be_changed_again(folder):
    with pincite.open_index(folder) as index:
        index.remove("bridge.txt")
        index.add("bridge.txt", HARBOUR)
        index.update("bridge.txt", "The Harbour\n\nOnly gulls are left.\n")
        index.commit()
        assert found(index, "gulls OR bridge OR ally") == ["bridge.txt#2"]
        index.update("bridge.txt", HARBOUR)
        index.commit()
        assert found(index, "ally") == ["bridge.txt#3"]


def test_an_update_that_fails_removes_nothing(folder):
    with pincite.open_index(folder) as index:
        index.add("harbour", HARBOUR)
        index.commit()
        for text, metadata in [("  ", {}), (HARBOUR, {"date": "soon"}), (HARBOUR, {"mood": "x"})]:
            with pytest.raises(pincite.PinciteError):
                index.update("harbour", text, **metadata)
        index.commit()
        assert found(index, "ally") == ["harbour#3"]


def test_an_index_is_made_for_texts_that_come_from_no_file(tmp_path):
    with pincite.create_index(tmp_path / "notes") as index:
        assert index.articles() == []
        assert index.find("ally").total == 0
        index.add("a", "An ally came.", title="News")
        index.commit()
    with pincite.open_index(tmp_path / "notes") as index:
        assert [hit.article.id for hit in index.find("allies")] == ["a"]


def test_no_index_is_made_over_another_or_among_other_files(tmp_path):
    with pincite.create_index(tmp_path / "notes", language="german") as index:
        assert index.language == "german"
    with pytest.raises(pincite.PinciteError, match="is an index already: open it"):
        pincite.create_index(tmp_path / "notes")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a.txt").write_text("mine")
    with pytest.raises(pincite.PinciteError, match="neither empty nor an index"):
        pincite.create_index(tmp_path / "full")
    assert (tmp_path / "full" / "a.txt").read_text() == "mine"
    with pytest.raises(pincite.PinciteError, match="no stemmer for 'klingon'"):
        pincite.create_index(tmp_path / "other", language="klingon")


def test_an_article_of_which_only_the_title_is_there_has_it_for_a_text(folder):
    with pincite.open_index(folder) as index:
        index.add("bare", "", title="Sparse matrices and graphs")
        index.commit()
        (hit,) = index.find("graph")
        assert hit.paragraph.text == "Sparse matrices and graphs"
        with pytest.raises(pincite.SourceError):
            index.add("nothing", " \n")
