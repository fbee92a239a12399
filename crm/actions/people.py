"""People at companies, and the numbers and email addresses of both."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from crm.data.queries.contacts import (
    email_known,
    emails_of_person,
    last_place,
    number_known,
    number_used,
    numbers_of_person,
    person_used,
)
from crm.data.queries.objections import objecting_emails, objecting_numbers
from crm.data.records.companies import Company
from crm.data.records.people import EmailAddress, Person, PhoneNumber
from crm.data.work import Work
from crm.domain.errors import Refusal
from crm.domain.imported_cells import check_email, read_date_cell, split_emails
from crm.domain.person_fields import (
    NUMBER_KINDS,
    NUMBER_STATES,
    ROLES,
    person_key,
    read_one_of,
)
from crm.domain.person_names import PersonName, read_name, short_name
from crm.domain.phone_numbers import ReadNumber, read_numbers, say_number
from crm.domain.text_safety import clean_line, say_field

_Change = Callable[[Work, Person, str], None]


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person as typed in: the whole name in one, the rest may be empty."""

    name: str
    job_title: str = ""
    role: str = ""
    best_time: str = ""
    telephone: str = ""
    email: str = ""
    source: str = ""


def add_person(work: Work, company_id: int, new: NewPerson) -> int:
    """Add somebody to a company and give their key; Refusal names the field at fault."""
    company = work.get(Company, company_id)
    person = Person(
        company_id=company_id,
        job_title=clean_line(new.job_title, "job_title"),
        role=read_one_of("role", new.role, ROLES),
        best_time=clean_line(new.best_time, "best_time"),
        source=clean_line(new.source, "source"),
        position=work.ask(last_place, Person, company_id) + 1,
        added_at=work.now,
    )
    _name(work, person, new.name)
    work.add(person)
    if new.telephone.strip():
        add_number(work, company_id, new.telephone, person_id=person.id)
    if new.email.strip():
        add_email(work, company_id, new.email, person_id=person.id)
    work.label(f"Add {_say(person)} to {company.name}")
    return person.id


def change_person(work: Work, person_id: int, field: str, typed: str) -> None:
    """Change one fact of a person to what was typed.

    `field` is name (the whole of it), title, forenames, surname, suffix, job_title, role,
    best_time or left_on (a date, `today`, or empty for somebody who is still there).
    """
    person = work.get(Person, person_id)
    change = _PERSON_FIELDS.get(field)
    if change is None:
        raise Refusal(f"There is no {say_field(field)} that can be changed here.", field=field)
    change(work, person, typed)
    work.label(f"Change {say_field(field)} of {_say(person)}")


def remove_person(work: Work, person_id: int) -> bool:
    """Take a person out of the book; says False where they were marked as left instead.

    Somebody who was called or written to stays, so that the timeline keeps saying who it was.
    """
    person = work.get(Person, person_id)
    name = _say(person)
    if work.ask(person_used, person_id):
        person.left_on = person.left_on or work.today
        work.say(f"{name} is on the timeline, and so is marked as having left.")
        work.label(f"Mark {name} as having left")
        return False
    for key in work.ask(numbers_of_person, person_id):
        work.delete(work.get(PhoneNumber, key))
    for key in work.ask(emails_of_person, person_id):
        work.delete(work.get(EmailAddress, key))
    work.delete(person)
    work.label(f"Remove {name}")
    return True


def add_number(
    work: Work,
    company_id: int,
    typed: str,
    *,
    person_id: int | None = None,
    kind: str = "",
    source: str = "",
) -> tuple[int, ...]:
    """Add the telephone numbers typed and give their keys; what is odd about them is said.

    Refuses text without anything in it, and a number that the same company (or person) has.
    """
    company = work.get(Company, company_id)
    _check_person(work, company_id, person_id)
    found = read_numbers(typed)
    if not found:
        raise Refusal("Type a telephone number.", field="number")
    keys: list[int] = []
    for read in found:
        if read.e164 and work.ask(number_known, company_id, person_id, read.e164):
            raise Refusal(f"{say_number(read.e164)} is on file already.", field="number")
        number = PhoneNumber(
            company_id=company_id,
            person_id=person_id,
            kind=read_one_of("kind", kind, NUMBER_KINDS),
            position=work.ask(last_place, PhoneNumber, company_id) + 1,
            source=clean_line(source, "source"),
        )
        _put_number(work, number, read)
        keys.append(work.add(number).id)
    work.label(f"Add a number to {company.name}")
    return tuple(keys)


def change_number(work: Work, number_id: int, field: str, typed: str) -> None:
    """Change one fact of a number: number, kind, state, extension or note."""
    number = work.get(PhoneNumber, number_id)
    if field == "number":
        read = read_numbers(typed)
        if len(read) != 1:
            raise Refusal("Type one telephone number.", field="number")
        _put_number(work, number, read[0])
    elif field == "kind":
        number.kind = read_one_of(field, typed, NUMBER_KINDS)
    elif field == "state":
        number.state = read_one_of(field, typed, NUMBER_STATES)
    elif field in {"extension", "note"}:
        setattr(number, field, clean_line(typed, field))
    else:
        raise Refusal(f"There is no {say_field(field)} that can be changed here.", field=field)
    work.label(f"Change {say_field(field)} of {number.typed}")


