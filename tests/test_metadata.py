from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.indexer.articles import Article, Kind
from pincite.indexer.sources import read_articles
from pincite.indexer.structure.blocks import read_blocks
from pincite.indexer.structure.metadata import Head, read_head
from pincite.indexer.structure.reposts import Notice, parse_notice

BODY = (
    "The delegations met in the old hall by the river, and nobody who came was in a hurry to leave."
)


def head(*blocks: str, name: str = "notes.txt") -> Head:
    return read_head(read_blocks("\n\n".join(blocks)), Path(name))


def stated(*blocks: str, name: str = "notes.txt") -> dict[str, str]:
    return dict(head(*blocks, name=name).fields)


def read(folder: Path, text: str, name: str = "a.txt") -> Article:
    (folder / name).write_text(text, encoding="utf-8")
    (article,) = read_articles(folder / name, name)
    return article


# Titles


def test_the_first_real_line_is_the_title() -> None:
    known = head("Placeholder canvas", "Talks by the River: A Report", "By Ana Ruiz", BODY)
    assert known.title == "Talks by the River: A Report"
    assert known.title_at == 1


@pytest.mark.parametrize(
    "title",
    ["Who Leads?", "Never Again!", "“We Shall See”", "Made in the U.S.", "A " + "very " * 30],
)
def test_titles(title: str) -> None:
    assert head(title.strip(), BODY).title == title.strip()


@pytest.mark.parametrize(
    "first",
    [
        "It was raining when they came.",
        "“We shall see,” he said, “what comes.”",
        "(Seen by the editor)",
        "They want:",
        "long " * 45 + "words",
    ],
)
def test_without_a_title_the_file_name_stands_in(first: str) -> None:
    known = head(first, BODY, name="2018-04-12-moscow-ministerials.txt")
    assert known.title == "Moscow ministerials"
    assert known.title_at is None


def test_a_text_of_one_line_has_no_title() -> None:
    assert head("nothing but this", name="note.txt").title == "Note"


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("2018-04-12-moscow-ministerials.txt", "Moscow ministerials"),
        ("moscow_ministerials_2018-04-12.txt", "Moscow ministerials"),
        ("20180412 talks.txt", "Talks"),
        ("2018-04 talks.txt", "Talks"),
        ("A Trip to Ürümqi.txt", "A Trip to Ürümqi"),
        ("2018-04-12.txt", "2018-04-12"),
        ("odd\nname.txt", "Odd name"),
        ("b\udce9.txt", "B\ufffd"),
        ("---.txt", "---"),
    ],
)
def test_readable_file_names(name: str, title: str) -> None:
    assert head(BODY, name=name).title == title


def test_a_title_may_be_named_as_such() -> None:
    known = head("Title: Talks: Volume: Two", "Author: Ana Ruiz", BODY)
    assert known.title == "Talks: Volume: Two"
    assert known.kinds[0] is Kind.HEADING


# Authors


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Łukasz Nowak", "Łukasz Nowak"),
        ("by Eleanor Marsh", "Eleanor Marsh"),
        ("BY ANA RUIZ", "ANA RUIZ"),
        ("By Anna Reyes and Tom Halloran", "Anna Reyes and Tom Halloran"),
        ("By Capt. (ret.) Marcus Oduya", "Capt. (ret.) Marcus Oduya"),
        (
            "By Jan van der Berg, Paul O’Neill & J. K. Li",
            "Jan van der Berg, Paul O’Neill & J. K. Li",
        ),
        ("By: Ana Ruiz", "Ana Ruiz"),
        ("Author: Ana Ruiz", "Ana Ruiz"),
        ("Written by Ana Ruiz", "Ana Ruiz"),
        ("By Ana Ruiz | April 12, 2018", "Ana Ruiz"),
        ("By Ana Ruiz, 12 April 2018", "Ana Ruiz"),
        ("By 李明", "李明"),
    ],
)
def test_authors(line: str, author: str) -> None:
    assert stated("Talks by the River", line, BODY)["author"] == author


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Ana Ruiz, Diplomatic editor", "Ana Ruiz"),
        ("By Ana Ruiz, Moscow correspondent", "Ana Ruiz"),
        ("Ana Ruiz and Tom Hall, senior reporters", "Ana Ruiz and Tom Hall"),
        ("Ana Ruiz, analyst at the River Institute", "Ana Ruiz"),
        ("by ana ruiz", "ana ruiz"),
        ("by ana ruiz and tom hall", "ana ruiz and tom hall"),
    ],
)
def test_authors_directly_under_the_title(line: str, author: str) -> None:
    for joint in ("\n", "\n\n"):
        fields = stated(f"Talks by the River{joint}{line}\n\n12 May 2019", BODY)
        assert fields["author"] == author
    assert line.startswith("By ") or "author" not in stated(line, BODY)


