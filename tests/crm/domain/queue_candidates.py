"""Companies as the queue sees them, made in one line, and what the queue says of one."""

from datetime import date, datetime, timedelta
from typing import Any

from crm.domain.calendar import LONDON
from crm.domain.call_queue import Candidate, SetAside, build_queue
from crm.domain.outcomes import Outcome
from crm.domain.planned_steps import StepKind
from crm.domain.queue_marks import Marks
from crm.domain.stages import Stage

NOW = datetime(2003, 3, 14, 10, 25, tzinfo=LONDON)
TODAY = NOW.date()
MONDAY = datetime(2003, 3, 10, 14, 5, tzinfo=LONDON)


def new(company_id: int = 1, **facts: Any) -> Candidate:
    return Candidate(company_id, facts.pop("name", f"Company {company_id}"), **facts)


def due(company_id: int = 1, **facts: Any) -> Candidate:
    kept = {"stage": Stage.IN_CONVERSATION, "step_kind": StepKind.CALL, "due_on": TODAY}
    return new(company_id, **kept | facts)


def promised(company_id: int = 1, **facts: Any) -> Candidate:
    kept = {"promised": True, "due_at": NOW.replace(minute=30), "step_text": "Call back Priya Nair"}
    return due(company_id, **kept | facts)


def retry(company_id: int = 1, **facts: Any) -> Candidate:
    kept = {
        "stage": Stage.ATTEMPTING,
        "tries": 1,
        "last_try_at": MONDAY,
        "last_outcome": Outcome.NO_ANSWER,
    }
    return due(company_id, **kept | facts)


def packed(company_id: int = 1, **facts: Any) -> Candidate:
    return due(company_id, **{"stage": Stage.PACK_SENT, "pack_posted_on": date(2003, 3, 7)} | facts)


def snoozed(company_id: int = 1, **facts: Any) -> Candidate:
    until = facts.pop("until", NOW + timedelta(minutes=20))
    return due(company_id, marks=Marks(snoozed_until=until), **facts)


def aside(candidate: Candidate, now: datetime = NOW) -> SetAside | None:
    found = build_queue([candidate], now)
    assert len(found.order) + sum(map(len, found.set_aside.values())) <= 1
    return next(iter(found.set_aside), None)


def said(candidate: Candidate, now: datetime = NOW) -> tuple[int, str, str]:
    (row,) = build_queue([candidate], now).rows
    return row.group, row.badge, row.reason
