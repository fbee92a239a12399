"""The whole program on a real book, with real threads."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt

from crm.data.book import Book
from tests.books.drive import begin
from tests.ui.shell.test_window import Quiet  # noqa: F401 -- named by the entries below
from ui.app import App
from ui.one_window import Doorbell, raise_first
from ui.preferences import PreferenceStore
from ui.shell.catalogue import Entry

ROOT = Path(__file__).resolve().parents[2]
ROOMS = (
    Entry("today", "Today", "tests.ui.shell.test_window:Quiet", "Calls"),
    Entry("settings", "Settings", "tests.ui.shell.test_window:Silent", "Settings"),
)


@pytest.fixture
def program(qtbot, qapp, tmp_path):
    settings = QSettings(str(tmp_path / "p.ini"), QSettings.Format.IniFormat)
    made = App(qapp, PreferenceStore(settings), rooms=ROOMS)
    yield made
    made.stop()
    made.window.deleteLater()
    made.deleteLater()


@pytest.fixture
def book_file(tmp_path):
    path = tmp_path / "drive.muster"
    Book.open(path, create=True).close()
    return path


def test_the_window_is_painted_before_the_book_is_opened(qtbot, program, book_file):
    program.show(book_file)
    assert not program.bridge.has_book
    assert "Opening drive" in program.window.status.text()
    qtbot.waitUntil(lambda: program.window.rooms.here is not None)
    assert program.bridge.has_book
    assert program.preferences.now.recent_books == (str(book_file),)
    qtbot.waitUntil(lambda: "0 companies" in program.window.status.text())


def test_a_book_without_an_association_begins_with_its_profile(qtbot, program, book_file):
    program.show(book_file)
    qtbot.waitUntil(lambda: program.window.rooms.key == "settings")
    assert program.places.here.kind == "first run"


def test_a_first_book_is_made_in_a_folder_that_is_not_there_yet(qtbot, program, tmp_path):
    path = tmp_path / "user data" / "book.muster"
    program.show(path, create=True)
    qtbot.waitUntil(lambda: program.window.rooms.key == "settings")
    assert program.places.here.kind == "first run"
    assert path.exists()


def test_damage_that_is_found_behind_the_window_closes_the_book(qtbot, program, tmp_path):
    path = tmp_path / "drive.muster"
    book = Book.open(path, create=True)
    begin(book)
    book.close()
    whole = bytearray(path.read_bytes())
    whole[len(whole) // 2 :] = bytes(len(whole) - len(whole) // 2)
    path.write_bytes(whole)
    program.show(path)
    qtbot.waitUntil(lambda: "damaged" in program.window.page.says())
    assert not program.bridge.has_book


def test_a_missing_book_offers_to_be_made(qtbot, program, tmp_path):
    path = tmp_path / "none" / "book.muster"
    program.show(path)
    qtbot.waitUntil(lambda: "There is no book here" in program.window.page.says())
    first = program.window.page._buttons[0]
    assert first.text() == "Make a new book here"
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: program.window.rooms.here is not None)
    assert path.exists()


def test_a_file_that_is_no_book_is_left_alone(qtbot, program, tmp_path):
    path = tmp_path / "list.muster"
    path.write_text("name,town\n" * 500)
    program.show(path)
    qtbot.waitUntil(lambda: "no book" in program.window.page.says())
    assert path.read_text().startswith("name,town")


def test_another_book_is_opened_in_the_same_window(qtbot, program, book_file, tmp_path):
    program.show(book_file)
    qtbot.waitUntil(lambda: program.window.rooms.here is not None)
    other = tmp_path / "other.muster"
    program.open_book(str(other), create=True)
    qtbot.waitUntil(lambda: program.window.rooms.here is not None)
    assert program.preferences.now.recent_books[0] == str(other)
    Book.open(book_file).close()


def test_ctrl_shift_b_backs_up(qtbot, program, book_file):
    program.show(book_file)
    qtbot.waitUntil(lambda: program.window.rooms.here is not None)
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(program.window.rooms.here, Qt.Key.Key_B, both)
    qtbot.waitUntil(lambda: program.window.message.text().startswith("Backed up"))
    assert program.window.jobs.isHidden()


def test_a_second_start_rings_at_the_first_window(qtbot, qapp, tmp_path):
    path = tmp_path / "drive.muster"
    assert not raise_first(path)
    bell, rings = Doorbell(), []
    bell.rang.connect(lambda: rings.append(1))
    assert bell.listen(path)
    assert raise_first(tmp_path / "." / "drive.muster")
    qtbot.waitUntil(lambda: bool(rings))
    assert not raise_first(tmp_path / "other.muster")


def test_the_window_is_built_without_sqlalchemy(tmp_path):
    code = (
        "import sys; from PySide6.QtWidgets import QApplication; a = QApplication([]);"
        "from PySide6.QtCore import QSettings; from ui.app import App;"
        "from ui.preferences import PreferenceStore;"
        f"p = App(a, PreferenceStore(QSettings('{tmp_path}/x.ini', QSettings.Format.IniFormat)));"
        "print(sorted(m for m in ('sqlalchemy', 'reportlab', 'holidays', 'crm.data.book')"
        " if m in sys.modules)); p.stop()"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "QT_QPA_PLATFORM": "offscreen", "HOME": "/nonexistent"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stdout.strip() == "[]", run.stderr


def test_a_mistake_is_reported_and_the_program_goes_on(qapp, program, monkeypatch):
    told = []
    program.bridge.troubles.faulted.disconnect()
    program.bridge.troubles.faulted.connect(told.append)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr("threading.excepthook", None)
    program.catch_mistakes()
    sys.excepthook(KeyError, KeyError("x"), None)
    assert "KeyError" in told[0]