@pytest.mark.parametrize(
    "line",
    ["by the river", "by land and sea", "by popular demand", "Rome, its editor said", "So, editor"],
)
def test_lines_under_the_title_that_name_nobody(line: str) -> None:
    assert "author" not in stated("Talks by the River", line, BODY)


@pytest.mark.parametrize("mark", ["|", "·", "•", "—"])
def test_author_date_and_publication_on_one_line(mark: str) -> None:
    wanted = {"author": "Tom Halloran", "date": "2019-05-12", "publication": "The Ledger"}
    for parts in (
        ["*By Tom Halloran*", "12 May 2019", "The Ledger"],
        ["The Ledger", "By Tom Halloran", "May 12, 2019"],
    ):
        line = f" {mark} ".join(parts)
        known = head("Talks by the River", line, BODY)
        assert known.fields == wanted
        assert known.kinds[1] is Kind.BYLINE


@pytest.mark.parametrize(
    "line",
    [
        "By Ana Ruiz | News",
        "By Ana Ruiz | 5 min read",
        "By Ana Ruiz | Diplomatic Editor",
        "12 May 2019 | Opinion",
        "MOSCOW — 12 May 2019",
        "Rails | Ports",
    ],
)
def test_what_is_no_publication_beside_an_author_or_a_date(line: str) -> None:
    assert "publication" not in stated("Talks by the River", line, BODY)


@pytest.mark.parametrize(
    "line",
    [
        "Last modified on Wed 15 Mar 2017 10.31 GMT",
        "Updated: Wed 15 Mar 2017",
        "First published on Wed 15 Mar 2017 10.31 GMT",
    ],
)
def test_when_a_text_was_changed_or_first_published_dates_nothing(line: str) -> None:
    known = head("Talks by the River", line, "By Ana Ruiz", BODY)
    assert not {"date", "publication"} & set(known.fields)
    assert known.fields["author"] == "Ana Ruiz"


@pytest.mark.parametrize(
    "line",
    [
        "By the time they came it was dark",
        "By Monday the hall was empty.",
        "By what right?",
        "Bylaws of the House",
    ],
)
def test_lines_that_are_no_bylines(line: str) -> None:
    assert "author" not in stated("Talks by the River", line, BODY)


def test_a_byline_may_hold_the_date() -> None:
    fields = stated("Talks by the River", "By Ana Ruiz | April 12, 2018", BODY)
    assert fields == {"author": "Ana Ruiz", "date": "2018-04-12"}


# Publications


@pytest.mark.parametrize(
    "lines",
    [
        ["Publication: The River Post Volume: 15 Issue: 59"],
        ["Publication: The River Post\nVolume: 15\nIssue: 59"],
        ["Publication: The River Post", "Volume: 15", "Issue: 59"],
        ["Publication: The River Post, Vol.: 15, No.: 59"],
        ["The River Post, Volume 15, Issue 59"],
        ["The River Post Vol. 15 No. 59"],
    ],
)
def test_publication_volume_and_issue(lines: list[str]) -> None:
    fields = stated("Talks by the River", *lines, BODY)
    assert fields == {"publication": "The River Post", "volume": "15", "issue": "59"}


def test_a_line_in_parts() -> None:
    fields = stated("Talks by the River", "July 4, 2018 | Volume 3, Issue 2", BODY)
    assert fields == {"date": "2018-07-04", "volume": "3", "issue": "2"}


def test_a_saved_letter(tmp_path: Path) -> None:
    article = read(
        tmp_path,
        "From: Ana Ruiz <ana@example.org>\nTo: tom@example.org\nSubject: The talks\n"
        f"Date: Thu, 12 Apr 2018 10:30:00 +0000\n\n{BODY}\n",
    )
    assert (article.title, article.author, article.date) == ("The talks", "Ana Ruiz", "2018-04-12")


