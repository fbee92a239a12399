"""The main job from end to end, by keyboard: import, ring, log, pack, post, undo, redo."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from sqlalchemy import func, select

from crm.data.book import Book
from crm.data.queries.letters import count_queued, runs
from crm.data.records.activities import Activity
from crm.data.records.companies import Company
from tests.books.drive import begin
from tests.journeys.window import ALT, CTRL, SHIFT, Organiser, opened

MORNING = datetime(2003, 3, 14, 10, 0, tzinfo=UTC)
NAMES = [
    "Trentside Systems", "Potteries Data", "Cannock Web Works", "Bluebrick Software",
    "Lichfield Networks", "Black Country Hosting", "Malvern Microsystems", "Shire CAD Solutions",
    "Telford Payments", "Burton Bit Brewers", "Rugby Robotics", "Leek Logic", "Keele Analytics",
]  # fmt: skip

CALLS = [
    (Qt.Key.Key_1, CTRL, []),
    (Qt.Key.Key_2, CTRL, []),
    (Qt.Key.Key_3, CTRL, []),
    (Qt.Key.Key_4, CTRL, ["tue 2pm", "Priya Nair"]),
    (Qt.Key.Key_5, CTRL, ["Jon Adeyemi"]),
    (Qt.Key.Key_6, CTRL, ["Helen Marsh"]),
    (Qt.Key.Key_7, CTRL, []),
    (Qt.Key.Key_8, CTRL, []),
    (Qt.Key.Key_9, CTRL, []),
    (Qt.Key.Key_0, CTRL, ["Ann Wu"]),
    (Qt.Key.Key_M, CTRL, ["Branch evening", "wed 6pm"]),
    (Qt.Key.Key_X, CTRL | SHIFT, ["Sam Price"]),
]


@pytest.fixture
def morning() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=True):
        yield


@pytest.fixture
def drive(empty_book_file: Path, tmp_path: Path) -> Path:
    path = tmp_path / "drive.muster"
    path.write_bytes(empty_book_file.read_bytes())
    begin(Book.open(path)).close()
    return path


@pytest.fixture
def chamber_list(tmp_path: Path) -> Path:
    path = tmp_path / "chamber-list.csv"
    rows = [
        f"{name} Ltd,Ms Helen Marsh,01632 9603{place:02},{place + 1} High Street,Stafford,"
        f"ST16 {place % 9 + 1}AA,{place * 7 + 3}"
        for place, name in enumerate(NAMES)
    ]
    path.write_text(
        "Company,Contact,Telephone,Address,Town,Postcode,Staff\n" + "\n".join(rows) + "\n",
        encoding="utf-8",
    )
    return path


def calls_made(organiser: Organiser) -> int:
    query = select(func.count(Activity.id)).where(Activity.kind == "call")
    return organiser.book.ask(lambda reading: reading.sql.execute(query).scalar_one())


def companies(organiser: Organiser) -> int:
    query = select(func.count(Company.id))
    return organiser.book.ask(lambda reading: reading.sql.execute(query).scalar_one())


def note_is_ready(organiser: Organiser) -> bool:
    """Whether a company is on the screen with an empty note under the caret."""
    note = organiser.room.call.note
    ready = note.isVisible() and note.isEnabled() and not note.toPlainText()
    return ready and organiser.focus() is note


def import_list(organiser: Organiser, path: Path) -> None:
    organiser.command("import")
    organiser.until("the import room", lambda: "exchange" in type(organiser.room).__module__)
    organiser.type(str(path))
    organiser.press(Qt.Key.Key_Return)
    bring_in = organiser.program.desk.commands.action("exchange.bring_in")
    organiser.until("the preview", bring_in.isEnabled)
    organiser.press(Qt.Key.Key_Return, CTRL)
    organiser.until("the companies", lambda: companies(organiser) == len(NAMES))


def ring_everybody(organiser: Organiser) -> None:
    organiser.go(Qt.Key.Key_1, "today")
    for number, (key, modifiers, texts) in enumerate(CALLS, 1):
        organiser.until("the caret in the note", lambda: note_is_ready(organiser))
        organiser.type(f"Call {number}.")
        organiser.press(key, modifiers)
        organiser.answer_all(lambda number=number: calls_made(organiser) == number, texts)
    assert calls_made(organiser) == len(CALLS)


def post_the_packs(organiser: Organiser) -> None:
    waiting = organiser.book.ask(count_queued)
    organiser.rest(200)
    organiser.press(Qt.Key.Key_P, CTRL | SHIFT)
    organiser.until("the queued pack", lambda: organiser.book.ask(count_queued) == waiting + 1)
    organiser.go(Qt.Key.Key_3, "letters")
    pages = organiser.room.panes.pages
    organiser.until("the preview of the pack", lambda: pages.page_count > 1)
    organiser.press(Qt.Key.Key_P, CTRL)
    organiser.until("the run", lambda: bool(organiser.book.ask(runs)))
    organiser.until(
        "the run on the screen",
        organiser.program.desk.commands.action("letters.post").isEnabled,
    )
    organiser.press(Qt.Key.Key_M, CTRL | ALT)
    organiser.until("the post", lambda: organiser.book.ask(runs)[0].state == "posted")


@pytest.mark.timeout(240)
@pytest.mark.usefixtures("morning")
def test_a_day_by_keyboard_and_back_and_forth_again(
    qapp: QApplication, drive: Path, chamber_list: Path, tmp_path: Path
) -> None:
    settings = tmp_path / "settings.ini"
    with opened(qapp, drive, settings) as organiser:
        start, first_label = organiser.state(), organiser.book.undo_label()
        import_list(organiser, chamber_list)
        ring_everybody(organiser)
        post_the_packs(organiser)
        end = organiser.state()
        steps = 0
        while organiser.book.undo_label() != first_label:
            before = organiser.state()
            organiser.press(Qt.Key.Key_Z, CTRL)
            organiser.until("undo", lambda before=before: organiser.state() != before)
            steps += 1
        assert organiser.state() == start
        assert steps >= len(CALLS) + 4
    with opened(qapp, drive, settings) as organiser:
        assert organiser.state() == start
        while organiser.book.redo_label() is not None:
            before = organiser.state()
            organiser.press(Qt.Key.Key_Y, CTRL)
            organiser.until("redo", lambda before=before: organiser.state() != before)
        assert organiser.state() == end
        assert organiser.book.check() == ()
