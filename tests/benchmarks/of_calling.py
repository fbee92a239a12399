"""From the key that logs a call to the next company on the screen / the bare transaction."""

import time
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite
import time_machine
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.benchmarks.books import NOW, large_book
from tests.benchmarks.measure import Figure, in_turn, latencies
from tests.benchmarks.of_the_book import raw_call
from tests.journeys.window import Organiser, opened

COMPANIES, ACTIVITIES = 5_000, 40_000
CALLS = 60


class Painted(QObject):
    """Counts how often a widget was painted."""

    def __init__(self, watched: QObject) -> None:
        super().__init__(watched)
        self.times = 0
        watched.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self.times += 1
        return False


def key_to_next_company(folder: Path) -> list[Figure]:
    """Log calls in the real window: the time from the key to the next company, painted.

    The floor is the transaction of the same log by raw sqlite3, without any program around it.
    The time from the key until the call is in the book is measured beside it.
    """
    path = folder / "calling.muster"
    book = large_book(path, COMPANIES, ACTIVITIES)
    raw, close = raw_call(book, folder / "calling-raw.db")
    floor = in_turn(raw, lambda: None, CALLS)[0]
    close()
    book.close()
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    shown, filed = [], []
    with (
        time_machine.travel(NOW, tick=True),
        opened(app, path, folder / "calling.ini") as organiser,
    ):
        organiser.go(Qt.Key.Key_1, "today")
        for number in range(CALLS + 3):
            _settle(organiser)
            to_screen, to_book = _one(app, organiser, path, number)
            if number >= 3:  # the first ones warm up
                shown.append(to_screen)
                filed.append(to_book)
    size = f"{COMPANIES:,} companies and {ACTIVITIES:,} activities"
    bare = "the bare transaction of the same log by raw sqlite3"
    return [
        *latencies(f"key to next company painted, {size}", bare, shown, floor),
        *latencies("the same key to the call in the book", bare, filed, floor),
    ]


def _settle(organiser: Organiser) -> None:
    """Wait until a company is on screen, and the next one has been fetched."""
    session = organiser.room.session
    organiser.until("the company", lambda: session.card is not None)
    organiser.until("the next company", lambda: session.next_id() in session._cards)
    organiser.rest(60)
    organiser.room.call.to_note()
    organiser.type("Rang, nobody there.")
    organiser.rest(30)


def _one(app: QApplication, organiser: Organiser, path: Path, number: int) -> tuple[float, float]:
    """Press the key once; gives the milliseconds to the painted company and to the book."""
    room = organiser.room
    before, calls = room.company.name(), _calls(path)
    painted = Painted(room.company._page)
    start = time.perf_counter()
    QTest.keyClick(organiser.focus(), Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    while room.company.name() == before or not painted.times:
        app.processEvents()
    to_screen = time.perf_counter() - start
    while _calls(path) == calls:
        app.processEvents()
        assert time.perf_counter() - start < 30, f"call {number} was not filed"
    to_book = time.perf_counter() - start
    painted.deleteLater()
    return to_screen * 1_000, to_book * 1_000


def _calls(path: Path) -> int:
    """Count the activities as another program sees them."""
    with sqlite.connect(path) as sql:
        count: int = sql.execute("SELECT max(id) FROM activities").fetchone()[0]
    sql.close()
    return count