def test_the_name_of_a_section_is_no_title() -> None:
    known = head("OPINION", "Why the Bridge Fell", "12 April 2018", BODY)
    assert (known.title, known.fields) == ("Why the Bridge Fell", {"date": "2018-04-12"})
    assert known.kinds[0] is Kind.BOILERPLATE
    assert head("World", BODY).title == "World"


def test_a_summary_may_stand_above_the_byline() -> None:
    fields = stated("The Bridge", "It fell, and nobody knows why.", "By Ana Ruiz", BODY)
    assert fields == {"author": "Ana Ruiz"}


def test_a_web_address() -> None:
    for line in ("URL: https://example.org/a?b=c", "https://example.org/a?b=c"):
        assert stated("Talks by the River", line, BODY)["url"] == "https://example.org/a?b=c"


# Dates of articles


@pytest.mark.parametrize(
    "line",
    [
        "2018-04-12",
        "April 12, 2018",
        "Date: 12 April 2018",
        "Published: 2018-04-12",
        "Published on 12 April 2018",
        "Posted: Thursday, April 12, 2018",
        "Moscow, April 12, 2018",
    ],
)
def test_dates_in_header_lines(line: str) -> None:
    assert stated("Talks by the River", line, BODY)["date"] == "2018-04-12"


@pytest.mark.parametrize(
    "line",
    [
        "On April 12, 2018, they met and talked until the evening.",
        "Date: 03/04/2018",
        "Updated: 2018-04-12",
        "1984",
        "April 12",
    ],
)
def test_what_gives_no_date(line: str) -> None:
    assert "date" not in stated("Talks by the River", line, BODY)


def test_dates_in_running_text_and_below_the_head_do_not_count() -> None:
    assert "date" not in stated("Talks by the River", BODY, BODY, "April 12, 2018", BODY)


def test_the_file_name_dates_an_article_that_does_not() -> None:
    assert stated("Talks", BODY, name="2018-04-12-talks.txt")["date"] == "2018-04-12"
    assert stated("Talks", BODY, name="2018-04-talks.txt")["date"] == "2018-04"
    assert "date" not in stated("Talks", BODY, name="2018-02-30-talks.txt")
    both = stated("Talks", "April 13, 2018", BODY, name="2018-04-12-talks.txt")
    assert both["date"] == "2018-04-13"


@pytest.mark.parametrize(
    "start",
    [
        "MOSCOW, April 18, 2018 — ",
        "ST. PETERSBURG, Russia, 18 April 2018 (AP) – ",
        "NEW DELHI, April 18, 2018 -- ",
    ],
)
def test_a_dateline_with_a_year_dates_the_article(start: str) -> None:
    known = head("Talks by the River", f"{start}{BODY}", BODY)
    assert known.fields["date"] == "2018-04-18"
    assert known.origins["date"] == "dateline, ¶ 2"
    dated = head("Talks by the River", "Published: 2018-04-20", f"{start}{BODY}", BODY)
    assert dated.fields["date"] == "2018-04-20"


@pytest.mark.parametrize(
    "start",
    [
        "MOSCOW, April 18 — ",
        "MOSCOW, in April 2018 — ",
        "MOSCOW — On April 18, 2018 — ",
        "Moscow had, April 18, 2018 — ",
    ],
)
def test_what_is_no_dateline_with_a_day(start: str) -> None:
    assert "date" not in stated("Talks by the River", f"{start}{BODY}", BODY)


def test_where_each_value_was_found() -> None:
    known = head("Talks", "By Ana Ruiz", BODY, name="2018-04-18-talks.txt")
    assert known.origins == {
        "title": "heading, ¶ 1",
        "author": "header line, ¶ 2",
        "date": "file name",
    }


# Other languages

