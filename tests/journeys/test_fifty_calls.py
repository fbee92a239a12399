"""Fifty calls of mixed outcomes by keys alone, the caret in the note; the presses are counted."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from sqlalchemy import func, select

from crm.actions.people import add_number
from crm.data.book import Book
from crm.data.queries.invariants import companies_without_step
from crm.data.records.activities import Activity, NextStep
from crm.data.records.people import Person
from crm.data.work import Work
from crm.domain.outcomes import Outcome
from tests.books.drive import add_firm, begin
from tests.journeys.test_main_day import calls_made, note_is_ready
from tests.journeys.window import CTRL, NONE, SHIFT, Organiser, opened

TUESDAY = datetime(2003, 3, 18, 9, 0, tzinfo=UTC)
FIRMS = 60
FIFTY = 50

KEYS: dict[Outcome, tuple[Qt.Key, Qt.KeyboardModifier, list[str]]] = {
    Outcome.NO_ANSWER: (Qt.Key.Key_1, CTRL, []),
    Outcome.MESSAGE: (Qt.Key.Key_2, CTRL, []),
    Outcome.ENGAGED: (Qt.Key.Key_3, CTRL, []),
    Outcome.CALL_BACK: (Qt.Key.Key_4, CTRL, ["tue 2pm"]),
    Outcome.GATEKEEPER: (Qt.Key.Key_5, CTRL, ["Jon", ""]),
    Outcome.SEND_PACK: (Qt.Key.Key_6, CTRL, ["", ""]),
    Outcome.NOT_NOW: (Qt.Key.Key_7, CTRL, [""]),
    Outcome.NOT_INTERESTED: (Qt.Key.Key_8, CTRL, [""]),
    Outcome.BAD_NUMBER: (Qt.Key.Key_9, CTRL, [""]),
    Outcome.WILL_JOIN: (Qt.Key.Key_0, CTRL, ["", "", ""]),
    Outcome.BOOKED: (Qt.Key.Key_M, CTRL, ["", "", ""]),
    Outcome.DO_NOT_CALL: (Qt.Key.Key_X, CTRL | SHIFT, ["", ""]),
}
"""The key that logs each outcome, and what is typed in each field it asks for ("": Enter)."""

ROUND = [
    Outcome.NO_ANSWER, Outcome.CALL_BACK, Outcome.NO_ANSWER, Outcome.SEND_PACK, Outcome.MESSAGE,
    Outcome.NOT_NOW, Outcome.NO_ANSWER, Outcome.GATEKEEPER, Outcome.ENGAGED,
    Outcome.NOT_INTERESTED, Outcome.BAD_NUMBER, Outcome.WILL_JOIN, Outcome.BOOKED,
    Outcome.DO_NOT_CALL,
]  # fmt: skip


@pytest.fixture
def tuesday() -> Iterator[None]:
    with time_machine.travel(TUESDAY, tick=True):
        yield


@pytest.fixture
def drive(empty_book_file: Path, tmp_path: Path) -> Path:
    path = tmp_path / "drive.muster"
    path.write_bytes(empty_book_file.read_bytes())
    book = begin(Book.open(path))
    book.do(add_firms)
    book.close()
    return path


def add_firms(work: Work) -> None:
    """Sixty firms, each with a number and somebody who decides."""
    for place in range(FIRMS):
        company = add_firm(
            work, f"Firm {place:02} Ltd", (), people=("Helen Marsh",),
            postcode=f"ST{place % 20 + 1} 1A{chr(65 + place % 26)}",
        )  # fmt: skip
        add_number(work, company, f"01632 9602{place:02}")
        work.session.flush()
        person = work.session.scalars(select(Person).where(Person.company_id == company)).one()
        person.role = "decision maker"
    work.label("Add sixty firms")


def one_call(organiser: Organiser, outcome: Outcome, made: int) -> int:
    """Ring and log one company; gives the presses, those of the note not counted."""
    organiser.until("the caret in an empty note", lambda: note_is_ready(organiser))
    organiser.type(f"Call {made}.")
    before = organiser.presses
    organiser.press(Qt.Key.Key_F9)
    key, modifiers, answers = KEYS[outcome]
    organiser.press(key, modifiers)
    for answer in answers:
        organiser.until("what is asked", organiser.room.call.asking.isVisible)
        if answer:
            organiser.type(answer)
        organiser.press(Qt.Key.Key_Return, NONE)
    pressed = organiser.presses - before
    organiser.until(f"the {outcome} of call {made}", lambda: calls_made(organiser) == made)
    assert QApplication.activeModalWidget() is None
    return pressed


@pytest.mark.timeout(240)
@pytest.mark.usefixtures("tuesday")
def test_fifty_calls_without_the_mouse(qapp: QApplication, drive: Path, tmp_path: Path) -> None:
    pressed: dict[Outcome, list[int]] = defaultdict(list)
    with opened(qapp, drive, tmp_path / "settings.ini") as organiser:
        organiser.go(Qt.Key.Key_1, "today")
        for made in range(1, FIFTY + 1):
            outcome = ROUND[(made - 1) % len(ROUND)]
            pressed[outcome].append(one_call(organiser, outcome, made))
        book = organiser.book
        assert calls_made(organiser) == FIFTY
        noted = select(func.count(Activity.id)).where(Activity.note.startswith("Call "))
        assert book.ask(lambda reading: reading.sql.execute(noted).scalar_one()) == FIFTY
        assert book.ask(companies_without_step) == {}
        opened_steps = (
            select(NextStep.company_id)
            .where(NextStep.done_at.is_(None))
            .group_by(NextStep.company_id)
            .having(func.count(NextStep.id) > 1)
        )
        assert book.ask(lambda reading: reading.sql.execute(opened_steps).all()) == []
        assert book.check() == ()
    print("\nPresses a call, dialling counted and the note not:")
    for outcome, counts in pressed.items():
        print(f"  {outcome.value:15} {max(counts):3}  ({len(counts)} calls)")
    assert set(pressed) == set(Outcome)
    assert max(pressed[Outcome.NO_ANSWER]) == 2
    assert max(pressed[Outcome.CALL_BACK]) <= 10
