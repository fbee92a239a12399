"""What must be known of a call before it is corrected."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select

from crm.data.connection import Reading
from crm.data.queries.calling import members_among, numbers_to_dial
from crm.data.queries.objections import objecting_companies
from crm.data.records.activities import Activity, NextStep
from crm.data.records.companies import Company
from crm.data.records.letters import Document
from crm.data.records.people import Person, PhoneNumber
from crm.domain.calendar import PartOfDay
from crm.domain.call_standing import Standing, standing_from_data
from crm.domain.errors import Refusal
from crm.domain.next_steps import When
from crm.domain.objections import Channel
from crm.domain.outcomes import Outcome

THEY_RANG = "they rang"
"""The summary of an incoming call."""


@dataclass(frozen=True, slots=True)
class PackOfCall:
    """The pack that a call queued; `state` as of a document."""

    id: int
    reference: str
    state: str


@dataclass(frozen=True, slots=True)
class CallToCorrect:
    """One call as it stands, with what stood before it and what has happened since.

    `latest` says that the company was not called after it. `step` is the open step of the
    company today as (key, words, when), None for none. `number` is the one that was rung, in
    its typed form, with the state it has now; `numbers` are those that may be dialled.
    """

    activity_id: int
    company_id: int
    company: str
    stage: str
    trashed: bool
    tries: int
    outcome: Outcome
    at: datetime
    note: str
    seconds: int
    person_id: int | None
    person: str
    number_id: int | None
    number: str
    number_state: str
    incoming: bool
    stood: Standing | None
    latest: bool
    step: tuple[int, str, When] | None
    pack: PackOfCall | None
    numbers: tuple[int, ...]
    member: bool
    closed: bool

    @property
    def whole(self) -> bool:
        """Whether all that followed from the call can still be put back."""
        stood = self.stood
        if stood is None or stood.overtaken or not self.latest:
            return False
        open_now = self.step[0] if self.step else None
        return (open_now, self.stage, self.tries) == (
            stood.made_step, stood.made_stage, stood.made_tries,
        )  # fmt: skip


def call_to_correct(reading: Reading, activity_id: int) -> CallToCorrect:
    """Gather what a correction of a call needs; Refusal where it is gone or no call."""
    query = (
        select(
            Activity.id, Activity.company_id, Activity.kind, Activity.outcome, Activity.note,
            Activity.happened_at, Activity.seconds, Activity.person_id, Activity.number_id,
            Activity.summary, Activity.stood, Company.name, Company.stage, Company.trashed_at,
            Company.tries, Person.forenames, Person.surname, PhoneNumber.typed, PhoneNumber.state,
        )
        .join(Company, Company.id == Activity.company_id)
        .outerjoin(Person, Person.id == Activity.person_id)
        .outerjoin(PhoneNumber, PhoneNumber.id == Activity.number_id)
        .where(Activity.id == activity_id)
    )  # fmt: skip
    row = reading.sql.execute(query).one_or_none()
    if row is None:
        raise Refusal("This call is not in the book any more.", field="activity")
    if row.kind != "call" or row.outcome not in set(Outcome):
        raise Refusal("Only calls are corrected here.", field="activity")
    stood = standing_from_data(row.stood or {})
    company = int(row.company_id)
    return CallToCorrect(
        activity_id=row.id,
        company_id=company,
        company=row.name,
        stage=row.stage,
        trashed=row.trashed_at is not None,
        tries=row.tries,
        outcome=Outcome(row.outcome),
        at=row.happened_at,
        note=row.note,
        seconds=row.seconds or 0,
        person_id=row.person_id,
        person=f"{row.forenames or ''} {row.surname or ''}".strip(),
        number_id=row.number_id,
        number=row.typed or "",
        number_state=row.state or "",
        incoming=row.summary == THEY_RANG,
        stood=stood,
        latest=not _called_later(reading, row),
        step=_open_step(reading, company),
        pack=_pack(reading, stood.made_document) if stood and stood.made_document else None,
        numbers=tuple(one.id for one in numbers_to_dial(reading, [company]).get(company, ())),
        member=bool(members_among(reading, [company])),
        closed=bool(objecting_companies(reading, Channel.CALL, [company])),
    )  # fmt: skip


def latest_call(reading: Reading, company_id: int) -> int | None:
    """Find the newest call of a company that can be corrected; None where there is none."""
    query = (
        select(Activity.id)
        .where(Activity.company_id == company_id, Activity.kind == "call")
        .order_by(Activity.happened_at.desc(), Activity.id.desc())
        .limit(1)
    )
    return reading.sql.execute(query).scalar()


def last_reached(reading: Reading, company_id: int) -> datetime | None:
    """Tell when somebody of a company was last reached, by what stands on its timeline."""
    query = (
        select(Activity.happened_at)
        .where(Activity.company_id == company_id, Activity.reached)
        .order_by(Activity.happened_at.desc())
        .limit(1)
    )
    return reading.sql.execute(query).scalar()


def _called_later(reading: Reading, row: Any) -> bool:
    later = or_(
        Activity.happened_at > row.happened_at,
        and_(Activity.happened_at == row.happened_at, Activity.id > row.id),
    )
    query = select(Activity.id).where(
        Activity.company_id == row.company_id, Activity.kind == "call", later
    )
    return reading.sql.execute(query.limit(1)).scalar() is not None


def _open_step(reading: Reading, company_id: int) -> tuple[int, str, When] | None:
    query = select(
        NextStep.id, NextStep.text, NextStep.due_on, NextStep.due_at, NextStep.part
    ).where(NextStep.company_id == company_id, NextStep.done_at.is_(None))
    row = reading.sql.execute(query).one_or_none()
    if row is None:
        return None
    part = PartOfDay(row.part) if row.part else None
    return row.id, row.text, When(row.due_on, row.due_at, part)


def _pack(reading: Reading, document_id: int) -> PackOfCall | None:
    query = select(Document.id, Document.reference, Document.state).where(
        Document.id == document_id, Document.state != "removed"
    )
    row = reading.sql.execute(query).one_or_none()
    return None if row is None else PackOfCall(*row)
