"""Bringing a planned list into the book, as one step that can be undone as a whole."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from crm.actions.returned_mail import address_found
from crm.actions.shipped import outcodes
from crm.data.queries.association import branches
from crm.data.records.activities import Activity, ImportBatch
from crm.data.records.companies import Company
from crm.data.records.people import EmailAddress, Person, PhoneNumber
from crm.data.work import Work
from crm.domain.errors import Refusal
from crm.domain.geography import suggest_branch
from crm.domain.import_changes import ADDRESS_FIELDS, company_fields
from crm.domain.imported_values import ImportedCompany, ImportedPerson
from crm.domain.imports import Action, ImportPlan, PlannedRow
from crm.domain.likeness import name_key
from crm.domain.person_names import short_name
from crm.domain.phone_numbers import ReadNumber

Row = dict[str, Any]

_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What became of the rows of one file."""

    batch_id: int
    created: int
    updated: int
    skipped: int
    refused: int


@dataclass(slots=True)
class _Sheets:
    """The rows that will be put into each table at once; `branch_ids` are by county.

    The keys that others refer to are taken beforehand, one unbroken row for each table: the
    history then holds a table as a single edit. The rest get theirs on the way in.
    """

    branch_ids: Mapping[str, int]
    company_keys: Iterator[int]
    person_keys: Iterator[int]
    companies: list[Row] = field(default_factory=list)
    people: list[Row] = field(default_factory=list)
    numbers: list[Row] = field(default_factory=list)
    emails: list[Row] = field(default_factory=list)
    activities: list[Row] = field(default_factory=list)


def bring_in(
    work: Work, plan: ImportPlan, *, file_name: str, sha256: str, mapping: Mapping[str, Any]
) -> BroughtIn:
    """Carry a plan out: create, fill in, and note where each record came from.

    Refuses, naming the company, when one that would be filled in has been changed since the
    plan was made.
    """
    counts = plan.counts()
    batch = work.add(
        ImportBatch(
            file_name=file_name,
            sha256=sha256,
            mapping=dict(mapping),
            created=counts[Action.CREATE],
            updated=counts[Action.UPDATE],
            skipped=counts[Action.SKIP],
            refused=counts[Action.ERROR],
            brought_in_at=work.now,
            who=work.who,
        )
    )
    new, there = plan.with_action(Action.CREATE), plan.with_action(Action.UPDATE)
    people = sum(len(row.company.people) for row in (*new, *there) if row.company)
    sheets = _Sheets(
        {branch.county: branch.id for branch in work.ask(branches)},
        iter(work.new_keys(len(new))),
        iter(work.new_keys(people)),
    )
    for row in new:
        _create(work, sheets, row, batch)
    for start in range(0, len(there), _AT_ONCE):
        rows = there[start : start + _AT_ONCE]
        ids = [row.existing_id for row in rows if row.existing_id is not None]
        for row, company in zip(rows, work.get_many(Company, ids), strict=True):
            _fill_in(work, sheets, row, company, batch)
    work.insert_many(Company, sheets.companies, "companies")
    work.insert_many(Person, sheets.people, "people")
    work.insert_many(PhoneNumber, sheets.numbers, "telephone numbers")
    work.insert_many(EmailAddress, sheets.emails, "email addresses")
    work.insert_many(Activity, sheets.activities, "history")
    work.label(f"Import {file_name}")
    told = (Action.CREATE, Action.UPDATE, Action.SKIP, Action.ERROR)
    return BroughtIn(batch.id, *(counts[action] for action in told))


def _create(work: Work, sheets: _Sheets, row: PlannedRow, batch: ImportBatch) -> None:
    company = row.company
    if company is None:
        raise ValueError("a row to create without a company")
    key = next(sheets.company_keys)
    said = company_fields(company)
    source = company.source or f"{batch.file_name}, row {row.row_number}"
    values: Row = {
        "id": key,
        "version": 1,
        "name": company.name,
        "name_key": name_key(company.name),
        "legal_name": company.name if company.registered_number else "",
        "subscriber_kind": "corporate" if company.registered_number else "unknown",
        "branch_id": _branch(company.address.postcode, sheets.branch_ids),
        "branch_chosen": False,
        "stage": "New",
        "stage_since": work.today,
        "source": source,
        "source_kind": "list",
        "source_on": work.today,
        "lawful_basis": "legitimate interests",
        "import_batch_id": batch.id,
        "import_row": row.row_number,
        "vat_number": "",
        "pinned": "",
        "added_at": work.now,
        "tries": 0,
        "engaged": 0,
        "cycles": 0,
        "last_contact_kind": "",
        "hot": "",
        "registered_number": said.get("registered_number"),
        "legal_form": said.get("legal_form", ""),
        "staff": said.get("staff"),
        "founded_year": said.get("founded_year"),
        "activities": said.get("activities", ""),
        "website": said.get("website", ""),
    }
    values |= {part: said.get(part, "") for part in ADDRESS_FIELDS}
    sheets.companies.append(values)
    _add_contacts(work, sheets, key, source, company.numbers, company.emails, company.people)
    sheets.activities.append(
        _activity(work, key, "import", f"Added from {batch.file_name}, row {row.row_number}", "")
    )
    if company.notes:
        sheets.activities.append(_activity(work, key, "note", "", company.notes))


