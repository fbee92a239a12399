"""The facts of companies that the call queue looks at."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.orm import aliased

from crm.data.connection import Reading
from crm.data.queries.calling import members_among, numbers_to_dial, tries_of_day
from crm.data.queries.letters import written_packs
from crm.data.queries.objections import objecting_companies
from crm.data.queries.queue_marks import all_marks
from crm.data.records.activities import Activity, Membership, NextStep
from crm.data.records.companies import Company
from crm.data.records.letters import Document
from crm.data.records.people import PhoneNumber
from crm.domain.calendar import PartOfDay
from crm.domain.call_candidates import Candidate
from crm.domain.objections import Channel
from crm.domain.outcomes import Outcome
from crm.domain.planned_steps import Heat, StepKind
from crm.domain.queue_marks import NO_MARKS
from crm.domain.stages import Stage

_AT_ONCE = 500
_GIVEN_UP = (Stage.DECLINED.value, Stage.INELIGIBLE.value)


def facts() -> Select[*tuple[Any, ...]]:
    """Ask for the facts of all companies outside the trash; conditions are added to it."""
    referrer = aliased(Company)
    last = (
        select(Activity.outcome)
        .where(Activity.company_id == Company.id, Activity.kind == "call")
        .order_by(Activity.happened_at.desc(), Activity.id.desc())
        .limit(1)
        .correlate(Company)
        .scalar_subquery()
    )
    return (
        select(
            Company.id,
            Company.name,
            Company.town,
            Company.stage,
            NextStep.kind,
            NextStep.due_on,
            NextStep.due_at,
            NextStep.part,
            NextStep.promised,
            NextStep.repeat,
            NextStep.text,
            Company.tries,
            Company.last_try_at,
            last.label("last_outcome"),
            Company.source_kind,
            Company.source,
            referrer.name.label("referrer"),
            Company.hot,
            has_number().label("number_on_file"),
        )
        .outerjoin(NextStep, and_(NextStep.company_id == Company.id, NextStep.done_at.is_(None)))
        .outerjoin(referrer, referrer.id == Company.referred_by_id)
        .where(Company.trashed_at.is_(None))
    )


def is_new() -> ColumnElement[bool]:
    """Ask for companies nobody has called; those with a step of their own are due instead."""
    return and_(Company.stage == Stage.NEW.value, Company.trashed_at.is_(None), ~has_step())


def is_lapsed(today: date) -> ColumnElement[bool]:
    """Ask for those that were members once, are none now, and have nothing planned."""
    begun = and_(Membership.from_on <= today, Membership.paid_on.is_not(None))
    past = select(Membership.company_id).where(begun)
    current = select(Membership.company_id).where(begun, Membership.to_on >= today)
    return and_(
        Company.id.in_(past),
        Company.id.not_in(current),
        Company.stage.not_in(_GIVEN_UP),
        Company.trashed_at.is_(None),
        ~has_step(),
    )


def has_step() -> ColumnElement[bool]:
    """Ask for companies with an open next step."""
    step = aliased(NextStep)
    return exists().where(step.company_id == Company.id, step.done_at.is_(None)).correlate(Company)


def has_number() -> ColumnElement[bool]:
    """Ask for companies with a number that rings."""
    return (
        exists()
        .where(
            PhoneNumber.company_id == Company.id,
            PhoneNumber.state == "usable",
            PhoneNumber.e164.is_not(None),
        )
        .correlate(Company)
    )


def candidates(
    reading: Reading, queries: Iterable[Select[*tuple[Any, ...]]], also: Sequence[Any] = ()
) -> list[Candidate]:
    """Gather the companies that queries on `facts` find, each once; `also` are rows read before."""
    rows = [row for query in queries for row in reading.sql.execute(query)]
    rows = list({row.id: row for row in (*rows, *also)}.values())
    ids = [row.id for row in rows]
    if not ids:
        return []
    dialable = numbers_to_dial(reading, ids)
    objecting = objecting_companies(reading, Channel.CALL, ids)
    tried = tries_of_day(reading, reading.today)
    posted = _packs_posted(reading, ids)
    members = members_among(reading, ids)
    lapsed = _once_members(reading, ids) - members
    marks = all_marks(reading)
    return [
        Candidate(
            company_id=row.id,
            name=row.name,
            town=row.town,
            stage=Stage(row.stage),
            step_kind=StepKind(row.kind) if row.kind else None,
            due_on=row.due_on,
            due_at=row.due_at,
            part=PartOfDay(row.part) if row.part else None,
            promised=bool(row.promised),
            repeat=bool(row.repeat),
            step_text=row.text or "",
            tries=row.tries,
            tries_today=tried.get(row.id, 0),
            last_try_at=row.last_try_at,
            last_outcome=Outcome(row.last_outcome) if row.last_outcome else None,
            source_kind=row.source_kind,
            source_text=_source_words(row.source_kind, row.source, row.referrer),
            hot=Heat(row.hot) if row.hot else None,
            pack_posted_on=posted.get(row.id),
            has_usable_number=row.id in dialable,
            number_on_file=bool(row.number_on_file),
            objects=row.id in objecting,
            member=row.id in members,
            lapsed=row.id in lapsed,
            marks=marks.get(row.id, NO_MARKS),
        )
        for row in rows
    ]


def _source_words(kind: str, source: str, referrer: str | None) -> str:
    if referrer:
        return f"Referred by {referrer}"
    return source if kind in {"referral", "event"} else ""


def _once_members(reading: Reading, ids: Sequence[int]) -> frozenset[int]:
    query = select(Membership.company_id).where(
        Membership.from_on <= reading.today, Membership.paid_on.is_not(None)
    )
    return frozenset(reading.sql.execute(query).scalars()).intersection(ids)


def _packs_posted(reading: Reading, ids: Sequence[int]) -> Mapping[int, date]:
    found: dict[int, date] = {}
    for some in _chunks(ids):
        query = (
            select(Document.company_id, func.max(Document.posted_on))
            .where(
                Document.company_id.in_(some),
                Document.posted_on.is_not(None),
                Document.pack_id.not_in(written_packs()),
            )
            .group_by(Document.company_id)
        )
        rows = reading.sql.execute(query)
        found.update((company, day) for company, day in rows if day is not None)
    return found


def _chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]
