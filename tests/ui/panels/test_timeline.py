"""The timeline reads like a letter, unfolds tries and is as high as its words."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from ui.look.measure import font
from ui.look.scheme import Appearance
from ui.look.tokens import Kind, Scheme
from ui.panels.timeline import Entry, Timeline
from ui.panels.timeline_painting import dates_width

TRY = Entry("11 Mar", "Call · no answer")
OLDER_TRY = Entry("9 Mar", "Call · no answer")
TALK = Entry("14 Mar", "Call · 6 min", Kind.SUCCESS, "with Helen Marsh", "Send the pack. " * 30)
FOLDED = Entry("11 Mar", "2 tries, nobody reached", inside=(TRY, OLDER_TRY))


def test_a_folded_line_unfolds_at_enter_and_folds_again(qtbot: QtBot) -> None:
    timeline = Timeline()
    qtbot.addWidget(timeline)
    timeline.resize(500, 400)
    timeline.show()
    timeline.show_entries([FOLDED, TALK])
    assert len(timeline.entries()) == 2
    before = timeline.height()
    timeline.setFocus()
    timeline.setCurrentIndex(timeline.model().index(0, 0))
    qtbot.keyClick(timeline, Qt.Key.Key_Return)
    assert timeline.entries()[1:] == (TRY, OLDER_TRY, TALK)
    assert timeline.entries()[0].unfolded
    assert timeline.height() > before
    timeline.show_entries([FOLDED, TALK])
    assert len(timeline.entries()) == 4, "what is unfolded stays so when the past is read again"
    timeline.setCurrentIndex(timeline.model().index(0, 0))
    qtbot.keyClick(timeline, Qt.Key.Key_Return)
    assert timeline.entries() == (FOLDED, TALK)


def test_enter_follows_the_link_of_an_entry_and_reads_it_aloud(qtbot: QtBot) -> None:
    timeline = Timeline()
    qtbot.addWidget(timeline)
    change = Entry("1 Mar", "Changed", more="staff 10 → 12", small="by Alex", links=("undo",))
    timeline.show_entries([change])
    timeline.setCurrentIndex(timeline.model().index(0, 0))
    with qtbot.waitSignal(timeline.followed) as followed:
        qtbot.keyClick(timeline, Qt.Key.Key_Return)
    assert followed.args == [change, "undo"]
    assert "Enter: undo" in change.read_aloud()


def test_enter_on_anything_else_opens_it(qtbot: QtBot) -> None:
    timeline = Timeline()
    qtbot.addWidget(timeline)
    timeline.show_entries([TALK])
    timeline.setCurrentIndex(timeline.model().index(0, 0))
    with qtbot.waitSignal(timeline.opened) as opened:
        qtbot.keyClick(timeline, Qt.Key.Key_Return)
    assert opened.args == [TALK]


def test_a_narrow_timeline_is_higher(qtbot: QtBot) -> None:
    timeline = Timeline()
    qtbot.addWidget(timeline)
    timeline.resize(900, 100)
    timeline.show()
    timeline.show_entries([TALK])
    wide = timeline.height()
    timeline.resize(300, wide)
    assert timeline.height() > wide


def test_each_entry_is_read_aloud_whole_and_as_it_is_written(qtbot: QtBot) -> None:
    timeline = Timeline()
    qtbot.addWidget(timeline)
    entry = Entry("1 Mar", "<b>Note</b>", text="R&D {{ x }}", small="by Alex")
    timeline.show_entries([entry])
    said = timeline.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "1 Mar. <b>Note</b>. R&D {{ x }}. by Alex"
    assert timeline.accessibleName() == "History"


@pytest.mark.parametrize("size", [100, 200])
def test_every_date_fits_its_column(qtbot: QtBot, appearance: Appearance, size: int) -> None:
    appearance.wear(Scheme.LIGHT, text_size=size)
    metrics = QFontMetrics(font())
    room = dates_width(font().key()) + 1  # what it is cut to when it is drawn
    days = [date(2002, 1, 1) + timedelta(days=n) for n in range(730)]
    said = {f"{day.day} {day:%b %Y}" for day in days}
    assert {one for one in said if metrics.horizontalAdvance(one) > room} == set()
