"""Settings, Keys: pressing another key, taking one over, and everything as it came."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from ui.command import Command
from ui.settings import keys as keys_module
from ui.settings.keys import KeysSection


def command(id_, text, keys=(), done=None):
    run = lambda: done.append(id_) if done is not None else None  # noqa: E731
    return Command(id_, text, run, keys, tip=f"Do {text.lower()}")


@pytest.fixture
def section(qtbot, desk):
    holder = QWidget()
    qtbot.addWidget(holder)
    desk.commands.add(
        "everywhere",
        [command("find", "Find", "Ctrl+K"), command("undo", "Undo", "Ctrl+Z"),
         command("help", "Help", "F1")],
        holder, "Everywhere",
    )  # fmt: skip
    desk.commands.add(
        "today",
        [command("dial", "Dial", "F9"), command("pack", "Pack", ("Ctrl+Shift+P", "P"))],
        holder, "Today",
    )  # fmt: skip
    desk.commands.add("letters", [command("print", "Print", "F9")], holder, "Letters")
    made = KeysSection(desk)
    made.holder = holder
    qtbot.addWidget(made)
    made.show()
    made.entered()
    return made


def keys_of(desk, name):
    return desk.commands.find(name).keys


def press(qtbot, section, key, modifiers=Qt.KeyboardModifier.NoModifier):
    section.field.setFocus()
    qtbot.keyClick(section.field, key, modifiers)


def test_a_key_is_given_by_pressing_it_and_kept(qtbot, section, desk):
    section.choose("dial")
    press(qtbot, section, Qt.Key.Key_F6)
    assert keys_of(desk, "dial") == ("F6",)
    assert desk.preferences.now.keys == {"dial": ("F6",)}
    assert section.message() == "Dial: F6"
    assert section.tree.currentItem().text(1) == "F6"
    section.reset()
    assert keys_of(desk, "dial") == ("F9",)
    assert desk.preferences.now.keys == {}


def test_a_letter_stands_beside_and_says_where_it_works(qtbot, section, desk):
    section.choose("pack")
    press(qtbot, section, Qt.Key.Key_Q)
    assert keys_of(desk, "pack") == ("Ctrl+Shift+P", "Q")
    section.choose("dial")
    section.clear()
    assert keys_of(desk, "dial") == ()
    press(qtbot, section, Qt.Key.Key_D)
    assert "outside text fields" in section.message()


def test_a_key_somebody_has_is_named_and_taken_over_only_on_request(qtbot, section, desk):
    section.choose("dial")
    press(qtbot, section, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert "“Find” (Everywhere)" in section.message()
    assert (keys_of(desk, "dial"), keys_of(desk, "find")) == (("F9",), ("Ctrl+K",))
    section.leave_button.click()
    assert section.message() == ""
    assert desk.preferences.now.keys == {}
    press(qtbot, section, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    section.take_over_button.click()
    assert (keys_of(desk, "dial"), keys_of(desk, "find")) == (("Ctrl+K",), ())
    section.choose("find")
    section.reset()
    assert "“Dial” (Today)" in section.message()
    section.take_over_button.click()
    assert (keys_of(desk, "dial"), keys_of(desk, "find")) == ((), ("Ctrl+K",))


def test_a_key_of_the_window_clashes_with_every_room(section, desk):
    section.choose("find")
    section.take("F9")
    assert "“Dial” (Today), “Print” (Letters)" in section.message()
    section.take_over()
    assert keys_of(desk, "find") == ("F9",)
    assert keys_of(desk, "dial") == keys_of(desk, "print") == ()


def test_rooms_do_not_clash_with_each_other(section, desk):
    section.choose("dial")
    section.take("F6")
    section.choose("print")
    section.take("F6")
    assert keys_of(desk, "dial") == keys_of(desk, "print") == ("F6",)


@pytest.mark.parametrize("key", [Qt.Key.Key_F1, Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_reserved_key_says_why(qtbot, section, desk, key):
    section.choose("dial")
    press(qtbot, section, key)
    assert "cannot be taken" in section.message()
    assert keys_of(desk, "dial") == ("F9",)


def test_a_key_that_stays_is_not_lost(section, desk):
    section.choose("help")
    section.clear()
    assert keys_of(desk, "help") == ("F1",)
    section.take("F12")
    assert keys_of(desk, "help") == ("F12", "F1")


def test_esc_leaves_the_field_and_no_command_hears_what_is_pressed_in_it(qtbot, section, desk):
    done = []
    desk.commands.find("dial").run = lambda: done.append(1)
    section.choose("pack")
    press(qtbot, section, Qt.Key.Key_F9)
    assert done == []
    qtbot.keyClick(section.field, Qt.Key.Key_Escape)
    assert section.focusWidget() is section.tree


def test_the_list_is_searched_by_words_and_by_key(section):
    section.search.setText("f9")
    shown = [i.text(0) for i in section._items() if not i.isHidden()]
    assert shown == ["Dial", "Print"]
    assert section.chosen().id == "dial"
    section.search.setText("zebra")
    assert section._nothing.isVisible()
    assert not section._chosen_card.isVisible() or section.chosen() is not None


def test_all_come_back_after_asking(section, desk, monkeypatch):
    section.choose("dial")
    section.take("F6")
    answers = iter([False, True])
    monkeypatch.setattr(keys_module, "ask", lambda *a, **k: next(answers))
    section.reset_all()
    assert keys_of(desk, "dial") == ("F6",)
    section.reset_all()
    assert keys_of(desk, "dial") == ("F9",)
    assert desk.preferences.now.keys == {}


def test_everything_that_takes_the_focus_has_a_name(section):
    for part in (section.search, section.tree, section.field, *section.findChildren(QPushButton)):
        assert part.accessibleName()
