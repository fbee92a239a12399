"""Names that are the same however they were typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.likeness import likeness, name_key


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Potteries Data Ltd", "potteries data"),
        ("POTTERIES  DATA LIMITED.", "potteries data"),
        ("Smith & Jones p.l.c.", "smith and jones"),
        ("Müller-Łódź GmbH", "muller lodz gmbh"),
        ("O'Neill’s I.T. Services", "oneills it services"),
        ("A.B.C. Computers (UK) Ltd", "abc computers uk"),
        ("potteries.com", "potteries com"),
        ("Limited", "limited"),
        ("Ltd Ltd", "ltd"),
        ("!!!", "!!!"),
        ("", ""),
        ("  ", ""),
        ("Æther Straße", "aether strasse"),
        ("شركة البيانات", "شركة البيانات"),
        ("Œuvre_Web", "oeuvre web"),
        ("Café", "cafe"),
        ("İstanbul Ltd", "istanbul"),
    ],
)
def test_key_of_a_name(typed: str, key: str) -> None:
    assert name_key(typed) == key


@given(st.text())
def test_the_key_of_a_key_is_itself(text: str) -> None:
    assert name_key(name_key(text)) == name_key(text)


@given(st.text(min_size=1))
def test_only_blank_names_have_an_empty_key(text: str) -> None:
    assert bool(name_key(text)) == bool(text.strip())


@given(st.text(st.sampled_from("abc déÉ'&.,-"), min_size=1))
def test_case_accents_and_legal_form_do_not_matter(text: str) -> None:
    key = name_key(text + " x")
    assert name_key((text + " x").upper() + " LIMITED") == key
    assert name_key("  " + text + "  x, Ltd.") == key


def test_marks_of_other_scripts_stay() -> None:
    assert name_key("हिन्दी") == "हिन्दी"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Potteries Data Ltd", "Poteries Data Limited"),
        ("Data Potteries", "Potteries Data Ltd"),
        ("Lichfield Networks", "Lichfield Network Ltd"),
    ],
)
def test_nearly_the_same(one: str, other: str) -> None:
    assert likeness(one, other) > 0.95


def test_different_names_are_not_alike() -> None:
    assert likeness("Potteries Data", "Rugby Robotics") < 0.6
    assert likeness("", "") == 0.0
    assert likeness("Ltd", "Smith") < 0.5


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_is_a_share_and_symmetric(one: str, other: str) -> None:
    score = likeness(one, other)
    assert 0.0 <= score <= 1.0
    assert score == pytest.approx(likeness(other, one))
