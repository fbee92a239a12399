"""A flow goes on in the next line, and its last part takes the rest of its own."""

from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from pytestqt.qtbot import QtBot

from ui.look.flow import Flow
from ui.look.measure import px


def part(width: int, *, grows: bool = False) -> QWidget:
    made = QWidget()
    made.setMinimumSize(width, 20)
    policy = QSizePolicy.Policy.Expanding if grows else QSizePolicy.Policy.Fixed
    made.setSizePolicy(policy, QSizePolicy.Policy.Fixed)
    return made


def test_it_breaks_like_words_and_says_how_high_it_is(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = Flow(holder, gap=0)
    parts = [part(100), part(100), part(px(120), grows=True)]
    for one in parts:
        flow.addWidget(one)
    wide = 200 + px(120) + 80
    assert flow.heightForWidth(wide) == 20
    assert flow.heightForWidth(210) == 40
    assert flow.heightForWidth(px(120)) == 60
    holder.resize(wide, 20)
    holder.show()
    assert parts[2].geometry().right() == wide - 1
    parts[2].setMaximumWidth(px(130))
    flow.invalidate()
    flow.activate()
    assert parts[2].geometry().right() == wide - 1, "what may not grow stands at the end"
    assert parts[2].width() == px(130)


def test_a_part_can_be_put_between_and_taken_out(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = Flow(holder)
    first, last, between = part(10), part(10), part(10)
    flow.addWidget(first)
    flow.addWidget(last)
    flow.insertWidget(1, between)
    assert [flow.itemAt(n).widget() for n in range(flow.count())] == [first, between, last]
    flow.removeWidget(between)
    assert flow.count() == 2
    assert flow.itemAt(5) is None


def test_a_height_told_before_is_forgotten_when_a_part_changes(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = Flow(holder)
    named = [QLabel("Three words here") for _ in range(3)]
    for one in named:
        flow.addWidget(one)
    wide = flow.sizeHint().width()
    low = flow.heightForWidth(wide)
    named[0].setText("Many more words than there is room for")
    assert flow.heightForWidth(wide) > low
