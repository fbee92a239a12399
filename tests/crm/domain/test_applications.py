"""What the answers of a returned form mean beside what is held."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.application_form import BAND, QUESTIONS, YES, clean_answers, doubts
from crm.domain.applications import (
    Compared,
    Held,
    KnownPerson,
    Standing,
    compare,
    contact_among,
    plan_ticked,
)
from crm.domain.errors import Refusal
from crm.domain.person_names import PersonName

TODAY = date(2003, 3, 14)
HELEN = KnownPerson(1, PersonName("Ms", "Helen", "Marsh"), "Director", "01632 960123")
CHRIS = KnownPerson(2, PersonName("", "Chris", "Patel"))
HELD = Held(
    {"company.name": "Potteries Data Ltd", "company.staff": "12",
     "company.registered_address": "14 Liverpool Road, Stoke-on-Trent ST4 1AA",
     "company.telephone": "01632 960123"},
    frozenset({"+441632960123", "+441632960555"}),
    frozenset({"helen@potteries.example"}),
    (HELEN, CHRIS),
    1,
)  # fmt: skip


def one(name: str, answered: str, **more: str) -> Compared:
    found = compare({name: answered, **more}, HELD, TODAY)
    return next(each for each in found if each.question.name == name)


@pytest.mark.parametrize(
    ("name", "answered", "standing"),
    [
        ("company.name", "Potteries  Data Ltd", Standing.SAME),
        ("company.name", "Potteries Data Limited", Standing.DIFFERS),
        ("company.staff", "12", Standing.SAME),
        ("company.staff", "14", Standing.DIFFERS),
        ("company.vat_number", "123 4567 89", Standing.NEW),
        ("company.web", "", Standing.BLANK),
        ("company.other_bodies", "The Chamber", Standing.KEPT),
        ("company.registered_address", "14 Liverpool Road\nStoke-on-Trent, st4 1aa", Standing.SAME),
        ("company.registered_address", "15 Liverpool Road, Stoke-on-Trent ST4 1AA",
         Standing.DIFFERS),
        ("company.telephone", "(01632) 960 555", Standing.SAME),
        ("company.telephone", "01632 960999", Standing.DIFFERS),
        ("company.email", "HELEN@potteries.example", Standing.SAME),
        ("company.email", "info@potteries.example", Standing.NEW),
        ("member.job_title", "Managing Director", Standing.DIFFERS),
        ("second.name", "Mr Chris Patel", Standing.SAME),
        ("second.name", "Anna Berg", Standing.NEW),
        ("signed.name", "Helen Marsh", Standing.KEPT),
        (BAND, "11–24 staff, £225 + VAT", Standing.KEPT),
    ],
)  # fmt: skip
def test_an_answer_is_put_beside_what_is_held(name: str, answered: str, standing: Standing) -> None:
    assert one(name, answered).standing is standing


@pytest.mark.parametrize(
    ("name", "answered", "words"),
    [
        ("company.staff", "a dozen", "number of staff"),
        ("company.number", "not known", "registered number"),
        ("company.founded", "2050", "year"),
        ("company.telephone", "ask Helen", "no telephone number"),
        ("company.email", "helen at potteries", "no email address"),
        ("company.registered_address", "ST4 1AA", "no town"),
        ("company.name", "???", "needs a name"),
        ("second.email", "anna@b.example", "whose address"),
    ],
)
def test_an_answer_that_cannot_be_taken_says_why(name: str, answered: str, words: str) -> None:
    found = one(name, answered)
    assert words in found.trouble
    assert not found.can_take


def test_what_stands_as_printed_is_no_answer() -> None:
    found = compare({"company.name": "Its old name"}, HELD, TODAY, {"company.name"})
    assert found[0].standing is Standing.SAME


@pytest.mark.parametrize(
    ("first", "last", "whom"),
    [
        ("", "", HELEN),
        ("Helen", "Marsh", HELEN),
        ("chris", "PATEL", CHRIS),
        ("Helen", "Marsh-Jones", HELEN),
        ("Ellen", "Marsh", HELEN),
        ("Anna", "Berg", None),
        ("Anna", "", None),
    ],
)
def test_the_contact_is_whom_the_form_names(
    first: str, last: str, whom: KnownPerson | None
) -> None:
    answers = {"member.first_name": first, "member.last_name": last}
    assert contact_among(answers, HELD) is whom


def test_half_a_name_fits_only_whom_the_form_was_sent_to() -> None:
    nobody = replace(HELD, addressee_id=None)
    assert (
        contact_among({"member.first_name": "Ellen", "member.last_name": "Marsh"}, nobody) is None
    )


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("1–4 staff, £95 + VAT", 0),
        ("11-24", 2),
        ("11 – 24 staff", 2),
        ("110–240", None),
        ("", None),
        ("250 or more staff, £900", 3),
    ],
)
def test_the_ticked_band_is_found_among_those_there_are(words: str, place: int | None) -> None:
    assert plan_ticked(words, ["1–4", "5–10", "11–24", "250 or more", ""]) == place


def test_what_is_missing_on_a_form_is_said() -> None:
    assert len(doubts({})) == 3
    assert doubts({"signed.name": "H", "declaration.code": YES, BAND: "1–4"}) == ()


@given(st.dictionaries(st.sampled_from([one.name for one in QUESTIONS] + ["odd"]), st.text()))
def test_any_answers_can_be_cleaned_and_compared(answers: dict[str, str]) -> None:
    cleaned = clean_answers(answers)
    assert "odd" not in cleaned
    assert clean_answers(cleaned) == cleaned
    found = compare(cleaned, HELD, TODAY)
    assert [one.question for one in found] == list(QUESTIONS)
    for each in found:
        assert not (each.can_take and each.trouble)


def test_an_answer_longer_than_a_field_is_refused_by_its_name() -> None:
    with pytest.raises(Refusal, match="Company name is too long"):
        clean_answers({"company.name": "x" * 6_000})
