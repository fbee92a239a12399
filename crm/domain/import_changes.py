"""What a row would add to a company of the book, and where the two disagree."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from crm.domain.imported_values import ImportedCompany, ImportedPerson
from crm.domain.likeness import name_key
from crm.domain.person_names import display, short_name
from crm.domain.phone_numbers import ReadNumber
from crm.domain.text_safety import FREE_TEXT_LENGTH

ADDRESS_FIELDS: Final = ("premises", "street", "locality", "town", "postcode")
_PLAIN_FIELDS: Final = (
    "registered_number", "legal_form", "staff", "activities", "website", "founded_year",
)  # fmt: skip
_SHOWN: Final = 40


def company_fields(company: ImportedCompany) -> dict[str, object]:
    """The values of a company's own row by their names in the book; empty ones are left out."""
    found: dict[str, object] = {
        "registered_number": company.registered_number,
        "legal_form": company.legal_form,
        "staff": company.staff,
        "activities": company.activities,
        "website": company.website,
        "founded_year": company.incorporated_on.year if company.incorporated_on else None,
    }
    found |= {part: getattr(company.address, part) for part in ADDRESS_FIELDS}
    return {name: value for name, value in found.items() if not _empty(value)}


def joined(
    first: ImportedCompany, later: ImportedCompany
) -> tuple[ImportedCompany, tuple[str, ...]]:
    """Give a company what a later row of the same list adds, and say in words what that is.

    People, numbers and emails are added, empty fields filled; nothing of the first row changes.
    """
    known = {name_key(short_name(person.name)) for person in first.people}
    people = tuple(one for one in later.people if name_key(short_name(one.name)) not in known)
    held = {number.e164 or number.typed for number in first.numbers}
    numbers = tuple(n for n in later.numbers if (n.e164 or n.typed) not in held)
    emails = tuple(email for email in later.emails if email not in first.emails)
    plain = ("registered_number", "legal_form", "incorporated_on", "website", "staff", "activities")
    filled = [
        name for name in plain if _empty(getattr(first, name)) and not _empty(getattr(later, name))
    ]
    values = {name: getattr(later, name) for name in filled}
    if later.address and not first.address:
        values["address"] = later.address
    if later.notes and later.notes not in first.notes:
        both = f"{first.notes}\n{later.notes}".strip()
        if len(both) <= FREE_TEXT_LENGTH:
            values["notes"] = both
    company = replace(
        first,
        people=first.people + people,
        numbers=first.numbers + numbers,
        emails=first.emails + emails,
        **values,
    )
    added = [display(person.name) for person in people]
    added += ["a number"] * bool(numbers) + ["an email"] * bool(emails)
    return company, (*added, *(name.replace("_", " ") for name in values))


def additions(company: ImportedCompany, held: Mapping[str, object]) -> dict[str, object]:
    """What the book lacks: empty fields to be filled, and numbers, emails and people to be added.

    Address parts are filled only where they do not contradict those that are there, since two
    addresses mixed make a third that nobody lives at. A number, email or person that the company
    already has, wherever it hangs, is not added again.
    """
    said = company_fields(company)
    plain = [name for name in _PLAIN_FIELDS if name in said]
    changes: dict[str, object] = {name: said[name] for name in plain if _empty(held.get(name))}
    address = [name for name in ADDRESS_FIELDS if name in said]
    if not any(_differs(said[name], held.get(name)) for name in address):
        changes |= {name: said[name] for name in address if _empty(held.get(name))}
    return changes | _new_ones(company, held)


def _new_ones(company: ImportedCompany, held: Mapping[str, object]) -> dict[str, object]:
    """The numbers, emails and people the book lacks."""
    known_numbers, known_emails, known_people = (
        _texts(held, name) for name in ("numbers", "emails", "people")
    )

    def fresh(numbers: Iterable[ReadNumber]) -> tuple[ReadNumber, ...]:
        return tuple(n for n in numbers if n.e164 and n.e164 not in known_numbers)

    numbers = list(fresh(company.numbers))
    emails = [email for email in company.emails if email not in known_emails]
    people: list[ImportedPerson] = []
    for person in company.people:
        own = tuple(email for email in person.emails if email not in known_emails)
        if name_key(short_name(person.name)) in known_people:
            # The plan does not know which person of the book this is: the company keeps them.
            numbers += fresh(person.numbers)
            emails += own
        else:
            people.append(replace(person, numbers=fresh(person.numbers), emails=own))
    found = {"numbers": tuple(numbers), "emails": tuple(emails), "people": tuple(people)}
    return {name: value for name, value in found.items() if value}


def differences(company: ImportedCompany, held: Mapping[str, object]) -> str:
    """Say what the row holds otherwise than the book, as the end of a sentence; empty for nothing.

    These are never written: `; not changed: town Stone (the list says Stafford)`.
    """
    kept = [
        f"{name.replace('_', ' ')} {_short(held[name])} (the list says {_short(value)})"
        for name, value in company_fields(company).items()
        if _differs(value, held.get(name))
    ]
    return f"; not changed: {', '.join(kept)}" if kept else ""


def _differs(said: object, held: object) -> bool:
    if _empty(said) or _empty(held):
        return False
    return said != held and name_key(str(said)) != name_key(str(held))


def _empty(value: object) -> bool:
    return value is None or value == ""


def _texts(held: Mapping[str, object], name: str) -> frozenset[str]:
    values = held.get(name) or ()
    return frozenset(map(str, values)) if isinstance(values, Iterable) else frozenset()


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 3] + "..."
