"""Which next steps other rules of calling would put on another day."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Row, and_, func, select

from crm.data.connection import Reading
from crm.data.queries.call_corrections import THEY_RANG
from crm.data.queries.calling_rules import calling_rules
from crm.data.queries.letters import written_packs
from crm.data.records.activities import Activity, NextStep
from crm.data.records.companies import Company
from crm.data.records.letters import Document
from crm.data.records.people import Person
from crm.domain.cadence import Cadence
from crm.domain.calendar import PartOfDay, part_at, to_local
from crm.domain.call_standing import standing_from_data
from crm.domain.calling_rules import CallingRules
from crm.domain.next_steps import When
from crm.domain.objections import Channel
from crm.domain.outcomes import Call, Outcome
from crm.domain.planned_steps import PlannedStep, StepKind
from crm.domain.replanning import Stays, outcomes_touched, replanned, replanned_after_posting
from crm.domain.stages import OPEN_STAGES

AFTER_A_PACK: Final = "calls after a pack"
_TRIES: Final = frozenset({Outcome.NO_ANSWER, Outcome.MESSAGE})
_KINDS: Final[Mapping[str, str]] = {
    Outcome.NO_ANSWER: "retries",
    Outcome.MESSAGE: "retries",
    Outcome.ENGAGED: "retries",
    Outcome.GATEKEEPER: "calls past a gatekeeper",
    Outcome.SEND_PACK: "packs to post",
    Outcome.NOT_NOW: "calls after “not now”",
    Outcome.WILL_JOIN: "forms to chase",
}


@dataclass(frozen=True, slots=True)
class MovedStep:
    """One step that would fall on another day: which, of what sort, from when to when."""

    step_id: int
    company_id: int
    company: str
    kind: str
    before: When
    after: When


@dataclass(frozen=True, slots=True)
class MovedSteps:
    """All the steps that would move, by when they are due now.

    `more` counts those that stay because the new rules would plan something else altogether
    (a rest, one more try). Typed and promised steps are in neither.
    """

    steps: tuple[MovedStep, ...] = ()
    more: int = 0

    @property
    def kinds(self) -> Mapping[str, int]:
        """How many there are of each sort, the most first."""
        return dict(Counter(step.kind for step in self.steps).most_common())


def moved_by(reading: Reading, rules: CallingRules) -> MovedSteps:
    """List the open, unpromised steps of open companies that other rules would move.

    Only a step that the rules of the book would make again just as it stands counts as theirs;
    what somebody typed, what was moved since, and what calls of an older book made stays.
    """
    was, becomes = calling_rules(reading).cadence, rules.cadence
    found = [*_after_calls(reading, was, becomes), *_after_packs(reading, was, becomes)]
    moved = sorted(
        (step for step in found if isinstance(step, MovedStep)),
        key=lambda step: (step.before.day, step.company.casefold(), step.step_id),
    )
    return MovedSteps(tuple(moved), found.count(Stays.MORE))


def _after_calls(reading: Reading, was: Cadence, becomes: Cadence) -> Iterator[MovedStep | Stays]:
    touched = outcomes_touched(was, becomes)
    if not touched:
        return
    # A step is made at the moment of its call, which finds that call by its index.
    query = (
        _steps()
        .add_columns(
            Activity.outcome,
            Activity.happened_at,
            Activity.summary,
            Activity.details,
            Activity.stood,
            Person.forenames,
            Person.surname,
        )
        .join(
            Activity,
            and_(
                Activity.company_id == NextStep.company_id,
                Activity.happened_at == NextStep.made_at,
                Activity.kind == "call",
            ),
        )
        .outerjoin(Person, Person.id == Activity.person_id)
        .where(Activity.outcome.in_(sorted(touched)))
    )
    known: dict[object, PlannedStep | Stays] = {}
    for row in reading.sql.execute(query):
        if row.stood.get("made_step") != row.id or "when" in row.details:
            continue
        step, alike = _step(row), _alike(row)
        new = known.get(alike) if alike else None
        if new is None:
            stood = standing_from_data(row.stood)
            if stood is None:
                continue
            new = replanned(_call(row), stood, step, was, becomes, reading.now)
            if alike:
                known[alike] = new
        yield _told(row, step, new, _KINDS[row.outcome])


def _after_packs(reading: Reading, was: Cadence, becomes: Cadence) -> Iterator[MovedStep | Stays]:
    if was.call_after_pack == becomes.call_after_pack:
        return
    posted = (
        select(Document.company_id, func.max(Document.posted_on).label("posted_on"))
        .where(Document.posted_on.is_not(None), Document.pack_id.not_in(written_packs()))
        .group_by(Document.company_id)
        .subquery()
    )
    query = (
        _steps()
        .add_columns(posted.c.posted_on)
        .join(posted, posted.c.company_id == NextStep.company_id)
        .where(NextStep.kind == StepKind.CALL.value)
    )
    for row in reading.sql.execute(query):
        step = _step(row)
        new = replanned_after_posting(row.posted_on, step, was, becomes, reading.now)
        yield _told(row, step, new, AFTER_A_PACK)


def _steps() -> Any:
    """Ask for the steps that rules may have made: open ones that nobody was told of."""
    return (
        select(
            NextStep.id,
            NextStep.company_id,
            NextStep.kind,
            NextStep.due_on,
            NextStep.due_at,
            NextStep.part,
            NextStep.text,
            NextStep.promised,
            NextStep.repeat,
            Company.name,
        )
        .join(Company, Company.id == NextStep.company_id)
        .where(
            NextStep.done_at.is_(None),
            NextStep.promised.is_(False),
            Company.trashed_at.is_(None),
            Company.stage.in_([stage.value for stage in OPEN_STAGES]),
        )
    )


def _step(row: Row[*tuple[Any, ...]]) -> PlannedStep:
    return PlannedStep(
        StepKind(row.kind),
        row.due_on,
        row.due_at,
        PartOfDay(row.part) if row.part else None,
        row.promised,
        row.text,
        row.repeat,
    )


def _alike(row: Row[*tuple[Any, ...]]) -> object:
    """Give what the step after a try follows from, the same for many; None for other calls.

    A hundred thousand companies are tried in a few hundred ways: each is worked out once.
    """
    if row.outcome not in _TRIES:
        return None
    stood, at = row.stood, to_local(row.happened_at)
    counted = [stood.get(name) for name in ("stage", "tries", "cycles", "cycles_since")]
    told = (row.outcome, row.summary, at.date(), part_at(at.time()), *counted)
    return (*told, row.kind, row.due_on, row.due_at, row.part, row.text, row.repeat)


def _call(row: Row[*tuple[Any, ...]]) -> Call:
    """Say the call again as far as its step follows from it."""
    said = row.details
    channel = said.get("channel")
    name = f"{row.forenames or ''} {row.surname or ''}".strip()
    return Call(
        row.company_id,
        Outcome(row.outcome),
        at=row.happened_at,
        channel=Channel(channel) if channel in set(Channel) else None,
        plan=said.get("plan"),
        signatory=said.get("signatory"),
        gatekeeper_name=name,
        person_name=name,
        incoming=row.summary == THEY_RANG,
    )


def _told(
    row: Row[*tuple[Any, ...]], step: PlannedStep, new: PlannedStep | Stays, kind: str
) -> MovedStep | Stays:
    if isinstance(new, Stays):
        return new
    return MovedStep(row.id, row.company_id, row.name, kind, _when(step), _when(new))


def _when(step: PlannedStep) -> When:
    return When(step.day, step.at, step.part)
