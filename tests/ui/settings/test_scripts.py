"""Settings, Scripts: written, refused with the place, restored, shown as they will be said."""

import pytest
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QPushButton

from crm.actions.companies import NewCompany, add_company
from crm.data.queries.scripts import kept_scripts, shipped_scripts
from crm.domain.scripts import Answer, Part
from ui.settings.facts import settings_facts
from ui.settings.scripts import ANSWERS, ScriptsSection


@pytest.fixture
def section(qtbot, set_up_desk):
    made = ScriptsSection(set_up_desk)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()

    def show():
        made.bridge.ask(settings_facts, then=made.show_facts)

    made.bridge.changed.connect(lambda _changes: show())
    show()
    return made


def scripts(section):
    found = []
    section.bridge.ask(kept_scripts, then=found.append, owner=section)
    return found[0]


def test_a_script_is_written_saved_and_undone(section):
    assert not section.save_button.isEnabled()
    section.texts.editors[Part.CLOSING].setPlainText("Shall I ring {{ company.name }} again?  ")
    assert section.changed()
    section.save_button.click()
    assert scripts(section).of_stage("New").texts[Part.CLOSING].endswith("again?")
    assert not section.changed()
    section.bridge.undo()
    assert scripts(section) == shipped_scripts()
    assert "May I send" in section.texts.editors[Part.CLOSING].toPlainText()


def test_a_fault_is_said_at_its_field_with_its_place_and_the_text_stays(section):
    text = "Hello.\n{{ company.nam }}?"
    section.texts.editors[Part.OPENING].setPlainText(text)
    assert not section.may_leave()
    said = section.texts.form.field("opening").trouble()
    assert "Line 2, column" in said
    assert "company.name" in said
    assert section.texts.editors[Part.OPENING].toPlainText() == text
    section.which.choose(ANSWERS)
    section.chosen()
    assert section.which.value() == "first"
    assert scripts(section) == shipped_scripts()


def test_going_to_another_script_saves_this_one(section):
    section.texts.editors[Part.CLOSING].setPlainText("Good bye.")
    section.which.choose("member")
    section.chosen()
    assert scripts(section).of_key("first").texts[Part.CLOSING] == "Good bye."
    assert "membership" in section.texts.editors[Part.OPENING].toPlainText()


def test_the_shipped_words_come_back(section):
    section.texts.editors[Part.OPENING].setPlainText("Hi.")
    section.save()
    section.texts.editors[Part.OPENING].setPlainText("Hi, again.")
    section.restore_button.click()
    assert scripts(section) == shipped_scripts()
    assert "Good day" in section.texts.editors[Part.OPENING].toPlainText()


def test_answers_are_added_moved_and_taken_out(section, qtbot):
    section.which.choose(ANSWERS)
    section.chosen()
    editor = section.answers
    editor.add()
    qtbot.keyClicks(editor.asked, "Who are you?")
    assert not section.save()
    assert "Say what to answer" in editor.form.field("says").trouble()
    qtbot.keyClicks(editor.says, "The {{ association.name }}.")
    for _ in range(4):
        editor.put_at(-1)
    assert section.save()
    assert scripts(section).answers[0] == Answer("Who are you?", "The {{ association.name }}.")
    editor.remove()
    section.save()
    assert scripts(section).answers == shipped_scripts().answers


def test_the_preview_follows_and_knows_a_company_of_the_book(section, set_up_desk):
    section.texts.editors[Part.OPENING].setPlainText("Is that {{ company.name }}?")
    section.show_preview()
    assert section.preview.text().startswith("Is that Potteries Data Ltd?")
    set_up_desk.bridge.do(add_company, NewCompany("<b>Mega{{ x }}</b> & Co"))
    section.preview.company.setText("mega")
    section.show_preview()
    assert "Is that <b>Mega{{ x }}</b> & Co?" in section.preview.text()
    section.preview.company.setText("nobody at all")
    assert "Potteries" in section.preview.text()


def test_a_value_is_put_in_at_the_caret(section):
    editor = section.texts.editors[Part.QUESTIONS]
    editor.setPlainText("")
    editor.setFocus()
    section._follow(None, editor)
    inner = [a for menu in section.values_button.findChildren(QMenu) for a in menu.actions()]
    next(a for a in inner if a.text().startswith("Town")).trigger()
    assert editor.toPlainText() == "{{ company.town }}"


def test_everything_has_a_name(section):
    for kind in (QLineEdit, QPlainTextEdit, QPushButton):
        for part in section.findChildren(kind):
            assert part.accessibleName(), part
