"""Going to a room opens no window of its own, not even for a moment."""

import traceback

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.test_accessibility import ROOMS, enter, program  # noqa: F401
from ui.app import App


class Watch(QObject):
    """Notes every window that is shown, and where from."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        shown = event.type() is QEvent.Type.Show
        if shown and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append("".join(traceback.format_stack()[-3:-1]))
        return False


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_opens_no_window_and_keeps_the_focus(
    program: App,  # noqa: F811
    qapp: QApplication,
    qtbot: QtBot,
    room: str,
) -> None:
    window, watch = program.window, Watch()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qapp.installEventFilter(watch)
    enter(program, qtbot, room)
    qapp.removeEventFilter(watch)
    assert watch.seen == []
    assert window.isActiveWindow()
    assert QApplication.focusWidget() is not None
