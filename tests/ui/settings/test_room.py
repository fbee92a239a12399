"""Settings: changed in place, refused beside the field, undone; this machine; the book."""

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton

from crm.data.queries.association import association, current_drive, plans, signatories
from ui.places import Place
from ui.settings import book as book_section
from ui.settings.facts import what_would_change
from ui.settings.room import SettingsRoom


@pytest.fixture
def room(qtbot, set_up_desk):
    made = SettingsRoom(set_up_desk)
    made.resize(1200, 800)
    made.show()
    set_up_desk.bridge.changed.connect(made.refresh)
    made.show_place(Place("settings"))
    made.focus_first()
    return made


def asked(room, query):
    found = []
    room.bridge.ask(query, then=found.append)
    return found[0]


def type_into(editable, text):
    editable.edit()
    editor = editable.findChild(QLineEdit)
    editor.setText(text)
    editable.save()


def test_a_field_is_changed_in_place_and_undone(room):
    town = room.sections["association"]._lines["town"]
    before = asked(room, association).town
    type_into(town, "Stone")
    assert asked(room, association).town == "Stone"
    room.bridge.undo()
    assert asked(room, association).town == before
    assert town.value() == before


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [("postcode", "nowhere", "postcode"), ("email", "alex", "email"), ("name", "", "name")],
)
def test_what_cannot_be_is_refused_beside_the_field(room, field, typed, said):
    before = asked(room, association)
    line = room.sections["association"]._lines[field]
    type_into(line, typed)
    assert line.editing
    assert said in line._trouble.text()
    assert asked(room, association) == before


def test_a_company_is_asked_for_its_particulars_until_they_are_there(room):
    section = room.sections["association"]
    assert not section._company.isVisible()
    section.form.choose("company limited by guarantee")
    section._choose_form()
    assert section._company.isVisible()
    assert "is a draft until" in section._note.text()
    for field, text in (
        ("registered_name", "WMita Ltd"), ("registered_in", "England and Wales"),
        ("registered_number", "01234567"), ("registered_office", "1 Sample Street, Stafford"),
    ):  # fmt: skip
        type_into(section._particulars[field], text)
    assert not section._note.isVisible()
    room.bridge.undo()
    assert "registered office" in section._note.text()


def test_signatories_are_changed_and_added(room):
    section = room.sections["signatories"]
    section.new.put("Jo Field")
    section._add()
    assert [one.name for one in asked(room, signatories)] == ["Alex Brook", "Jo Field"]
    section.new.put("  ")
    section._add()
    assert section.new.trouble()


def test_the_drive_keeps_its_days_in_order(room):
    section = room.sections["drive"]
    type_into(section._members, "300")
    assert asked(room, current_drive).targets["members"] == 300
    type_into(section._ends, "01/01/2003")
    assert "ends before" in section._ends._trouble.text()
    section._ends.cancel()
    type_into(section._starts, "soon")
    assert "no day" in section._starts._trouble.text()
    section._starts.cancel()
    type_into(section._members, "many")
    assert "whole number" in section._members._trouble.text()
    section._members.cancel()
    type_into(section._goal, "60")
    assert asked(room, association).call_goal == 60


def test_a_fee_is_changed_and_undone(room):
    band = asked(room, plans)[2]
    fee = room.sections["fees"]._fees[band.id, "fee"]
    type_into(fee, "240")
    assert asked(room, plans)[2].fee_pence == 24_000
    assert fee.value() == "£240.00"
    room.bridge.undo()
    assert fee.value() == "£225.00"
    type_into(fee, "a lot")
    assert fee.editing


def test_looks_and_dialling_are_kept_on_this_machine(room, set_up_desk):
    section = room.sections["machine"]
    worn = []
    set_up_desk.wishes.look_wished.connect(lambda: worn.append(True))
    section.scheme.choose("dark")
    section.scheme.activated.emit(2)
    section.text_size.choose(150)
    section.text_size.activated.emit(0)
    section.dialler.choose("sip")
    section.dialler.activated.emit(2)
    now = set_up_desk.preferences.now
    assert (now.scheme, now.text_size, now.dialler) == ("dark", 150, "sip")
    assert len(worn) == 2


def test_reminders_are_turned_off_and_moved_on_this_machine(room, set_up_desk):
    section = room.sections["machine"]
    assert (section.reminders.value(), section.before.value()) == ("on", 5)
    section.before.choose(15)
    section.before.activated.emit(4)
    section.reminders.choose("")
    section.reminders.activated.emit(1)
    now = set_up_desk.preferences.now
    assert (now.reminders, now.remind_before) == (False, 15)
    assert not section.before.isEnabled()
    set_up_desk.preferences.change(reminders=True, remind_before=7)
    section.entered()
    assert (section.before.value(), section.before.currentText()) == (7, "7 minutes before")


def test_restoring_says_what_would_change_and_asks(room, sqlite_book, monkeypatch, set_up_desk):
    sqlite_book.backup()
    type_into(room.sections["association"]._lines["town"], "Stone")
    room.show_place(Place("settings", view="book"))
    section = room.sections["book"]
    asked_for, wished = [], []
    set_up_desk.wishes.book_wished.connect(wished.append)
    answers = iter([False, True])

    def answer(_parent, _title, text, *, yes, more, danger):
        asked_for.append(f"{text}\n{more}")
        return next(answers)

    monkeypatch.setattr(book_section, "ask", answer)
    section.restore_button.click()
    assert wished == []
    assert "1 step done since would be gone" in asked_for[0]
    assert "Companies: 0 in the backup (the same)" in asked_for[0]
    section.restore_button.click()
    (wish,) = wished
    assert wish.location == str(sqlite_book.location)
    sqlite_book.close()
    wish.before()


def test_a_restore_of_an_equal_book_changes_nothing():
    assert "Nothing was done since." in what_would_change({"steps": 3}, {"steps": 3})


def test_moving_wishes_for_the_book_in_its_new_place(room, set_up_desk, tmp_path):
    room.show_place(Place("settings", view="book"))
    wished = []
    set_up_desk.wishes.book_wished.connect(wished.append)
    room.sections["book"].move_to(tmp_path / "new" / "drive")
    (wish,) = wished
    assert wish.location == str(tmp_path / "new" / "drive.muster")
    assert wish.before is not None


def test_what_is_typed_is_saved_on_leaving_and_what_is_refused_keeps_one_here(room):
    town = room.sections["association"]._lines["town"]
    town.edit()
    town.findChild(QLineEdit).setText("Stone")
    assert room.may_leave()
    assert asked(room, association).town == "Stone"
    type_into(room.sections["association"]._lines["email"], "nowhere")
    assert not room.may_leave()


def test_everything_has_a_name(room):
    for kind in (QLineEdit, QComboBox, QPushButton):
        for part in room.findChildren(kind):
            assert part.accessibleName(), part
