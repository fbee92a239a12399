"""The promised times to remind of."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from crm.data.connection import Reading
from crm.data.queries.objections import objecting_companies, objecting_people
from crm.data.records.activities import NextStep
from crm.data.records.companies import Company
from crm.data.records.people import Person
from crm.domain.calendar import local_day
from crm.domain.objections import Channel
from crm.domain.person_names import PersonName, short_name
from crm.domain.planned_steps import DIALLING, StepKind
from crm.domain.reminders import Promise

LISTED = timedelta(days=60)
"""How far back promises are looked for that passed while nobody was there."""


@dataclass(frozen=True, slots=True)
class PromisesDue:
    """The promises, and the book's time when they were asked for."""

    now: datetime
    promises: tuple[Promise, ...]


def promises_due(reading: Reading, ahead: timedelta) -> PromisesDue:
    """List the open promised calls of the last 60 days up to `ahead` of now, by their time.

    Not those with companies in the trash, nor where the company or the person asked not to be
    called. Found by the index of open steps by day.
    """
    since, until = reading.now - LISTED, reading.now + ahead
    query = (
        select(
            NextStep.id,
            NextStep.company_id,
            Company.name,
            NextStep.due_at,
            NextStep.text,
            NextStep.person_id,
            Person.title,
            Person.forenames,
            Person.surname,
        )
        .join(Company, Company.id == NextStep.company_id)
        .outerjoin(Person, Person.id == NextStep.person_id)
        .where(
            NextStep.done_at.is_(None),
            NextStep.due_on >= local_day(since),
            NextStep.due_on <= local_day(until),
            NextStep.due_at.is_not(None),
            NextStep.due_at >= since,
            NextStep.due_at <= until,
            NextStep.promised.is_(True),
            NextStep.kind.in_([StepKind(kind).value for kind in sorted(DIALLING)]),
            Company.trashed_at.is_(None),
        )
        .order_by(NextStep.due_at, NextStep.id)
    )
    rows = reading.sql.execute(query).all()
    companies = objecting_companies(reading, Channel.CALL, {row.company_id for row in rows})
    asked = {row.person_id for row in rows if row.person_id is not None}
    people = objecting_people(reading, Channel.CALL, asked)
    return PromisesDue(
        reading.now,
        tuple(
            Promise(
                row.id,
                row.company_id,
                row.name,
                row.due_at,
                short_name(PersonName(row.title or "", row.forenames or "", row.surname or "")),
                row.text,
            )
            for row in rows
            if row.company_id not in companies and row.person_id not in people
        ),
    )