def mark_number(work: Work, number_id: int, state: str) -> None:
    """Mark a number as usable, disconnected, wrong company, person left or fax."""
    change_number(work, number_id, "state", state)
    number = work.get(PhoneNumber, number_id)
    work.label(f"Mark {number.typed} as {number.state}")


def remove_number(work: Work, number_id: int) -> None:
    """Take a number out of the book; one that was rung stays and is to be marked instead."""
    number = work.get(PhoneNumber, number_id)
    if work.ask(number_used, number_id):
        raise Refusal(
            f"{number.typed} was rung, and its calls are on the timeline: mark it as "
            "disconnected or wrong company instead.",
            field="number",
        )
    work.delete(number)
    work.label(f"Remove {number.typed}")


def add_email(
    work: Work, company_id: int, typed: str, *, person_id: int | None = None, source: str = ""
) -> tuple[int, ...]:
    """Add the email addresses typed and give their keys; refuses one that is none or is known."""
    company = work.get(Company, company_id)
    _check_person(work, company_id, person_id)
    keys: list[int] = []
    for piece in split_emails(clean_line(typed, "email", 500)):
        address = _read_email(work, piece)
        if work.ask(email_known, company_id, person_id, address):
            raise Refusal(f"{address} is on file already.", field="email")
        email = EmailAddress(
            company_id=company_id,
            person_id=person_id,
            address=address,
            position=work.ask(last_place, EmailAddress, company_id) + 1,
            source=clean_line(source, "source"),
        )
        keys.append(work.add(email).id)
    work.label(f"Add an email address to {company.name}")
    return tuple(keys)


def change_email(work: Work, email_id: int, typed: str) -> None:
    """Change an email address to the one typed."""
    email = work.get(EmailAddress, email_id)
    before = email.address
    email.address = _read_email(work, clean_line(typed, "email", 500))
    work.label(f"Change {before}")


def remove_email(work: Work, email_id: int) -> None:
    """Take an email address out of the book."""
    email = work.get(EmailAddress, email_id)
    work.delete(email)
    work.label(f"Remove {email.address}")


def _check_person(work: Work, company_id: int, person_id: int | None) -> None:
    if person_id is not None and work.get(Person, person_id).company_id != company_id:
        raise Refusal("This person belongs to another company.", field="person")


def _put_number(work: Work, number: PhoneNumber, read: ReadNumber) -> None:
    number.typed, number.e164 = read.typed, read.e164
    number.extension, number.note = read.extension, read.note
    if read.warning:
        work.say(read.warning)
    if read.e164 and work.ask(objecting_numbers, [read.e164]):
        work.say(f"{say_number(read.e164)} is on the list of numbers not to be called.")


def _read_email(work: Work, typed: str) -> str:
    address = check_email(typed)
    if not address:
        raise Refusal(f"“{typed[:60]}” is not an email address.", field="email")
    if work.ask(objecting_emails, [address]):
        work.say(f"{address} is on the list of addresses not to be written to.")
    return address


def _say(person: Person) -> str:
    return short_name(_parts(person))


def _parts(person: Person) -> PersonName:
    return PersonName(
        person.title or "", person.forenames or "", person.surname or "", person.suffix or ""
    )


def _name(_: Work, person: Person, typed: str) -> None:
    name = read_name(typed)
    if not name:
        raise Refusal("A person needs a name.", field="name")
    person.title, person.forenames = name.title, name.forenames
    person.surname, person.suffix = name.surname, name.suffix
    person.name_key = person_key(name)


def _part_of_name(part: str) -> _Change:
    def change(_: Work, person: Person, typed: str) -> None:
        setattr(person, part, clean_line(typed, part))
        if not _parts(person):
            raise Refusal("A person needs a name.", field=part)
        person.name_key = person_key(_parts(person))

    return change


def _line(field: str) -> _Change:
    def change(_: Work, person: Person, typed: str) -> None:
        setattr(person, field, clean_line(typed, field))

    return change


def _role(_: Work, person: Person, typed: str) -> None:
    person.role = read_one_of("role", typed, ROLES)


def _left(work: Work, person: Person, typed: str) -> None:
    text = clean_line(typed, "left_on")
    day = work.today if text.casefold() == "today" else read_date_cell(text)
    if text and (day is None or day > work.today):
        raise Refusal(f"“{text[:40]}” is not a past date like 14 March 2003.", field="left_on")
    person.left_on = day if text else None


_PERSON_FIELDS: Final[Mapping[str, _Change]] = {
    "name": _name,
    **{part: _part_of_name(part) for part in ("title", "forenames", "surname", "suffix")},
    "job_title": _line("job_title"),
    "best_time": _line("best_time"),
    "role": _role,
    "left_on": _left,
}
