"""Everything the calling screen shows of one company, in one look at the book."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from crm.data.connection import Reading
from crm.data.queries.answered_times import answered_times
from crm.data.queries.association import PlanFacts, association, plans, signatories
from crm.data.queries.calling import CallCounts, counts_of_day, members_among
from crm.data.queries.calling_rules import calling_rules
from crm.data.queries.company import company_page, dialable_numbers
from crm.data.queries.company_facts import CompanyPage, NumberFacts, PersonFacts
from crm.data.queries.timeline import TimelinePage, timeline
from crm.data.records.companies import Company
from crm.domain.calling_rules import CallingRules
from crm.domain.number_health import BestTime, why_not_dialled
from crm.domain.objections import Channel
from crm.domain.planned_steps import CallHistory, Heat

ENTRIES = 40
"""How many entries of the timeline a caller sees; the page of the company has all."""


@dataclass(frozen=True, slots=True)
class DeadNumber:
    """A number that is not dialled, and why."""

    number: NumberFacts
    why: str


@dataclass(frozen=True, slots=True)
class CallCard:
    """One company as the caller needs it.

    `numbers` are those that may be rung, the best first; `history` is what the cadence looks
    at, with all of them still left; `past` are the newest entries of the timeline. `rules` are
    those of the book, by which what follows from a call is foretold. `dead` are the numbers that
    are not dialled; `best` says by number when it is answered, at None for all of them.
    """

    page: CompanyPage
    numbers: tuple[NumberFacts, ...]
    history: CallHistory
    past: TimelinePage
    rules: CallingRules
    dead: tuple[DeadNumber, ...] = ()
    best: Mapping[int | None, BestTime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CallingDay:
    """What stands above and beside every call of a day: counts, goal, bands, who is calling.

    `now` is the book's time when it was asked; `goal` is 0 where none is set; `caller` is the
    first signatory; `rules` are those of the book.
    """

    now: datetime
    counts: CallCounts
    goal: int
    association: str
    caller: str
    plans: tuple[PlanFacts, ...]
    rules: CallingRules


def call_card(reading: Reading, company_id: int) -> CallCard:
    """Gather what is shown of a company while it is called; Refusal when it is gone."""
    page = company_page(reading, company_id)
    numbers = dialable_numbers(reading, company_id)
    query = select(
        Company.tries,
        Company.engaged,
        Company.cycles,
        Company.cycles_since,
        Company.last_try_at,
        Company.hot,
    ).where(Company.id == company_id)
    row = reading.sql.execute(query).one()
    history = CallHistory(
        tries=row.tries,
        engaged_in_a_row=row.engaged,
        cycles_this_year=row.cycles,
        cycles_since=row.cycles_since,
        last_try_at=row.last_try_at,
        usable_numbers_left=len(numbers),
        hot=Heat(row.hot) if row.hot else None,
        member=bool(members_among(reading, [company_id])),
        calls_closed=not page.wish(Channel.CALL).allowed,
    )
    past = timeline(reading, company_id, limit=ENTRIES)
    return CallCard(
        page,
        numbers,
        history,
        past,
        calling_rules(reading),
        tuple(_dead(page, numbers)),
        answered_times(reading, company_id),
    )


def _dead(page: CompanyPage, dialable: tuple[NumberFacts, ...]) -> Iterator[DeadNumber]:
    """Say of each number that is not dialled why, those of the company first."""
    known = {number.e164 for number in dialable}
    closed = not page.wish(Channel.CALL).allowed
    owned: list[tuple[NumberFacts, PersonFacts | None]]
    owned = [(number, None) for number in page.numbers]
    owned += [(number, person) for person in page.people for number in person.numbers]
    for number, person in owned:
        if number.e164 in known and number.e164:
            continue
        why = why_not_dialled(
            number.state,
            number.e164,
            objects=number.objects,
            left=person is not None and person.left_on is not None,
            person_objects=person is not None and person.objects,
            closed=closed,
        )
        if why:
            yield DeadNumber(number, why)


def calling_day(reading: Reading) -> CallingDay:
    """Count today's calls and say who calls for whom."""
    profile = association(reading)
    signing = signatories(reading)
    return CallingDay(
        reading.now,
        counts_of_day(reading, reading.today),
        profile.call_goal if profile else 0,
        profile.name if profile else "",
        signing[0].name if signing else "",
        plans(reading),
        calling_rules(reading),
    )
