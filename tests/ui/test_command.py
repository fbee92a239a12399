"""Commands: one key each, and fields with text first."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QWidget

from ui.command import Command, Commands, CommandTrouble, Scope, check, check_keys
from ui.fields_first import FieldsFirst
from ui.look.buttons import button
from ui.look.surfaces import column


def command(id_, keys=(), **more):
    return Command(id_, id_.title(), lambda: None, keys, tip="Does it", **more)


def test_two_commands_may_not_share_an_id():
    with pytest.raises(CommandTrouble, match="two commands"):
        check([command("a"), command("a")])


def test_a_command_without_a_tip_is_refused():
    with pytest.raises(CommandTrouble, match="tip"):
        check([Command("a", "A", lambda: None)])


@pytest.mark.parametrize("keys", [("Ctrl+K", "Ctrl+K"), ("Ctrl+Shift+P", "Shift+Ctrl+P")])
def test_no_key_twice_within_reach(keys):
    with pytest.raises(CommandTrouble, match="both listen"):
        check_keys(Scope("room", (command("a", keys[0]), command("b", keys[1]))))


def test_a_key_of_the_window_is_taken_in_every_room(qapp):
    commands, holder = Commands(), QWidget()
    commands.add("everywhere", [command("find", "Ctrl+K")], holder)
    commands.add("one", [command("x", "P")], holder)
    commands.add("two", [command("y", "P")], holder)
    with pytest.raises(CommandTrouble):
        commands.add("three", [command("z", "Ctrl+K")], holder)


def test_a_key_that_is_none_is_refused():
    with pytest.raises(CommandTrouble, match="no such key"):
        check_keys(Scope("room", (command("a", "Strg+Quatsch"),)))


@pytest.fixture
def screen(qtbot, qapp):
    holder = QWidget()
    line, note, other = QLineEdit(), QPlainTextEdit(), QPushButton("x")
    layout = column(holder)
    for widget in (line, note, other):
        layout.addWidget(widget)
    pressed = []
    commands = Commands(holder)
    commands.add(
        "room",
        [
            Command(name, name, lambda name=name: pressed.append(name), keys, tip="x")
            for name, keys in (
                ("undo", "Ctrl+Z"), ("all", "Ctrl+A"), ("pack", "P"), ("find", "Ctrl+K"),
                ("outcome", "Ctrl+1"), ("dial", "F9"), ("never", "Ctrl+E"),
            )
        ],
        holder,
    )  # fmt: skip
    FieldsFirst(commands, qapp)
    holder.show()
    holder.activateWindow()
    qtbot.waitUntil(holder.isActiveWindow)
    yield line, note, other, pressed
    holder.close()


CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_letter_belongs_to_the_field_and_elsewhere_to_the_command(qtbot, screen):
    line, _note, other, pressed = screen
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_P)
    assert (line.text(), pressed) == ("p", [])
    other.setFocus()
    qtbot.keyClick(other, Qt.Key.Key_P)
    assert pressed == ["pack"]


@pytest.mark.parametrize("number", [0, 1])
def test_undo_and_select_all_belong_to_a_field_with_text(qtbot, screen, number):
    field, pressed = screen[number], screen[3]
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Z, CTRL)
    qtbot.keyClick(field, Qt.Key.Key_A, CTRL)
    assert pressed == ["undo", "all"]
    qtbot.keyClicks(field, "abc")
    qtbot.keyClick(field, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert pressed == ["undo", "all"]


@pytest.mark.parametrize("number", [0, 1])
def test_other_combinations_and_function_keys_work_inside_fields(qtbot, screen, number):
    field, pressed = screen[number], screen[3]
    field.setFocus()
    qtbot.keyClicks(field, "abc")
    qtbot.keyClick(field, Qt.Key.Key_K, CTRL)
    qtbot.keyClick(field, Qt.Key.Key_1, CTRL)
    qtbot.keyClick(field, Qt.Key.Key_F9)
    qtbot.keyClick(field, Qt.Key.Key_E, CTRL)
    assert pressed == ["find", "outcome", "dial", "never"]


def test_a_button_is_grey_while_its_command_cannot_be_done(qtbot, qapp):
    state = {"can": False, "done": 0}

    def run():
        state["done"] += 1

    can = Command("x", "A & B", run, "Ctrl+1", lambda: state["can"], "Does it")
    commands, holder = Commands(), QWidget()
    commands.add("room", [can], holder)
    made = button(can)
    commands.refresh()
    assert not made.isEnabled()
    can.press()
    assert state["done"] == 0
    state["can"] = True
    commands.refresh()
    made.click()
    assert (state["done"], made.isEnabled(), made.accessibleName()) == (1, True, "A & B")
    assert commands.action("x").text() == "A && B"
