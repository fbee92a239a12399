"""Putting the invented firms into the book, as three lists that were brought in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from random import Random
from typing import Any

from crm.actions.demo_calls import Story
from crm.actions.demo_firms import DemoCompany, DemoPerson, Destiny
from crm.data.queries.association import PlanFacts, branches, plans
from crm.data.records.activities import Activity, ImportBatch
from crm.data.records.companies import Company, CompanyTag, Tag
from crm.data.records.people import EmailAddress, Person, PhoneNumber
from crm.data.work import Work
from crm.domain.calendar import add_working_days, say_long_date, to_instant
from crm.domain.likeness import name_key
from crm.domain.phone_numbers import read_numbers

LAUNCH_TAG = "launch"

_LAUNCH_GUESTS = 26
_CTPS_CLEAR = "not listed"


@dataclass(frozen=True, slots=True)
class _List:
    """A file the organiser was given: its name, and how many of the firms stood in it."""

    name: str
    firms: int
    kind: str
    day: int
    """Working days after the drive began on which it was brought in."""


_LISTS = (
    _List("launch-guests.csv", _LAUNCH_GUESTS, "event", 0),
    _List("chamber-list.csv", 184, "list", 0),
    _List("business-park-directory.csv", 92, "list", 1),
)

Row = dict[str, Any]


@dataclass(slots=True)
class _Sheets:
    """The rows of each table, and the keys that companies, people and numbers will have."""

    company_keys: Iterator[int]
    person_keys: Iterator[int]
    number_keys: Iterator[int]
    companies: list[Row] = field(default_factory=list)
    people: list[Row] = field(default_factory=list)
    numbers: list[Row] = field(default_factory=list)
    emails: list[Row] = field(default_factory=list)
    activities: list[Row] = field(default_factory=list)


def bring_in_firms(
    work: Work, firms: Sequence[DemoCompany], starts_on: date, chance: Random
) -> tuple[Story, ...]:
    """Bring all firms in, as the lists they stood in, and give the stories they begin."""
    # Keys in unbroken rows, table by table: the history notes each row of keys as one line.
    sheets = _Sheets(
        iter(work.new_keys(len(firms))),
        iter(work.new_keys(sum(len(firm.people) for firm in firms))),
        iter(work.new_keys(sum(_numbers(firm) for firm in firms))),
    )
    bands = work.ask(plans)
    branch_of = {branch.county: branch.id for branch in work.ask(branches)}
    launch = say_long_date(launch_day(starts_on))
    stories: list[Story] = []
    for listed, some in _listed(firms, chance):
        day = add_working_days(starts_on, listed.day)
        at = to_instant(day, time(8, 20))
        batch = _batch(work, listed, at) if listed.kind != "referral" else None
        for row, firm in enumerate(some, 2):
            source = f"{listed.name}, row {row}" if batch else "Referred by a member"
            known = f"Met at the launch, {launch}" if listed.kind == "event" else source
            company = _company(firm, branch_of, at, known) | {
                "id": next(sheets.company_keys),
                "source_kind": listed.kind,
                "import_batch_id": batch.id if batch else None,
                "import_row": row if batch else None,
            }
            stories.append(_people(sheets, firm, company, _plan(firm, bands)))
            sheets.companies.append(company)
            summary = f"Added from {source}" if batch else "Added: told of by a member"
            sheets.activities.append(_added(work.who, company["id"], at, summary))
    work.insert_many(Company, sheets.companies, "companies")
    work.insert_many(Person, sheets.people, "people")
    work.insert_many(PhoneNumber, sheets.numbers, "telephone numbers")
    work.insert_many(EmailAddress, sheets.emails, "email addresses")
    work.insert_many(Activity, sheets.activities, "history")
    _tag(work, stories)
    return tuple(stories)


def launch_day(starts_on: date) -> date:
    """Give the day of the launch: in the second week of the drive."""
    return add_working_days(starts_on, 8)


def is_launch_guest(place: int) -> bool:
    """Whether the story at a place began at the launch: its list comes first."""
    return place < _LAUNCH_GUESTS


def _listed(
    firms: Sequence[DemoCompany], chance: Random
) -> list[tuple[_List, Sequence[DemoCompany]]]:
    mixed = list(firms)
    chance.shuffle(mixed)
    found: list[tuple[_List, Sequence[DemoCompany]]] = []
    for listed in _LISTS:
        found.append((listed, mixed[: listed.firms]))
        mixed = mixed[listed.firms :]
    # Whoever stood in no list was named by a member.
    found.append((_List("", len(mixed), "referral", 20), mixed))
    return found


def _batch(work: Work, listed: _List, at: datetime) -> ImportBatch:
    return work.add(
        ImportBatch(
            file_name=listed.name,
            sha256="",
            created=listed.firms,
            brought_in_at=at,
            who=work.who,
        )
    )


def _company(firm: DemoCompany, branch_of: Mapping[str, int], at: datetime, source: str) -> Row:
    return {
        "version": 1,
        "name": firm.name,
        "name_key": name_key(firm.name),
        "legal_name": firm.name if firm.registered_number else "",
        "legal_form": firm.legal_form,
        "registered_number": firm.registered_number or None,
        "vat_number": "",
        "subscriber_kind": firm.subscriber_kind,
        "staff": firm.staff,
        "founded_year": at.year - firm.age,
        "activities": firm.does,
        "website": firm.website,
        "premises": firm.premises,
        "street": firm.street,
        "locality": firm.locality,
        "town": firm.town,
        "postcode": firm.postcode,
        "branch_id": branch_of.get(firm.county),
        "branch_chosen": not firm.postcode,
        "stage": "New",
        "stage_since": at.date(),
        "source": source,
        "source_on": at.date(),
        "lawful_basis": "legitimate interests",
        "referred_by_id": None,
        "pinned": firm.pinned,
        "added_at": at,
        "tries": 0,
        "engaged": 0,
        "cycles": 0,
        "last_contact_kind": "",
        "hot": "",
    }


def _numbers(firm: DemoCompany) -> int:
    own = sum(bool(number) for person in firm.people for number in (person.direct, person.mobile))
    return len(firm.numbers) + own


def _people(sheets: _Sheets, firm: DemoCompany, company: Row, plan: str) -> Story:
    key, at, source = company["id"], company["added_at"], company["source"]
    people: dict[str, int] = {}
    own = [_number(sheets, key, None, typed, "switchboard", at) for typed in firm.numbers]
    direct: int | None = None
    for place, person in enumerate(firm.people):
        row = _person(sheets, key, person, place, at, source)
        sheets.people.append(row)
        people.setdefault(person.role, row["id"])
        for typed, kind in ((person.direct, "direct"), (person.mobile, "mobile")):
            if typed:
                number = _number(sheets, key, row["id"], typed, kind, at)
                sheets.numbers.append(number)
                direct = direct or number["id"]
        if person.email:
            sheets.emails.append(_email(key, row["id"], person.email, source))
    sheets.numbers += own
    sheets.emails.append(_email(key, None, firm.email, source))
    return Story(
        company=firm,
        company_id=key,
        decider=people.get("decision maker"),
        gatekeeper=people.get("gatekeeper"),
        numbers=[number["id"] for number in own],
        direct=direct,
        plan=plan,
    )


def _person(
    sheets: _Sheets, company: int, person: DemoPerson, place: int, at: datetime, source: str
) -> Row:
    return {
        "id": next(sheets.person_keys),
        "version": 1,
        "company_id": company,
        "title": person.title,
        "forenames": person.forenames,
        "surname": person.surname,
        "suffix": "",
        "name_key": name_key(f"{person.forenames} {person.surname}"),
        "job_title": person.job_title,
        "role": person.role,
        "best_time": person.best_time,
        "position": place,
        "source": source,
        "added_at": at,
    }


def _number(
    sheets: _Sheets, company: int, person: int | None, typed: str, kind: str, at: datetime
) -> Row:
    read = read_numbers(typed)[0]
    return {
        "id": next(sheets.number_keys),
        "company_id": company,
        "person_id": person,
        "typed": read.typed,
        "e164": read.e164,
        "extension": read.extension,
        "kind": kind,
        "note": read.note,
        "state": "usable",
        "position": 0,
        "source": "",
        "ctps_result": _CTPS_CLEAR,
        "ctps_checked_on": at.date(),
    }


def _email(company: int, person: int | None, address: str, source: str) -> Row:
    return {
        "company_id": company,
        "person_id": person,
        "address": address,
        # A form is filled with the first: the firm's own.
        "position": 0 if person is None else 1,
        "source": source,
    }


def _added(who: str, company: int, at: datetime, summary: str) -> Row:
    return {
        "company_id": company,
        "kind": "import",
        "happened_at": at,
        "who": who,
        "note": "",
        "summary": summary,
        "attempt": False,
        "reached": False,
        "conversation": False,
        "details": {},
    }


def _plan(firm: DemoCompany, bands: Sequence[PlanFacts]) -> str:
    """Name the fee band of a firm; one whose staff nobody knows takes the smallest."""
    staff = firm.staff or 1
    for band in bands:
        if band.staff_from <= staff and (band.staff_to is None or staff <= band.staff_to):
            return band.label
    return bands[0].label


def _tag(work: Work, stories: Sequence[Story]) -> None:
    carried = [
        (story.company_id, name)
        for place, story in enumerate(stories)
        for name in (*story.company.tags, *((LAUNCH_TAG,) if is_launch_guest(place) else ()))
        if name == LAUNCH_TAG or story.company.destiny is not Destiny.NEW
    ]
    tags = {name: work.add(Tag(name=name)).id for name in sorted({name for _, name in carried})}
    rows = [{"company_id": company, "tag_id": tags[name]} for company, name in carried]
    work.insert_many(CompanyTag, rows, "tags")