BODIES = {
    "german": "Die Minister trafen sich in der alten Halle am Fluss, und niemand hatte es eilig,"
    " nach Hause zu gehen. Es war schon spät, als sie mit den Gesprächen begannen.",
    "french": "Les ministres se sont réunis dans la vieille salle au bord de la rivière, et aucun"
    " n'était pressé de partir. Il était déjà tard quand ils ont commencé.",
    "spanish": "Los ministros se reunieron en la vieja sala junto al río, y ninguno de los que"
    " vinieron tenía prisa. Ya era tarde cuando empezaron las conversaciones.",
    "italian": "I ministri si sono incontrati nella vecchia sala accanto al fiume, e nessuno di"
    " quelli che erano venuti aveva fretta. Era già tardi quando hanno cominciato.",
    "russian": "Министры встретились в старом зале у реки, и никто из тех, кто пришёл, не спешил."
    " Было уже поздно, когда они начали говорить о том, что было в прошлом году.",
}
FOREIGN = (
    ("german", "Von Anna Schmidt und Jörg Maier", "Mittwoch, 18. April 2018"),
    ("french", "Par Jean Dupont", "Publié le : 18 avril 2018"),
    ("spanish", "Por María López", "18 de abril de 2018"),
    ("italian", "Di Marco Rossi", "mercoledì 18 aprile 2018"),
    ("russian", "Автор: Иван Петров", "18 апреля 2018 г."),
)


@pytest.mark.parametrize(("language", "byline", "date"), FOREIGN)
def test_names_and_dates_in_the_language_of_the_article(
    language: str, byline: str, date: str
) -> None:
    for joint in ("\n", "\n\n"):
        fields = stated(f"Moskau 2030{joint}{byline}{joint}{date}", BODIES[language])
        assert fields["author"] == byline.split(maxsplit=1)[1]
        assert fields["date"] == "2018-04-18"


@pytest.mark.parametrize("line", ["Von Trapp Family Singers", "Di Maria Scores Twice", "Par Avion"])
def test_in_an_english_article_they_are_words_like_others(line: str) -> None:
    assert "author" not in stated("Talks by the River", line, BODY, BODY)


@pytest.mark.parametrize(
    ("said", "language"),
    [("German", "german"), ("de-AT", "german"), ("Deutsch", "german"), ("zh-Hans", None)],
)
def test_what_language_a_text_says_it_is_in(said: str, language: str | None) -> None:
    assert stated("Talks", f"Language: {said}", BODY).get("language") == language


# Repost notices


@pytest.mark.parametrize(
    ("text", "publication", "date"),
    [
        ("This article was first published by The Post on 5th July 2016", "The Post", "2016-07-05"),
        (
            "This article was\u00a0first published\u00a0by\u00a0The Post\u00a0on 5th July 2016",
            "The Post",
            "2016-07-05",
        ),
        ("This piece originally appeared in The Post, 5 July 2016.", "The Post", "2016-07-05"),
        ("Originally published in “The Post” on July 5, 2016", "The Post", "2016-07-05"),
        ("First published on 5 July 2016 by The Post.", "The Post", "2016-07-05"),
        ("(This essay first appeared in the July 2016 issue of The Post.)", "The Post", "2016-07"),
        ("A version of this article first ran in The Post in July 2016.", "The Post", "2016-07"),
        ("First published by Ana Ruiz in The Post on 5 July 2016", "The Post", "2016-07-05"),
        ("Republished with permission from The Post.", "The Post", ""),
        ("This article was first published on 5 July 2016.", "", "2016-07-05"),
        ("This article was first published in The Post on 03/04/2016.", "The Post", ""),
    ],
)
def test_repost_notices(text: str, publication: str, date: str) -> None:
    assert parse_notice(text) == Notice(publication, date)


@pytest.mark.parametrize(
    "text",
    [
        "The novel was first published by a house in Paris on 5 July 1922.",
        "This was the first time. He published the article on 5 July 2016. It was long.",
        "First the article, published on 5 July 2016, was praised.",
        "He first appeared in public on 5 July 2016.",
    ],
)
def test_text_that_is_no_repost_notice(text: str) -> None:
    assert parse_notice(text) is None


