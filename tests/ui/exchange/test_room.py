"""The Import room from a typed name to the book and back."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QPushButton

from crm.data.queries.companies import count_companies
from crm.data.queries.imports import batches
from crm.domain.imported_values import ColumnKind
from crm.domain.imports import Action
from ui.exchange import work as import_work
from ui.exchange.room import ExchangeRoom
from ui.places import Place
from ui.table.columns import Order

GOOD = ("Potteries Data Ltd,Ms Helen Marsh,01632 960123,Stoke-on-Trent,ST4 1AA,x",
        "Łódź & <b>Söhne</b>,Mr Jon Adeyemi,01632 960124,Stafford,ST16 2AA,=cmd()",
        "Potteries Data Ltd,Mr Bob Stone,01632 960125,Stoke-on-Trent,ST4 1AA,y")  # fmt: skip
BAD = ",Mr Nobody,01632 960126,Stone,ST15 8AA,z"


@pytest.fixture
def room(qtbot, real_desk):
    made = ExchangeRoom(real_desk)
    made.resize(1200, 800)
    real_desk.commands.add("exchange", made.commands(), made)
    real_desk.bridge.changed.connect(made.refresh)
    made.show()
    made.show_place(Place("exchange"))
    made.focus_first()
    return made


def companies(room):
    found = []
    room.bridge.ask(count_companies, then=found.append)
    return found[0]


def type_name(qtbot, room, path):
    room.path.editor.setText("")
    qtbot.keyClicks(room.path.editor, str(path))
    qtbot.keyClick(room.path.editor, Qt.Key.Key_Return)


def rows(room):
    table = room.preview.table
    return [table.rows.pages.cells(row) for row in range(table.count())]


def test_a_list_comes_in_by_keyboard_and_goes_out_by_one_undo(qtbot, room, make_list):
    path = make_list(*GOOD, BAD)
    type_name(qtbot, room, path)
    assert room.foot.bring.text() == "Bring in 2 companies"
    assert room.preview.chips[Action.ERROR].text() == "Left out 1"
    assert companies(room) == 0
    assert room.foot.bring.hasFocus()
    qtbot.keyClick(room, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert companies(room) == 2
    said = room.done.says()
    assert "2 new companies" in said
    left = path.with_name("chamber list - not imported.csv")
    assert str(left) in said
    assert "Mr Nobody" in left.read_text(encoding="utf-8-sig")
    room.bridge.undo()
    assert companies(room) == 0
    assert room._stack.currentIndex() == 1
    assert room.foot.bring.text() == "Bring in 2 companies"


def test_every_row_says_what_becomes_of_it_and_why(qtbot, room, make_list):
    type_name(qtbot, room, make_list(*GOOD, BAD))
    assert [cells[1].text for cells in rows(room)] == ["new", "new", "skipped", "left out"]
    assert rows(room)[1][2] == "Łódź & <b>Söhne</b>"
    assert "same company as row 2" in rows(room)[2][4]
    room.preview.chips[Action.ERROR].click()
    ((number, _pill, _cells, _town, reason),) = rows(room)
    assert number == "5"
    assert "name" in reason.lower()


def test_fifty_thousand_rows_are_shown_by_the_page(qtbot, room, make_list):
    lines = [f"Firm {n} Ltd,,,Town {n % 9},ST16 2AA,x" for n in range(50_000)]
    room.open(str(make_list(*lines)))
    assert room.preview.table.count() == 50_000
    assert len(room.preview.table.rows.pages._pages) < 10
    room.preview.table.set_order(Order("town"))
    assert rows(room)[0][3] == "Town 0"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("picture.csv", b"\x89PNG\r\n\x1a\n....", "picture"),
        ("empty.csv", b"", "empty"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old kind"),
    ],
)
def test_a_file_that_is_no_list_is_refused_beside_its_name(
    qtbot, room, tmp_path, name, content, said
):
    path = tmp_path / name
    path.write_bytes(content)
    type_name(qtbot, room, path)
    assert said in room.path.trouble()
    assert room.path.text() == str(path)
    assert room.path.editor.hasFocus()
    assert not room.foot.bring.isEnabled()


def test_a_name_that_is_not_there_and_no_name_are_refused(qtbot, room, tmp_path):
    type_name(qtbot, room, tmp_path / "nowhere.csv")
    assert "is not there" in room.path.trouble()
    type_name(qtbot, room, "  ")
    assert room.path.trouble()


def test_columns_are_changed_and_remembered_for_the_next_list(qtbot, room, make_list):
    type_name(qtbot, room, make_list(*GOOD))
    choice = room.mapping.choice(5)
    choice.choose(ColumnKind.NOTES.value)
    choice.activated.emit(choice.currentIndex())
    assert not room.foot.bring.isEnabled()
    qtbot.waitUntil(room.foot.bring.isEnabled)
    room.work.bring_in()
    room.start_again()
    type_name(qtbot, room, make_list("New Firm Ltd,,,Stone,ST15 8AA,w", name="other.csv"))
    assert room.mapping.choice(5).value() == ColumnKind.NOTES.value
    assert room._remembered.isVisible()


def test_without_a_column_for_the_name_nothing_can_come_in(qtbot, room, make_list):
    type_name(qtbot, room, make_list(*GOOD))
    choice = room.mapping.choice(0)
    choice.choose("")
    choice.activated.emit(0)
    qtbot.waitUntil(lambda: "company name" in room.foot.trouble())
    assert not room.foot.bring.isEnabled()


def test_how_the_file_is_read_can_be_chosen(qtbot, room, make_list):
    path = make_list("Löwe Ltd;Stafford", headings="Company;Town")
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp1252"))
    type_name(qtbot, room, path)
    assert (room.table_bar.encoding.value(), room.table_bar.delimiter.value()) == ("cp1252", ";")
    assert rows(room)[0][2] == "Löwe Ltd"
    room.table_bar.header.choose(0)
    room.table_bar.header.activated.emit(0)
    assert room.work.list.table.facts.header_row == 0


def test_a_cancelled_import_leaves_nothing_and_can_be_done_again(
    qtbot, room, make_list, monkeypatch
):
    type_name(qtbot, room, make_list(*GOOD))

    def stop():
        for job in room.desk.jobs.running:
            if job.title == import_work.BRINGING:
                job.cancel()

    room.desk.jobs.changed.connect(stop)
    room.work.bring_in()
    room.desk.jobs.changed.disconnect(stop)
    assert companies(room) == 0
    qtbot.waitUntil(room.foot.bring.isEnabled)
    room.work.bring_in()
    assert companies(room) == 2


def test_where_rows_left_out_cannot_be_written_another_folder_is_offered(
    qtbot, room, make_list, tmp_path, monkeypatch
):
    path = make_list(*GOOD, BAD)
    type_name(qtbot, room, path)
    other = tmp_path / "other"
    other.mkdir()

    def refuse(*_given, **_named):
        raise OSError(13, "Permission denied")

    with monkeypatch.context() as closed:
        closed.setattr("crm.exchange.bad_rows.tempfile.mkstemp", refuse)
        room.work.bring_in()
    assert companies(room) == 2
    assert "Permission denied" in room.done.says()
    assert room.done.elsewhere.isVisible()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given: str(other))
    room.done.elsewhere.click()
    assert str(other / "chamber list - not imported.csv") in room.done.says()
    assert not room.done.elsewhere.isVisible()


def test_a_change_of_the_book_is_looked_at_again(qtbot, room, make_list, sqlite_book):
    type_name(qtbot, room, make_list(*GOOD))
    room.work.bring_in()
    room.start_again()
    type_name(qtbot, room, make_list(*GOOD))
    assert not room.foot.bring.isEnabled()
    room.bridge.undo()
    assert room.foot.bring.text() == "Bring in 2 companies"


def test_files_brought_in_before_are_listed(qtbot, room, make_list):
    type_name(qtbot, room, make_list(*GOOD))
    room.work.bring_in()
    found = []
    room.bridge.ask(batches, then=found.append)
    assert found[0][0].file_name == "chamber list.csv"


def test_everything_has_a_name(qtbot, room, make_list):
    type_name(qtbot, room, make_list(*GOOD))
    for kind in (QLineEdit, QComboBox, QPushButton):
        for part in room.findChildren(kind):
            assert part.accessibleName(), part


def test_the_room_of_a_book_that_was_closed_hears_of_no_more_jobs(qapp, qtbot, real_desk):
    gone = ExchangeRoom(real_desk)
    gone.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    faults = []
    real_desk.bridge.troubles.faulted.connect(faults.append)
    with qtbot.captureExceptions() as strayed:
        real_desk.bridge.with_book(lambda book: 1, then=lambda _one: None, title="Looking")
        qapp.processEvents()
    assert (faults, strayed) == ([], [])