def _fill_in(
    work: Work,
    sheets: _Sheets,
    row: PlannedRow,
    company: Company,
    batch: ImportBatch,
) -> None:
    if row.company is None:
        raise ValueError("a row to fill in without a company")
    if company.version != row.existing_version:
        raise Refusal(
            f"{company.name} has been changed since the preview. Look at the list again.",
            field=f"row {row.row_number}",
        )
    for name, value in row.changes.items():
        if name not in {"numbers", "emails", "people"}:
            setattr(company, name, value)
    if "postcode" in row.changes and not company.branch_chosen:
        company.branch_id = _branch(company.postcode, sheets.branch_ids)
    if not row.changes.keys().isdisjoint(ADDRESS_FIELDS):
        address_found(work, company)
    source = f"{batch.file_name}, row {row.row_number}"
    numbers, emails, people = _additions(row.changes, row.company)
    _add_contacts(work, sheets, company.id, source, numbers, emails, people)
    added = ", ".join(name.replace("_", " ") for name in row.changes)
    sheets.activities.append(
        _activity(work, company.id, "import", f"Filled in from {source}: {added}", "")
    )
    if row.company.notes:
        sheets.activities.append(_activity(work, company.id, "note", "", row.company.notes))


def _branch(postcode: str, known: Mapping[str, int]) -> int | None:
    """Find the branch that a postcode suggests."""
    suggestion = suggest_branch(postcode, outcodes()) if postcode else None
    return known.get(suggestion.county) if suggestion else None


def _additions(
    changes: Mapping[str, object], company: ImportedCompany
) -> tuple[list[ReadNumber], list[str], list[ImportedPerson]]:
    numbers, emails, people = (changes.get(name, ()) for name in ("numbers", "emails", "people"))
    if not (isinstance(numbers, tuple) and isinstance(emails, tuple) and isinstance(people, tuple)):
        raise TypeError(f"additions to {company.name} are no tuples")
    return list(numbers), list(emails), list(people)


def _add_contacts(
    work: Work,
    sheets: _Sheets,
    company_id: int,
    source: str,
    numbers: tuple[ReadNumber, ...] | list[ReadNumber],
    emails: tuple[str, ...] | list[str],
    people: tuple[ImportedPerson, ...] | list[ImportedPerson],
) -> None:
    for place, person in enumerate(people):
        key = next(sheets.person_keys)
        name = person.name
        sheets.people.append(
            {
                "id": key,
                "version": 1,
                "company_id": company_id,
                "title": name.title,
                "forenames": name.forenames,
                "surname": name.surname,
                "suffix": name.suffix,
                "name_key": name_key(short_name(name)),
                "job_title": person.job_title,
                "role": "",
                "best_time": "",
                "position": place,
                "source": source,
                "left_on": None,
                "added_at": work.now,
            }
        )
        _add_numbers(sheets, company_id, key, source, person.numbers)
        _add_emails(sheets, company_id, key, source, person.emails)
    _add_numbers(sheets, company_id, None, source, numbers)
    _add_emails(sheets, company_id, None, source, emails)


def _add_numbers(
    sheets: _Sheets,
    company_id: int,
    person_id: int | None,
    source: str,
    numbers: tuple[ReadNumber, ...] | list[ReadNumber],
) -> None:
    for place, number in enumerate(numbers):
        sheets.numbers.append(
            {
                "company_id": company_id,
                "person_id": person_id,
                "typed": number.typed,
                "e164": number.e164,
                "extension": number.extension,
                "kind": _number_kind(number.e164, person_id),
                "note": number.note,
                "state": "usable",
                "position": place + (0 if person_id else 10),
                "source": source,
                "ctps_result": "",
                "ctps_checked_on": None,
            }
        )


def _number_kind(e164: str | None, person_id: int | None) -> str:
    if e164 and e164.startswith("+447"):
        return "mobile"
    return "direct" if person_id else ""


def _add_emails(
    sheets: _Sheets,
    company_id: int,
    person_id: int | None,
    source: str,
    emails: tuple[str, ...] | list[str],
) -> None:
    for place, address in enumerate(emails):
        sheets.emails.append(
            {
                "company_id": company_id,
                "person_id": person_id,
                "address": address,
                "position": place + (0 if person_id else 10),
                "source": source,
            }
        )


def _activity(work: Work, company_id: int, kind: str, summary: str, note: str) -> Row:
    return {
        "company_id": company_id,
        "kind": kind,
        "happened_at": work.now,
        "who": work.who,
        "summary": summary,
        "note": note,
        "attempt": False,
        "reached": False,
        "conversation": False,
        "details": {},
    }
