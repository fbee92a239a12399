"""A new company: one step, refusals beside their fields, one that is there already is shown."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from crm.data.queries.company import company_page
from tests.ui.companies.conftest import Stage


def test_it_is_added_whole_in_one_step_and_opened(stage: Stage, qtbot: QtBot) -> None:
    room = stage.room
    room.new_company()
    sheet = room.sheet
    sheet.form.fill(
        {
            "name": "Łódź & <i>Partners</i>",
            "telephone": "01632 960555",
            "email": "hello@lodz.example",
            "postcode": "ST16 2AA",
            "town": "Stafford",
            "person": "Ms Eva Nowak",
            "job_title": "Director",
            "source": "the launch",
        }
    )
    qtbot.keyClick(sheet.form.field("source").editor, Qt.Key.Key_Return)
    assert room.on_page()
    page = stage.book.ask(company_page, room.page.company_id)
    assert page.name == "Łódź & <i>Partners</i>"
    assert page.people[0].job_title == "Director"
    assert page.numbers[0].e164 == "+441632960555"
    assert page.emails[0].address == "hello@lodz.example"
    assert (page.branch, page.source) == ("Staffordshire", "the launch")
    stage.desk.bridge.undo()
    room.back_to_list()
    assert len(stage.names()) == 3


def test_a_refusal_stands_beside_its_field_and_what_was_typed_is_kept(stage: Stage) -> None:
    room = stage.room
    room.new_company()
    room.sheet.save()
    assert room.sheet.form.field("name").trouble() == "A company needs a name."
    room.sheet.form.fill({"name": "Some Firm", "email": "nobody"})
    room.sheet.save()
    assert "not an email address" in room.sheet.form.field("email").trouble()
    room.back_to_list()
    assert len(stage.names()) == 3
    room.new_company()
    assert room.sheet.form.values()["name"] == "Some Firm"


def test_a_likely_duplicate_is_shown_while_typing_and_can_be_opened(stage: Stage) -> None:
    room = stage.room
    room.new_company()
    for typed, reason in (
        ({"name": "potteries data limited"}, "the same name"),
        ({"name": "Other", "telephone": "01632 960123"}, "the same number, 01632 960123"),
        ({"name": "Potteries IT", "telephone": "", "postcode": "st4 1aa"}, "same postcode"),
    ):
        room.sheet.form.fill(typed)
        room.sheet.look_for_alike()
        assert room.sheet.alike.isVisible(), reason
        words = [label.text() for label in room.sheet.alike.findChildren(QLabel)]
        assert any(reason in text and "Potteries Data Ltd" in text for text in words), words
    go = next(
        b
        for b in room.sheet.alike.findChildren(QPushButton)
        if b.accessibleName() == "Open Potteries Data Ltd"
    )
    go.click()
    assert room.page.company_id == stage.firms["Potteries Data Ltd"]