def test_a_repost_keeps_both_dates_wherever_the_notice_stands(tmp_path: Path) -> None:
    notice = "This article was first published by The Post on 5th July 2016"
    article = read(tmp_path, f"Talks\n\nPublished: 2017-07-09\n\n{BODY}\n\n{notice}\n\n{BODY}\n")
    assert (article.publication, article.date) == ("The Post", "2017-07-09")
    assert article.first_published == "2016-07-05"
    assert article.paragraphs[3].kind is Kind.BOILERPLATE
    undated = read(tmp_path, f"Talks\n\nPublication: The River\n\n{BODY}\n\n{notice}\n")
    assert (undated.publication, undated.date) == ("The River", "")
    assert undated.first_published == "2016-07-05"


# The paragraphs of the head


def test_the_head_is_labelled_and_kept(tmp_path: Path) -> None:
    article = read(
        tmp_path,
        "Placeholder canvas\n\nTalks by the River\n\nBy Ana Ruiz\n\n12 April 2018\n\n"
        f"Publication: The Post Volume: 1 Issue: 2\n\nThe hall (Source: archive)\n\n{BODY}\n\n"
        f"The second day\n\n{BODY}\n",
    )
    assert [(p.kind.value, p.heading) for p in article.paragraphs] == [
        ("boilerplate", ""),
        ("heading", ""),
        ("byline", ""),
        ("byline", ""),
        ("boilerplate", ""),
        ("caption", ""),
        ("body", ""),
        ("heading", ""),
        ("body", "The second day"),
    ]
    assert [p.ordinal for p in article.paragraphs] == list(range(1, 10))


def test_a_short_summary_in_the_head_is_no_heading(tmp_path: Path) -> None:
    article = read(tmp_path, f"The Bridge\n\nIt fell twice\n\n12 April 2018\n\n{BODY}\n")
    assert [p.kind.value for p in article.paragraphs] == ["heading", "body", "byline", "body"]


def test_a_byline_at_the_end_is_one(tmp_path: Path) -> None:
    assert read(tmp_path, f"Talks\n\n{BODY}\n\nBy Ana Ruiz\n").paragraphs[-1].kind is Kind.BYLINE


@given(st.text(), st.text(st.characters(exclude_characters="/\0"), min_size=1))
def test_no_text_or_file_name_breaks_the_head(text: str, name: str) -> None:
    assert head(text, name=name).title


@given(st.lists(st.sampled_from(["Title", "By Ana", "Date: 2018", "", BODY, "URL: x", "(x", "1."])))
def test_every_head_can_be_read(lines: list[str]) -> None:
    for joint in ("\n", "\n\n"):
        known = read_head(read_blocks(joint.join(lines)), Path("a.txt"))
        assert known.title
        assert all(known.fields.values())


@pytest.mark.parametrize(
    "line",
    [
        "Posted on July 4th, 2016 by Jane Doe",
        "Posted: July 4, 2016 by Jane Doe",
        "Published on 4 July 2016, by Jane Doe",
        "Posted on July 4, 2016 at 5:30 pm by Jane Doe",
        "Posted on July 4, 2016 by Jane Doe in Politics",
        "Posted on July 4, 2016 by Jane Doe | 3 comments",
        "July 4, 2016 by Jane Doe",
        "Posted by Jane Doe on July 4th, 2016",
        "By Jane Doe, Oslo, 4 July 2016",
        "By Jane Doe, New York, 4 July 2016",
        "By Jane Doe, OSLO, 4 July 2016",
        "By Jane Doe in Oslo, 4 July 2016",
    ],
)
def test_who_and_when_in_one_line(line: str) -> None:
    known = stated("Talks by the River", line, BODY)
    assert (known.get("author"), known.get("date")) == ("Jane Doe", "2016-07-04")


@pytest.mark.parametrize(
    "names",
    [
        "John Smith, Anna Reyes and Lee Wong",
        "John Smith, Anna Reyes",
        "Smith, Jones",
        "John Smith, Jr",
    ],
)
@pytest.mark.parametrize("end", ["", ", 4 July 2016"])
def test_the_last_of_several_authors_is_no_place(names: str, end: str) -> None:
    assert stated("Talks by the River", f"By {names}{end}", BODY)["author"] == names


@pytest.mark.parametrize(
    "line", ["On 4 July 1916 by British Troops", "Captured 4 July 1916 by British troops"]
)
def test_what_happened_on_a_day_is_no_header_line(line: str) -> None:
    assert "author" not in stated("Talks by the River", line, BODY)
