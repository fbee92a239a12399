"""The palette of commands by keyboard: what ran last comes first, and nothing found says so."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from crm.documents.rendering import count_pages
from tests.crm.documents.reading import page_text
from tests.ui.preview import make_window
from ui.command import Command
from ui.places import Place
from ui.room import Room
from ui.shell import key_card
from ui.shell.catalogue import Entry
from ui.shell.help_sheet import HelpSheet

CTRL = Qt.KeyboardModifier.ControlModifier


class Plain(Room):
    def __init__(self, desk):
        super().__init__(desk)
        self.done = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def commands(self):
        return [
            Command("plain.pack", "Pack", lambda: self.done.append("pack"), "P", tip="Packs it"),
            Command("plain.sweep", "Sweep & mop", lambda: self.done.append("sweep"), tip="Cleans",
                    when=lambda: False, why_not="The floor is clean"),
        ]  # fmt: skip


@pytest.fixture
def window(qtbot, desk, monkeypatch):
    entries = (
        Entry("today", "Today", "tests.ui.shell.test_palette:Plain", "Calls"),
        Entry("companies", "Companies", "ui.room:Room", "All"),
    )
    monkeypatch.setattr("tests.ui.preview.ENTRIES", entries)
    made = make_window(desk)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    desk.places.go(Place("today"))
    return made


def hints(window):
    return [one.text() for one in window.palette_list.findChildren(QLabel) if one.isVisible()]


def test_what_ran_from_the_palette_comes_first_the_next_time(qtbot, window, desk):
    box = window.top_bar.search
    window.open_palette(">")
    assert window.palette_list.found()[0].head == "Today"
    qtbot.keyClicks(box, "pack")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert window.rooms.here.done == ["pack"]
    assert desk.preferences.now.recent_commands == ("plain.pack",)
    window.open_palette(">")
    first = window.palette_list.found()[0]
    assert (first.command, first.head, first.keys) == ("plain.pack", "Used lately", "P")


def test_what_cannot_be_done_is_shown_with_its_reason_and_does_nothing(qtbot, window, desk):
    box = window.top_bar.search
    window.open_palette(">")
    qtbot.keyClicks(box, "sweep")
    (row,) = window.palette_list.found()
    assert "The floor is clean" in row.line
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert window.rooms.here.done == []
    assert desk.preferences.now.recent_commands == ()


def test_nothing_found_says_what_to_do(qtbot, window):
    box = window.top_bar.search
    window.open_palette(">")
    qtbot.keyClicks(box, "zebra")
    assert any("Try another word" in text for text in hints(window))


def test_other_keys_are_shown_at_once_all_around(window, desk):
    desk.commands.wear({"plain.pack": ("F6",), "edit.find": ("Alt+F",), "edit.undo": ("F7",)})
    window.open_palette(">pack")
    assert window.palette_list.found()[0].keys == "F6"
    assert desk.commands.action("plain.pack").shortcut().toString() == "F6"
    assert window.top_bar.search._keys == "Alt F"
    assert window.message.undo_button._cap == "F7"
    window.show_keys()
    sheet = window.findChild(HelpSheet)
    assert "F6" in sheet._page.toPlainText()
    sheet.close()


def test_a_search_in_the_keys_leaves_only_those_meant(window):
    window.show_keys()
    sheet = window.findChild(HelpSheet)
    sheet._search.setText("packs it")
    shown = sheet._page.toPlainText()
    assert "Packs it" in shown
    assert "Cleans" not in shown
    sheet.close()


def test_the_key_card_has_the_keys_of_this_machine_on_one_page(window, desk, monkeypatch, tmp_path):
    shown = []
    monkeypatch.setattr(key_card, "choose", lambda *given: 0)
    monkeypatch.setattr(
        "ui.panels.outlet.Outlet.view", lambda self, pdf, name: shown.append((pdf, name))
    )
    desk.commands.wear({"plain.pack": ("Ctrl+F6", "Q")})
    command = desk.commands.find("help.key_card")
    assert command is not None
    window.print_keys()
    ((pdf, name),) = shown
    assert name == "Muster keys"
    assert count_pages(pdf) == 1
    assert "Ctrl+F6 or Q" in page_text(pdf)
    assert "TODAY" in page_text(pdf)
