"""Words that give way: cut on one line, broken within, never shown as anything but text."""

import pytest
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.look.text import OneLine, breakable, label

LONG = "Undo: Log call with <b>Averyvery long company name & Sons</b> for Systems Integration"


def test_one_line_gives_way_and_is_whole_in_its_tip(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    line, beside = OneLine(LONG), label("320 companies")
    layout = QHBoxLayout(holder)
    layout.addWidget(line)
    layout.addStretch(1)
    layout.addWidget(beside)
    holder.resize(300, 40)
    holder.show()
    assert line.cut
    assert beside.width() >= beside.sizeHint().width()
    assert line.geometry().right() < beside.geometry().left()
    assert "&lt;b>Averyvery" in line.toolTip()
    holder.resize(1200, 40)
    qtbot.waitUntil(lambda: not line.cut)
    assert line.toolTip() == ""


@pytest.mark.parametrize("text", ["a.b", "x" * 70, "name.of-somebody@firm.example", ""])
def test_the_joints_of_a_long_word_are_never_part_of_it(text: str) -> None:
    said = breakable(text)
    assert said.replace("\u200b", "") == text
    assert max((len(part) for part in said.split("\u200b")), default=0) <= 20
