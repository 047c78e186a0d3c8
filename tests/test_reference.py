"""References: a locator as one line of text, and what becomes of it on the way."""

from __future__ import annotations

import base64
import json
import re
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pincite
from pincite import Locator
from pincite.search.hits.reference import is_reference
from profiles import examples

ANY_TEXT = st.text(st.characters())  # halves of surrogate pairs too
BOUNDS = st.none() | st.tuples(st.integers(1), st.integers(1))
LOCATORS = st.builds(
    Locator,
    article=st.text(st.characters(), min_size=1),
    ordinal=st.integers(1, 10**9 - 1),
    lines=BOUNDS,
    pages=BOUNDS,
    exact=ANY_TEXT,
    prefix=ANY_TEXT,
    suffix=ANY_TEXT,
)
SUMMIT = Locator(
    "reports/summit no. 7.txt",
    7,
    (31, 33),
    "“The partnership,” he said, “is comprehensive.” – Ёлки, 北京, 🙂.",
    "of the paragraph before it.",
    "And so the next one begins with",
)


@examples(300)
@given(LOCATORS)
def test_a_reference_has_all_of_its_locator(locator: Locator) -> None:
    reference = locator.reference
    assert Locator.parse(reference) == locator
    assert re.fullmatch(r"pincite:[\w.~/%-]+#\d+~[12][\w-]+", reference, re.ASCII)


def test_it_says_where_it_leads() -> None:
    assert SUMMIT.reference.startswith("pincite:reports/summit%20no.%207.txt#7~1")
    assert str(SUMMIT) == "reports/summit no. 7.txt#7"


def test_it_is_shorter_than_the_text_is_long() -> None:
    text = " ".join(f"The ministers met and word {number} was said." for number in range(40))
    assert len(Locator("a", 1, (1, 1), text).reference) < len(text) / 2


@examples(60)
@given(st.lists(st.tuples(st.integers(0, 10**4), st.sampled_from(["\n", "\r\n> ", " ", "\t"]))))
def test_what_mail_programs_put_in_does_no_harm(inserted: list[tuple[int, str]]) -> None:
    reference = SUMMIT.reference
    for place, break_ in inserted:
        at = place % (len(reference) + 1)
        reference = reference[:at] + break_ + reference[at:]
    assert is_reference(f"<{reference}>")
    assert Locator.parse(f"<{reference}>") == SUMMIT


def refused(reference: str) -> str:
    with pytest.raises(pincite.PinciteError) as caught:
        Locator.parse(reference)
    assert type(caught.value) is pincite.PinciteError
    return str(caught.value)


def test_whatever_is_cut_off_is_missed() -> None:
    reference = SUMMIT.reference
    for end in range(len("pincite:"), len(reference)):
        assert "damaged" in refused(reference[:end])
    assert "damaged" in refused(reference + "A")
    assert "damaged" in refused(reference + reference)


def test_no_bit_can_change_unseen() -> None:
    reference = SUMMIT.reference.encode("ascii")
    for place in range(len("pincite:"), len(reference)):
        for bit in range(8):
            altered = bytearray(reference)
            altered[place] ^= 1 << bit
            text = altered.decode("latin-1")
            try:
                read = Locator.parse(text)
            except pincite.PinciteError as error:
                assert "damaged" in str(error)  # noqa: PT017 - what is not raised is as good
            else:
                # A space more, or a digit of the percent-encoding in lower case.
                assert read == SUMMIT


@examples(200)
@given(st.text(st.sampled_from("pincte:#7~1 eJwABC%-_.é\0\ud800")) | st.text(st.characters()))
def test_any_other_text_is_refused(text: str) -> None:
    assert "reference" in refused(text)
    assert "damaged" in refused(f"pincite:{text}")


def forged(record: bytes, version: str = "1") -> str:
    packer = zlib.compressobj(9, zdict=b"a#1")
    packed = packer.compress(record) + packer.flush()
    return f"pincite:a#1~{version}" + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def test_what_is_forged_is_refused() -> None:
    whole = ["exact", "", "", 1, 2]
    assert Locator.parse(forged(json.dumps(whole).encode())).exact == "exact"
    for values in (whole[:4], [*whole, 1], ["exact", "", 1, 1, 2], [*whole[:4], True], {}, "x"):
        assert "damaged" in refused(forged(json.dumps(values).encode()))
    for record in (b"", b"\xff", b"[" * 100_000):
        assert "damaged" in refused(forged(record))


def test_a_bomb_is_not_unpacked() -> None:
    bomb = forged(b'["' + b"a" * (64 << 20) + b'","","",1,1]')
    assert len(bomb) < 100_000
    assert "damaged" in refused(bomb)


def test_a_later_version_is_told_as_such() -> None:
    assert "later version" in refused(forged(b"{}", "3"))
