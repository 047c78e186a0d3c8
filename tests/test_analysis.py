"""Text to terms: against a tokenizer that looks at one character at a time."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.indexer.analysis import APOSTROPHES, Token, fold, tokenize
from pincite.indexer.marks import MARKS
from profiles import examples

CORPUS = Path(__file__).parent.parent / "corpus"

# The names of characters in the scripts that are written without spaces.
UNSPACED = tuple(
    "CJK UNIFIED,CJK COMPAT,IDEOGRAPHIC,HANGZHOU,HIRAGANA,KATAKANA,HALFWIDTH KATAKANA,"
    "COMBINING KATAKANA,THAI,LAO,KHMER,MYANMAR".split(",")
)
# Rare ones among them that are taken for letters and marks like any other.
SPACED = {"\u0edc", "\u0edd", *map(chr, range(0x302A, 0x302E)), *map(chr, range(0x3038, 0x303B))}


def is_old(character: str) -> bool:
    """Whether every Python that pincite runs on, 3.10 with Unicode 13 first, knows it alike."""
    return unicodedata.ucd_3_2_0.category(character) != "Cn"


def is_unspaced(character: str) -> bool:
    return (
        unicodedata.category(character)[0] in "LMN"
        and unicodedata.category(character) not in {"Nd", "No"}
        and unicodedata.name(character, "").startswith(UNSPACED)
        and character not in SPACED
    )


def is_digit(character: str) -> bool:
    return unicodedata.normalize("NFKC", character).isdecimal()


def is_letter(character: str) -> bool:
    """Whether a word can begin with it."""
    return (
        unicodedata.category(character)[0] in "LN"
        and character not in APOSTROPHES
        and not (unicodedata.decomposition(character).startswith("<super>") and is_digit(character))
        and not is_unspaced(character)
    )


INVISIBLE = {"\u00ad", "\u200b", "\u2060", "\ufeff"}


def is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


def plain_tokens(text: str) -> list[Token]:
    """The words of a text, found one character after the other."""
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        for take in (_unspaced, _acronym, _word):
            found = take(text, at)
            if found:
                tokens += found
                at = found[-1].end
                break
        else:
            at += 1
    return tokens


def _unspaced(text: str, start: int) -> list[Token]:
    end = start
    while end < len(text) and is_unspaced(text[end]):
        end += 1
    if end - start == 1:
        return [Token(fold(text[start]), start, end)]
    return [Token(fold(text[at : at + 2]), at, at + 2) for at in range(start, end - 1)]


def _acronym(text: str, start: int) -> list[Token]:
    end = start
    letters = ""
    while text[end + 1 : end + 2] == "." and _is_initial(text[end]):
        letters += text[end]
        end += 2
    if len(letters) < 2:
        return []
    following = text[end + 1 : end + 2]
    ends = not following or not (is_letter(following) or is_mark(following))
    if end < len(text) and is_letter(text[end]) and ends:
        letters += text[end]
        end += 1
    return [Token(fold(letters), start, end)]


def _is_initial(character: str) -> bool:
    return is_letter(character) and unicodedata.category(character) != "Nd"


def _word(text: str, start: int) -> list[Token]:
    if not is_letter(text[start]):
        return []
    end = start + 1
    while end < len(text):
        inside = text[end : end + 1] if text[end] not in APOSTROPHES else text[end + 1 : end + 2]
        if not inside or inside in APOSTROPHES:
            break
        unseen = inside in INVISIBLE and text[end] not in APOSTROPHES
        if not (unseen or is_letter(inside) or is_mark(inside)):
            break
        end += 1 if text[end] not in APOSTROPHES else 2
    return [Token(fold(text[start:end]), start, end)]


characters = st.characters(exclude_categories=["Cn", "Cs"]).filter(is_old)
telling = st.sampled_from("\xad\u200baZé1²½.'’ʼ＇-_ \u0301\u0e01\u0e34北京ひカ한ßıΣİǅ\u00a0\u2014")
texts = st.text(telling | characters, max_size=40)


@examples(400)
@given(texts)
def test_tokens_are_those_found_character_by_character(text: str) -> None:
    assert tokenize(text) == plain_tokens(text)


def test_every_character_is_taken_for_what_it_is() -> None:
    # Of the endless ideographs and syllables each hundredth will do.
    alike = (range(0x3400, 0xD7A4), range(0x20000, sys.maxunicode))
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        if (code % 100 and any(code in block for block in alike)) or not is_old(character):
            continue
        text = f"a{character}b'{character}{character}."
        assert tokenize(text) == plain_tokens(text), hex(code)


@examples(200)
@given(st.text(st.sampled_from("aZ1.'-_ \n"), max_size=30))
def test_plain_ascii_goes_by_the_same_rules(text: str) -> None:
    assert tokenize(text) == plain_tokens(text)
    # The same words when something that is no word makes the text more than ASCII.
    assert tokenize(f"{text} —") == tokenize(text)


@pytest.mark.parametrize("path", sorted(CORPUS.iterdir()), ids=lambda path: path.name)
def test_tokens_of_the_corpus(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert tokenize(text) == plain_tokens(text)


@examples(200)
@given(texts)
def test_tokens_lie_in_order_and_their_offsets_are_those_of_the_text(text: str) -> None:
    for token in tokenize(text):
        assert 0 <= token.start < token.end <= len(text)
        assert fold(text[token.start : token.end].replace(".", "")) == token.surface
    starts = [token.start for token in tokenize(text)]
    assert starts == sorted(set(starts))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Kremlin's men", "the kremlin's men"),
        ("The Kremlin’s men", "the kremlin's men"),
        ("the allies’ fleets", "the allies fleets"),
        ("‘tis “so”", "tis so"),
        ("rock ’n’ roll", "rock n roll"),
        ("re-deployment, post_war", "re deployment post war"),
        ("alliance—or not", "alliance or not"),
        ("U.S. and U.S.A. and US", "us and usa and us"),
        ("U.S", "u s"),
        ("J.K. Rowling", "jk rowling"),
        ("J.K.Rowling", "jk rowling"),
        ("A. V. Sokolovsky", "a v sokolovsky"),
        ("e.g. this", "eg this"),
        ("end.Start", "end start"),
        ("$1.4 billion", "1 4 billion"),
        ("500,000 barrels", "500 000 barrels"),
        ("38\u00a0bcm", "38 bcm"),
        ("S-400", "s 400"),
        ("EDM1994", "edm1994"),
        ("Erdoğan in São Paulo", "erdogan in sao paulo"),
        ("Łukasz Sæther, Straße", "lukasz saether strasse"),
        ("ΚΌΣΜΟΣ κόσμος", "κοσμοσ κοσμοσ"),
        ("Москва́ и ёлка", "москва и елка"),
        ("北京大学", "北京 京大 大学"),
        ("京", "京"),
        ("2018年4月", "2018 年 4 月"),
        ("กขค", "กข ขค"),
        ("한국 사람", "한국 사람"),
        ("हिन्दी में", "हिन्दी में"),
        ("ﬁne ＡＢＣ", "fine abc"),
        ("", ""),
        (" \n…—'’_-", ""),
    ],
)
def test_words(text: str, words: str) -> None:
    assert " ".join(token.surface for token in tokenize(text)) == unicodedata.normalize(
        "NFC", words
    )


def test_the_span_of_an_acronym_has_its_last_dot() -> None:
    assert tokenize("the U.S. said") == [
        Token("the", 0, 3),
        Token("us", 4, 8),
        Token("said", 9, 13),
    ]


@pytest.mark.parametrize("sign", sorted(INVISIBLE))
def test_what_cannot_be_seen_divides_no_word(sign: str) -> None:
    assert tokenize(f"a parlia{sign}mentary’{sign} vote{sign}.") == [
        Token("a", 0, 1),
        Token("parliamentary", 2, 16),
        Token("vote", 19, 24),
    ]
    assert fold(f"{sign}Octo{sign}ber{sign}") == "october"


def test_the_number_of_a_note_is_no_part_of_the_word_before_it() -> None:
    assert tokenize("the treaty¹² of 1999³") == [
        Token("the", 0, 3),
        Token("treaty", 4, 10),
        Token("of", 13, 15),
        Token("1999", 16, 20),
    ]
    assert [token.surface for token in tokenize("CO₂")] == ["co2"]


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_the_normal_form_of_a_text_does_not_matter(form: str) -> None:
    text = "Naïve Çavuşoğlu met Ürümqi’s Özgür in Xi’an, İzmir and São Paulo; ﬁn."
    other = unicodedata.normalize(form, text)
    assert [t.surface for t in tokenize(other)] == [t.surface for t in tokenize(text)]


@examples(300)
@given(texts)
def test_folding_is_blind_to_the_canonical_normal_form(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    "variants",
    [
        ("ALLIANCE", "Alliance", "alliance"),
        ("it's", "it’s", "it‘s", "itʼs", "it＇s", "IT’S"),
        ("café", "cafe\u0301", "CAFÉ", "cafe"),
        ("Łódź", "lodz"),
        ("Øresund", "oresund"),
        ("Đorđe", "dorde"),
        ("Þór", "thor"),
        ("Æsop", "aesop"),
        ("cœur", "coeur"),
        ("Maß", "MASS", "mass"),
        ("ﬃ", "ffi"),
        ("Ⅳ", "iv"),
        ("ｒｕｓｓｉａ", "russia"),
        ("Iğdır", "igdir"),
        ("İzmir", "izmir"),
        ("ς", "σ", "Σ"),
        ("가", "\u1100\u1161"),
    ],
)
def test_variants_fold_to_one_form(variants: tuple[str, ...]) -> None:
    assert len({fold(variant) for variant in variants}) == 1


@examples(300)
@given(st.text(st.characters(max_codepoint=0x24F), max_size=20))
def test_folding_twice_is_folding_once_for_latin_text(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_marks_are_the_characters_of_category_m() -> None:
    def in_ranges(code: int) -> bool:
        return any(low <= code <= high for low, high in ranges)

    ranges = []
    at = 0
    while at < len(MARKS):
        wide = MARKS[at + 1 : at + 2] == "-"
        ranges.append((ord(MARKS[at]), ord(MARKS[at + 2 if wide else at])))
        at += 3 if wide else 1
    assigned = [c for c in range(sys.maxunicode + 1) if unicodedata.category(chr(c)) != "Cn"]
    marks = {code for code in assigned if unicodedata.category(chr(code))[0] == "M"}
    newer = {code for code in marks if not in_ranges(code)}
    listed = {code for low, high in ranges for code in range(low, high + 1)}
    assert listed.isdisjoint(set(assigned) - marks)
    if unicodedata.unidata_version <= "15.1.0":
        assert not newer
