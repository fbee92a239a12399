"""Understanding one row of a foreign list: a company, or the reasons why it is none.

Only a row without a usable name, or one that would lose something on the way in, is refused.
Whatever else cannot be read as what its column holds is kept as text and named in a warning.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Final

from crm.domain.addresses import Address, read_address, title_case_address
from crm.domain.capitals import title_case
from crm.domain.errors import Refusal
from crm.domain.imported_cells import (
    check_email,
    read_date_cell,
    read_phone_cell,
    read_postcode_cell,
    read_registered_number,
    read_staff,
    read_website,
    split_emails,
)
from crm.domain.imported_values import (
    ColumnKind,
    ImportedCompany,
    ImportedPerson,
    ImportedRow,
    RawRow,
    Severity,
)
from crm.domain.person_names import PersonName, read_name
from crm.domain.phone_numbers import ReadNumber
from crm.domain.row_reading import RowReading
from crm.domain.text_safety import FREE_TEXT_LENGTH, clean_line, clean_text

_ADDRESS_KINDS: Final = (
    ColumnKind.CARE_OF, ColumnKind.PO_BOX, ColumnKind.ADDRESS_LINE_1, ColumnKind.ADDRESS_LINE_2,
    ColumnKind.ADDRESS_LINE_3,
)  # fmt: skip
_OF_NOBODY: Final = frozenset(
    {"info", "sales", "office", "enquiries", "enquiry", "admin", "hello", "contact", "mail",
     "accounts", "reception", "support", "help", "service", "services", "post", "general",
     "marketing", "team", "webmaster"}
)  # fmt: skip
"""What stands before the @ of an address that belongs to the company and to nobody there."""

_REGISTER_STATUSES: Final = (
    "active", "liquidation", "in administration", "administration", "receivership", "dissolved",
    "voluntary arrangement", "insolvency", "converted", "closed", "removed", "struck off",
    "administrative receiver", "receiver", "in receivership", "strike off", "live but receiver",
)  # fmt: skip
_LIVE: Final = frozenset({"active", "live", "open", "trading"})
_PLACEHOLDER: Final = "\N{EM DASH}"


def read_row(raw: RawRow, headings: Mapping[ColumnKind, str]) -> ImportedRow:
    """Understand one row; `headings` are the list's own names of the columns, for the messages.

    Never raises: what is wrong is in the problems, an error where there is no company.
    """
    row = RowReading(raw.number, raw.values, headings)
    if raw.trouble:
        row.fail(None, raw.trouble)
        return ImportedRow(raw.number, None, tuple(row.problems), raw.cells)
    if raw.remark:
        row.warn(None, raw.remark)
    name = _name(row)
    company = _company(row, name) if name else None
    if company is None or any(p.severity is Severity.ERROR for p in row.problems):
        return ImportedRow(raw.number, None, tuple(row.problems), raw.cells)
    return ImportedRow(raw.number, company, tuple(row.problems))


def _name(row: RowReading) -> str:
    kind = ColumnKind.COMPANY_NAME
    text = row.text(kind)
    try:
        name = clean_line(text, "company_name")
    except Refusal as trouble:
        row.fail(kind, trouble.message)
        return ""
    if not any(character.isalnum() for character in name):
        row.fail(kind, "There is no company name.")
        return ""
    if name == row.headings.get(kind, "").strip():
        row.fail(kind, "The row repeats the headings.")
        return ""
    return name


def _company(row: RowReading, name: str) -> ImportedCompany | None:
    people = _people(row)
    numbers, of_person = _numbers(row, personal=bool(people))
    emails, of_nobody = _emails(row, personal=bool(people))
    if people:
        people = (replace(people[0], numbers=of_person, emails=emails),)
    website = row.text(ColumnKind.WEBSITE)
    if website and not (read := read_website(website)):
        row.keep(ColumnKind.WEBSITE, website, "This is not a web address.")
    company = ImportedCompany(
        name=name,
        registered_number=_registered_number(row),
        legal_form=row.line(ColumnKind.LEGAL_FORM),
        status=_status(row),
        incorporated_on=_incorporated_on(row),
        address=_address(row),
        numbers=numbers,
        emails=of_nobody,
        website=read if website else "",
        staff=_staff(row),
        activities=_activities(row),
        people=people,
        source=row.line(ColumnKind.SOURCE, 200),
    )
    notes = _notes(row)
    return None if notes is None else replace(company, notes=notes)


def _registered_number(row: RowReading) -> str:
    text = row.text(ColumnKind.REGISTERED_NUMBER)
    number = read_registered_number(text) if text else ""
    if text and not number:
        row.keep(ColumnKind.REGISTERED_NUMBER, text, "This is not a registered number.")
    return number


def _status(row: RowReading) -> str:
    text = row.line(ColumnKind.STATUS)
    if not text:
        return ""
    known = text.casefold()
    if known in _LIVE:
        return "Active"
    if known.startswith(_REGISTER_STATUSES):
        return text
    row.notes.append(f"Status: {text}")  # somebody's own word, such as Prospect
    return ""


def _incorporated_on(row: RowReading) -> date | None:
    text = row.text(ColumnKind.INCORPORATED_ON)
    day = read_date_cell(text) if text else None
    if text and day is None:
        row.keep(ColumnKind.INCORPORATED_ON, text, "This is not a date.")
    return day


def _staff(row: RowReading) -> int | None:
    text = row.text(ColumnKind.STAFF)
    count = read_staff(text) if text else None
    if text and count is None:
        row.keep(ColumnKind.STAFF, text, "This is not one number of people.")
    return count


def _address(row: RowReading) -> Address:
    whole, town = row.text(ColumnKind.ADDRESS), row.text(ColumnKind.TOWN)
    lines: list[str] = []
    for kind in _ADDRESS_KINDS:
        if text := row.text(kind):
            before = {ColumnKind.CARE_OF: "c/o ", ColumnKind.PO_BOX: "PO Box "}.get(kind, "")
            said = text.casefold().startswith(("c/o", "po box", "p.o"))
            lines.append(text if said or not before else before + title_case(text))
    text = row.text(ColumnKind.POSTCODE)
    if not (whole or lines or town or text):
        return Address()
    if whole:
        lines += [part for part in whole.replace("\n", ",").split(",") if part.strip()]
    headed = ColumnKind.TOWN in row.headings

    def read() -> Address:
        # With a column for the town the last line is none, even where the town is empty.
        found = read_address([*lines, _PLACEHOLDER] if headed else lines)
        if headed:
            found = replace(found, town=clean_line(town, "town", 80).strip(" ,;"))
        return title_case_address(found)

    shown = ", ".join([*lines, *([town] if town else [])])
    kind = ColumnKind.ADDRESS if whole else ColumnKind.ADDRESS_LINE_1
    address = row.tried(kind, shown, read, Address())
    return replace(address, postcode=_postcode(row, text) or address.postcode)


def _postcode(row: RowReading, text: str) -> str:
    if not text:
        return ""
    read = row.tried(ColumnKind.POSTCODE, text, lambda: read_postcode_cell(text), None)
    if read is None:
        return ""
    if read.outcode == "":
        row.keep(ColumnKind.POSTCODE, text, read.warning or "This is not a postcode.")
        return ""
    if read.warning:
        row.warn(ColumnKind.POSTCODE, read.warning)
    return read.value


def _numbers(
    row: RowReading, *, personal: bool
) -> tuple[tuple[ReadNumber, ...], tuple[ReadNumber, ...]]:
    """Read all numbers: the company's own, and the person's mobile where there is a person."""
    found: dict[bool, list[ReadNumber]] = {False: [], True: []}
    seen: set[str] = set()
    for kind in (ColumnKind.PHONE, ColumnKind.SECOND_PHONE, ColumnKind.MOBILE):
        for text in row.texts(kind):
            none: tuple[ReadNumber, ...] = ()
            for number in row.tried(kind, text, partial(read_phone_cell, text), none):
                if number.warning:
                    row.warn(kind, number.warning)
                key = number.e164 or number.typed
                if key not in seen:
                    seen.add(key)
                    found[personal and kind is ColumnKind.MOBILE].append(number)
    return tuple(found[False]), tuple(found[True])


def _emails(row: RowReading, *, personal: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Read all emails: the person's, where there is a person, and the company's own."""
    found: dict[bool, list[str]] = {False: [], True: []}
    for text in row.texts(ColumnKind.EMAIL):
        for piece in split_emails(text):
            address = check_email(piece)
            if not address:
                row.keep(ColumnKind.EMAIL, piece, "This is not an email address.")
                continue
            own = personal and address.partition("@")[0] not in _OF_NOBODY
            if address not in found[own]:
                found[own].append(address)
    return tuple(found[True]), tuple(found[False])


