"""A company asking to join: what the answers of its form mean beside what we hold.

An answer that differs is offered, never taken
by itself; one that stands as we printed it is no answer.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from crm.domain.addresses import Address, one_line, read_address
from crm.domain.application_form import CONTACT, QUESTIONS, Question
from crm.domain.company_fields import read_company_field
from crm.domain.errors import Refusal
from crm.domain.imported_cells import check_email
from crm.domain.likeness import fold
from crm.domain.person_fields import person_key
from crm.domain.person_names import PersonName, read_name
from crm.domain.phone_numbers import read_numbers
from crm.domain.text_safety import clean_line

_CONTACT_FACTS: Final = frozenset({"title", "forenames", "surname", "job_title"})


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody at the company as the book has them."""

    id: int
    name: PersonName
    job_title: str = ""
    telephone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """What the book holds of a company, in the words of the form.

    `values` are by the names of the questions; `numbers` (E.164) and `emails` are all there are
    at the company, whoever they belong to. `addressee_id` is whom the form was sent to.
    """

    values: Mapping[str, str]
    numbers: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    people: tuple[KnownPerson, ...] = ()
    addressee_id: int | None = None


class Standing(StrEnum):
    """How an answer stands beside what we hold."""

    SAME = "same"
    NEW = "new"
    DIFFERS = "differs"
    BLANK = "blank"
    KEPT = "kept with the application"


@dataclass(frozen=True, slots=True)
class Compared:
    """One question with both answers; `trouble` says why theirs cannot be taken as it is."""

    question: Question
    held: str
    answered: str
    standing: Standing
    trouble: str = ""

    @property
    def can_take(self) -> bool:
        """Whether their answer could replace or fill ours."""
        return self.standing in {Standing.NEW, Standing.DIFFERS} and not self.trouble


def compare(
    answers: Mapping[str, str], held: Held, today: date, untouched: Iterable[str] = ()
) -> tuple[Compared, ...]:
    """Put every answer beside what we hold; those `untouched` stand as we printed them."""
    contact = contact_among(answers, held)
    as_printed = frozenset(untouched)
    return tuple(
        _compare_one(
            question, answers, held, contact, today, as_printed=question.name in as_printed
        )
        for question in QUESTIONS
    )


def contact_among(answers: Mapping[str, str], held: Held) -> KnownPerson | None:
    """Find whom the form names as the contact; None for somebody we do not know yet.

    The same name wins; else it is whom the form was sent to, if one half of the name still fits.
    """
    addressee = next((one for one in held.people if one.id == held.addressee_id), None)
    first, last = answers.get("member.first_name", ""), answers.get("member.last_name", "")
    if not first and not last:
        return addressee
    key = person_key(PersonName(forenames=first, surname=last))
    for one in held.people:
        if person_key(one.name) == key:
            return one
    if addressee is not None:
        half = fold(addressee.name.surname) == fold(last) != ""
        other = fold(addressee.name.forenames) == fold(first) != ""
        if half or other:
            return addressee
    return None


def plan_ticked(words: str, labels: Sequence[str]) -> int | None:
    """Find which of the fee bands is meant by the words beside its box; None for no clear one."""
    said = _plain_dashes(words)
    fitting = [
        place
        for place, label in enumerate(labels)
        if label and re.match(re.escape(_plain_dashes(label)) + r"(?!\w)", said)
    ]
    return max(fitting, key=lambda place: len(labels[place])) if fitting else None


def _compare_one(
    question: Question,
    answers: Mapping[str, str],
    held: Held,
    contact: KnownPerson | None,
    today: date,
    *,
    as_printed: bool,
) -> Compared:
    answered = answers.get(question.name, "")
    ours = _ours(question, answered, held, contact)
    if not answered:
        return Compared(question, ours, "", Standing.BLANK)
    if not question.fact:
        return Compared(question, ours, answered, Standing.KEPT)
    trouble = ""
    try:
        same = as_printed or _is_same(question, answered, ours, held, today)
    except Refusal as refusal:
        same, trouble = False, refusal.message
    if same:
        return Compared(question, ours, answered, Standing.SAME)
    if question.name == "second.email" and not answers.get("second.name"):
        trouble = "The form does not say whose address this is."
    return Compared(question, ours, answered, Standing.DIFFERS if ours else Standing.NEW, trouble)


def _ours(question: Question, answered: str, held: Held, contact: KnownPerson | None) -> str:
    """Say what we hold that an answer is to be put beside."""
    if question.group == CONTACT:
        if contact is None:
            return ""
        name = contact.name
        return {
            "title": name.title,
            "forenames": name.forenames,
            "surname": name.surname,
            "job_title": contact.job_title,
            "number": contact.telephone,
            "email": contact.email,
        }[question.fact]
    if question.fact == "person":
        return answered if _known_by_name(answered, held) else ""
    return held.values.get(question.name, "")


def _is_same(question: Question, answered: str, ours: str, held: Held, today: date) -> bool:
    """Whether an answer says what we hold; Refusal where it cannot be what it should be."""
    match question.fact:
        case "number":
            numbers = [one.e164 for one in read_numbers(answered)]
            if not all(numbers):
                raise Refusal("This is no telephone number.", field=question.name)
            return held.numbers.issuperset(number or "" for number in numbers)
        case "email":
            address = check_email(answered)
            if not address:
                raise Refusal("This is no email address.", field=question.name)
            return address in held.emails
        case "address" | "trading address":
            return _letters(one_line(address_answered(answered))) == _letters(ours)
        case "person":
            if not read_name(answered):
                raise Refusal("This is nobody’s name.", field=question.name)
            return bool(ours)
        case "trading name":
            read_company_field("name", answered, today)
        case fact if fact not in _CONTACT_FACTS:
            read = read_company_field(fact, answered, today)
            return str(read.value if read.value is not None else "") == ours
        case fact:
            clean_line(answered, fact)
    return " ".join(answered.split()) == " ".join(ours.split())


def address_answered(text: str) -> Address:
    """Read the address a form gives; Refusal where it has no town to post to."""
    address = read_address(text)
    if not address.town:
        raise Refusal("The address has no town.", field="town")
    return address


def _known_by_name(typed: str, held: Held) -> bool:
    key = person_key(read_name(typed[:120]))
    return bool(key) and any(person_key(one.name) == key for one in held.people)


def _letters(text: str) -> str:
    return "".join(letter for letter in fold(text) if letter.isalnum())


def _plain_dashes(text: str) -> str:
    return re.sub(r"\s*[‐-―−-]\s*", "-", text.strip())
