"""Seeded books of any size, made quickly: invented firms with reserved numbers."""

import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from crm.data.book import Book
from crm.data.records.activities import Activity, NextStep
from crm.data.records.companies import Company
from crm.data.records.people import Person, PhoneNumber
from crm.data.work import Work
from crm.domain.likeness import name_key
from tests.books.drive import begin

NOW = datetime(2003, 3, 17, 10, 0, tzinfo=UTC)
FIRST = [
    "Trent", "Mercia", "Severn", "Pottery", "Black", "Cannock", "Malvern", "Shire", "Vale",
    "Abbey", "Forge", "Canal",
]  # fmt: skip
SECOND = [
    "Data", "Systems", "Networks", "Software", "Web", "Hosting", "Logic", "Digital",
    "Computing", "Works",
]  # fmt: skip
TOWNS = ["Stafford", "Stoke-on-Trent", "Leek", "Lichfield", "Walsall", "Rugby", "Telford"]


def large_book(path: Path, companies: int, activities: int = 0) -> Book:
    """Make a book of that many companies, and that many calls spread over them."""
    book = Book.open(path, create=True, clock=lambda: NOW)
    begin(book)
    book.do(fill, companies, activities)
    return book


def fill(work: Work, companies: int, activities: int) -> None:
    chance = random.Random(companies)
    keys = work.new_keys(companies)
    of_people = iter(work.new_keys((companies + 1) // 2))
    of_numbers = iter(work.new_keys(companies))
    of_steps = iter(work.new_keys((companies + 3) // 4))
    firms, people, numbers, steps = [], [], [], []
    for place, key in enumerate(keys):
        name = f"{chance.choice(FIRST)} {chance.choice(SECOND)} {place}"
        open_one = place % 4 == 0
        firms.append(_firm(chance, key, name, open_one))
        numbers.append(_number(next(of_numbers), key, place))
        if place % 2 == 0:
            people.append(_person(next(of_people), key, place))
        if open_one:
            steps.append(_step(chance, next(of_steps), key))
    work.insert_many(Company, firms)
    work.insert_many(Person, people)
    work.insert_many(PhoneNumber, numbers)
    work.insert_many(NextStep, steps)
    calls = [_call(chance, key, chance.choice(keys)) for key in work.new_keys(activities)]
    work.insert_many(Activity, calls)
    work.label("Make a book to measure with")


def _firm(chance: random.Random, key: int, name: str, open_one: bool) -> dict[str, Any]:
    return {
        "id": key, "version": 1, "name": name, "name_key": name_key(name),
        "legal_name": "", "legal_form": "", "vat_number": "", "subscriber_kind": "corporate",
        "staff": chance.randint(1, 200), "activities": "software", "website": "",
        "premises": "", "street": "1 High Street", "locality": "",
        "town": chance.choice(TOWNS), "postcode": f"ST{chance.randint(1, 20)} 1AA",
        "branch_chosen": False, "stage": "Attempting" if open_one else "New", "source": "",
        "source_kind": "list", "lawful_basis": "", "pinned": "", "added_at": NOW, "tries": 0,
        "engaged": 0, "cycles": 0, "last_contact_kind": "", "hot": "",
    }  # fmt: skip


def _number(key: int, company: int, place: int) -> dict[str, Any]:
    digits = f"{place % 10**6:06}"
    return {
        "id": key, "company_id": company, "person_id": None, "typed": f"01632 {digits}",
        "e164": f"+441632{digits}", "extension": "", "kind": "", "note": "", "state": "usable",
        "position": 0, "source": "", "ctps_result": "", "ctps_checked_on": None,
    }  # fmt: skip


def _person(key: int, company: int, place: int) -> dict[str, Any]:
    return {
        "id": key, "version": 1, "company_id": company, "title": "Ms", "forenames": "Helen",
        "surname": f"Marsh{place}", "suffix": "", "name_key": f"helen marsh{place}",
        "job_title": "Director", "role": "decision maker", "best_time": "", "position": 0,
        "source": "", "left_on": None, "added_at": NOW,
    }  # fmt: skip


def _step(chance: random.Random, key: int, company: int) -> dict[str, Any]:
    day = date(2003, 3, 17) + timedelta(days=chance.randint(-1, 60))
    return {
        "id": key, "company_id": company, "person_id": None, "kind": "call", "due_on": day,
        "due_at": None, "part": None, "text": "", "promised": False, "repeat": False,
        "made_at": NOW, "done_at": None, "done_how": "",
    }  # fmt: skip


def _call(chance: random.Random, key: int, company: int) -> dict[str, Any]:
    at = NOW - timedelta(minutes=chance.randint(1, 80_000))
    return {
        "id": key, "company_id": company, "kind": "call", "happened_at": at, "who": "organiser",
        "outcome": "no-answer", "note": "", "summary": "", "attempt": True, "reached": False,
        "conversation": False, "details": {},
    }  # fmt: skip
