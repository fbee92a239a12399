"""A calling session: it runs, pauses, counts its calls, and is there again after a restart."""

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QApplication

from ui.preferences import PreferenceStore
from ui.today.session_clock import SessionClock, SessionFacts

TODAY, TOMORROW = "2003-03-25", "2003-03-26"


class Watch:
    """A clock of seconds that the test moves."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def store(qapp: QApplication, tmp_path: Path) -> PreferenceStore:
    return PreferenceStore(QSettings(str(tmp_path / "p.ini"), QSettings.Format.IniFormat))


def started(store: PreferenceStore, watch: Watch) -> SessionClock:
    return SessionClock(store, QApplication.instance() or QObject(), watch)


def test_only_the_time_it_runs_counts(store: PreferenceStore, watch: Watch) -> None:
    clock = started(store, watch)
    assert not clock.facts.begun
    clock.turn(TODAY)
    watch.now += 600
    clock.turn(TODAY)
    watch.now += 3_600
    assert clock.facts.paused
    clock.turn(TODAY)
    watch.now += 1_920
    assert clock.facts.clock() == "0:42"


def test_only_calls_made_while_it_runs_are_its_own(store: PreferenceStore, watch: Watch) -> None:
    clock = started(store, watch)
    clock.count(5, TODAY)
    clock.turn(TODAY)
    clock.count(8, TODAY)
    clock.count(7, TODAY)  # one was taken back
    clock.turn(TODAY)
    clock.count(9, TODAY)
    assert clock.facts.calls == 2


def test_after_a_restart_it_stands_paused_where_it_was(
    store: PreferenceStore, watch: Watch
) -> None:
    clock = started(store, watch)
    clock.turn(TODAY)
    clock.count(0, TODAY)
    watch.now += 1_200
    clock.count(8, TODAY)
    again = started(store, watch)
    assert again.facts == SessionFacts(TODAY, 1_200, 8, running=False)
    assert again.facts.pace() == 24


def test_a_session_belongs_to_its_day(store: PreferenceStore, watch: Watch) -> None:
    clock = started(store, watch)
    clock.turn(TODAY)
    watch.now += 600
    clock.count(3, TOMORROW)
    assert not clock.facts.begun
    clock.turn(TODAY)
    watch.now += 60
    assert clock.turn(TOMORROW) == SessionFacts(TOMORROW, running=True)


def test_the_end_says_what_was_reached(store: PreferenceStore, watch: Watch) -> None:
    clock = started(store, watch)
    clock.count(0, TODAY)
    clock.turn(TODAY)
    watch.now += 299
    clock.count(4, TODAY)
    assert clock.facts.pace() == 0
    watch.now += 1
    reached = clock.end()
    assert (reached.calls, reached.pace(), reached.running) == (4, 48, False)
    assert store.now.calling_session == {}


def test_preferences_of_another_shape_are_no_session(store: PreferenceStore, watch: Watch) -> None:
    store.change(calling_session={"day": 7, "seconds": "x", "calls": None})
    assert not started(store, watch).facts.begun
