"""Every screen with the demo book, light and dark, to be looked at: `make screenshots`."""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from crm.actions.demo import demo_moment, fill_demo
from crm.data.book import Book
from crm.data.queries.queue import call_queue
from tests.pictures.calling_scenes import draw_scenes
from tests.pictures.readme import keep_picture
from ui.app import App
from ui.bridge import Bridge
from ui.lanes import InlineLanes
from ui.look.tokens import Scheme
from ui.places import Place
from ui.preferences import PreferenceStore
from ui.shell.help_sheet import HelpSheet

DAY = date(2003, 3, 21)
SCHEMES = tuple(Scheme)
SIZE = (1440, 900)


class Studio:
    """The real window on a demo book, at a standing hour."""

    def __init__(self, out: Path, folder: Path, scheme: Scheme, text_size: int = 100) -> None:
        self.out, self.scheme = out, scheme
        name = scheme.value.replace(" ", "-")
        self.suffix = name if text_size == 100 else f"{name}-{text_size}"
        settings = QSettings(str(folder / f"{self.suffix}.ini"), QSettings.Format.IniFormat)
        preferences = PreferenceStore(settings)
        preferences.change(scheme=scheme.value, text_size=text_size)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.program = App(app, preferences, Bridge(InlineLanes()))
        self.program.wear()
        self.window = self.program.window
        self.window.resize(*SIZE)

    def open(self, path: Path, now: datetime) -> None:
        self.program.location = str(path)
        self.window.show()
        self.program.bridge.open(lambda: Book.open(path, clock=lambda: now), self.program._opened)
        settle()

    def shoot(self, name: str, widget: QWidget | None = None) -> None:
        settle()
        self.out.mkdir(parents=True, exist_ok=True)
        (widget or self.window).grab().save(str(self.out / f"{name}-{self.suffix}.png"))

    def go(self, place: Place) -> None:
        self.program.places.go(place)
        settle()

    def close(self) -> None:
        self.window.close()
        settle()


def settle(seconds: float = 0.4) -> None:
    """Let timers, paints and late answers come to rest."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        QApplication.processEvents()
        QTest.qWait(10)


def rooms(studio: Studio, company: int) -> None:
    """Go through every screen as the organiser would."""
    scenes: list[tuple[str, Callable[[], None]]] = [
        ("today", lambda: studio.go(Place("today", "company", company))),
        ("today-call-back", lambda: _outcome(studio)),
        ("companies", lambda: studio.go(Place("companies"))),
        ("company", lambda: studio.go(Place("companies", "company", company))),
        ("letters", lambda: studio.go(Place("letters"))),
        ("import", lambda: studio.go(Place("exchange"))),
        ("history", lambda: studio.go(Place("history"))),
        ("settings", lambda: studio.go(Place("settings"))),
    ]
    for name, go in scenes:
        go()
        studio.shoot(name)
    studio.go(Place("companies"))
    studio.window.open_palette("sta")
    studio.shoot("palette")
    QTest.keyClick(QApplication.focusWidget() or studio.window, Qt.Key.Key_Escape)
    studio.window.show_keys()
    sheet = studio.window.findChild(HelpSheet)
    studio.shoot("keys", sheet)
    if sheet is not None:
        sheet.close()


def _outcome(studio: Studio) -> None:
    focused = QApplication.focusWidget() or studio.window
    QTest.keyClick(focused, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)


def main(out: Path, *, readme: bool = False) -> None:
    """Draw all screens in all schemes, and the first ones at twice the text size.

    `readme` refreshes the pictures that the README shows.
    """
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    if "Inter" in QFontDatabase.families():
        app.setFont(QFont("Inter", 10))
    face = app.font()
    now = demo_moment(DAY) + timedelta(hours=1)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        book = Book.open(folder / "demo.muster", create=True, clock=lambda: now)
        book.do(fill_demo, DAY)
        company = book.ask(call_queue).queue.rows[1].company_id
        book.close()
        Book.open(folder / "new.muster", create=True, clock=lambda: now).close()
        for scheme in SCHEMES:
            studio = Studio(out, folder, scheme)
            studio.open(folder / "demo.muster", now)
            rooms(studio, company)
            studio.close()
        studio = Studio(out, folder, Scheme.LIGHT)
        studio.open(folder / "new.muster", now)
        studio.shoot("first-run")
        studio.close()
        draw_scenes(partial(Studio, out, folder), folder, face)
        studio = Studio(out, folder, Scheme.LIGHT, text_size=200)
        studio.open(folder / "demo.muster", now)
        for name in ("today", "companies", "letters"):
            studio.go(Place(name))
            studio.shoot(name)
        studio.close()
        large = folder / "large"
        large.mkdir()
        draw_scenes(partial(Studio, out, large), large, face, text_size=200)
    if readme:
        for name in ("today", "companies", "letters"):
            keep_picture(out / f"{name}-light.png", name)
    print(f"Screenshots are in {out}")


if __name__ == "__main__":
    places = [word for word in sys.argv[1:] if not word.startswith("-")]
    main(Path(places[0] if places else "build/screenshots"), readme="--readme" in sys.argv)
