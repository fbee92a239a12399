"""The window as a process of its own, to be killed: it types, or logs calls behind a long write.

`python -m tests.journeys.kept_child MODE BOOK SETTINGS`, offscreen. It says on its output what
it does, a line each, so that the parent knows what was typed and what is on the disk:

- `type`: opens the first company to call; `note` with what stands there already as JSON, then
  `typed STAMP` for each word typed, the milliseconds of this machine's clock.
- `log`: begins a write that lasts until a line comes in, and logs calls with Ctrl+1
  meanwhile; `kept KEY` once a call is on the disk.
- `deaf`: the same, and once all calls are on the disk it hears of nothing any more, so that
  the book has them and nobody knows; `written` once it has.
- `file`: waits until nothing is left to be filed; `done`.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from crm.data.work import Work
from ui.app import App
from ui.preferences import PreferenceStore
from ui.today.room import TodayRoom

CALLS = 4


def say(*words: object) -> None:
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def hold(_work: Work) -> None:
    """A write that lasts until the parent says a word."""
    sys.stdin.readline()


class Child:
    def __init__(self, app: QApplication, mode: str, book: Path, settings: Path) -> None:
        store = PreferenceStore(QSettings(str(settings), QSettings.Format.IniFormat))
        store.change(room="today", reminders=False)
        self.program = App(app, store)
        self.mode = mode
        self.program.show(book)
        self.wait(self.ready, getattr(self, mode))

    @property
    def room(self) -> TodayRoom | None:
        here = self.program.window.rooms.here
        return here if isinstance(here, TodayRoom) else None

    def wait(self, holds: Callable[[], bool], then: Callable[[], None]) -> None:
        timer = QTimer(self.program)

        def look() -> None:
            if holds():
                timer.stop()
                then()

        timer.timeout.connect(look)
        timer.start(5)

    def ready(self) -> bool:
        alongside = self.program._alongside
        settled = alongside is not None and alongside.reminders._tick.isActive()
        return settled and self.room is not None and self.room.session.card is not None

    def type(self) -> None:
        room = self.room
        assert room is not None
        say("note", json.dumps(room.call.note.toPlainText()))
        typing = QTimer(self.program)

        def word() -> None:
            stamp = int(time.time() * 1000)
            QTest.keyClicks(room.call.note, f"{stamp} ")
            say("typed", stamp)

        typing.timeout.connect(word)
        typing.start(15)

    def log(self) -> None:
        room, aside = self.room, self.program.desk.aside
        assert room is not None
        self.program.bridge.do(hold)
        said: set[str] = set()
        on_the_disk: set[str] = set()

        def kept(key: str, good: bool) -> None:
            on_the_disk.add(key)
            say("kept", key, good)

        def on_disk() -> None:
            for call in aside.unfiled:
                if call.key not in said:
                    said.add(call.key)
                    # The lane works in order: once this is done, the call before it is too.
                    aside.keep((), (), partial(kept, call.key))

        aside.waiting_changed.connect(lambda _count: on_disk())
        logging = QTimer(self.program)
        seen: set[int] = set()

        def call() -> None:
            if len(seen) == CALLS and (len(on_the_disk) == CALLS or self.mode == "log"):
                logging.stop()
                if self.mode == "deaf":
                    self.hear_nothing()
            elif len(seen) == CALLS:
                return
            elif room.session.card is not None and room.session.current not in seen:
                seen.add(room.session.current or 0)
                QTest.keyClicks(room.call.note, f"call {len(seen)}")
                QTest.keyClick(room.call.note, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)

        logging.timeout.connect(call)
        logging.start(5)

    def hear_nothing(self) -> None:
        assert self.program.lanes is not None
        self.program.lanes.write(lambda: say("written"))
        threading.Event().wait()

    deaf = log

    def file(self) -> None:
        aside = self.program.desk.aside

        def done() -> None:
            say("done")
            self.program.window.close()
            QApplication.quit()

        self.wait(lambda: not aside.unfiled and not self.program.bridge.answers.waiting, done)


def main() -> None:
    app = QApplication(sys.argv[:1])
    child = Child(app, sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
    child.program.catch_mistakes()
    sys.exit(app.exec())


if __name__ == "__main__":
    main()
