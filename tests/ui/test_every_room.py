"""Every room with the demo book: nothing is cut, and Tab goes round everything."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.test_accessibility import ROOMS, described, enter, program  # noqa: F401
from ui.app import App
from ui.look.text import OneLine

SLACK = 2
"""Pixels by which fractions of a letter may be rounded."""


def too_small(label: QLabel) -> bool:
    """Whether words of a label are cut: no room across, or down where lines are broken."""
    if isinstance(label, OneLine) or not label.text() or label.toolTip():
        return False
    if label.wordWrap():
        return label.heightForWidth(label.width()) > label.height() + SLACK
    return label.sizeHint().width() > label.width() + SLACK


def in_a_group_of(widget: QWidget, met: set[QWidget]) -> bool:
    """Whether Tab reached the group it is in: from there the arrow keys go on."""
    if not isinstance(widget, QAbstractButton):
        return False
    if widget.autoExclusive():
        return any(one.parentWidget() is widget.parentWidget() for one in met)
    group = widget.group()
    return group is not None and any(one in met for one in group.buttons())


@pytest.mark.parametrize("room", ROOMS)
def test_no_words_are_cut(program: App, qtbot: QtBot, room: str) -> None:  # noqa: F811
    enter(program, qtbot, room)
    QApplication.processEvents()
    shown = [one for one in program.window.findChildren(QWidget) if one.isVisible()]
    cut = [one.text() for one in shown if isinstance(one, QLabel) and too_small(one)]
    cut += [
        one.text()
        for one in shown
        if isinstance(one, QPushButton)
        and one.text()
        and not one.toolTip()
        and one.sizeHint().width() > one.width() + SLACK
    ]
    assert cut == []


@pytest.mark.parametrize("room", ROOMS)
def test_tab_goes_round_everything(program: App, qtbot: QtBot, room: str) -> None:  # noqa: F811
    window = program.window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    enter(program, qtbot, room)
    first = QApplication.focusWidget()
    assert first is not None
    wanted = {
        one
        for one in window.findChildren(QWidget)
        if one.isVisible()
        and one.isEnabled()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.focusProxy() is None
    }
    met: set[QWidget] = set()
    for _press in range(4 * len(wanted)):
        here = QApplication.focusWidget()
        assert here is not None
        if here is first and met:
            break
        met.add(here)
        qtbot.keyClick(here, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is first
    assert [described(one) for one in wanted - met if not in_a_group_of(one, met)] == []
