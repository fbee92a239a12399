"""Forms that come back, in the window: dropped, put beside ours, filed by keys alone."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMainWindow
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from crm.actions.companies import change_facts, trash
from crm.data.book import Book
from crm.data.queries.applications import applications
from crm.data.queries.attachments import attachments_of
from crm.data.records.companies import Company
from tests.books.drive import add_firm, begin
from tests.books.returned import fill, page_with_form, scanned, sent_to
from ui.bridge import Bridge
from ui.command import Commands
from ui.lanes import InlineLanes
from ui.places import Place, Places
from ui.preferences import PreferenceStore
from ui.returned.room import ReturnedRoom
from ui.room import Desk, Sayings
from ui.shell.dropping import ReturnedFiles

ANSWERS = {"company.staff": "14", "company.vat_number": "123456789", "signed.name": "Helen Marsh"}
CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_ALT = CTRL | Qt.KeyboardModifier.AltModifier


@dataclass
class Desktop:
    """The room, its book and the form of one firm."""

    qtbot: QtBot
    book: Book
    desk: Desk
    room: ReturnedRoom
    firm: int
    other: int
    blank: bytes
    folder: Path
    said: list[str] = field(default_factory=list)

    def hand_over(self, *contents: bytes, kind: str = "pdf") -> list[Path]:
        """Give files to the room as a drop does."""
        paths = []
        for content in contents:
            path = self.folder / f"form-{len(list(self.folder.glob('form-*')))}.{kind}"
            path.write_bytes(content)
            paths.append(path)
        self.room.show_place(Place("returned", "files", view="\n".join(map(str, paths))))
        QApplication.processEvents()
        return paths

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = CTRL) -> None:
        self.qtbot.keyClick(QApplication.focusWidget() or self.room, key, modifiers)
        QApplication.processEvents()

    def company(self) -> tuple[object, ...]:
        query = select(Company.staff, Company.vat_number, Company.stage)
        query = query.where(Company.id == self.firm)
        return tuple(self.book.ask(lambda reading: reading.sql.execute(query).one()))

    @property
    def words(self) -> str:
        return self.room.form.said()


@pytest.fixture
def desktop(
    qtbot: QtBot, qapp: QApplication, sqlite_book: Book, tmp_path: Path
) -> Iterator[Desktop]:
    begin(sqlite_book)
    firm = sqlite_book.do(add_firm).value
    other = sqlite_book.do(add_firm, name="Bluebrick Software", postcode="ST5 1AA").value
    _document, blank = sent_to(sqlite_book, firm)
    bridge = Bridge(InlineLanes())
    bridge.use(sqlite_book)
    bridge.troubles.faulted.connect(pytest.fail)
    settings = QSettings(str(tmp_path / "preferences.ini"), QSettings.Format.IniFormat)
    desk = Desk(bridge, Places(), Commands(), PreferenceStore(settings), Sayings())
    room = ReturnedRoom(desk)
    desk.commands.add("returned", room.commands(), room)
    bridge.changed.connect(room.refresh)
    made = Desktop(qtbot, sqlite_book, desk, room, firm, other, blank, tmp_path)
    desk.troubles.refused.connect(made.said.append)
    qtbot.addWidget(room)
    room.resize(1200, 760)
    room.show()
    room.activateWindow()
    qtbot.waitExposed(room)
    yield made
    room.close()
    bridge.close()


def shown(desktop: Desktop) -> set[str]:
    return {name for name, one in desktop.room.form.answers.rows.items() if one.isVisible()}


def test_a_filled_form_is_filed_by_one_key_and_undone_by_another(desktop: Desktop) -> None:
    desktop.hand_over(fill(desktop.blank, ANSWERS))
    assert "Potteries Data Ltd" in desktop.words
    assert shown(desktop) == {
        "company.staff", "company.vat_number", "signed.name", "membership.band",
    }  # fmt: skip
    assert desktop.room.pages.page_count == 1
    assert QApplication.focusWidget() is desktop.room.form.answers.rows["company.vat_number"].theirs
    desktop.press(Qt.Key.Key_Return)
    assert desktop.company() == (14, "123456789", "Applied")
    (one,) = desktop.book.ask(applications)
    assert one.answers["signed.name"] == "Helen Marsh"
    assert desktop.room.filed.company() == desktop.firm
    desktop.desk.bridge.undo()
    assert desktop.company()[0] == 12
    assert desktop.room.filed.company() == 0


def test_ours_is_kept_where_the_box_is_not_ticked(desktop: Desktop) -> None:
    desktop.hand_over(fill(desktop.blank, ANSWERS))
    rows = desktop.room.form.answers.rows
    rows["company.staff"].theirs.setFocus()
    desktop.press(Qt.Key.Key_T)
    assert not rows["company.staff"].take.isChecked()
    desktop.press(Qt.Key.Key_Return)
    assert desktop.company() == (12, "123456789", "Applied")


def test_all_of_ours_or_all_of_theirs_by_one_key(desktop: Desktop) -> None:
    desktop.hand_over(fill(desktop.blank, ANSWERS))
    answers = desktop.room.form.answers
    desktop.press(Qt.Key.Key_K, CTRL_ALT)
    assert answers.taken() == frozenset()
    desktop.press(Qt.Key.Key_T, CTRL_ALT)
    assert answers.taken() == {"company.staff", "company.vat_number"}


def test_what_they_wrote_wrongly_is_named_and_put_right_here(desktop: Desktop) -> None:
    desktop.hand_over(fill(desktop.blank, {"company.email": "office at potteries"}))
    one = desktop.room.form.answers.rows["company.email"]
    assert not one.take.isEnabled()
    assert "company.email" not in desktop.room.form.answers.taken()
    one.theirs.selectAll()
    desktop.qtbot.keyClicks(one.theirs, "office@potteries.example")
    assert one.take.isChecked()
    assert desktop.room.form.answers.taken() == {"company.email"}


def test_a_scan_finds_its_company_and_is_keyed_in_beside_the_picture(desktop: Desktop) -> None:
    desktop.hand_over(scanned(desktop.blank, page_with_form(desktop.blank)), kind="png")
    assert "Potteries Data Ltd" in desktop.words
    assert "Key the answers in" in desktop.words
    assert len(shown(desktop)) > 30
    staff = desktop.room.form.answers.rows["company.staff"].theirs
    staff.setFocus()
    desktop.qtbot.keyClicks(staff, "9")
    desktop.press(Qt.Key.Key_Return)
    assert desktop.company() == (9, "", "Applied")
    (kept,) = desktop.book.ask(attachments_of, desktop.firm)
    assert (kept.media_type, kept.kind) == ("image/png", "form")


@pytest.mark.parametrize("typed", ["blueb", "Bluebrick Software"])
def test_a_form_without_a_reference_is_given_to_the_company_chosen(
    desktop: Desktop, typed: str
) -> None:
    desktop.hand_over(scanned(desktop.blank, 0, dpi=20), kind="png")
    assert "No reference was found" in desktop.words
    assert QApplication.focusWidget() is desktop.room.form.whose.line
    desktop.qtbot.keyClicks(desktop.room.form.whose.line, typed)
    desktop.press(Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    assert "Bluebrick Software" in desktop.words
    desktop.press(Qt.Key.Key_Return)
    assert len(desktop.book.ask(attachments_of, desktop.other)) == 1


def test_a_reference_can_be_typed_and_a_wrong_one_says_so(desktop: Desktop) -> None:
    desktop.hand_over(scanned(desktop.blank, 0, dpi=20), kind="png")
    whose = desktop.room.form.whose
    desktop.qtbot.keyClicks(whose.line, "WM-0001-A")
    desktop.press(Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    assert "does not fit" in whose._said.text()
    whose.line.clear()
    query = "SELECT reference FROM documents"
    reference = desktop.book.ask(lambda reading: reading.sql.exec_driver_sql(query).scalar())
    desktop.qtbot.keyClicks(whose.line, str(reference).lower().replace("-", " "))
    desktop.press(Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    assert "Potteries Data Ltd" in desktop.words


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"%PDF-1.4 nothing", "is damaged"), (b"%PDF", "is damaged")],
)
def test_a_damaged_file_says_so_and_can_still_be_kept(
    desktop: Desktop, content: bytes, words: str
) -> None:
    desktop.hand_over(content)
    assert words in desktop.words
    desktop.qtbot.keyClicks(desktop.room.form.whose.line, "potteries")
    desktop.press(Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    desktop.press(Qt.Key.Key_Return)
    assert desktop.company()[2] == "Applied"


def test_an_empty_file_leaves_the_list_with_a_sentence(desktop: Desktop) -> None:
    desktop.hand_over(b"")
    assert "is empty" in desktop.room.filed.said()


def test_several_files_are_read_one_after_the_other(desktop: Desktop) -> None:
    first, second = fill(desktop.blank, ANSWERS), fill(desktop.blank, {"company.staff": "15"})
    desktop.hand_over(first, b"", second)
    desktop.press(Qt.Key.Key_Return)
    assert any("is empty" in words for words in desktop.said)
    assert "came back on 14 March 2003 already" in desktop.words
    desktop.press(Qt.Key.Key_Delete)
    assert desktop.company()[0] == 14
    assert desktop.room.filed.isVisible()


def test_the_same_file_twice_is_refused_and_what_was_typed_stays(desktop: Desktop) -> None:
    form = fill(desktop.blank, ANSWERS)
    desktop.hand_over(form)
    desktop.press(Qt.Key.Key_Return)
    desktop.hand_over(form)
    assert "This very file was filed" in desktop.words
    desktop.press(Qt.Key.Key_Return)
    assert "has this very file already" in desktop.words
    assert desktop.room.form.answers.rows["signed.name"].text() == "Helen Marsh"


def test_a_company_in_the_trash_is_taken_out_by_key_first(desktop: Desktop) -> None:
    desktop.book.do(trash, desktop.firm)
    desktop.hand_over(fill(desktop.blank, ANSWERS))
    assert "is in the trash" in desktop.words
    desktop.press(Qt.Key.Key_R, CTRL_ALT)
    assert "is in the trash" not in desktop.words
    desktop.press(Qt.Key.Key_Return)
    assert desktop.company()[2] == "Applied"


def test_a_change_meanwhile_is_shown_before_anything_is_filed(desktop: Desktop) -> None:
    desktop.hand_over(fill(desktop.blank, ANSWERS))
    desktop.book.do(change_facts, desktop.firm, {"staff": "13"})  # another organiser
    desktop.press(Qt.Key.Key_Return)
    assert "changed meanwhile" in desktop.words
    assert desktop.company() == (13, "", "Attempting")
    desktop.press(Qt.Key.Key_Return)
    assert desktop.company() == (14, "123456789", "Applied")


def test_a_day_that_is_none_is_refused_beside_its_field(desktop: Desktop) -> None:
    desktop.hand_over(fill(desktop.blank, ANSWERS))
    desktop.room.form.on.setText("the day before")
    desktop.press(Qt.Key.Key_Return)
    assert "not a date" in desktop.room.form.on_field.trouble()
    desktop.room.form.on.setText("13/03/2003")
    desktop.press(Qt.Key.Key_Return)
    (one,) = desktop.book.ask(applications)
    assert one.received_on.isoformat() == "2003-03-13"


def drop(files: ReturnedFiles, *paths: Path) -> bool:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    event.ignore()
    return files.eventFilter(files.parent(), event) and event.isAccepted()


def test_forms_dropped_on_the_window_go_to_the_room_and_other_files_do_not(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = QMainWindow()
    desktop.qtbot.addWidget(window)
    files = ReturnedFiles(desktop.desk, window)
    assert window.acceptDrops()
    gone: list[Place] = []
    desktop.desk.places.went.connect(gone.append)
    pdf, sheet = desktop.folder / "back.pdf", desktop.folder / "list.xlsx"
    assert drop(files, pdf, desktop.folder / "b.JPG")
    assert gone == [Place("returned", "files", view=f"{pdf}\n{desktop.folder / 'b.JPG'}")]
    assert not drop(files, sheet)
    assert not drop(files, pdf, sheet)
    assert len(gone) == 1
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: ([str(pdf)], ""))
    files.command().press()
    assert gone[-1] == Place("returned", "files", view=str(pdf))
