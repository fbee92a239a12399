"""The page of a company: changed in place, refused beside the field, undone, walked by keys."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from crm.actions.calls import log_call
from crm.data.queries.company import company_page
from crm.data.queries.objections import objections_for
from crm.domain.objections import Channel
from crm.domain.outcomes import Call, Outcome
from crm.domain.timeline import EntryKind
from tests.ui.companies.conftest import Stage
from ui.look.text import breakable

POTTERIES = "Potteries Data Ltd"


def edit(field, text: str, qtbot: QtBot) -> None:
    field.setFocus()
    qtbot.keyClick(field.focusProxy(), Qt.Key.Key_F2)
    editor = field.focusProxy().parentWidget().findChild(type(field._editor))
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def test_a_fact_is_changed_in_place_and_undone(stage: Stage, qtbot: QtBot) -> None:
    key = stage.show(POTTERIES)
    staff = stage.room.page.facts.facts["staff"]
    edit(staff, "30", qtbot)
    assert stage.book.ask(company_page, key).staff == 30
    assert "30 → band" in staff.focusProxy().text()
    stage.desk.bridge.undo()
    assert staff.value() == "12"


def test_a_refusal_stands_beside_the_fact_with_what_was_typed(stage: Stage, qtbot: QtBot) -> None:
    key = stage.show(POTTERIES)
    staff = stage.room.page.facts.facts["staff"]
    edit(staff, "many", qtbot)
    assert staff.editing
    assert "not a number of staff" in staff._editor.accessibleDescription()
    assert staff._editor.text() == "many"
    qtbot.keyClick(staff._editor, Qt.Key.Key_Escape)
    assert staff.value() == "12"
    assert stage.book.ask(company_page, key).staff == 12


def test_the_address_is_one_step(stage: Stage, qtbot: QtBot) -> None:
    key = stage.show(POTTERIES)
    address = stage.room.page.facts.address
    address.edit()
    address.form.field("street").put("2 Other Road")
    address.form.field("postcode").put("ST16 2AA")
    qtbot.keyClick(address.form.field("street").editor, Qt.Key.Key_Return)
    page = stage.book.ask(company_page, key)
    assert (page.street, page.postcode, page.branch) == (
        "2 Other Road", "ST16 2AA", "Staffordshire",
    )  # fmt: skip
    assert "2 Other Road" in address.shown.text()
    stage.desk.bridge.undo()
    assert "14 Liverpool Road" in address.shown.text()


def test_typing_is_saved_for_the_company_it_was_typed_for(stage: Stage) -> None:
    key = stage.show(POTTERIES)
    fact = stage.room.page.facts.facts["website"]
    fact.edit()
    fact._editor.setText("potteries.example")
    stage.show("Trentside Systems")
    assert stage.book.ask(company_page, key).website == "potteries.example"
    assert fact.value() == ""


def test_the_next_step_is_typed(stage: Stage, qtbot: QtBot) -> None:
    key = stage.show(POTTERIES)
    stage.room.change_step()
    form = stage.room.page.head.step_form
    line = form.when.focusProxy()
    qtbot.keyClicks(line, "after the holidays")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert form.when.trouble()
    form.when.put("18 mar 14:00")
    form.answer()
    step = stage.book.ask(company_page, key).next_step
    assert (step.due_on.day, step.promised) == (18, True)
    assert form.isHidden()


def test_an_objection_is_recorded_and_marked_in_error_with_a_reason(stage: Stage) -> None:
    key = stage.show(POTTERIES)
    wishes = stage.room.page.wishes
    assert wishes.words() == ("allowed", "allowed", "allowed")
    wishes.record(Channel.CALL)
    wishes.objection.form.fill({"asked_by": "Helen", "words": "No more calls"})
    wishes.objection.answer()
    assert wishes.words()[0] == "objects since 14 Mar"
    assert wishes.objection.isHidden()
    (wish,) = stage.book.ask(objections_for, key)
    wishes.mark_in_error(wish.id)
    wishes.error.answer()
    assert "Say why" in wishes.error.form.field("reason").trouble()
    wishes.error.form.fill({"reason": "it was another firm"})
    wishes.error.answer()
    assert wishes.words()[0] == "allowed"
    assert stage.book.ask(objections_for, key) == ()


def test_people_are_added_and_changed_in_place(stage: Stage, qtbot: QtBot) -> None:
    key = stage.show(POTTERIES)
    people = stage.room.page.people
    stage.room.new_person()
    people.form.form.fill({"name": "Mr Jon Adeyemi", "telephone": "01632 960777"})
    people.form.answer()
    assert [card.accessibleName().split(",")[0] for card in people.cards] == [
        "Ms Helen Marsh", "Mr Jon Adeyemi", "Company",
    ]  # fmt: skip
    qtbot.keyClick(people.cards[1], Qt.Key.Key_Return)
    editor = people.editor()
    edit(editor.fields["job_title"], "Office manager", qtbot)
    edit(editor.fields["email"], "jon@potteries.example", qtbot)
    jon = stage.book.ask(company_page, key).people[1]
    assert (jon.job_title, jon.emails[0].address) == ("Office manager", "jon@potteries.example")
    edit(people.editor().fields["email"], "nobody", qtbot)
    assert people.editor().fields["email"].editing, "refused beside the field"


def test_the_past_folds_filters_and_is_searched(stage: Stage, qtbot: QtBot, clock) -> None:
    key = stage.firms[POTTERIES]
    for _day in range(3):
        clock.forward(days=3)
        stage.book.do(log_call, Call(key, Outcome.NO_ANSWER))
    stage.show(POTTERIES)
    history = stage.room.page.history
    titles = [entry.title for entry in history.timeline.entries()]
    assert titles[0] == "3 tries, nobody reached"
    history.chips[EntryKind.CALL].click()
    assert [entry.title for entry in history.timeline.entries()] == ["3 tries, nobody reached"]
    assert history.chips[EntryKind.CALL].text() == "Calls 3"
    history.show_kind(None)
    stage.room.find_in_history()
    qtbot.keyClicks(history.find_line, "no answer")
    assert len(history.timeline.entries()) == 3
    qtbot.keyClick(history.find_line, Qt.Key.Key_Escape)
    assert len(history.timeline.entries()) > 1


def test_a_change_is_taken_back_from_the_past(stage: Stage, qtbot: QtBot) -> None:
    key = stage.show(POTTERIES)
    edit(stage.room.page.facts.facts["staff"], "30", qtbot)
    history = stage.room.page.history
    row, _entry = next(
        (n, e) for n, e in enumerate(history.timeline.entries()) if "staff" in e.more
    )
    history.timeline.setCurrentIndex(history.timeline.model().index(row, 0))
    qtbot.keyClick(history.timeline, Qt.Key.Key_Return)
    assert history.offer.isVisible()
    history.undo_button.click()
    assert stage.book.ask(company_page, key).staff == 12


def test_from_the_list_to_a_page_on_and_back_by_keys_alone(stage: Stage, qtbot: QtBot) -> None:
    room = stage.room
    room.focus_first()
    qtbot.keyClick(room.list.table, Qt.Key.Key_Return)
    assert room.page.company_id == stage.firms["Bluebrick & Sons <b>"]
    assert room.page.facts.facts["name"].focusProxy().hasFocus()
    qtbot.keyClick(room, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert room.page.company_id == stage.firms[POTTERIES]
    qtbot.keyClick(room.page.facts.facts["name"].focusProxy(), Qt.Key.Key_Escape)
    assert not room.on_page()
    assert room.list.table.hasFocus()
    assert room.list.table.current_id() == stage.firms[POTTERIES]


def test_names_from_outside_are_shown_as_they_are(stage: Stage) -> None:
    stage.show("Bluebrick & Sons <b>")
    shown = [label.text() for label in stage.room.page.head.findChildren(QLabel)]
    assert "Bluebrick & Sons <b>" in shown
    assert breakable("a.b").replace("\u200b", "") == "a.b"


def test_a_company_that_is_undone_says_so(stage: Stage) -> None:
    from tests.books.drive import add_firm

    key = stage.book.do(add_firm, "Short Lived").value
    stage.room.open(key)
    stage.desk.bridge.undo()
    assert stage.room.page._gone.isVisible()
    assert "not in the book any more" in stage.room.page._gone.text()


def test_where_in_the_list_is_said(stage: Stage) -> None:
    bar = stage.room.top_bar()
    stage.show(POTTERIES)
    assert bar._where.text() == "2 of 3 in All companies"
