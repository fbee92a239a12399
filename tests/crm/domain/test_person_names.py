"""Names of people: their parts, and how a letter greets and closes."""

from dataclasses import astuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.errors import Refusal
from crm.domain.person_names import (
    TITLES,
    PersonName,
    close_for,
    display,
    read_name,
    salutation,
    short_name,
)


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("Ms Helen Marsh", ("Ms", "Helen", "Marsh", "")),
        ("MS. Helen Marsh", ("Ms", "Helen", "Marsh", "")),
        ("Helen Marsh", ("", "Helen", "Marsh", "")),
        ("Marsh, Helen", ("", "Helen", "Marsh", "")),
        ("Marsh, Ms Helen", ("Ms", "Helen", "Marsh", "")),
        ("Marsh, Ms", ("Ms", "", "Marsh", "")),
        ("Dr Becq Giraudon, Emilie F, OBE", ("Dr", "Emilie F", "Becq Giraudon", "OBE")),
        ("WOODS JR, JOHNNY L", ("", "JOHNNY L", "WOODS", "Jr")),
        ("Marsh, Helen (Ms)", ("Ms", "Helen", "Marsh", "")),
        ("Dr. J. R. Smith OBE", ("Dr", "J R", "Smith", "OBE")),
        ("J.R. Smith, O.B.E., PhD", ("", "J R", "Smith", "OBE PhD")),
        ("Mr Patel", ("Mr", "", "Patel", "")),
        ("Helen", ("", "Helen", "", "")),
        ("Sir John Smith", ("Sir", "John", "Smith", "")),
        ("Sir John", ("Sir", "John", "", "")),
        ("Professor Sir John Smith", ("Prof Sir", "John", "Smith", "")),
        ("Mr & Mrs Smith", ("Mr and Mrs", "", "Smith", "")),
        ("Jan van den Berg", ("", "Jan", "van den Berg", "")),
        ("Mr van Dyk", ("Mr", "", "van Dyk", "")),
        ("Al Gore", ("", "Al", "Gore", "")),
        ("Siân ap Rhys", ("", "Siân", "ap Rhys", "")),
        ("Sean O'Neill", ("", "Sean", "O'Neill", "")),
        ("Yo-Yo MA", ("", "Yo-Yo", "MA", "")),
        ("Jack Ma", ("", "Jack", "Ma", "")),
        ("John Smith MA", ("", "John", "Smith", "MA")),
        ("Łukasz Żółć", ("", "Łukasz", "Żółć", "")),
        ("محمد علي", ("", "محمد", "علي", "")),
        ("Miss", ("", "Miss", "", "")),
        ("not known", ("", "", "", "")),
        ("?", ("", "", "", "")),
        ("", ("", "", "", "")),
    ],
)
def test_reading_names(typed: str, parts: tuple[str, ...]) -> None:
    assert astuple(read_name(typed)) == parts


@pytest.mark.parametrize(
    ("typed", "greeting", "close"),
    [
        ("Ms Helen Marsh", "Dear Ms Marsh", "Yours sincerely"),
        ("Chris Patel", "Dear Chris Patel", "Yours sincerely"),
        ("Chris", "Dear Chris", "Yours sincerely"),
        ("Sir John Smith", "Dear Sir John", "Yours sincerely"),
        ("Dame Mary Ann Jones DBE", "Dear Dame Mary", "Yours sincerely"),
        ("Prof Sir John Smith", "Dear Sir John", "Yours sincerely"),
        ("Sir J Smith", "Dear Sir J Smith", "Yours sincerely"),
        ("Lord Stafford", "Dear Lord Stafford", "Yours sincerely"),
        ("Cllr Mrs Marsh", "Dear Cllr Marsh", "Yours sincerely"),
        ("Mr and Mrs Smith", "Dear Mr and Mrs Smith", "Yours sincerely"),
        ("J Smith", "Dear J Smith", "Yours sincerely"),
        ("", "Dear Sir or Madam", "Yours faithfully"),
        ("unknown", "Dear Sir or Madam", "Yours faithfully"),
    ],
)
def test_greeting_and_close_match(typed: str, greeting: str, close: str) -> None:
    name = read_name(typed)
    assert salutation(name) == greeting
    assert close_for(greeting) == close


def test_a_surname_alone_is_not_greeted_by_it() -> None:
    assert salutation(PersonName(surname="Marsh")) == "Dear Sir or Madam"
    assert salutation(None) == "Dear Sir or Madam"


@pytest.mark.parametrize("greeting", ["Dear Sirs", "Dear Madam,", "dear sir or madam", ""])
def test_faithfully_to_nobody_by_name(greeting: str) -> None:
    assert close_for(greeting) == "Yours faithfully"


def test_a_name_in_full_and_short() -> None:
    name = PersonName("Dr", "Jo", "Smith", "OBE")
    assert display(name) == "Dr Jo Smith OBE"
    assert short_name(name) == "Jo Smith"
    assert display(PersonName(title="Dr")) == ""


def test_a_name_of_a_megabyte_is_refused() -> None:
    with pytest.raises(Refusal) as caught:
        read_name("Helen " * 200_000)
    assert caught.value.field == "person"


forename = st.sampled_from(["Helen", "Chris", "Priya", "Łukasz", "J", "Mary Ann", "Siân"])
surname = st.sampled_from(["Marsh", "Patel", "O'Neill", "van den Berg", "Żółć", "Smith-Jones"])
honour = st.sampled_from(["", "OBE", "PhD", "MBE PhD"])


@given(st.sampled_from(["", *TITLES]), forename, surname, honour)
def test_what_is_written_in_full_reads_back(
    title: str, forenames: str, last: str, suffix: str
) -> None:
    name = PersonName(title, forenames, last, suffix)
    assert read_name(display(name)) == name


@given(st.sampled_from(["", *TITLES]), forename, surname)
def test_every_greeting_fits_and_guesses_no_gender(title: str, forenames: str, last: str) -> None:
    greeting = salutation(PersonName(title, forenames, last))
    assert close_for(greeting) == "Yours sincerely"
    said = [word for word in greeting.split() if word in TITLES]
    assert said == ([title] if title else [])


@given(st.text(max_size=120))
def test_any_text_gives_some_greeting(text: str) -> None:
    name = read_name(text)
    assert salutation(name).startswith("Dear ")
    assert "  " not in salutation(name)
