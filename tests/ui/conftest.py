"""A screen that nobody sees, colours set by hand, and everything at once on one thread."""

import gc
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

os.environ["QT_QPA_PLATFORM"] = os.environ.get("MUSTER_TEST_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QApplication

from crm.domain.changes import Changes, Done
from ui.bridge import Bridge
from ui.command import Commands
from ui.lanes import InlineLanes
from ui.look.scheme import Appearance
from ui.look.tokens import Scheme
from ui.places import Places
from ui.preferences import PreferenceStore
from ui.room import Desk, Sayings

NOW = datetime(2003, 3, 18, 10, 0, tzinfo=UTC)


class TinyBook:
    """A book of nothing but the queries and actions it is given."""

    def __init__(self) -> None:
        self.reading = SimpleNamespace(now=NOW, today=NOW.date(), sql=None, engine="sqlite")
        self.steps: list[str] = []
        self.undone: list[str] = []
        self.closed = False

    def ask(self, query: Callable[..., Any], *args: Any, **named: Any) -> Any:
        return query(self.reading, *args, **named)

    def do(self, action: Callable[..., Any], *args: Any, progress: Any = None) -> Done[Any]:
        work = SimpleNamespace(reading=self.reading, progress=progress)
        value = action(work, *args)
        self.steps.append(action.__name__.replace("_", " ").capitalize())
        self.undone.clear()
        return Done(value, self._changes(self.steps[-1]))

    def undo(self, step: int | None = None, rest: bool = False) -> Done[None]:
        self.undone.append(self.steps.pop())
        return Done(None, self._changes("Undo: " + self.undone[-1]))

    def redo(self) -> Done[None]:
        self.steps.append(self.undone.pop())
        return Done(None, self._changes("Redo: " + self.steps[-1]))

    def undo_label(self) -> str | None:
        return self.steps[-1] if self.steps else None

    def redo_label(self) -> str | None:
        return self.undone[-1] if self.undone else None

    def close(self) -> None:
        self.closed = True

    def _changes(self, label: str) -> Changes:
        step = len(self.steps) + len(self.undone)
        return Changes(step, label, {"companies": frozenset({1})}, frozenset({1}))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/ui/" in item.nodeid or "tests/journeys/" in item.nodeid:
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints", extend=True))


@pytest.fixture(scope="session")
def appearance(qapp: QApplication) -> Appearance:
    return Appearance(qapp)


@pytest.fixture(autouse=True)
def clean_screen(qapp: QApplication, appearance: Appearance) -> Iterator[None]:
    appearance.wear(Scheme.LIGHT)
    yield
    for widget in qapp.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()
    gc.collect()


@pytest.fixture
def book() -> TinyBook:
    return TinyBook()


@pytest.fixture
def bridge(qapp: QApplication, book: TinyBook) -> Iterator[Bridge]:
    made = Bridge(InlineLanes())
    made.use(book)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def desk(qapp: QApplication, bridge: Bridge, tmp_path: Any) -> Desk:
    settings = QSettings(str(tmp_path / "preferences.ini"), QSettings.Format.IniFormat)
    return Desk(bridge, Places(), Commands(), PreferenceStore(settings), Sayings())
