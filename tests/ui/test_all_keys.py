"""The keys of every room with the demo book: one command each, and never while typing."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QComboBox, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from crm.actions.demo import demo_moment
from crm.data.book import Book
from crm.data.queries.queue import call_queue
from tests.books.clock import SetClock
from tests.books.demo import DEMO_DAY
from ui.app import App
from ui.bridge import Bridge
from ui.command import EVERYWHERE, Command
from ui.fields_first import text_of
from ui.keys import is_letter, spell, why_reserved
from ui.lanes import InlineLanes
from ui.places import Place
from ui.preferences import PreferenceStore

ROOMS = ("today", "companies", "company", "letters", "exchange", "history", "settings")


@pytest.fixture
def program(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, demo_book_file: Path
) -> Iterator[App]:
    store = PreferenceStore(QSettings(str(tmp_path / "p.ini"), QSettings.Format.IniFormat))
    path = tmp_path / "demo.muster"
    path.write_bytes(demo_book_file.read_bytes())
    made = App(qapp, store, Bridge(InlineLanes()))
    made.location = str(path)
    made.window.resize(1440, 900)
    made.window.show()
    made.window.activateWindow()
    clock = SetClock(demo_moment(DEMO_DAY))
    made.bridge.open(lambda: Book.open(path, clock=clock), made._opened)
    qtbot.waitUntil(lambda: made.window.rooms.here is not None)
    yield made
    made.window.close()
    made.window.deleteLater()
    made.deleteLater()


def commands_of(program: App) -> list[Command]:
    return [c for scope in program.desk.commands.everything() for c in scope.commands]


def test_every_command_has_an_id_a_tip_and_words_of_its_own(program: App) -> None:
    known = commands_of(program)
    assert len({command.id for command in known}) == len(known) > 60
    for command in known:
        assert command.text.strip()
        assert command.tip.strip()
        assert not command.tip.endswith("."), command.id
        for key in command.shipped:
            assert spell(key), command.id


def test_no_random_choice_of_keys_lets_two_commands_listen_to_one(program: App) -> None:
    known = commands_of(program)
    chance = random.Random(3)
    pool = [key for command in known for key in command.shipped]
    pool += ["F2", "F12", "Alt+O", "Q", "Ctrl+Enter", "Enter", "F1", "Ctrl+Quatsch", "", "Esc"]
    for _round in range(60):
        own = {
            command.id: tuple(chance.sample(pool, chance.randint(0, 3)))
            for command in chance.sample(known, chance.randint(0, len(known)))
        }
        program.desk.commands.wear({**own, "no.such.command": ("F9",)})
        everywhere, *rooms = program.desk.commands.known()
        assert everywhere.name == EVERYWHERE
        for room in rooms:
            reach = (*everywhere.commands, *room.commands)
            keys = [key for command in reach for key in command.keys]
            assert len(keys) == len(set(keys)), own
            heard = [
                sequence.toString(QKeySequence.SequenceFormat.PortableText)
                for scope in (everywhere, room)
                for action in scope.actions.values()
                for sequence in action.shortcuts()
            ]
            assert len(heard) == len(set(heard)), own
            for command in reach:
                shipped = {spell(key) for key in command.shipped}
                assert all(key in shipped or not why_reserved(key) for key in command.keys)
    program.desk.commands.wear({})
    assert all(set(c.keys) == {spell(key) for key in c.shipped} for c in known)


def enter(program: App, qtbot: QtBot, room: str) -> None:
    place = Place(room)
    if room == "company":
        book = program.bridge._book
        assert book is not None
        place = Place("companies", "company", book.ask(call_queue).queue.rows[1].company_id)
    program.places.go(place)
    qtbot.wait(20)


def typing_places(program: App) -> list[QWidget]:
    return [
        widget
        for widget in program.window.findChildren(QWidget)
        if (text_of(widget) is not None or isinstance(widget, QComboBox))
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


@pytest.mark.parametrize("room", ROOMS)
def test_letters_are_text_in_every_field_and_list_to_choose_from(
    program: App, qtbot: QtBot, room: str
) -> None:
    enter(program, qtbot, room)
    done: list[str] = []
    for scope in program.desk.commands.everything():
        for command in scope.commands:
            command.run = lambda command=command: done.append(command.id)
            command.when = lambda: True
    program.desk.commands.refresh()
    letters = sorted({key for c in commands_of(program) for key in c.keys if is_letter(key)})
    assert {"P", "1", "0", "M", "X"} <= set(letters)
    places = typing_places(program)
    assert places
    for widget in places:
        widget.setFocus()
        focused = QApplication.focusWidget()
        if focused is None or not widget.isVisible():
            continue
        for letter in letters:
            before = text_of(focused)
            qtbot.keyClick(focused, letter.lower())
            assert done == [], f"{letter} in {type(widget).__name__} {widget.accessibleName()}"
            if isinstance(widget, QPlainTextEdit):
                assert text_of(focused) == f"{before}{letter.lower()}"
        program.window.palette_list.hide()


def test_outside_fields_a_letter_is_a_command(program: App, qtbot: QtBot) -> None:
    enter(program, qtbot, "today")
    done: list[str] = []
    pack = program.desk.commands.find("call.pack")
    assert pack is not None
    pack.run = lambda: done.append("pack")
    here = program.window.rooms.here
    assert here is not None
    program.window.rail.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    program.window.rail.setFocus()
    qtbot.keyClick(program.window.rail, "p")
    assert done == ["pack"]


def test_a_key_of_ones_own_is_kept_and_works_at_once(program: App, qtbot: QtBot) -> None:
    enter(program, qtbot, "today")
    commands, done = program.desk.commands, []
    dial = commands.find("call.dial")
    assert dial is not None
    dial.run = lambda: done.append("dial")
    program.preferences.change(keys={"call.dial": ("F11",), "edit.find": ("Alt+F",)})
    commands.wear(program.preferences.now.keys)
    assert commands.action("call.dial").shortcut().toString() == "F11"
    assert program.window.top_bar.search._keys == "Alt F"
    note = QApplication.focusWidget()
    assert note is not None
    qtbot.keyClick(note, Qt.Key.Key_F9)
    qtbot.keyClick(note, Qt.Key.Key_F11)
    assert done == ["dial"]
    again = PreferenceStore(program.preferences._settings)
    assert again.now.keys == {"call.dial": ("F11",), "edit.find": ("Alt+F",)}


@pytest.mark.parametrize("kept", ['"x"', '{"a": 1}', '{"a": ["F2", 3]}', '{"gone": ["F2"]}', "[]"])
def test_kept_keys_that_make_no_sense_do_no_harm(tmp_path: Path, kept: str) -> None:
    settings = QSettings(str(tmp_path / "p.ini"), QSettings.Format.IniFormat)
    settings.setValue("preferences", f'{{"keys": {kept}, "text_size": 110}}')
    now = PreferenceStore(settings).now
    assert now.text_size == 110
    assert set(now.keys) <= {"gone"}