def _people(row: RowReading) -> tuple[ImportedPerson, ...]:
    surname, forenames = row.line(ColumnKind.SURNAME), row.line(ColumnKind.FORENAMES)
    whole = row.text(ColumnKind.FULL_NAME)
    title, job = row.line(ColumnKind.PERSON_TITLE, 40), row.line(ColumnKind.JOB_TITLE)
    name = PersonName()
    if surname or forenames:
        name = PersonName(forenames=title_case(forenames), surname=title_case(surname))
    elif whole:
        name = row.tried(ColumnKind.FULL_NAME, whole, lambda: read_name(whole), name)
        name = replace(name, forenames=title_case(name.forenames), surname=title_case(name.surname))
    if title and not name.title:
        name = replace(name, title=read_name(f"{title} X Y").title or title)
    if name:
        return (ImportedPerson(name, job),)
    if job:
        row.notes.append(f"Job title: {job}")
    return ()


def _activities(row: RowReading) -> str:
    found: list[str] = []
    for text in row.texts(ColumnKind.ACTIVITIES):
        clean = partial(clean_line, text, "activities", 500)
        line = row.tried(ColumnKind.ACTIVITIES, text, clean, "")
        if line and line not in found:
            found.append(line)
    return "; ".join(found)


def _notes(row: RowReading) -> str | None:
    """Join the list's notes and what was kept; None where that is more than can be kept."""
    kind = ColumnKind.NOTES
    if not row.texts(kind) and not row.notes:
        return ""
    try:
        return clean_text("\n".join([*row.texts(kind), *row.notes]), "notes", FREE_TEXT_LENGTH)
    except Refusal as trouble:
        row.fail(kind, trouble.message)
        return None
