"""The language of queries, form by form."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Example:
    """A query for the bundled articles, and what it finds there.

    Attributes:
        query: the query as written.
        paragraphs: how many it finds.
        article: the id of the article of the best.
    """

    query: str
    paragraphs: int
    article: str


@dataclass(frozen=True)
class Form:
    """A way to ask.

    Attributes:
        write: how it is written.
        means: what it finds.
        examples: one or more.
    """

    write: str
    means: str
    examples: tuple[Example, ...]


@dataclass(frozen=True)
class Section:
    """Forms that belong together, and what is to be said of all of them."""

    title: str
    forms: tuple[Form, ...] = ()
    remarks: tuple[str, ...] = ()


OPENING = (
    "A query finds paragraphs, the best first. Each form below has an example, and how many of "
    "the paragraphs of the bundled articles (the folder corpus) it finds. In a shell, put the "
    "whole query into single quotes: pincite search '\"secret treaty\" -nato'."
)

SECTIONS = (
    Section(
        "Words",
        (
            Form(
                "word word",
                "Any of the words, in any form (partnerships too). The more of them, the rarer, "
                "and the nearer to each other, the higher.",
                (Example("strategic partnership", 10, "entente-revisited-2017.txt"),),
            ),
            Form(
                "=word",
                "This form of the word only: neither ally nor alliance.",
                (Example("=allied", 3, "joint-sea-exercises.txt"),),
            ),
            Form(
                "wor*, *ord, w?rd",
                "All forms that fit: * stands for any letters or none, ? for one letter. A ? at "
                "the end of a word is a question mark.",
                (
                    Example("negotiat*", 3, "greater-eurasia-conjunction.md"),
                    Example("*stan", 5, "greater-eurasia-conjunction.md"),
                    Example("wom?n", 2, "roubles-and-yuan.txt"),
                ),
            ),
            Form(
                "word~, word~1, word~2",
                "Forms that are a letter or two away: two, or one in words of up to five "
                "letters; with a number, at most so many.",
                (
                    Example("Erdogen~", 2, "turkey-silk-road-cafe.txt"),
                    Example("Erdogen~1", 2, "turkey-silk-road-cafe.txt"),
                ),
            ),
        ),
        (
            (
                "Case, accents and typography never matter: Erdogan finds Erdoğan, Xi'an finds "
                "Xi’an, US finds U.S. A bare word is sought in any form; =word is verbatim but "
                "for these."
            ),
            (
                "Function words (the, of, with …) are left out as long as other words remain, "
                "unless they have a sign before them. Between quotation marks they always count."
            ),
            (
                "A word of an article's title raises its paragraphs. Where no heading in the text "
                "has it, the first paragraph of running text is found by it, the match marked in "
                "the title."
            ),
            (
                "A word that no paragraph has is searched by its likeliest spelling if the rest "
                "of the query finds something, and the answer says so. Never so words between "
                "quotation marks, after =, + or -, or with AND or NOT."
            ),
            (
                "With --semantic the best hundred are ranked by likeness in meaning, too; "
                "patterns, words with ~ and filters have none. Pages that pincite page writes do "
                "not have it."
            ),
            (
                "Words of which one stands for the other can be written into "
                ".pincite/synonyms.txt, a line for each: Kiev, Kyiv for both ways, EU => "
                "European Union for one. They hold for bare words, and neither for =word nor "
                "between quotation marks."
            ),
        ),
    ),
    Section(
        "Words that belong together",
        (
            Form(
                '"words in order"',
                "These words side by side and in this order, verbatim but for case, accents and "
                "typography.",
                (
                    Example(
                        '"comprehensive strategic partnership"', 4, "entente-revisited-2017.txt"
                    ),
                ),
            ),
            Form(
                '"a sentence with "words" quoted"',
                "A sentence as it was pasted, quotation marks inside and all.",
                (
                    Example(
                        '"a name that means "free," there rises meanwhile"',
                        1,
                        "power-of-siberia.txt",
                    ),
                ),
            ),
            Form(
                '"words near"~8',
                "These words in any form and any order, the last at most so many words from the "
                "first.",
                (Example('"Moscow Beijing"~8', 5, "entente-revisited-2017.txt"),),
            ),
        ),
    ),
    Section(
        "And, or, not",
        (
            Form("a AND b", "Both.", (Example("rouble AND yuan", 3, "roubles-and-yuan.txt"),)),
            Form(
                "a OR b",
                "Either, as without the OR.",
                (Example("pipeline OR helium", 2, "power-of-siberia.txt"),),
            ),
            Form(
                "a NOT b, a -b",
                "The one and not the other.",
                (
                    Example("panda NOT enclosure", 1, "roubles-and-yuan.txt"),
                    Example("panda -enclosure", 1, "roubles-and-yuan.txt"),
                ),
            ),
            Form(
                "+a b",
                "a for certain; the rest only helps the ranking.",
                (Example("+Arctic gas route", 3, "arctic-polar-silk-road.txt"),),
            ),
            Form(
                "( )",
                "What belongs together. AND binds closer than OR.",
                (Example("THAAD AND (golf OR Seongju)", 1, "entente-revisited-2017.txt"),),
            ),
        ),
        (
            (
                "AND, OR and NOT are capitals. A sign stands directly before what it is for: a "
                "word, a quotation, a field, a parenthesis."
            ),
        ),
    ),
    Section(
        "Fields",
        (
            Form(
                "title:word",
                "In articles with this word, in any form, in the title; in quotation marks, as "
                "written.",
                (
                    Example("gas title:siberia", 6, "power-of-siberia.txt"),
                    Example('title:"Power of Siberia"', 17, "power-of-siberia.txt"),
                ),
            ),
            Form(
                "author:name",
                "In articles by this author: a word of the name, or several in quotation marks.",
                (
                    Example("gas author:Reyes", 6, "power-of-siberia.txt"),
                    Example('author:"Anna Reyes"', 51, "2017-06-15-astana-enlargement.txt"),
                ),
            ),
            Form(
                "publication:name",
                "In this publication, likewise.",
                (Example("gas publication:ledger", 10, "power-of-siberia.txt"),),
            ),
            Form(
                "path:part",
                "In files with this in their path.",
                (Example("carriers -path:hamburg", 2, "arctic-polar-silk-road.txt"),),
            ),
            Form(
                "kind:kind",
                "In paragraphs of this kind: body, heading, quote, list, annotation, caption, "
                "byline, boilerplate, footnote, table, code.",
                (Example("carriers kind:annotation", 1, "arctic-polar-silk-road.txt"),),
            ),
            Form(
                "date:day, date:from..to",
                "In articles that may be of these days; a day is 2018-04-18, 2018-04 or 2018, "
                "and either end of a range may be left open.",
                (
                    Example("gas date:2018", 10, "power-of-siberia.txt"),
                    Example("gas date:2016-07..2017", 1, "2017-07-06-hamburg-g20.txt"),
                    Example("bank date:2017-12..", 15, "brics-bank-and-its-cousins.md"),
                ),
            ),
        ),
        (
            (
                "Fields narrow, and never change the order of what is left; alone they list all "
                "that they let through. A minus sign or NOT before one leaves out what it stands "
                "for."
            ),
        ),
    ),
    Section(
        "Pasted text",
        (),
        (
            (
                "Text can be pasted as it is. A curly quotation mark whose other half was not "
                "copied says nothing, and neither do parentheses that do not pair up in a query "
                "without operators."
            ),
            (
                "A sentence between quotation marks is found as one, whatever it has inside: "
                "other quotation marks in pairs, and, where it ends like a sentence, halves of "
                "pairs too. A colon, as in subject:gas, that would make a field there is not, is "
                "an error that lists the fields; between quotation marks it is punctuation."
            ),
        ),
    ),
    Section(
        "Limits",
        (),
        (
            (
                "A query has up to 4,096 characters, parentheses up to 32 deep, up to 30 words "
                "with *, ? or ~, of which those with fewer than three letters before the first "
                "* or ? count five times, and up to 1,000 words between the first and the last "
                "of a nearness. A * or ? without any letter beside it is no word; with some it "
                "stands for the 1,000 most frequent forms that fit, a word with ~ for the 50 "
                "nearest. What was left out is said below the results."
            ),
            "A query that cannot be understood is an error that points at the place.",
        ),
    ),
)


def forms() -> tuple[Form, ...]:
    """All forms, in order."""
    return tuple(form for section in SECTIONS for form in section.forms)
