"""The table against a list of a thousand rows, and of a million."""

from array import array
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.modeltest import ModelTester

from crm.domain.errors import Refusal
from ui.table.columns import CellKind, Column, Order, Pill, Source
from ui.table.pages import KEPT, PAGE, Pages
from ui.table.selection import Selection
from ui.table.table import Table

COLUMNS = (
    Column("name", "Company", 200, CellKind.BOLD),
    Column("stage", "Stage", 100, sortable=False),
    Column("town", "Town", 120, stretches=True),
)


@dataclass(frozen=True)
class Row:
    id: int
    name: str


class Shelf:
    """So many rows, and a note of what was asked."""

    def __init__(self, count):
        self.all = list(range(1, count + 1))
        self.names = {}
        self.asked = []

    def _ordered(self, order):
        return self.all[::-1] if order.descending else self.all

    def _row(self, key):
        return Row(key, self.names.get(key, f"Company {key}"))

    def source(self):
        return Source(
            first=lambda r, order, limit: [self._row(k) for k in self._ordered(order)[:limit]],
            ids=lambda r, order: array("q", self._ordered(order)),
            rows=self.rows,
            key=lambda row: row.id,
            cells=lambda row: (row.name, Pill("Pack sent"), "Stafford"),
        )

    def rows(self, reading, ids):
        self.asked.append(tuple(ids))
        return (
            [self._row(k) for k in ids if k in set(self.all)]
            if len(self.all) < 5000
            else [self._row(k) for k in ids]
        )


@pytest.fixture
def shown(qtbot, bridge):
    def make(count):
        shelf = Shelf(count)
        table = Table(COLUMNS, bridge, name="Companies", empty="No companies yet.")
        table.resize(600, 400)
        table.show_source(shelf.source())
        table.show()
        table.setFocus()
        return table, shelf

    return make


def names(table, rows):
    return [table.rows.index(row, 1).data() for row in rows]


def test_the_model_keeps_qts_rules(qtbot, qapp, shown):
    table, shelf = shown(300)
    tester = ModelTester(table.rows)
    try:
        tester.check(table.rows)
        table.set_order(Order("name", descending=True))
        shelf.all = shelf.all[:150]
        table.refresh()
    finally:
        tester._cleanup()
    assert table.count() == 150


def test_first_rows_are_there_at_once_and_the_rest_are_counted(shown):
    table, shelf = shown(1000)
    assert table.count() == 1000
    assert names(table, [0, 1]) == ["Company 1", "Company 2"]
    assert shelf.asked == []


def test_rows_far_down_are_asked_for_when_they_are_painted(shown):
    table, shelf = shown(1000)
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum())
    table.grab()
    assert names(table, [999]) == ["Company 1000"]
    assert all(len(ids) <= PAGE for ids in shelf.asked)


def test_a_million_rows_ask_only_for_what_is_seen(shown):
    table, shelf = shown(1_000_000)
    table.go_to(700_000)
    table.grab()
    assert names(table, [699_999]) == ["Company 700000"]
    assert len(shelf.asked) <= 4


def test_ctrl_a_takes_every_match_and_space_one_back(qtbot, shown):
    table, _shelf = shown(1000)
    counts = []
    table.ticked.connect(counts.append)
    qtbot.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert table.ticked_count() == 1000
    table.go_to(5)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert table.ticked_count() == 999
    assert 5 not in table.ticked_ids()
    qtbot.keyClick(table, Qt.Key.Key_Escape)
    assert table.ticked_count() == 0
    assert counts[-3:] == [1000, 999, 0]


def test_ticks_stay_with_the_ids_when_the_order_changes(qtbot, shown):
    table, _shelf = shown(300)
    table.go_to(2)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    table.set_order(Order("name", descending=True))
    assert names(table, [0]) == ["Company 300"]
    assert list(table.ticked_ids()) == [2]
    assert table.current_id() == 2


def test_a_click_on_the_box_ticks_and_shift_extends(qtbot, shown):
    table, _shelf = shown(50)
    box = table.visualRect(table.rows.index(1, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=box)
    other = table.visualRect(table.rows.index(4, 0)).center()
    qtbot.mouseClick(
        table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, other
    )
    assert list(table.ticked_ids()) == [2, 3, 4, 5]


def test_walking_and_opening_tell_the_id(qtbot, shown):
    table, _shelf = shown(50)
    walked, opened = [], []
    table.walked.connect(walked.append)
    table.opened.connect(opened.append)
    table.go_to(1)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert walked == [1, 2]
    assert opened == [2]


def test_a_title_sorts_and_sorts_back(qtbot, shown):
    table, _shelf = shown(50)
    head = table.horizontalHeader()
    at = QPoint(head.sectionViewportPosition(1) + 20, 5)
    orders = []
    table.sorted.connect(orders.append)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert orders == [Order("name"), Order("name", descending=True)]
    assert names(table, [0]) == ["Company 50"]


def test_a_changed_row_is_asked_for_again_and_only_its_page(shown):
    table, shelf = shown(1000)
    shelf.names[3] = "Łódź Systems"
    table.refresh(frozenset({3}))
    table.grab()
    assert names(table, [2]) == ["Łódź Systems"]
    assert shelf.asked[0] == tuple(range(1, PAGE + 1))


def test_copying_takes_what_the_columns_say(qtbot, shown):
    table, _shelf = shown(10)
    table.go_to(3)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Company 3\tPack sent\tStafford"


def test_an_empty_table_says_what_to_do(shown):
    empty, _shelf = shown(0)
    table, _shelf = shown(0)
    table.say_empty("")
    assert empty.grab().toImage() != table.grab().toImage()


def test_columns_keep_width_order_and_absence(shown):
    table, _shelf = shown(10)
    table.set_widths({"stage": 77, "name": -1, "unknown": 5})
    assert list(table.widths())[:2] == ["stage", "name"]
    assert table.widths()["stage"] == 77
    assert table.widths()["name"] == -1


def test_a_page_that_is_refused_can_be_asked_for_again(shown, bridge):
    table, shelf = shown(1000)
    said = []
    bridge.troubles.refused.connect(said.append)

    def refuse(reading, ids):
        raise Refusal("The list could not be read.")

    source = shelf.source()
    table.show_source(Source(source.first, source.ids, refuse, source.key, source.cells))
    table.rows.want(500, 510)
    assert said
    assert table.rows._asked == set()


def test_pages_let_go_of_the_longest_unused():
    pages = Pages()
    pages.replace(array("q", range(PAGE * (KEPT + 2))))
    for page in range(KEPT + 1):
        pages.put(page, [(key, ("x",)) for key in pages.ids_of(page)])
    assert pages.cells(0) is None
    assert pages.cells(PAGE) == ("x",)


def test_rows_that_are_gone_are_no_longer_ticked():
    selection = Selection()
    selection.tick([1, 2, 3])
    selection.keep(array("q", [2, 3, 4]))
    assert list(selection.ids(array("q", [4, 3, 2]))) == [3, 2]
