"""What gives way in the call pane: note, next step, number and outcomes stay in sight."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget

from crm.domain.outcomes import Outcome
from tests.ui.today.conftest import Screen

POTTERIES = "Potteries Data Ltd"
WINDOWS = {"1280x720": (1104, 630), "1440x900": (1264, 810), "1920x1080": (1744, 990)}
"""What a window of a size leaves to the room."""


def area(screen: Screen) -> QScrollArea:
    return screen.room.call._area


def settle(screen: Screen) -> None:
    for _ in range(4):
        QApplication.processEvents()


def in_sight(screen: Screen, part: QWidget) -> bool:
    viewport = area(screen).viewport()
    top = part.mapTo(viewport, QPoint(0, 0)).y()
    return part.isVisible() and top >= 0 and top + part.height() <= viewport.height()


def cut(screen: Screen) -> list[str]:
    call = screen.room.call
    parts = {"number": call.number, "outcomes": call.outcomes, "note": call.note,
             "next step": call.next_step}  # fmt: skip
    return [name for name, part in parts.items() if not in_sight(screen, part)]


def long_script(screen: Screen) -> None:
    panel = screen.room.call.script
    panel._parts[next(iter(panel._parts))].setText("Is this a good moment? " * 40)
    panel._said = (("What does it cost?", "It goes by the number of staff. " * 12),)
    panel._show()


@pytest.mark.parametrize("size", WINDOWS)
def test_a_long_script_scrolls_by_itself_and_hides_nothing(screen: Screen, size: str) -> None:
    screen.open(POTTERIES)
    screen.room.resize(*WINDOWS[size])
    long_script(screen)
    settle(screen)
    assert cut(screen) == []
    panel = screen.room.call.script
    panel.next_answer()
    settle(screen)
    assert cut(screen) == []
    assert panel._area.height() >= panel.least_height()
    assert panel._area.verticalScrollBar().maximum() > 0
    assert panel._area.focusPolicy() is Qt.FocusPolicy.TabFocus


@pytest.mark.parametrize("size", WINDOWS)
def test_what_an_outcome_plans_stays_in_sight(screen: Screen, size: str) -> None:
    screen.open(POTTERIES)
    screen.room.resize(*WINDOWS[size])
    long_script(screen)
    screen.room.call.outcomes.button(Outcome.NO_ANSWER).click()
    settle(screen)
    assert screen.room.call.next_step.planned()
    assert cut(screen) == []


def test_the_answer_is_what_is_seen_of_a_long_script(screen: Screen) -> None:
    screen.open(POTTERIES)
    screen.room.resize(*WINDOWS["1440x900"])
    long_script(screen)
    panel = screen.room.call.script
    panel.next_answer()
    settle(screen)
    top = panel._asked.mapTo(panel._area.viewport(), QPoint(0, 0)).y()
    assert 0 <= top < panel._area.viewport().height()


def test_a_short_script_takes_no_more_than_it_needs_and_titles_come_back(screen: Screen) -> None:
    screen.open(POTTERIES)
    screen.room.resize(*WINDOWS["1280x720"])
    screen.room.call.script.next_answer()
    settle(screen)
    titles = [section.findChildren(QLabel)[0] for section in screen.room.call._sections]
    assert [title.isVisible() for title in titles] != [True, True, True]
    screen.room.resize(*WINDOWS["1920x1080"])
    settle(screen)
    assert [title.isVisible() for title in titles] == [True, True, True]
    panel = screen.room.call.script
    assert panel._area.verticalScrollBar().maximum() == 0
    assert panel._area.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_where_not_all_can_be_seen_note_and_next_step_come_first(screen: Screen) -> None:
    screen.open(POTTERIES)
    screen.room.resize(1104, 400)
    settle(screen)
    call = screen.room.call
    assert call.note.y() + call._sections[1].y() < call.number.y()
    assert in_sight(screen, call.note)
    assert in_sight(screen, call.next_step)
    call.note.setFocus()
    screen.press("Tab")
    assert call.next_step.isAncestorOf(screen.focus())
    screen.room.resize(*WINDOWS["1440x900"])
    settle(screen)
    assert call.number.y() < call._sections[1].y()
    assert cut(screen) == []
