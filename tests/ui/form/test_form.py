"""Fields by hand and key: what is wrong is said beside them, what was typed stays."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from crm.domain.errors import Refusal
from ui.form.editable import NOTHING, Editable
from ui.form.editors import Check, Choice, GrowingText, line
from ui.form.fields import Fact, Form
from ui.form.filter_line import FilterLine, is_field_term, split_terms
from ui.form.when_field import WhenField
from ui.look.surfaces import column

NOW = datetime(2003, 3, 18, 10, 0, tzinfo=UTC)


KEPT = []


@pytest.fixture(autouse=True)
def let_go():
    yield
    KEPT.clear()


def on_screen(qtbot, *widgets):
    holder = QWidget()
    layout = column(holder)
    for widget in widgets:
        layout.addWidget(widget)
    KEPT.append(holder)
    holder.show()
    holder.activateWindow()
    qtbot.waitUntil(holder.isActiveWindow)
    return holder


def editor_of(widget):
    return next(e for e in widget.findChildren(QLineEdit) if not e.isHidden())


def test_a_refusal_stands_beside_its_field_until_it_is_edited(qtbot):
    form = Form()
    form.add("name", "Name", line(""))
    postcode = form.add("postcode", "Postcode", line(""), hint="As on the letterhead")
    on_screen(qtbot, form)
    postcode.put("ST4 1A")
    assert form.show_refusal(Refusal("That is no postcode.", field="postcode"))
    assert postcode.trouble() == "That is no postcode."
    assert postcode.editor.hasFocus()
    assert form.values() == {"name": "", "postcode": "ST4 1A"}
    qtbot.keyClick(postcode.editor, Qt.Key.Key_A)
    assert postcode.trouble() == ""


def test_a_refusal_of_another_field_is_left_to_others(qtbot):
    form = Form()
    form.add("name", "Name", line(""))
    assert not form.show_refusal(Refusal("No such file.", field="file"))
    assert not form.show_refusal(Refusal("Not now."))


def test_values_go_in_and_come_out(qtbot):
    form = Form()
    form.add("name", "Name", line(""))
    form.add("kind", "Kind", Choice("Kind", [("Limited", "ltd"), ("Sole trader", "sole")]))
    form.add("note", "Note", GrowingText("Note"))
    form.add("listed", "", Check("In the directory"))
    values = {"name": "Ł & <b>", "kind": "sole", "note": "two\nlines", "listed": "yes"}
    form.fill(values)
    assert form.values() == values


def test_f2_opens_enter_saves_and_esc_does_not(qtbot):
    town = Editable("Town", "Stafford")
    saved = []
    town.saved.connect(saved.append)
    on_screen(qtbot, town)
    shown = town.focusProxy()
    shown.setFocus()
    qtbot.keyClick(shown, Qt.Key.Key_F2)
    qtbot.keyClicks(editor_of(town), "Leek")
    qtbot.keyClick(editor_of(town), Qt.Key.Key_Escape)
    assert (town.value(), saved, town.editing) == ("Stafford", [], False)
    qtbot.keyClick(shown, Qt.Key.Key_F2)
    qtbot.keyClicks(editor_of(town), "Leek")
    qtbot.keyClick(editor_of(town), Qt.Key.Key_Return)
    assert (town.value(), saved, town.editing) == ("Leek", ["Leek"], False)


def test_leaving_a_value_saves_it_once(qtbot):
    town, other = Editable("Town", "Stafford"), line("Other")
    saved = []
    town.saved.connect(saved.append)
    on_screen(qtbot, Fact("Town", town), other)
    town.edit()
    qtbot.keyClicks(editor_of(town), "Stone")
    other.setFocus()
    assert saved == ["Stone"]


def test_a_refused_value_opens_again_with_what_was_typed(qtbot):
    staff = Editable("Staff", "12")
    on_screen(qtbot, staff)
    staff.edit()
    qtbot.keyClicks(editor_of(staff), "many")
    qtbot.keyClick(editor_of(staff), Qt.Key.Key_Return)
    staff.show_refusal(Refusal("Staff is a number.", field="staff"))
    assert staff.editing
    assert editor_of(staff).text() == "many"
    qtbot.keyClick(editor_of(staff), Qt.Key.Key_Escape)
    assert staff.value() == "12"


def test_a_blank_value_shows_a_dash_and_opens_empty(qtbot):
    web = Editable("Web")
    on_screen(qtbot, web)
    assert web.focusProxy().text() == NOTHING
    web.edit()
    assert editor_of(web).text() == ""


def test_when_echoes_the_date_and_keeps_what_it_does_not_understand(qtbot):
    field = WhenField(now=lambda: NOW)
    accepted = []
    field.accepted.connect(accepted.append)
    on_screen(qtbot, field)
    field.setFocus()
    typing = editor_of(field)
    qtbot.keyClicks(typing, "thu 2pm")
    assert field.echo() == "Thu 20 Mar 14:00"
    qtbot.keyClick(typing, Qt.Key.Key_Return)
    assert accepted[0].day.isoformat() == "2003-03-20"
    typing.selectAll()
    qtbot.keyClicks(typing, "after the holidays")
    assert (field.echo(), field.trouble()) == ("", "")
    qtbot.keyClick(typing, Qt.Key.Key_Return)
    assert field.trouble()
    assert field.text() == "after the holidays"
    assert len(accepted) == 1
    with pytest.raises(Refusal):
        field.when()


def test_when_warns_of_a_bank_holiday(qtbot):
    field = WhenField(now=lambda: NOW)
    on_screen(qtbot, field)
    field.put("18 apr")
    assert "Good Friday" in field.warnings()


def test_a_growing_text_is_as_high_as_its_lines(qtbot):
    note = GrowingText("Note", least=2, most=5)
    on_screen(qtbot, note)
    low = note.sizeHint().height()
    note.setPlainText("\n" * 3)
    higher = note.sizeHint().height()
    note.setPlainText("\n" * 50)
    assert low < higher < note.sizeHint().height() < low * 4


def test_filter_terms_become_chips_and_come_back(qtbot):
    line_ = FilterLine()
    on_screen(qtbot, line_)
    texts, down = [], []
    line_.changed.connect(texts.append)
    line_.left_down.connect(lambda: down.append(True))
    typing = line_.focusProxy()
    typing.setFocus()
    qtbot.keyClicks(typing, "data town:stafford")
    assert texts[-1] == "data town:stafford"
    qtbot.keyClick(typing, Qt.Key.Key_Return)
    assert line_.terms() == ("town:stafford",)
    assert typing.text() == "data"
    assert sorted(split_terms(line_.text())) == ["data", "town:stafford"]
    qtbot.keyClick(typing, Qt.Key.Key_Return)
    assert down == [True]
    typing.clear()
    qtbot.keyClick(typing, Qt.Key.Key_Backspace)
    assert (line_.terms(), typing.text()) == ((), "town:stafford")


@given(st.lists(st.sampled_from(["town:stoke", 'name:"a b"', "data", "-tag:cloud", "staff:>20"])))
def test_splitting_loses_no_term(terms):
    assert split_terms(" ".join(terms)) == terms


def test_what_names_a_field_is_a_chip():
    assert is_field_term('name:"a b"')
    assert is_field_term("-tag:cloud")
    assert not is_field_term("stafford")
    assert not is_field_term("10:30:")
    assert not is_field_term("town:")
