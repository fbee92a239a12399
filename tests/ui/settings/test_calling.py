"""The rules of calling in Settings: typed, refused beside the field, previewed, saved, undone."""

import pytest

from crm.actions.calls import log_call
from crm.data.queries.calling_rules import calling_rules
from crm.data.queries.company import company_page
from crm.domain.calling_rules import CALLING_RULES
from crm.domain.outcomes import Call, Outcome
from tests.books.drive import add_firm
from ui.places import Place
from ui.settings.room import SettingsRoom


@pytest.fixture
def company(set_up_desk, sqlite_book):
    key = sqlite_book.do(add_firm).value
    sqlite_book.do(log_call, Call(key, Outcome.NO_ANSWER))
    return key


@pytest.fixture
def room(qtbot, set_up_desk, company):
    made = SettingsRoom(set_up_desk)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    set_up_desk.bridge.changed.connect(made.refresh)
    made.show_place(Place("settings", view="calling"))
    return made


@pytest.fixture
def section(room):
    return room.sections["calling"]


def type_into(section, name, text):
    editor = section.form.field(name).editor
    editor.setFocus()
    editor.setText(text)
    editor.textEdited.emit(text)


def rules_of(section):
    found = []
    section.bridge.ask(calling_rules, then=found.append)
    return found[0]


def due_of(section, company):
    found = []
    section.bridge.ask(company_page, company, then=found.append)
    return found[0].next_step.due_on.isoformat()


def test_it_shows_the_rules_of_the_book_and_a_sample_company(section):
    assert section.form.texts()["waits"] == "2, 2, 3, 4, 6"
    lines = section.preview.lines()
    assert lines[0] == "Fri 14 Mar: Try 1: no answer → Attempting"
    assert lines[1] == "Tue 18 Mar, early afternoon: Try 2: no answer"
    assert not section.save_button.isEnabled()
    assert not section.shipped_button.isEnabled()
    assert section.found is None


def test_the_sample_follows_every_letter_typed(section):
    type_into(section, "waits", "5")
    assert section.preview.lines()[1] == "Fri 21 Mar, early afternoon: Try 2: no answer → Resting"
    section.preview.story.choose("Says not now")
    section._look()
    assert section.preview.lines()[0] == "Fri 14 Mar: Not now → Resting"


def test_a_change_says_what_it_moves_and_moves_it_if_wished(section, qtbot, company):
    type_into(section, "waits", "4, 4")
    qtbot.waitUntil(lambda: section.found is not None)
    assert section.moves.text() == "This would move 1 next step: retries 1."
    moved = "Tue 18 Mar, early afternoon → Thu 20 Mar, early afternoon"
    assert section.examples.text() == f"Potteries Data Ltd: {moved}"
    section.save_button.click()
    assert rules_of(section).cadence.waits == (4, 4)
    assert due_of(section, company) == "2003-03-20"
    assert not section.moves.isVisible()
    assert not section.save_button.isEnabled()
    section.bridge.undo()
    assert rules_of(section) == CALLING_RULES
    assert due_of(section, company) == "2003-03-18"
    assert section.form.texts()["waits"] == "2, 2, 3, 4, 6"


def test_next_steps_stand_where_that_is_wished(section, qtbot, company):
    type_into(section, "waits", "4, 4")
    qtbot.waitUntil(lambda: section.found is not None)
    section.move_check.click()
    section.save_button.click()
    assert rules_of(section).cadence.waits == (4, 4)
    assert due_of(section, company) == "2003-03-18"


def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_saved(section):
    type_into(section, "opens", "25:00")
    type_into(section, "label_engaged", "No answer")
    section.save()
    assert "25:00" in section.form.field("opens").trouble()
    assert "key 1" in section.form.field("label_engaged").trouble()
    assert section.form.field("opens").editor.hasFocus()
    assert section.form.texts()["opens"] == "25:00"
    assert rules_of(section) == CALLING_RULES


def test_a_field_is_not_scolded_while_it_is_typed_in(section):
    type_into(section, "waits", "")
    assert section.form.field("waits").trouble() == ""
    section.form.field("waits").editor.editingFinished.emit()
    assert "1 to 12" in section.form.field("waits").trouble()


def test_reasons_and_names_are_saved_and_what_ships_comes_back(section):
    type_into(section, "label_message", "Voicemail")
    section.form.field("reasons").editor.setPlainText("Cost\nNo answer given")
    section.save()
    rules = rules_of(section)
    assert (rules.label(Outcome.MESSAGE), rules.reasons) == (
        "Voicemail",
        ("Cost", "No answer given"),
    )
    section.shipped_button.click()
    assert rules_of(section) == rules
    section.save_button.click()
    assert rules_of(section) == CALLING_RULES


def test_what_is_typed_stays_until_it_is_saved_or_dropped(section, room):
    said = []
    section.desk.sayings.said.connect(lambda text, _undo: said.append(text))
    type_into(section, "rest_days", "60")
    assert not room.may_leave()
    assert "not saved" in said[-1]
    section.show_facts(section._facts)
    assert section.form.texts()["rest_days"] == "60"
    section.back_button.click()
    assert section.form.texts()["rest_days"] == "90"
    assert room.may_leave()


def test_the_form_stands_in_one_column_and_the_sample_below_where_it_is_narrow(
    section, room, qtbot
):
    assert section.preview.mapTo(section, section.preview.rect().topLeft()).x() > 300
    room.resize(500, 700)
    assert section.form.width() <= section.width()
    first, second = (section.form.field(name) for name in ("label_no_answer", "label_message"))
    qtbot.waitUntil(lambda: second.y() > first.y())
    assert section._card.geometry().right() <= section.width()


def test_every_field_has_a_name_of_its_own(section):
    names = [section.form.field(n).editor.accessibleName() for n in section.form._form.values()]
    assert all(names)
    assert len(set(names)) == len(names)
