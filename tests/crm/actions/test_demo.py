"""The demo book: true to the rules, equal for equal days, and nobody in it is real."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from crm.actions.demo import INSTEAD, PACKS_WAITING, demo_moment, fill_demo
from crm.actions.demo_companies import invent_companies
from crm.actions.demo_firms import COMPANIES
from crm.actions.shipped import outcodes
from crm.data.book import Book
from crm.data.connection import Location, Reading
from crm.data.queries.association import branches, current_drive
from crm.data.queries.calling import members_among
from crm.data.queries.companies import saved_views
from crm.data.queries.letters import count_queued, queued, run_file, runs
from crm.data.queries.queue import call_queue
from crm.data.records.activities import Activity, Membership, NextStep, Objection
from crm.data.records.catalogue import RECORDED
from crm.data.records.companies import Company
from crm.data.records.history import files
from crm.data.records.people import EmailAddress, PhoneNumber
from crm.domain.calendar import CALLING_HOURS, is_working_day, to_instant, to_local
from crm.domain.errors import Refusal
from crm.domain.geography import suggest_branch
from crm.domain.stages import OPEN_STAGES, Stage
from tests.books.clock import SetClock
from tests.books.demo import DEMO_DAY

RESERVED = re.compile(r"\+44(1632960\d{3}|1214960\d{3}|7700900\d{3})")


@pytest.fixture
def demo(demo_book_file: Path) -> Iterator[Book]:
    book = Book.open(demo_book_file, read_only=True, clock=SetClock(demo_moment(DEMO_DAY)))
    yield book
    book.close()


def rows(reading: Reading, *columns: Any) -> list[Any]:
    return list(reading.sql.execute(select(*columns)).all())


def everything(reading: Reading) -> dict[str, list[Any]]:
    return {
        table.name: list(reading.sql.execute(select(table).order_by(table.c.id)).all())
        for table in RECORDED
    }


def test_every_firm_is_invented_once_and_lies_where_it_says() -> None:
    firms = invent_companies()
    assert len(firms) == COMPANIES == 320
    assert firms == invent_companies()
    assert len({firm.name for firm in firms}) == 320
    assert len({firm.email.partition("@")[2] for firm in firms}) == 320
    numbers = [number for firm in firms for number in firm.numbers]
    numbers += [n for firm in firms for p in firm.people for n in (p.direct, p.mobile) if n]
    assert len(set(numbers)) == len(numbers)
    for firm in firms:
        if firm.postcode:
            suggestion = suggest_branch(firm.postcode, outcodes())
            assert suggestion is not None
            assert suggestion.county == firm.county


def test_it_is_as_large_as_promised_and_spread_over_the_branches(demo: Book) -> None:
    companies = demo.ask(rows, Company.id, Company.branch_id)
    assert len(companies) == 320
    by_branch = Counter(branch for _, branch in companies)
    assert set(by_branch) == {branch.id for branch in demo.ask(branches)}
    assert min(by_branch.values()) >= 20
    activities = demo.ask(rows, func.count(Activity.id))[0][0]
    assert 1_400 <= activities <= 1_650
    members = demo.ask(members_among, [company for company, _ in companies])
    assert 30 <= len(members) <= 60
    stages = Counter(stage for (stage,) in demo.ask(rows, Company.stage))
    assert all(stages[stage] >= 20 for stage in Stage if stage is not Stage.INELIGIBLE)
    drive = demo.ask(current_drive)
    assert drive is not None
    assert (DEMO_DAY - drive.starts_on).days // 7 == 11
    assert drive.name == f"{(drive.starts_on + timedelta(days=182)).year} membership drive"


def test_nobody_in_it_can_be_rung_or_written_to(demo: Book) -> None:
    numbers = demo.ask(rows, PhoneNumber.e164)
    assert len(numbers) > 400
    assert all(RESERVED.fullmatch(number) for (number,) in numbers)
    assert all(address.endswith(".example") for (address,) in demo.ask(rows, EmailAddress.address))
    websites = [site for (site,) in demo.ask(rows, Company.website) if site]
    assert all(site.endswith(".example") for site in websites)


def test_open_companies_have_exactly_one_next_step(demo: Book) -> None:
    steps = Counter(
        company
        for company, done in demo.ask(rows, NextStep.company_id, NextStep.done_at)
        if done is None
    )
    companies = demo.ask(rows, Company.id, Company.stage, Company.decline_reason)
    members = demo.ask(members_among, [row.id for row in companies])
    barred = {row.company_id for row in demo.ask(rows, Objection.company_id, Objection.channel)
              if row.channel == "call"}  # fmt: skip
    assert len(barred) >= 4
    for company, stage, reason in companies:
        if stage in OPEN_STAGES and company not in members | barred:
            assert steps[company] == 1
        else:
            assert steps[company] == 0
        assert (stage == Stage.DECLINED) == (reason is not None)


def test_calls_keep_to_working_hours_and_to_the_caps(demo: Book) -> None:
    columns = (Activity.company_id, Activity.happened_at, Activity.attempt, Activity.outcome)
    calls = sorted(row for row in demo.ask(rows, *columns) if row.outcome is not None)
    assert len(calls) > 900
    tries: Counter[tuple[int, date]] = Counter()
    for company, at, attempt, _ in calls:
        assert CALLING_HOURS.contain(at)
        assert at <= demo_moment(DEMO_DAY)
        tries[company, to_local(at).date()] += attempt
    assert max(tries.values()) <= 2
    moments = sorted(at for _, at, _, _ in calls)
    assert len(set(moments)) == len(moments)


def test_the_day_begins_with_promises_packs_and_notes(demo: Book) -> None:
    columns = (NextStep.due_on, NextStep.due_at, NextStep.promised, NextStep.done_at)
    open_steps = [row for row in demo.ask(rows, *columns) if row.done_at is None]
    promised = [row for row in open_steps if row.promised and row.due_on == DEMO_DAY]
    assert len(promised) >= 8
    assert any(row.due_at and to_local(row.due_at).hour < 11 for row in promised)
    assert any(row.due_at and to_local(row.due_at).hour >= 14 for row in promised)
    assert demo.ask(count_queued) == PACKS_WAITING == 17
    assert any(not line.postcode for line in demo.ask(queued))
    assert any(not line.person for line in demo.ask(queued))
    notes = [note for (note,) in demo.ask(rows, Activity.note) if note]
    assert len(set(notes)) > 100
    assert not [note for note in notes if "{" in note]
    assert all(view.count for view in demo.ask(saved_views))


def test_runs_hold_the_pdf_that_was_posted(demo: Book) -> None:
    made = demo.ask(runs)
    assert len(made) >= 20
    assert {run.state for run in made} == {"posted"}
    run = demo.ask(run_file, made[0].id)
    assert run is not None
    kept = dict(demo.ask(rows, files.c.sha256, files.c.content))
    assert kept[run.file_sha256].startswith(b"%PDF-")
    assert run.documents[-1].last_page <= run.pages


def test_equal_days_give_equal_books_on_both_engines(
    new_place: Callable[[bool], Location], demo: Book, engine_name: str
) -> None:
    again = Book.open(new_place(True), clock=SetClock(demo_moment(DEMO_DAY)))
    again.do(fill_demo, DEMO_DAY)
    try:
        if engine_name == demo.engine:
            assert again.ask(everything) == demo.ask(everything)
        columns = (Activity.happened_at, Activity.kind, Activity.outcome, Activity.note)
        assert sorted(map(str, again.ask(rows, *columns))) == sorted(
            map(str, demo.ask(rows, *columns))
        )
        with pytest.raises(Refusal, match=INSTEAD):
            again.undo()
    finally:
        again.close()


def test_on_a_day_off_promises_wait_for_the_next_working_day(sqlite_book: Book) -> None:
    christmas = date(2002, 12, 25)
    assert not is_working_day(christmas)
    sqlite_book.do(fill_demo, christmas)
    columns = (NextStep.due_on, NextStep.promised, NextStep.done_at)
    promised = Counter(
        row.due_on
        for row in sqlite_book.ask(rows, *columns)
        if row.promised and row.done_at is None
    )
    assert promised[christmas] == 0
    assert promised[date(2002, 12, 27)] >= 8
    assert promised[date(2002, 12, 24)] >= 2
    paid = [day for (day,) in sqlite_book.ask(rows, Membership.paid_on)]
    assert max(paid) < christmas
    assert min(paid) > christmas - timedelta(weeks=12)


def test_at_twenty_past_ten_the_queue_has_all_its_kinds_of_reasons(demo_book_file: Path) -> None:
    moment = to_instant(DEMO_DAY, time(10, 20))
    demo = Book.open(demo_book_file, read_only=True, clock=SetClock(moment))
    found = demo.ask(call_queue)
    demo.close()
    assert {row.group for row in found.queue.rows} == {1, 2, 3, 4}
    reasons = " ".join(row.reason for row in found.queue.rows)
    for words in ("promised for", "Pack posted", "Will join", "try", "Referred by", "launch"):
        assert words in reasons
    assert found.without_step == 0
    trentside = next(row for row in found.queue.rows if row.name == "Trentside Systems Ltd")
    assert "10:30" in trentside.reason
