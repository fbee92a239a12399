"""The calling screen in every state it can be met in, at each size and scheme, to be looked at."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from crm.actions.call_sets import work_through
from crm.actions.calls import log_call
from crm.actions.companies import set_next_step
from crm.actions.queue_marks import call_today, pin_on_top, put_off, snooze
from crm.data.book import Book
from crm.data.records.people import PhoneNumber
from crm.data.work import Work
from crm.domain.next_steps import When
from crm.domain.outcomes import Call, Outcome
from tests.books.clock import SetClock
from tests.books.drive import add_firm, begin
from tests.ui.today.calling_day import NOW, fill
from ui.look.tokens import Scheme
from ui.places import Place

SIZES = ((1280, 720), (1920, 1080))


@dataclass(frozen=True, slots=True)
class Scene:
    """A book to be met in Today at a moment, and what is pressed before the picture."""

    name: str
    path: Path
    now: datetime
    keys: Sequence[tuple[Qt.Key, Qt.KeyboardModifier]] = ()
    set_id: int | None = None


def scenes(folder: Path) -> list[Scene]:
    """Make the books and say what is to be seen in them."""
    made = [
        _made(folder, "calling-due", _filled),
        _made(folder, "calling-first-day", _first_day),
        _made(folder, "calling-empty", _cooling),
        _made(folder, "calling-bad-numbers", _bad_numbers),
        _made(folder, "calling-nobody", begin),
        _made(folder, "calling-set", _in_set),
    ]
    plain = Qt.KeyboardModifier.NoModifier
    busy = _made(folder, "calling-busy", _busy)
    keys = [(Qt.Key.Key_F5, plain)]
    return [
        *made,
        Scene(busy.name, busy.path, busy.now, keys),
        Scene("calling-snooze", busy.path, busy.now, [(Qt.Key.Key_F8, plain)]),
    ]


def draw_scenes(make: Callable[..., Any], folder: Path, face: QFont, text_size: int = 100) -> None:
    """Draw every scene at both sizes; `make(scheme, text_size)` gives a studio to draw in.

    `face` is the font of the system, which each window measures its own from.
    """
    for scene in scenes(folder):
        for scheme in Scheme if text_size == 100 else (Scheme.LIGHT,):
            for size in SIZES:
                QApplication.setFont(face)
                studio = make(scheme, text_size)
                studio.window.resize(*size)
                studio.open(scene.path, scene.now)
                kind = "set" if scene.set_id else ""
                studio.go(Place("today", kind, scene.set_id))
                press(scene.keys)
                studio.shoot(f"{scene.name}-{size[0]}")
                studio.close()


def press(keys: Sequence[tuple[Qt.Key, Qt.KeyboardModifier]]) -> None:
    """Press keys where the focus is."""
    for key, held in keys:
        focused = QApplication.focusWidget()
        if focused is not None:
            QTest.keyClick(focused, key, held)


def _made(folder: Path, name: str, fill_in: Callable[[Book], int | Book | None]) -> Scene:
    path, clock = folder / f"{name}.muster", SetClock(NOW)
    book = Book.open(path, create=True, clock=clock)
    chosen = fill_in(book)
    book.close()
    return Scene(name, path, clock.now, set_id=chosen if isinstance(chosen, int) else None)


def _clock(book: Book) -> SetClock:
    assert isinstance(book.clock, SetClock)
    return book.clock


def _filled(book: Book) -> None:
    fill(book, _clock(book))


def _busy(book: Book) -> None:
    firms = fill(book, _clock(book))
    book.do(pin_on_top, firms["Rugby Robotics"])
    book.do(put_off, firms["Burton Bit Brewers"])
    book.do(snooze, firms["Malvern Microsystems"], NOW + timedelta(minutes=30))
    book.do(call_today, firms["Potteries Data Ltd"])
    for place in range(160):
        book.do(add_firm, name=f"Severn Software {place + 1}", numbers=(f"+441632961{place:03}",))


def _first_day(book: Book) -> None:
    begin(book)
    for place in range(24):
        name = f"{('Trent', 'Severn', 'Tame', 'Churnet')[place % 4]} Systems {place + 1}"
        book.do(add_firm, name=name, numbers=(f"+441632961{place:03}",), people=())


def _cooling(book: Book) -> None:
    begin(book)
    clock = _clock(book)
    for place in range(6):
        firm = book.do(
            add_firm, name=f"Tame Hosting {place + 1}", numbers=(f"+4416329612{place:02}",)
        )
        clock.set(NOW - timedelta(days=4, minutes=place))
        book.do(log_call, Call(firm.value, Outcome.NO_ANSWER))
        clock.set(NOW - timedelta(minutes=10 + 5 * place))
        book.do(log_call, Call(firm.value, Outcome.NO_ANSWER))
        if place % 2:
            book.do(set_next_step, firm.value, When(NOW.date(), NOW + timedelta(hours=2)))
    clock.set(NOW)


def _bad_numbers(book: Book) -> None:
    begin(book)
    for place in range(7):
        book.do(add_firm, name=f"Quiet Works {place + 1}", numbers=(f"+4416329613{place:02}",))
    book.do(_spoil)


def _spoil(work: Work) -> None:
    for number in work.session.query(PhoneNumber):
        number.state = "disconnected"


def _in_set(book: Book) -> int:
    firms = fill(book, _clock(book))
    names = ("Trentside Systems Ltd", "Potteries Data Ltd", "Rugby Robotics", "Leek Logic",
             "Bluebrick Software", "Shire CAD Solutions")  # fmt: skip
    return book.do(work_through, "Stafford IT", [firms[name] for name in names]).value
